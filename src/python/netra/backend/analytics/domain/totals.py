"""Sums of calls folded by what a table is about, with the cost of calls that only an assumption can price."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any, Final, NamedTuple, Self, TypeVar

from netra.backend.analytics.domain.figures import Certainty
from netra.backend.calls.domain.call import Bucket, Call, Usage
from netra.backend.calls.domain.groups import CallGroup, CallSpan, GroupKey
from netra.backend.pricing.domain.books import AssumedPrice

NOTHING: Final = Decimal(0)
_MILLION: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Total:
    """What some calls used and cost; `assumed` prices calls without a model, `unknown` calls have none."""

    buckets: tuple[int, ...] = (0, 0, 0, 0, 0, 0)
    calls: int = 0
    known: Decimal = NOTHING
    known_calls: int = 0
    assumed: Decimal = NOTHING
    assumed_calls: int = 0
    cache_unrecorded: int = 0
    reasoning_unrecorded: int = 0
    errors: int = 0

    @classmethod
    def of(cls, group: CallGroup, model: str, price: AssumedPrice | None) -> Self:
        """The total of one group, all of whose calls have this model."""
        assumed = None if model or price is None else assumed_cost(_usage(group.buckets), price)
        return cls(
            buckets=group.buckets,
            calls=group.calls,
            known=group.cost or NOTHING,
            known_calls=group.calls - group.unpriced,
            assumed=assumed or NOTHING,
            assumed_calls=0 if assumed is None else group.unpriced,
            cache_unrecorded=group.cache_unrecorded,
            reasoning_unrecorded=group.reasoning_unrecorded,
            errors=group.errors,
        )

    @property
    def unknown_calls(self) -> int:
        return self.calls - self.known_calls - self.assumed_calls

    @property
    def cost(self) -> Decimal | None:
        """Sum of what is known and assumed; None when not one call has a price."""
        return None if self.calls and self.unknown_calls == self.calls else self.known + self.assumed

    @property
    def cost_kind(self) -> Certainty:
        """Exact only where every call has a price and says what the cache did with its input."""
        if self.cost is None:
            return Certainty.UNKNOWN
        exact = self.known_calls == self.calls and not self.cache_unrecorded
        return Certainty.EXACT if exact else Certainty.ESTIMATED

    @property
    def usage(self) -> Usage:
        return _usage(self.buckets)


_FIELDS: Final = attrgetter(*Total.__dataclass_fields__)


def _usage(buckets: tuple[int, ...]) -> Usage:
    fresh, read, write_5m, write_1h, text, reasoning = buckets
    return Usage(fresh, read, write_5m, write_1h, text, reasoning)


Keyed = tuple[tuple[str, ...], Total]
NamedTotal = tuple[str, Total]
K = TypeVar("K", str, tuple[str, ...])


def assumed_cost(usage: Usage, price: AssumedPrice) -> Decimal | None:
    """The cost of tokens at an assumed price: linear, so the cost of a sum is the sum of the costs."""
    cost = price.as_rates.price(usage)
    return cost.total if cost else None


def assumed_rates(price: AssumedPrice) -> list[float]:
    """The assumed price of one token of each bucket, for putting calls in order."""
    one = [_usage(tuple(_MILLION * (bucket is one) for bucket in Bucket)) for one in Bucket]
    return [float(assumed_cost(usage, price) or NOTHING) / _MILLION for usage in one]


class CallCost(NamedTuple):
    """One call's part of a cost figure; `usd` is None when no price is known for it."""

    usd: Decimal | None
    kind: Certainty


def cost_of(call: Call, price: AssumedPrice | None) -> CallCost:
    """Its price, or the assumed one when its model was not recorded."""
    return cost_of_usage(call.cost_usd, call.model, call.usage, price)


def cost_of_usage(cost: Decimal | None, model: str, usage: Usage, price: AssumedPrice | None) -> CallCost:
    """The same of a call that is held in parts; `cost` is its price by the book."""
    if cost is None and not model and price is not None:
        usd = assumed_cost(usage, price)
        return CallCost(usd, Certainty.UNKNOWN if usd is None else Certainty.ESTIMATED)
    if cost is None:
        return CallCost(None, Certainty.UNKNOWN)
    return CallCost(cost, Certainty.EXACT if usage.cache_recorded else Certainty.ESTIMATED)


def folded(
    groups: Iterable[tuple[K, Total]],
    order: Callable[[tuple[K, Total]], tuple[object, ...]] | None = None,
) -> list[tuple[K, Total]]:
    """Add up totals of equal keys; the dearest first, then the largest, unless another order is given."""
    ordered = sorted(groups, key=lambda group: group[0])
    sums = [
        (key, total(part for _, part in parts)) for key, parts in groupby(ordered, key=lambda group: group[0])
    ]
    return sorted(sums, key=order or _by_weight)


def total(parts: Iterable[Total]) -> Total:
    """The sum of totals, field by field: a page adds up hundreds, so nothing is made on the way."""
    rows = list(parts)
    if len(rows) < 2:
        return rows[0] if rows else Total()
    buckets, *fields = zip(*map(_FIELDS, rows), strict=True)
    sums: list[Any] = [sum(field) for field in fields]
    return Total(tuple(map(sum, zip(*buckets, strict=True))), *sums)


def less(whole: Total, part: Total | None) -> Total:
    """What is left of a total without a part of it."""
    if part is None:
        return whole
    buckets, *fields = zip(_FIELDS(whole), _FIELDS(part), strict=True)
    rest: list[Any] = [one - other for one, other in fields]
    return Total(tuple(one - other for one, other in zip(*buckets, strict=True)), *rest)


def _by_weight(group: tuple[object, Total]) -> tuple[object, ...]:
    key, summed = group
    return -(summed.cost or NOTHING), -sum(summed.buckets), key


_STEPS: Final = (
    (timedelta(hours=6), GroupKey.FIVE_MINUTES, 300),
    (timedelta(days=4), GroupKey.HOUR, 3_600),
    (timedelta(days=120), GroupKey.DAY, 86_400),
)
_LONGEST_STEP: Final = (GroupKey.WEEK, 604_800)


def step_for(span: CallSpan) -> tuple[GroupKey, int]:
    """The step of a series and its seconds: about 20 to 120 points for any span."""
    length = span.last - span.first
    return next(((key, seconds) for most, key, seconds in _STEPS if length <= most), _LONGEST_STEP)


def keyed(groups: Iterable[CallGroup], model_place: int, price: AssumedPrice | None) -> list[Keyed]:
    """Each group's keys with its total."""
    return [
        (tuple(map(str, group.keys)), Total.of(group, str(group.keys[model_place]), price))
        for group in groups
    ]


def by_key(totals: Iterable[Keyed], place: int) -> list[NamedTotal]:
    """Each total under one of its keys."""
    return [(keys[place], summed) for keys, summed in totals]
