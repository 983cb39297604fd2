"""How what goes with how long calls take is told."""

from pydantic import BaseModel, Field

from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.schemas import FigureRead
from netra.backend.calls.domain.measures import CallMeasure
from netra.backend.calls.schemas import CallFilterQuery
from netra.backend.slow_calls.domain.timing import SlowCause, Strength


class SlowCallsQuery(CallFilterQuery):
    by: Dimension = Field(Dimension.MODEL, description="What it is told apart by")


class TimeLinkRead(BaseModel):
    """How far longer times go with larger sizes; of the two first named one."""

    time: CallMeasure
    size: CallMeasure
    correlation: FigureRead = Field(description="Rank correlation; unknown of too few calls, or equal ones")
    strength: Strength
    grows: bool = Field(description="Whether larger calls take longer, beyond chance")


class SpanOfTimeRead(BaseModel):
    """Where the time goes, of the calls that recorded both times."""

    calls: int
    waiting: FigureRead = Field(description="Share of the time until the first token; unknown: not recorded")
    writing: FigureRead = Field(description="Share of the time after it")
    is_mostly_waiting: bool


class TimedGroupRead(BaseModel):
    """Some calls: how many, and their medians."""

    calls: FigureRead
    duration: FigureRead
    p95: FigureRead
    input: FigureRead
    output: FigureRead
    ttft: FigureRead
    speed: FigureRead = Field(description="Output tokens a second")


class SlowPlaceRead(BaseModel):
    """A part that has more of the slow calls than of all."""

    by: Dimension
    key: str
    slow: FigureRead
    share_of_slow: FigureRead
    share_of_all: FigureRead


class SlowModelRead(BaseModel):
    model: str
    speed: FigureRead
    other_speed: FigureRead = Field(description="Of the calls of all other models")


class TimedPartRead(BaseModel):
    """One part of a dimension: its medians, and how far its durations go with its answers and prompts."""

    key: str
    group: TimedGroupRead
    with_output: TimeLinkRead
    with_input: TimeLinkRead


class SlowCallsRead(BaseModel):
    """What goes with how long calls take, of the answered calls that recorded it."""

    by: Dimension
    after_first: bool = Field(
        description="Whether speeds are measured after the first token, or from durations"
    )
    failed: FigureRead = Field(description="Calls that failed: left out")
    untimed: int = Field(description="Answered calls that do not record how long they took")
    whole: TimedGroupRead
    time: SpanOfTimeRead
    links: list[TimeLinkRead]
    per_100_tokens: FigureRead = Field(description="The time that 100 output tokens take")
    slow: TimedGroupRead | None = Field(description="The slowest 5 %; null where no calls stand out")
    rest: TimedGroupRead | None
    slow_time: FigureRead = Field(description="How long the slow calls took together")
    slow_share: FigureRead = Field(description="Their share of the time of all")
    places: list[SlowPlaceRead] = Field(description="Where more of the slow calls are, the most first")
    slow_model: SlowModelRead | None
    causes: list[SlowCause] = Field(description="What can be done something about, the most first")
    parts: list[TimedPartRead] = Field(description="Those with the most calls; of times the latest")
    parts_left_out: int
