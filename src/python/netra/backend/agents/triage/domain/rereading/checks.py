"""What is held against a reading of a language model: that it can be answered, of names that there are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache
from types import MappingProxyType
from typing import Final

from netra.backend.agents.triage.domain.goal import FIRST_NAMED, Chosen, Goal, Intent
from netra.backend.agents.triage.domain.rereading.examples import examples
from netra.backend.agents.triage.domain.setting import QuestionSetting
from netra.backend.calls.domain.groups import GroupKey
from netra.backend.calls.schemas import MOST_BOUNDS
from netra.backend.crosstabs.schemas import MOST_MEASURES

_ANYWHERE: Final = frozenset(
    {"intent", "metric", "chosen", "excluded", "unknown_names", "time", "constraints", "excluded_levers"}
)
"""What chooses calls, or is kept, whatever is asked of them."""
_OF_A_TABLE: Final = frozenset({"table", "breakdown", "also_by", "earlier", "ranking"})
_WITH_A_TABLE: Final = frozenset({Intent.HOW_MUCH, Intent.SPEED, Intent.ERRORS})
_OF_NAMES: Final = frozenset({GroupKey.SESSION, GroupKey.USER, GroupKey.FEATURE, GroupKey.MODEL})
_OF_PARTS: Final[Mapping[Intent, frozenset[GroupKey]]] = MappingProxyType(
    {Intent.WHY_DEAR: _OF_NAMES, Intent.SPREAD: _OF_NAMES, Intent.RUNAWAYS: frozenset({GroupKey.SESSION})}
)
"""What parts can be looked into, where not any can."""
_MOST: Final = 1_000_000_000
_MOST_RANKED: Final = 100
_FIRST_YEAR: Final = 1970
_LAST_YEAR: Final = 2100
_KINDS: Final = ("models", "agent_names", "features", "providers", "users", "sessions")


def reading_faults(goals: Sequence[Goal], asked: Goal | None, setting: QuestionSetting) -> Iterator[str]:
    """Why readings cannot be answered, or are not of this question; one sentence each.

    `asked` is what the rules read: its time was said by the asker, and is in one of the readings too.
    """
    for goal in goals:
        yield from _of_shape(goal)
        yield from _of_names(goal, setting)
        yield from _of_amounts(goal)
    if asked is not None and asked.time is not None and not any(goal.time for goal in goals):
        yield "Keep the time of the question."


def _of_shape(goal: Goal) -> Iterator[str]:
    said = _said(goal) - _ANYWHERE
    if goal.table is not None:
        allowed = said <= _OF_A_TABLE and goal.intent in _WITH_A_TABLE
        if not allowed:
            yield f"A table has only {', '.join(sorted(_OF_A_TABLE))} beside the calls that it is of."
        yield from (f"Calls have no {one.words}." for one in goal.table.measures if not one.is_known)
        return
    if not any(said <= known for known in _shapes(goal.intent)):
        more = ", ".join(sorted(said)) or "nothing else"
        yield f"No example has {goal.intent} with {more}. Take one that has, a table, or two readings."
    if goal.intent in _OF_PARTS and goal.breakdown not in _OF_PARTS[goal.intent]:
        yield f"{goal.intent} is by {', '.join(sorted(_OF_PARTS[goal.intent]))}."
    if goal.metric is not None and goal.metric not in _metrics(goal.intent):
        yield f"No example has {goal.intent} with the metric {goal.metric}. Take a table."


def _said(goal: Goal) -> frozenset[str]:
    return frozenset(one.name for one in fields(goal) if getattr(goal, one.name) != one.default)


@cache
def _shapes(intent: Intent) -> Sequence[frozenset[str]]:
    """What the examples of an intent hold together."""
    goals = (one.goal for one in examples() if one.goal.intent is intent and one.goal.table is None)
    return tuple(dict.fromkeys(_said(goal) - _ANYWHERE for goal in goals))


@cache
def _metrics(intent: Intent) -> frozenset[str]:
    goals = (one.goal for one in examples() if one.goal.intent is intent)
    return frozenset(goal.metric for goal in goals if goal.metric is not None)


def _of_names(goal: Goal, setting: QuestionSetting) -> Iterator[str]:
    """Names are those of the project; any other is told as one that it does not have."""
    for choice in (goal.chosen, goal.excluded):
        for kind in _KINDS:
            known = _known(kind, setting)
            names: Sequence[str] = getattr(choice, kind)
            pointed = {FIRST_NAMED} if choice is goal.chosen else set[str]()
            wrong = [name for name in names if name not in known and name not in pointed]
            yield from (f"There is no “{name}” among the {kind}: it is an unknown name." for name in wrong)
    yield from _of_supposed(goal, setting)


def _of_supposed(goal: Goal, setting: QuestionSetting) -> Iterator[str]:
    supposed = goal.supposition.models if goal.supposition is not None else ()
    listed = {*setting.names.models, *setting.listed_models}
    yield from (f"No price list has the model “{name}”." for name in supposed if name not in listed)


def _of_amounts(goal: Goal) -> Iterator[str]:
    """What no query would take: it would end the run, and not only the reading."""
    supposed, again = goal.supposition, (goal.chosen, goal.excluded)
    ranked = goal.ranking.count if goal.ranking is not None else None
    amounts = [ranked, goal.beyond_step, goal.per_units, goal.above.tokens if goal.above else None]
    amounts += [goal.projection.count] if goal.projection is not None else []
    amounts += [supposed.output_cap, supposed.reasoning_cap] if supposed is not None else []
    factors = [supposed.usage_factor, supposed.price_factor] if supposed is not None else []
    if any(not 0 < one <= _MOST for one in (*amounts, *factors) if one is not None):
        yield f"Numbers are above 0 and up to {_MOST:,}."
    if ranked is not None and ranked > _MOST_RANKED:
        yield f"ranking.count is up to {_MOST_RANKED}."
    if any(not 1 <= day <= 7 for one in again for day in one.weekdays):
        yield "weekdays are 1 to 7."
    if any(not 0 <= hour <= 23 for one in again for hour in one.hours):
        yield "hours are 0 to 23."
    bounds = goal.chosen.bounds
    if len(bounds) > MOST_BOUNDS or any(not 0 <= one.amount <= _MOST for one in bounds):
        yield f"bounds are up to {MOST_BOUNDS}, of amounts from 0 to {_MOST:,}."
    yield from _of_tables_and_times(goal)


def _of_tables_and_times(goal: Goal) -> Iterator[str]:
    measures = len(goal.table.measures) if goal.table is not None else 1
    if not 1 <= measures <= MOST_MEASURES:
        yield f"A table has 1 to {MOST_MEASURES} measures."
    if goal.also_by is not None and goal.also_by in {goal.breakdown, None}:
        yield "also_by is another one than breakdown."
    for time in (goal.time, goal.earlier):
        ends = [] if time is None else [one for one in (time.since, time.until) if one is not None]
        if any(not _FIRST_YEAR <= one.year <= _LAST_YEAR for one in ends) or ends != sorted(set(ends)):
            yield "A time begins before it ends, in a year that calls may be of."


def _known(kind: str, setting: QuestionSetting) -> frozenset[str]:
    names = setting.names
    known = {"agent_names": names.agents}
    return frozenset(known[kind] if kind in known else getattr(names, kind, ()))


assert {one.name for one in fields(Chosen)} >= set(_KINDS)  # noqa: S101  the kinds are fields
