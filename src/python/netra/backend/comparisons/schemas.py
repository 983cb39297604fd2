"""How a comparison of two periods travels in HTTP."""

from dataclasses import replace
from datetime import datetime
from typing import Self

from pydantic import BaseModel, Field, model_validator

from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.schemas import FigureRead
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.schemas import CallFilterQuery, Moment, storable


class ComparisonQuery(CallFilterQuery):
    """A period and an earlier one, by default as long and right before it."""

    since: Moment = Field(alias="from", description="First moment of the period, inclusive")
    until: Moment = Field(alias="to", description="Last moment of the period, exclusive")
    before_from: Moment | None = Field(None, description="First moment of the earlier period, inclusive")
    before_to: Moment | None = Field(None, description="Last moment of the earlier period, exclusive")

    @model_validator(mode="after")
    def _has_periods(self) -> Self:
        if self.since >= self.until:
            raise ValueError("from must lie before to")
        if (self.before_from is None) != (self.before_to is None):
            raise ValueError("before_from and before_to must be given together")
        if self.before_from is not None and self.before_to is not None and self.before_from >= self.before_to:
            raise ValueError("before_from must lie before before_to")
        storable(self._earlier_since)
        return self

    @property
    def earlier(self) -> CallFilter:
        """The same calls of the earlier period."""
        return replace(self.filter, since=self._earlier_since, until=self.before_to or self.since)

    @property
    def _earlier_since(self) -> datetime:
        return self.before_from or self.since - (self.until - self.since)


class PeriodRead(BaseModel):
    since: datetime = Field(serialization_alias="from")
    until: datetime = Field(serialization_alias="to")
    calls: int
    failed: int = Field(description="Of the calls")
    cost: FigureRead


class EffectRead(BaseModel):
    """One reason for the change; over all of them the values add up to the change."""

    id: str
    words: str
    effect: FigureRead


class MoverRead(BaseModel):
    """A group of calls whose cost changed; an empty key stands for calls that record none."""

    key: str
    before: FigureRead
    after: FigureRead
    change: FigureRead
    calls_before: int
    calls_after: int


class MoversRead(BaseModel):
    """The groups whose cost changed most, the largest change first; all groups add up to the change."""

    by: Dimension
    groups: int = Field(description="How many groups there are in both periods together")
    movers: list[MoverRead]


class ComparisonRead(BaseModel):
    before: PeriodRead
    after: PeriodRead
    change: FigureRead
    effects: list[EffectRead]
    movers: list[MoversRead] = Field(description="By each of feature, model, agent and user")
