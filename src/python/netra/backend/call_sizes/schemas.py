"""How the sizes of calls travel in HTTP."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from pydantic import BaseModel, Field

from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.schemas import EvidenceQuery, FigureRead
from netra.backend.call_sizes.domain import Side, TokenLimit
from netra.backend.calls.schemas import CallFilterQuery, Exact

MOST_TOKENS_A_CALL = 1_000_000_000


class CallSizesQuery(CallFilterQuery):
    above_tokens: int | None = Field(
        None, ge=1, le=MOST_TOKENS_A_CALL, description="A call is oversized above; without it the group's p95"
    )
    above_side: Side | None = Field(None, description="The side that above_tokens is of; without it both")
    shorter_by: Decimal | None = Field(
        None, gt=0, lt=1, max_digits=6, description="What a side shorter by this share would have saved"
    )
    by: Dimension | None = Field(None, description="Whether it is told of each part of a dimension as well")

    @property
    def above(self) -> TokenLimit:
        return TokenLimit(self.above_tokens, self.above_side)


class CallSizesEvidenceQuery(EvidenceQuery):
    above_tokens: int | None = Field(None, ge=1, le=MOST_TOKENS_A_CALL, description="As of the page")
    above_side: Side | None = Field(None, description="As of the page")
    shorter_by: Decimal | None = Field(None, gt=0, lt=1, max_digits=6, description="As of the page")

    @property
    def above(self) -> TokenLimit:
        return TokenLimit(self.above_tokens, self.above_side)


class SideRead(BaseModel):
    """Tokens on one side of the calls of a group, and the calls that have more than `limit` of them."""

    p50: FigureRead
    p90: FigureRead
    p95: FigureRead
    p99: FigureRead
    limit: Exact | None = Field(description="Tokens above which a call is oversized; null without calls")
    calls: FigureRead
    tokens: FigureRead
    above: FigureRead = Field(description="The tokens above the limit")
    cost: FigureRead
    share: FigureRead = Field(description="Of the cost of all calls of the group")
    excess: FigureRead = Field(description="What the tokens above the limit cost")


class SizeGroupRead(BaseModel):
    model: str | None = Field(description="Null: all models")
    calls: int
    input: SideRead
    output: SideRead


class SizePartRead(BaseModel):
    """The same of one part of a dimension; limits that were not given are those of its own calls."""

    key: str
    calls: int
    input: SideRead
    output: SideRead


class LargeCallRead(BaseModel):
    call_id: UUID
    at: datetime
    session: str
    agent: str
    model: str
    input_total: int
    output_total: int
    cost: Exact | None = Field(description="Null: its price is not known")


class GrowingSessionRead(BaseModel):
    """A session of three calls or more in which an agent's last one had more input than its first."""

    session: str
    agent: str
    calls: int
    first_input: int
    last_input: int
    last_call: UUID
    growth: FigureRead = Field(description="By what share of the first call's input the last one has more")


class ShorterRead(BaseModel):
    """What every call would have cost less, had one side of it been shorter by a share."""

    share: Exact
    input: FigureRead
    output: FigureRead


class CallSizesRead(BaseModel):
    """How long calls are, which are oversized, and what their excess costs."""

    whole: SizeGroupRead
    by_model: list[SizeGroupRead] = Field(description="Those with the most tokens")
    models_left_out: int
    by: Dimension | None = None
    parts: list[SizePartRead] = Field(default_factory=list, description="Where a dimension was given")
    parts_left_out: int = 0
    largest_input: list[LargeCallRead]
    largest_output: list[LargeCallRead]
    growing: list[GrowingSessionRead]
    shorter: ShorterRead | None = Field(description="Null unless a share was given")
    quality: str
