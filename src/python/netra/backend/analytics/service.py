"""Where money and time go: overview, breakdowns, calls, and the calls behind each figure."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from netra.backend.analytics.domain import describe
from netra.backend.analytics.domain.call_rows import CALL_COLUMNS, call_row
from netra.backend.analytics.domain.cursor import Cursor
from netra.backend.analytics.domain.dimensions import Dimension, part_name
from netra.backend.analytics.domain.figures import Figure
from netra.backend.analytics.domain.links import evidence_link
from netra.backend.analytics.domain.totals import (
    Keyed,
    NamedTotal,
    Total,
    assumed_rates,
    by_key,
    cost_of,
    folded,
    keyed,
    step_for,
    total,
)
from netra.backend.analytics.schemas import (
    AgentChoice,
    Breakdown,
    BucketRead,
    CallDetail,
    CallPage,
    CallRead,
    Evidence,
    FigureRead,
    FilterChoices,
    GroupRead,
    ModelChoice,
    Overview,
    RankedCalls,
    SeriesPoint,
    TallyRead,
    TimeRead,
)
from netra.backend.calls.domain.call import RELATIVE_ANCHOR, AgentKind, Bucket, Call, TimeBasis
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.domain.groups import CallSpan, GroupKey, Latency
from netra.backend.calls.domain.measures import CallMeasure, Order
from netra.backend.calls.service import CallService
from netra.backend.pricing.service import PricingService
from netra.backend.projects.service import AccessibleProject
from netra.backend.resources import Resources, ResultCache
from netra.shared import spreadsheet
from netra.shared.errors import Invalid

MOST_GROUPS: Final = 5_000
"""Rows of a breakdown; past it the smallest, of times the oldest, are left out and the table says so."""
_BUCKETS: Final = tuple(bucket.value for bucket in Bucket)
_SUMS: Final = (describe.COST, describe.CALLS, describe.INPUT, describe.OUTPUT, describe.TOKENS)
_FIGURES: Final = (*_SUMS, *_BUCKETS)
CALLS_A_CSV_PAGE: Final = 5_000
"""Calls that an export holds in memory at a time."""


class AnalyticsService:
    def __init__(self, calls: CallService, pricing: PricingService, results: ResultCache) -> None:
        self._calls = calls
        self._pricing = pricing
        self._results = results

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return cls(CallService.on(resources), PricingService.on(resources), resources.results)

    async def overview(self, found: AccessibleProject, wanted: CallFilter) -> Overview:
        """The overview; remembered until the project's calls or its settings change."""
        version = await self._calls.version(found.id)
        key = (found.id, version, found.project.figure_setting, wanted)
        if remembered := await self._results.get(Overview, *key):
            return remembered
        overview = await self._overview(found, wanted)
        await self._results.put(overview, *key)
        return overview

    async def _overview(self, found: AccessibleProject, wanted: CallFilter) -> Overview:
        zone = found.project.time_zone
        summary, choices = await asyncio.gather(
            self._calls.summary(found.id, wanted, _overview_keys, zone), self._choices(found, wanted)
        )
        span, census = summary.span, summary.census
        totals = keyed(summary.groups, 1, found.project.assumed_price)
        summed = total(summed for _, summed in totals)
        return Overview(
            calls=summed.calls,
            errors=summed.errors,
            sessions=census.sessions,
            **_headline_figures(found, wanted, summed, census.latency),
            series=_series(totals),
            by_model=[_group_read(*group) for group in folded(by_key(totals, 1))],
            by_agent=[_group_read(*group) for group in folded(by_key(totals, 2))],
            time=_time(span, found, step_for(span)[1] if span else 0),
            notes=[
                *describe.notes(summed, relative=span is not None and span.basis is TimeBasis.RELATIVE),
                *describe.bound_notes(wanted, found.project),
                *describe.book_notes(found.project),
            ],
            filters=choices or _choices(by_key(totals, 1), by_key(totals, 2)),
        )

    async def breakdown(
        self,
        found: AccessibleProject,
        wanted: CallFilter,
        by: Dimension,
        also_by: Dimension | None = None,
        *,
        tallied: bool = False,
    ) -> Breakdown:
        """One table; what has an order of its own in that order, everything else dearest first.

        By two dimensions the dearest pair comes first, whatever they are.
        """
        zone = ZoneInfo(wanted.zone or found.project.time_zone)
        keys = (by,) if also_by is None else (by, also_by)
        groups = await self._calls.groups(
            found.id, wanted, (*(one.key for one in keys), GroupKey.MODEL), zone.key
        )
        totals = keyed(groups, len(keys), found.project.assumed_price)
        in_order = by.is_ordered and also_by is None
        parts = [(found_keys[: len(keys)], summed) for found_keys, summed in totals]
        sums = folded(parts, (lambda part: (int(part[0][0]),)) if in_order else None)
        kept = sums[-MOST_GROUPS:] if in_order else sums[:MOST_GROUPS]
        rows = [
            _part_read([part_name(*pair, zone) for pair in zip(names, keys, strict=True)], summed)
            for names, summed in kept
        ]
        table = Breakdown(by=by, also_by=also_by, rows=rows, truncated=len(sums) > MOST_GROUPS, whole=None)
        return await self._tallied(found, wanted, table, [names for names, _ in kept]) if tallied else table

    async def _tallied(
        self, found: AccessibleProject, wanted: CallFilter, table: Breakdown, names: Sequence[tuple[str, ...]]
    ) -> Breakdown:
        """The table with what no sum tells; `names` are the keys of its rows, as the store has them."""
        zone, price = wanted.zone or found.project.time_zone, found.project.assumed_price
        keys = tuple(one.key for one in (table.by, table.also_by) if one is not None)
        rates = assumed_rates(price) if price else []
        whole, parts = await asyncio.gather(
            self._calls.tallies(found.id, wanted, (), zone, rates),
            self._calls.tallies(found.id, wanted, keys, zone, rates),
        )
        told = {tuple(map(str, one.keys)): TallyRead.model_validate(one) for one in parts}
        rows = [
            row.model_copy(update={"tally": told.get(tuple(map(str, keys)))})
            for row, keys in zip(table.rows, names, strict=True)
        ]
        return table.model_copy(update={"rows": rows, "whole": TallyRead.model_validate(whole[0])})

    def csv(self, breakdown: Breakdown) -> str:
        """The table for a spreadsheet; a cell that a spreadsheet would compute is written as text."""
        unsaid = {"key", "tally"} if breakdown.also_by else {"key", "also_key", "tally"}
        fields = [name for name in GroupRead.model_fields if name not in unsaid]
        tallies = list(TallyRead.model_fields) if breakdown.whole else []
        rows = (
            [
                row.key,
                *(getattr(row, name) for name in fields),
                *(getattr(row.tally, name) for name in tallies),
            ]
            for row in breakdown.rows
        )
        return spreadsheet.table([[breakdown.by, *fields, *tallies], *rows])

    async def calls(
        self, found: AccessibleProject, wanted: CallFilter, cursor: str | None, limit: int
    ) -> CallPage:
        """Calls, newest first."""
        after = cursor_of(cursor)
        page = await self._calls.page(found.id, wanted, after=after.position if after else None, limit=limit)
        return CallPage(
            calls=[CallRead.model_validate(_priced(call, found)) for call in page],
            next_cursor=Cursor.following(page, limit, after),
        )

    async def ranked_calls(
        self, found: AccessibleProject, wanted: CallFilter, by: CallMeasure, order: Order, limit: int
    ) -> RankedCalls:
        """The dearest, longest or slowest calls, or the other end of that order."""
        price = found.project.assumed_price
        rates = assumed_rates(price) if price else []
        calls = await self._calls.ranked(found.id, wanted, by, order, limit, rates)
        read = [CallRead.model_validate(_priced(call, found)) for call in calls]
        return RankedCalls(by=by, order=order, calls=read)

    async def calls_csv(self, found: AccessibleProject, wanted: CallFilter) -> AsyncIterator[str]:
        """All calls, newest first, in pieces of one page; the first is read before this returns."""
        first = await self._calls.page(found.id, wanted, after=None, limit=CALLS_A_CSV_PAGE)
        return self._csv_pages(found, wanted, first)

    async def _csv_pages(
        self, found: AccessibleProject, wanted: CallFilter, page: Sequence[Call]
    ) -> AsyncIterator[str]:
        yield spreadsheet.table([CALL_COLUMNS])
        while page:
            costs = ((call, cost_of(call, found.project.assumed_price)) for call in page)
            yield spreadsheet.table(call_row(call, cost) for call, cost in costs)
            if len(page) < CALLS_A_CSV_PAGE:
                return
            after = Cursor.after(page[-1], 0).position
            page = await self._calls.page(found.id, wanted, after=after, limit=CALLS_A_CSV_PAGE)

    async def call(self, found: AccessibleProject, call_id: UUID) -> CallDetail:
        """Everything known of a call, with the price that its cost rests on."""
        call = await self._calls.get(found.id, call_id)
        book = self._pricing.book_with(found.project.price_book, found.project.assumed_price)
        rates = book.rates(call.provider, call.model, call.started_at, call.usage.input_total)
        # Another edition of the price list may say something else than the one that priced it.
        is_its_own = rates is not None and call.price_id in {"", rates.price_id}
        price = rates.source if rates and is_its_own else None
        return CallDetail.model_validate({**_priced(call, found), "price": price})

    async def evidence(
        self, found: AccessibleProject, wanted: CallFilter, figure_id: str, cursor: str | None, limit: int
    ) -> Evidence:
        """The calls behind a figure in the order of the log; their parts add up to it exactly."""
        if figure_id not in _FIGURES:
            raise Invalid(f"There is evidence for {', '.join(_FIGURES)}, not for {figure_id!r}.")
        after = cursor_of(cursor)
        groups, page = await asyncio.gather(
            self._calls.groups(found.id, wanted, (GroupKey.MODEL,)),
            self._calls.page(
                found.id, wanted, after=after.position if after else None, limit=limit, newest_first=False
            ),
        )
        summed = total(summed for _, summed in keyed(groups, 0, found.project.assumed_price))
        figure = _figure(found, wanted, figure_id, summed)
        return Evidence.of_calls(
            figure, summed.calls, page, limit, after, lambda call: _part(call, figure_id, found)
        )

    async def _choices(self, found: AccessibleProject, wanted: CallFilter) -> FilterChoices | None:
        """What there is to choose from in the time asked for; None where nothing is chosen yet.

        The totals of the overview itself hold everything there is to choose then.
        """
        if wanted == wanted.in_time:
            return None
        groups = await self._calls.groups(found.id, wanted.in_time, (GroupKey.AGENT, GroupKey.MODEL))
        totals = keyed(groups, 1, found.project.assumed_price)
        return _choices(by_key(totals, 1), by_key(totals, 0))


