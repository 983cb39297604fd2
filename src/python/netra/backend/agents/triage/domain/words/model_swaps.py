"""Ways of asking whether another model would do: put as the use of one instead of the other."""

from collections.abc import Iterator
from typing import Final

from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Hit, Text, Word

_FAMILY: Final = (
    r"(?:claude|opus|sonnet|haiku|gpt|o[134]|gemini|flash|llama|mistral|deepseek|qwen|kimi|glm|grok|nova)"
)
_MODEL: Final = rf"{_FAMILY}(?: (?:{_FAMILY}|\d[\d.]*\w?|mini|nano|flash|pro|lite|turbo|latest))*"
_ENOUGH: Final = r"(?:do(?: it| the job)?|(?:be )?(?:good )?enough|suffice|(?:be )?fine|work(?: too)?)"
_FOR: Final = r"(?P<rest>(?: (?:for|in|on) (?:(?!or )\S+ ){0,5}?(?!or )\S+)?)"
_WOULD: Final = r"(?:would|could|will|does|is|can)"
_FORMS: Final = tuple(
    map(
        whole_words,
        (
            rf"(?:is|are) (?P<of>{_MODEL}) (?:really )?worth it{_FOR} or {_WOULD} (?P<to>{_MODEL}) {_ENOUGH}",
            rf"do(?:es)? \S+ (?:really )?need (?P<of>{_MODEL}){_FOR} or {_WOULD} (?P<to>{_MODEL}) {_ENOUGH}",
            rf"{_WOULD} (?P<to>{_MODEL}) do (?:the|a) (?:job|work) of (?P<of>{_MODEL}){_FOR}",
            rf"{_WOULD} (?P<to>{_MODEL}) {_ENOUGH}(?= for ){_FOR}",
        ),
    )
)


def said_as_swap(text: Text) -> Text:
    """The same with such a question as "can we use X instead of Y for Z"."""
    hit = next((hit for form in _FORMS for hit in text.hits(form)), None)
    if hit is None:
        return text
    new, old, rest = (_named(text, hit, group) for group in ("to", "of", "rest"))
    instead = (*_put(text, hit, "instead of"), *old) if old else ()
    swap = (*_put(text, hit, "can we use"), *new, *instead, *rest)
    return Text.of(text.clean, (*text.words[: hit.first], *swap, *text.words[hit.last + 1 :]))


def _named(text: Text, hit: Hit, group: str) -> tuple[Word, ...]:
    """The words of a part of what was found; none where the form, or the question, lacks it."""
    if not hit.match.groupdict().get(group):
        return ()
    first, last = hit.match.span(group)
    places = zip(text.words, text.places, strict=True)
    return tuple(word for word, place in places if first <= place < last)


def _put(text: Text, hit: Hit, said: str) -> Iterator[Word]:
    """Words that stand for all that was found."""
    start, end = text.words[hit.first].start, text.words[hit.last].end
    return (Word(word, word, start, end) for word in said.split())
