"""HTTP for exact repeats."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from netra.backend.analytics.schemas import Evidence, EvidenceQuery
from netra.backend.calls.schemas import CallFilterQuery
from netra.backend.projects.routes import ReadableProject
from netra.backend.resources import ResourcesDep
from netra.backend.response_caching.schemas import ExactRepeatsRead
from netra.backend.response_caching.service import ResponseCachingService

router = APIRouter(prefix="/api/projects/{project_id}/savings/exact-repeats", tags=["savings"])


async def _response_caching_service(resources: ResourcesDep) -> ResponseCachingService:
    return ResponseCachingService.on(resources)


ResponseCaching = Annotated[ResponseCachingService, Depends(_response_caching_service)]


@router.get("")
async def get_exact_repeats(
    project: ReadableProject, query: Annotated[CallFilterQuery, Query()], caching: ResponseCaching
) -> ExactRepeatsRead:
    """What an exact response cache would have answered, and how often otherwise than it really was."""
    return await caching.exact_repeats(project, query.filter)


@router.get("/evidence")
async def get_exact_repeats_evidence(
    project: ReadableProject, query: Annotated[EvidenceQuery, Query()], caching: ResponseCaching
) -> Evidence:
    """The repeated calls behind a figure, each with its part of it."""
    return await caching.evidence(project, query.filter, query.figure, query.cursor, query.limit)
