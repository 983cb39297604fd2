"""How many calls there are in a second or a minute, on average and at the peak."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from netra.backend.agents.triage.domain.goal import Goal, Intent, Metric, Part, Phrase
from netra.backend.agents.triage.domain.words import vocabulary
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text
from netra.backend.peaks.domain import PeakLength

_UNIT: Final = (
    r"(?:(?P<second>seconds?|secs?|sekunden?|secondes?|segundos?)|"
    r"(?P<minute>minutes?|mins?|minuten?|minutos?)|(?P<hour>hours?|stunden?|heures?|horas?))"
)
_SHORT: Final = r"(?:(?P<the_second>second|sekunde|seconde|segundo)|(?P<the_minute>minute|minuto))"
_IN_ONE: Final = whole_words(
    rf"(?:per|a|each|every|/|pro|par|por|(?:in|within|during) (?:one|a|an|any|the|the same|each))"
    rf"(?: (?:one|single|busiest|peak))? {_UNIT}|(?:one|single|busiest|peak) {_SHORT}"
)
_ABBREVIATED: Final = whole_words(r"[rqt]p(?P<unit>[sm])")
_PEAK: Final = whole_words(
    r"(?:(?:at|in|during) )?(?:(?:the|its|our|their) )?(?:peaks?|maximum|max|maximal|most|highest|busiest|"
    r"top|bursts?|rush|greatest|largest|worst|hochst\w*|spitze\w*|pics?|maximo|pico)(?: (?:rates?|loads?|"
    r"times?|moments?|traffic|number|count))?|at most"
)
_NOT_CALLS: Final = (vocabulary.COST_WORDS, vocabulary.ERRORS, vocabulary.REDUCE)
_OF_TOKENS: Final = whole_words(r"tokens?|tpm|tps")
_OF_CALLS: Final = whole_words(
    r"calls?|requests?|quer(?:y|ies)|rp[sm]|qp[sm]|aufrufe?|anfragen?|appels?|requetes?|llamadas?"
)
_ADDED_UP: Final = frozenset(
    {None, Intent.HOW_MUCH, Intent.WHERE_MONEY_GOES, Intent.WHY_CHANGED, Intent.HELP, Intent.SPEED}
)
_ALSO_SAID: Final = whole_words(
    r"throughput|rates?|traffic|load|average|mean|usual\w*|normal\w*|(?:and )?when(?: \S+){0,3}|moments?"
)


def with_peak(goal: Goal, intent: Intent | None, text: Text) -> tuple[Goal, Intent | None]:
    """The goal as one of the busiest second, minute or hour, where that is asked."""
    length = _length(text)
    if length is None or not _is_of_calls(goal, intent, text):
        return goal, intent
    is_tokens = _OF_TOKENS.search(text.line) is not None and _OF_CALLS.search(text.line) is None
    is_speed = is_tokens and length is PeakLength.SECOND  # That of a model; limits are on those of a minute.
    is_plain = length is not PeakLength.HOUR and intent is not Intent.SPEED and not is_speed
    if not is_plain and _PEAK.search(text.line) is None:
        return goal, intent
    asked = replace(
        goal,
        intent=Intent.HOW_MUCH,
        metric=Metric.TOKENS if is_tokens else Metric.CALLS,
        breakdown=None,
        also_by=None,
        ranking=None,
        average=None,
        share_of=None,
        peak=length,
        words=(*goal.words, *_said(text)),
    )
    return asked, Intent.HOW_MUCH


def _is_of_calls(goal: Goal, intent: Intent | None, text: Text) -> bool:
    """Whether calls or tokens are counted, and no money, failures or times asked about."""
    is_timed = intent is Intent.SPEED and goal.metric is not Metric.LATENCY
    other = is_timed or any(one.search(text.line) for one in _NOT_CALLS)
    return intent in _ADDED_UP and not other


def _said(text: Text) -> Iterator[Phrase]:
    """The words that it was read from."""
    for pattern in (_IN_ONE, _ABBREVIATED, _PEAK, _ALSO_SAID):
        for hit in text.hits(pattern):
            yield Phrase(Part.METRIC, text.phrase(hit.first, hit.last))


def _length(text: Text) -> PeakLength | None:
    short = _ABBREVIATED.search(text.line)
    if short is not None:
        return PeakLength.SECOND if short["unit"] == "s" else PeakLength.MINUTE
    hit = _IN_ONE.search(text.line)
    named = hit.groupdict().items() if hit is not None else ()
    return next((PeakLength[name.removeprefix("the_").upper()] for name, said in named if said), None)
