"""Work that a process does beside serving, until it ends."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterable
from contextlib import asynccontextmanager
from typing import Any, Final

CANCELLED_AGAIN_SECONDS: Final = 1.0


@asynccontextmanager
async def beside(*works: Coroutine[object, object, None]) -> AsyncIterator[None]:
    """Have some work done while the block lasts; it is cancelled at the end, wherever it is.

    Raises what ended any of it before.
    """
    tasks = [asyncio.create_task(work) for work in works]
    try:
        yield
    finally:
        await ended(tasks)
    for task in tasks:
        if not task.cancelled():
            task.result()


async def ended(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """Cancel tasks, and again until each has ended.

    Once is not enough: `asyncio.wait_for` of Python 3.11 forgets a cancellation that comes in the turn of the
    loop in which it has its result, and redis-py sends every command through it. A task that begins anew
    whatever fails would then never end, and who waits for it neither.
    """
    left = set(tasks)
    while left:
        for task in left:
            task.cancel()
        _, left = await asyncio.wait(left, timeout=CANCELLED_AGAIN_SECONDS)
