"""What calls are divided by, how the parts are named, and which calls each of them has."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from netra.backend.calls.domain.call import AgentKind
from netra.backend.calls.domain.filters import FIELDS, CallFilter
from netra.backend.calls.domain.groups import GroupKey

DAY_NAMES: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Dimension(StrEnum):
    """What a breakdown is by."""

    MODEL = "model"
    PROVIDER = "provider"
    AGENT = "agent"
    AGENT_KIND = "agent_kind"
    FEATURE = "feature"
    USER = "user"
    SESSION = "session"
    STOP_REASON = "stop_reason"
    MINUTE = "minute"
    FIVE_MINUTES = "five_minutes"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    WEEKDAY = "weekday"
    HOUR_OF_DAY = "hour_of_day"

    @property
    def key(self) -> GroupKey:
        return GroupKey(self.value)

    @property
    def choice(self) -> str:
        """What the choice of one part is called in a query string; KeyError for times."""
        return _CHOICES[self]

    @property
    def words(self) -> str:
        """Its name in a sentence."""
        return _WORDS.get(self, self.value)

    @property
    def plural(self) -> str:
        first, of, rest = self.words.partition(" of ")
        return f"{first}s{of}{rest}"

    @property
    def is_time(self) -> bool:
        """Whether its parts are stretches of time, one after the other."""
        return self in _STEPS

    @property
    def is_ordered(self) -> bool:
        """Whether its parts have an order of their own."""
        return self.is_time or self in {Dimension.WEEKDAY, Dimension.HOUR_OF_DAY}


_WORDS: Final[Mapping[Dimension, str]] = MappingProxyType(
    {
        Dimension.AGENT_KIND: "kind of agent",
        Dimension.FIVE_MINUTES: "step of five minutes",
        Dimension.HOUR_OF_DAY: "hour of the day",
        Dimension.STOP_REASON: "stop reason",
    }
)
_LENGTHS: Final[Mapping[Dimension, timedelta]] = MappingProxyType(
    {
        Dimension.MINUTE: timedelta(minutes=1),
        Dimension.FIVE_MINUTES: timedelta(minutes=5),
        Dimension.HOUR: timedelta(hours=1),
    }
)
"""Steps that are equally long whatever the calendar says."""
_STEPS: Final = frozenset({*_LENGTHS, Dimension.DAY, Dimension.WEEK, Dimension.MONTH})
_CHOICES: Final[Mapping[Dimension, str]] = MappingProxyType(
    {
        Dimension.MODEL: "model",
        Dimension.PROVIDER: "provider",
        Dimension.AGENT: "agent_name",
        Dimension.AGENT_KIND: "agent",
        Dimension.FEATURE: "feature",
        Dimension.USER: "user",
        Dimension.SESSION: "session",
        Dimension.STOP_REASON: "stop_reason",
        Dimension.WEEKDAY: "weekday",
        Dimension.HOUR_OF_DAY: "hour",
    }
)


def part_name(key: str, by: Dimension, zone: tzinfo) -> str:
    """How a part is called; `key` is the one by which the store groups calls.

    A stretch of time, of a week its Monday, is called by its beginning as it is written in the zone.
    """
    if by is Dimension.WEEKDAY:
        return DAY_NAMES[int(key) - 1]
    if by is Dimension.HOUR_OF_DAY:
        return f"{int(key):02}:00"
    if not by.is_time:
        return key
    at = datetime.fromtimestamp(int(key), zone)
    return at.isoformat(timespec="minutes") if by in _LENGTHS else at.date().isoformat()


def place_of(name: str) -> tuple[int, str]:
    """Where a part of this name stands among those that have an order of their own."""
    return (DAY_NAMES.index(name) if name in DAY_NAMES else 0), name


def part_begin(name: str, by: Dimension, zone: tzinfo) -> datetime:
    """The moment at which a stretch of time of this name begins."""
    at = datetime.fromisoformat(name)
    return at.replace(tzinfo=zone) if by not in _LENGTHS and at.tzinfo is None else at


def part_end(begin: datetime, by: Dimension) -> datetime:
    """When a stretch of time that begins at a moment of a zone ends; days may have 23 hours."""
    if by in _LENGTHS:
        return begin.astimezone(UTC) + _LENGTHS[by]
    days = 7 if by is Dimension.WEEK else 1
    ended = _next_month(begin) if by is Dimension.MONTH else begin + timedelta(days=days)
    return datetime(ended.year, ended.month, ended.day, tzinfo=begin.tzinfo)


def _next_month(begin: datetime) -> datetime:
    return (begin.replace(day=1) + timedelta(days=32)).replace(day=1)


def only_part(wanted: CallFilter, by: Dimension, name: str, zone: tzinfo) -> CallFilter:
    """The filter that lets only the calls of one part pass, of those that are wanted."""
    if by.is_time:
        return _within(wanted, part_begin(name, by, zone), by)
    value: object = name
    if by is Dimension.AGENT_KIND:
        value = AgentKind(name)
    elif by is Dimension.WEEKDAY:
        value = DAY_NAMES.index(name) + 1
    elif by is Dimension.HOUR_OF_DAY:
        value = int(name[:2])
    chosen: dict[str, Any] = {FIELDS[by.choice]: (value,)}
    return replace(wanted, **chosen, zone=str(zone) if by.is_ordered else wanted.zone)


def _within(wanted: CallFilter, begin: datetime, by: Dimension) -> CallFilter:
    end = part_end(begin, by)
    since = begin if wanted.since is None else max(begin, wanted.since)
    return replace(wanted, since=since, until=end if wanted.until is None else min(end, wanted.until))
