"""What goes with the time of calls, by hand: ranks, shares, slopes, what stands out and what is told."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netra.backend.calls.domain.measures import CallMeasure
from netra.backend.slow_calls.domain.timing import (
    FirstTokenWait,
    Floats,
    PlaceShare,
    SlowCause,
    Strength,
    TimedColumns,
    TimeLink,
    average_ranks,
    causes_of,
    link_of,
    median_slope,
    middles_of,
    rank_correlation,
    slow_limit,
    slow_model,
    speed_of,
    token_time,
    waiting_of,
)

NONE = (None, None, None, None)


def floats(*values: float) -> Floats:
    return np.array(values, dtype=np.float64)


def timed(*rows: tuple[float | None, ...]) -> TimedColumns:
    """Calls of duration, first token, input, output and reasoning."""
    names = ("duration_ms", "ttft_ms", "input", "output", "reasoning")
    columns = zip(*rows, strict=True) if rows else ((),) * len(names)
    return TimedColumns.of(dict(zip(names, columns, strict=True)))


def link(
    correlation: float | None,
    size: CallMeasure = CallMeasure.OUTPUT,
    time: CallMeasure = CallMeasure.DURATION,
    calls: int = 1000,
) -> TimeLink:
    return TimeLink(time, size, calls, correlation)


def test_equal_values_share_the_mean_of_their_ranks() -> None:
    assert average_ranks(floats(10, 30, 20, 30, 30)).tolist() == [1, 4, 2, 4, 4]


def test_the_rank_correlation_is_that_of_a_textbook() -> None:
    # Without ties 1 - 6 x (sum of squared differences, here 194) / (10 x 99).
    hours = floats(7, 6, 5, 20, 28, 0, 50, 17, 12, 27)
    points = floats(100, 106, 86, 112, 106.5, 110, 99, 113, 103, 97)
    squares = ((average_ranks(hours) - average_ranks(points)) ** 2).sum()
    assert rank_correlation(hours, points) == pytest.approx(1 - 6 * squares / 990)
    # With ties, by hand: ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4 are 4.5 / root(4.5 x 5).
    assert rank_correlation(floats(1, 2, 2, 3), floats(1, 2, 3, 4)) == pytest.approx(4.5 / math.sqrt(22.5))
    assert rank_correlation(floats(1, 1, 1), floats(1, 2, 3)) is None


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=40))
def test_it_lies_between_the_two_orders_and_turns_with_one(pairs: list[tuple[int, int]]) -> None:
    one, other = (floats(*values) for values in zip(*pairs, strict=True))
    found = rank_correlation(one, other)
    is_flat = len(set(one.tolist())) == 1 or len(set(other.tolist())) == 1
    assert (found is None) is is_flat
    if found is not None:
        turned = rank_correlation(one, -other)
        assert turned is not None
        assert abs(found) <= 1 + 1e-9
        assert turned == pytest.approx(-found)


@pytest.mark.parametrize(
    ("correlation", "calls", "strength"),
    [
        (0.7, 1000, Strength.STRONG),
        (-0.7, 1000, Strength.STRONG),
        (0.69, 1000, Strength.SOME),
        (0.3, 1000, Strength.SOME),
        (0.29, 1000, Strength.NONE),
        (0.45, 30, Strength.NONE),  # 0.45 x root(29) is 2.4: chance passes that too often.
        (0.5, 30, Strength.SOME),
        (0.99, 29, Strength.UNKNOWN),
        (None, 1000, Strength.UNKNOWN),
    ],
)
def test_a_link_is_told_from_enough_calls_and_beyond_chance(
    correlation: float | None, calls: int, strength: Strength
) -> None:
    found = link(correlation, calls=calls)
    assert found.strength is strength
    assert found.grows is (strength in {Strength.STRONG, Strength.SOME} and (correlation or 0) > 0)


def test_only_calls_that_record_both_are_held_beside_each_other() -> None:
    calls = timed((10, None, 1, 5, None), (20, 5, 2, 6, 3), (30, 9, 3, 7, 2), (40, None, 4, 8, 9))
    assert link_of(calls, CallMeasure.TTFT, CallMeasure.INPUT).calls == 2
    reasoned = link_of(calls, CallMeasure.DURATION, CallMeasure.REASONING)
    assert reasoned.calls == 3
    assert reasoned.correlation == pytest.approx(0.5)
    assert link_of(timed(), CallMeasure.DURATION, CallMeasure.OUTPUT) == link(None, calls=0)


def test_time_is_waiting_or_writing_where_the_first_token_is_recorded_and_not_behind_the_end() -> None:
    calls = timed((1000, 250, 1, 1, None), (3000, 750, 1, 1, None), (9000, *NONE), (100, 200, 1, 1, None))
    assert waiting_of(calls) == FirstTokenWait(2, 4000, 1000)
    assert waiting_of(calls).share == 0.25
    assert waiting_of(timed((9000, *NONE))).share is None


def test_slow_calls_begin_at_the_95th_percentile_down_to_the_microsecond() -> None:
    assert slow_limit(floats(*range(1, 101))) == 95.05
    assert slow_limit(floats(1.00049, 1.00049)) == 1.0


def test_medians_are_of_what_is_recorded() -> None:
    calls = timed((1000, 500, 10, 50, None), (3000, 1000, 20, 100, None), (2000, None, 30, 0, None))
    found = middles_of(calls, after_first=True)
    assert (found.calls, found.duration, found.input, found.output) == (3, 2000, 20, 50)
    assert (found.ttft, found.ttft_known) == (750, 2)
    # 50 tokens in 500 ms, 100 in 2,000 ms.
    assert (found.speed, found.speed_known) == (75, 2)
    assert math.isnan(middles_of(calls, after_first=False).speed)
    assert math.isnan(middles_of(timed(), after_first=True).duration)


def test_a_token_takes_what_is_left_after_the_first_one() -> None:
    rows = [(200.0 + 10 * number, 200.0, 1.0, float(number), None) for number in range(1, 41)]
    assert token_time(timed(*rows)) == pytest.approx(10)
    assert token_time(timed(*rows[:29])) is None


def test_without_first_tokens_it_is_the_middle_slope() -> None:
    rows = [(500.0 + 7 * number, None, 1.0, float(number), None) for number in range(40)]
    rows[3] = (90_000.0, None, 1.0, 3.0, None)  # One that hung does not matter.
    assert token_time(timed(*rows)) == pytest.approx(7)
    assert median_slope(floats(5, 5), floats(1, 2)) is None
    assert median_slope(floats(5), floats(1)) is None
    falling = [(500.0 - number, None, 1.0, float(number), None) for number in range(40)]
    assert token_time(timed(*falling)) is None


@pytest.mark.parametrize(
    ("slow", "calls", "stands_out"),
    [
        (30, 100, True),  # 30 of 50 slow calls, and 100 of 1,000 calls.
        (9, 10, False),  # Too few, whatever their share.
        (14, 200, False),  # 28 % beside 20 %: not half as much again.
        (10, 130, False),  # Half as much again, but within chance of 24 parts.
    ],
)
def test_a_part_stands_out_by_its_share_and_beyond_chance(slow: int, calls: int, *, stands_out: bool) -> None:
    assert PlaceShare("x", slow, calls).stands_out(50, 1000, 24) is stands_out
    assert not PlaceShare("", slow, calls).stands_out(50, 1000, 24)


def test_without_first_tokens_a_speed_is_by_how_much_longer_longer_answers_take() -> None:
    """A second before anything is written makes no model of short answers slow: a token takes 20 ms."""
    calls = timed(*((1000.0 + 20 * number, None, 1.0, float(number), None) for number in range(1, 41)))
    speed, known = speed_of(calls, after_first=False)
    assert (round(speed, 6), known) == (50, 40)
    assert speed_of(calls, after_first=True)[1] == 0


def test_a_model_is_slow_beside_the_calls_of_all_others() -> None:
    quick = [(1000.0, 0.0, 1.0, 100.0, None)] * 30
    slow = [(1000.0, 0.0, 1.0, 60.0, None)] * 31
    models = ["quick"] * 30 + ["slow"] * 31
    found = slow_model(timed(*quick, *slow), models, after_first=True)
    assert found is not None
    assert (found.model, found.speed, found.known, found.other_speed) == ("slow", 60, 31, 100)
    nearly = [(1000.0, 0.0, 1.0, 67.0, None)] * 31
    assert slow_model(timed(*quick, *nearly), models, after_first=True) is None
    assert slow_model(timed(*slow), ["slow"] * 31, after_first=True) is None
    assert slow_model(timed(*quick[1:], *slow), models[1:], after_first=True) is None


OUTPUT, PROMPT = link(0.9), link(0.5, CallMeasure.INPUT)
FIRST = link(0.8, CallMeasure.INPUT, CallMeasure.TTFT)
NOTHING = link(0.1, CallMeasure.INPUT, CallMeasure.TTFT)


@pytest.mark.parametrize(
    ("links", "waiting", "causes"),
    [
        ((OUTPUT, PROMPT, FIRST), FirstTokenWait(9, 100, 20), [SlowCause.OUTPUT]),
        ((OUTPUT, PROMPT, FIRST), FirstTokenWait(9, 100, 50), [SlowCause.PROMPT, SlowCause.OUTPUT]),
        ((link(0.1), PROMPT, FIRST), FirstTokenWait(9, 100, 80), [SlowCause.PROMPT]),
        ((link(-0.9), PROMPT, NOTHING), FirstTokenWait(9, 100, 80), []),
        (
            (link(0.1), PROMPT, link(None, CallMeasure.INPUT, CallMeasure.TTFT)),
            FirstTokenWait(0, 0, 0),
            [SlowCause.PROMPT],
        ),
        ((OUTPUT, PROMPT, NOTHING), FirstTokenWait(0, 0, 0), [SlowCause.OUTPUT]),
    ],
)
def test_what_can_be_done_follows_from_where_the_time_goes(
    links: tuple[TimeLink, ...], waiting: FirstTokenWait, causes: list[SlowCause]
) -> None:
    assert causes_of(links, waiting, None) == causes
