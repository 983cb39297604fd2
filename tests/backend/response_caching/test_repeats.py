"""Repeats of prompts, worked by hand and beside a plain count."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from netra.backend.response_caching.domain import Asked, ExactRepeats, Repeat, exact_repeats, repeats


def asked(prompt: str, answer: str = "", tokens: int = 10) -> Asked:
    return Asked(prompt, answer, tokens, 1)


def test_the_first_call_is_none_and_each_later_one_is() -> None:
    calls = [asked("a", "x"), asked("b"), asked("a", "x", 20), asked("a", "y", 30), asked("b", "z", 40)]
    assert list(repeats(calls)) == [Repeat(2, 0), Repeat(3, 0), Repeat(4, 1)]
    # "a" was answered alike once and otherwise once; the first answer to "b" was not recorded.
    assert exact_repeats(calls) == ExactRepeats(3, 90, 3, divergent=1, unrecorded=1)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["", "x", "y"]))))
def test_calls_are_as_many_as_are_left_without_the_different_ones(log: list[tuple[str, str]]) -> None:
    found = exact_repeats([asked(prompt, answer) for prompt, answer in log])
    assert found.calls == sum(count - 1 for count in Counter(prompt for prompt, _ in log).values())
    assert 0 <= found.divergent + found.unrecorded <= found.calls
