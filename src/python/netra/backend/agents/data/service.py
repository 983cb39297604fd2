"""Data: adds up what a question is about, with the calls that it speaks of."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from netra.backend.agents.changes.domain import ChangeFound, Moved
from netra.backend.agents.changes.service import found_change
from netra.backend.agents.cost_spread.service import found_spread
from netra.backend.agents.data.domain import (
    Lead,
    Span,
    asks_of_days,
    bounded,
    comparison_of,
    dimensions_of,
    filter_of,
    leading_mover,
    not_left_out,
    of_its_time,
    table_of,
    unlike,
    watched,
)
from netra.backend.agents.data.schemas import DataInput, DataOutput
from netra.backend.agents.desk import Desk
from netra.backend.agents.domain import Kept
from netra.backend.agents.failed_places.service import found_failed_places
from netra.backend.agents.part_levels.service import found_part_levels
from netra.backend.agents.periods.service import Looked, found_periods
from netra.backend.agents.recurrences import Recurrence, recurrence_of
from netra.backend.agents.run_rate.service import found_rate
from netra.backend.agents.side_by_side.service import found_sides
from netra.backend.agents.slowness.service import found_slow
from netra.backend.agents.tools import (
    BREAKDOWN,
    CALL_SIZES,
    COMPARISON,
    CROSSTAB,
    INCIDENTS,
    LAST_CALLS,
    LATENCY,
    OVERVIEW,
    PEAK,
    RANKED_CALLS,
    RETRIES,
    SESSION_STEPS,
    TOKEN_COSTS,
)
from netra.backend.agents.triage.domain.goal import (
    NOTHING_CHOSEN,
    Average,
    Goal,
    Intent,
    Lever,
    Metric,
    Ranking,
    TimeRange,
)
from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.schemas import Breakdown, BreakdownQuery, Overview, RankedCallsQuery
from netra.backend.call_sizes.schemas import CallSizesQuery
from netra.backend.calls.domain.call import CallStatus
from netra.backend.calls.domain.filters import RecordedName
from netra.backend.calls.domain.groups import GroupKey
from netra.backend.calls.schemas import CallFilterQuery
from netra.backend.comparisons.schemas import ComparisonQuery, ComparisonRead
from netra.backend.incidents.domain import Watched
from netra.backend.incidents.schemas import IncidentsQuery
from netra.backend.last_calls.schemas import LastCallsQuery
from netra.backend.latency.schemas import LatencyQuery, LatencyRead
from netra.backend.peaks.schemas import PeakQuery
from netra.backend.retries.schemas import RetriesQuery
from netra.backend.session_steps.schemas import SessionStepsQuery
from netra.backend.token_costs.domain import TokenKind
from netra.backend.token_costs.schemas import TokenCostsQuery

_AVERAGED: Final[Mapping[Average, RecordedName]] = MappingProxyType(
    {Average.SESSION: RecordedName.SESSION, Average.USER: RecordedName.USER}
)
"""What calls have to name to be part of an average."""
_OF_SIZES: Final = frozenset({Metric.INPUT_TOKENS, Metric.OUTPUT_TOKENS})
"""How long a call is, which its cost is not."""
_MET: Final = frozenset({GroupKey.USER, GroupKey.SESSION})
"""Whom failures meet, counted once each."""


Look = Callable[[Desk, DataInput, DataOutput], Awaitable[DataOutput]]


class DataAgent:
    async def run(self, desk: Desk, given: DataInput) -> DataOutput:
        """Look at the calls that the goal speaks of, in the ways that its intent needs."""
        asked = filter_of(of_its_time(given.goal), given.names, desk.context.zone)
        notes = tuple(not_left_out(given.goal))
        found = DataOutput(asked, await desk.use(OVERVIEW, asked), notes=notes)
        if found.overview is None or not found.overview.result.calls:
            await desk.close("No calls match.")
            return found
        calls = found.overview.result.calls
        found = await self._looked_at(desk, given, found, found.overview)
        await desk.close(f"{calls:,} calls looked at.")
        return found

    async def _looked_at(
        self, desk: Desk, given: DataInput, found: DataOutput, overview: Kept[Overview]
    ) -> DataOutput:
        """What the question needs besides the calls as a whole."""
        goal, ranking = given.goal, given.goal.ranking
        if goal.beside is not None:
            return replace(found, sides=await found_sides(desk, goal.beside, found.asked))
        if goal.table is not None:
            return replace(found, table=await desk.use(CROSSTAB, table_of(goal, found.asked, given.span)))
        if goal.cost_of is not None:
            return await self._of_a_kind(desk, goal, goal.cost_of, found)
        if goal.peak is not None:
            asked = PeakQuery.model_validate({**_chosen(found.asked), "length": goal.peak})
            return replace(found, peak=await desk.use(PEAK, asked))
        if ranking is not None and ranking.calls is not None:
            return await self._in_order(desk, ranking, found)
        if goal.intent is Intent.RUN_RATE:
            return await self._rate(desk, given, found, overview)
        return await self._look_of(goal.intent)(desk, given, found)

    def _look_of(self, intent: Intent) -> Look:
        looks: Mapping[Intent, Look] = {
            Intent.WHY_CHANGED: self._change,
            Intent.INCIDENTS: self._incidents,
            Intent.LAST_CALLS: self._last_calls,
            Intent.RUNAWAYS: self._session_steps,
            Intent.WHY_SLOW: self._slow,
            Intent.WHY_DEAR: self._spread,
            Intent.SPREAD: self._spread,
            Intent.SPEED: self._times_and_errors,
            Intent.ERRORS: self._times_and_errors,
        }
        return looks.get(intent, self._added_up)

    async def _slow(self, desk: Desk, given: DataInput, found: DataOutput) -> DataOutput:
        return replace(found, slow=await found_slow(desk, given.goal, found.asked))

    async def _spread(self, desk: Desk, given: DataInput, found: DataOutput) -> DataOutput:
        spread = await found_spread(desk, given.goal, found.asked, has_features=given.has_features)
        return replace(found, spread=spread)

    async def _in_order(self, desk: Desk, ranking: Ranking, found: DataOutput) -> DataOutput:
        """The single calls that are asked for."""
        values = {**_chosen(found.asked), "by": ranking.calls, "order": ranking.order, "limit": ranking.count}
        return replace(found, ranked=await desk.use(RANKED_CALLS, RankedCallsQuery.model_validate(values)))

    async def _of_a_kind(self, desk: Desk, goal: Goal, kind: TokenKind, found: DataOutput) -> DataOutput:
        """What the kind of token cost, by what is asked."""
        by = {"by": goal.breakdown.value} if goal.breakdown is not None else {}
        asked = TokenCostsQuery.model_validate({**_chosen(found.asked), **by, "kind": kind})
        return replace(found, token_costs=await desk.use(TOKEN_COSTS, asked))

    async def _whole(self, desk: Desk, given: DataInput, found: DataOutput) -> DataOutput:
        """The calls that a share is asked of, where these are not the calls that are asked about."""
        share = given.goal.share_of
        if share is None:
            return found
        goal = replace(given.goal, chosen=share.chosen, excluded=NOTHING_CHOSEN)
        asked = filter_of(goal, given.names, desk.context.zone)
        if asked == found.asked:
            return replace(found, whole=found.overview, whole_asked=asked)
        found = replace(found, whole=await desk.use(OVERVIEW, asked), whole_asked=asked)
        by = given.goal.breakdown
        if by is None or given.goal.also_by is not None or share.metric is not given.goal.metric:
            return found
        query = BreakdownQuery.model_validate({**_chosen(asked), "by": by})
        return replace(found, whole_parts=await desk.use(BREAKDOWN, query))

    async def _added_up(self, desk: Desk, given: DataInput, found: DataOutput) -> DataOutput:
        """Divide the cost; where only long calls are asked about, look at these as well."""
        found = await self._whole(desk, given, found)
        found = await self._of_before(desk, given, found)
        # What caching comes to is told apart by its own tool.
        is_caching = given.goal.is_without_caching
        breakdowns = () if is_caching else await self._divided(desk, given, found.asked)
        found = await self._of_those_named(desk, given, replace(found, breakdowns=breakdowns))
        if Lever.RETRY_WASTE in given.goal.levers and found.overview and found.overview.result.errors:
            found = replace(found, failed_places=await found_failed_places(desk, found.asked))
        above = given.goal.above
        if above is None:
            return found
        limit = {"above_tokens": above.tokens, "above_side": above.side}
        asked = CallSizesQuery.model_validate({**_chosen(found.asked), **limit})
        return replace(found, sizes=await desk.use(CALL_SIZES, asked))

    async def _of_those_named(self, desk: Desk, given: DataInput, found: DataOutput) -> DataOutput:
        """Only the calls that have a session, or a user, where an average is over these and not all have."""
        name = _AVERAGED.get(given.goal.average) if given.goal.average is not None else None
        if name is None or found.overview is None:
            return found
        asked = found.asked.model_copy(update={"recorded": (name,)})
        named = await desk.use(OVERVIEW, asked)
        before = await self._named_before(desk, found, name)
        if named is None or named.result.calls == found.overview.result.calls:
            return replace(found, named_before=before)
        parts = await self._divided(desk, given, asked) if found.breakdowns else ()
        return replace(found, named=named, named_asked=asked, named_parts=parts, named_before=before)

    async def _named_before(self, desk: Desk, found: DataOutput, name: RecordedName) -> Kept[Overview] | None:
        if found.before_asked is None:
            return None
        return await desk.use(OVERVIEW, found.before_asked.model_copy(update={"recorded": (name,)}))

    async def _of_before(self, desk: Desk, given: DataInput, found: DataOutput) -> DataOutput:
        """The same calls in the earlier time, where one is named beside it."""
        if given.goal.intent is not Intent.HOW_MUCH or given.goal.earlier is None:
            return found
        since, until = bounded(given.goal.earlier, given.span)
        asked = CallFilterQuery.model_validate({**_chosen(found.asked), "from": since, "to": until})
        return replace(found, overview_before=await desk.use(OVERVIEW, asked), before_asked=asked)

    async def _rate(
        self, desk: Desk, given: DataInput, found: DataOutput, whole: Kept[Overview]
    ) -> DataOutput:
        """What a day cost lately: from then on it is about the calls of these days."""
        rate = await found_rate(desk, given.goal, found.asked, whole, given.span)
        if rate.stretch is None or rate.base is None:
            return replace(found, rate=rate)
        times = {"since": rate.stretch.since, "until": rate.stretch.until}
        asked = found.asked.model_copy(update=times)
        divided = await self._breakdowns(desk, given, asked, _dimensions(given))
        days = (rate.days,) if rate.days is not None else ()
        return replace(found, asked=asked, overview=rate.base, breakdowns=(*days, *divided), rate=rate)

    async def _divided(
        self, desk: Desk, given: DataInput, asked: CallFilterQuery
    ) -> tuple[Kept[Breakdown], ...]:
        """One table for each dimension; two that are named are one table, of each within the other."""
        by, also_by = given.goal.breakdown, given.goal.also_by
        if by is None or also_by is None or by is also_by:
            return await self._breakdowns(desk, given, asked, _dimensions(given))
        values = {**_chosen(asked), "by": by, "also_by": also_by, **_tallied(given.goal)}
        crossed = await desk.use(BREAKDOWN, BreakdownQuery.model_validate(values))
        return () if crossed is None else (crossed,)

    async def _breakdowns(
        self, desk: Desk, given: DataInput, asked: CallFilterQuery, dimensions: tuple[Dimension, ...]
    ) -> tuple[Kept[Breakdown], ...]:
        told = _tallied(given.goal)
        queries = [BreakdownQuery.model_validate({**_chosen(asked), "by": by, **told}) for by in dimensions]
        found = [await desk.use(BREAKDOWN, query) for query in queries]
        return tuple(one for one in found if one is not None)

    async def _times_and_errors(self, desk: Desk, given: DataInput, found: DataOutput) -> DataOutput:
        """How long calls take and how many fail, by group; for failures also what was sent again."""
        if given.goal.metric is Metric.OUTPUT_SPEED:
            return await self._slow(desk, given, found)
        by = _dimensions(given)[0]
        latency = await desk.use(LATENCY, LatencyQuery.model_validate({**_chosen(found.asked), "by": by}))
        found = replace(found, latency=latency, latency_before=await self._before(desk, given, found, by))
        if given.goal.intent is Intent.SPEED:
            return found
        retries = await desk.use(RETRIES, RetriesQuery.model_validate(_chosen(found.asked)))
        return await self._whom_failures_met(desk, given, replace(found, retries=retries))

    async def _session_steps(self, desk: Desk, given: DataInput, found: DataOutput) -> DataOutput:
        asked = SessionStepsQuery.model_validate({**_chosen(found.asked), "beyond": given.goal.beyond_step})
        return replace(found, session_steps=await desk.use(SESSION_STEPS, asked))

    async def _last_calls(self, desk: Desk, given: DataInput, found: DataOutput) -> DataOutput:
        """When each was last heard of; of all times, for who made no call in a time made some before it."""
        time, by = given.goal.time, given.goal.breakdown or GroupKey.MODEL
        since = time.since if time is not None else None
        asked = LastCallsQuery.model_validate({**_chosen(found.asked), "by": by.value, "not_since": since})
        return replace(found, last_calls=await desk.use(LAST_CALLS, asked))

    async def _whom_failures_met(self, desk: Desk, given: DataInput, found: DataOutput) -> DataOutput:
        """The users or sessions of failed calls, and all of them, where these are asked for."""
        by = given.goal.breakdown
        if by not in _MET or given.goal.metric is Metric.RETRIES:
            return found
        failed = found.asked.model_copy(update={"status": (CallStatus.ERROR,)})
        parts = [
            await desk.use(
                BREAKDOWN, BreakdownQuery.model_validate({**_chosen(one), "by": by, "tallied": True})
            )
            for one in (failed, found.asked)
        ]
        return replace(found, failed_parts=parts[0], all_parts=parts[1])

    async def _incidents(self, desk: Desk, given: DataInput, found: DataOutput) -> DataOutput:
        """Times that stand out, of all that is recorded up to the end of the time that is asked about."""
        asked = found.asked.model_copy(update={"since": None})
        queries = [
            IncidentsQuery.model_validate({**_chosen(asked), "measure": measure})
            for measure in watched(given.goal)
        ]
        read = [await desk.use(INCIDENTS, query) for query in queries]
        by_day = BreakdownQuery.model_validate({**_chosen(asked), "by": Dimension.DAY})
        days = await desk.use(BREAKDOWN, by_day) if asks_of_days(given.goal) else None
        told, overview = tuple(one for one in read if one is not None), found.overview
        recurrence = await self._recurrence(desk, asked) if Watched.ERRORS in watched(given.goal) else None
        levels = await found_part_levels(desk, given.goal, asked, overview, has_features=given.has_features)
        return replace(found, incidents=told, days=days, recurrence=recurrence, part_levels=levels)

    async def _recurrence(self, desk: Desk, asked: CallFilterQuery) -> Recurrence | None:
        """The hours of the week at which calls fail again and again, by all that is recorded."""
        by_hour = BreakdownQuery.model_validate({**_chosen(asked), "by": Dimension.HOUR})
        hours = await desk.use(BREAKDOWN, by_hour)
        return recurrence_of(hours.result.rows, desk.context.zone) if hours is not None else None

    async def _before(
        self, desk: Desk, given: DataInput, found: DataOutput, by: Dimension
    ) -> Kept[LatencyRead] | None:
        """The same of the earlier time, where one is named beside it."""
        earlier = given.goal.earlier
        if earlier is None:
            return None
        since, until = bounded(earlier, given.span)
        return await desk.use(
            LATENCY,
            LatencyQuery.model_validate({**_chosen(found.asked), "from": since, "to": until, "by": by}),
        )

    async def _change(self, desk: Desk, given: DataInput, found: DataOutput) -> DataOutput:
        """Compare the two periods that are asked about, or those between which the cost changed most."""
        goal, notes = given.goal, list(found.notes)
        if goal.time is None or goal.time.since is None:
            overview = found.overview.result if found.overview is not None else None
            looked = Looked(given.goal, found.asked, given.span, overview)
            goal, said, level = await found_periods(desk, looked)
            notes, found = [*notes, said], replace(found, level=level)
        if goal.time is None or goal.time.since is None:
            return replace(found, notes=tuple(notes))
        asked = comparison_of(found.asked, goal.time, goal.earlier, given.span)
        comparison = await desk.use(COMPARISON, asked)
        by = Dimension(given.goal.breakdown.value) if given.goal.breakdown else None
        lead = leading_mover(comparison.result, by) if comparison else None
        within = await self._within(desk, asked, lead) if lead else None
        change = await self._behind(desk, found, asked, comparison, lead)
        note = _unlike(asked, given.span, desk)
        notes += [note] if note else []
        found = await self._of_the_later(desk, given, found, asked)
        before = await self._calls_of(desk, found, goal.earlier) if goal.metric in _OF_SIZES else None
        found = replace(found, lead=lead, within=within, change=change, notes=tuple(notes))
        found = replace(found, overview_before=before)
        return replace(found, comparison=comparison)

    async def _calls_of(
        self, desk: Desk, found: DataOutput, earlier: TimeRange | None
    ) -> Kept[Overview] | None:
        if earlier is None:
            return None
        times = {"since": earlier.since, "until": earlier.until}
        return await desk.use(OVERVIEW, found.asked.model_copy(update=times))

    async def _behind(
        self,
        desk: Desk,
        found: DataOutput,
        asked: ComparisonQuery,
        comparison: Kept[ComparisonRead] | None,
        lead: Lead | None,
    ) -> ChangeFound | None:
        """What the calls are made of in both times, and the day of the change where none was sought."""
        if comparison is None:
            return None
        moved = Moved(lead.by, lead.mover.key) if lead is not None and lead.mover.key else None
        amount = comparison.result.change.value
        return await found_change(desk, asked, amount, moved, with_day=found.level is None)

    async def _of_the_later(
        self, desk: Desk, given: DataInput, found: DataOutput, asked: ComparisonQuery
    ) -> DataOutput:
        """The calls of the later time by model, and the whole that these are parts of; as before without."""
        later = found.asked.model_copy(update={"since": asked.since, "until": asked.until})
        overview = found.overview if later == found.asked else await desk.use(OVERVIEW, later)
        if overview is None or not overview.result.calls:
            return found
        breakdowns = await self._breakdowns(desk, given, later, (Dimension.MODEL,))
        return replace(found, asked=later, overview=overview, breakdowns=breakdowns)

    async def _within(self, desk: Desk, asked: ComparisonQuery, lead: Lead) -> Kept[ComparisonRead] | None:
        """The same comparison of the calls that most of the change is, unless these are one model's."""
        if lead.by is Dimension.MODEL or not lead.mover.key:
            return None
        await desk.think(f"Most of the change is the {lead.by} {lead.mover.key}.")
        narrowed = {**_chosen(asked), lead.by.choice: (lead.mover.key,)}
        return await desk.use(COMPARISON, ComparisonQuery.model_validate(narrowed))


def _chosen(asked: CallFilterQuery) -> dict[str, Any]:
    return asked.model_dump(by_alias=True, exclude_defaults=True)


def _tallied(goal: Goal) -> dict[str, bool]:
    """Whether sessions or users have to be counted, or the middle call found, which takes longer."""
    counts = goal.metric in {Metric.SESSIONS, Metric.USERS} and goal.breakdown is not None
    return {"tallied": True} if counts or goal.average in _AVERAGED or goal.is_median else {}


def _unlike(asked: ComparisonQuery, calls: Span, desk: Desk) -> str | None:
    earlier = asked.earlier
    since, until = earlier.since or calls[0], earlier.until or asked.since
    return unlike((since, until), (asked.since, asked.until), calls, desk.context.zone)


def _dimensions(given: DataInput) -> tuple[Dimension, ...]:
    return dimensions_of(given.goal, has_features=given.has_features)
