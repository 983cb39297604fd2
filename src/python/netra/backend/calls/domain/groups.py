"""What calls are summed by, and their sums."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from netra.backend.calls.domain.call import TimeBasis

_HOUR: Final = timedelta(hours=1)


class GroupKey(StrEnum):
    """What calls can be summed by."""

    MODEL = "model"
    PROVIDER = "provider"
    AGENT = "agent"
    AGENT_KIND = "agent_kind"
    SESSION = "session"
    USER = "user"
    FEATURE = "feature"
    STOP_REASON = "stop_reason"
    MINUTE = "minute"
    FIVE_MINUTES = "five_minutes"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    WEEKDAY = "weekday"
    HOUR_OF_DAY = "hour_of_day"
    SIZE = "size"
    UTC_DAY = "utc_day"
    """The day of UTC, by which prices go, in whatever zone the other steps are."""
    PRICED = "priced"
    WAITING = "waiting"


class Waiting(StrEnum):
    """Who waits for the answer of a call, as far as the sessions of the log tell."""

    FAILED = "failed"
    """There is no answer."""
    UNKNOWN = "unknown"
    """The call has no session."""
    NEXT_CALL = "next_call"
    """Its session has other calls in the log, whatever is chosen: the next one probably does."""
    NO_CALL = "no_call"
    """Its session has no other call. Whether a person waits is not recorded."""


_MINUTES: Final = frozenset({GroupKey.MINUTE, GroupKey.FIVE_MINUTES})
TIME_STEPS: Final = frozenset({*_MINUTES, GroupKey.HOUR, GroupKey.DAY, GroupKey.WEEK, GroupKey.MONTH})
"""Stretches of time that follow each other and that people ask by."""
_FINER_THAN_HOURS: Final = frozenset(
    {
        *(GroupKey.PROVIDER, GroupKey.SESSION, GroupKey.USER),
        *(GroupKey.FEATURE, GroupKey.STOP_REASON, GroupKey.SIZE, GroupKey.PRICED, GroupKey.WAITING),
        *_MINUTES,
    }
)
_HOURS: Final = frozenset({GroupKey.HOUR, GroupKey.HOUR_OF_DAY})
_OF_DAYS: Final = frozenset({GroupKey.DAY, GroupKey.WEEK, GroupKey.MONTH, GroupKey.WEEKDAY})
_SAMPLED_YEARS: Final = range(1970, 2040)


def finer_than_hours(keys: Iterable[GroupKey], zone: str) -> bool:
    """Whether every hour of UTC can lie in several of these groups, so that sums by hour say nothing."""
    chosen = frozenset(keys)
    if chosen & _HOURS and not _is_whole_hours_off(zone):
        return True
    return not chosen.isdisjoint(_FINER_THAN_HOURS)


def splits_hours(key: GroupKey, zone: str) -> bool:
    """Whether a step of time begins within an hour of UTC: days do where the clock is half an hour off."""
    return key in _OF_DAYS and not _is_whole_hours_off(zone)


@cache
def _is_whole_hours_off(zone: str) -> bool:
    clock = ZoneInfo(zone)
    moments = (datetime(year, month, 1, tzinfo=clock) for year in _SAMPLED_YEARS for month in (1, 7))
    return all((moment.utcoffset() or timedelta()) % _HOUR == timedelta() for moment in moments)


@dataclass(frozen=True, slots=True)
class CallGroup:
    """Sums over a group of calls; `buckets` in the order of `Bucket`.

    `cost` is the sum of the known prices, None when no price is known; `unpriced` calls are not in it.
    """

    keys: tuple[str | int, ...]
    calls: int
    buckets: tuple[int, ...]
    cost: Decimal | None
    unpriced: int
    cache_unrecorded: int
    reasoning_unrecorded: int
    errors: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What of a group of calls no sum tells: how many sessions and users, and what the middle call cost.

    Calls without a session or a user count for none; `median_cost` is None where no call has a price.
    """

    keys: tuple[str | int, ...]
    sessions: int
    users: int
    median_cost: Decimal | None


@dataclass(frozen=True, slots=True)
class CallSpan:
    """First and last moment of some calls; relative when none of them has a recorded time."""

    first: datetime
    last: datetime
    basis: TimeBasis
    sessions: int
    """How many they are of; those of none count as one."""

    @property
    def has_one_clock(self) -> bool:
        """Whether a moment is the same for all: relative times are from the start of each session."""
        return self.basis is not TimeBasis.RELATIVE or self.sessions == 1


@dataclass(frozen=True, slots=True)
class TimedCalls:
    """How many calls recorded a time, and how many of these failed; a failure may record any, such as 0."""

    recorded: int
    failed: int


@dataclass(frozen=True, slots=True)
class Latency:
    """Percentiles over the calls that recorded a time, in milliseconds; NaN where none did."""

    p50_ms: float
    p95_ms: float
    timed: TimedCalls
    ttft_p50_ms: float
    first_timed: TimedCalls


@dataclass(frozen=True, slots=True)
class CallCensus:
    """What only a look at every call tells: how many there are, their sessions and their latency."""

    calls: int
    sessions: int
    latency: Latency


@dataclass(frozen=True, slots=True)
class CallSummary:
    """Calls summed by groups, and what no sum tells."""

    span: CallSpan | None
    groups: Sequence[CallGroup]
    census: CallCensus


@dataclass(frozen=True, slots=True)
class CallPosition:
    """A place in the order of calls, from which the next page goes on."""

    micros: int
    source_seq: int
    call_id: UUID
