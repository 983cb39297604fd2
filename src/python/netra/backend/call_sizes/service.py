"""Oversized calls: where tokens concentrate, and what those above a limit cost."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final, Self
from zoneinfo import ZoneInfo

from netra.backend.analytics.domain import describe
from netra.backend.analytics.domain.dimensions import Dimension, only_part, part_name
from netra.backend.analytics.domain.figures import Certainty, Figure, Unit
from netra.backend.analytics.domain.links import evidence_link
from netra.backend.analytics.domain.priced import Columns, PricedCalls
from netra.backend.analytics.domain.totals import Total, by_key, folded, keyed, total
from netra.backend.analytics.schemas import Contribution, Evidence, FigureRead
from netra.backend.call_sizes.domain import (
    GROWTH_RULE,
    PERCENTS,
    SHORTER_RULE,
    SIZES_RULE,
    GroupSizes,
    Oversized,
    Shorter,
    Side,
    SizedCalls,
    SizeFigure,
    SizeMeasure,
    TokenLimit,
    group_sizes,
    part_keys,
    shorter_side,
    side_cost,
)
from netra.backend.call_sizes.schemas import (
    CallSizesRead,
    GrowingSessionRead,
    LargeCallRead,
    ShorterRead,
    SideRead,
    SizeGroupRead,
    SizePartRead,
)
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.domain.groups import GroupKey
from netra.backend.calls.service import CallService
from netra.backend.pricing.domain.books import PriceBook
from netra.backend.pricing.domain.cells import PriceCell
from netra.backend.pricing.service import PricingService
from netra.backend.projects.service import AccessibleProject
from netra.backend.resources import Resources, ResultCache
from netra.shared.clock import moment
from netra.shared.errors import Invalid

_PRICED_BY: Final = (GroupKey.MODEL, GroupKey.PROVIDER, GroupKey.DAY, GroupKey.SIZE)
SIZES_EVIDENCE: Final = "savings/call-sizes/evidence"
MODELS_SHOWN: Final = 20
PARTS_SHOWN: Final = 12
LARGEST_SHOWN: Final = 20
SESSIONS_SHOWN: Final = 10
MOST_OVERSIZED: Final = 300_000
"""Each is priced on its own: past it a page would take longer than anybody waits."""
NO_LIMIT: Final = TokenLimit()
TRIMMED: Final = "If these calls had been trimmed to the limit and still worked."
CUT_OFF: Final = (
    "A limit does not shorten answers but cuts them off, unfinished; reasoning counts as output where it is "
    "recorded."
)
SHORTER: Final = "If every call had been shorter by this share, as often cached, and still worked."
QUALITY_OF_TRIMMING: Final = (
    "Not known: whether the answers would have been as good with less context, or cut at the limit, does not "
    "follow from the log."
)


class CallSizesService:
    def __init__(self, calls: CallService, pricing: PricingService, results: ResultCache) -> None:
        self._calls = calls
        self._pricing = pricing
        self._results = results

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return cls(CallService.on(resources), PricingService.on(resources), resources.results)

    async def call_sizes(
        self,
        found: AccessibleProject,
        wanted: CallFilter,
        above: TokenLimit = NO_LIMIT,
        shorter_by: Decimal | None = None,
        by: Dimension | None = None,
    ) -> CallSizesRead:
        """The page; remembered until the project's calls or its settings change."""
        version = await self._calls.version(found.id)
        key = (found.id, version, found.project.figure_setting, wanted, above, shorter_by, by)
        if remembered := await self._results.get(CallSizesRead, *key):
            return remembered
        asked = _Question(found, wanted, above, self._book(found))
        page = await self._call_sizes(asked)
        if shorter_by is not None:
            page = page.model_copy(update={"shorter": await self._shorter(asked, shorter_by)})
        if by is not None:
            parts, left_out = await self._parts(asked, by)
            page = page.model_copy(update={"by": by, "parts": parts, "parts_left_out": left_out})
        await self._results.put(page, *key)
        return page

    async def evidence(
        self,
        found: AccessibleProject,
        wanted: CallFilter,
        figure_id: str,
        cursor: str | None,
        limit: int,
        above: TokenLimit = NO_LIMIT,
        shorter_by: Decimal | None = None,
    ) -> Evidence:
        """The calls behind a figure; their parts sum to it exactly."""
        asked = _Question(found, wanted, above, self._book(found))
        try:
            start, side = max(0, int(cursor or 0)), shorter_side(figure_id)
            if side is not None and shorter_by is not None:
                return await self._shorter_evidence(asked, side, shorter_by, start, limit)
            name = SizeFigure.parse(figure_id)
        except ValueError:
            raise Invalid("There is no such figure, or no such page of its calls.") from None
        whole = group_sizes(await self._calls.sizes(found.id, wanted))[0]
        sized = await self._oversized(asked, name.side, [whole])
        long = await asyncio.to_thread(asked.oversized, whole, sized)
        return await asyncio.to_thread(_evidence, asked, name, long, start, limit)

    async def _call_sizes(self, asked: "_Question") -> CallSizesRead:
        found, wanted = asked.found, asked.wanted
        sizes = group_sizes(await self._calls.sizes(found.id, wanted))
        shown = sizes[: MODELS_SHOWN + 1]
        groups, growing, long, largest = await asyncio.gather(
            self._calls.groups(found.id, wanted, (GroupKey.MODEL,)),
            self._calls.growth(found.id, wanted, SESSIONS_SHOWN),
            asyncio.gather(*(self._oversized(asked, side, shown) for side in Side)),
            asyncio.gather(
                *(self._calls.longest(found.id, wanted, side.buckets, LARGEST_SHOWN) for side in Side)
            ),
        )
        totals = folded(by_key(keyed(groups, 0, found.project.assumed_price), 0))
        costs: dict[str | None, Total] = {None: total(summed for _, summed in totals), **dict(totals)}
        read = await asyncio.to_thread(_groups, asked, shown, long, costs)
        return CallSizesRead(
            whole=read[0],
            by_model=read[1:],
            models_left_out=len(sizes) - len(shown),
            largest_input=_largest(asked, largest[0]),
            largest_output=_largest(asked, largest[1]),
            growing=_growing(growing),
            shorter=None,
            quality=QUALITY_OF_TRIMMING,
        )

    async def _parts(self, asked: "_Question", by: Dimension) -> tuple[list[SizePartRead], int]:
        """The same of each part of a dimension; how many are left out."""
        found, zone = asked.found, asked.wanted.zone or asked.found.project.time_zone
        keys = part_keys(await self._calls.groups(found.id, asked.wanted, (by.key,), zone), by)
        kept = keys[-PARTS_SHOWN:] if by.is_ordered else keys[:PARTS_SHOWN]
        clock = ZoneInfo(zone)
        names = [part_name(key, by, clock) for key in kept]
        only = [replace(asked, wanted=only_part(asked.wanted, by, name, clock)) for name in names]
        parts = await asyncio.gather(*(self._part(one, name) for one, name in zip(only, names, strict=True)))
        return parts, len(keys) - len(kept)

    async def _part(self, asked: "_Question", name: str) -> SizePartRead:
        found, wanted = asked.found, asked.wanted
        whole = group_sizes(await self._calls.sizes(found.id, wanted))[0]
        groups = await self._calls.groups(found.id, wanted, (GroupKey.MODEL,))
        long = [await self._oversized(asked, side, [whole]) for side in Side]
        totals = keyed(groups, 0, found.project.assumed_price)
        costs: dict[str | None, Total] = {None: total(summed for _, summed in totals)}
        (read,) = await asyncio.to_thread(_groups, asked, [whole], long, costs)
        return SizePartRead(key=name, calls=read.calls, input=read.input, output=read.output)

    async def _oversized(
        self, asked: "_Question", side: Side, groups: Sequence[GroupSizes]
    ) -> SizedCalls:
        """The calls that are oversized among all calls, which are the first group, or in their model.

        Raises Invalid where they are too many for a page.
        """
        whole, *models = [asked.limit(group, side) for group in groups]
        named = zip((group.model for group in groups[1:]), models, strict=True)
        limits = {model: float(min(whole, limit)) for model, limit in named if model is not None}
        found, wanted = asked.found, asked.wanted
        columns = await self._calls.longer(
            found.id, wanted, side.buckets, float(whole), limits, MOST_OVERSIZED + 1
        )
        if len(columns["call_id"]) > MOST_OVERSIZED:
            raise Invalid(
                f"More than {MOST_OVERSIZED:,} calls have more {side} tokens than the limit: "
                "choose a higher one, or fewer calls."
            )
        return SizedCalls(columns, found.project.assumed_price, side, asked.book)

    async def _shorter(self, asked: "_Question", share: Decimal) -> ShorterRead:
        sides = {side.value: await self._shorter_figure(asked, side, share) for side in Side}
        return ShorterRead(
            share=share, **{side: FigureRead.model_validate(figure) for side, figure in sides.items()}
        )

    async def _shorter_figure(self, asked: "_Question", side: Side, share: Decimal) -> Figure:
        book = self._pricing.book(asked.found.project.price_book)
        days = await asyncio.to_thread(lambda: book.catalogue)
        groups = await self._calls.groups(asked.found.id, asked.wanted, _PRICED_BY, sizes=days.sizes)
        return _shorter(asked, await asyncio.to_thread(Shorter.of, side, share, groups, asked.book, days))

    async def _shorter_evidence(
        self, asked: "_Question", side: Side, share: Decimal, start: int, limit: int
    ) -> Evidence:
        figure = await self._shorter_figure(asked, side, share)
        columns = await self._calls.requests(asked.found.id, asked.wanted)
        priced = PricedCalls(columns, asked.found.project.assumed_price)

        def part(at: int) -> Contribution:
            usage = priced.usage(at)
            cell = PriceCell.of_call(moment(columns["at"][at]), usage.input_total)
            rates = asked.book.rates(str(columns["provider"][at]), str(columns["model"][at]), *cell)
            usd = side_cost(rates, usage, side)
            return Contribution.of(columns, at, None if usd is None else usd * share)

        return await asyncio.to_thread(Evidence.page, figure, range(len(priced)), start, limit, part)

    def _book(self, found: AccessibleProject) -> PriceBook:
        return self._pricing.book_with(found.project.price_book, found.project.assumed_price)


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked of which calls, and the prices that answer it."""

    found: AccessibleProject
    wanted: CallFilter
    above: TokenLimit
    book: PriceBook

    def of(self, model: str | None) -> "_Question":
        """The same of the calls of one model."""
        return self if model is None else replace(self, wanted=replace(self.wanted, models=(model,)))

    def oversized(self, group: GroupSizes, sized: SizedCalls) -> Oversized:
        return Oversized.of(sized, self.limit(group, sized.side), group.model)

    def limit(self, group: GroupSizes, side: Side) -> Decimal:
        """The tokens above which a call of a group is oversized on a side."""
        return group.sides[side].limit(self.above.on(side))

    def link(self, name: SizeFigure) -> str:
        said = (("above_tokens", self.above.tokens), ("above_side", self.above.side))
        options = tuple((key, value) for key, value in said if value is not None)
        return evidence_link(self.found.id, str(name), self.wanted, SIZES_EVIDENCE, options)


def _groups(
    asked: _Question,
    groups: Sequence[GroupSizes],
    sides: Sequence[SizedCalls],
    costs: Mapping[str | None, Total],
) -> list[SizeGroupRead]:
    return [
        SizeGroupRead(
            model=group.model,
            calls=group.calls,
            **{
                sized.side.value: _side(asked.of(group.model), group, asked.oversized(group, sized), costs)
                for sized in sides
            },
        )
        for group in groups
    ]


def _side(
    asked: _Question, group: GroupSizes, long: Oversized, costs: Mapping[str | None, Total]
) -> SideRead:
    figures = {
        measure.value: _figure(asked, SizeFigure(long.side, measure), long) for measure in SizeMeasure
    }
    figures |= {f"p{percent}": _percentile(long.side, percent, group) for percent in PERCENTS}
    # What part of the group's cost the oversized calls are; unknown where either cost is.
    figures["share"] = describe.share_of_cost(
        f"oversized.{long.side}.share", long.total, costs.get(group.model, Total()), SIZES_RULE
    )
    return SideRead(
        limit=long.limit, **{name: FigureRead.model_validate(figure) for name, figure in figures.items()}
    )


def _percentile(side: Side, percent: int, group: GroupSizes) -> Figure:
    value = group.sides[side].percentiles.get(percent)
    return Figure(
        id=f"{side}.p{percent}",
        value=value,
        unit=Unit.TOKENS,
        kind=Certainty.UNKNOWN if value is None else Certainty.EXACT,
        rule=describe.PERCENTILE_RULE,
        formula="no calls"
        if value is None
        else f"p{percent} of the {side} tokens of {group.calls:,} calls = {value:,}",
        calls=group.calls,
    )


def _figure(asked: _Question, name: SizeFigure, long: Oversized) -> Figure:
    summed = long.total
    if name.measure is SizeMeasure.COST:
        cost = describe.cost_figure(summed, asked.found.project, asked.link(name))
        return replace(cost, id=str(name), rule=SIZES_RULE)
    if name.measure is SizeMeasure.EXCESS:
        return _excess(asked, name, long)
    over = f"{summed.calls:,} calls with more than {long.limit:,} {name.side} tokens"
    is_calls, is_above = name.measure is SizeMeasure.CALLS, name.measure is SizeMeasure.ABOVE
    less = f", {long.above:,} above the limit" if is_above else ""
    return Figure(
        id=str(name),
        value=Decimal(summed.calls if is_calls else long.above if is_above else long.tokens),
        unit=Unit.CALLS if is_calls else Unit.TOKENS,
        kind=Certainty.EXACT,
        rule=SIZES_RULE,
        formula=f"{over} have {long.tokens:,} of them{less}",
        calls=summed.calls,
        evidence=asked.link(name),
    )


def _excess(asked: _Question, name: SizeFigure, long: Oversized) -> Figure:
    value, calls = long.excess, len(long.places)
    known = "not known" if value is None else f"${value:,.6f}"
    return Figure(
        id=str(name),
        value=value,
        unit=Unit.USD,
        kind=Certainty.UNKNOWN if value is None else Certainty.ESTIMATED,
        rule=SIZES_RULE,
        formula=f"{name.side} tokens above {long.limit:,} of {calls:,} calls at their list prices = {known}",
        calls=calls,
        price_book=str(asked.book.book_id),
        assumptions=(TRIMMED, *((CUT_OFF,) if name.side is Side.OUTPUT else ()), QUALITY_OF_TRIMMING),
        missing=f"{long.unlisted:,} calls have no list price: name the model." if long.unlisted else None,
        evidence=None if value is None else asked.link(name),
    )


def _shorter(asked: _Question, cut: Shorter) -> Figure:
    known = cut.saving is not None
    said = f"${cut.usd:,.6f} x {cut.share.normalize():f} = ${cut.saving:,.6f}" if known else "not known"
    options = (("shorter_by", f"{cut.share.normalize():f}"),)
    link = evidence_link(asked.found.id, cut.figure_id, asked.wanted, SIZES_EVIDENCE, options)
    return Figure(
        id=cut.figure_id,
        value=cut.saving,
        unit=Unit.USD,
        kind=Certainty.ESTIMATED if known else Certainty.UNKNOWN,
        rule=SHORTER_RULE,
        formula=f"{cut.side} tokens of {cut.calls:,} calls at their list prices: {said}",
        calls=cut.calls,
        price_book=str(asked.book.book_id),
        assumptions=(SHORTER, QUALITY_OF_TRIMMING),
        missing=f"{cut.unlisted:,} calls have no list price: name the model." if cut.unlisted else None,
        evidence=link if known else None,
    )


def _largest(asked: _Question, columns: Columns) -> list[LargeCallRead]:
    priced = PricedCalls(columns, asked.found.project.assumed_price)
    return [
        LargeCallRead(
            call_id=columns["call_id"][at],
            at=moment(columns["at"][at]),
            session=columns["session_id"][at],
            agent=columns["agent"][at],
            model=columns["model"][at],
            input_total=priced.input_tokens[at],
            output_total=priced.output_tokens[at],
            cost=priced.usd(at),
        )
        for at in range(len(priced))
    ]


def _growing(columns: Columns) -> list[GrowingSessionRead]:
    rows = (dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))
    return [
        GrowingSessionRead(
            session=row["session_id"],
            agent=row["agent"],
            calls=row["calls"],
            first_input=row["first"],
            last_input=row["last"],
            last_call=row["last_call"],
            growth=FigureRead.model_validate(_growth(row)),
        )
        for row in rows
    ]


def _growth(row: Mapping[str, Any]) -> Figure:
    first, last = row["first"], row["last"]
    ends = f"{last:,} input tokens of the last of {row['calls']:,} calls - {first:,} of the first"
    return Figure(
        id=f"session_growth@session:{row['session_id']}",
        value=(Decimal(last - first) / first).quantize(describe.RATIO_STEP),
        unit=Unit.RATIO,
        kind=Certainty.EXACT,
        rule=GROWTH_RULE,
        formula=f"({ends}) / {first:,}",
        calls=row["calls"],
    )


def _evidence(
    asked: _Question, name: SizeFigure, long: Oversized, start: int, limit: int
) -> Evidence:
    def part(at: int) -> Contribution:
        return Contribution.of(long.sized.calls, at, _part(long, name.measure, at))

    return Evidence.page(_figure(asked, name, long), long.places, start, limit, part)


def _part(long: Oversized, measure: SizeMeasure, at: int) -> Decimal | None:
    if measure is SizeMeasure.COST:
        return long.sized.usd(at)
    if measure is SizeMeasure.EXCESS:
        return long.excess_at(at)
    if measure is SizeMeasure.ABOVE:
        return long.sized.tokens[at] - long.limit
    return Decimal(1 if measure is SizeMeasure.CALLS else long.sized.tokens[at])
