"""The two times that are compared where a question asks what changed and names none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from netra.backend.agents.triage.domain.goal import Goal, TimeRange
from netra.backend.analytics.domain.dimensions import Dimension

Span = tuple[datetime, datetime]
"""The moments of the first and the last call."""
_HOUR: Final = timedelta(hours=1)
BY_MINUTES: Final = timedelta(hours=6)
"""A log up to this is looked at in steps of five minutes, and as its two halves."""
BY_HOURS: Final = timedelta(days=3)
LENGTHS: Final[Mapping[Dimension, timedelta]] = MappingProxyType(
    {
        Dimension.FIVE_MINUTES: timedelta(minutes=5),
        Dimension.HOUR: _HOUR,
        Dimension.DAY: timedelta(days=1),
    }
)


@dataclass(frozen=True, slots=True)
class Jump:
    """The step of time at which the cost changed most, and the one before it."""

    before: datetime
    at: datetime
    until: datetime


def largest_jump(
    steps: Iterable[tuple[datetime, Decimal]], length: timedelta, *, down: bool = False
) -> Jump | None:
    """Find the largest rise (or fall) between neighbouring steps that are `length` apart."""
    ordered = sorted(steps)
    pairs = [
        (later[1] - earlier[1], earlier[0], later[0])
        for earlier, later in pairwise(ordered)
        if later[0] - earlier[0] <= length * 2
    ]
    if not pairs:
        return None
    change, before, at = min(pairs) if down else max(pairs)
    return Jump(before, at, at + length) if change else None


def last_week(calls: Span, zone: tzinfo) -> tuple[TimeRange, TimeRange] | None:
    """The last seven days and the seven before, whole ones where there are enough; None without."""
    last = calls[1].astimezone(zone).date()
    whole = (calls[1] + _HOUR).astimezone(zone).date()  # The last day is whole where calls reach its end.
    for end in (whole, last + timedelta(days=1)):
        edges = [_midnight(end - timedelta(days=days), zone) for days in (14, 7, 0)]
        if calls[0] < edges[0] + timedelta(days=1):
            return TimeRange(edges[1], edges[2]), TimeRange(edges[0], edges[1])
    return None


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def halves(goal: Goal, span: Span) -> tuple[Goal, str]:
    """Of minutes one is dear by chance: the second half of a short log stands beside its first."""
    half = (span[1] - span[0]) / 2
    if not half:
        return goal, "All of it is in one moment: there is none before it to compare with."
    middle = span[0] + half
    between = replace(goal, time=TimeRange(middle, None), earlier=TimeRange(span[0], middle))
    minutes = max(1, round(half.total_seconds() / 60))
    said = f"this is the second half of the log beside its first, about {minutes} minutes each"
    return between, f"You named no time: {said}."
