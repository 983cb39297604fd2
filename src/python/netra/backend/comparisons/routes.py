"""HTTP for comparisons."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from netra.backend.comparisons.schemas import ComparisonQuery, ComparisonRead
from netra.backend.comparisons.service import ComparisonService
from netra.backend.projects.routes import ReadableProject
from netra.backend.resources import ResourcesDep

router = APIRouter(prefix="/api/projects/{project_id}", tags=["comparisons"])


async def _comparison_service(resources: ResourcesDep) -> ComparisonService:
    return ComparisonService.on(resources)


Comparisons = Annotated[ComparisonService, Depends(_comparison_service)]


@router.get("/comparison")
async def get_comparison(
    project: ReadableProject, query: Annotated[ComparisonQuery, Query()], comparisons: Comparisons
) -> ComparisonRead:
    """Why a period cost more or less than the one before it: calls, mix of models, tokens, prices."""
    return await comparisons.compare(project, query.earlier, query.filter)
