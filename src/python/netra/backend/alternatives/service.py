"""Cheaper models by the catalogue: the recorded tokens at the list prices of others. Price only."""

import asyncio
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Self

from netra.backend.alternatives.domain import (
    Alternative,
    AlternativeFigure,
    AlternativeMeasure,
    ModelUse,
    Offered,
    PriceCell,
    alternatives,
    rates_of,
    sum_at,
    unlisted,
    uses,
)
from netra.backend.alternatives.schemas import AlternativeRead, AlternativesRead, ModelAlternativesRead
from netra.backend.analytics.domain import describe
from netra.backend.analytics.domain.figures import Certainty, Figure, Rule, Unit
from netra.backend.analytics.domain.links import evidence_link
from netra.backend.analytics.domain.priced import PricedCalls
from netra.backend.analytics.schemas import Contribution, Evidence, FigureRead
from netra.backend.calls.domain import CallFilter, GroupKey
from netra.backend.calls.service import CallService
from netra.backend.pricing.domain.books import ListedBook, ListedModel
from netra.backend.pricing.service import PricingService
from netra.backend.projects.service import AccessibleProject
from netra.backend.resources import Resources, ResultCache
from netra.shared.clock import moment
from netra.shared.errors import Invalid

ALTERNATIVES_EVIDENCE: Final = "savings/alternatives/evidence"
COMPARED_MODELS: Final = 20
ALTERNATIVES_SHOWN: Final = 5
_KEYS: Final = (GroupKey.MODEL, GroupKey.PROVIDER, GroupKey.DAY, GroupKey.SIZE)
ALTERNATIVES_RULE: Final = Rule(
    id="alternatives",
    text=(
        "The tokens of each call, bucket by bucket, at the list price that another model had on the call's "
        "day for an input of that size; images and sound count as text, searches and tools are left out."
    ),
    source="Netra Apex glossary: alternative",
    date="2026-11-26",
)
SAME_TOKENS: Final = "The other model would have read and written the same tokens, cached alike."
OTHER_TOKENIZER: Final = "Another provider's tokenizer counts the same text differently."
_QUALITY: Final = (
    "Unknown: whether this model would have answered as well does not follow from prices. This is no "
    "recommendation to switch."
)
_NO_MODEL: Final = "The log names no model: name it, so that its provider and its price are known."


class AlternativesService:
    def __init__(self, calls: CallService, pricing: PricingService, results: ResultCache) -> None:
        self._calls = calls
        self._pricing = pricing
        self._results = results

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return cls(CallService.on(resources), PricingService.on(resources), resources.results)

    async def alternatives(
        self, found: AccessibleProject, wanted: CallFilter, offered: Offered
    ) -> AlternativesRead:
        """The cheapest other models for each one; remembered until calls or settings change."""
        version = await self._calls.version(found.id)
        key = (found.id, version, found.project.figure_setting, wanted, offered)
        if remembered := await self._results.get(AlternativesRead, *key):
            return remembered
        used = await self._uses(found, wanted)
        page = await asyncio.to_thread(_Page(found, wanted, self._book(found)).read, used, offered)
        await self._results.put(page, *key)
        return page

    async def evidence(
        self, found: AccessibleProject, wanted: CallFilter, figure_id: str, cursor: str | None, limit: int
    ) -> Evidence:
        """The calls of the one model that the filter names; their parts sum to the figure exactly."""
        book = self._book(found)
        try:
            name, start = AlternativeFigure.parse(figure_id), max(0, int(cursor or 0))
        except ValueError:
            raise Invalid("There is no such figure, or no such page of its calls.") from None
        if name.alternative not in book.catalogue.models or len(wanted.models) != 1:
            raise Invalid("The price list has no such model, or the filter does not name one model.")
        used = await self._uses(found, wanted)
        columns = await self._calls.requests(found.id, wanted)
        priced = PricedCalls(columns, found.project.assumed_price)
        page = _Page(found, wanted, book)
        return await asyncio.to_thread(page.evidence, name, used, priced, start, limit)

    async def _uses(self, found: AccessibleProject, wanted: CallFilter) -> list[ModelUse]:
        book = self._book(found)
        catalogue = await asyncio.to_thread(lambda: book.catalogue)
        groups = await self._calls.groups(found.id, wanted, _KEYS, sizes=catalogue.sizes)
        return await asyncio.to_thread(uses, groups, book, found.project.assumed_price)

    def _book(self, found: AccessibleProject) -> ListedBook:
        return self._pricing.book(found.project.price_book)


@dataclass(frozen=True, slots=True)
class _Page:
    """Puts uses and alternatives into the words of the page."""

    found: AccessibleProject
    wanted: CallFilter
    book: ListedBook

    def read(self, used: list[ModelUse], offered: Offered) -> AlternativesRead:
        return AlternativesRead(
            scope=offered.scope,
            price_book=self.book.book_id,
            models=[self._model(use, offered) for use in used[:COMPARED_MODELS]],
            models_left_out=len(used[COMPARED_MODELS:]),
        )

    def evidence(
        self, name: AlternativeFigure, used: list[ModelUse], priced: PricedCalls, start: int, limit: int
    ) -> Evidence:
        use = used[0] if used else ModelUse(self.wanted.models[0], frozenset(), {})
        figure = self._figure(name, use, use.cost_at(rates_of(self.book, name.alternative)))
        members = range(len(priced)) if figure.value is not None else ()

        def part(at: int) -> Contribution:
            return Contribution.of(priced.calls, at, self._part(name, priced, at))

        return Evidence.page(figure, members, start, limit, part)

    def _part(self, name: AlternativeFigure, priced: PricedCalls, at: int) -> Decimal | None:
        """What one call would have cost at the alternative, or saved."""
        usage, own = priced.usage(at), priced.usd(at)
        cell = PriceCell.of_call(moment(priced.calls["at"][at]), usage.input_total)
        cost = sum_at(self.book.listed_rates(name.alternative, *cell), usage, 1)
        if name.measure is AlternativeMeasure.COST or cost is None or own is None:
            return cost
        return own - cost

    def _model(self, use: ModelUse, offered: Offered) -> ModelAlternativesRead:
        offers = alternatives(use, self.book, offered) if use.is_priced else []
        of_model = replace(self.wanted, models=(use.model,))
        link = evidence_link(self.found.id, describe.COST, of_model)
        cost = describe.cost_figure(use.total, self.found.project, link)
        return ModelAlternativesRead(
            model=use.model,
            calls=use.total.calls,
            cost=FigureRead.model_validate(cost),
            alternatives=[self._alternative(use, offer) for offer in offers[:ALTERNATIVES_SHOWN]],
            compared=len(offers),
            missing=None if use.is_priced else (cost.missing or _NO_MODEL),
        )

    def _alternative(self, use: ModelUse, offer: Alternative) -> AlternativeRead:
        cost, saving = (
            self._figure(AlternativeFigure(measure, offer.listed), use, offer.cost)
            for measure in AlternativeMeasure
        )
        return AlternativeRead(
            provider=offer.listed.provider,
            model=offer.listed.model,
            cost=FigureRead.model_validate(cost),
            saving=FigureRead.model_validate(saving),
            quality=_QUALITY,
            notes=[
                f"No price of its own for {bucket}: these tokens are billed at the next broader input price."
                for bucket in unlisted(use, self.book, offer.listed)
            ],
        )

    def _figure(self, name: AlternativeFigure, use: ModelUse, cost: Decimal | None) -> Figure:
        """Unknown where the alternative has no price for what was used, or the model itself has none."""
        value = _value(name.measure, use, cost)
        of_model = replace(self.wanted, models=(use.model,))
        link = evidence_link(self.found.id, str(name), of_model, ALTERNATIVES_EVIDENCE)
        return Figure(
            id=str(name),
            value=value,
            unit=Unit.USD,
            kind=Certainty.UNKNOWN if value is None else Certainty.ESTIMATED,
            rule=ALTERNATIVES_RULE,
            formula=_formula(name, use, cost),
            calls=use.total.calls,
            price_book=self.book.book_id,
            assumptions=_assumptions(use, name.alternative),
            missing="A price for every bucket that the calls used." if value is None else None,
            evidence=None if value is None else link,
        )


def _value(measure: AlternativeMeasure, use: ModelUse, cost: Decimal | None) -> Decimal | None:
    own = use.total.cost if use.is_priced else None
    if own is None or cost is None:
        return None
    return cost if measure is AlternativeMeasure.COST else own - cost


def _formula(name: AlternativeFigure, use: ModelUse, cost: Decimal | None) -> str:
    own = use.total.cost
    if own is None or cost is None:
        return "not known"
    if name.measure is AlternativeMeasure.COST:
        return f"tokens of {use.total.calls:,} calls at the prices of {name.alternative} = ${cost:,.6f}"
    return f"${own:,.6f} - ${cost:,.6f} at {name.alternative} = ${own - cost:,.6f}"


def _assumptions(use: ModelUse, other: ListedModel) -> tuple[str, ...]:
    same = other.provider in {entry.provider for entry in use.entries}
    return (SAME_TOKENS,) if same else (SAME_TOKENS, OTHER_TOKENIZER)
