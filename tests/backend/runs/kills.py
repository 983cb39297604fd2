"""Runs whose worker dies for good at a chosen point, and another worker that takes them over."""

import asyncio
import json
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID, uuid4

import pytest

from netra.backend.config import BackendSettings
from netra.backend.projects.service import ProjectService
from netra.backend.resources import Resources
from netra.backend.runs.service import RunService
from netra.backend.threads.service import ThreadService
from netra.shared.access import Subject
from netra.shared.events.messages import StartRun
from tests.backend.worker import worker_environment, working

POINTS: Final = ("before", "within", "after")
TAKEN_OVER_SECONDS: Final = 60.0
Die = Callable[[int, str], Awaitable[int]]


@dataclass(frozen=True)
class Survived:
    """A run that another worker has ended: what was told of it, and how long after the death it was over."""

    events: list[dict[str, Any]]
    seconds: float

    @property
    def is_whole(self) -> bool:
        """Whether its events are 1..n, without a gap or a repeat, and it was answered."""
        numbers = [event["seq"] for event in self.events]
        return numbers == list(range(1, len(numbers) + 1)) and self.events[-1]["type"] == "run_completed"

    @property
    def told(self) -> str:
        """What was told of it, in short."""
        return _in_short(self.events)


def shape(events: list[dict[str, Any]]) -> list[tuple[str, Any]]:
    """What was told, without what differs from run to run: ids and times."""
    told = ("agent", "tool", "arguments", "summary", "thought", "part", "title", "headline")
    return [(event["type"], [_lasting(event["payload"].get(name)) for name in told]) for event in events]


def _lasting(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _lasting(one) for name, one in value.items() if name != "result_id"}
    return value


def _in_short(events: list[dict[str, Any]]) -> str:
    told = " ".join(f"{event['seq']}:{event['type']}" for event in events)
    return f"{told} {events[-1]['payload'] if events else ''}"


async def ask(resources: Resources, user: Subject, project: UUID, question: str) -> UUID:
    """Ask in a new thread; returns the run."""
    async with resources.database.session() as session:
        found = await ProjectService.on(resources, session).accessible(user, project)
        thread = await ThreadService.on(resources, session).create(found, user, None)
    run = uuid4()
    await RunService.on(resources).start(user, StartRun(thread_id=thread.id, run_id=run, question=question))
    return run


async def until_over(resources: Resources, user: Subject, run: UUID, seconds: float) -> list[dict[str, Any]]:
    """The events of a run once it has ended."""
    runs = RunService.on(resources)
    deadline = time.monotonic() + seconds
    while (await runs.readable(user, run)).state.is_open:
        assert time.monotonic() < deadline, f"The run is not over after {seconds} s."
        await asyncio.sleep(0.05)
    return [json.loads(event) for event in await runs.events(run, 0)]


async def killed_at(
    settings: BackendSettings, user: Subject, project: UUID, question: str, points: Sequence[tuple[int, str]]
) -> list[Survived]:
    """For each number of an event, and point of it: ask; one worker dies there; another one ends the run."""
    async with _resources(settings) as resources, _dying(settings) as die:
        return [await _survived(resources, user, project, question, die, *point) for point in points]


async def _survived(
    resources: Resources, user: Subject, project: UUID, question: str, die: Die, number: int, point: str
) -> Survived:
    run = await ask(resources, user, project, question)
    code = await die(number, point)
    if code != -signal.SIGKILL:
        told = [json.loads(event) for event in await RunService.on(resources).events(run, 0)]
        pytest.fail(f"The worker did not die at {point} {number} but ended with {code}: {_in_short(told)}")
    died = time.monotonic()
    async with working(resources):
        events = await until_over(resources, user, run, TAKEN_OVER_SECONDS)
        return Survived(events, time.monotonic() - died)


@asynccontextmanager
async def _dying(settings: BackendSettings) -> AsyncIterator[Die]:
    """Workers that die where they are told to; returned is how one ended."""
    command = (sys.executable, "-m", "tests.backend.runs.dying_worker")
    process = await asyncio.create_subprocess_exec(
        *command, env=worker_environment(settings), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    to_it, from_it = process.stdin, process.stdout

    async def die(number: int, point: str) -> int:
        to_it.write(f"{number} {point}\n".encode())
        return int(await from_it.readline())

    try:
        yield die
    finally:
        to_it.close()
        await process.wait()


@asynccontextmanager
async def _resources(settings: BackendSettings) -> AsyncIterator[Resources]:
    made = Resources(settings)
    try:
        yield made
    finally:
        await made.close()
