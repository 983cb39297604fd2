"""Hours of the week at which calls fail again and again: what comes back each Monday is not over."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Final, NamedTuple

from netra.backend.analytics.domain.dimensions import DAY_NAMES
from netra.backend.analytics.schemas import GroupRead

_FEWEST_WEEKS: Final = 3
"""So many weeks of its own an hour has to fail in."""
_MOST_OF_WEEKS: Final = Decimal("0.75")
_SO_MUCH_MORE: Final = 4
"""So many times the share at all other hours; and a tenth of the calls at least."""
_LEAST_SHARE: Final = Decimal("0.1")


class _Hour(NamedTuple):
    """An hour of the calendar: its day, its number, and what came of its calls."""

    day: date
    hour: int
    calls: int
    failed: int


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Neighbouring hours of one weekday that fail in most weeks; `until_hour` is behind the last of them."""

    weekday: int
    hour: int
    until_hour: int
    calls: int
    failed: int
    other_calls: int
    other_failed: int
    weeks: int
    of_weeks: int

    @property
    def words(self) -> str:
        return f"on {DAY_NAMES[self.weekday]}s from {self.hour:02}:00 to {self.until_hour:02}:00"

    def has(self, at: datetime) -> bool:
        return at.weekday() == self.weekday and self.hour <= at.hour < self.until_hour


def recurrence_of(rows: Iterable[GroupRead], zone: tzinfo) -> Recurrence | None:
    """Find the hours of the week that fail most, by hours of the calendar; None where none come back."""
    hours = [_hour(row, zone) for row in rows]
    slots: Mapping[tuple[int, int], list[_Hour]] = defaultdict(list)
    for one in hours:
        slots[one.day.weekday(), one.hour].append(one)
    bad = {slot for slot, found in slots.items() if _comes_back(found, hours)}
    stretches = [_stretch(slot, bad) for slot in sorted(bad) if (slot[0], slot[1] - 1) not in bad]
    found = [_recurrence(stretch, slots, hours) for stretch in stretches]
    return max(found, key=lambda one: one.failed, default=None)


def _hour(row: GroupRead, zone: tzinfo) -> _Hour:
    at = datetime.fromisoformat(row.key).astimezone(zone)
    return _Hour(at.date(), at.hour, row.calls, row.errors)


def _comes_back(found: Sequence[_Hour], hours: Sequence[_Hour]) -> bool:
    calls, failed = _sums(found)
    all_calls, all_failed = _sums(hours)
    others = Decimal(all_failed - failed) / (all_calls - calls) if all_calls > calls else Decimal(0)
    least = max(_LEAST_SHARE, _SO_MUCH_MORE * others)
    weeks = [Decimal(one.failed) / one.calls >= least for one in found if one.calls]
    return sum(weeks) >= _FEWEST_WEEKS and sum(weeks) >= _MOST_OF_WEEKS * len(weeks)


def _sums(found: Iterable[_Hour]) -> tuple[int, int]:
    known = list(found)
    return sum(one.calls for one in known), sum(one.failed for one in known)


def _stretch(slot: tuple[int, int], bad: set[tuple[int, int]]) -> list[tuple[int, int]]:
    weekday, first = slot
    last = first
    while (weekday, last + 1) in bad:
        last += 1
    return [(weekday, hour) for hour in range(first, last + 1)]


def _recurrence(
    stretch: Sequence[tuple[int, int]], slots: Mapping[tuple[int, int], list[_Hour]], hours: Sequence[_Hour]
) -> Recurrence:
    inside = [one for slot in stretch for one in slots[slot]]
    (calls, failed), (all_calls, all_failed) = _sums(inside), _sums(hours)
    weeks = {one.day - timedelta(days=one.day.weekday()) for one in inside}
    failing = {one.day - timedelta(days=one.day.weekday()) for one in inside if one.failed}
    weekday, first = stretch[0]
    others = all_calls - calls, all_failed - failed
    return Recurrence(weekday, first, stretch[-1][1] + 1, calls, failed, *others, len(failing), len(weeks))
