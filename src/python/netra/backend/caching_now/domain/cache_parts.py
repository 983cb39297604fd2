"""Caching as billed of each part of a dimension, such as each feature or each week."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from netra.backend.analytics.domain.totals import NOTHING
from netra.backend.caching_now.domain.cache_use import BilledUse, CachePrices, added
from netra.backend.calls.domain.groups import CallGroup

MOST_CACHE_PARTS: Final = 60
CacheParts = Mapping[str, BilledUse]


def parts_by(groups: Iterable[CallGroup], prices: CachePrices, place: int | None) -> CacheParts:
    """The calls of each part, by the key at that place; without a place all are one."""
    found: dict[str, list[BilledUse]] = {}
    for group in groups:
        name = "" if place is None else str(group.keys[place])
        found.setdefault(name, []).append(prices.use(group))
    return {name: added(uses) for name, uses in found.items()}


def shown_parts(parts: CacheParts, *, is_ordered: bool) -> list[tuple[str, BilledUse]]:
    """Where caching saves most first, where that is not known last; what has an order of its own in that.

    Of more than can be shown those are left out that save and lose least, or the earliest.
    """
    if is_ordered:
        return sorted(parts.items(), key=lambda part: int(part[0]))[-MOST_CACHE_PARTS:]
    kept = sorted(parts.items(), key=lambda part: -abs(_saving(part[1])))[:MOST_CACHE_PARTS]
    return sorted(kept, key=lambda part: (not _is_known(part[1]), -_saving(part[1]), part[0]))


def _saving(use: BilledUse) -> Decimal:
    return use.effect.saving if _is_known(use) else NOTHING


def _is_known(use: BilledUse) -> bool:
    return bool(use.counted.calls) and use.is_recorded
