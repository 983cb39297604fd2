"""Averages in a question, and what they are taken over."""

from dataclasses import dataclass
from typing import Final

from netra.backend.agents.triage.domain.amounts.rates import OF_WORK, Rate
from netra.backend.agents.triage.domain.goal import Average
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text
from netra.backend.calls.domain.groups import TIME_STEPS, GroupKey

AVERAGED: Final = whole_words(
    r"(?:on |in )?average\w*|avg|mean|median|typical(?:ly)?|(?:im )?durchschnitt\w*|(?:en )?moyen(?:ne)?s?|"
    r"(?:en )?promedio|medi[oa]s?"
)
_PER_CALL: Final = whole_words(
    r"(?:per|for each|for every|for one|for a|of a|of one|one|each|every|pro|par|por|je|a) (?:single )?"
    r"(?:@\S+ )?(?:calls?|requests?|quer(?:y|ies)|aufruf|anfrage|appel|requete|llamada)"
)
_SESSION: Final = whole_words(r"(?:sessions?|conversations?)")
_A_STEP: Final = whole_words(
    r"(?:per|a|an|each|every|pro|par|por|je|am|eine?|einen|une?) (?:single )?(?:hour|day|week|month|tag|"
    r"woche|monat|stunde|jour|semaine|mois|heure|dia|semana|mes|hora)|"
    r"(?:our |the )?(?:daily|weekly|monthly|hourly|taglich\w*|wochentlich\w*|monatlich\w*)"
)
_BY_AMOUNT: Final = whole_words(r"by (?:total )?(?:spend|spending|costs?|money|expenses?|dollars)")
_EACH_OF_THEM: Final = whole_words(r"(?:per|pro|par|por|je)(?: \S+)*")
_COUNTED: Final = frozenset({GroupKey.SESSION, GroupKey.USER})
_OF_CALLS: Final = frozenset(
    {GroupKey.MODEL, GroupKey.PROVIDER, GroupKey.FEATURE, GroupKey.AGENT, GroupKey.STOP_REASON}
)
"""What is not counted itself: an average by model is one of its calls."""


@dataclass(frozen=True, slots=True)
class Averaged:
    """What a figure is divided by, how many of it, whether the middle one is asked for, and the words."""

    over: Average | None = None
    units: int = 1
    is_median: bool = False
    words: tuple[str, ...] = ()
    is_beside: bool = False
    """Whether the order is said to be that of amounts: "top 5 by spend, with the cost per session"."""
    unread: tuple[str, ...] = ()
    """What was asked for each of, where calls are taken instead."""


def read_average(text: Text, breakdown: GroupKey | None, said: str, rate: Rate | None) -> Averaged:
    """What a figure is to be divided by; `said` are the words of the breakdown."""
    words = tuple(text.phrase(hit.first, hit.last) for hit in text.hits(AVERAGED))
    is_median = any(word.lower() == "median" for word in words)
    if rate is not None:
        beside = _BY_AMOUNT.search(text.line) is not None
        return Averaged(rate.average, rate.units, words=(*words, rate.words), is_beside=beside)
    per_call = tuple(text.phrase(hit.first, hit.last) for hit in text.hits(_PER_CALL))
    if per_call:
        return Averaged(Average.CALL, is_median=is_median, words=(*words, *per_call))
    if breakdown is not None and _is_of_parts(breakdown, said.lower(), is_said=bool(words)):
        return Averaged(Average.GROUP, words=words)
    work = tuple(text.phrase(hit.first, hit.last) for hit in text.hits(OF_WORK))
    if work and breakdown is None:
        return Averaged(Average.CALL, is_median=is_median, words=(*words, *work), unread=work)
    sessions = tuple(text.phrase(hit.first, hit.last) for hit in text.hits(_SESSION))
    if words and sessions and breakdown is None and not is_median:
        return Averaged(Average.SESSION, words=(*words, *sessions))
    return Averaged(Average.CALL, is_median=is_median, words=words) if words else Averaged()


def _is_of_parts(breakdown: GroupKey, said: str, *, is_said: bool) -> bool:
    """Whether the average is one of the parts: "a day", "per user", "on average by weekday"."""
    is_each = _EACH_OF_THEM.fullmatch(said) is not None
    if (breakdown in TIME_STEPS and _A_STEP.fullmatch(said)) or (breakdown in _COUNTED and is_each):
        return True
    return is_said and (is_each or breakdown not in _OF_CALLS)
