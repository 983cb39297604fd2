"""How the last calls of users, models and so on are told."""

from datetime import datetime

from pydantic import BaseModel, Field

from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.schemas import FigureRead
from netra.backend.calls.schemas import CallFilterQuery, Moment


class LastCallsQuery(CallFilterQuery):
    by: Dimension = Dimension.USER
    not_since: Moment | None = Field(None, description="Those whose last call was before this are counted")


class LastCallRead(BaseModel):
    key: str
    calls: FigureRead
    first: datetime
    last: datetime
    days: int = Field(description="Days with calls")
    span_days: int = Field(description="Days from the first of them to the last")
    longest_pause: int = Field(description="Most days in a row without a call, before the last one")
    quiet_days: int = Field(description="Days without a call from the last one to the end of the data")
    is_quiet: bool = Field(description="Whether that is longer than ever, and than its habit explains")


class LastCallsRead(BaseModel):
    by: Dimension
    is_timed: bool = Field(
        description="Whether calls have times of their own, and not those of their session"
    )
    end: datetime | None = Field(description="The last call of the project, whatever is chosen")
    groups: int
    unnamed: int = Field(description="Calls that name none")
    quiet: int = Field(description="How many groups went quiet")
    before: int | None = Field(description="Groups whose last call was before the moment asked; null without")
    rows: list[LastCallRead] = Field(
        description="Those that went quiet first, else those whose last call is the oldest"
    )
