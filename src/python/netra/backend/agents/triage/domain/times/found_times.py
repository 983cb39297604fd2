"""Periods found in a question: what one is, what it is read against, and how its words become @time."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

from netra.backend.agents.triage.domain.goal import Period, TimeRange
from netra.backend.agents.triage.domain.times import calendar_ranges
from netra.backend.agents.triage.domain.words.wording import Hit, Text

_EARLIEST: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Found:
    """A period: its range, its unit where it is a whole one, and whether it is counted from now.

    `at` is the moment of a time of day, `again` after how long the same words mean another period (a Monday
    after a week), `other` what a numeric date means when its month comes first.
    """

    range: TimeRange
    unit: Period | None = None
    relative: bool = False
    at: datetime | None = None
    again: Period | None = None
    other: TimeRange | None = None

    @property
    def since(self) -> datetime:
        return self.at or self.range.since or _EARLIEST

    @property
    def until(self) -> datetime:
        """Where the period ends for "until"; a time of day is its own end."""
        return self.at or self.range.until or _EARLIEST


@dataclass(frozen=True, slots=True)
class Clock:
    """Now, the project's zone, and the first and last moment of its calls."""

    now: datetime
    zone: tzinfo
    span: tuple[datetime, datetime] | None = None

    @property
    def here(self) -> datetime:
        return self.now.astimezone(self.zone)

    @property
    def today(self) -> date:
        return self.here.date()

    @property
    def latest(self) -> datetime:
        """Now, or the last call where the data ends earlier."""
        last = min(self.span[1], self.now) if self.span else self.now
        return last.astimezone(self.zone)

    @property
    def first(self) -> datetime | None:
        return self.span[0].astimezone(self.zone) if self.span else None

    def day(self, first: date, count: int = 1) -> TimeRange:
        return calendar_ranges.days(first, count, self.zone)

    def is_in_data(self, range_: TimeRange) -> bool:
        if self.span is None or range_.since is None or range_.until is None:
            return False
        return range_.since <= self.span[1] and self.span[0] < range_.until


Reader = Callable[[re.Match[str], Clock, Sequence[Found]], Found | None]
"""Reads what a pattern has matched; the last argument are the periods that were already found in it."""
Merged = tuple[Text, Mapping[int, Found]]
Readers = Iterable[tuple[re.Pattern[str], Reader]]


def merged_times(text: Text, clock: Clock, readers: Readers, found: Mapping[int, Found]) -> Merged:
    """Merge what the readers understand into @time, and tell what it is by where its words begin."""
    known = dict(found)
    for pattern, reader in readers:
        tags: dict[tuple[int, int], str] = {}
        taken = -1
        for hit in text.hits(pattern):
            one = reader(hit.match, clock, within(text, hit, known))
            first = _first(hit)
            if one is not None and first > taken:
                tags[first, hit.last] = "@time"
                known[text.words[first].start] = one
                taken = hit.last
        text = text.merged(tags)
    return text, known


def within(text: Text, hit: Hit, found: Mapping[int, Found]) -> list[Found]:
    """The periods among the words of a hit."""
    words = text.words[hit.first : hit.last + 1]
    return [found[word.start] for word in words if word.text == "@time"]


def _first(hit: Hit) -> int:
    """Behind the words before the period, which only say that it is one."""
    skipped = len((hit.match.groupdict().get("lead") or "").split())
    return min(hit.first + skipped, hit.last)


def minute_of(moment: datetime, *, up: bool = False) -> datetime:
    """The full minute before a moment, or after it."""
    floor = moment.replace(second=0, microsecond=0)
    return calendar_ranges.later(floor, timedelta(minutes=1)) if up else floor
