"""HTTP for the prices of other models."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from netra.backend.alternatives.schemas import (
    AlternativesQuery,
    AlternativesRead,
    SupposedQuery,
    SupposedRead,
)
from netra.backend.alternatives.service import AlternativesService
from netra.backend.analytics.schemas import Evidence, EvidenceQuery
from netra.backend.projects.routes import ReadableProject
from netra.backend.resources import ResourcesDep

router = APIRouter(prefix="/api/projects/{project_id}/savings/alternatives", tags=["savings"])


async def _alternatives_service(resources: ResourcesDep) -> AlternativesService:
    return AlternativesService.on(resources)


Alternatives = Annotated[AlternativesService, Depends(_alternatives_service)]


@router.get("")
async def get_alternatives(
    project: ReadableProject, query: Annotated[AlternativesQuery, Query()], alternatives: Alternatives
) -> AlternativesRead:
    """What the recorded tokens of each model would have cost at other models: price only, never quality."""
    return await alternatives.alternatives(project, query.filter, query.scope)


@router.get("/supposed")
async def get_supposed(
    project: ReadableProject, query: Annotated[SupposedQuery, Query()], alternatives: Alternatives
) -> SupposedRead:
    """What all calls would have cost at a named model, at the provider that the project would use."""
    return await alternatives.suppose(
        project, query.filter, query.other_model, any_provider=query.any_provider
    )


@router.get("/evidence")
async def get_alternatives_evidence(
    project: ReadableProject, query: Annotated[EvidenceQuery, Query()], alternatives: Alternatives
) -> Evidence:
    """The calls behind a figure, each with its part of it."""
    return await alternatives.evidence(project, query.filter, query.figure, query.cursor, query.limit)
