"""HTTP for latency and errors."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from netra.backend.analytics.schemas import Evidence, EvidenceQuery
from netra.backend.latency.schemas import LatencyQuery, LatencyRead
from netra.backend.latency.service import LatencyService
from netra.backend.projects.routes import ReadableProject
from netra.backend.resources import ResourcesDep

router = APIRouter(prefix="/api/projects/{project_id}/latency", tags=["latency"])


async def _latency_service(resources: ResourcesDep) -> LatencyService:
    return LatencyService.on(resources)


Latencies = Annotated[LatencyService, Depends(_latency_service)]


@router.get("")
async def get_latency(
    project: ReadableProject, query: Annotated[LatencyQuery, Query()], latency: Latencies
) -> LatencyRead:
    """Errors by type, percentiles of duration and of the time to the first token, and speed, by group."""
    return await latency.latency(project, query.filter, query.by)


@router.get("/evidence")
async def get_latency_evidence(
    project: ReadableProject, query: Annotated[EvidenceQuery, Query()], latency: Latencies
) -> Evidence:
    """The failed calls behind a figure."""
    return await latency.evidence(project, query.filter, query.figure, query.cursor, query.limit)
