"""HTTP for reports: read, saved as a file, and questions to begin with."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from netra.backend.agents.schemas import Report, ReportFormat, SuggestedQuestions
from netra.backend.agents.service import AgentService
from netra.backend.projects.routes import Member, ReadableProject
from netra.backend.resources import ResourcesDep

router = APIRouter(tags=["agents"])


async def _agent_service(resources: ResourcesDep) -> AgentService:
    return AgentService.on(resources)


Agents = Annotated[AgentService, Depends(_agent_service)]


@router.get("/api/projects/{project_id}/suggested-questions")
async def list_suggested_questions(project: ReadableProject, agents: Agents) -> SuggestedQuestions:
    """Questions that the calls of this project can answer."""
    return await agents.suggestions(project)


@router.get("/api/runs/{run_id}/report")
async def get_report(run_id: UUID, user: Member, agents: Agents) -> Report:
    """The report of a run; 404 while there is none."""
    return await agents.report(user, run_id)


@router.get("/api/runs/{run_id}/report.{kind}", response_class=Response)
async def save_report(run_id: UUID, kind: ReportFormat, user: Member, agents: Agents) -> Response:
    """The report as a file that needs nothing else to be read."""
    saved = await agents.saved_report(user, run_id, kind)
    headers = {"Content-Disposition": f'attachment; filename="{saved.file_name}"'}
    return Response(saved.content, media_type=saved.media_type, headers=headers)
