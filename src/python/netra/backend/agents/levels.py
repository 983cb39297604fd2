"""The day from which on a day, or a call, costs more or less than it did, or is longer or shorter."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from itertools import accumulate
from math import inf
from types import MappingProxyType
from typing import Final, NamedTuple

from netra.backend.agents.triage.domain.goal import Average, Direction, Goal, Metric, TimeRange
from netra.backend.analytics.schemas import GroupRead

_DAY: Final = timedelta(days=1)
_MINUTE: Final = timedelta(minutes=1)
_FEWEST_DAYS: Final = 3
"""So many days are a level."""
_CRITICAL_F: Final = 12.35
"""At 1 percent, with 15 percent of the days left out at each end."""


class DayTotals(NamedTuple):
    """What the calls of a day come to, in USD and tokens."""

    cost: float
    calls: int
    input: int
    output: int


def totals_of_day(row: GroupRead) -> DayTotals:
    return DayTotals(float(row.cost or 0), row.calls, row.input_total, row.output_total)


@dataclass(frozen=True, slots=True)
class LevelOf:
    """A series of days whose level is looked at: its value, and how a change of it is said."""

    value: Callable[[DayTotals], float]
    up: str
    down: str
    is_of_calls: bool = True
    """Whether a day without calls has none, and not nothing."""

    def words(self, direction: Direction, length: timedelta = _DAY) -> str:
        said = self.up if direction is Direction.UP else self.down
        return said if length >= _DAY else said.replace("a day", f"a step of {length // _MINUTE} minutes")


_DAY_COST: Final = LevelOf(lambda day: day.cost, "a day costs more", "a day costs less", is_of_calls=False)
_CALL_COST: Final = LevelOf(lambda day: day.cost / day.calls, "a call costs more", "a call costs less")
_BY_METRIC: Final[Mapping[Metric | None, LevelOf]] = MappingProxyType(
    {
        Metric.INPUT_TOKENS: LevelOf(
            lambda day: day.input / day.calls, "a call reads more tokens", "a call reads fewer tokens"
        ),
        Metric.OUTPUT_TOKENS: LevelOf(
            lambda day: day.output / day.calls, "an answer has more tokens", "an answer has fewer tokens"
        ),
    }
)


@dataclass(frozen=True, slots=True)
class NewLevel:
    """The days from which on something is another, and as many before."""

    of: LevelOf
    direction: Direction
    earlier: TimeRange
    later: TimeRange
    reach: timedelta
    length: timedelta = _DAY

    @property
    def words(self) -> str:
        at, said = self.later.since, self.of.words(self.direction, self.length)
        is_of_days = self.length >= _DAY
        day = f"{at.day} {at:%B %Y}{'' if is_of_days else f', {at:%H:%M}'}" if at else ""
        many = f"{self.reach.days} days" if is_of_days else f"{self.reach // _MINUTE} minutes"
        beside = f"these are {many} from then on beside as many before"
        return f"{said[0].upper()}{said[1:]} since {day}: {beside}."


def levels_sought(goal: Goal) -> tuple[LevelOf, ...]:
    """What may have changed, in the order in which the question points at it."""
    if (of := _BY_METRIC.get(goal.metric)) is not None:
        return (of,)
    return (_CALL_COST, _DAY_COST) if goal.average is Average.CALL else (_DAY_COST, _CALL_COST)


def new_level(
    days: Mapping[date, DayTotals],
    zone: tzinfo,
    direction: Direction,
    sought: Iterable[LevelOf],
    length: timedelta = _DAY,
) -> NewLevel | None:
    """Find the day at which the first of the series that has such a day changed; None where none stands out.

    `days` are those with calls, or steps of a `length` by when they begin. One change of the mean is fitted
    by least squares. It stands out where its F is above the critical value for a change at an unknown day
    (Andrews 1993, Tests for Parameter Instability and Structural Change With Unknown Change Point).
    """
    for of in sought:
        series = _series(days, of, length)
        f, at = max(_changes([value for _, value in series], direction), default=(0.0, 0))
        if f >= _CRITICAL_F:
            change, last = series[at][0], series[-1][0] + length
            reach = min(change - series[0][0], last - change)
            begin, since, end = (_moment(day, zone) for day in (change - reach, change, change + reach))
            return NewLevel(of, direction, TimeRange(begin, since), TimeRange(since, end), reach, length)
    return None


_CLEAR_F: Final = 30.0
"""Where many series are looked at, and one that stands out by chance would be told."""


def cost_step(days: Mapping[date, DayTotals], zone: tzinfo) -> NewLevel | None:
    """The day from which on a day costs more, or less; None where chance explains it."""
    found = (new_level(days, zone, direction, (_DAY_COST,)) for direction in Direction)
    return next((level for level in found if level is not None), None)


def step_at(values: Sequence[float]) -> int | None:
    """The place from which on values are at another level, either way; None where none stands out clearly."""
    found = [step for direction in Direction for step in _changes(values, direction)]
    f, at = max(found, default=(0.0, 0))
    return at if f >= _CLEAR_F else None


def _series(days: Mapping[date, DayTotals], of: LevelOf, length: timedelta) -> list[tuple[date, float]]:
    """The value of each day, in order; of an amount a day between them without calls has nothing."""
    if of.is_of_calls:
        return [(day, of.value(days[day])) for day in sorted(days)]
    first, none = min(days), DayTotals(0, 0, 0, 0)
    every = (first + length * number for number in range((max(days) - first) // length + 1))
    return [(day, of.value(days.get(day, none))) for day in every]


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


def _moment(begin: date, zone: tzinfo) -> datetime:
    """When a step begins; a day at its midnight."""
    return begin if isinstance(begin, datetime) else datetime(begin.year, begin.month, begin.day, tzinfo=zone)
