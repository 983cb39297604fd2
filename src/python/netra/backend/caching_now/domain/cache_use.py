"""What some calls read from caches and wrote to them, and what that came to beside fresh input."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from netra.backend.analytics.domain.totals import NOTHING, Total, total
from netra.backend.calls.domain.call import Usage
from netra.backend.calls.domain.groups import CallGroup, GroupKey
from netra.backend.pricing.domain.books import AssumedPrice, Catalogue, PriceBook
from netra.backend.pricing.domain.cells import PriceCell
from netra.backend.pricing.domain.rates import PER_MILLION, Rates

CELL_KEYS: Final = (
    *(GroupKey.MODEL, GroupKey.PROVIDER, GroupKey.UTC_DAY),
    *(GroupKey.SIZE, GroupKey.PRICED),
)
"""Calls that are alike in these have one price, or none."""


class CacheEffect(NamedTuple):
    """USD: what reading saved, what writing saved (below zero where it is dearer), and what writing cost."""

    reads: Decimal = NOTHING
    writes: Decimal = NOTHING
    write_cost: Decimal = NOTHING

    @property
    def saving(self) -> Decimal:
        return self.reads + self.writes


_NO_CALLS: Final = Total()
_NO_EFFECT: Final = CacheEffect()


@dataclass(frozen=True, slots=True)
class BilledUse:
    """Some calls: those of which all prices are known, what the cache did to their cost, and the others."""

    counted: Total = _NO_CALLS
    effect: CacheEffect = _NO_EFFECT
    uncounted: Total = _NO_CALLS

    @property
    def calls(self) -> int:
        return self.counted.calls + self.uncounted.calls

    @property
    def whole(self) -> Total:
        """All of them; what calls without a price used is in it."""
        return total((self.counted, self.uncounted))

    @property
    def is_recorded(self) -> bool:
        """Whether any call that counts says what was cached."""
        return self.counted.cache_unrecorded < self.counted.calls


def added(uses: Iterable[BilledUse]) -> BilledUse:
    """All of them as one."""
    rows = list(uses)
    if len(rows) == 1:
        return rows[0]
    effects = zip(*(row.effect for row in rows), strict=True)
    return BilledUse(
        total(row.counted for row in rows),
        CacheEffect(*(sum(parts, NOTHING) for parts in effects)),
        total(row.uncounted for row in rows),
    )


def effect_of(usage: Usage, rates: Rates | None) -> CacheEffect | None:
    """What the cache did on these tokens; None where a price that it takes is not known."""
    reads, writes, cost = NOTHING, NOTHING, NOTHING
    prices = (
        (usage.cache_read, rates.cache_read if rates else None),
        (usage.cache_write_5m, rates.cache_write_5m if rates else None),
        (usage.cache_write_1h, rates.cache_write_1h if rates else None),
    )
    for place, (tokens, price) in enumerate(prices):
        if not tokens:
            continue
        if rates is None or rates.input_fresh is None or price is None:
            return None
        saved = (rates.input_fresh - price) * tokens
        reads, writes = (reads + saved, writes) if place == 0 else (reads, writes + saved)
        cost += price * tokens if place else NOTHING
    return CacheEffect(*(amount.scaleb(PER_MILLION) for amount in (reads, writes, cost)))


@dataclass(frozen=True, slots=True)
class CachePrices:
    """The book of a project, with its assumed price, and where any price of the book changes."""

    book: PriceBook
    catalogue: Catalogue
    assumed: AssumedPrice | None

    def use(self, group: CallGroup) -> BilledUse:
        """The use of a group whose first keys are those of a cell."""
        model, provider, second, exceeded = group.keys[:4]
        summed = Total.of(group, str(model), self.assumed)
        cell = PriceCell.of_group(int(second), int(exceeded), self.catalogue)
        effect = effect_of(summed.usage, self.book.rates(str(provider), str(model), *cell))
        if effect is None or summed.cost is None:
            return BilledUse(uncounted=summed)
        return BilledUse(summed, effect)

    def effect(self, usage: Usage, provider: str, model: str, cell: PriceCell) -> CacheEffect | None:
        """What the cache did on the tokens of one call."""
        return effect_of(usage, self.book.rates(provider, model, *cell))
