"""How a cap on reasoning travels in HTTP."""

from typing import Final

from pydantic import BaseModel, Field

from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.schemas import EvidenceQuery, FigureRead
from netra.backend.calls.schemas import CallFilterQuery

MOST_REASONING: Final = 1_000_000_000


class ReasoningCapQuery(CallFilterQuery):
    cap: int = Field(ge=0, le=MOST_REASONING, description="The most reasoning tokens of a call")
    by: Dimension = Field(Dimension.MODEL, description="What it is told apart by")


class ReasoningCapEvidenceQuery(EvidenceQuery):
    cap: int = Field(ge=0, le=MOST_REASONING, description="As of the page")


class CappedPartRead(BaseModel):
    """Calls, and what those with more reasoning tokens than the cap have beyond it."""

    key: str
    calls: int
    unrecorded: int = Field(description="Calls that do not record reasoning: not counted, and not zero")
    longer: FigureRead = Field(description="Calls above the cap; unknown where no call records reasoning")
    above: FigureRead = Field(description="Their reasoning tokens beyond the cap")
    cost: FigureRead = Field(description="What these cost")
    saving: FigureRead = Field(description="The same amount, supposing that they had not been produced")


class ReasoningCapRead(BaseModel):
    cap: int
    price_book: str
    whole: CappedPartRead
    by: Dimension
    parts: list[CappedPartRead] = Field(description="Those with the most to save first")
    parts_left_out: int
