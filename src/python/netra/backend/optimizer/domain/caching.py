"""What prompt caching would have cost: policies replayed over recorded calls, at the provider's rates."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from netra.backend.calls.domain.call import Call, Usage
from netra.backend.optimizer.domain.caches import hits_infinite, hits_ttl_refresh
from netra.backend.optimizer.domain.prompt_log import Counts, PromptLog
from netra.backend.pricing.domain.rates import ZERO, Rates

Amounts = NDArray[np.float64]


class Lifetime(StrEnum):
    """For how long a provider keeps a cached prompt after its last use."""

    FIVE_MINUTES = "5m"
    ONE_HOUR = "1h"

    @property
    def seconds(self) -> int:
        return 300 if self is Lifetime.FIVE_MINUTES else 3600

    def write_rate(self, rates: Rates) -> Decimal | None:
        return rates.cache_write_5m if self is Lifetime.FIVE_MINUTES else rates.cache_write_1h


@dataclass(frozen=True, eq=False)
class CachingCase:
    """The calls of a replay: their prompts, their outputs, and the rates that hold for each.

    `rate_of` gives each call's place in `rates`. Calls without rates are left out before.
    """

    log: PromptLog
    output_text: Counts
    output_reasoning: Counts
    rates: tuple[Rates, ...]
    rate_of: Counts

    @classmethod
    def of(cls, log: PromptLog, outputs: Sequence[tuple[int, int]] | Counts, rates: Sequence[Rates]) -> Self:
        """Build a case; `outputs` are (text, reasoning) tokens, and `rates` the rates of each call."""
        return cls.numbered(log, outputs, rates, np.arange(len(rates)))

    @classmethod
    def numbered(
        cls,
        log: PromptLog,
        outputs: Sequence[tuple[int, int]] | Counts,
        rates: Sequence[Rates | None],
        rate_of: Counts,
    ) -> Self:
        """The same of rates given once, and each call's place among them; equal rates become one.

        Rates that no call has may be None.
        """
        used = np.unique(rate_of).tolist()
        distinct = {id(rate): rate for place in used if (rate := rates[place]) is not None}
        numbers = {key: number for number, key in enumerate(distinct)}
        renumbered = np.zeros(len(rates), dtype=np.int64)
        renumbered[used] = [numbers[id(rates[place])] for place in used]
        text, reasoning = np.asarray(outputs, dtype=np.int64).reshape(-1, 2).T
        return cls(log, text, reasoning, tuple(distinct.values()), renumbered[rate_of])

    @classmethod
    def of_calls(cls, calls: Sequence[Call], rates: Sequence[Rates]) -> Self:
        """Build a case of calls given in the order in which they were sent, and the rates of each."""
        outputs = [(call.usage.output_text, call.usage.output_reasoning) for call in calls]
        return cls.of(PromptLog.of_calls(calls), outputs, rates)

    def __len__(self) -> int:
        return len(self.log)

    @cached_property
    def first_half(self) -> Counts:
        """0 for the calls of the first half, 1 for the later ones."""
        return (np.arange(len(self)) >= len(self) // 2).astype(np.int64)


@dataclass(frozen=True, eq=False)
class CacheUse:
    """How each call is billed, or would have been: tokens read, written and fresh add up to the input."""

    read: Counts
    written: Counts
    fresh: Counts
    hourly: Counts
    """What of the written tokens is kept for 1 hour; the rest is for 5 minutes."""

    @classmethod
    def lasting(cls, lifetime: Lifetime, read: Counts, written: Counts, fresh: Counts) -> Self:
        """All that is written is kept for as long."""
        hourly = written if lifetime is Lifetime.ONE_HOUR else np.zeros_like(written)
        return cls(read, written, fresh, hourly)

    def buckets(self, case: CachingCase) -> tuple[Counts, ...]:
        """The tokens of all calls, a column for each bucket in their order."""
        written = (self.written - self.hourly, self.hourly)
        return self.fresh, self.read, *written, case.output_text, case.output_reasoning

    def usage(self, case: CachingCase, call: int) -> Usage:
        """Return the call's tokens as they are billed."""
        one = (self.fresh, self.read, self.written, self.hourly, case.output_text, case.output_reasoning)
        fresh, read, written, hourly, text, reasoning = (int(column[call]) for column in one)
        return Usage(fresh, read, written - hourly, hourly, text, reasoning, cache_recorded=True)


