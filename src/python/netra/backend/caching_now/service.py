"""Caching as billed: what reading and writing the cache came to, with the calls behind every figure."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Self, TypeVar

from netra.backend.analytics.domain.links import evidence_link
from netra.backend.analytics.domain.priced import PricedCalls
from netra.backend.analytics.domain.totals import NOTHING, total
from netra.backend.analytics.schemas import Contribution, Evidence, FigureRead
from netra.backend.caching_now.domain.without_caching import (
    AMOUNTS,
    TOKEN_MEASURES,
    CacheMeasure,
    UseAtSeller,
    WithoutCache,
    cache_uses,
    effect_of,
)
from netra.backend.caching_now.schemas import CachingNow, ModelWithoutCaching, WithoutCaching
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

CACHING_EVIDENCE: Final = "savings/caching-now/evidence"
_CACHE_KEYS: Final = (GroupKey.MODEL, GroupKey.PROVIDER, GroupKey.DAY, GroupKey.SIZE)
_OF_A_MODEL: Final = (CacheMeasure.TODAY, CacheMeasure.COST, CacheMeasure.SAVING)
_W = TypeVar("_W", bound=WithoutCaching)


class CachingNowService:
    def __init__(self, calls: CallService, pricing: PricingService, results: ResultCache) -> None:
        self._calls = calls
        self._pricing = pricing
        self._results = results

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return cls(CallService.on(resources), PricingService.on(resources), resources.results)

    async def without_caching(self, found: AccessibleProject, wanted: CallFilter) -> WithoutCaching:
        """What the calls would have cost had nothing been cached; remembered as the page is."""
        return await self._uncached(WithoutCaching, found, wanted)

    async def caching_now(self, found: AccessibleProject, wanted: CallFilter) -> CachingNow:
        """The same with the tokens of the cache as figures; remembered as the page is."""
        return await self._uncached(CachingNow, found, wanted)

    async def _uncached(self, kind: type[_W], found: AccessibleProject, wanted: CallFilter) -> _W:
        version = await self._calls.version(found.id)
        key = (found.id, version, found.project.figure_setting, wanted)
        if remembered := await self._results.get(kind, *key):
            return remembered
        uses = await self.uses(found, wanted)
        read = await asyncio.to_thread(_Uncached(found, wanted).read, kind, uses)
        await self._results.put(read, *key)
        return read

    async def evidence(
        self, found: AccessibleProject, wanted: CallFilter, figure_id: str, cursor: str | None, limit: int
    ) -> Evidence:
        """The calls behind a figure, in the order in which they were sent; their parts sum to it exactly."""
        try:
            measure, start = CacheMeasure.parse(figure_id), max(0, int(cursor or 0))
        except ValueError:
            raise Invalid("There is no such figure, or no such page of its calls.") from None
        uses = await self.uses(found, wanted)
        columns = await self._calls.requests(found.id, wanted)
        priced = PricedCalls(columns, found.project.assumed_price)
        page = _Uncached(found, wanted)
        return await asyncio.to_thread(page.evidence, measure, uses, priced, self._book(found), start, limit)

    async def uses(self, found: AccessibleProject, wanted: CallFilter) -> list[UseAtSeller]:
        """What each model at each provider read from caches and wrote to them."""
        catalogue = await asyncio.to_thread(
            lambda: self._pricing.book(found.project.price_book).catalogue
        )
        groups = await self._calls.groups(found.id, wanted, _CACHE_KEYS, sizes=catalogue.sizes)
        price = found.project.assumed_price
        return await asyncio.to_thread(cache_uses, groups, self._book(found), catalogue, price)

    def _book(self, found: AccessibleProject) -> PriceBook:
        return self._pricing.book_with(found.project.price_book, found.project.assumed_price)



@dataclass(frozen=True, slots=True)
class _Uncached:
    """Puts what the cache did into figures."""

    found: AccessibleProject
    wanted: CallFilter

    def read(self, kind: type[_W], uses: list[UseAtSeller]) -> _W:
        whole = WithoutCache(uses, self.found.project)
        usage, measures = whole.today.usage, (*AMOUNTS, *TOKEN_MEASURES)
        return kind(
            calls=sum(use.total.calls for use in uses),
            counted_calls=whole.today.calls,
            unrecorded_calls=whole.today.cache_unrecorded,
            read_tokens=usage.cache_read,
            written_tokens=usage.cache_write,
            models=sorted(self._models(uses), key=_rank),
            **{
                measure.value: self._figure(measure, whole, self.wanted)
                for measure in measures
                if measure.value in kind.model_fields
            },
        )

    def _models(self, uses: list[UseAtSeller]) -> Iterator[ModelWithoutCaching]:
        """Each model, and apart from it what of its calls has no price."""
        for (model, is_counted), each in _by_model(uses).items():
            part = WithoutCache(each, self.found.project)
            whole = total(use.total for use in each)
            wanted = replace(self.wanted, models=(model,))
            yield ModelWithoutCaching(
                model=model,
                calls=whole.calls,
                read_tokens=whole.usage.cache_read,
                written_tokens=whole.usage.cache_write,
                unrecorded_calls=whole.cache_unrecorded,
                is_counted=is_counted,
                **{measure.value: self._figure(measure, part, wanted) for measure in _OF_A_MODEL},
            )

    def _figure(self, measure: CacheMeasure, calls: WithoutCache, wanted: CallFilter) -> FigureRead:
        link = evidence_link(self.found.id, measure.figure, wanted, CACHING_EVIDENCE)
        return FigureRead.model_validate(calls.figure(measure, link), from_attributes=True)

    def evidence(
        self,
        measure: CacheMeasure,
        uses: list[UseAtSeller],
        priced: PricedCalls,
        book: PriceBook,
        start: int,
        limit: int,
    ) -> Evidence:
        whole = WithoutCache(uses, self.found.project)
        link = evidence_link(self.found.id, measure.figure, self.wanted, CACHING_EVIDENCE)
        counted = {use.seller for use in whole.counted}
        sellers = list(zip(priced.calls["model"], priced.calls["provider"], strict=True))
        members = [at for at, seller in enumerate(sellers) if seller in counted]

        def part(at: int) -> Contribution:
            return Contribution.of(priced.calls, at, _cache_part(measure, priced, book, at))

        return Evidence.page(whole.figure(measure, link), members, start, limit, part)


def _rank(row: ModelWithoutCaching) -> tuple[bool, Decimal, str]:
    """Where the cache saved most first; where it is not known last."""
    saving = row.saving.value
    return saving is None, -(saving or NOTHING), row.model


def _by_model(uses: Sequence[UseAtSeller]) -> dict[tuple[str, bool], list[UseAtSeller]]:
    found: dict[tuple[str, bool], list[UseAtSeller]] = {}
    for use in uses:
        found.setdefault((use.model, use.is_counted), []).append(use)
    return found


def _cache_part(measure: CacheMeasure, priced: PricedCalls, book: PriceBook, at: int) -> Decimal | None:
    """What one call costs today, would have cost without a cache, or what the cache saved on it."""
    usage, today, calls = priced.usage(at), priced.usd(at), priced.calls
    cell = PriceCell.of_call(moment(calls["at"][at]), usage.input_total)
    effect = effect_of(usage, book.rates(calls["provider"][at], calls["model"][at], *cell))
    if measure in TOKEN_MEASURES:
        is_read = measure is CacheMeasure.TOKENS_READ
        return Decimal(usage.cache_read if is_read else usage.cache_write)
    if measure is CacheMeasure.TODAY or today is None or effect is None:
        return today
    return {
        CacheMeasure.COST: today + effect.saving,
        CacheMeasure.SAVING: effect.saving,
        CacheMeasure.READS: effect.reads,
        CacheMeasure.WRITES: effect.writes,
    }[measure]
