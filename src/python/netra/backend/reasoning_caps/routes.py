"""HTTP for a cap on reasoning."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from netra.backend.analytics.schemas import Evidence
from netra.backend.projects.routes import ReadableProject
from netra.backend.reasoning_caps.schemas import (
    ReasoningCapEvidenceQuery,
    ReasoningCapQuery,
    ReasoningCapRead,
)
from netra.backend.reasoning_caps.service import ReasoningCapService
from netra.backend.resources import ResourcesDep

router = APIRouter(prefix="/api/projects/{project_id}/savings/reasoning-cap", tags=["savings"])


async def _reasoning_cap_service(resources: ResourcesDep) -> ReasoningCapService:
    return ReasoningCapService.on(resources)


ReasoningCaps = Annotated[ReasoningCapService, Depends(_reasoning_cap_service)]


@router.get("")
async def get_reasoning_cap(
    project: ReadableProject, query: Annotated[ReasoningCapQuery, Query()], caps: ReasoningCaps
) -> ReasoningCapRead:
    """Which calls have more reasoning tokens than a cap, and what those beyond it cost."""
    return await caps.reasoning_cap(project, query.filter, query.cap, query.by)


@router.get("/evidence")
async def get_reasoning_cap_evidence(
    project: ReadableProject, query: Annotated[ReasoningCapEvidenceQuery, Query()], caps: ReasoningCaps
) -> Evidence:
    """The calls above the cap, each with its part of a figure."""
    return await caps.evidence(project, query.filter, query.cap, query.figure, query.cursor, query.limit)
