"""What a user may do with runs, and what the worker that answers one writes down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Self
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from netra.backend.projects.service import AccessibleProject, ProjectService
from netra.backend.resources import Resources
from netra.backend.runs.domain import (
    MOST_OPEN_RUNS,
    Cursors,
    Events,
    Following,
    Notice,
    Run,
    RunState,
    StepResult,
    furthest_behind,
    missed_of,
)
from netra.backend.runs.repository import RunRepository
from netra.backend.threads.domain import Thread
from netra.backend.threads.service import ThreadService
from netra.shared.access import Subject
from netra.shared.broadcast import Broadcast
from netra.shared.errors import Conflict, NotFound, TooMany
from netra.shared.events.messages import StartRun
from netra.shared.events.run import RUN_EVENT, RunCancelled, RunPayload, RunQueued, event_of
from netra.shared.resilience import Gathered
from netra.shared.rights import WORK

MOST_AT_ONCE: Final = 200
"""How many who come back at the same moment are read for together."""


@dataclass(frozen=True, slots=True)
class TakenRun:
    """A run that one attempt has taken up, with what is known of it so far."""

    run: Run
    attempt: UUID
    events: Sequence[str]
    results: Mapping[int, StepResult]


class RunService:
    """Makes its own transactions: events are published when they are stored, not before."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._clock = resources.clock
        self.feed = Broadcast(resources.redis, "run-events")
        self._missed = Gathered(self._missed_by, most=MOST_AT_ONCE)

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return resources.once(cls, lambda: cls(resources))

    async def start(self, user: Subject, asked: StartRun) -> None:
        """Store and queue a question in a thread of the user's own; the same one again changes nothing."""
        user.require(WORK)
        async with self._resources.database.session() as session:
            runs = RunRepository(session)
            threads = ThreadService.on(self._resources, session)
            thread = await threads.owned(user, asked.thread_id)
            await ProjectService.on(self._resources, session).accessible(user, thread.project_id)
            run = self._new(user, thread, asked)
            if not await runs.add(run):
                await self._insist_on_the_same(runs, run)
                return
            if await runs.open_of(user.subject_id) > MOST_OPEN_RUNS:
                raise TooMany(f"{MOST_OPEN_RUNS} of your questions are not answered yet: wait or stop some.")
            await runs.enqueue(run)
            await threads.ask(thread, asked.question)
            queued = RunQueued(question=asked.question, asked_by=user.subject_id)
            notice = await self._append(runs, run, None, 1, queued)
        await self._publish(notice)

    async def cancel(self, user: Subject, run_id: UUID) -> None:
        """Have a run of the user's own thread stop; one that is finished stays as it is."""
        user.require(WORK)
        notice = None
        async with self._resources.database.session() as session:
            runs = RunRepository(session)
            run = await runs.locked(run_id)
            if run is None:
                raise NotFound(f"No run {run_id}.")
            await ThreadService.on(self._resources, session).owned(user, run.thread_id)
            if run.state.is_open:
                await runs.ask_to_stop(run, self._clock.now())
            if run.state is RunState.QUEUED:
                last, had = run.last_seq + 1, RunCancelled(had=())
                notice = await self._append(runs, run, None, last, had, **self._ended(RunState.CANCELLED))
        await self._publish(notice)

    async def readable(self, reader: Subject, run_id: UUID) -> Run:
        """A run of a thread that the reader may read."""
        async with self._resources.database.session() as session:
            run = await RunRepository(session).get(run_id)
            if run is None:
                raise NotFound(f"No run {run_id}.")
            await self._readable_thread(session, reader, run.thread_id)
        return run

    async def accessible(self, reader: Subject, run_id: UUID) -> tuple[Run, AccessibleProject]:
        """The same with the project that it is about."""
        run = await self.readable(reader, run_id)
        async with self._resources.database.session() as session:
            projects = ProjectService.on(self._resources, session)
            return run, await projects.accessible(reader, run.project_id)

    async def of_thread(self, reader: Subject, thread_id: UUID) -> list[Run]:
        async with self._resources.database.session() as session:
            await self._readable_thread(session, reader, thread_id)
            return await RunRepository(session).of_thread(thread_id)

    async def numbers(
        self, thread_ids: Sequence[UUID], since: datetime | None = None
    ) -> dict[UUID, dict[UUID, int]]:
        """By thread, which the caller was found to have the right to, the last number of each run."""
        async with self._resources.database.reading() as session:
            return await RunRepository(session).numbers(thread_ids, since)

    async def missed(self, reader: Subject, thread_id: UUID, cursors: Cursors) -> Events:
        """By run of a thread that the reader may read: the events that were not told yet."""
        asked = Following(reader.organization_id, reader.subject_id, thread_id, cursors)
        events = await self._missed.get(asked)
        if events is None:
            raise NotFound(f"No thread {thread_id}.")
        return events

    async def events_of(self, behind: Mapping[UUID, int]) -> Events:
        """By run that the caller was found to have the right to: its events behind a number."""
        async with self._resources.database.reading() as session:
            return await RunRepository(session).events_of(behind)

    async def events(self, run_id: UUID, behind: int) -> list[str]:
        """The events with a number above `behind` of a run that the caller was found to have the right to."""
        async with self._resources.database.reading() as session:
            return await RunRepository(session).events(run_id, behind)

    async def result(self, run: Run, result_id: UUID) -> StepResult:
        async with self._resources.database.session() as session:
            result = await RunRepository(session).result(run.id, result_id)
        if result is None:
            raise NotFound(f"No result {result_id}.")
        return result

    async def named_result(self, run: Run, name: str) -> StepResult | None:
        async with self._resources.database.session() as session:
            return await RunRepository(session).named_result(run.id, name)

    async def hold_runs_of(self, session: AsyncSession, user_id: UUID) -> None:
        """Have no worker go on with what a person asked until the transaction ends."""
        await RunRepository(session).hold_of(user_id)

    async def forget_asker(self, session: AsyncSession, user_id: UUID) -> None:
        """Have what is left of a person's runs say that nobody asked."""
        await RunRepository(session).forget_asker(user_id)

    async def runs_before(self, run: Run) -> list[Run]:
        """The earlier runs of the same thread, for whoever answers this one."""
        async with self._resources.database.session() as session:
            runs = await RunRepository(session).of_thread(run.thread_id)
        return [one for one in runs if one.created_at < run.created_at]

    async def take_up(self, run_id: UUID) -> TakenRun | None:
        """Take up a run, alone from now on; None when it is finished or gone.

        Whoever follows a finished one is told its end again: who wrote it may have died before telling.
        """
        attempt = uuid4()
        async with self._resources.database.session() as session:
            runs = RunRepository(session)
            begun = await runs.begin(run_id, attempt, self._clock.now())
            run, events = await runs.get(run_id), await runs.events(run_id)
            results = {result.step: result for result in await runs.results(run_id)}
        if run is None:
            return None
        if not begun:
            last = events[-1] if events else None
            await self._publish(Notice(run.thread_id, run.id, run.last_seq, last) if last else None)
            return None
        return TakenRun(run, attempt, events, results)

    async def write(
        self, taken: TakenRun, seq: int, payload: RunPayload, result: StepResult | None, state: RunState
    ) -> bool:
        """Store an event and the result that it tells of; False when another attempt has gone on."""
        changes = {"changed_at": self._clock.now()} if state.is_open else self._ended(state)
        async with self._resources.database.session() as session:
            runs = RunRepository(session)
            notice = await self._append(runs, taken.run, taken.attempt, seq, payload, **changes)
            if notice is None:
                return False
            if result is not None:
                await runs.keep(taken.run.id, result)
        await self._publish(notice)
        return True

    async def end(self, taken: TakenRun, payload: RunPayload, state: RunState) -> bool:
        """Append the last event behind whatever is stored; False when another attempt has gone on.

        Work that is stopped in the middle of writing does not know whether its event was stored.
        """
        async with self._resources.database.session() as session:
            runs = RunRepository(session)
            run = await runs.locked(taken.run.id)
            last = run.last_seq if run else 0
            notice = await self._append(
                runs, taken.run, taken.attempt, last + 1, payload, **self._ended(state)
            )
        await self._publish(notice)
        return notice is not None

    async def abandoned(self) -> list[TakenRun]:
        """Unfinished runs that nobody will work on, since their job has ended; taken up to be ended."""
        async with self._resources.database.reading() as session:
            found = await RunRepository(session).without_job()
        taken = [await self.take_up(run_id) for run_id in found]
        return [one for one in taken if one is not None]

    async def is_to_stop(self, run_id: UUID) -> bool:
        """Whether somebody asked the run to stop."""
        async with self._resources.database.session() as session:
            run = await RunRepository(session).get(run_id)
        return run is None or run.cancel_requested_at is not None

    async def _missed_by(self, crowd: Sequence[Following]) -> list[Events | None]:
        """What each has missed; None for a thread that is not for the reader. Three queries for all."""
        ids = {one.thread_id for one in crowd}
        async with self._resources.database.reading() as session:
            threads = await ThreadService.on(self._resources, session).known(ids)
            runs = RunRepository(session)
            last = await runs.numbers([*threads])
            behind = [one.cursors.behind(last.get(one.thread_id, {})) for one in crowd]
            lowest = furthest_behind(behind)
            events = await runs.events_of(lowest) if lowest else {}
        shares = [missed_of(one, lowest, events) for one in behind]
        readable = [_may_read(one, threads) for one in crowd]
        return [share if may else None for share, may in zip(shares, readable, strict=True)]

    async def _append(
        self,
        runs: RunRepository,
        run: Run,
        attempt: UUID | None,
        seq: int,
        payload: RunPayload,
        **changes: object,
    ) -> Notice | None:
        event = event_of(payload, thread_id=run.thread_id, run_id=run.id, seq=seq, at=self._clock.now())
        message = RUN_EVENT.dump_json(event).decode()
        written = await runs.append(run.id, attempt, seq, message, **changes)
        return Notice(run.thread_id, run.id, seq, message) if written else None

    async def _publish(self, notice: Notice | None) -> None:
        if notice is not None:
            await self.feed.publish(str(notice))

    async def _readable_thread(self, session: AsyncSession, reader: Subject, thread_id: UUID) -> Thread:
        return await ThreadService.on(self._resources, session).readable(reader, thread_id)

    async def _insist_on_the_same(self, runs: RunRepository, asked: Run) -> None:
        known = await runs.get(asked.id)
        same = (asked.thread_id, asked.asked_by, asked.question)
        if known is None or (known.thread_id, known.asked_by, known.question) != same:
            raise Conflict("This id is taken by another run: choose another one.")

    def _ended(self, state: RunState) -> dict[str, Any]:
        now = self._clock.now()
        return {"state": state, "finished_at": now, "changed_at": now}

    def _new(self, user: Subject, thread: Thread, asked: StartRun) -> Run:
        now = self._clock.now()
        return Run(
            id=asked.run_id,
            thread_id=thread.id,
            project_id=thread.project_id,
            organization_id=user.organization_id,
            asked_by=user.subject_id,
            question=asked.question,
            state=RunState.QUEUED,
            last_seq=0,
            created_at=now,
            changed_at=now,
            chosen_run_id=asked.chosen.run_id if asked.chosen else None,
            chosen_option=asked.chosen.option if asked.chosen else None,
        )


def _may_read(follower: Following, threads: Mapping[UUID, Thread]) -> bool:
    thread = threads.get(follower.thread_id)
    return thread is not None and thread.is_readable_by(follower.organization_id, follower.reader_id)
