"""How work grows with what it is given: told as a ratio, so that no machine is too slow."""

import time
from collections.abc import Callable
from typing import Final

_TRIES: Final = 3
_LEAST_SECONDS: Final = 0.005
"""What takes less is taken for as long: its measure would be noise."""


def growth(work: Callable[[], object], smaller: Callable[[], object]) -> float:
    """How many times as long a work has a core as a smaller one; the best of a few tries of each."""
    return _core_seconds(work) / _core_seconds(smaller)


def _core_seconds(work: Callable[[], object]) -> float:
    return max(_LEAST_SECONDS, min(_once(work) for _ in range(_TRIES)))


def _once(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
