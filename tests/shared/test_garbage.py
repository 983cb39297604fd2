"""A process that serves looks for garbage seldom, and still finds what refers to itself."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from netra.shared.garbage import collect_seldom


class _Ring:
    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """The collector of the tests goes on as it was."""
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def _collections() -> list[int]:
    return [generation["collections"] for generation in gc.get_stats()]


def _hold(many: int) -> list[list[int]]:
    return [[number] for number in range(many)]


def test_what_a_crowd_holds_for_a_moment_starts_no_collection() -> None:
    collect_seldom()
    before = _collections()
    held = _hold(20_000)
    assert _collections() == before
    assert len(held) == 20_000


def test_what_is_there_at_the_start_is_not_looked_at_again() -> None:
    collect_seldom()
    assert gc.get_freeze_count() > 10_000
    assert len(gc.get_objects()) < 10_000


def test_a_ring_that_nobody_holds_is_found() -> None:
    collect_seldom()
    ring = _Ring()
    gone = weakref.ref(ring)
    del ring
    held = [_hold(1_000) for _ in range(60)]
    assert gone() is None
    assert len(held) == 60
