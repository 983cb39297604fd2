"""HTTP for overview, breakdowns, calls and evidence."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse

from netra.backend.analytics.schemas import (
    Breakdown,
    BreakdownQuery,
    CallDetail,
    CallPage,
    Evidence,
    EvidenceQuery,
    Overview,
    PageQuery,
    RankedCalls,
    RankedCallsQuery,
)
from netra.backend.analytics.service import AnalyticsService
from netra.backend.calls.schemas import CallFilterQuery
from netra.backend.projects.routes import ReadableProject
from netra.backend.resources import ResourcesDep
from netra.shared.access import while_allowed
from netra.shared.rights import READ

router = APIRouter(prefix="/api/projects/{project_id}", tags=["analytics"])


async def _analytics_service(resources: ResourcesDep) -> AnalyticsService:
    return AnalyticsService.on(resources)


Analytics = Annotated[AnalyticsService, Depends(_analytics_service)]


@router.get("/overview")
async def get_overview(
    project: ReadableProject, query: Annotated[CallFilterQuery, Query()], analytics: Analytics
) -> Overview:
    """Calls, tokens by bucket, cost and latency of a project, over time and by model and agent."""
    return await analytics.overview(project, query.filter)


@router.get(
    "/breakdown",
    response_model=Breakdown,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
async def get_breakdown(
    project: ReadableProject, query: Annotated[BreakdownQuery, Query()], analytics: Analytics
) -> Breakdown | Response:
    """One table by one dimension or by two; `format=csv` for a spreadsheet."""
    breakdown = await analytics.breakdown(
        project, query.filter, query.by, query.also_by, tallied=query.tallied
    )
    if query.format == "json":
        return breakdown
    name = f"attachment; filename=netra-{query.by}.csv"
    return Response(analytics.csv(breakdown), media_type="text/csv", headers={"Content-Disposition": name})


@router.get("/calls")
async def list_calls(
    project: ReadableProject, query: Annotated[PageQuery, Query()], analytics: Analytics
) -> CallPage:
    """Calls, newest first."""
    return await analytics.calls(project, query.filter, query.cursor, query.limit)


@router.get(
    "/calls.csv",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
async def export_calls(
    request: Request,
    project: ReadableProject,
    query: Annotated[CallFilterQuery, Query()],
    analytics: Analytics,
) -> StreamingResponse:
    """All calls, newest first, for a spreadsheet; an empty cell is "not recorded" or, of a cost, not known.

    Columns: call_id, started_at (UTC), time_basis, session_id, user_id, feature, agent, operation, provider,
    model, input_total, cache_read, cache_write_5m, cache_write_1h, output_total, output_reasoning (tokens),
    duration_ms, ttft_ms, cost_usd, cost_kind, status, source, source_seq. Text that a spreadsheet would
    compute begins with an apostrophe.
    """
    pieces = await analytics.calls_csv(project, query.filter)
    name = {"Content-Disposition": "attachment; filename=netra-calls.csv"}
    return StreamingResponse(while_allowed(request, READ, pieces), media_type="text/csv", headers=name)


@router.get("/calls/ranked")
async def get_ranked_calls(
    project: ReadableProject, query: Annotated[RankedCallsQuery, Query()], analytics: Analytics
) -> RankedCalls:
    """The calls that cost or take most (or least), or have the most tokens."""
    return await analytics.ranked_calls(project, query.filter, query.by, query.order, query.limit)


@router.get("/calls/{call_id}")
async def get_call(project: ReadableProject, call_id: UUID, analytics: Analytics) -> CallDetail:
    """Everything known of one call."""
    return await analytics.call(project, call_id)


@router.get("/evidence")
async def get_evidence(
    project: ReadableProject, query: Annotated[EvidenceQuery, Query()], analytics: Analytics
) -> Evidence:
    """The calls behind a figure of the overview, each with its part of it."""
    return await analytics.evidence(project, query.filter, query.figure, query.cursor, query.limit)
