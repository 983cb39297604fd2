"""Data: adds up what a question is about, with the calls that it speaks of."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, Final

from netra.backend.agents.data.domain import (
    Span,
    bounded,
    filter_of,
    largest_jump,
    not_left_out,
    step_of,
    unlike,
)
from netra.backend.agents.desk import Desk
from netra.backend.agents.domain import Kept
from netra.backend.agents.tools import BREAKDOWN, COMPARISON, LATENCY, OVERVIEW, RETRIES
from netra.backend.agents.triage.domain.goal import Goal, Intent, ProjectNames, TimeRange
from netra.backend.analytics.domain.totals import Dimension
from netra.backend.analytics.schemas import Breakdown, BreakdownQuery, Overview
from netra.backend.calls.schemas import CallFilterQuery
from netra.backend.comparisons.schemas import ComparisonQuery, ComparisonRead
from netra.backend.latency.schemas import LatencyQuery, LatencyRead
from netra.backend.retries.schemas import RetriesQuery, RetriesRead

_SHORT: Final = timedelta(days=3)
"""A span up to this is looked at by hours, a longer one by days."""


@dataclass(frozen=True, slots=True)
class DataInput:
    goal: Goal
    names: ProjectNames
    has_features: bool
    span: Span
    """The first and the last call of the project."""


@dataclass(frozen=True, slots=True)
class DataOutput:
    """What was found, each with the id under which it can be opened."""

    asked: CallFilterQuery
    overview: Kept[Overview] | None = None
    breakdowns: tuple[Kept[Breakdown], ...] = ()
    comparison: Kept[ComparisonRead] | None = None
    latency: Kept[LatencyRead] | None = None
    retries: Kept[RetriesRead] | None = None
    notes: tuple[str, ...] = field(default=())


class DataAgent:
    async def run(self, desk: Desk, given: DataInput) -> DataOutput:
        """Look at the calls that the goal speaks of, in the ways that its intent needs."""
        asked = filter_of(given.goal, given.names)
        notes = tuple(not_left_out(given.goal))
        found = DataOutput(asked, await desk.use(OVERVIEW, asked), notes=notes)
        if found.overview is None or not found.overview.result.calls:
            await desk.close("No calls match.")
            return found
        if given.goal.intent is Intent.WHY_CHANGED:
            found = await self._change(desk, given, found)
        elif given.goal.intent in {Intent.SPEED, Intent.ERRORS}:
            found = await self._times_and_errors(desk, given, found)
        else:
            by = _dimensions(given)
            found = replace(found, breakdowns=await self._breakdowns(desk, asked, by))
        await desk.close(f"{found.overview.result.calls:,} calls looked at." if found.overview else "")
        return found

    async def _breakdowns(
        self, desk: Desk, asked: CallFilterQuery, dimensions: tuple[Dimension, ...]
    ) -> tuple[Kept[Breakdown], ...]:
        found = [await desk.use(BREAKDOWN, _by(asked, by)) for by in dimensions]
        return tuple(one for one in found if one is not None)

    async def _times_and_errors(self, desk: Desk, given: DataInput, found: DataOutput) -> DataOutput:
        """How long calls take and how many fail, by group; for failures also what was sent again."""
        by = _dimensions(given)[0]
        latency = await desk.use(LATENCY, LatencyQuery.model_validate({**_chosen(found.asked), "by": by}))
        if given.goal.intent is Intent.SPEED:
            return replace(found, latency=latency)
        retries = await desk.use(RETRIES, RetriesQuery.model_validate(_chosen(found.asked)))
        return replace(found, latency=latency, retries=retries)

    async def _change(self, desk: Desk, given: DataInput, found: DataOutput) -> DataOutput:
        """Compare the two periods that are asked about, or those between which the cost changed most."""
        goal, notes = given.goal, list(found.notes)
        if goal.time is None or goal.time.since is None:
            goal, said = await self._where_it_jumped(desk, given, found)
            notes.append(said)
        if goal.time is None or goal.time.since is None:
            return replace(found, notes=tuple(notes))
        asked = _comparison(found.asked, goal.time, goal.earlier, given.span)
        comparison = await desk.use(COMPARISON, asked)
        note = _unlike(asked, given.span, desk)
        notes += [note] if note else []
        later = found.asked.model_copy(update={"since": asked.since, "until": asked.until})
        breakdowns = await self._breakdowns(desk, later, (Dimension.MODEL,))
        return replace(found, comparison=comparison, breakdowns=breakdowns, notes=tuple(notes))

    async def _where_it_jumped(self, desk: Desk, given: DataInput, found: DataOutput) -> tuple[Goal, str]:
        by, length = _step(found)
        table = await desk.use(BREAKDOWN, _by(found.asked, by))
        rows = table.result.rows if table else []
        steps = [(step_of(row.key, by, desk.context.zone), row.cost) for row in rows]
        jump = largest_jump([(at, cost) for at, cost in steps if cost is not None], length)
        if jump is None:
            return given.goal, f"The cost of one {by} does not differ from that of the one before."
        await desk.think(f"The cost rose most with the {by} that began at {jump.at:%Y-%m-%d %H:%M}.")
        between = replace(
            given.goal, time=TimeRange(jump.at, jump.until), earlier=TimeRange(jump.before, jump.at)
        )
        return between, f"You named no time: this is the {by} with the largest rise."


def _chosen(asked: CallFilterQuery) -> dict[str, Any]:
    return asked.model_dump(by_alias=True, exclude_defaults=True)


def _by(asked: CallFilterQuery, by: Dimension) -> BreakdownQuery:
    return BreakdownQuery.model_validate({**_chosen(asked), "by": by})


def _step(found: DataOutput) -> tuple[Dimension, timedelta]:
    time = found.overview.result.time if found.overview else None
    span = time.until - time.since if time and time.since and time.until else timedelta()
    return (Dimension.HOUR, timedelta(hours=1)) if span <= _SHORT else (Dimension.DAY, timedelta(days=1))


def _comparison(
    asked: CallFilterQuery, later: TimeRange, earlier: TimeRange | None, calls: Span
) -> ComparisonQuery:
    """The later period of a goal beside its earlier one, by default the one right before."""
    since, until = bounded(later, calls)
    values = {**_chosen(asked), "from": since, "to": until}
    if earlier is not None:
        before_from, before_to = bounded(earlier, calls)
        has_calls = before_from < before_to
        values |= {"before_from": before_from, "before_to": before_to} if has_calls else {}
    return ComparisonQuery.model_validate(values)


def _unlike(asked: ComparisonQuery, calls: Span, desk: Desk) -> str | None:
    earlier = asked.earlier
    since, until = earlier.since or calls[0], earlier.until or asked.since
    return unlike((since, until), (asked.since, asked.until), calls, desk.context.zone)


def _dimensions(given: DataInput) -> tuple[Dimension, ...]:
    """By what the cost is divided: what was asked for, else models, and features where they are named."""
    asked = given.goal.breakdown
    if asked is not None and asked.value in set(Dimension):
        return (Dimension(asked.value),)
    if given.goal.intent is Intent.WHERE_MONEY_GOES and given.has_features:
        return (Dimension.MODEL, Dimension.FEATURE)
    return (Dimension.MODEL,)
