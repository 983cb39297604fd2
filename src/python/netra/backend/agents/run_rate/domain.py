"""From which recorded days a rate is taken: whole ones, the last of them; hours where there is none."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Final

from netra.backend.agents.domain import Kept
from netra.backend.agents.triage.domain.goal import Period, Projection, TimeRange
from netra.backend.analytics.schemas import Breakdown, Overview

Span = tuple[datetime, datetime]

_MOST_DAYS: Final = 28
_WEEK: Final = 7
_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)
_SHORTEST: Final = timedelta(minutes=30)
"""From less no day is told."""
_MOMENT: Final = timedelta(microseconds=1)
_DAYS_IN_YEAR: Final = Decimal(365)
_MONTHS_IN_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Stretch:
    """The time that a rate is taken from: so many whole days, or, with none of them, hours."""

    since: datetime
    until: datetime
    whole_days: int
    is_trimmed: bool = False
    """Whether a day at an end is recorded in part and left out."""

    @property
    def days(self) -> Decimal:
        """Its length in days."""
        return Decimal(self.whole_days) if self.whole_days else days_between(self.since, self.until)

    @property
    def range(self) -> TimeRange:
        return TimeRange(self.since, self.until)


@dataclass(frozen=True, slots=True)
class BeforeStep:
    """The days at another level, before the one from which on the rate is taken."""

    stretch: Stretch
    base: Kept[Overview]


@dataclass(frozen=True, slots=True)
class RateFound:
    """What was found for a rate: the calls of its stretch, by day too, and those of what is asked about.

    `whole` are all calls that are asked about, `so_far` those of the period that is not over yet. `last` is
    the last call of the project; `stretch` is None where less than half an hour is recorded.
    """

    whole: Kept[Overview]
    last: datetime
    stretch: Stretch | None = None
    base: Kept[Overview] | None = None
    days: Kept[Breakdown] | None = None
    so_far: Kept[Overview] | None = None
    every_day: Kept[Breakdown] | None = None
    before: BeforeStep | None = None


def stretch_of(calls: Span, zone: tzinfo, within: TimeRange | None) -> Stretch | None:
    """The last whole days for which there are calls, up to 28 and whole weeks where there is one."""
    begin, end = calls[0].astimezone(zone), (calls[1] + _MOMENT).astimezone(zone)
    if within is not None:
        begin = max(begin, within.since.astimezone(zone)) if within.since else begin
        end = min(end, within.until.astimezone(zone)) if within.until else end
    first, last = _first_midnight(begin), _last_midnight(end)
    whole = (last.date() - first.date()).days
    if whole < 1:
        return Stretch(begin, end, 0) if end - begin >= _SHORTEST else None
    count = min(whole, _MOST_DAYS)
    count -= count % _WEEK if count >= _WEEK else 0
    since = _midnight(last - count * _DAY)
    return Stretch(since, last, count, is_trimmed=begin.date() < first.date() or last < end)


def parted(stretch: Stretch, step: datetime) -> tuple[Stretch, Stretch]:
    """The days before a step, and those since: whole weeks of them where there is one."""
    days = (step.date() - stretch.since.date()).days
    since = stretch.whole_days - days
    count = since - since % _WEEK if since >= _WEEK else since
    begin = _midnight(stretch.until - count * _DAY)
    return Stretch(stretch.since, step, days), replace(stretch, since=begin, whole_days=count)


def _first_midnight(begin: datetime) -> datetime:
    """Where the first whole day begins: a day whose log begins within its first hour is one."""
    midnight = _midnight(begin)
    return midnight if begin - midnight <= _HOUR else _midnight(midnight + _DAY)


def _last_midnight(end: datetime) -> datetime:
    """Where the last whole day ends: a day whose log ends within its last hour is one."""
    after = _midnight(end + _DAY)
    return after if after - end <= _HOUR else _midnight(end)


def _midnight(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def days_between(since: datetime, until: datetime) -> Decimal:
    """So many days as time passes, to the second."""
    seconds = (until.astimezone(UTC) - since.astimezone(UTC)).total_seconds()
    return Decimal(max(0, round(seconds))) / Decimal(86_400)


def days_of_unit(unit: Period) -> Decimal:
    """How many days a unit has on average: a year 365, a month a twelfth of that."""
    return {
        Period.HOUR: Decimal(1) / 24,
        Period.DAY: Decimal(1),
        Period.WEEK: Decimal(_WEEK),
        Period.MONTH: _DAYS_IN_YEAR / _MONTHS_IN_YEAR,
        Period.QUARTER: _DAYS_IN_YEAR / 4,
        Period.YEAR: _DAYS_IN_YEAR,
    }[unit]


def is_under_way(projection: Projection, calls: Span) -> bool:
    """Whether a part of the period that is asked about is recorded."""
    period = projection.period
    if period is None or period.since is None or period.until is None:
        return False
    return period.since <= calls[1] and calls[0] < period.until
