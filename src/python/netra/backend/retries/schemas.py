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


class RetryOutcomeRead(BaseModel):
    """What became of requests that were sent again after one kind of error."""

    error_type: str = Field(description="Empty: the log does not name it")
    sent_again: int
    answered: int


class RetriesRead(BaseModel):
    """What failed, what was sent again, and what of it was paid for nothing."""

    calls: int
    incomparable: int = Field(description="Calls without prompt or session: nothing tells what repeats")
    within_seconds: int
    failed: FigureRead
    failed_cost: FigureRead
    after_error: FigureRead = Field(description="Requests sent again after a failed one")
    after_error_cost: FigureRead
    answered: FigureRead = Field(description="Those sent again after a failure that were answered")
    not_again: FigureRead = Field(description="Failed calls whose request was not sent again in time")
    outcomes: list[RetryOutcomeRead] = Field(description="By the kind of the error before, most first")
    after_success: FigureRead = Field(description="Requests sent again although they were answered")
    after_success_cost: FigureRead
    waste: FigureRead
    longest_chain: FigureRead
    chains: list[RetryChainRead]
    verdict: str
