"""Who makes a model, and what its name is without what providers put before and after it."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

MAKERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        word: provider
        for provider, words in (
            ("anthropic", "claude"),
            ("openai", "gpt chatgpt o codex"),
            ("google", "gemini gemma"),
            ("mistral", "mistral mixtral magistral codestral ministral pixtral devstral voxtral"),
            ("deepseek", "deepseek"),
            ("x-ai", "grok"),
            ("cohere", "command"),
            ("moonshotai", "kimi"),
            ("zai", "glm"),
            ("minimax", "minimax"),
            ("meta", "muse"),
        )
        for word in words.split()
    }
)
"""The first word of a model's name, and the provider of the price list whose own it is."""
_FAMILY: Final = re.compile(rf"(?<![a-z])(?:(?P<o>o)(?=\d)|(?P<word>{'|'.join(MAKERS)})(?![a-z]))")
_NOT_FOR_TEXT: Final = re.compile(
    r"audio|voxtral|tts|whisper|transcri|realtime|image|imagen|dall-e|sora|veo|ocr|embed|rerank|"
    r"moderation|guard|speech|eleven"
)
"""What names of models say that hear, speak, draw, read pages, compare or judge, instead of answering."""
_RELEASE: Final = re.compile(r"(?:[-@](?:20\d{6}|20\d\d-\d\d-\d\d|latest)|-v\d+(?::\d+)?|:[a-z]+)+$")


def maker_of(model: str) -> str | None:
    """The provider whose own model it is, as the price list calls it; None where nobody is known."""
    found = _FAMILY.search(model.lower())
    return MAKERS[found["word"] or found["o"]] if found else None


def writes_text(model: str) -> bool:
    """Whether nothing in a model's name says that it does something else than answer in words."""
    return _NOT_FOR_TEXT.search(model.lower()) is None


def plain_name(model: str) -> str:
    """The name by which two listings of one model are equal: without vendor, region, release and tier.

    "global.anthropic.claude-haiku-4-5-20251001-v1:0" and "anthropic/claude-haiku-4.5" are one model.
    """
    name = model.lower().rpartition("/")[2]
    found = _FAMILY.search(name)
    name = name[found.start() :] if found else name
    return re.sub(r"[\s._]+", "-", _RELEASE.sub("", name))
