"""Which calls a goal speaks of, and by what they are looked at."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

from netra.backend.agents.triage.domain.goal import Chosen, Goal, ProjectNames
from netra.backend.analytics.domain.totals import Dimension
from netra.backend.calls.schemas import CallFilterQuery

_FILTERS: Final = (
    ("model", "models"),
    ("agent", "agents"),
    ("agent_name", "agent_names"),
    ("session", "sessions"),
    ("user", "users"),
    ("feature", "features"),
    ("status", "statuses"),
)
"""Names of the filter in a query, and the fields of `Chosen` with their values."""
_NAMED: Final = (
    ("models", "models"),
    ("agent_names", "agents"),
    ("users", "users"),
    ("features", "features"),
)
"""Fields of `Chosen` whose other values are known, and the names that hold them."""


def filter_of(goal: Goal, names: ProjectNames) -> CallFilterQuery:
    """The calls that a goal speaks of: those it names, without those it leaves out."""
    chosen = _without(goal.chosen, goal.excluded, names)
    values: dict[str, Any] = {name: getattr(chosen, field) for name, field in _FILTERS}
    if goal.time is not None:
        values |= {"from": goal.time.since, "to": goal.time.until}
    return CallFilterQuery.model_validate({name: value for name, value in values.items() if value})


def _without(chosen: Chosen, excluded: Chosen, names: ProjectNames) -> Chosen:
    """What is chosen, spelled out where something is left out: calls are chosen by what they are only."""
    values = {field.name: getattr(chosen, field.name) for field in fields(Chosen)}
    for field, source in _NAMED:
        left_out = set(getattr(excluded, field))
        if left_out:
            known = values[field] or getattr(names, source)
            values[field] = tuple(name for name in known if name not in left_out)
    if excluded.agents:
        values["agents"] = tuple(kind for kind in type(excluded.agents[0]) if kind not in excluded.agents)
    return Chosen(**values)


def not_left_out(goal: Goal) -> list[str]:
    """What the goal leaves out but calls cannot be chosen by; the report says so."""
    named = [*goal.excluded.sessions, *map(str, goal.excluded.statuses)]
    return [f"{name} could not be left out" for name in named]


@dataclass(frozen=True, slots=True)
class Jump:
    """The step of time at which the cost changed most, and the one before it."""

    before: datetime
    at: datetime
    until: datetime


def largest_jump(
    steps: Iterable[tuple[datetime, Decimal]], length: timedelta, *, down: bool = False
) -> Jump | None:
    """Find the largest rise (or fall) between neighbouring steps that are `length` apart."""
    ordered = sorted(steps)
    pairs = [
        (later[1] - earlier[1], earlier[0], later[0])
        for earlier, later in pairwise(ordered)
        if later[0] - earlier[0] <= length * 2
    ]
    if not pairs:
        return None
    change, before, at = min(pairs) if down else max(pairs)
    return Jump(before, at, at + length) if change else None


def step_of(key: str, by: Dimension, zone: tzinfo) -> datetime:
    """The moment at which the day or hour of a row begins."""
    at = datetime.fromisoformat(key)
    return at.replace(tzinfo=zone) if by is Dimension.DAY and at.tzinfo is None else at
