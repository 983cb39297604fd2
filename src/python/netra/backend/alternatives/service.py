"""Other models by the catalogue: the recorded tokens at the list prices of others. Price only."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Self

from netra.backend.alternatives.domain import (
    Alternative,
    AlternativeFigure,
    AlternativeMeasure,
    AlternativeScope,
    Market,
    ModelUse,
    Seller,
    Supposed,
    alternatives,
    is_in_use,
    sum_at,
    unlisted,
    uses,
)
from netra.backend.alternatives.schemas import (
    AlternativeRead,
    AlternativesRead,
    ModelAlternativesRead,
    MovedModelRead,
    SupposedModelRead,
    SupposedRead,
)
from netra.backend.analytics.domain import describe
from netra.backend.analytics.domain.figures import Certainty, Figure, Rule, Unit
from netra.backend.analytics.domain.links import evidence_link
from netra.backend.analytics.domain.priced import PricedCalls
from netra.backend.analytics.domain.totals import NOTHING, Total, total
from netra.backend.analytics.schemas import Contribution, Evidence, FigureRead
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.domain.groups import CallGroup, GroupKey
from netra.backend.calls.service import CallService
from netra.backend.pricing.domain.books import ListedBook, ListedModel
from netra.backend.pricing.domain.cells import PriceCell
from netra.backend.pricing.service import PricingService
from netra.backend.projects.service import AccessibleProject
from netra.backend.resources import Resources, ResultCache
from netra.shared.clock import moment
from netra.shared.errors import Invalid

ALTERNATIVES_EVIDENCE: Final = "savings/alternatives/evidence"
COMPARED_MODELS: Final = 20
ALTERNATIVES_SHOWN: Final = 5
MOVED_MODELS: Final = 50
SELLERS_SHOWN: Final = 10
_KEYS: Final = (GroupKey.MODEL, GroupKey.PROVIDER, GroupKey.DAY, GroupKey.SIZE)
_SALES: Final = (GroupKey.PROVIDER, GroupKey.MODEL)
_EVERY: Final = CallFilter()
_OTHER_CLASS: Final = Decimal("0.25")
"""At this share of today's cost, or less, another model is said to be of another class."""
ALTERNATIVES_RULE: Final = Rule(
    id="alternatives",
    text=(
        "The tokens of each call, bucket by bucket, at the list price that another model had on the call's "
        "day for an input of that size; images and sound count as text, searches and tools are left out."
    ),
    source="Netra Apex glossary: alternative",
    date="2026-11-26",
)
SUPPOSED_RULE: Final = Rule(
    id="supposed-model",
    text=(
        "The tokens of each call at the list price of the supposed model on the call's day; calls of that "
        "model itself stay at what they cost, and calls without a price are in neither amount. The price is "
        "that of the provider which the project's own calls of the model use, else of its maker."
    ),
    source="Netra Apex glossary: alternative",
    date="2026-11-27",
)
SAME_TOKENS: Final = "The other model would have read and written the same tokens, cached alike."
OTHER_TOKENIZER: Final = "Another provider's tokenizer counts the same text differently."
_QUALITY: Final = (
    "Unknown: whether this model would have answered as well does not follow from prices. This is no "
    "recommendation to switch."
)
_NO_MODEL: Final = "The log names no model: name it, so that its provider and its price are known."
_NO_PRICE: Final = "A price for every bucket that the calls used."


