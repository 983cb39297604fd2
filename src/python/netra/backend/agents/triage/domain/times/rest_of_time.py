"""A time beside the rest: "the first 2 hours vs. the rest", "compare the last day to all other days"."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from netra.backend.agents.triage.domain.goal import TimeRange
from netra.backend.agents.triage.domain.times.found_times import Clock
from netra.backend.agents.triage.domain.times.time_ranges import Times
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text

_UNITS: Final = (
    r"(?:days?|weeks?|months?|hours?|time|record|log|tage|wochen|monate|stunden|zeit|jours|semaines|mois|"
    r"heures|temps|dias|semanas|meses|horas|tiempo)"
)
_REST: Final = whole_words(
    r"(?:than|as|to|and|vs|versus|over|or|against|with|from|als|zu|zum|mit|que|au|aux|con) "
    r"(?:(?:all|of|the|our|any|every|in|der|die|den|dem|le|les|el|los) )*"
    rf"(?:(?:rest|remainder) of (?:(?:the|our|all) )*{_UNITS}|"
    rf"(?:other|later|earlier|remaining|following|previous|ubrigen|anderen|autres|otros|otras) {_UNITS}|"
    r"(?P<bare>rest|remainder|others|everything else|ubrigen|anderen|reste|resto))"
)
_NAME: Final = whole_words(r"@(?:model|feature|user|agent|session|provider)")


def with_rest(text: Text, times: Times, clock: Clock) -> tuple[Text, Times]:
    """The time that is named and, as the one that it is compared with, the longer side of what is left.

    Where names stand beside it a bare "the rest" is that of the names.
    """
    hit = next(text.hits(_REST), None)
    if hit is None or times.range is None or clock.span is None or times.earlier or times.beside:
        return text, times
    if hit.match["bare"] and _NAME.search(text.line):
        return text, times
    early, late = _in_order(times.range, clock.span)
    if early is None or late is None:
        return text, times
    words = text.phrase(hit.first, hit.last)
    merged = text.merged({(hit.first + 1, hit.last): "@range"})
    return merged, replace(times, range=late, earlier=early, earlier_words=words)


def _in_order(time: TimeRange, span: tuple[datetime, datetime]) -> tuple[TimeRange | None, TimeRange | None]:
    """The time and the longer of what was recorded before and after it; None is nothing."""
    first, last = span
    since, until = time.since or first, time.until or last
    if max(since - first, last - until).total_seconds() <= 0:
        return None, None
    if since - first > last - until:
        return TimeRange(first, since), time
    return time, TimeRange(until, None)
