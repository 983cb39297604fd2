"""How the prices of other models travel in HTTP."""

from pydantic import BaseModel, Field

from netra.backend.alternatives.domain import AlternativeScope, SellerReason
from netra.backend.analytics.schemas import FigureRead
from netra.backend.calls.schemas import CallFilterQuery


class AlternativesQuery(CallFilterQuery):
    scope: AlternativeScope = Field(
        AlternativeScope.PROVIDER, description="Models of the same provider, or of all in the price book"
    )


class SupposedQuery(CallFilterQuery):
    other_model: tuple[str, ...] = Field((), max_length=20, description="The models that are supposed")
    any_provider: bool = Field(
        default=False, description="Each provider that sells them, not only the one the project would use"
    )


class AlternativeRead(BaseModel):
    """Another model at its list price, for the same tokens. Never a recommendation to switch."""

    provider: str
    model: str
    cost: FigureRead
    saving: FigureRead = Field(description="Negative where the other model is dearer")
    is_other_class: bool = Field(description="So much cheaper that it is another class of model")
    is_in_use: bool = Field(description="Whether other calls of the project are of it")
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


class MovedModelRead(BaseModel):
    """The calls of one model, moved to the supposed one."""

    model: str = Field(description="Empty: not recorded")
    calls: int
    today: FigureRead
    cost: FigureRead = Field(description="At the supposed model; unknown where it has no price for them")
    saving: FigureRead = Field(description="Unknown where either cost is")
    is_same: bool = Field(description="Calls of the supposed model itself: they stay as they are")
    is_counted: bool = Field(description="Whether the totals have them")


class SupposedModelRead(BaseModel):
    """Every call at one other model: its price only, never its quality. Totals are over the same calls."""

    provider: str
    model: str
    seller: SellerReason = Field(description="Why this provider's price was taken")
    priced_as: str = Field(description="Whose prices these are, where the provider has none of its own")
    today: FigureRead
    cost: FigureRead
    saving: FigureRead = Field(description="Negative where the other model is dearer")
    unpriced: FigureRead = Field(description="What calls without a price today would have cost there")
    is_other_class: bool = Field(description="So much cheaper that it is another class of model")
    models: list[MovedModelRead] = Field(description="The dearest first, those without a price last")
    models_left_out: int = Field(description="Models with calls that are in the totals, but not listed")
    quality: str


class SupposedRead(BaseModel):
    price_book: str
    calls: int
    supposed: list[SupposedModelRead]
    unsold: list[str] = Field(description="Named models that no provider in question has a price for")
