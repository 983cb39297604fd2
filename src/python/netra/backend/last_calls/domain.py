"""Who has stopped calling: how long a group of calls has been quiet, beside how long it ever was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, Self

from netra.shared.clock import moment

QUIET_CHANCE: Final = 0.01
"""A silence that is likelier than this at the group's own habit is none."""
_FEWEST_DAYS: Final = 3
"""So many days with calls are a habit."""


@dataclass(frozen=True, slots=True)
class LastCall:
    """A group of calls: its first and last one, on how many days it has some, and its longest pause.

    `last_day` is that of the last call by the project's clock; `longest_pause` are days without a call
    between two days that have some.
    """

    key: str
    calls: int
    first: datetime
    last: datetime
    last_day: date
    days: int
    span_days: int
    longest_pause: int

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        return cls(
            key=row["name"],
            calls=row["number"],
            first=moment(row["first"]),
            last=moment(row["last"]),
            last_day=date(1970, 1, 1) + timedelta(days=row["last_day"]),
            days=row["days"],
            span_days=row["last_day"] - row["first_day"] + 1,
            longest_pause=max(0, row["longest_gap"] - 1),
        )

    def quiet_days(self, end: date) -> int:
        """Days without a call from the last one to the end of the data, that day included."""
        return max(0, (end - self.last_day).days)

    def chance(self, end: date) -> float:
        """How likely so many days without a call are, were each a day with calls as often as before.

        So many of the days from its first to its last have calls, and one day more that may have none: of
        whoever called each day nobody knows that it could not be otherwise.
        """
        return float((1 - self.days / (self.span_days + 1)) ** self.quiet_days(end))

    def is_quiet(self, end: date) -> bool:
        """Whether it has a habit, and has been silent for longer than ever and than the habit explains."""
        longer = self.quiet_days(end) > self.longest_pause
        return self.days >= _FEWEST_DAYS and longer and self.chance(end) < QUIET_CHANCE


def ranked(groups: Sequence[LastCall], end: date) -> list[LastCall]:
    """Those that went quiet first, the most regular of them at the top; then by their last call."""
    return sorted(groups, key=lambda one: (not one.is_quiet(end), *_place(one, end), one.key))


def _place(one: LastCall, end: date) -> tuple[float, datetime]:
    return (one.chance(end) if one.is_quiet(end) else 0.0), one.last
