"""Requests that are sent again, worked by hand."""

from netra.backend.retries.domain import Sent, chains
from netra.shared.clock import MICROSECONDS


def log(*calls: tuple[str | None, float]) -> list[Sent]:
    return [Sent(request, int(at * MICROSECONDS), has_failed=False) for request, at in calls]


def test_each_call_must_come_soon_after_the_one_before_not_after_the_first() -> None:
    calls = log(("a", 0), ("b", 1), ("a", 50), ("a", 110), ("a", 170.5), ("b", 61))
    assert chains(calls, within_seconds=60) == [[0, 2, 3], [1, 5]]
    assert chains(calls, within_seconds=61) == [[0, 2, 3, 4], [1, 5]]
    assert chains(calls, within_seconds=49) == []


def test_what_cannot_be_compared_is_no_chain() -> None:
    assert chains(log((None, 0), (None, 1)), within_seconds=60) == []
