"""How caching as billed travels in HTTP."""

from pydantic import BaseModel, Field

from netra.backend.analytics.schemas import FigureRead


class ModelWithoutCaching(BaseModel):
    """The calls of one model beside what they would have cost without a cache."""

    model: str = Field(description="Empty: not recorded")
    calls: int
    read_tokens: int
    written_tokens: int
    today: FigureRead
    cost: FigureRead
    saving: FigureRead = Field(description="Below zero where the cache cost more than it saved")
    unrecorded_calls: int = Field(0, description="Calls that do not say what was cached")
    is_counted: bool = Field(description="Whether the totals have them: calls without a price are in neither")


class WithoutCaching(BaseModel):
    """What calls would have cost had nothing been cached; totals are over calls with a price."""

    calls: int
    counted_calls: int
    unrecorded_calls: int = Field(description="Counted calls that do not say what was cached")
    read_tokens: int
    written_tokens: int
    today: FigureRead
    cost: FigureRead
    saving: FigureRead
    reads: FigureRead
    writes: FigureRead
    models: list[ModelWithoutCaching] = Field(description="The most saved first, what is not known last")


class CachingNow(WithoutCaching):
    """What prompt caching costs and saves now, as billed: with the tokens of the cache as figures."""

    tokens_read: FigureRead
    tokens_written: FigureRead
