"""Stretches of a project's calendar: days, weeks that begin on Monday, months, quarters."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from types import MappingProxyType
from typing import Final

from netra.backend.agents.triage.domain.goal import Period, TimeRange

_MONTHS_OF: Final[Mapping[Period, int]] = MappingProxyType(
    {Period.MONTH: 1, Period.QUARTER: 3, Period.YEAR: 12}
)
_DAYS_OF: Final[Mapping[Period, int]] = MappingProxyType({Period.DAY: 1, Period.WEEK: 7})
FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2100


@dataclass(frozen=True, slots=True)
class Shift:
    """How far back an earlier range begins: so many units, or as long as the range is where none is named."""

    unit: Period | None = None
    count: int = 1
    is_counted: bool = False


def midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)


def at(day: date, hour: int, minute: int, zone: tzinfo) -> datetime:
    """A time of a day; where clocks go forward, the one that takes the place of a time that is left out."""
    return later(datetime.combine(day, time(hour % 24, minute), tzinfo=zone), timedelta(days=hour // 24))


def later(moment: datetime, by: timedelta) -> datetime:
    """A moment so much time later, where whole days keep the time of day, also when clocks change."""
    days_, rest = divmod(by, timedelta(days=1))
    return ((moment + timedelta(days=days_)).astimezone(UTC) + rest).astimezone(moment.tzinfo)


def in_time(moment: datetime, by: timedelta) -> datetime:
    """A moment so much later, or earlier, as time passes."""
    return (moment.astimezone(UTC) + by).astimezone(moment.tzinfo)


def moved(moment: datetime, unit: Period, count: int) -> datetime:
    """A moment so many units later, or earlier where the count is below 0."""
    if unit is Period.HOUR:
        return in_time(moment, timedelta(hours=count))
    if unit in _DAYS_OF:
        return later(moment, timedelta(days=_DAYS_OF[unit] * count))
    month = moment.year * 12 + moment.month - 1 + _MONTHS_OF[unit] * count
    month = min(max(month, FIRST_YEAR * 12), LAST_YEAR * 12)
    year, month = month // 12, month % 12 + 1
    return moment.replace(year=year, month=month, day=min(moment.day, monthrange(year, month)[1]))


def days(first: date, count: int, zone: tzinfo) -> TimeRange:
    return TimeRange(midnight(first, zone), midnight(first + timedelta(days=count), zone))


def period(unit: Period, now: datetime, zone: tzinfo, back: int = 0) -> TimeRange:
    """The hour, day, week and so on that holds `now`, or the one that many before."""
    here = now.astimezone(zone)
    if unit is Period.HOUR:
        begin = moved(here.replace(minute=0, second=0, microsecond=0), unit, -back)
        return TimeRange(begin, moved(begin, unit, 1))
    if unit in _DAYS_OF:
        size = _DAYS_OF[unit]
        first = here.date() - timedelta(days=here.weekday() if unit is Period.WEEK else 0)
        return days(first - timedelta(days=size * back), size, zone)
    size = _MONTHS_OF[unit]
    month = here.year * 12 + here.month - 1
    first_month = month - month % size - size * back
    return months(first_month, size, zone)


def months(first: int, count: int, zone: tzinfo) -> TimeRange:
    """Months counted from year 0."""
    return TimeRange(_first_day(first, zone), _first_day(first + count, zone))


def _first_day(month: int, zone: tzinfo) -> datetime:
    return midnight(date(month // 12, month % 12 + 1, 1), zone)


def month_of(month: int, year: int | None, now: datetime, zone: tzinfo) -> TimeRange:
    """A month by its number; without a year the latest that has begun."""
    here = now.astimezone(zone)
    chosen = year if year is not None else here.year - (month > here.month)
    return months(chosen * 12 + month - 1, 1, zone)


def day_of(day: int, month: int, year: int | None, now: datetime, zone: tzinfo) -> date | None:
    """A date without a year is the latest that has come; None when there is no such day."""
    here = now.astimezone(zone).date()
    for chosen in (year,) if year is not None else (here.year, here.year - 1, here.year - 2, here.year - 3):
        try:
            found = date(chosen, month, day)
        except ValueError:
            continue
        if (year is not None or found <= here) and FIRST_YEAR <= found.year <= LAST_YEAR:
            return found
    return None


def before(range_: TimeRange, zone: tzinfo) -> TimeRange | None:
    """The stretch just before one: the period before a whole period, else as much time as it has."""
    if range_.since is None or range_.until is None:
        return None
    for unit in Period:
        if period(unit, range_.since, zone) == range_:
            return period(unit, range_.since, zone, back=1)
    begin, end = range_.since.astimezone(zone), range_.until.astimezone(zone)
    if begin.time() == end.time():
        return TimeRange(begin - (end - begin), begin)
    return TimeRange(in_time(begin, begin.astimezone(UTC) - end.astimezone(UTC)), begin)


def before_by(since: datetime, unit: Period, count: int) -> TimeRange:
    """So many units just before a moment."""
    return TimeRange(moved(since, unit, -count), since)
