"""What each bucket of a usage costs: the arithmetic of `Rates.price`, told apart."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from netra.backend.calls.domain.call import Bucket, Usage
from netra.backend.pricing.domain.rates import PER_MILLION, ZERO, Rates, unit_counts

_PLACES: Final = tuple(Bucket)
_PLAIN_UNITS: Final = frozenset(unit_counts(Usage()))
"""What only says in other words how many tokens the buckets hold."""


class BucketCosts(NamedTuple):
    """USD of each bucket in the order of `Bucket`, and of what is charged beside the tokens."""

    buckets: tuple[Decimal, ...]
    fees: Decimal


def bucket_costs(rates: Rates | None, usage: Usage) -> BucketCosts | None:
    """The parts of the price of a usage; None where a bucket that it used has no price.

    Linear in the usage, so the parts of a sum of calls are the sums of their parts; where a log contradicts
    itself they may differ from the price. Sound and images cost their own price, within their bucket.
    """
    if rates is None:
        return None
    costs = list[Decimal]()
    for tokens, rate in zip(usage.buckets, rates.buckets, strict=True):
        if tokens and rate is None:
            return None
        costs.append((rate or ZERO) * tokens)
    if rates.units and usage.extras:
        for place, difference in _differences(rates, usage):
            costs[place] += difference
    fees = rates.fees_of(usage) if rates.fees else ZERO
    return BucketCosts(tuple(cost.scaleb(PER_MILLION) for cost in costs), fees)


def _differences(rates: Rates, usage: Usage) -> Iterator[tuple[int, Decimal]]:
    """By how much tokens of finer units cost more than their bucket, with the place of the bucket."""
    counts, own = unit_counts(usage), list[int]()
    for unit, per_million, _, narrower, bucket in rates.units:
        own.append(counts.get(unit, 0) - sum(own[place] for place in narrower))
        place = _PLACES.index(bucket)
        if unit not in _PLAIN_UNITS:
            yield place, (per_million - (rates.buckets[place] or ZERO)) * own[-1]
