"""Clocks tell aware time in UTC."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from netra.shared.clock import FixedClock, SystemClock


def test_the_system_clock_is_aware_and_moves() -> None:
    first, second = SystemClock().now(), SystemClock().now()
    assert first.tzinfo is UTC
    assert first <= second


def test_a_fixed_clock_moves_when_told() -> None:
    clock = FixedClock(datetime(2026, 1, 1, 2, tzinfo=timezone(timedelta(hours=2))))
    assert (clock.now(), clock.now().tzinfo) == (datetime(2026, 1, 1, tzinfo=UTC), UTC)
    clock.advance(timedelta(seconds=1))
    assert clock.now() == datetime(2026, 1, 1, 0, 0, 1, tzinfo=UTC)


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        FixedClock(datetime(2026, 1, 1))  # noqa: DTZ001