class AlternativesService:
    def __init__(self, calls: CallService, pricing: PricingService, results: ResultCache) -> None:
        self._calls = calls
        self._pricing = pricing
        self._results = results

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return cls(CallService.on(resources), PricingService.on(resources), resources.results)

    async def alternatives(
        self, found: AccessibleProject, wanted: CallFilter, scope: AlternativeScope
    ) -> AlternativesRead:
        """The cheapest other models for each one; remembered until calls or settings change."""
        version = await self._calls.version(found.id)
        key = (found.id, version, found.project.figure_setting, wanted, scope)
        if remembered := await self._results.get(AlternativesRead, *key):
            return remembered
        used = await self._uses(found, await self._groups(found, wanted))
        every = await self._calls.groups(found.id, _EVERY, (GroupKey.MODEL,))
        in_use = frozenset(str(group.keys[0]) for group in every)
        page = await asyncio.to_thread(_Page(found, wanted, self._book(found), in_use).read, used, scope)
        await self._results.put(page, *key)
        return page

    async def suppose(
        self, found: AccessibleProject, wanted: CallFilter, names: tuple[str, ...], *, any_provider: bool
    ) -> SupposedRead:
        """All calls at each of the named models; remembered until calls or settings change."""
        version = await self._calls.version(found.id)
        key = (found.id, version, found.project.figure_setting, wanted, names, any_provider)
        if remembered := await self._results.get(SupposedRead, *key):
            return remembered
        groups = await self._groups(found, wanted)
        used = await self._uses(found, groups)
        sales = await self._calls.groups(found.id, _EVERY, _SALES)
        market = Market(self._book(found), sales, [_sale(group) for group in groups])
        page = _Page(found, wanted, market.book)
        read = await asyncio.to_thread(page.supposed, used, market, names, any_provider=any_provider)
        await self._results.put(read, *key)
        return read

    async def evidence(
        self, found: AccessibleProject, wanted: CallFilter, figure_id: str, cursor: str | None, limit: int
    ) -> Evidence:
        """The calls of a figure; their parts sum to it exactly."""
        book = self._book(found)
        try:
            name, start = AlternativeFigure.parse(figure_id), max(0, int(cursor or 0))
            book.listed_rates(name.alternative, moment(0), 0)
        except ValueError:
            raise Invalid("There is no such figure, or no such page of its calls.") from None
        except KeyError:
            raise Invalid("The price list has no such model.") from None
        if not name.of_all and len(wanted.models) != 1:
            raise Invalid("The filter does not name one model.")
        used = await self._uses(found, await self._groups(found, wanted))
        columns = await self._calls.requests(found.id, wanted)
        priced = PricedCalls(columns, found.project.assumed_price)
        page = _Page(found, wanted, book)
        return await asyncio.to_thread(page.evidence, name, used, priced, start, limit)

    async def _groups(self, found: AccessibleProject, wanted: CallFilter) -> list[CallGroup]:
        book = self._book(found)
        catalogue = await asyncio.to_thread(lambda: book.catalogue)
        return await self._calls.groups(found.id, wanted, _KEYS, sizes=catalogue.sizes)

    async def _uses(self, found: AccessibleProject, groups: list[CallGroup]) -> list[ModelUse]:
        return await asyncio.to_thread(uses, groups, self._book(found), found.project.assumed_price)

    def _book(self, found: AccessibleProject) -> ListedBook:
        return self._pricing.book(found.project.price_book)


def _sale(group: CallGroup) -> CallGroup:
    """A group of a use, keyed by its provider first."""
    model, provider, *rest = group.keys
    return replace(group, keys=(provider, model, *rest))


