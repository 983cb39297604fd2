"""What each kind of token costs: the cost of calls told apart by bucket, with what is charged beside."""

import asyncio
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Self
from zoneinfo import ZoneInfo

from netra.backend.analytics.domain import describe
from netra.backend.analytics.domain.dimensions import Dimension, only_part, part_name
from netra.backend.analytics.domain.figures import Certainty, Figure, Rule
from netra.backend.analytics.domain.links import evidence_link
from netra.backend.analytics.domain.totals import cost_of
from netra.backend.analytics.schemas import Evidence, FigureRead
from netra.backend.analytics.service import cursor_of
from netra.backend.calls.domain.call import Call
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.domain.groups import GroupKey
from netra.backend.calls.service import CallService
from netra.backend.pricing.domain.cells import PriceCell
from netra.backend.pricing.service import PricingService
from netra.backend.projects.service import AccessibleProject
from netra.backend.resources import Resources, ResultCache
from netra.backend.token_costs.domain import (
    Parts,
    Prices,
    SplitCost,
    TokenKind,
    added,
    in_order,
    kind_costs,
    split_by,
)
from netra.backend.token_costs.schemas import KindCostRead, TokenCostPartRead, TokenCostsRead
from netra.shared.errors import Invalid

KIND_EVIDENCE: Final = "token-costs/evidence"
MOST_COST_PARTS: Final = 40
_PRICED_BY: Final = (
    *(GroupKey.MODEL, GroupKey.PROVIDER, GroupKey.UTC_DAY),
    *(GroupKey.SIZE, GroupKey.PRICED),
)
_MOST_NAMES: Final = 5
TOKEN_COSTS_RULE: Final = Rule(
    id="token-costs",
    text=(
        "The tokens of each kind at the price that the project's book has for it on the call's day and for "
        "an input of its size; sound and images within the kind that they belong to. Where the book has no "
        "price of its own for reasoning it is that of output, for the cache that of input. Fees are what is "
        "charged beside tokens, such as searches; what else a call cost more or less is told as other."
    ),
    source="Netra Apex glossary: kinds of tokens",
    date="2026-11-27",
)


class TokenCostsService:
    def __init__(self, calls: CallService, pricing: PricingService, results: ResultCache) -> None:
        self._calls = calls
        self._pricing = pricing
        self._results = results

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return cls(CallService.on(resources), PricingService.on(resources), resources.results)

    async def token_costs(
        self, found: AccessibleProject, wanted: CallFilter, by: Dimension | None, kind: TokenKind
    ) -> TokenCostsRead:
        """The cost of each kind; remembered until calls or settings change."""
        version = await self._calls.version(found.id)
        key = (found.id, version, found.project.figure_setting, wanted, by, kind)
        if remembered := await self._results.get(TokenCostsRead, *key):
            return remembered
        parts = await self._parts(found, wanted, by)
        read = await asyncio.to_thread(_Costs(found, wanted).read, parts, by, kind)
        await self._results.put(read, *key)
        return read

    async def evidence(
        self, found: AccessibleProject, wanted: CallFilter, figure_id: str, cursor: str | None, limit: int
    ) -> Evidence:
        """The calls of a figure in the order of the log; their parts sum to it exactly."""
        try:
            kind = TokenKind.of_figure(figure_id)
        except ValueError:
            raise Invalid("There is no such figure.") from None
        after = cursor_of(cursor)
        place = after.position if after else None
        parts, page, prices = await asyncio.gather(
            self._parts(found, wanted, None),
            self._calls.page(found.id, wanted, after=place, limit=limit, newest_first=False),
            self._prices(found),
        )
        whole = added(list(parts.values()))
        figure = _Costs(found, wanted).figure(kind, whole, wanted)
        return Evidence.of_calls(
            figure, whole.calls, page, limit, after, lambda call: _part(call, kind, prices)
        )

    async def _parts(self, found: AccessibleProject, wanted: CallFilter, by: Dimension | None) -> Parts:
        """The calls by the store's key of each part of the dimension; without one all under no name."""
        prices = await self._prices(found)
        keys = _PRICED_BY if by is None else (*_PRICED_BY, by.key)
        zone = wanted.zone or found.project.time_zone
        groups = await self._calls.groups_with_extras(found.id, wanted, keys, zone, prices.catalogue.sizes)
        return await asyncio.to_thread(split_by, groups, prices, None if by is None else len(_PRICED_BY))

    async def _prices(self, found: AccessibleProject) -> Prices:
        project = found.project
        listed = self._pricing.book(project.price_book)
        catalogue = await asyncio.to_thread(lambda: listed.catalogue)
        book = self._pricing.book_with(project.price_book, project.assumed_price)
        return Prices(book, catalogue, project.assumed_price)


