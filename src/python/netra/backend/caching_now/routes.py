"""HTTP for caching as billed."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from netra.backend.analytics.schemas import Evidence, EvidenceQuery
from netra.backend.caching_now.schemas import CachingNow, CachingNowQuery
from netra.backend.caching_now.service import CachingNowService
from netra.backend.projects.routes import ReadableProject
from netra.backend.resources import ResourcesDep

router = APIRouter(prefix="/api/projects/{project_id}/savings/caching-now", tags=["savings"])


async def _caching_now_service(resources: ResourcesDep) -> CachingNowService:
    return CachingNowService.on(resources)


Caching = Annotated[CachingNowService, Depends(_caching_now_service)]


@router.get("")
async def get_caching_now(
    project: ReadableProject, query: Annotated[CachingNowQuery, Query()], caching: Caching
) -> CachingNow:
    """What prompt caching costs and saves now, by any dimension, and which caches are hardly ever read.

    It follows from the recorded reads and writes: no prompt is needed.
    """
    return await caching.caching_now(project, query.filter, query.by)


@router.get("/evidence")
async def get_caching_now_evidence(
    project: ReadableProject, query: Annotated[EvidenceQuery, Query()], caching: Caching
) -> Evidence:
    """The calls behind a figure, each with its part of it."""
    return await caching.evidence(project, query.filter, query.figure, query.cursor, query.limit)
