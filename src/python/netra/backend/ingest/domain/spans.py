"""A span as it came off the wire, and as it is stored when it is no call of a model."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from netra.backend.calls.domain.call import CallDataError, CallStatus
from netra.shared.clock import moment

Attributes = Mapping[str, Any]

SPAN_ID_DIGITS: Final = 16
# Times outside are damaged clocks; bounding them also bounds the yearly partitions of the store.
EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)


class Span(NamedTuple):
    """One span. Ids are lower-case hex; times are nanoseconds since 1970, `end` 0 when not recorded."""

    trace_id: str
    span_id: str
    parent_span_id: str
    name: str
    start: int
    end: int
    failed: bool
    attributes: Attributes
    service: str
    """`service.name` of the resource it came from."""

    def check(self) -> None:
        """Raise CallDataError for a span that cannot be told from others."""
        if len(self.span_id) != SPAN_ID_DIGITS or not self.span_id.strip("0"):
            raise CallDataError("A span needs an id of 8 bytes that is not zero.")

    @property
    def started_at(self) -> datetime:
        """The start to the microsecond; CallDataError when no clock could have said that."""
        return checked_time(self.start // 1000)

    @property
    def duration_ms(self) -> float | None:
        """None when the end was not recorded or lies before the start."""
        return (self.end - self.start) / 1e6 if self.end >= self.start else None


class TraceSpan(NamedTuple):
    """A span that is no call of a model: the structure around the calls of a trace."""

    project_id: UUID
    trace_id: str
    span_id: str
    parent_span_id: str
    name: str
    operation: str
    agent: str
    session_id: str
    started_at: datetime
    duration_ms: float | None
    status: CallStatus
    error_type: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A span that could not be read, and why; its neighbours are kept."""

    reason: str


def checked_time(micros: int) -> datetime:
    """Return microseconds since 1970 as a time; CallDataError outside the years 2000 to 2099."""
    try:
        at = moment(micros)
    except OverflowError:
        at = None
    if at is None or not EARLIEST <= at < LATEST:
        raise CallDataError("The time must lie between the years 2000 and 2099.")
    return at