def _choices(models: Iterable[NamedTotal], agents: Iterable[NamedTotal]) -> FilterChoices:
    most_calls = folded(models, lambda group: (-group[1].calls, group[0]))
    kinds = folded((AgentKind.of(agent).value, summed) for agent, summed in agents)
    return FilterChoices(
        models=[ModelChoice(value=key, calls=summed.calls) for key, summed in most_calls],
        agents=[AgentChoice(value=AgentKind(key), calls=summed.calls) for key, summed in kinds],
    )


def _series(totals: Sequence[Keyed]) -> list[SeriesPoint]:
    """One point for each step that has calls, in order of time."""
    by_step: dict[int, list[Keyed]] = {}
    for keys, summed in totals:
        by_step.setdefault(int(keys[0]), []).append((keys, summed))
    return [_point(datetime.fromtimestamp(second, UTC), by_step[second]) for second in sorted(by_step)]


def _point(at: datetime, totals: Sequence[Keyed]) -> SeriesPoint:
    models = folded(by_key(totals, 1))
    whole = _group_fields(at.isoformat(), total(summed for _, summed in models))
    return SeriesPoint(**whole, at=at, by_model=[_group_read(*group) for group in models])


def _overview_keys(span: CallSpan | None) -> tuple[GroupKey, ...]:
    return (step_for(span)[0] if span else GroupKey.DAY, GroupKey.MODEL, GroupKey.AGENT)


