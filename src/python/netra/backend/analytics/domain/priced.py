"""Calls held as columns, with what each cost: what figures and their evidence are made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from netra.backend.analytics.domain.totals import NOTHING, Total, cost_of_usage
from netra.backend.calls.domain.call import Bucket, Usage
from netra.backend.pricing.domain.books import AssumedPrice

Columns = Mapping[str, Sequence[Any]]
INPUT_BUCKETS: Final = (Bucket.INPUT_FRESH, Bucket.CACHE_READ, Bucket.CACHE_WRITE_5M, Bucket.CACHE_WRITE_1H)
OUTPUT_BUCKETS: Final = (Bucket.OUTPUT_TEXT, Bucket.OUTPUT_REASONING)


@dataclass(frozen=True, eq=False)
class PricedCalls:
    """Calls as columns, and what a project assumes that a call without a model costs.

    A place is the number of a call in the columns, from 0.
    """

    calls: Columns
    price: AssumedPrice | None

    def __len__(self) -> int:
        return len(self.calls["call_id"])

    @cached_property
    def input_tokens(self) -> list[int]:
        return self._sums(INPUT_BUCKETS)

    @cached_property
    def output_tokens(self) -> list[int]:
        return self._sums(OUTPUT_BUCKETS)

    def usage(self, at: int) -> Usage:
        tokens = {bucket.value: self.calls[bucket][at] for bucket in Bucket}
        return Usage(**tokens, cache_recorded=self.calls["cache_recorded"][at])

    def usd(self, at: int) -> Decimal | None:
        """What one call cost; None where no price is known for it."""
        booked: Decimal | None = self.calls["cost_usd"][at]
        if booked is not None:
            return booked
        return cost_of_usage(None, self.calls["model"][at], self.usage(at), self.price).usd

    def total(self, places: Sequence[int]) -> Total:
        """What the calls at these places used and cost; what they recorded of reasoning is not in it."""
        calls = self.calls
        booked = [calls["cost_usd"][at] for at in places]
        known = [usd for usd in booked if usd is not None]
        priced = [usd for at in places if (usd := self.usd(at)) is not None]
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
        known = [usd for at in places if (usd := self.usd(at)) is not None]
        return sum(known, NOTHING) if known or not places else None

    def _sums(self, buckets: Sequence[Bucket]) -> list[int]:
        return [sum(tokens) for tokens in zip(*(self.calls[bucket] for bucket in buckets), strict=True)]
