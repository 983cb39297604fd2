"""Durable steps: a run that another worker takes over goes on behind the last event that was stored."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import UUID, uuid5

from pydantic import BaseModel

from netra.backend.runs.domain import Run, RunState, StepResult
from netra.backend.runs.service import RunService, TakenRun
from netra.backend.worker import OvertakenError
from netra.shared.events.run import RUN_EVENT, AgentCompleted, RunPayload, ToolCompleted, type_of

M = TypeVar("M", bound=BaseModel)


class ChangedError(Exception):
    """What is stored of the run is not what this release would have done."""


class Journal:
    """The log of a run as its worker writes it.

    Whoever writes must do the same things in the same order each time, given the same results of steps.
    What is stored already is then not said again and not done again.
    """

    def __init__(self, runs: RunService, taken: TakenRun) -> None:
        self._runs = runs
        self._taken = taken
        self._said = 1  # `run_queued` was said by whoever asked.
        self._steps = 0
        self._had: list[str] = []
        self._stored = [RUN_EVENT.validate_json(message) for message in taken.events]

    @property
    def run(self) -> Run:
        return self._taken.run

    @property
    def had(self) -> tuple[str, ...]:
        """What was done so far, in the words of the agents that ended."""
        return tuple(self._had)

    @property
    def is_repeating(self) -> bool:
        """Whether what is said next is stored already."""
        return self._said < len(self._stored)

    async def say(self, payload: RunPayload, state: RunState = RunState.RUNNING) -> None:
        """Append an event, with the state that it brings the run into."""
        await self._write(payload, None, state)

    async def step(
        self,
        name: str,
        kind: type[M],
        work: Callable[[], Awaitable[M]],
        tell: Callable[[UUID, M], RunPayload],
    ) -> tuple[UUID, M]:
        """Do some work, and in one transaction keep its result and append the event that tells of it."""
        self._steps += 1
        known = self._taken.results.get(self._steps)
        result_id = uuid5(self.run.id, f"step {self._steps}")
        if known is not None:
            content = kind.model_validate_json(known.content)
            await self._write(tell(result_id, content), known, RunState.RUNNING)
            return result_id, content
        content = await work()
        kept = StepResult(result_id, self._steps, name, content.model_dump_json())
        await self._write(tell(result_id, content), kept, RunState.RUNNING)
        return result_id, content

    async def _write(self, payload: RunPayload, result: StepResult | None, state: RunState) -> None:
        self._said += 1
        if isinstance(payload, AgentCompleted | ToolCompleted):
            self._had.append(payload.summary)
        if self._said <= len(self._stored):
            stored = self._stored[self._said - 1]
            if stored.type != type_of(payload):
                raise ChangedError(f"Event {self._said} is {stored.type}, not {type_of(payload)}.")
            return
        if not await self._runs.write(self._taken, self._said, payload, result, state):
            raise OvertakenError(f"Event {self._said} was written by another worker.")
        _heed_cancellation()

    async def end(self, payload: RunPayload, state: RunState) -> None:
        """Append the last event behind whatever is stored, wherever the work has come to."""
        if not await self._runs.end(self._taken, payload, state):
            raise OvertakenError("The run was ended by another worker.")


def _heed_cancellation() -> None:
    """Raise CancelledError where the client of Redis has lost one (see `netra.shared.background.ended`)."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError
