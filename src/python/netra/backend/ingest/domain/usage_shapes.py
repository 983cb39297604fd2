"""Providers' usage objects, normalised once: eight shapes in, disjoint token buckets out.

Providers disagree about what "input tokens" means. Anthropic and Bedrock report cached tokens beside the
input, OpenAI (and whoever speaks its dialect) and Google inside it. Google reports thoughts beside the
candidates, OpenAI reports reasoning inside the completion.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from netra.backend.calls.domain.call import CallDataError, Usage
from netra.backend.ingest.domain.tokens import mapping_at, optional_tokens, tokens_at

Payload = Mapping[str, Any]


class UsageShape(StrEnum):
    """Whose usage object it is. Named by API, not by model: Bedrock reports every model in its own shape."""

    ANTHROPIC = "anthropic"
    BEDROCK_CONVERSE = "bedrock_converse"
    GOOGLE = "google"
    GROQ_CHAT = "groq_chat"
    MISTRAL_CHAT = "mistral_chat"
    OPENAI_CHAT = "openai_chat"
    OPENAI_RESPONSES = "openai_responses"
    OPENROUTER_CHAT = "openrouter_chat"


def normalise_usage(payload: Payload, shape: UsageShape | None = None) -> Usage:
    """Return the payload's tokens in disjoint buckets; the shape is recognised when it is not given.

    Raises CallDataError for an object of no known or of another shape, for tokens that are no whole numbers
    of 0 or more, and for parts larger than their whole.
    """
    told = shape or detect_shape(payload)
    normalise, counts = _NORMALISERS[told]
    if not any(count in payload for count in counts):
        raise CallDataError(f"A usage object of shape {told} needs {' or '.join(counts)}.")
    return normalise(payload)


def detect_shape(payload: Payload) -> UsageShape:
    """Recognise a usage object by the fields only its provider writes; CallDataError when it has none."""
    for shape, marks in _MARKS:
        if any(mark in payload for mark in marks):
            return shape
    if "prompt_tokens" in payload:
        return UsageShape.OPENAI_CHAT
    if "input_tokens" in payload:
        return UsageShape.OPENAI_RESPONSES if "total_tokens" in payload else UsageShape.ANTHROPIC
    raise CallDataError("No usage object of a known provider: it names no input tokens.")


_MARKS: Final = (
    (UsageShape.GOOGLE, ("promptTokenCount", "candidatesTokenCount", "totalTokenCount")),
    (UsageShape.BEDROCK_CONVERSE, ("inputTokens", "outputTokens")),
    (UsageShape.ANTHROPIC, ("cache_creation_input_tokens", "cache_read_input_tokens", "cache_creation")),
    (UsageShape.OPENAI_RESPONSES, ("input_tokens_details",)),
    (UsageShape.GROQ_CHAT, ("queue_time", "prompt_time", "completion_time")),
    (UsageShape.MISTRAL_CHAT, ("num_cached_tokens",)),
    (UsageShape.OPENROUTER_CHAT, ("cost", "cost_details", "is_byok")),
)


def _anthropic(payload: Payload) -> Usage:
    """Messages API: `input_tokens` counts neither reads nor writes; a write is for 5 minutes or 1 hour.

    Thinking is counted inside `output_tokens`; older payloads do not tell it apart.
    """
    written = tokens_at(payload, "cache_creation_input_tokens")
    by_ttl = mapping_at(payload, "cache_creation")
    written_1h = tokens_at(by_ttl, "ephemeral_1h_input_tokens")
    if "cache_creation_input_tokens" not in payload:
        written = written_1h + tokens_at(by_ttl, "ephemeral_5m_input_tokens")
    thinking = optional_tokens(mapping_at(payload, "output_tokens_details"), "thinking_tokens")
    return Usage(
        input_fresh=tokens_at(payload, "input_tokens"),
        cache_read=tokens_at(payload, "cache_read_input_tokens"),
        cache_write_5m=_rest(written, "cache_creation_input_tokens", written_1h),
        cache_write_1h=written_1h,
        output_text=_rest(tokens_at(payload, "output_tokens"), "output_tokens", thinking or 0),
        output_reasoning=thinking or 0,
        cache_recorded="cache_read_input_tokens" in payload,
        reasoning_recorded=thinking is not None,
        extras=_extras(
            {"web_searches": tokens_at(mapping_at(payload, "server_tool_use"), "web_search_requests")}
        ),
    )


def _bedrock_converse(payload: Payload) -> Usage:
    """Converse API: `inputTokens` counts neither reads nor writes; `cacheDetails` splits the writes."""
    written = tokens_at(payload, "cacheWriteInputTokens")
    written_1h = sum(
        tokens_at(part, "inputTokens") for part in _parts(payload, "cacheDetails") if part.get("ttl") == "1h"
    )
    return Usage(
        input_fresh=tokens_at(payload, "inputTokens"),
        cache_read=tokens_at(payload, "cacheReadInputTokens"),
        cache_write_5m=_rest(written, "cacheWriteInputTokens", written_1h),
        cache_write_1h=written_1h,
        output_text=tokens_at(payload, "outputTokens"),
        cache_recorded="cacheReadInputTokens" in payload,
    )


_MODALITIES: Final = MappingProxyType(
    {"TEXT": "text", "AUDIO": "audio", "IMAGE": "image", "DOCUMENT": "image", "VIDEO": "video"}
)
_GOOGLE_PARTS: Final = (
    ("promptTokensDetails", ("input_{}_tokens",)),
    ("cacheTokensDetails", ("cache_{}_read_tokens",)),
    ("toolUsePromptTokensDetails", ("input_{}_tokens", "input_{}_tool_tokens")),
    ("candidatesTokensDetails", ("output_{}_tokens",)),
)


def _google(payload: Payload) -> Usage:
    """Gemini API: cached tokens lie inside the prompt, tool-use prompts and thoughts beside what they add to.

    Its JSON leaves out zeros, so an absent count is a recorded 0.
    """
    tool_use = tokens_at(payload, "toolUsePromptTokenCount")
    cached = tokens_at(payload, "cachedContentTokenCount")
    extras = Counter({"input_tool_tokens": tool_use})
    for field, units in _GOOGLE_PARTS:
        for part in _parts(payload, field):
            if modality := _MODALITIES.get(part.get("modality", "")):
                extras.update({unit.format(modality): tokens_at(part, "tokenCount") for unit in units})
    return Usage(
        input_fresh=_rest(tokens_at(payload, "promptTokenCount") + tool_use, "promptTokenCount", cached),
        cache_read=cached,
        output_text=tokens_at(payload, "candidatesTokenCount"),
        output_reasoning=tokens_at(payload, "thoughtsTokenCount"),
        cache_recorded=True,
        reasoning_recorded=True,
        extras=_extras(extras),
    )


def _chat(payload: Payload) -> Usage:
    """Chat completions of OpenAI and whoever speaks its dialect: `prompt_tokens` holds the cached ones."""
    return _openai(
        payload,
        ("prompt_tokens", "prompt_tokens_details"),
        ("completion_tokens", "completion_tokens_details"),
    )


def _responses(payload: Payload) -> Usage:
    """OpenAI's Responses API: chat completions under other names."""
    return _openai(
        payload, ("input_tokens", "input_tokens_details"), ("output_tokens", "output_tokens_details")
    )