def _headline_figures(
    found: AccessibleProject, wanted: CallFilter, summed: Total, latency: Latency
) -> dict[str, Any]:
    """The figures of the overview, by the names of its fields."""
    p50, p95, first = describe.latency_figures(latency)
    sums = (describe.INPUT, describe.OUTPUT, describe.COST)
    return {
        "buckets": [
            BucketRead(bucket=bucket, tokens=_read(_figure(found, wanted, bucket, summed)))
            for bucket in Bucket
        ],
        **{name: _read(_figure(found, wanted, name, summed)) for name in sums},
        "latency_p50": _read(p50),
        "latency_p95": _read(p95),
        "ttft_p50": _read(first),
    }


def _figure(found: AccessibleProject, wanted: CallFilter, figure_id: str, summed: Total) -> Figure:
    link = evidence_link(found.id, figure_id, wanted)
    return describe.figure_of(figure_id, summed, found.project, link)


def _part(call: Call, figure_id: str, found: AccessibleProject) -> Decimal | None:
    """One call's part of a figure; None when its price is not known."""
    if figure_id == describe.COST:
        return cost_of(call, found.project.assumed_price).usd
    return Decimal(1 if figure_id == describe.CALLS else describe.tokens_of(figure_id, call.usage))


def _priced(call: Call, found: AccessibleProject) -> dict[str, Any]:
    """The fields of a call with what it costs in this project."""
    cost = cost_of(call, found.project.assumed_price)
    return {**call._asdict(), "cost_usd": cost.usd, "cost_kind": cost.kind}


