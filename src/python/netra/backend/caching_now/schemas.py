"""How caching as billed travels in HTTP."""

from datetime import datetime

from pydantic import BaseModel, Field

from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.schemas import FigureRead
from netra.backend.calls.schemas import CallFilterQuery


class CachingNowQuery(CallFilterQuery):
    by: Dimension = Field(Dimension.MODEL, description="What the parts are, also stretches of time")


class CacheUseRead(BaseModel):
    """Calls beside what they would have cost without a cache; figures are over those with a price."""

    calls: int
    counted_calls: int
    unrecorded_calls: int = Field(description="Counted calls that do not say what was cached")
    read_tokens: int
    written_tokens: int
    today: FigureRead
    cost: FigureRead = Field(description="Without a cache: all input fresh")
    saving: FigureRead = Field(description="Below zero where the cache cost more than it saved")
    reads: FigureRead = Field(description="What reading saved beside fresh input")
    writes: FigureRead = Field(description="What writing saved beside fresh input: mostly below zero")
    write_cost: FigureRead = Field(description="What the written tokens cost in all")
    tokens_read: FigureRead
    tokens_written: FigureRead
    read_share: FigureRead = Field(description="Of the input tokens")


class CachePartRead(CacheUseRead):
    key: str = Field(description="Empty: not recorded")


class LosingCacheRead(CacheUseRead):
    """A cache that is written and hardly ever read: writes cost more than reads save."""

    model: str
    feature: str
    user: str | None = Field(description="Null: it is so for the users of the feature together")
    since: datetime | None = Field(description="The day on which it began; null: all the time asked about")
    until: datetime | None = Field(None, description="Where it is over: the day from which on it was read")
    share_before: FigureRead | None = Field(description="What of the input was read until then")
    as_before: FigureRead | None = Field(description="What these calls would save, were it so again")


class CachingNow(CacheUseRead):
    """What prompt caching costs and saves now, as billed."""

    by: Dimension
    parts: list[CachePartRead] = Field(description="The most saved first, unknown last; times in order")
    parts_left_out: int = Field(description="Those that save and lose least; of times the earliest")
    losing: list[LosingCacheRead] = Field(description="What loses most first")
    losing_left_out: int
    mended: list[LosingCacheRead] = Field(
        default_factory=list, description="Caches that lost for some days and are read again"
    )
    mended_left_out: int = 0
