"""Calls held as columns, with what each cost: what figures and their evidence are made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Final, Self

from netra.backend.analytics.domain.totals import NOTHING, CallCost, Total, cost_of_usage
from netra.backend.calls.domain import Bucket, Usage
from netra.backend.pricing.domain.books import AssumedPrice

Columns = Mapping[str, Sequence[Any]]
INPUT_BUCKETS: Final = (Bucket.INPUT_FRESH, Bucket.CACHE_READ, Bucket.CACHE_WRITE_5M, Bucket.CACHE_WRITE_1H)
OUTPUT_BUCKETS: Final = (Bucket.OUTPUT_TEXT, Bucket.OUTPUT_REASONING)


def call_costs(calls: Columns, price: AssumedPrice | None) -> list[CallCost]:
    """What each call cost by the project's book, or at its assumed price."""
    usages = map(Usage, *(calls[bucket] for bucket in Bucket), calls["cache_recorded"])
    priced = zip(calls["cost_usd"], calls["model"], usages, strict=True)
    return [cost_of_usage(cost, model, usage, price) for cost, model, usage in priced]


@dataclass(frozen=True, eq=False)
class PricedCalls:
    """Calls as columns with what each cost. A place is the number of a call in them, from 0."""

    calls: Columns
    costs: Sequence[CallCost]

    @classmethod
    def of(cls, columns: Columns, price: AssumedPrice | None) -> Self:
        return cls(columns, call_costs(columns, price))

    def __len__(self) -> int:
        return len(self.costs)

    @cached_property
    def input_tokens(self) -> list[int]:
        return self._sums(INPUT_BUCKETS)

    @cached_property
    def output_tokens(self) -> list[int]:
        return self._sums(OUTPUT_BUCKETS)

    def usage(self, at: int) -> Usage:
        tokens = {bucket.value: self.calls[bucket][at] for bucket in Bucket}
        return Usage(**tokens, cache_recorded=self.calls["cache_recorded"][at])

    def total(self, places: Sequence[int]) -> Total:
        """What the calls at these places used and cost; what they recorded of reasoning is not in it."""
        calls = self.calls
        booked = [calls["cost_usd"][at] for at in places]
        known = [usd for usd in booked if usd is not None]
        priced = [usd for at in places if (usd := self.costs[at].usd) is not None]
        return Total(
            buckets=tuple(sum(calls[bucket][at] for at in places) for bucket in Bucket),
            calls=len(places),
            known=sum(known, NOTHING),
            known_calls=len(known),
            assumed=sum(priced, NOTHING) - sum(known, NOTHING),
            assumed_calls=len(priced) - len(known),
            cache_unrecorded=sum(not calls["cache_recorded"][at] for at in places),
        )

    def cost_at(self, places: Sequence[int]) -> Decimal | None:
        """What these calls cost, as far as prices are known; None when not one is."""
        known = [usd for at in places if (usd := self.costs[at].usd) is not None]
        return sum(known, NOTHING) if known or not places else None

    def _sums(self, buckets: Sequence[Bucket]) -> list[int]:
        return [sum(tokens) for tokens in zip(*(self.calls[bucket] for bucket in buckets), strict=True)]