@dataclass(frozen=True, slots=True)
class _Page:
    """Puts uses and alternatives into the words of the page."""

    found: AccessibleProject
    wanted: CallFilter
    book: ListedBook
    in_use: frozenset[str] = frozenset()
    """The models of all of the project's calls."""

    def read(self, used: list[ModelUse], scope: AlternativeScope) -> AlternativesRead:
        return AlternativesRead(
            scope=scope,
            price_book=self.book.book_id,
            models=[self._model(use, scope) for use in used[:COMPARED_MODELS]],
            models_left_out=len(used[COMPARED_MODELS:]),
        )

    def supposed(
        self, used: list[ModelUse], market: Market, names: tuple[str, ...], *, any_provider: bool
    ) -> SupposedRead:
        found = {
            name: market.every_seller(name)[:SELLERS_SHOWN]
            if any_provider
            else [seller for seller in [market.seller(name)] if seller]
            for name in names
        }
        sellers = {seller.listed: seller for each in found.values() for seller in each}
        return SupposedRead(
            price_book=self.book.book_id,
            calls=sum(use.total.calls for use in used),
            supposed=[self._at(seller, used) for seller in sellers.values()],
            unsold=[name for name, each in found.items() if not each],
        )

    def evidence(
        self, name: AlternativeFigure, used: list[ModelUse], priced: PricedCalls, start: int, limit: int
    ) -> Evidence:
        moved = Supposed(used, name.alternative, self.book)
        figure = self._figure(name, moved, self.wanted)
        behind = moved.unpriced if name.measure is AlternativeMeasure.UNPRICED else moved.compared
        models = {use.model: use.is_of(name.alternative) for use, _ in behind}
        members = [at for at in range(len(priced)) if priced.calls["model"][at] in models]

        def part(at: int) -> Contribution:
            stays = models[priced.calls["model"][at]]
            return Contribution.of(priced.calls, at, self._part(name, priced, at, stays=stays))

        return Evidence.page(figure, members, start, limit, part)

    def _part(self, name: AlternativeFigure, priced: PricedCalls, at: int, *, stays: bool) -> Decimal | None:
        """What one call costs today, would have cost at the alternative, or saved."""
        usage, own = priced.usage(at), priced.usd(at)
        if name.measure is AlternativeMeasure.TODAY:
            return own
        cell = PriceCell.of_call(moment(priced.calls["at"][at]), usage.input_total)
        cost = own if stays else sum_at(self.book.listed_rates(name.alternative, *cell), usage, 1)
        if name.measure is not AlternativeMeasure.SAVING or cost is None or own is None:
            return cost
        return own - cost

    def _model(self, use: ModelUse, scope: AlternativeScope) -> ModelAlternativesRead:
        offers = alternatives(use, self.book, scope) if use.is_priced else []
        cost = self._today(use)
        return ModelAlternativesRead(
            model=use.model,
            calls=use.total.calls,
            cost=cost,
            alternatives=[self._alternative(use, offer) for offer in self._shown(use, offers)],
            compared=len(offers),
            missing=None if use.entries and use.is_priced else (cost.missing or _NO_MODEL),
        )

    def _shown(self, use: ModelUse, offers: Sequence[Alternative]) -> list[Alternative]:
        """The cheapest ones, those in use already, and the cheapest of the same class."""
        alike = next((offer for offer in offers if not self._is_unlike(use, offer)), None)
        return [
            offer
            for place, offer in enumerate(offers)
            if place < ALTERNATIVES_SHOWN or offer is alike or is_in_use(offer.listed, self.in_use)
        ]

    def _is_unlike(self, use: ModelUse, offer: Alternative) -> bool:
        return _is_other_class(Supposed([use], offer.listed, self.book))

    def _today(self, use: ModelUse) -> FigureRead:
        link = evidence_link(self.found.id, describe.COST, self._of(use))
        return FigureRead.model_validate(describe.cost_figure(use.total, self.found.project, link))

    def _of(self, use: ModelUse) -> CallFilter:
        return replace(self.wanted, models=(use.model,))

    def _alternative(self, use: ModelUse, offer: Alternative) -> AlternativeRead:
        moved = Supposed([use], offer.listed, self.book)
        return AlternativeRead(
            provider=offer.listed.provider,
            model=offer.listed.model,
            cost=self._of_one(AlternativeMeasure.COST, moved),
            saving=self._of_one(AlternativeMeasure.SAVING, moved),
            is_other_class=_is_other_class(moved),
            is_in_use=is_in_use(offer.listed, self.in_use),
            quality=_QUALITY,
            notes=[
                f"No price of its own for {bucket}: these tokens are billed at the next broader input price."
                for bucket in unlisted(use, self.book, offer.listed)
            ],
        )

    def _at(self, seller: Seller, used: list[ModelUse]) -> SupposedModelRead:
        """All calls at one model of one provider."""
        moved = Supposed(used, seller.listed, self.book)
        priced = [use for use in used if use.is_priced]
        others = [use for use in used if not use.is_priced]
        shown = [*priced[:MOVED_MODELS], *others[:MOVED_MODELS]]
        return SupposedModelRead(
            provider=seller.listed.provider,
            model=seller.listed.model,
            seller=seller.because,
            priced_as=self.book.priced_as(seller.listed),
            today=self._of_all(AlternativeMeasure.TODAY, moved),
            cost=self._of_all(AlternativeMeasure.COST, moved),
            saving=self._of_all(AlternativeMeasure.SAVING, moved),
            unpriced=self._of_all(AlternativeMeasure.UNPRICED, moved),
            is_other_class=_is_other_class(moved),
            models=[self._moved(use, seller.listed) for use in shown],
            models_left_out=len(used) - len(shown),
            quality=_QUALITY,
        )

    def _moved(self, use: ModelUse, listed: ListedModel) -> MovedModelRead:
        moved = Supposed([use], listed, self.book)
        cost = AlternativeMeasure.COST if use.is_priced else AlternativeMeasure.UNPRICED
        return MovedModelRead(
            model=use.model,
            calls=use.total.calls,
            today=self._today(use),
            cost=self._of_one(cost, moved),
            saving=self._of_one(AlternativeMeasure.SAVING, moved),
            is_same=use.is_priced and use.is_of(listed),
            is_counted=bool(moved.compared),
        )

    def _of_one(self, measure: AlternativeMeasure, moved: Supposed) -> FigureRead:
        name = AlternativeFigure(measure, moved.listed)
        return FigureRead.model_validate(self._figure(name, moved, self._of(moved.uses[0])))

    def _of_all(self, measure: AlternativeMeasure, moved: Supposed) -> FigureRead:
        name = AlternativeFigure(measure, moved.listed, of_all=True)
        return FigureRead.model_validate(self._figure(name, moved, self.wanted))

    def _figure(self, name: AlternativeFigure, moved: Supposed, wanted: CallFilter) -> Figure:
        """Unknown where the alternative has no price for what was used, or the calls themselves have none."""
        value, behind = _value(name.measure, moved), _behind(name.measure, moved)
        link = evidence_link(self.found.id, str(name), wanted, ALTERNATIVES_EVIDENCE)
        exact = name.measure is AlternativeMeasure.TODAY
        return Figure(
            id=str(name),
            value=value,
            unit=Unit.USD,
            kind=Certainty.UNKNOWN if value is None else behind.cost_kind if exact else Certainty.ESTIMATED,
            rule=SUPPOSED_RULE if name.of_all else ALTERNATIVES_RULE,
            formula=_formula(name, moved),
            calls=behind.calls,
            price_book=self.book.book_id,
            assumptions=tuple(self._assumptions(name.measure, moved)),
            missing=_NO_PRICE if value is None else None,
            evidence=None if value is None else link,
        )

    def _assumptions(self, measure: AlternativeMeasure, moved: Supposed) -> list[str]:
        """What must hold for a figure: of today's cost, and of tokens that another model would have used."""
        said = list[str]()
        if measure is not AlternativeMeasure.COST:
            today = describe.cost_figure(_behind(measure, moved), self.found.project, "")
            said += today.assumptions if measure is not AlternativeMeasure.UNPRICED else ()
        if measure is AlternativeMeasure.TODAY:
            return said
        makers = {entry.provider for use in moved.uses for entry in use.entries}
        return [SAME_TOKENS, *([] if makers == {moved.listed.provider} else [OTHER_TOKENIZER]), *said]


