"""How the costs of the kinds of tokens travel in HTTP."""

from pydantic import BaseModel, Field

from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.schemas import FigureRead
from netra.backend.calls.schemas import CallFilterQuery
from netra.backend.token_costs.domain import TokenKind


class TokenCostsQuery(CallFilterQuery):
    by: Dimension | None = Field(None, description="Whether the costs are told of each part as well")
    kind: TokenKind = Field(TokenKind.ALL, description="The parts that it costs most come first")


class KindCostRead(BaseModel):
    """What one kind of token cost in calls with a price."""

    kind: TokenKind
    tokens: int = Field(description="In calls with a price; 0 for what is no token")
    cost: FigureRead


class TokenCostPartRead(BaseModel):
    key: str
    calls: int
    unpriced_calls: int
    costs: list[KindCostRead]


class TokenCostsRead(BaseModel):
    """What each kind of token cost. Buckets, fees and the rest add up to the cost of all the calls."""

    price_book: str
    calls: int
    unpriced_calls: int = Field(description="Left out: what they cost is not known")
    unpriced_names: list[str] = Field(description="Their models, or providers where none is recorded")
    costs: list[KindCostRead]
    by: Dimension | None
    kind: TokenKind
    parts: list[TokenCostPartRead]
    parts_left_out: int = Field(description="The cheapest; of times the earliest")
