"""HTTP for what makes calls slow."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from netra.backend.analytics.schemas import Evidence, EvidenceQuery
from netra.backend.projects.routes import ReadableProject
from netra.backend.resources import ResourcesDep
from netra.backend.slow_calls.schemas import SlowCallsQuery, SlowCallsRead
from netra.backend.slow_calls.service import SlowCallService

router = APIRouter(prefix="/api/projects/{project_id}/slow-calls", tags=["slow-calls"])


async def _slow_call_service(resources: ResourcesDep) -> SlowCallService:
    return SlowCallService.on(resources)


SlowCalls = Annotated[SlowCallService, Depends(_slow_call_service)]


@router.get("")
async def get_slow_calls(
    project: ReadableProject, query: Annotated[SlowCallsQuery, Query()], slow: SlowCalls
) -> SlowCallsRead:
    """Where the time of calls goes, what goes with it, and what the slowest calls have beside the rest."""
    return await slow.slow_calls(project, query.filter, query.by)


@router.get("/evidence")
async def get_slow_calls_evidence(
    project: ReadableProject, query: Annotated[EvidenceQuery, Query()], slow: SlowCalls
) -> Evidence:
    """The calls behind a sum of durations, each with how long it took."""
    return await slow.evidence(project, query.filter, query.figure, query.cursor, query.limit)