def _behind(measure: AlternativeMeasure, moved: Supposed) -> Total:
    """The calls that a figure is of."""
    if measure is AlternativeMeasure.UNPRICED:
        return total(use.total for use, _ in moved.unpriced)
    return moved.today


def _value(measure: AlternativeMeasure, moved: Supposed) -> Decimal | None:
    if measure is AlternativeMeasure.UNPRICED:
        return sum((cost for _, cost in moved.unpriced), NOTHING) if moved.unpriced else None
    today = moved.today.cost
    if today is None or not moved.compared:
        return None
    saving = today - moved.cost if measure is AlternativeMeasure.SAVING else None
    return saving if saving is not None else today if measure is AlternativeMeasure.TODAY else moved.cost


def _is_other_class(moved: Supposed) -> bool:
    """Whether the calls that move would cost so little that it cannot be the same kind of model."""
    going = [(use.total.cost or NOTHING, cost) for use, cost in moved.compared if not use.is_of(moved.listed)]
    today = sum((today for today, _ in going), NOTHING)
    return bool(today) and sum((cost for _, cost in going), NOTHING) <= _OTHER_CLASS * today


def _formula(name: AlternativeFigure, moved: Supposed) -> str:
    value, calls = _value(name.measure, moved), _behind(name.measure, moved).calls
    if value is None:
        return "not known"
    if name.measure is AlternativeMeasure.TODAY:
        return f"sum of {calls:,} calls as they were = ${value:,.6f}"
    if name.measure is AlternativeMeasure.SAVING:
        return f"${value + moved.cost:,.6f} - ${moved.cost:,.6f} at {name.alternative} = ${value:,.6f}"
    return f"tokens of {calls:,} calls at the prices of {name.alternative} = ${value:,.6f}"
