"""How failed and repeated requests travel in HTTP."""

from typing import Final
from uuid import UUID

from pydantic import BaseModel, Field

from netra.backend.analytics.schemas import EvidenceQuery, FigureRead
from netra.backend.calls.schemas import CallFilterQuery, Exact

WITHIN_SECONDS: Final = 60
MOST_SECONDS: Final = 3_600


class RetriesQuery(CallFilterQuery):
    within_seconds: int = Field(
        WITHIN_SECONDS, ge=1, le=MOST_SECONDS, description="From the start of one call to that of the next"
    )


class RetriesEvidenceQuery(EvidenceQuery):
    within_seconds: int = Field(WITHIN_SECONDS, ge=1, le=MOST_SECONDS, description="As of the page")


class RetryChainRead(BaseModel):
    """One request that was sent again and again."""

    first_call: UUID
    session: str
    model: str
    calls: int
    failed: int
    seconds: float = Field(description="From the start of the first call to that of the last")
    cost: Exact | None = Field(description="As far as prices are known; null when not one is")


class RetriesRead(BaseModel):
    """What failed, what was sent again, and what of it was paid for nothing."""

    calls: int
    incomparable: int = Field(description="Calls without prompt or session: nothing tells what repeats")
    within_seconds: int
    failed: FigureRead
    failed_cost: FigureRead
    after_error: FigureRead = Field(description="Requests sent again after a failed one")
    after_error_cost: FigureRead
    after_success: FigureRead = Field(description="Requests sent again although they were answered")
    after_success_cost: FigureRead
    waste: FigureRead
    longest_chain: FigureRead
    chains: list[RetryChainRead]
    verdict: str
