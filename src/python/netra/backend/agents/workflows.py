"""Runs as background work: a question, answered by agents, on another worker when this one dies."""

import asyncio
import logging
from typing import Final
from uuid import UUID

from procrastinate import App, JobContext
from procrastinate.job_context import AbortReason

from netra.backend.agents.desk import RunContext
from netra.backend.agents.reporting.service import REPORT
from netra.backend.agents.schemas import Report
from netra.backend.agents.supervisor.service import Supervisor
from netra.backend.agents.tools import Toolbox
from netra.backend.agents.triage.domain.goal import Goal, Option
from netra.backend.agents.triage.domain.names.pointers import Leading
from netra.backend.agents.triage.service import QUESTION_READ, QuestionRead
from netra.backend.agents.turns.service import Recalled
from netra.backend.projects.service import AccessibleProject, ProjectService
from netra.backend.resources import Resources
from netra.backend.runs.domain import RUN_QUEUE, RUN_SECONDS, RUN_TASK, Run, RunState
from netra.backend.runs.service import RunService, TakenRun
from netra.backend.runs.workflows import ChangedError, Journal
from netra.backend.threads.service import ThreadService
from netra.backend.worker import OvertakenError, Queue, Retry
from netra.shared.errors import Unavailable
from netra.shared.events.run import EventProblem, RunCancelled, RunCompleted, RunFailed, ThreadRenamed

RUNS_AT_ONCE: Final = 4
_log = logging.getLogger(__name__)
_TIMED_OUT: Final = EventProblem(
    code="timed_out",
    detail=f"It took longer than {RUN_SECONDS // 60} minutes.",
    remedy="Ask about a shorter time, or about one thing at once.",
)
_CHANGED: Final = EventProblem(
    code="release_changed",
    detail="Netra was updated while it worked on this question.",
    remedy="Ask again.",
)
_INTERNAL: Final = EventProblem(
    code="internal",
    detail="Something went wrong here.",
    remedy="Ask again; if it stays, report the run's id.",
)
_GONE: Final = EventProblem(
    code="not_found", detail="The project has been deleted.", remedy="Restore it first."
)


def register(app: App, resources: Resources, _: asyncio.Event) -> None:
    """Give the queue's application its one task."""

    @app.task(name=RUN_TASK, queue=RUN_QUEUE, retry=Retry(), pass_context=True)
    async def answer(context: JobContext, run_id: str) -> None:
        taking = asyncio.create_task(RunService.on(resources).take_up(UUID(run_id)))
        try:
            await _worked(context, resources, taking)
        except OvertakenError:
            _log.info("Another worker has gone on", extra={"run": run_id})


async def _worked(context: JobContext, resources: Resources, taking: "asyncio.Task[TakenRun | None]") -> None:
    """Take a run up and answer it. One that is stopped meanwhile, even while it is taken up, ends as such."""
    worker = None
    try:
        # Shielded: of half a taking up nobody would know whether the run has begun.
        taken = await asyncio.shield(taking)
        worker = RunWorker(resources, taken) if taken is not None else None
        if worker is not None:
            await worker.answer()
    except asyncio.CancelledError:
        if context.abort_reason() is not AbortReason.USER_REQUEST:
            taking.cancel()
            raise
        taken = await taking
        worker = worker or (RunWorker(resources, taken) if taken is not None else None)
        if worker is not None:
            await worker.stop()


class RunWorker:
    """Answers one question."""

    def __init__(self, resources: Resources, taken: TakenRun) -> None:
        self._resources = resources
        self._runs = RunService.on(resources)
        self._journal = Journal(self._runs, taken)

    async def answer(self) -> None:
        """Work until the run has ended: completed, cancelled, or failed with what went wrong."""
        if await self._runs.is_to_stop(self._journal.run.id):
            await self.stop()
            return
        try:
            async with asyncio.timeout(RUN_SECONDS):
                await self._complete()
        except TimeoutError:
            await self._fail(_TIMED_OUT)
        except ChangedError:
            await self._fail(_CHANGED)
        except (OvertakenError, Unavailable):
            raise
        except Exception:  # noqa: BLE001  whatever it is, the asker is told that there will be no answer
            _log.exception("A run failed", extra={"run": str(self._journal.run.id)})
            await self._fail(_INTERNAL)

    async def stop(self) -> None:
        """End the run as cancelled, saying what it had."""
        await self._journal.end(RunCancelled(had=self._journal.had), RunState.CANCELLED)

    async def give_up(self) -> None:
        """End a run that nobody works on any more: as it was asked to, or as failed."""
        if self._journal.run.cancel_requested_at is not None:
            await self.stop()
        else:
            await self._fail(_INTERNAL)

    async def _complete(self) -> None:
        run = self._journal.run
        project = await self._project(run)
        if project is None:
            await self._fail(_GONE)
            return
        await self._title(run)
        context = RunContext(run, project)
        supervisor = Supervisor(context, self._journal, Toolbox(self._resources, project))
        await supervisor.run(await self._asked(run))
        seconds = (self._resources.clock.now() - run.created_at).total_seconds()
        await self._journal.say(RunCompleted(duration_ms=round(seconds * 1000, 1)), RunState.COMPLETED)

    async def _title(self, run: Run) -> None:
        """The first question of a thread names it, unless somebody has."""
        if await self._runs.runs_before(run):
            return
        async with self._resources.database.session() as session:
            title = await ThreadService.on(self._resources, session).title_after(run.thread_id, run.question)
        await self._journal.say(ThreadRenamed(title=title))

    async def _project(self, run: Run) -> AccessibleProject | None:
        """The project that whoever asked had the right to when the question was stored."""
        async with self._resources.database.session() as session:
            return await ProjectService.on(self._resources, session).authorised_before(run.project_id)

    async def _asked(self, run: Run) -> Recalled:
        """The goal of the latest earlier question that was understood, and the option that was chosen."""
        before: Goal | None = None
        chosen: Option | None = None
        latest: Run | None = None
        for earlier in await self._runs.runs_before(run):
            read = await self._read(earlier)
            if read is None:
                continue
            if read.goal is not None:
                before, latest = read.goal, earlier
            if run.chosen_run_id == earlier.id and run.chosen_option is not None:
                chosen = read.option(run.chosen_option)
        return Recalled(before, chosen, await self._leading(latest) if latest else None)

    async def _read(self, run: Run) -> QuestionRead | None:
        kept = await self._runs.named_result(run, QUESTION_READ)
        return QuestionRead.model_validate_json(kept.content) if kept else None

    async def _leading(self, run: Run) -> Leading | None:
        kept = await self._runs.named_result(run, REPORT)
        leading = Report.model_validate_json(kept.content).leading if kept else None
        return Leading(leading.by, leading.key, leading.is_one, tuple(leading.others)) if leading else None

    async def _fail(self, problem: EventProblem) -> None:
        await self._journal.end(RunFailed(problem=problem, had=self._journal.had), RunState.FAILED)


async def clean(resources: Resources) -> None:
    """End runs that nobody works on, and remove threads that were deleted too long ago to be restored."""
    for taken in await RunService.on(resources).abandoned():
        _log.error("A run was left without a job", extra={"run": str(taken.run.id)})
        await RunWorker(resources, taken).give_up()
    async with resources.database.session() as session:
        await ThreadService.on(resources, session).purge()


RUNS: Final = Queue(RUN_QUEUE, RUNS_AT_ONCE, register, clean)
