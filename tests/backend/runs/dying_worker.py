"""A worker that ends itself, for good and without a word, at one point of the first run that it takes.

Its arguments are the number of an event and the point: before its transaction, within it, or after it.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from typing import Any
from unittest.mock import patch

from netra.backend.config import BackendSettings
from netra.backend.main import QUEUES
from netra.backend.resources import Resources
from netra.backend.runs.repository import RunRepository
from netra.backend.runs.service import RunService
from netra.backend.worker import run_worker
from netra.shared.environment import get_env


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dying(
    work: Callable[..., Awaitable[Any]], place: int, at: int, *, first: bool
) -> Callable[..., Awaitable[Any]]:
    """The same work, but it kills the process when its argument number `place` is `at`."""

    async def fatal(*given: Any, **named: Any) -> Any:
        if first and given[place] == at:
            die()
        done = await work(*given, **named)
        if not first and given[place] == at:
            die()
        return done

    return fatal


def main(number: int, point: str) -> None:
    if point == "within":
        fatal = patch.object(RunRepository, "append", dying(RunRepository.append, 3, number, first=False))
    else:
        fatal = patch.object(RunService, "write", dying(RunService.write, 2, number, first=point == "before"))
    with fatal:
        asyncio.run(run_worker(Resources(BackendSettings.read(get_env())), QUEUES))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
