"""How the busiest stretch of time is told."""

from datetime import datetime

from pydantic import BaseModel, Field

from netra.backend.analytics.schemas import FigureRead
from netra.backend.calls.schemas import CallFilterQuery
from netra.backend.peaks.domain import PeakLength


class PeakQuery(CallFilterQuery):
    length: PeakLength = PeakLength.MINUTE


class PeakRead(BaseModel):
    """The busiest second, minute or hour; moments are null and figures unknown where there are no calls."""

    length: PeakLength
    is_timed: bool = Field(
        description="Whether calls have times of their own, and not those of their session"
    )
    steps: int = Field(description="So many stretches of this length have calls")
    calls: FigureRead = Field(description="Calls of the busiest one")
    failed: FigureRead = Field(description="Those of them that failed")
    calls_at: datetime | None
    tokens: FigureRead = Field(description="Tokens of the one with the most")
    tokens_at: datetime | None
    all_calls: FigureRead
    mean: FigureRead = Field(description="All calls in that time, from the first to the last, on average")
    mean_in: str = Field(description="A second, minute, hour or day: the shortest with a call on average")
    usual: FigureRead = Field(description="95 of 100 that have calls have so many or fewer")
