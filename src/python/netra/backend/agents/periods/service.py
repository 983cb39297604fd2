"""Finds the two times between which something changed: where a new level begins, else by what the log has."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from netra.backend.agents.desk import Desk
from netra.backend.agents.levels import DayTotals, LevelOf, NewLevel, levels_sought, new_level, totals_of_day
from netra.backend.agents.periods.domain import (
    BY_HOURS,
    BY_MINUTES,
    LENGTHS,
    Span,
    halves,
    largest_jump,
    last_week,
)
from netra.backend.agents.tools import BREAKDOWN
from netra.backend.agents.triage.domain.goal import Direction, Goal, TimeRange
from netra.backend.analytics.domain.dimensions import Dimension, part_begin
from netra.backend.analytics.schemas import BreakdownQuery, GroupRead, Overview
from netra.backend.calls.schemas import CallFilterQuery


@dataclass(frozen=True, slots=True)
class Looked:
    """What is asked, of which calls, and when the first and the last of the project were."""

    goal: Goal
    asked: CallFilterQuery
    span: Span
    overview: Overview | None

    @property
    def length(self) -> timedelta:
        time = self.overview.time if self.overview is not None else None
        return time.until - time.since if time and time.since and time.until else timedelta()

    @property
    def level_step(self) -> Dimension:
        """By what a new level is looked for."""
        return Dimension.FIVE_MINUTES if self.length <= BY_MINUTES else Dimension.DAY


async def found_periods(desk: Desk, looked: Looked) -> tuple[Goal, str, NewLevel | None]:
    """The goal with its two times, how they were found, and the new level that begins between them."""
    direction = looked.goal.day_sought
    if direction is None:
        return *await _where_it_jumped(desk, looked), None
    sought = levels_sought(looked.goal)
    level = await _new_level(desk, looked, direction, sought)
    if level is None:
        periods, said = await _where_it_jumped(desk, looked)
        by = looked.level_step
        which = " or ".join(one.words(direction, LENGTHS[by]) for one in sought)
        return periods, f"No {by.words} stands out from which on {which}. {said}", None
    await desk.think(level.words)
    return replace(looked.goal, time=level.later, earlier=level.earlier), level.words, level


async def _new_level(
    desk: Desk, looked: Looked, direction: Direction, sought: tuple[LevelOf, ...]
) -> NewLevel | None:
    by, zone = looked.level_step, desk.context.zone
    totals: dict[date, DayTotals] = {
        begin.date() if by is Dimension.DAY else begin: totals_of_day(row)
        for begin, row in await _steps(desk, looked, by)
    }
    return new_level(totals, zone, direction, sought, LENGTHS[by]) if totals else None


async def _where_it_jumped(desk: Desk, looked: Looked) -> tuple[Goal, str]:
    weeks = last_week(looked.span, desk.context.zone)
    if weeks is not None:
        between = replace(looked.goal, time=weeks[0], earlier=weeks[1])
        return between, "You named no time: these are the last seven days beside the seven before."
    length = looked.length
    if length <= BY_MINUTES:
        return halves(looked.goal, looked.span)
    by = Dimension.HOUR if length <= BY_HOURS else Dimension.DAY
    steps = await _steps(desk, looked, by)
    jump = largest_jump([(at, row.cost) for at, row in steps if row.cost is not None], LENGTHS[by])
    if jump is None and len(steps) < 2:
        return looked.goal, f"All of it is in one {by}: there is none before it to compare with."
    if jump is None:
        return looked.goal, f"The cost of one {by} does not differ from that of the one before."
    await desk.think(f"The cost rose most with the {by} that began at {jump.at:%Y-%m-%d %H:%M}.")
    between = replace(
        looked.goal, time=TimeRange(jump.at, jump.until), earlier=TimeRange(jump.before, jump.at)
    )
    return between, f"You named no time: this is the {by} with the largest rise."


async def _steps(desk: Desk, looked: Looked, by: Dimension) -> Sequence[tuple[datetime, GroupRead]]:
    """The stretches of time that have calls, by the moment at which each begins."""
    chosen = looked.asked.model_dump(by_alias=True, exclude_defaults=True)
    table = await desk.use(BREAKDOWN, BreakdownQuery.model_validate({**chosen, "by": by}))
    return [(part_begin(row.key, by, desk.context.zone), row) for row in (table.result.rows if table else [])]
