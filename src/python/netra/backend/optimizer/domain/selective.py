"""Selective caching: write only prefixes that are likely to be read again, by rules that know only the past.

Each rule says which leading blocks of a prompt to keep in the cache (read them if alive, write them if not);
the rest is sent fresh. A rule looks at earlier prompts alone, so a client can follow it as calls come.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import numpy as np

from netra.backend.optimizer.domain.caches import recently_used
from netra.backend.optimizer.domain.caching import CacheUse, CachingCase, Lifetime, costs_by, write_everything
from netra.backend.optimizer.domain.prompt_log import Flags, PromptLog
from netra.backend.pricing.domain.rates import Rates

MEMORY_SECONDS: Final = 3600
"""How long a client remembers the prompts that it sent."""
RETURNING_SHARES: Final = (0.5, 0.75, 0.9)


@dataclass(frozen=True, slots=True)
class SelectiveRule:
    """Which prefixes to cache.

    `sightings` is how often a block must have been sent before, each time within `memory_seconds` of the
    next; 0 caches everything. A prompt of which at least `returning_share` was seen before is cached whole.
    """

    lifetime: Lifetime
    sightings: int
    memory_seconds: int = MEMORY_SECONDS
    returning_share: float | None = None

    def __post_init__(self) -> None:
        # A block once kept is then kept at each use within the lifetime: no state is needed but the log.
        if self.memory_seconds < self.lifetime.seconds:
            raise ValueError("A rule must remember for as long as the cache does.")
        if self.returning_share is not None and self.sightings != 1:
            raise ValueError("A share of returning blocks goes with one sighting.")

    @property
    def text(self) -> str:
        """The rule in words."""
        kept = "5 minutes" if self.lifetime is Lifetime.FIVE_MINUTES else "1 hour"
        if not self.sightings:
            return f"Cache every prompt whole for {kept}."
        within = f"{self.memory_seconds // 60} minutes"
        times = "once" if self.sightings == 1 else "twice"
        rule = f"Cache a prefix for {kept} when it was sent at least {times} before, within {within}"
        if self.returning_share is None:
            return f"{rule}; send the rest uncached."
        share = f"{self.returning_share:.0%}"
        return f"{rule}; cache the whole prompt when at least {share} of it was; send the rest uncached."


def candidates() -> Iterator[SelectiveRule]:
    """Yield the rules that are tried on a project's traffic."""
    for lifetime in Lifetime:
        yield SelectiveRule(lifetime, sightings=0)
        yield SelectiveRule(lifetime, sightings=1)
        yield SelectiveRule(lifetime, sightings=2)
        for share in RETURNING_SHARES:
            yield SelectiveRule(lifetime, sightings=1, returning_share=share)


def replay_rule(log: PromptLog, rule: SelectiveRule) -> CacheUse:
    """Return how each call would have been billed under the rule.

    What is kept depends on the log alone, never on the state of the cache. A block is read when its last use
    kept it and lies within the lifetime, and when all blocks before it are read.
    """
    if not rule.sightings:
        return write_everything(log, rule.lifetime)
    return _replay(log, _kept(log, rule), rule.lifetime)


def replay_clairvoyant(case: CachingCase, lifetime: Lifetime) -> CacheUse:
    """Return the cheapest billing that any rule could reach with that lifetime if it knew the future.

    A chain of uses, each within the lifetime of the one before, is cached exactly when one write and the
    reads cost less than sending it fresh each time.
    """
    uses = case.log.stretches
    chain = np.empty_like(uses.by_stretch)
    chain[uses.by_stretch] = np.cumsum(~recently_used(case.log, lifetime.seconds)[uses.by_stretch]) - 1
    enough = np.asarray([_uses_that_pay(rates, lifetime) for rates in case.rates])[case.rate_of][uses.call]
    return _replay(case.log, np.bincount(chain)[chain] > enough, lifetime)


def _uses_that_pay(rates: Rates, lifetime: Lifetime) -> float:
    """More uses than this cost less with one write and reads behind it than each sent fresh."""
    fresh, read, write = (
        float(rate or 0) for rate in (rates.input_fresh, rates.cache_read, lifetime.write_rate(rates))
    )
    return (write - read) / (fresh - read) if fresh > read else math.inf


def _kept(log: PromptLog, rule: SelectiveRule) -> Flags:
    uses = log.stretches
    seen = recently_used(log, rule.memory_seconds)
    kept = seen & seen[uses.before] if rule.sightings > 1 else seen
    if rule.returning_share is None:
        return kept
    returning = log.tokens_of(uses.leading_blocks(seen)) >= rule.returning_share * log.input_tokens
    whole: Flags = kept | returning[uses.call]
    return whole


def _replay(log: PromptLog, kept: Flags, lifetime: Lifetime) -> CacheUse:
    uses = log.stretches
    read = log.tokens_of(uses.leading_blocks(recently_used(log, lifetime.seconds) & kept[uses.before] & kept))
    covered = log.tokens_of(uses.leading_blocks(kept))
    return CacheUse.lasting(lifetime, read, covered - read, log.input_tokens - covered)


@dataclass(frozen=True, eq=False)
class SelectiveChoice:
    """The rule that was cheapest on the first half of the calls, and how it did."""

    rule: SelectiveRule
    use: CacheUse
    chosen_on: int
    """Calls of the first half, on which the rule was chosen; the later ones it was not shown."""
    costs: tuple[Decimal, Decimal]
    """USD on the first half and on the later half."""
    best_possible: tuple[Decimal, Decimal]
    """USD of the cheapest billing with knowledge of the future, on the first half and on the later half."""


def choose(case: CachingCase) -> SelectiveChoice:
    """Try every rule on the first half of the calls and return the cheapest, replayed over all."""
    tried = [(rule, replay_rule(case.log, rule)) for rule in candidates()]
    costs = [costs_by(case, use, case.first_half, 2) for _, use in tried]
    best = min(range(len(tried)), key=lambda place: costs[place][0])
    ceilings = [
        costs_by(case, replay_clairvoyant(case, lifetime), case.first_half, 2) for lifetime in Lifetime
    ]
    ceiling = min(ceilings, key=sum)
    rule, use = tried[best]
    return SelectiveChoice(
        rule, use, len(case) // 2, (costs[best][0], costs[best][1]), (ceiling[0], ceiling[1])
    )
