"""How the prices of batches travel in HTTP."""

from pydantic import BaseModel, Field

from netra.backend.analytics.schemas import FigureRead
from netra.backend.batch_prices.domain import BatchPart
from netra.backend.calls.schemas import Exact


class BatchPartRead(BaseModel):
    """Calls with a price today and a known one in a batch, by who waits for their answers."""

    part: BatchPart
    calls: int
    today: FigureRead
    cost: FigureRead
    saving: FigureRead


class ModelInBatchesRead(BaseModel):
    """The answered calls of one model at one provider."""

    model: str = Field(description="Empty: not recorded")
    provider: str = Field(description="Empty: not recorded; the model's maker is supposed")
    calls: int
    today: FigureRead
    cost: FigureRead = Field(description="Unknown where no batch price of the provider is known")
    saving: FigureRead
    share: Exact | None = Field(description="Of the list price; null where it is not known")
    source: str | None = Field(description="Who publishes it, and in which document")


class BatchPricesRead(BaseModel):
    """What calls would have cost in batches, each answered within a day: never that they could wait."""

    price_book: str
    calls: int
    failed: int = Field(description="Left out: they have no answer")
    failed_today: FigureRead = Field(description="What the failed calls cost, in no part of the rest")
    unpriced: int = Field(description="Left out: what they cost today is not known")
    names_calls: bool = Field(description="Whether a feature, user, agent or session was chosen")
    counted: BatchPartRead = Field(
        description="All calls where some were named, else those that no other call can wait for"
    )
    parts: list[BatchPartRead] = Field(description="Alone in their session, without one, among several")
    unoffered: FigureRead = Field(description="What calls cost whose price in a batch nobody knows")
    unoffered_names: list[str] = Field(description="Their providers, or models where none is recorded")
    models: list[ModelInBatchesRead] = Field(description="The dearest first")
    models_left_out: int