def _openai(payload: Payload, inward: tuple[str, str], outward: tuple[str, str]) -> Usage:
    into, out = mapping_at(payload, inward[1]), mapping_at(payload, outward[1])
    cached, written = optional_tokens(into, "cached_tokens"), tokens_at(into, "cache_write_tokens")
    output, reasoning = tokens_at(payload, outward[0]), optional_tokens(out, "reasoning_tokens")
    if reasoning is not None and reasoning > output:
        output += _reasoning_beside(payload, tokens_at(payload, inward[0]) + output, reasoning)
    return Usage(
        input_fresh=_rest(tokens_at(payload, inward[0]), inward[0], (cached or 0) + written),
        cache_read=cached or 0,
        cache_write_5m=written,
        output_text=_rest(output, outward[0], reasoning or 0),
        output_reasoning=reasoning or 0,
        cache_recorded=cached is not None,
        reasoning_recorded=reasoning is not None,
        extras=_extras(
            {
                "input_audio_tokens": tokens_at(into, "audio_tokens"),
                "output_audio_tokens": tokens_at(out, "audio_tokens"),
            }
        ),
    )


def _reasoning_beside(payload: Payload, counted: int, reasoning: int) -> int:
    """xAI speaks OpenAI's dialect but reports reasoning beside the completion; its total tells."""
    return reasoning if tokens_at(payload, "total_tokens") == counted + reasoning else 0


def _parts(payload: Payload, field: str) -> Sequence[Payload]:
    parts = payload.get(field) or ()
    if not isinstance(parts, list | tuple) or not all(isinstance(part, Mapping) for part in parts):
        raise CallDataError(f"{field} must be a list of objects.")
    return parts


def _rest(whole: int, name: str, parts: int) -> int:
    if parts > whole:
        raise CallDataError(f"{name} is {whole}, less than the {parts} that its parts add up to.")
    return whole - parts


def _extras(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((unit, count) for unit, count in counts.items() if count))


_CHAT_COUNTS: Final = ("prompt_tokens", "completion_tokens")
_NORMALISERS: Final[Mapping[UsageShape, tuple[Callable[[Payload], Usage], tuple[str, ...]]]] = (
    MappingProxyType(
        {
            UsageShape.ANTHROPIC: (_anthropic, ("input_tokens", "output_tokens")),
            UsageShape.BEDROCK_CONVERSE: (_bedrock_converse, ("inputTokens", "outputTokens")),
            UsageShape.GOOGLE: (_google, ("promptTokenCount", "candidatesTokenCount", "totalTokenCount")),
            UsageShape.GROQ_CHAT: (_chat, _CHAT_COUNTS),
            # Mistral's `num_cached_tokens` counts its server's own reuse and is not what it bills.
            UsageShape.MISTRAL_CHAT: (_chat, _CHAT_COUNTS),
            UsageShape.OPENAI_CHAT: (_chat, _CHAT_COUNTS),
            UsageShape.OPENAI_RESPONSES: (_responses, ("input_tokens", "output_tokens")),
            UsageShape.OPENROUTER_CHAT: (_chat, _CHAT_COUNTS),
        }
    )
)