def _group_read(key: str, summed: Total) -> GroupRead:
    return GroupRead(**_group_fields(key, summed))


def _part_read(names: Sequence[str], summed: Total) -> GroupRead:
    also_key = names[1] if len(names) > 1 else None
    return GroupRead(**_group_fields(names[0], summed), also_key=also_key)


def _group_fields(key: str, summed: Total) -> dict[str, Any]:
    usage = summed.usage
    return {
        **dict(zip(_BUCKETS, summed.buckets, strict=True)),
        "key": key,
        "calls": summed.calls,
        "errors": summed.errors,
        "input_total": usage.input_total,
        "output_total": usage.output_total,
        "cost": summed.cost,
        "cost_kind": summed.cost_kind,
        "unpriced_calls": summed.unknown_calls,
        "cache_unrecorded_calls": summed.cache_unrecorded,
        "reasoning_unrecorded_calls": summed.reasoning_unrecorded,
    }


def _time(span: CallSpan | None, found: AccessibleProject, seconds: int) -> TimeRead:
    basis = span.basis if span else TimeBasis.RECORDED
    return TimeRead(
        basis=basis,
        anchor=RELATIVE_ANCHOR if basis is TimeBasis.RELATIVE else None,
        zone=found.project.time_zone,
        step_seconds=seconds,
        **{"from": span.first if span else None, "to": span.last if span else None},
    )


def _read(figure: Figure) -> FigureRead:
    return FigureRead.model_validate(figure, from_attributes=True)


def cursor_of(text: str | None) -> Cursor | None:
    """The place that a client hands back; none at the beginning."""
    try:
        return Cursor.parse(text) if text else None
    except ValueError as error:
        raise Invalid(f"cursor: {error}") from None
