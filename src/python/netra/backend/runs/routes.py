"""HTTP for runs: read what was asked and what happened. Asking and stopping are messages of the socket."""

import json
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from netra.backend.projects.routes import Member
from netra.backend.resources import ResourcesDep
from netra.backend.runs.schemas import EventsQuery, RunEventsRead, RunRead, StepResultRead
from netra.backend.runs.service import RunService
from netra.shared.events.run import RUN_EVENT

router = APIRouter(tags=["runs"])


async def _run_service(resources: ResourcesDep) -> RunService:
    return RunService.on(resources)


Runs = Annotated[RunService, Depends(_run_service)]


@router.get("/api/threads/{thread_id}/runs")
async def list_runs(thread_id: UUID, user: Member, runs: Runs) -> list[RunRead]:
    """The runs of a thread, in the order in which they were asked for."""
    return [RunRead.model_validate(run) for run in await runs.of_thread(user, thread_id)]


@router.get("/api/runs/{run_id}")
async def get_run(run_id: UUID, user: Member, runs: Runs) -> RunRead:
    """One run."""
    return RunRead.model_validate(await runs.readable(user, run_id))


@router.get("/api/runs/{run_id}/events")
async def get_run_events(
    run_id: UUID, query: Annotated[EventsQuery, Query()], user: Member, runs: Runs
) -> RunEventsRead:
    """What happened in a run, in order."""
    run = await runs.readable(user, run_id)
    messages = await runs.events(run.id, query.behind)
    return RunEventsRead(events=[RUN_EVENT.validate_json(message) for message in messages])


@router.get("/api/runs/{run_id}/results/{result_id}")
async def get_run_result(run_id: UUID, result_id: UUID, user: Member, runs: Runs) -> StepResultRead:
    """What one tool found, whole."""
    result = await runs.result(await runs.readable(user, run_id), result_id)
    return StepResultRead(
        id=result.id, step=result.step, name=result.name, content=json.loads(result.content)
    )
