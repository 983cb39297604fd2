"""Waiting for what happens beside a test, on its own event loop."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


async def eventually(ask: Callable[[], Awaitable[T]], wanted: Callable[[T], bool], within: float = 10) -> T:
    """The first answer that is wanted; AssertionError with the last one when none is in time."""
    deadline = time.monotonic() + within
    while not wanted(answer := await ask()):
        assert time.monotonic() < deadline, f"not within {within} s, last: {answer}"
        await asyncio.sleep(0.02)
    return answer
