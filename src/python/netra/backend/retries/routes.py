"""HTTP for failed and repeated requests."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from netra.backend.analytics.schemas import Evidence
from netra.backend.projects.routes import ReadableProject
from netra.backend.resources import ResourcesDep
from netra.backend.retries.schemas import RetriesEvidenceQuery, RetriesQuery, RetriesRead
from netra.backend.retries.service import RetriesService

router = APIRouter(prefix="/api/projects/{project_id}/savings/retries", tags=["savings"])


async def _retries_service(resources: ResourcesDep) -> RetriesService:
    return RetriesService.on(resources)


Retries = Annotated[RetriesService, Depends(_retries_service)]


@router.get("")
async def get_retries(
    project: ReadableProject, query: Annotated[RetriesQuery, Query()], retries: Retries
) -> RetriesRead:
    """What failed, what was sent again after an error or an answer, and what of it was paid for nothing."""
    return await retries.retries(project, query.filter, query.within_seconds)


@router.get("/evidence")
async def get_retries_evidence(
    project: ReadableProject, query: Annotated[RetriesEvidenceQuery, Query()], retries: Retries
) -> Evidence:
    """The failed or repeated calls behind a figure, each with its part of it."""
    return await retries.evidence(
        project, query.filter, query.figure, query.cursor, query.limit, query.within_seconds
    )
