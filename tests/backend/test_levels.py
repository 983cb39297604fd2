"""The day from which on a day costs more or less, by costs whose step is known."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from netra.backend.agents.levels import new_level
from netra.backend.agents.triage.domain.goal import Direction, TimeRange

FIRST = date(2026, 10, 1)


def _costs(*values: float | None) -> dict[date, Decimal]:
    days = ((FIRST + timedelta(days=at), value) for at, value in enumerate(values))
    return {day: Decimal(str(value)) for day, value in days if value is not None}


def _day(number: int) -> datetime:
    return datetime(2026, 10, number, tzinfo=UTC)


def test_a_step_is_found_with_as_many_days_on_either_side() -> None:
    level = new_level(_costs(5, 6, 5, 4, 5, 6, 5, 5, 9, 10, 9, 11), UTC, Direction.UP)
    assert level is not None
    assert level.earlier == TimeRange(_day(5), _day(9))
    assert level.later == TimeRange(_day(9), _day(13))
    assert level.days == 4
    assert "since 9 October 2026" in level.words


def test_only_the_way_that_is_asked_about_counts() -> None:
    fallen = _costs(9, 10, 9, 11, 10, 4, 5, 4, 5, 6)
    assert new_level(fallen, UTC, Direction.UP) is None
    level = new_level(fallen, UTC, Direction.DOWN)
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
    assert new_level(_costs(*values), UTC, Direction.UP) is None


def test_a_day_without_calls_costs_nothing() -> None:
    level = new_level(_costs(0.1, None, None, None, 0.1, None, 7, 8, 7, 8), UTC, Direction.UP)
    assert level is not None
    assert level.later.since == _day(7)


def test_days_are_those_of_the_zone() -> None:
    zone = ZoneInfo("Europe/Berlin")
    level = new_level(_costs(1, 1, 1, 1, 9, 9, 9, 9), zone, Direction.UP)
    assert level is not None
    assert level.later.since == datetime(2026, 10, 5, tzinfo=zone)
