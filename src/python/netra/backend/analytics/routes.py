"""HTTP for overview, breakdowns, calls and evidence."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from netra.backend.analytics.schemas import (
    Breakdown,
    BreakdownQuery,
    Evidence,
    EvidenceQuery,
    Overview,
    PageQuery,
)
from netra.backend.analytics.service import AnalyticsService
from netra.backend.calls.schemas import CallDetail, CallFilterQuery, CallPage
from netra.backend.projects.routes import ProjectDep
from netra.backend.resources import ResourcesDep

router = APIRouter(prefix="/api/projects/{project_id}", tags=["analytics"])


def _analytics_service(resources: ResourcesDep) -> AnalyticsService:
    return AnalyticsService.on(resources)


Analytics = Annotated[AnalyticsService, Depends(_analytics_service)]


@router.get("/overview")
async def get_overview(
    project: ProjectDep, query: Annotated[CallFilterQuery, Query()], analytics: Analytics
) -> Overview:
    """Calls, tokens by bucket, cost and latency of a project, over time and by model and agent."""
    return await analytics.overview(project, query.filter)


@router.get(
    "/breakdown",
    response_model=Breakdown,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
async def get_breakdown(
    project: ProjectDep, query: Annotated[BreakdownQuery, Query()], analytics: Analytics
) -> Breakdown | Response:
    """One table by model, agent, day, hour or session; `format=csv` for a spreadsheet."""
    breakdown = await analytics.breakdown(project, query.filter, query.by)
    if query.format == "json":
        return breakdown
    name = f"attachment; filename=netra-{query.by}.csv"
    return Response(analytics.csv(breakdown), media_type="text/csv", headers={"Content-Disposition": name})


@router.get("/calls")
async def list_calls(
    project: ProjectDep, query: Annotated[PageQuery, Query()], analytics: Analytics
) -> CallPage:
    """Calls, newest first."""
    return await analytics.calls(project, query.filter, query.cursor, query.limit)


@router.get("/calls/{call_id}")
async def get_call(project: ProjectDep, call_id: UUID, analytics: Analytics) -> CallDetail:
    """Everything known of one call."""
    return await analytics.call(project, call_id)


@router.get("/evidence")
async def get_evidence(
    project: ProjectDep, query: Annotated[EvidenceQuery, Query()], analytics: Analytics
) -> Evidence:
    """The calls behind a figure of the overview, each with its part of it."""
    return await analytics.evidence(project, query.filter, query.figure, query.cursor, query.limit)
