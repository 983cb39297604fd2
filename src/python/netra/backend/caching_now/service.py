"""Caching as billed: what reading and writing the cache came to, with the calls behind every figure."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final, NamedTuple, Self
from zoneinfo import ZoneInfo

from netra.backend.analytics.domain.dimensions import Dimension, only_part, part_name
from netra.backend.analytics.domain.links import evidence_link
from netra.backend.analytics.domain.totals import Total, cost_of
from netra.backend.analytics.schemas import Evidence, FigureRead
from netra.backend.analytics.service import cursor_of
from netra.backend.caching_now.domain.cache_parts import CacheParts, parts_by, shown_parts
from netra.backend.caching_now.domain.cache_use import CELL_KEYS, BilledUse, CachePrices, added
from netra.backend.caching_now.domain.figures import CacheFigures, CacheMeasure, as_before, call_part
from netra.backend.caching_now.domain.losing_caches import (
    DayOfCache,
    LosingCache,
    losing_caches,
    mended_caches,
    with_days_before,
)
from netra.backend.caching_now.schemas import CachePartRead, CachingNow, LosingCacheRead
from netra.backend.calls.domain.call import Call
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.domain.groups import GroupKey
from netra.backend.calls.service import CallService
from netra.backend.pricing.domain.cells import PriceCell
from netra.backend.pricing.service import PricingService
from netra.backend.projects.service import AccessibleProject
from netra.backend.resources import Resources, ResultCache
from netra.shared.errors import Invalid

CACHING_EVIDENCE: Final = "savings/caching-now/evidence"
MOST_LOSING: Final = 20
_CACHE_KEYS: Final = (*CELL_KEYS, GroupKey.FEATURE, GroupKey.USER, GroupKey.DAY)


class CachingNowService:
    def __init__(self, calls: CallService, pricing: PricingService, results: ResultCache) -> None:
        self._calls = calls
        self._pricing = pricing
        self._results = results

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return cls(CallService.on(resources), PricingService.on(resources), resources.results)

    async def caching_now(self, found: AccessibleProject, wanted: CallFilter, by: Dimension) -> CachingNow:
        """What caching comes to, of each part, and where it loses; remembered until anything changes."""
        version = await self._calls.version(found.id)
        key = (found.id, version, found.project.figure_setting, wanted, by)
        if remembered := await self._results.get(CachingNow, *key):
            return remembered
        prices = await self._prices(found)
        parts = await self._parts(found, wanted, by, prices)
        has_losses = added(parts.values()).effect.writes < 0
        losses = await self._losses(found, wanted, prices) if has_losses else _Losses([], [])
        read = await asyncio.to_thread(_Reading(found, wanted).read, by, parts, losses)
        await self._results.put(read, *key)
        return read

    async def use(self, found: AccessibleProject, wanted: CallFilter) -> BilledUse:
        """What all the calls read and wrote."""
        parts = await self._parts(found, wanted, None, await self._prices(found))
        return added(parts.values())

    async def evidence(
        self, found: AccessibleProject, wanted: CallFilter, figure_id: str, cursor: str | None, limit: int
    ) -> Evidence:
        """The calls behind a figure, in the order of the log; their parts sum to it exactly."""
        try:
            measure = CacheMeasure.parse(figure_id)
        except ValueError:
            raise Invalid("There is no such figure.") from None
        after = cursor_of(cursor)
        place = after.position if after else None
        use, page, prices = await asyncio.gather(
            self.use(found, wanted),
            self._calls.page(found.id, wanted, after=place, limit=limit, newest_first=False),
            self._prices(found),
        )
        link = evidence_link(found.id, figure_id, wanted, CACHING_EVIDENCE)
        figure = CacheFigures(use, found.project).figure(measure, link)
        return Evidence.of_calls(
            figure, use.calls, page, limit, after, lambda call: _part(call, measure, prices)
        )

    async def _parts(
        self, found: AccessibleProject, wanted: CallFilter, by: Dimension | None, prices: CachePrices
    ) -> CacheParts:
        keys = CELL_KEYS if by is None else (*CELL_KEYS, by.key)
        zone, sizes = _zone_of(found, wanted), prices.catalogue.sizes
        groups = await self._calls.groups(found.id, wanted, keys, zone, sizes)
        return await asyncio.to_thread(parts_by, groups, prices, None if by is None else len(CELL_KEYS))

    async def _losses(
        self, found: AccessibleProject, wanted: CallFilter, prices: CachePrices
    ) -> "_Losses":
        """Where caches lose, and where they did; of the time before it, how much was read then."""
        days = await self._days(found, wanted, prices)
        losing = await asyncio.to_thread(losing_caches, days)
        mended = await asyncio.to_thread(mended_caches, days, losing)
        if wanted.since is not None and any(one.loss.before is None for one in losing):
            earlier = await self._days(found, replace(wanted, since=None, until=wanted.since), prices)
            losing = [with_days_before(one, earlier) for one in losing]
        return _Losses(losing, mended)

    async def _days(
        self, found: AccessibleProject, wanted: CallFilter, prices: CachePrices
    ) -> list[DayOfCache]:
        zone, sizes = _zone_of(found, wanted), prices.catalogue.sizes
        groups = await self._calls.groups(found.id, wanted, _CACHE_KEYS, zone, sizes)

        def read() -> list[DayOfCache]:
            days = []
            for group in groups:
                feature, user, begin = group.keys[len(CELL_KEYS) :]
                names = (str(group.keys[0]), str(feature), str(user))
                days.append(DayOfCache(*names, int(begin), prices.use(group)))
            return days

        return await asyncio.to_thread(read)

    async def _prices(self, found: AccessibleProject) -> CachePrices:
        listed = self._pricing.book(found.project.price_book)
        catalogue = await asyncio.to_thread(lambda: listed.catalogue)
        price = found.project.assumed_price
        return CachePrices(self._pricing.book_with(found.project.price_book, price), catalogue, price)


def _zone_of(found: AccessibleProject, wanted: CallFilter) -> str:
    return wanted.zone or found.project.time_zone


def _part(call: Call, measure: CacheMeasure, prices: CachePrices) -> Decimal | None:
    """What one call adds to a figure."""
    cell = PriceCell.of_call(call.started_at, call.usage.input_total)
    effect = prices.effect(call.usage, call.provider, call.model, cell)
    return call_part(measure, cost_of(call, prices.assumed).usd, Total(buckets=call.usage.buckets), effect)


class _Losses(NamedTuple):
    """The caches that lose now, and those that did for some days."""

    losing: Sequence[LosingCache]
    mended: Sequence[LosingCache]


@dataclass(frozen=True, slots=True)
class _Reading:
    """Puts what the cache did into figures."""

    found: AccessibleProject
    wanted: CallFilter

    def read(self, by: Dimension, parts: CacheParts, losses: _Losses) -> CachingNow:
        losing, mended = losses
        shown = shown_parts(parts, is_ordered=by.is_ordered)
        return CachingNow(
            **self._figures(added(parts.values()), self.wanted),
            by=by,
            parts=[self._of_part(key, use, by) for key, use in shown],
            parts_left_out=len(parts) - len(shown),
            losing=[self._of_losing(one) for one in losing[:MOST_LOSING]],
            losing_left_out=max(0, len(losing) - MOST_LOSING),
            mended=[self._of_losing(one) for one in mended[:MOST_LOSING]],
            mended_left_out=max(0, len(mended) - MOST_LOSING),
        )

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(_zone_of(self.found, self.wanted))

    def _of_part(self, key: str, use: BilledUse, by: Dimension) -> CachePartRead:
        name = part_name(key, by, self._zone)
        return CachePartRead(key=name, **self._figures(use, only_part(self.wanted, by, name, self._zone)))

    def _of_losing(self, one: LosingCache) -> LosingCacheRead:
        since, until = self._stretch(one)
        wanted = replace(self.wanted, models=(one.model,), features=(one.feature,))
        wanted = wanted if one.user is None else replace(wanted, users=(one.user,))
        before, again = one.loss.before, as_before(one.loss, self.found.project)
        return LosingCacheRead(
            model=one.model,
            feature=one.feature,
            user=one.user,
            since=since,
            until=until,
            share_before=self._figure(CacheMeasure.READ_SHARE, before, wanted) if before else None,
            as_before=FigureRead.model_validate(again) if again else None,
            **self._figures(
                one.loss.use,
                replace(wanted, since=since or wanted.since, until=until or wanted.until),
            ),
        )

    def _stretch(self, one: LosingCache) -> tuple[datetime | None, datetime | None]:
        """From the first day of a loss to the end of its last one, by the clock of the project."""
        since, last = (
            None if second is None else datetime.fromtimestamp(second, self._zone)
            for second in (one.loss.since, one.loss.last)
        )
        until = None if last is None else last + timedelta(days=1)
        return since, until if until is None or self.wanted.until is None else min(until, self.wanted.until)

    def _figures(self, use: BilledUse, wanted: CallFilter) -> dict[str, Any]:
        """The fields of some calls."""
        whole = use.whole
        return {
            "calls": use.calls,
            "counted_calls": use.counted.calls,
            "unrecorded_calls": use.counted.cache_unrecorded,
            "read_tokens": whole.usage.cache_read,
            "written_tokens": whole.usage.cache_write,
            **{measure.value: self._figure(measure, use, wanted) for measure in CacheMeasure},
        }

    def _figure(self, measure: CacheMeasure, use: BilledUse, wanted: CallFilter) -> FigureRead:
        link = evidence_link(self.found.id, measure.figure, wanted, CACHING_EVIDENCE)
        return FigureRead.model_validate(CacheFigures(use, self.found.project).figure(measure, link))
