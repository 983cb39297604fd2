"""Times that stand out, by counts that can be checked by hand."""

import math
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from netra.backend.incidents.domain import (
    IncidentState,
    PlaceCounts,
    TimeSlot,
    place_of_other_calls,
    place_that_stands_out,
    state_after,
    worse_times,
)

BEGIN = datetime(2026, 5, 4, tzinfo=UTC)


def slots(*worse: int, calls: int = 10) -> list[TimeSlot]:
    return [TimeSlot(BEGIN + timedelta(hours=at), calls, bad) for at, bad in enumerate(worse)]


def test_a_storm_is_found_with_how_likely_it_is_by_chance() -> None:
    (found,) = worse_times(slots(0, 0, 5, 5, 0, 0, 0, 0, 0, 0))
    assert (found.first, found.end, found.calls, found.worse) == (2, 4, 20, 10)
    assert (found.other_calls, found.other_worse) == (80, 0)
    # Two shares: 10 of 20 and 0 of 80, against one of 10 in 100. Each of 55 runs might have been found.
    strength = 20 * math.log(0.5) - (10 * math.log(0.1) + 90 * math.log(0.9))
    assert found.chance == pytest.approx(55 * math.erfc(math.sqrt(strength)) / 2)
    assert found.is_incident


def test_what_chance_explains_is_no_incident_but_told() -> None:
    (found,) = worse_times(slots(0, 1, 0, 2, 0, 1, 1, 0, 1, 0))
    assert not found.is_incident
    assert found.chance > 0.5


def test_nothing_is_found_where_nothing_failed_or_hardly_any_time_passed() -> None:
    assert worse_times(slots(0, 0, 0, 0)) == []
    assert worse_times(slots(0, 9)) == []


def test_a_sure_difference_that_is_small_is_no_incident() -> None:
    (found,) = worse_times(slots(*([5_000] * 10 + [5_900] * 4), calls=10_000))
    assert found.chance < 1e-9
    assert not found.is_incident


def test_several_times_are_found_apart() -> None:
    found = worse_times(slots(0, 8, 8, 0, 0, 0, 0, 0, 9, 0, 0, 0))
    assert sorted((one.first, one.end) for one in found) == [(1, 3), (8, 9)]


def test_a_rise_that_stays_is_found_to_the_end_though_most_calls_lie_in_it() -> None:
    series = slots(*([0] * 4 + [4] * 12))
    (found,) = worse_times(series)
    assert (found.first, found.end) == (4, 16)
    assert state_after(found, series[found.end :]) == (IncidentState.GOES_ON, 0, 0)


def test_hours_that_fail_together_now_and_then_are_no_incident() -> None:
    # Each fifth hour every call fails, which no run of hours explains.
    found = worse_times(slots(*([0, 0, 10, 0, 0] * 8)))
    assert not any(one.is_incident for one in found)


def test_it_is_over_where_so_few_would_hardly_fail() -> None:
    series = slots(0, 0, 0, 5, 5, 0, 0, 0)
    (found,) = worse_times(series)
    # Half of the calls failed: none of 30 does so by chance in 2^-30, none of five in 2^-5.
    assert state_after(found, series[found.end :]) == (IncidentState.ENDED, 30, 0)
    assert state_after(found, [TimeSlot(BEGIN, 5, 0)]) == (IncidentState.UNSURE, 5, 0)


def test_of_a_long_time_short_runs_and_whole_days_are_looked_at() -> None:
    hours = 24 * 60
    series = slots(*(5 if 700 <= at < 703 or at >= hours - 72 else 0 for at in range(hours)))
    found = {(one.first, one.end) for one in worse_times(series)}
    assert found == {(700, 703), (hours - 72, hours)}


@pytest.mark.parametrize(
    "share",
    [lambda _: 0.02, lambda _: 0.5, lambda at: 0.02 + 0.02 * (at % 24 < 8)],
    ids=["rare", "half", "daily"],
)
def test_noise_is_hardly_ever_taken_for_an_incident(share: Callable[[int], float]) -> None:
    taken = 0
    for seed in range(60):
        chance = random.Random(seed)  # noqa: S311  no secret
        counts = [(chance.randint(1, 12), share(at)) for at in range(120)]
        series = [
            TimeSlot(BEGIN + timedelta(hours=at), calls, sum(chance.random() < one for _ in range(calls)))
            for at, (calls, one) in enumerate(counts)
        ]
        taken += any(one.is_incident for one in worse_times(series))
    assert taken <= 1


def test_the_group_that_most_of_it_is_in_is_named() -> None:
    opus, haiku = PlaceCounts("opus", 20, 18, 200, 2), PlaceCounts("haiku", 30, 1, 300, 3)
    assert place_that_stands_out([opus, haiku]) is opus
    assert place_that_stands_out([PlaceCounts("a", 20, 10, 200, 2), PlaceCounts("b", 20, 10, 200, 2)]) is None


def test_other_calls_are_told_from_calls_that_got_worse() -> None:
    slow, fast = PlaceCounts("slow", 90, 81, 10, 9), PlaceCounts("fast", 10, 1, 90, 9)
    assert place_that_stands_out([slow, fast]) is None
    # Most calls are of one that was bad before, and now every one of them, while none of enough others is.
    most, none = PlaceCounts("most", 130, 130, 600, 250), PlaceCounts("none", 46, 0, 200, 0)
    assert place_that_stands_out([most, none]) is most
    assert place_that_stands_out([most, replace(none, calls=9)]) is None
    assert place_of_other_calls([slow, fast]) is slow
