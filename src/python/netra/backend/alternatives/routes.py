"""HTTP for the prices of other models."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from netra.backend.alternatives.schemas import AlternativesQuery, AlternativesRead
from netra.backend.alternatives.service import AlternativesService
from netra.backend.analytics.schemas import Evidence, EvidenceQuery
from netra.backend.projects.routes import ProjectDep
from netra.backend.resources import ResourcesDep

router = APIRouter(prefix="/api/projects/{project_id}/savings/alternatives", tags=["savings"])


async def _alternatives_service(resources: ResourcesDep) -> AlternativesService:
    return AlternativesService.on(resources)


Alternatives = Annotated[AlternativesService, Depends(_alternatives_service)]


@router.get("")
async def get_alternatives(
    project: ProjectDep, query: Annotated[AlternativesQuery, Query()], alternatives: Alternatives
) -> AlternativesRead:
    """What the recorded tokens of each model would have cost at other models: price only, never quality."""
    return await alternatives.alternatives(project, query.filter, query.offered)


@router.get("/evidence")
async def get_alternatives_evidence(
    project: ProjectDep, query: Annotated[EvidenceQuery, Query()], alternatives: Alternatives
) -> Evidence:
    """The calls of one model, which the filter names, each with its part of a figure."""
    return await alternatives.evidence(project, query.filter, query.figure, query.cursor, query.limit)
