"""Run rate: what a day cost lately, of which calls, and what is known of the time that is asked about."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from netra.backend.agents.desk import Desk
from netra.backend.agents.domain import Kept
from netra.backend.agents.levels import cost_step, totals_of_day
from netra.backend.agents.run_rate.domain import (
    BeforeStep,
    RateFound,
    Span,
    Stretch,
    is_under_way,
    parted,
    stretch_of,
)
from netra.backend.agents.tools import BREAKDOWN, OVERVIEW
from netra.backend.agents.triage.domain.goal import Goal, Projection
from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.schemas import Breakdown, BreakdownQuery, Overview
from netra.backend.calls.domain.call import TimeBasis
from netra.backend.calls.schemas import CallFilterQuery


async def found_rate(
    desk: Desk, goal: Goal, asked: CallFilterQuery, whole: Kept[Overview], calls: Span
) -> RateFound:
    """The calls that a rate is taken from, and those of the period that it is asked for."""
    stretch = stretch_of(calls, desk.context.zone, goal.time)
    found = RateFound(whole, calls[1].astimezone(desk.context.zone), stretch)
    if stretch is None:
        return found
    before, stretch, days = await _since_step(desk, goal, asked, stretch)
    base = await desk.use(OVERVIEW, _during(asked, stretch.since, stretch.until))
    so_far = await _so_far(desk, goal.projection or Projection(), asked, whole, calls)
    every_day = await _until_spent(desk, goal, asked, whole)
    return RateFound(whole, found.last, stretch, base, days, so_far, every_day, before)


async def _since_step(
    desk: Desk, goal: Goal, asked: CallFilterQuery, stretch: Stretch
) -> tuple[BeforeStep | None, Stretch, Kept[Breakdown] | None]:
    """What a rate is taken from: of days that cost more or less since one of them only those since."""
    if stretch.whole_days <= 1:
        return None, stretch, None
    days = await desk.use(BREAKDOWN, _by_day(_during(asked, stretch.since, stretch.until)))
    rows = [row for row in (days.result.rows if days is not None else []) if row.cost is not None]
    totals = {date.fromisoformat(row.key): totals_of_day(row) for row in rows}
    step = cost_step(totals, desk.context.zone) if totals and goal.time is None else None
    if step is None or step.later.since is None:
        return None, stretch, days
    early, late = parted(stretch, step.later.since)
    base = await desk.use(OVERVIEW, _during(asked, early.since, early.until))
    if base is None:
        return None, stretch, days
    days = await desk.use(BREAKDOWN, _by_day(_during(asked, late.since, late.until)))
    return BeforeStep(early, base), late, days


async def _so_far(
    desk: Desk, projection: Projection, asked: CallFilterQuery, whole: Kept[Overview], calls: Span
) -> Kept[Overview] | None:
    """What is recorded of the period that is asked about; relative times lie in no period."""
    period, is_relative = projection.period, whole.result.time.basis is TimeBasis.RELATIVE
    if period is None or is_relative or not is_under_way(projection, calls):
        return None
    return await desk.use(OVERVIEW, _during(asked, period.since, period.until))


async def _until_spent(
    desk: Desk, goal: Goal, asked: CallFilterQuery, whole: Kept[Overview]
) -> Kept[Breakdown] | None:
    """Every day, where the amount that is asked about is spent already."""
    amount = goal.target.at_most if goal.target is not None else None
    spent = whole.result.cost.value or Decimal(0)
    is_asked = goal.projection is not None and goal.projection.until_spent
    return await desk.use(BREAKDOWN, _by_day(asked)) if is_asked and amount and spent >= amount else None


def _during(asked: CallFilterQuery, since: datetime | None, until: datetime | None) -> CallFilterQuery:
    return asked.model_copy(update={"since": since, "until": until})


def _by_day(asked: CallFilterQuery) -> BreakdownQuery:
    chosen: dict[str, Any] = asked.model_dump(by_alias=True, exclude_defaults=True)
    return BreakdownQuery.model_validate({**chosen, "by": Dimension.DAY})
