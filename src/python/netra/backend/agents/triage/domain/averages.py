"""Averages in a question, and what they are taken over."""

from typing import Final

from netra.backend.agents.triage.domain.goal import Average
from netra.backend.agents.triage.domain.patterns import whole_words
from netra.backend.agents.triage.domain.wording import Text
from netra.backend.calls.domain.groups import GroupKey

AVERAGED: Final = whole_words(
    r"(?:on |in )?average\w*|avg|mean|median|typical(?:ly)?|(?:im )?durchschnitt\w*|(?:en )?moyenne|"
    r"(?:en )?promedio"
)
_PER_CALL: Final = whole_words(
    r"(?:per|for each|for every|for one|for a|of a|of one|each|every|pro|par|por|je) (?:single )?"
    r"(?:@\S+ )?(?:calls?|requests?|quer(?:y|ies)|aufruf|anfrage|appel|requete|llamada)"
)
_SESSION: Final = whole_words(r"(?:sessions?|conversations?)")


def read_average(text: Text, breakdown: GroupKey | None) -> tuple[Average | None, tuple[str, ...]]:
    """What a figure is to be divided by, with the words that ask for it."""
    words = [text.phrase(hit.first, hit.last) for hit in text.hits(AVERAGED)]
    if all(word.lower() == "median" for word in words) and breakdown is None:
        words = []  # Of single calls there is no median of what they cost.
    per_call = [text.phrase(hit.first, hit.last) for hit in text.hits(_PER_CALL)]
    if per_call:
        return Average.CALL, (*words, *per_call)
    if not words:
        return None, ()
    if breakdown is not None:
        return Average.GROUP, tuple(words)
    sessions = [text.phrase(hit.first, hit.last) for hit in text.hits(_SESSION)]
    if sessions:
        return Average.SESSION, (*words, *sessions)
    return Average.CALL, tuple(words)