@dataclass(frozen=True, slots=True)
class _Costs:
    """Costs told apart, as figures."""

    found: AccessibleProject
    wanted: CallFilter

    def read(self, parts: Parts, by: Dimension | None, kind: TokenKind) -> TokenCostsRead:
        whole = added(list(parts.values()))
        shown, left_out = self._shown(parts, by, kind) if by is not None else ([], 0)
        return TokenCostsRead(
            price_book=self.found.project.price_book,
            calls=whole.calls,
            unpriced_calls=whole.unpriced_calls,
            unpriced_names=list(whole.unpriced_names),
            costs=self._costs(whole, self.wanted),
            by=by,
            kind=kind,
            parts=shown,
            parts_left_out=left_out,
        )

    def _shown(self, parts: Parts, by: Dimension, kind: TokenKind) -> tuple[list[TokenCostPartRead], int]:
        ordered = in_order(parts, kind, is_ordered=by.is_ordered)
        kept = ordered[-MOST_COST_PARTS:] if by.is_ordered else ordered[:MOST_COST_PARTS]
        return [self._part(key, split, by) for key, split in kept], len(ordered) - len(kept)

    def _part(self, key: str, split: SplitCost, by: Dimension) -> TokenCostPartRead:
        zone = ZoneInfo(self.wanted.zone or self.found.project.time_zone)
        name = part_name(key, by, zone)
        wanted = only_part(self.wanted, by, name, zone)
        return TokenCostPartRead(
            key=name,
            calls=split.calls,
            unpriced_calls=split.unpriced_calls,
            costs=self._costs(split, wanted),
        )

    def _costs(self, split: SplitCost, wanted: CallFilter) -> list[KindCostRead]:
        figures = ((kind, self.figure(kind, split, wanted)) for kind in TokenKind)
        return [
            KindCostRead(kind=kind, tokens=split.tokens(kind), cost=FigureRead.model_validate(figure))
            for kind, figure in figures
        ]

    def figure(self, kind: TokenKind, split: SplitCost, wanted: CallFilter) -> Figure:
        """The cost of one kind; unknown where no call has a price, or none records the kind."""
        link = evidence_link(self.found.id, kind.figure, wanted, KIND_EVIDENCE)
        cost = describe.cost_figure(split.total, self.found.project, link)
        if kind is TokenKind.ALL:
            return replace(cost, id=kind.figure)
        recorded = _recorded(kind, split)
        is_unknown = cost.value is None or recorded.kind is Certainty.UNKNOWN
        value = None if is_unknown else split.costs.of(kind)
        estimated = Certainty.ESTIMATED in {recorded.kind, _price_kind(split)}
        certainty = Certainty.ESTIMATED if estimated else Certainty.EXACT
        return replace(
            cost,
            id=kind.figure,
            value=value,
            kind=Certainty.UNKNOWN if is_unknown else certainty,
            rule=TOKEN_COSTS_RULE,
            formula=_formula(kind, split, value),
            assumptions=() if is_unknown else (*recorded.assumptions, *self._assumptions(split)),
            missing=cost.missing or recorded.missing,
            evidence=None if is_unknown else link,
        )

    def _assumptions(self, split: SplitCost) -> list[str]:
        """What must hold for prices, and what is in no figure."""
        said, assumed = list[str](), self.found.project.assumed_price
        if split.priced.assumed_calls and assumed:
            said.append(assumed.as_rates.source)
        if split.unlisted_calls:
            said.append(
                f"{split.unlisted_calls:,} calls cost something else than the list prices of their day, at "
                "which their tokens are told apart: the difference is told as other."
            )
        if split.unpriced_calls:
            calls, names = f"{split.unpriced_calls:,} calls", ", ".join(split.unpriced_names[:_MOST_NAMES])
            more = len(split.unpriced_names) - _MOST_NAMES
            also = f" and {more:,} more" if more > 0 else ""
            said.append(f"{calls} without a known price are left out: {names}{also}.")
        return said


@dataclass(frozen=True, slots=True)
class _Recorded:
    """What the log tells of a kind of token."""

    kind: Certainty = Certainty.EXACT
    assumptions: tuple[str, ...] = ()
    missing: str | None = None


def _recorded(kind: TokenKind, split: SplitCost) -> _Recorded:
    """All of the output is known whether or not the log tells reasoning from the rest."""
    unrecorded = split.priced.reasoning_unrecorded
    if kind is TokenKind.OUTPUT or not kind.buckets:
        return _Recorded()
    if kind is TokenKind.TEXT and unrecorded:
        whole = f"{unrecorded:,} calls do not tell reasoning from text: all of their output counts as text."
        return _Recorded(Certainty.ESTIMATED, (whole,))
    told = [describe.bucket_figure(bucket, split.priced, "") for bucket in kind.buckets]
    kinds = {one.kind for one in told}
    if kinds == {Certainty.UNKNOWN}:
        return _Recorded(Certainty.UNKNOWN, (), told[0].missing)
    said = tuple(dict.fromkeys(one for figure in told for one in figure.assumptions))
    missing = next((one.missing for one in told if one.missing), None)
    return _Recorded(Certainty.EXACT if kinds == {Certainty.EXACT} else Certainty.ESTIMATED, said, missing)


def _price_kind(split: SplitCost) -> Certainty:
    """Whether what calls cost is told apart by prices that are theirs."""
    doubtful = split.priced.assumed_calls or split.unlisted_calls or split.unpriced_calls
    return Certainty.ESTIMATED if doubtful else Certainty.EXACT


def _formula(kind: TokenKind, split: SplitCost, value: Decimal | None) -> str:
    if value is None:
        return "not known"
    calls = f"{split.priced.calls:,} calls"
    if kind is TokenKind.FEES:
        return f"what {calls} were charged beside tokens = ${value:,.6f}"
    if kind is TokenKind.OTHER:
        explained = split.costs.of(TokenKind.ALL) - value
        return f"${split.costs.of(TokenKind.ALL):,.6f} that {calls} cost - ${explained:,.6f} = ${value:,.6f}"
    terms = [f"{split.tokens(TokenKind(bucket)):,} tokens of {bucket}" for bucket in kind.buckets]
    at = "at its price" if len(terms) == 1 else "each at its price"
    return f"{' + '.join(terms)} in {calls}, {at} = ${value:,.6f}"


def _part(call: Call, kind: TokenKind, prices: Prices) -> Decimal | None:
    """What one call adds to a figure; None where its price is not known."""
    cost = cost_of(call, prices.assumed).usd
    if cost is None:
        return None
    cell = PriceCell.of_call(call.started_at, call.usage.input_total)
    return kind_costs(cost, call.usage, prices.book.rates(call.provider, call.model, *cell)).of(kind)
