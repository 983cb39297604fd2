"""HTTP for what the kinds of tokens cost."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from netra.backend.analytics.schemas import Evidence, EvidenceQuery
from netra.backend.projects.routes import ReadableProject
from netra.backend.resources import ResourcesDep
from netra.backend.token_costs.schemas import TokenCostsQuery, TokenCostsRead
from netra.backend.token_costs.service import TokenCostsService

router = APIRouter(prefix="/api/projects/{project_id}/token-costs", tags=["analytics"])


async def _token_costs_service(resources: ResourcesDep) -> TokenCostsService:
    return TokenCostsService.on(resources)


TokenCosts = Annotated[TokenCostsService, Depends(_token_costs_service)]


@router.get("")
async def get_token_costs(
    project: ReadableProject, query: Annotated[TokenCostsQuery, Query()], costs: TokenCosts
) -> TokenCostsRead:
    """What each kind of token cost, over all calls and of each part of a dimension."""
    return await costs.token_costs(project, query.filter, query.by, query.kind)


@router.get("/evidence")
async def get_token_costs_evidence(
    project: ReadableProject, query: Annotated[EvidenceQuery, Query()], costs: TokenCosts
) -> Evidence:
    """The calls behind a figure, each with its part of it."""
    return await costs.evidence(project, query.filter, query.figure, query.cursor, query.limit)
