"""The day from which on a day costs more, or less, than it did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from itertools import accumulate
from math import inf
from types import MappingProxyType
from typing import Final

from netra.backend.agents.triage.domain.goal import Direction, TimeRange

MORE: Final[Mapping[Direction, str]] = MappingProxyType({Direction.UP: "more", Direction.DOWN: "less"})
_FEWEST_DAYS: Final = 3
"""So many days are a level."""
_CRITICAL_F: Final = 12.35
"""At 1 percent, with 15 percent of the days left out at each end."""


@dataclass(frozen=True, slots=True)
class NewLevel:
    """The days from which on a day costs more or less, and as many before."""

    direction: Direction
    earlier: TimeRange
    later: TimeRange
    days: int

    @property
    def words(self) -> str:
        at = self.later.since
        day = f"{at.day} {at:%B %Y}" if at else ""
        more = MORE[self.direction]
        return (
            f"A day costs {more} since {day}: these are {self.days} days from then on beside as many before."
        )


def new_level(costs: Mapping[date, Decimal], zone: tzinfo, direction: Direction) -> NewLevel | None:
    """Find the day at which the mean cost of a day changed most; None where no day stands out.

    `costs` has the days with calls; a day between them without is one of no cost. One change of the mean is
    fitted by least squares. It stands out where its F is above the critical value for a change at an unknown
    day (Andrews 1993, Tests for Parameter Instability and Structural Change With Unknown Change Point).
    """
    first, last = min(costs), max(costs)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    f, at = max(_changes([float(costs.get(day, 0)) for day in days], direction), default=(0.0, 0))
    if f < _CRITICAL_F:
        return None
    reach = min(at, len(days) - at)
    begin, change, end = (_midnight(first + timedelta(days=at + by), zone) for by in (-reach, 0, reach))
    return NewLevel(direction, TimeRange(begin, change), TimeRange(change, end), reach)


def _changes(values: Sequence[float], direction: Direction) -> list[tuple[float, int]]:
    """The F of a change of the mean at each place where it goes in the direction, and the place."""
    count, sums = len(values), [0.0, *accumulate(values)]
    squares = [0.0, *accumulate(value * value for value in values)]

    def spread(begin: int, end: int) -> float:
        return squares[end] - squares[begin] - (sums[end] - sums[begin]) ** 2 / (end - begin)

    found = []
    for at in range(_FEWEST_DAYS, count - _FEWEST_DAYS + 1):
        rise = (sums[count] - sums[at]) / (count - at) - sums[at] / at
        if (rise > 0) is (direction is Direction.UP) and rise:
            left = max(0.0, spread(0, at) + spread(at, count))
            found.append((inf if not left else (spread(0, count) - left) / (left / (count - 2)), at))
    return found


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)
