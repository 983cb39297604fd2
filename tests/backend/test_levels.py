"""The day from which on a day costs more or less, by costs whose step is known."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest

from netra.backend.agents.levels import DayTotals, NewLevel, levels_sought, new_level
from netra.backend.agents.triage.domain.goal import Average, Direction, Goal, Intent, Metric, TimeRange

FIRST = date(2026, 10, 1)


WHY = Goal(Intent.WHY_CHANGED)


def _costs(*values: float | None) -> dict[date, DayTotals]:
    """Days of ten calls each that cost so much; None is a day without calls."""
    days = ((FIRST + timedelta(days=at), value) for at, value in enumerate(values))
    return {day: DayTotals(value, 10, 1_000, 100) for day, value in days if value is not None}


def _found(
    days: dict[date, DayTotals], direction: Direction, goal: Goal = WHY, zone: tzinfo = UTC
) -> NewLevel | None:
    return new_level(days, zone, direction, levels_sought(goal))


def _day(number: int) -> datetime:
    return datetime(2026, 10, number, tzinfo=UTC)


def test_a_step_is_found_with_as_many_days_on_either_side() -> None:
    level = _found(_costs(5, 6, 5, 4, 5, 6, 5, 5, 9, 10, 9, 11), Direction.UP)
    assert level is not None
    assert level.earlier == TimeRange(_day(5), _day(9))
    assert level.later == TimeRange(_day(9), _day(13))
    assert level.reach == timedelta(days=4)
    assert level.words.startswith("A day costs more since 9 October 2026")


def test_only_the_way_that_is_asked_about_counts() -> None:
    fallen = _costs(9, 10, 9, 11, 10, 4, 5, 4, 5, 6)
    assert _found(fallen, Direction.UP) is None
    level = _found(fallen, Direction.DOWN)
    assert level is not None
    assert level.later.since == _day(6)


@pytest.mark.parametrize(
    "values",
    [
        (5, 6, 5, 4, 5, 6, 5, 5, 6, 4, 5, 6),
        (5, 5, 5, 5, 5, 5),
        (1, 9, 1, 9, 1, 9, 1, 9, 2, 9, 1, 9),
        (5,),
        (5, 5, 90, 5, 5, 5, 5, 5, 5, 5),
    ],
)
def test_noise_a_single_peak_and_few_days_are_no_step(values: tuple[float, ...]) -> None:
    assert _found(_costs(*values), Direction.UP) is None


def test_a_day_without_calls_costs_nothing() -> None:
    level = _found(_costs(0.1, None, None, None, 0.1, None, 7, 8, 7, 8), Direction.UP)
    assert level is not None
    assert level.later.since == _day(7)


def test_days_are_those_of_the_zone() -> None:
    zone = ZoneInfo("Europe/Berlin")
    level = _found(_costs(1, 1, 1, 1, 9, 9, 9, 9), Direction.UP, zone=zone)
    assert level is not None
    assert level.later.since == datetime(2026, 10, 5, tzinfo=zone)


def _calls(*days: tuple[float, int]) -> dict[date, DayTotals]:
    """Days by what a call costs and how many there are."""
    return {
        FIRST + timedelta(days=at): DayTotals(cost * calls, calls, calls * (700 if at < 6 else 1_400), calls)
        for at, (cost, calls) in enumerate(days)
    }


CHEAPER_AND_MORE = _calls(
    *((0.05, 10 + at % 3) for at in range(6)), *((0.028, 18 + at % 4) for at in range(6))
)


def test_cheaper_is_so_of_a_call_however_many_there_are() -> None:
    level = _found(CHEAPER_AND_MORE, Direction.DOWN, replace(WHY, average=Average.CALL))
    assert level is not None
    assert level.words.startswith("A call costs less since 7 October 2026")


def test_where_no_day_costs_less_a_call_may() -> None:
    level = _found(CHEAPER_AND_MORE, Direction.DOWN)
    assert level is not None
    assert level.words.startswith("A call costs less")


def test_longer_prompts_are_told_by_their_tokens() -> None:
    level = _found(CHEAPER_AND_MORE, Direction.UP, replace(WHY, metric=Metric.INPUT_TOKENS))
    assert level is not None
    assert level.words.startswith("A call reads more tokens since 7 October 2026")
    assert _found(CHEAPER_AND_MORE, Direction.UP, replace(WHY, metric=Metric.OUTPUT_TOKENS)) is None
