"""How calls and the filters over them travel in HTTP."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Final, Literal
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
)

from netra.backend.calls.domain.bounds import BOUND_PATTERN, Bound
from netra.backend.calls.domain.call import AgentKind, CallStatus
from netra.backend.calls.domain.filters import FIELDS, CallFilter, RecordedName
from netra.shared.exact import plain

_FIRST: Final = datetime(1901, 1, 1, tzinfo=UTC)
_LAST: Final = datetime(2200, 1, 1, tzinfo=UTC)
MOST_BOUNDS: Final = 12
"""One for each end of each measure."""
Exact = Annotated[Decimal, PlainSerializer(plain, return_type=str, when_used="json")]
"""Money and every other exact number: a string in JSON, since browsers round numbers."""


def storable(at: datetime) -> datetime:
    """Return a time that the store can hold; ValueError for any other."""
    if not _FIRST <= at <= _LAST:
        raise ValueError("a time between the years 1901 and 2199")
    return at


def known_zone(zone: str) -> str:
    """Return the name of a time zone; ValueError for any other."""
    if zone not in available_timezones():
        raise ValueError(f"{zone!r} is not a time zone of the IANA database, such as Europe/Berlin.")
    return zone


Moment = Annotated[AwareDatetime, AfterValidator(storable)]
TimeZone = Annotated[str, AfterValidator(known_zone)]
Weekday = Annotated[int, Field(ge=1, le=7)]
HourOfDay = Annotated[int, Field(ge=0, le=23)]
WrittenBound = Annotated[str, BeforeValidator(str), Field(pattern=BOUND_PATTERN)]


class CallFilterQuery(BaseModel):
    """Which calls a page speaks of; the query string of every page and of its exports."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    since: Moment | None = Field(None, alias="from", description="First moment, inclusive")
    until: Moment | None = Field(None, alias="to", description="Last moment, exclusive")
    model: tuple[str, ...] = Field((), description="Models; an empty value means: not recorded")
    agent: tuple[AgentKind, ...] = Field((), description="Main agents, sub-agents or both")
    agent_name: tuple[str, ...] = Field((), description="Agents by their own names")
    session: tuple[str, ...] = Field((), description="Sessions; an empty value means: not recorded")
    user: tuple[str, ...] = Field((), description="Users; an empty value means: not recorded")
    feature: tuple[str, ...] = Field((), description="Features; an empty value means: not recorded")
    status: tuple[CallStatus, ...] = Field((), description="Calls that went well, that failed or both")

    provider: tuple[str, ...] = Field((), description="Providers; an empty value means: not recorded")
    stop_reason: tuple[str, ...] = Field(
        (), description="Why answers ended, as providers say it; an empty value means: not recorded"
    )
    weekday: tuple[Weekday, ...] = Field((), description="Days of the week, Monday is 1 and Sunday 7")
    hour: tuple[HourOfDay, ...] = Field((), description="Hours of the day, from 0 to 23")
    zone: TimeZone | Literal[""] = Field(
        "", description="The clock of weekdays and hours; UTC where none is named"
    )

    bound: tuple[WrittenBound, ...] = Field(
        (),
        description="Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, "
        "tokens or milliseconds; calls that do not tell the measure do not pass",
        max_length=MOST_BOUNDS,
    )
    recorded: tuple[RecordedName, ...] = Field((), description="Only calls that name these, whichever it is")

    @property
    def filter(self) -> CallFilter:
        chosen = {field: getattr(self, name) for name, field in FIELDS.items()}
        chosen["bounds"] = tuple(map(Bound.of, self.bound))
        return CallFilter(since=self.since, until=self.until, zone=self.zone, **chosen)


EVERY_CALL: Final = CallFilterQuery.model_validate({})
"""Nothing is chosen, so every call passes."""


class TokenCounts(BaseModel):
    """Tokens in the six disjoint buckets."""

    model_config = ConfigDict(from_attributes=True)

    input_fresh: int
    cache_read: int
    cache_write_5m: int
    cache_write_1h: int
    output_text: int
    output_reasoning: int
