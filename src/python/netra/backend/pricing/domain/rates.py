"""What a million tokens cost on one date, and the plain arithmetic from tokens to money."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, NamedTuple, Self

from netra.backend.calls.domain.call import Bucket, Usage

PER_MILLION: Final = -6
ZERO: Final = Decimal(0)
STEP: Final = Decimal("1e-12")
"""The step of every stored cost in USD, and of what is divided: parts rounded to it add up exactly."""
_FIRST_OUTPUT: Final = tuple(Bucket).index(Bucket.OUTPUT_TEXT)
REQUESTS: Final = "requests"
"""The fee unit of which every call is one."""


class Price(NamedTuple):
    """Cost of one call in USD. `fees` are charges beside the tokens, such as web searches."""

    input: Decimal
    output: Decimal
    fees: Decimal
    price_id: str

    @property
    def total(self) -> Decimal:
        return self.input + self.output + self.fees


class UnitRate(NamedTuple):
    """Price of a unit finer than a bucket, in the units of genai-prices.

    The rates of one model form a tree: what `narrower` units count is taken off this unit's own count.
    """

    unit: str
    per_million: Decimal
    is_output: bool
    narrower: tuple[int, ...]
    """Places of the more specific units, all of them earlier in the tuple of rates."""
    bucket: Bucket
    """Where tokens of the unit lie that no narrower one counts."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Prices of one model on one date, in USD per million tokens; None where the book has no price."""

    price_id: str
    source: str
    """The price list in words, for the evidence beside a figure."""
    input_fresh: Decimal | None
    cache_read: Decimal | None
    cache_write_5m: Decimal | None
    cache_write_1h: Decimal | None
    output_text: Decimal | None
    output_reasoning: Decimal | None
    units: tuple[UnitRate, ...] = ()
    """Every token rate as a tree; empty when the six buckets say it all."""
    fees: tuple[tuple[str, Decimal], ...] = ()
    """(unit, USD for one), for units that are not tokens; "requests" is one per call."""
    listed: frozenset[str] = frozenset()
    """Buckets the book names; other buckets fall back to a broader price, as the provider bills them."""

    @property
    def buckets(self) -> tuple[Decimal | None, ...]:
        """Rates in the order of `Bucket`."""
        return (
            self.input_fresh,
            self.cache_read,
            self.cache_write_5m,
            self.cache_write_1h,
            self.output_text,
            self.output_reasoning,
        )

    def with_cache_multipliers(self, read: Decimal, write_5m: Decimal, write_1h: Decimal) -> Self:
        """Return the rates with cache prices as multiples of the fresh input price."""
        if self.input_fresh is None:
            return self
        return replace(
            self,
            cache_read=self.input_fresh * read,
            cache_write_5m=self.input_fresh * write_5m,
            cache_write_1h=self.input_fresh * write_1h,
            listed=self.listed | {Bucket.CACHE_READ, Bucket.CACHE_WRITE_5M, Bucket.CACHE_WRITE_1H},
        )

    def price(self, usage: Usage) -> Price | None:
        """Return the cost of a call, or None when it used a bucket without a price. Exact, never rounded."""
        priced = self._by_unit(usage) if self.units and usage.extras else self._by_bucket(usage)
        if priced is None:
            return None
        fees = self.fees_of(usage) if self.fees else ZERO
        return Price(priced[0].scaleb(PER_MILLION), priced[1].scaleb(PER_MILLION), fees, self.price_id)

    def _by_bucket(self, usage: Usage) -> tuple[Decimal, Decimal] | None:
        sides, rates = [ZERO, ZERO], self.buckets
        for place, tokens in enumerate(usage.buckets):
            if tokens:
                rate = rates[place]
                if rate is None:
                    return None
                sides[place >= _FIRST_OUTPUT] += rate * tokens
        return sides[0], sides[1]

    def _by_unit(self, usage: Usage) -> tuple[Decimal, Decimal] | None:
        if self._lacks_a_rate(usage):
            return None
        counts = unit_counts(usage)
        own: list[int] = []
        sides = [ZERO, ZERO]
        for unit, per_million, is_output, narrower, _ in self.units:
            # Negative only where a log contradicts itself: then the narrower units win.
            own.append(max(0, counts.get(unit, 0) - sum(own[place] for place in narrower)))
            sides[is_output] += per_million * own[-1]
        return sides[0], sides[1]

    def _lacks_a_rate(self, usage: Usage) -> bool:
        return any(tokens and rate is None for tokens, rate in zip(usage.buckets, self.buckets, strict=True))

    def fees_of(self, usage: Usage) -> Decimal:
        """Charges beside the tokens, of one request where the usage does not say of how many."""
        counts = {REQUESTS: 1, **dict(usage.extras)}
        return sum((fee * counts.get(unit, 0) for unit, fee in self.fees), ZERO)


def unit_counts(usage: Usage) -> Mapping[str, int]:
    """Return the call in the nested units of genai-prices: `input_tokens` holds the cached ones too."""
    return {
        **dict(usage.extras),
        "input_tokens": usage.input_total,
        "cache_read_tokens": usage.cache_read,
        "cache_write_tokens": usage.cache_write,
        "cache_write_5m_tokens": usage.cache_write_5m,
        "cache_write_1h_tokens": usage.cache_write_1h,
        "output_tokens": usage.output_total,
        "output_reasoning_tokens": usage.output_reasoning,
    }
