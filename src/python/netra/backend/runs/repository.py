"""Every query on runs, their events, the results of their steps, and their queue."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import BigInteger, Uuid, func, literal, select, text, update
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncSession

from netra.backend.people.domain import NOBODY
from netra.backend.runs.domain import OPEN_STATES, RUN_QUEUE, RUN_TASK, Run, RunState, StepResult, lane
from netra.backend.runs.models import RunEventRow, RunResultRow, RunRow
from netra.shared.postgres import changes_a_row

# procrastinate's own functions, called here so that a job and the state of its run are one transaction.
_DEFER: Final = text(
    "SELECT unnest(procrastinate_defer_jobs_v1(ARRAY[ROW(CAST(:queue AS text), CAST(:task AS text), 0,"
    " CAST(:lock AS text), NULL, jsonb_build_object('run_id', CAST(:run_id AS text)), NULL)"
    "::procrastinate_job_to_defer_v1]))"
)
_CANCEL: Final = text("SELECT procrastinate_cancel_job_v1(:job_id, true, false)")
_JOB_HAS_ENDED: Final = text(
    "NOT EXISTS (SELECT 1 FROM procrastinate_jobs AS job"
    " WHERE job.id = runs.job_id AND job.status IN ('todo', 'doing'))"
)
_COLUMNS: Final = tuple(Run.__dataclass_fields__)


class RunRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, run: Run) -> bool:
        """Store a new run; False when there is one of this id."""
        values = {name: getattr(run, name) for name in _COLUMNS}
        added = insert(RunRow).values(**values).on_conflict_do_nothing().returning(RunRow.id)
        return await self._session.scalar(added) is not None

    async def get(self, run_id: UUID) -> Run | None:
        row = await self._session.scalar(select(RunRow).where(RunRow.id == run_id))
        return _run(row) if row else None

    async def of_thread(self, thread_id: UUID) -> list[Run]:
        """The runs of a thread in the order in which they were asked for."""
        query = select(RunRow).where(RunRow.thread_id == thread_id).order_by(RunRow.created_at, RunRow.id)
        return [_run(row) for row in await self._session.scalars(query)]

    async def open_of(self, user_id: UUID) -> int:
        """How many runs of a user are not finished."""
        query = select(func.count()).where(RunRow.asked_by == user_id, RunRow.state.in_(OPEN_STATES))
        return await self._session.scalar(query) or 0

    async def numbers(
        self, thread_ids: Sequence[UUID], since: datetime | None = None
    ) -> dict[UUID, dict[UUID, int]]:
        """By thread, the last number of each run; `since` leaves out what has not changed after it."""
        query = select(RunRow.thread_id, RunRow.id, RunRow.last_seq).where(RunRow.thread_id.in_(thread_ids))
        if since is not None:
            query = query.where(RunRow.changed_at >= since)
        found: dict[UUID, dict[UUID, int]] = {}
        for thread_id, run_id, last in await self._session.execute(query.order_by(RunRow.created_at)):
            found.setdefault(thread_id, {})[run_id] = last
        return found

    async def begin(self, run_id: UUID, attempt: UUID, at: datetime) -> bool:
        """Make `attempt` the only one that may go on with the run; False when it is finished."""
        return await changes_a_row(
            self._session,
            update(RunRow)
            .where(RunRow.id == run_id, RunRow.state.in_(OPEN_STATES))
            .values(attempt=attempt, state=RunState.RUNNING, changed_at=at),
        )

    async def append(
        self, run_id: UUID, attempt: UUID | None, seq: int, message: str, **changes: object
    ) -> bool:
        """Write event `seq` and what it changes of the run; False when somebody else has gone on with it."""
        following = (
            update(RunRow)
            .where(RunRow.id == run_id, RunRow.last_seq == seq - 1)
            .where(RunRow.attempt.is_not_distinct_from(attempt))
            .values(last_seq=seq, **changes)
        )
        if not await changes_a_row(self._session, following):
            return False
        await self._session.execute(insert(RunEventRow).values(run_id=run_id, seq=seq, message=message))
        return True

    async def keep(self, run_id: UUID, result: StepResult) -> None:
        values = {name: getattr(result, name) for name in StepResult.__dataclass_fields__}
        await self._session.execute(insert(RunResultRow).values(run_id=run_id, **values))

    async def events(self, run_id: UUID, behind: int = 0) -> list[str]:
        """The events with a number above `behind`, in order, as they travel."""
        return (await self.events_of({run_id: behind})).get(run_id, [])

    async def events_of(self, behind: Mapping[UUID, int]) -> dict[UUID, list[str]]:
        """By run, its events with a number above the one that is given for it."""
        runs, numbers = literal([*behind], ARRAY(Uuid)), literal([*behind.values()], ARRAY(BigInteger))
        asked = func.unnest(runs, numbers).table_valued("run_id", "seq", name="asked").render_derived()
        wanted = (RunEventRow.run_id == asked.c.run_id) & (RunEventRow.seq > asked.c.seq)
        query = select(RunEventRow.run_id, RunEventRow.message).join(asked, wanted)
        found: dict[UUID, list[str]] = {}
        for run_id, message in await self._session.execute(query.order_by(RunEventRow.seq)):
            found.setdefault(run_id, []).append(message)
        return found

    async def results(self, run_id: UUID) -> list[StepResult]:
        query = select(RunResultRow).where(RunResultRow.run_id == run_id).order_by(RunResultRow.step)
        return [_result(row) for row in await self._session.scalars(query)]

    async def result(self, run_id: UUID, result_id: UUID) -> StepResult | None:
        query = select(RunResultRow).where(RunResultRow.run_id == run_id, RunResultRow.id == result_id)
        row = await self._session.scalar(query)
        return _result(row) if row else None

    async def named_result(self, run_id: UUID, name: str) -> StepResult | None:
        """The latest result of this name."""
        query = select(RunResultRow).where(RunResultRow.run_id == run_id, RunResultRow.name == name)
        row = await self._session.scalar(query.order_by(RunResultRow.step.desc()).limit(1))
        return _result(row) if row else None

    async def enqueue(self, run: Run) -> None:
        values: Mapping[str, Any] = {
            "queue": RUN_QUEUE,
            "task": RUN_TASK,
            "lock": lane(run.organization_id, run.thread_id),
            "run_id": str(run.id),
        }
        job_id = await self._session.scalar(_DEFER, values)
        await self._session.execute(update(RunRow).where(RunRow.id == run.id).values(job_id=job_id))

    async def ask_to_stop(self, run: Run, at: datetime) -> None:
        """Note that the run shall stop, and have the queue stop the work on it."""
        await self._session.execute(
            update(RunRow)
            .where(RunRow.id == run.id, RunRow.cancel_requested_at.is_(None))
            .values(cancel_requested_at=at, changed_at=at)
        )
        await self._session.execute(_CANCEL, {"job_id": run.job_id})

    async def without_job(self) -> list[UUID]:
        """Unfinished runs whose job has ended, however it did."""
        query = select(RunRow.id).where(RunRow.state.in_(OPEN_STATES), _JOB_HAS_ENDED)
        return list(await self._session.scalars(query))

    async def hold_of(self, user_id: UUID) -> None:
        """Have nobody else change what a person asked until the transaction ends."""
        query = select(RunRow.id).where(RunRow.asked_by == user_id).order_by(RunRow.id).with_for_update()
        await self._session.execute(query)

    async def forget_asker(self, user_id: UUID) -> None:
        """Have nobody stand where a person asked, in the runs and in what was told of them."""
        asked = select(RunRow.id).where(RunRow.asked_by == user_id)
        told = func.replace(RunEventRow.message, str(user_id), str(NOBODY))
        events = update(RunEventRow).where(RunEventRow.run_id.in_(asked))
        await self._session.execute(events.values(message=told))
        await self._session.execute(
            update(RunRow).where(RunRow.asked_by == user_id).values(asked_by=NOBODY)
        )

    async def locked(self, run_id: UUID) -> Run | None:
        """The run, which nobody else changes until the transaction ends."""
        row = await self._session.scalar(select(RunRow).where(RunRow.id == run_id).with_for_update())
        return _run(row) if row else None


def _run(row: RunRow) -> Run:
    values = {name: getattr(row, name) for name in _COLUMNS}
    return Run(**{**values, "state": RunState(row.state)})


def _result(row: RunResultRow) -> StepResult:
    return StepResult(**{name: getattr(row, name) for name in StepResult.__dataclass_fields__})
