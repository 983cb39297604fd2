"""HTTP for cross-tabulations."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from netra.backend.crosstabs.schemas import CrosstabQuery, CrosstabRead
from netra.backend.crosstabs.service import CrosstabService
from netra.backend.projects.routes import ReadableProject
from netra.backend.resources import ResourcesDep

router = APIRouter(prefix="/api/projects/{project_id}/crosstab", tags=["crosstabs"])


async def _crosstab_service(resources: ResourcesDep) -> CrosstabService:
    return CrosstabService.on(resources)


Crosstabs = Annotated[CrosstabService, Depends(_crosstab_service)]


@router.get("")
async def get_crosstab(
    project: ReadableProject, query: Annotated[CrosstabQuery, Query()], crosstabs: Crosstabs
) -> CrosstabRead:
    """Sums, means, percentiles, ends, rates and shares of the calls, by up to two dimensions."""
    return await crosstabs.crosstab(project, query)
