"""How the prices of other models travel in HTTP."""

from pydantic import BaseModel, Field

from netra.backend.alternatives.domain import AlternativeScope, Offered
from netra.backend.analytics.schemas import FigureRead
from netra.backend.calls.schemas import CallFilterQuery


class AlternativesQuery(CallFilterQuery):
    scope: AlternativeScope = Field(
        AlternativeScope.PROVIDER, description="Models of the same provider, or of all in the price book"
    )
    other_model: tuple[str, ...] = Field(
        (), max_length=20, description="Only these models, whatever provider offers them"
    )

    @property
    def offered(self) -> Offered:
        return Offered(self.scope, self.other_model)


class AlternativeRead(BaseModel):
    """Another model at its list price, for the same tokens. Never a recommendation to switch."""

    provider: str
    model: str
    cost: FigureRead
    saving: FigureRead = Field(description="Negative where the other model is dearer")
    quality: str
    notes: list[str]


class ModelAlternativesRead(BaseModel):
    model: str
    calls: int
    cost: FigureRead
    alternatives: list[AlternativeRead] = Field(description="The cheapest first; empty if none is known")
    compared: int = Field(description="Models with a price for what was used")
    missing: str | None = Field(description="Why nothing can be compared, and what would help")


class AlternativesRead(BaseModel):
    scope: AlternativeScope
    price_book: str
    models: list[ModelAlternativesRead] = Field(description="The dearest first")
    models_left_out: int