def no_caching(log: PromptLog) -> CacheUse:
    """Every token is sent and billed as fresh."""
    nothing = np.zeros_like(log.input_tokens)
    return CacheUse(nothing, nothing, log.input_tokens, nothing)


def write_everything(log: PromptLog, lifetime: Lifetime) -> CacheUse:
    """Every prompt is cached whole: what is not read is written. Every use refreshes the lifetime."""
    return all_or_nothing(log, hits_ttl_refresh(log, lifetime.seconds), lifetime)


def keep_forever(log: PromptLog) -> CacheUse:
    """Every prompt is cached whole and never dropped."""
    return all_or_nothing(log, hits_infinite(log), Lifetime.FIVE_MINUTES)


def all_or_nothing(log: PromptLog, hit_blocks: Counts, lifetime: Lifetime) -> CacheUse:
    """Read the hit blocks and write all the rest of the prompt."""
    read = log.tokens_of(hit_blocks)
    return CacheUse.lasting(lifetime, read, log.input_tokens - read, np.zeros_like(read))


def cost(case: CachingCase, use: CacheUse) -> Decimal:
    """Return the exact cost of all calls in USD."""
    return costs_by(case, use, np.zeros(len(case), dtype=np.int64), 1)[0]


def costs_by(case: CachingCase, use: CacheUse, labels: Counts, groups: int) -> list[Decimal]:
    """Return the exact cost of each group in USD; `labels` numbers each call's group from 0.

    Equal to the sum of `call_cost` over its calls: rates are linear, and Decimal arithmetic here is exact.
    """
    key = labels * len(case.rates) + case.rate_of
    # Sums of tokens stay far below 2**53, so the float weights of bincount are exact.
    sums = [
        np.bincount(key, column, groups * len(case.rates)).astype(np.int64).tolist()
        for column in use.buckets(case)
    ]
    costs = [ZERO] * groups
    for place, tokens in enumerate(zip(*sums, strict=True)):
        if any(tokens):
            costs[place // len(case.rates)] += _price(case.rates[place % len(case.rates)], Usage(*tokens))
    return costs


def approximate_costs(case: CachingCase, use: CacheUse) -> Amounts:
    """Return what each call costs in USD, as floats: to compare, never to show."""
    amounts = np.zeros(len(case))
    prices = [[float(rate or 0) for rate in rates.buckets] for rates in case.rates]
    for column, each in zip(use.buckets(case), zip(*prices, strict=True), strict=True):
        amounts += column * np.asarray(each)[case.rate_of]
    return amounts


def call_cost(case: CachingCase, use: CacheUse, call: int) -> Decimal:
    """Return one call's part of `cost`, in USD."""
    return _price(case.rates[int(case.rate_of[call])], use.usage(case, call))


def _price(rates: Rates, usage: Usage) -> Decimal:
    price = rates.price(usage)
    if price is None:
        raise UnpricedCallError(f"{rates.price_id} has no price for one of the buckets of {usage}.")
    return price.input + price.output


class UnpricedCallError(ValueError):
    """A call was replayed whose rates lack a price; calls like this must be left out of a case."""


MINIMUM_CACHEABLE_NOTE: Final = (
    "Every prompt may be cached up to any block, whatever its length; Anthropic ignores cache marks on "
    "prompts shorter than 1,024 tokens (4,096 on some models) and allows four of them per request."
)
