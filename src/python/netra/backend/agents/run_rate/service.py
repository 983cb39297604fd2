"""Run rate: what a day cost lately, of which calls, and what is known of the time that is asked about."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from netra.backend.agents.desk import Desk
from netra.backend.agents.domain import Kept
from netra.backend.agents.run_rate.domain import RateFound, Span, is_under_way, stretch_of
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
    based = _during(asked, stretch.since, stretch.until)
    base = await desk.use(OVERVIEW, based)
    days = await desk.use(BREAKDOWN, _by_day(based)) if stretch.whole_days > 1 else None
    so_far = await _so_far(desk, goal.projection or Projection(), asked, whole, calls)
    every_day = await _until_spent(desk, goal, asked, whole)
    return RateFound(whole, found.last, stretch, base, days, so_far, every_day)


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
