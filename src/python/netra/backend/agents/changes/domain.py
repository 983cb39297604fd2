"""What is behind a change of cost: the calls of what moved most in both times, and the day of a new level."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, tzinfo
from decimal import Decimal
from typing import Any

from netra.backend.agents.domain import Kept
from netra.backend.agents.levels import NewLevel, levels_sought, new_level, totals_of_day
from netra.backend.agents.triage.domain.goal import Direction, Goal, Intent, Metric
from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.schemas import GroupRead, Overview
from netra.backend.calls.schemas import CallFilterQuery
from netra.backend.comparisons.schemas import ComparisonQuery


@dataclass(frozen=True, slots=True)
class Moved:
    """The group of calls that most of a change is."""

    by: Dimension
    key: str


@dataclass(frozen=True, slots=True)
class ChangeFound:
    """The calls of one name, or all of them, in both times; `name` is empty where it is all."""

    name: str
    before: Kept[Overview]
    after: Kept[Overview]
    level: NewLevel | None = None
    """The day from which on a day costs more, or less, within the two times."""


def sides_of(asked: ComparisonQuery, chosen: dict[str, Any]) -> tuple[CallFilterQuery, CallFilterQuery]:
    """The calls of the earlier and of the later time, narrowed to what is chosen."""
    values = asked.model_dump(by_alias=True, exclude_defaults=True)
    plain = {name: value for name, value in values.items() if name not in {"before_from", "before_to"}}
    earlier = asked.earlier
    before = {**plain, **chosen, "from": earlier.since, "to": earlier.until}
    after = {**plain, **chosen}
    return CallFilterQuery.model_validate(before), CallFilterQuery.model_validate(after)


def level_of(days: Iterable[GroupRead], zone: tzinfo, change: Decimal) -> NewLevel | None:
    """Since when a day costs more, or less, as the change goes."""
    totals = {date.fromisoformat(row.key): totals_of_day(row) for row in days}
    direction = Direction.UP if change > 0 else Direction.DOWN
    plain = Goal(Intent.WHY_CHANGED, metric=Metric.COST)
    return new_level(totals, zone, direction, levels_sought(plain)[:1]) if totals else None
