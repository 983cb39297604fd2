"""What each kind of token of some calls costs, so that all of it adds up to what the calls cost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple, Self

from netra.backend.analytics.domain.totals import NOTHING, Total, total
from netra.backend.calls.domain.call import Bucket, Usage
from netra.backend.calls.domain.groups import CallGroup
from netra.backend.pricing.domain.books import AssumedPrice, Catalogue, PriceBook
from netra.backend.pricing.domain.bucket_costs import bucket_costs
from netra.backend.pricing.domain.cells import PriceCell
from netra.backend.pricing.domain.rates import STEP, Rates

_PREFIX: Final = "token_costs."


class TokenKind(StrEnum):
    """What a part of the cost is for: a bucket, several of them, or what is no token."""

    INPUT = "input"
    FRESH = "input_fresh"
    CACHED = "cache_read"
    CACHE_WRITES = "cache_write"
    WRITES_5M = "cache_write_5m"
    WRITES_1H = "cache_write_1h"
    OUTPUT = "output"
    TEXT = "output_text"
    REASONING = "output_reasoning"
    FEES = "fees"
    OTHER = "other"
    """What the list prices of the call's day do not explain: below zero where the call cost less."""
    ALL = "all"

    @property
    def buckets(self) -> tuple[Bucket, ...]:
        return _SUMS[self] if self in _SUMS else (Bucket(self),)

    @property
    def figure(self) -> str:
        return f"{_PREFIX}{self.value}"

    @classmethod
    def of_figure(cls, figure: str) -> Self:
        """Raises ValueError for anything that is no such figure."""
        kind = figure.removeprefix(_PREFIX)
        return cls("" if kind == figure else kind)


_WRITES: Final = (Bucket.CACHE_WRITE_5M, Bucket.CACHE_WRITE_1H)
_SUMS: Final[Mapping[TokenKind, tuple[Bucket, ...]]] = MappingProxyType(
    {
        TokenKind.INPUT: (Bucket.INPUT_FRESH, Bucket.CACHE_READ, *_WRITES),
        TokenKind.CACHE_WRITES: _WRITES,
        TokenKind.OUTPUT: (Bucket.OUTPUT_TEXT, Bucket.OUTPUT_REASONING),
        TokenKind.FEES: (),
        TokenKind.OTHER: (),
        TokenKind.ALL: tuple(Bucket),
    }
)
_BUCKETS: Final = tuple(Bucket)


class KindCosts(NamedTuple):
    """USD of calls with a price, told apart; `other` is what of it the parts do not explain."""

    buckets: tuple[Decimal, ...] = (NOTHING,) * len(_BUCKETS)
    fees: Decimal = NOTHING
    other: Decimal = NOTHING

    def of(self, kind: TokenKind) -> Decimal:
        if kind is TokenKind.FEES:
            return self.fees
        if kind is TokenKind.OTHER:
            return self.other
        beside = self.fees + self.other if kind is TokenKind.ALL else NOTHING
        return sum((self.buckets[_BUCKETS.index(bucket)] for bucket in kind.buckets), beside)


def kind_costs(cost: Decimal, usage: Usage, rates: Rates | None) -> KindCosts:
    """What the kinds of tokens of a usage that cost so much cost, by the prices of the book."""
    parts = bucket_costs(rates, usage)
    if parts is None:
        return KindCosts(other=cost)
    return KindCosts(*parts, cost - sum(parts.buckets, parts.fees))


_NO_CALLS: Final = Total()
_NO_COSTS: Final = KindCosts()


@dataclass(frozen=True, slots=True)
class SplitCost:
    """Some calls: what those with a price used and cost, told apart, and how many have none."""

    priced: Total = _NO_CALLS
    costs: KindCosts = _NO_COSTS
    unlisted_calls: int = 0
    """With a price that is not what the book lists for their day, such as that of a cheaper hour."""
    unpriced_calls: int = 0
    unpriced_names: tuple[str, ...] = ()

    @property
    def calls(self) -> int:
        return self.priced.calls + self.unpriced_calls

    @property
    def total(self) -> Total:
        """All of them; what calls without a price used is not in it."""
        return total((self.priced, Total(calls=self.unpriced_calls)))

    def tokens(self, kind: TokenKind) -> int:
        return sum(getattr(self.priced.usage, bucket) for bucket in kind.buckets)


def added(parts: Sequence[SplitCost]) -> SplitCost:
    """All of them as one."""
    if len(parts) == 1:
        return parts[0]
    buckets = zip(*(part.costs.buckets for part in parts), strict=True)
    costs = KindCosts(
        tuple(sum(bucket, NOTHING) for bucket in buckets) or _NO_COSTS.buckets,
        sum((part.costs.fees for part in parts), NOTHING),
        sum((part.costs.other for part in parts), NOTHING),
    )
    return SplitCost(
        total(part.priced for part in parts),
        costs,
        sum(part.unlisted_calls for part in parts),
        sum(part.unpriced_calls for part in parts),
        tuple(sorted({name for part in parts for name in part.unpriced_names})),
    )


@dataclass(frozen=True, slots=True)
class Prices:
    """The book of a project, with its assumed price, and where any price of the book changes."""

    book: PriceBook
    catalogue: Catalogue
    assumed: AssumedPrice | None

    def split(self, group: CallGroup, extras: Mapping[str, int]) -> SplitCost:
        """A group by model, provider, day of UTC, size and whether it has a price by the book."""
        model, provider, second, exceeded = group.keys[:4]
        summed = Total.of(group, str(model), self.assumed)
        if summed.cost is None:
            return SplitCost(
                unpriced_calls=group.calls, unpriced_names=(str(model or provider) or "an unrecorded model",)
            )
        cell = PriceCell.of_group(int(second), int(exceeded), self.catalogue)
        usage = replace(summed.usage, extras=tuple(sorted(extras.items())))
        costs = kind_costs(summed.cost, usage, self.book.rates(str(provider), str(model), *cell))
        is_listed = abs(costs.other) <= STEP * group.calls
        return SplitCost(summed, costs, 0 if is_listed else group.calls)


Parts = Mapping[str, SplitCost]


def split_by(
    groups: Iterable[tuple[CallGroup, Mapping[str, int]]], prices: Prices, place: int | None
) -> Parts:
    """The calls of each part, by the key at that place; without a place all are one."""
    found: dict[str, list[SplitCost]] = {}
    for group, extras in groups:
        name = "" if place is None else str(group.keys[place])
        found.setdefault(name, []).append(prices.split(group, extras))
    return {name: added(parts) for name, parts in found.items()}


def in_order(parts: Parts, kind: TokenKind, *, is_ordered: bool) -> list[tuple[str, SplitCost]]:
    """What has an order of its own in that order, else by the cost of the kind, the dearest first."""
    if is_ordered:
        return sorted(parts.items(), key=lambda part: int(part[0]))
    return sorted(parts.items(), key=lambda part: (-part[1].costs.of(kind), -part[1].calls, part[0]))
