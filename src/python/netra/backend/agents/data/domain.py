"""Which calls a goal speaks of, and by what they are looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from netra.backend.agents.triage.domain.goal import Chosen, Goal, Intent, Metric, TimeRange
from netra.backend.agents.triage.domain.setting import ProjectNames
from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.calls.domain.filters import FIELDS
from netra.backend.calls.domain.groups import GroupKey
from netra.backend.calls.schemas import CallFilterQuery
from netra.backend.comparisons.schemas import ComparisonQuery, ComparisonRead, MoverRead
from netra.backend.crosstabs.schemas import CrosstabQuery
from netra.backend.incidents.domain import Watched

_NAMED: Final = (
    ("models", "models"),
    ("agent_names", "agents"),
    ("users", "users"),
    ("features", "features"),
    ("providers", "providers"),
)
"""Fields of `Chosen` whose other values are known, and the names that hold them."""
_WATCHED: Final[Mapping[Metric, Watched]] = MappingProxyType(
    {
        Metric.ERRORS: Watched.ERRORS,
        Metric.LATENCY: Watched.DURATION,
        Metric.LATENCY_P50: Watched.DURATION,
        Metric.LATENCY_P95: Watched.DURATION_P95,
        Metric.LATENCY_P99: Watched.DURATION_P95,
        Metric.TTFT: Watched.TTFT,
        Metric.COST: Watched.COST,
    }
)
_MOMENT: Final = timedelta(microseconds=1)
_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)
_BY_HOURS: Final = timedelta(days=2)
"""Periods shorter than this are counted in hours."""
Span = tuple[datetime, datetime]
"""The first moment of a stretch of time, and the one behind its last; or the moments of two calls."""


def filter_of(goal: Goal, names: ProjectNames, zone: tzinfo) -> CallFilterQuery:
    """The calls that a goal speaks of: those it names, without those it leaves out; `zone` is its clock."""
    chosen = _without(goal.chosen, goal.excluded, names)
    values: dict[str, Any] = {name: getattr(chosen, field, ()) for name, field in FIELDS.items()}
    if chosen.weekdays or chosen.hours:
        values["zone"] = str(zone)
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


def of_its_time(goal: Goal) -> Goal:
    """The goal with the time whose calls it speaks of: who made none in a time is asked of all."""
    return replace(goal, time=None) if goal.intent is Intent.LAST_CALLS else goal


def watched(goal: Goal) -> tuple[Watched, ...]:
    """What may have become worse: what is asked about, else failures, how long calls take, and any cost."""
    measure = _WATCHED.get(goal.metric) if goal.metric is not None else None
    if measure is not None:
        return (measure,)
    of_money = (Watched.COST,) if goal.breakdown is GroupKey.DAY else ()
    return (Watched.ERRORS, Watched.DURATION, *of_money)


def asks_of_days(goal: Goal) -> bool:
    """Whether dear times are asked for of what days cost, and not only of what a call does."""
    is_of_cost = goal.intent is Intent.INCIDENTS and goal.metric in {None, Metric.COST}
    return is_of_cost and goal.breakdown is GroupKey.DAY


def not_left_out(goal: Goal) -> list[str]:
    """What the goal leaves out but calls cannot be chosen by; the report says so."""
    named = [*goal.excluded.sessions, *map(str, goal.excluded.statuses)]
    return [f"{name} could not be left out" for name in named]


@dataclass(frozen=True, slots=True)
class Lead:
    """The group of calls that most of a change is."""

    by: Dimension
    mover: MoverRead


def leading_mover(read: ComparisonRead, by: Dimension | None = None) -> Lead | None:
    """The group whose own change is at least half of the whole; a product's own parts come first.

    Where these are asked about `by` something, it is the one of them that changed most, however much that is.
    """
    change = read.change.value or Decimal(0)
    asked = next((moved for moved in read.movers if moved.by is by and moved.movers), None)
    if asked is not None:
        return Lead(asked.by, asked.movers[0])
    for moved in read.movers:
        alike = (one for one in moved.movers if (one.change.value or Decimal(0)) * change > 0)
        mover = next(alike, None)
        if mover is not None and abs(mover.change.value or Decimal(0)) * 2 >= abs(change):
            return Lead(moved.by, mover)
    return None


def bounded(time: TimeRange, calls: Span) -> Span:
    """A range whose open ends reach to the first and the last call, both included."""
    return time.since or calls[0], time.until or calls[1] + _MOMENT


def table_of(goal: Goal, asked: CallFilterQuery, calls: Span) -> CrosstabQuery:
    """The numbers of each part that a goal asks for, beside those of its earlier time where it has one."""
    values = asked.model_dump(by_alias=True, exclude_defaults=True)
    values["measure"] = [one.name for one in goal.table.measures] if goal.table is not None else ()
    values["by"] = [one.value for one in (goal.breakdown, goal.also_by) if one is not None]
    if goal.earlier is not None:
        values["before_from"], values["before_to"] = bounded(goal.earlier, calls)
    return CrosstabQuery.model_validate(values)


def comparison_of(
    asked: CallFilterQuery, later: TimeRange, earlier: TimeRange | None, calls: Span
) -> ComparisonQuery:
    """The later period of a goal beside its earlier one, by default the one right before."""
    since, until = bounded(later, calls)
    values = {**asked.model_dump(by_alias=True, exclude_defaults=True), "from": since, "to": until}
    if earlier is not None:
        before_from, before_to = bounded(earlier, calls)
        has_calls = before_from < before_to
        values |= {"before_from": before_from, "before_to": before_to} if has_calls else {}
    return ComparisonQuery.model_validate(values)


def unlike(earlier: Span, later: Span, calls: Span, zone: tzinfo) -> str | None:
    """What two periods differ in, in days or hours: their length, and for how much of it there are calls."""
    length = _DAY if any(until - since >= _BY_HOURS for since, until in (earlier, later)) else _HOUR
    unit = "day" if length is _DAY else "hour"
    known = calls[0], calls[1] + _MOMENT
    (had, before), (has, after) = (
        (_count(_shared(one, known), length, zone), _count(one, length, zone)) for one in (earlier, later)
    )
    if (had, has) == (before, after):
        lengths = f"{_counted(before, unit)} against {_counted(after, unit)}"
        return f"The two periods are not equally long: {lengths}." if before != after else None
    return (
        f"The earlier period has calls for {had} of its {_counted(before, unit)}, "
        f"the later one for {has} of its {_counted(after, unit)}."
    )


def _shared(one: Span, other: Span) -> Span:
    return max(one[0], other[0]), min(one[1], other[1])


def _count(span: Span, length: timedelta, zone: tzinfo) -> int:
    """How many days by the calendar, or hours, a span has; the last one may be part of one."""
    since, until = (at.astimezone(zone) for at in span)
    passed = until.replace(tzinfo=None) - since.replace(tzinfo=None) if length is _DAY else span[1] - span[0]
    return max(0, -(-passed // length))


def _counted(count: int, unit: str) -> str:
    return f"{count:,} {unit}" if count == 1 else f"{count:,} {unit}s"


def dimensions_of(goal: Goal, *, has_features: bool) -> tuple[Dimension, ...]:
    """By what the cost is divided: what was asked for, else models, and features where they are named."""
    asked = [one for one in (goal.breakdown, goal.also_by) if one is not None]
    if asked:
        return tuple(dict.fromkeys(Dimension(one.value) for one in asked))
    if goal.intent is Intent.WHERE_MONEY_GOES and has_features:
        return (Dimension.MODEL, Dimension.FEATURE)
    return (Dimension.MODEL,)
