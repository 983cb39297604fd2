"""Who went quiet, by a habit that can be counted by hand."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from netra.backend.last_calls.domain import LastCall, ranked

END = date(2026, 5, 31)


def user(key: str, *days: int) -> LastCall:
    """Somebody with a call on each of these days of May 2026."""
    gaps = [later - earlier for earlier, later in pairwise(days)]
    at = [datetime(2026, 5, day, 12, tzinfo=UTC) for day in (days[0], days[-1])]
    last = date(2026, 5, days[-1])
    pause = max((gap - 1 for gap in gaps), default=0)
    return LastCall(key, len(days), at[0], at[1], last, len(days), days[-1] - days[0] + 1, pause)


def test_a_habit_of_each_day_is_broken_by_three_days() -> None:
    # Eight of eight days, one day more that may have none: 1 of 9 a day; two days are 1 of 81.
    daily = user("daily", *range(20, 28))
    assert daily.chance(date(2026, 5, 29)) == pytest.approx(1 / 81)
    assert not daily.is_quiet(date(2026, 5, 29))
    assert daily.is_quiet(date(2026, 5, 30))


def test_who_pauses_for_long_is_not_quiet_as_long_as_before() -> None:
    seldom = user("seldom", 1, 2, 3, 14, 15, 16, 20)
    assert seldom.longest_pause == 10
    assert not seldom.is_quiet(END)


def test_two_days_are_no_habit() -> None:
    assert not user("new", 1, 2).is_quiet(END)


def test_the_most_regular_of_the_quiet_comes_first_then_the_oldest() -> None:
    daily, often = user("daily", *range(1, 16)), user("often", 1, 3, 5, 7, 9, 11, 13)
    new, there = user("new", 2), user("there", *range(1, 32))
    assert [one.key for one in ranked([there, new, often, daily], END)] == ["daily", "often", "new", "there"]
    assert there.quiet_days(END) == 0
    assert END - often.last_day == timedelta(days=18)
