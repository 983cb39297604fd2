"""How times in which calls failed or were slow are told."""

from datetime import datetime

from pydantic import BaseModel, Field

from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.schemas import FigureRead
from netra.backend.calls.schemas import CallFilterQuery
from netra.backend.incidents.domain import IncidentState, Watched
from netra.backend.latency.schemas import ErrorTypeRead


class IncidentsQuery(CallFilterQuery):
    measure: Watched = Watched.ERRORS


class IncidentPlaceRead(BaseModel):
    """A group in a worse time: its calls, those that failed or were slow, and their share otherwise."""

    key: str
    calls: FigureRead
    worse: FigureRead
    share: FigureRead
    other_share: FigureRead
    part: FigureRead = Field(description="The part of all calls that are of this group")
    other_part: FigureRead


class IncidentPlacesRead(BaseModel):
    by: Dimension
    stands_out: str = Field(description="The group that most of what is too much is in; empty: none")
    other_calls: str = Field(
        description="The group that made many more of the calls than otherwise, and is so anyhow; empty: none"
    )
    places: list[IncidentPlaceRead] = Field(description="Most failed or slow calls first")
    places_left_out: int = 0


class WorseTimeRead(BaseModel):
    """A stretch of time whose share of failed or slow calls is higher than otherwise."""

    since: datetime
    until: datetime
    calls: FigureRead
    worse: FigureRead
    share: FigureRead
    other_share: FigureRead = Field(description="Of all calls outside of such times")
    share_before: FigureRead = Field(description="Unknown where it begins with the data")
    after: FigureRead = Field(description="Failed or slow calls since it ended")
    calls_after: FigureRead
    share_after: FigureRead
    middle: FigureRead = Field(description="The median of what was measured; unknown of errors")
    other_middle: FigureRead
    state: IncidentState
    chance: float = Field(description="How likely one at least as unlike is, were there no difference")
    first_worse: datetime | None
    last_worse: datetime | None
    users: int
    sessions: int
    error_types: list[ErrorTypeRead]
    places: list[IncidentPlacesRead] = Field(description="Those in which a group stands out come first")


class IncidentsRead(BaseModel):
    """What stands out of one measure, and what came nearest to it where nothing does."""

    measure: Watched
    is_timed: bool = Field(
        description="Whether calls have times of their own, and not those of their session"
    )
    step_seconds: int
    steps: int = Field(description="How many steps of time have calls")
    calls: FigureRead = Field(description="Calls that tell the measure")
    untold: int = Field(description="Calls that do not")
    worse: FigureRead
    share: FigureRead
    limit: FigureRead | None = Field(description="Above it a call counts as slow or dear; null of errors")
    last: datetime | None
    incidents: list[WorseTimeRead] = Field(description="In order of time")
    nearest: WorseTimeRead | None = Field(description="Where there is no incident: what chance explains")
