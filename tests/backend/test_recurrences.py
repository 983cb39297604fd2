"""Hours of the week at which calls fail again and again, counted by hand; how steps of time are told."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from netra.backend.agents.derived import order_statistic
from netra.backend.agents.recurrences import Recurrence, recurrence_of
from netra.backend.agents.reporting.domain.trends import Step, trend, whole_steps
from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.domain.figures import Certainty, Unit
from netra.backend.analytics.schemas import GroupRead

MONDAY = datetime(2026, 11, 2, tzinfo=UTC)


def _hours(weeks: int, *, failing: int) -> Iterator[GroupRead]:
    """Each day of so many weeks has ten calls at nine and at ten; of Mondays at nine so many fail."""
    for day in range(7 * weeks):
        for hour in (9, 10):
            at = MONDAY + timedelta(days=day, hours=hour)
            failed = failing if day % 7 == 0 and hour == 9 else 0
            yield GroupRead.model_construct(key=at.isoformat(timespec="minutes"), calls=10, errors=failed)


def test_what_fails_each_monday_comes_back() -> None:
    found = recurrence_of(_hours(4, failing=6), UTC)
    # Of 560 calls 40 are of Mondays at nine.
    assert found == Recurrence(0, 9, 10, 40, 24, 520, 0, 4, 4)
    assert found.words == "on Mondays from 09:00 to 10:00"
    assert found.has(MONDAY + timedelta(hours=9, minutes=30))
    assert not found.has(MONDAY + timedelta(hours=10))


def test_two_weeks_are_no_habit_and_few_failures_no_outage() -> None:
    assert recurrence_of(_hours(2, failing=6), UTC) is None
    assert recurrence_of(_hours(4, failing=0), UTC) is None
    assert recurrence_of([], UTC) is None


def _step(key: str, value: int | None) -> Step:
    known = None if value is None else Decimal(value)
    return Step(
        key,
        order_statistic("p", known, unit=Unit.MS, formula="", kind=Certainty.EXACT, calls=1),
    )


def test_the_last_step_is_told_beside_the_middle_one_before() -> None:
    steps = [
        _step("2026-11-02", 100),
        _step("2026-11-09", 300),
        _step("2026-11-16", 200),
        _step("2026-11-23", 500),
    ]
    told = trend(steps, Dimension.WEEK, "slower", "faster")
    assert told.text.endswith(
        "The last is slower, 2.5 times the middle one of those before it ({middle_before})."
    )
    assert told.figures["middle_before"].value == 200
    assert "faster than" in trend([*steps, _step("2026-11-30", 10)], Dimension.WEEK, "slower", "faster").text
    assert (
        "hardly other" in trend([*steps, _step("2026-11-30", 250)], Dimension.WEEK, "slower", "faster").text
    )
    assert trend([steps[0], _step("2026-11-09", None), steps[2]], Dimension.WEEK, "a", "b").text == ""


def test_weeks_that_are_recorded_in_part_are_left_out() -> None:
    steps = [_step("2026-11-02", 1), _step("2026-11-09", 2), _step("2026-11-16", 3)]
    since, until = datetime(2026, 11, 3, 8, tzinfo=UTC), datetime(2026, 11, 22, 23, tzinfo=UTC)
    assert whole_steps(steps, Dimension.WEEK, since, until) == steps[1:]
    assert whole_steps(steps, Dimension.WEEK, None, None) == steps
