"""HTTP for the prices of batches."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from netra.backend.analytics.schemas import Evidence, EvidenceQuery
from netra.backend.batch_prices.schemas import BatchPricesRead
from netra.backend.batch_prices.service import BatchPricesService
from netra.backend.calls.schemas import CallFilterQuery
from netra.backend.projects.routes import ReadableProject
from netra.backend.resources import ResourcesDep

router = APIRouter(prefix="/api/projects/{project_id}/savings/batch-prices", tags=["savings"])


async def _batch_prices_service(resources: ResourcesDep) -> BatchPricesService:
    return BatchPricesService.on(resources)


Batches = Annotated[BatchPricesService, Depends(_batch_prices_service)]


@router.get("")
async def get_batch_prices(
    project: ReadableProject, query: Annotated[CallFilterQuery, Query()], batches: Batches
) -> BatchPricesRead:
    """What answered calls would have cost at the batch prices of their providers, and who waits for them."""
    return await batches.batch_prices(project, query.filter)


@router.get("/evidence")
async def get_batch_prices_evidence(
    project: ReadableProject, query: Annotated[EvidenceQuery, Query()], batches: Batches
) -> Evidence:
    """The calls behind a figure, each with its part of it."""
    return await batches.evidence(project, query.filter, query.figure, query.cursor, query.limit)
