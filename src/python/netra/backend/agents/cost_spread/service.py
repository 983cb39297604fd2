"""How what parts cost is spread: looks at all parts of a kind, and at the calls of the one asked about."""

from netra.backend.agents.cost_spread.domain import Mix, SpreadFound, named_parts, of_all_parts, of_part
from netra.backend.agents.desk import Desk
from netra.backend.agents.domain import Kept
from netra.backend.agents.tools import BREAKDOWN, OVERVIEW, SESSION_STEPS
from netra.backend.agents.triage.domain.goal import Average, Goal, Intent
from netra.backend.agents.triage.domain.kept_calls import CHOSEN_BY
from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.schemas import Breakdown, BreakdownQuery
from netra.backend.calls.domain.groups import GroupKey
from netra.backend.calls.schemas import CallFilterQuery
from netra.backend.session_steps.schemas import SessionStepsQuery, SessionStepsRead


async def found_spread(
    desk: Desk, goal: Goal, asked: CallFilterQuery, *, has_features: bool
) -> SpreadFound | None:
    """All parts of a kind, and the named or dearest one of them; None where they could not be looked at."""
    if goal.breakdown is None:
        return None
    by = Dimension(goal.breakdown.value)
    every = of_all_parts(asked, by)
    table = await _by(desk, every, by)
    if table is None:
        return None
    found = SpreadFound(table, every, steps=await _steps(desk, goal, every))
    key = _key_of(goal, table.result)
    if goal.intent is not Intent.WHY_DEAR or not key:
        return found
    only = of_part(every, by, key)
    part = await desk.use(OVERVIEW, only)
    dimensions = [Dimension.MODEL, *([Dimension.FEATURE] if has_features else [])]
    mixes = [await _mix(desk, one, only, every) for one in dimensions if one is not by]
    return SpreadFound(table, every, key, part, tuple(mix for mix in mixes if mix is not None))


def _key_of(goal: Goal, table: Breakdown) -> str:
    """The part that is named, else the dearest."""
    field = CHOSEN_BY.get(goal.breakdown) if goal.breakdown is not None else None
    named: tuple[str, ...] = getattr(goal.chosen, field) if field is not None else ()
    if named:
        return named[0]
    rows = named_parts(table)
    return rows[0].key if rows else ""


async def _by(desk: Desk, asked: CallFilterQuery, by: Dimension) -> Kept[Breakdown] | None:
    values = asked.model_dump(by_alias=True, exclude_defaults=True)
    return await desk.use(BREAKDOWN, BreakdownQuery.model_validate({**values, "by": by}))


async def _steps(desk: Desk, goal: Goal, every: CallFilterQuery) -> Kept[SessionStepsRead] | None:
    """The steps of sessions, where it is asked what a call of long ones costs."""
    if goal.average is not Average.CALL or goal.breakdown is not GroupKey.SESSION:
        return None
    values = every.model_dump(by_alias=True, exclude_defaults=True)
    return await desk.use(SESSION_STEPS, SessionStepsQuery.model_validate(values))


async def _mix(desk: Desk, by: Dimension, only: CallFilterQuery, every: CallFilterQuery) -> Mix | None:
    of_part_, of_all = await _by(desk, only, by), await _by(desk, every, by)
    return None if of_part_ is None or of_all is None else Mix(by, of_part_.result.rows, of_all.result.rows)
