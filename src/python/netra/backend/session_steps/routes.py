"""HTTP for sessions of very many calls."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from netra.backend.analytics.schemas import Evidence
from netra.backend.projects.routes import ReadableProject
from netra.backend.resources import ResourcesDep
from netra.backend.session_steps.schemas import (
    SessionStepsEvidenceQuery,
    SessionStepsQuery,
    SessionStepsRead,
)
from netra.backend.session_steps.service import SessionStepsService

router = APIRouter(prefix="/api/projects/{project_id}/session-steps", tags=["session-steps"])


async def _steps_service(resources: ResourcesDep) -> SessionStepsService:
    return SessionStepsService.on(resources)


Steps = Annotated[SessionStepsService, Depends(_steps_service)]


@router.get("")
async def get_session_steps(
    project: ReadableProject, query: Annotated[SessionStepsQuery, Query()], steps: Steps
) -> SessionStepsRead:
    """Which sessions go on beyond a number of calls, what these cost, and which repeat one prompt."""
    return await steps.session_steps(project, query.filter, query.beyond)


@router.get("/evidence")
async def get_session_steps_evidence(
    project: ReadableProject, query: Annotated[SessionStepsEvidenceQuery, Query()], steps: Steps
) -> Evidence:
    """The calls beyond the limit, each with its part of a figure."""
    return await steps.evidence(project, query.filter, query.figure, query.cursor, query.limit, query.beyond)
