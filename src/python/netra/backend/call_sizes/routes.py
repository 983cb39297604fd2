"""HTTP for the sizes of calls."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from netra.backend.analytics.schemas import Evidence
from netra.backend.call_sizes.schemas import CallSizesEvidenceQuery, CallSizesQuery, CallSizesRead
from netra.backend.call_sizes.service import CallSizesService
from netra.backend.projects.routes import ReadableProject
from netra.backend.resources import ResourcesDep

router = APIRouter(prefix="/api/projects/{project_id}/savings/call-sizes", tags=["savings"])


async def _call_sizes_service(resources: ResourcesDep) -> CallSizesService:
    return CallSizesService.on(resources)


CallSizes = Annotated[CallSizesService, Depends(_call_sizes_service)]


@router.get("")
async def get_call_sizes(
    project: ReadableProject, query: Annotated[CallSizesQuery, Query()], sizes: CallSizes
) -> CallSizesRead:
    """How long inputs and outputs are, which calls are oversized, and what their excess costs."""
    return await sizes.call_sizes(project, query.filter, query.above, query.shorter_by, query.by)


@router.get("/evidence")
async def get_call_sizes_evidence(
    project: ReadableProject, query: Annotated[CallSizesEvidenceQuery, Query()], sizes: CallSizes
) -> Evidence:
    """The calls behind a figure, each with its part of it."""
    return await sizes.evidence(
        project,
        query.filter,
        query.figure,
        query.cursor,
        query.limit,
        query.above,
        query.shorter_by,
    )
