"""Workers that end themselves, for good and without a word, each at one point of the first run that it takes.

Each line of input has the number of an event and the point: before its transaction, within it, or after it.
A worker is forked for it, since starting a new one costs seconds; each line of output is how one ended, as
`subprocess` tells it.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from typing import Any, Final
from unittest.mock import patch

from netra.backend.config import BackendSettings
from netra.backend.main import QUEUES
from netra.backend.resources import Resources
from netra.backend.runs.repository import RunRepository
from netra.backend.runs.service import RunService
from netra.backend.worker import run_worker
from netra.shared.environment import get_env

DIES_WITHIN_SECONDS: Final = 60


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


def work(number: int, point: str) -> None:
    """Work until the point is reached."""
    if point == "within":
        fatal = patch.object(RunRepository, "append", dying(RunRepository.append, 3, number, first=False))
    else:
        fatal = patch.object(RunService, "write", dying(RunService.write, 2, number, first=point == "before"))
    with fatal:
        asyncio.run(run_worker(Resources(BackendSettings.read(get_env())), QUEUES))


def run(number: int, point: str) -> int:
    """Fork a worker; how it ended, at the latest after a while in which each run is long over."""
    child = os.fork()
    if child == 0:
        # What a worker prints is no answer, and it must not outlive whoever waits for it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        signal.alarm(DIES_WITHIN_SECONDS)
        work(number, point)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def main() -> None:
    for line in sys.stdin:
        number, point = line.split()
        sys.stdout.write(f"{run(int(number), point)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
