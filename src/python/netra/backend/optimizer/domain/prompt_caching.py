"""The prompt-caching lever: all policies side by side, where each pays, and what to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import numpy as np

from netra.backend.optimizer.domain.caching import (
    CacheUse,
    CachingCase,
    Lifetime,
    approximate_costs,
    cost,
    costs_by,
    no_caching,
    write_everything,
)
from netra.backend.optimizer.domain.prompt_log import Counts, PromptLog
from netra.backend.optimizer.domain.selective import SelectiveChoice, choose
from netra.backend.pricing.domain.rates import ZERO

COMMON_SHARE: Final = 0.1
"""What more than this share of a cache's prompts begin with is shared by design, such as a system prompt."""


class PolicyId(StrEnum):
    NONE = "none"
    WRITE_5M = "write_5m"
    WRITE_1H = "write_1h"
    SELECTIVE = "selective"


class Verdict(StrEnum):
    BASELINE = "baseline"
    PAYS = "pays"
    COSTS = "costs"


POLICY_TITLES: Final[Mapping[PolicyId, str]] = MappingProxyType(
    {
        PolicyId.NONE: "No caching",
        PolicyId.WRITE_5M: "Cache every prompt for 5 minutes",
        PolicyId.WRITE_1H: "Cache every prompt for 1 hour",
        PolicyId.SELECTIVE: "Cache only prefixes that pay",
    }
)


@dataclass(frozen=True, eq=False)
class PolicyOutcome:
    """What one policy would have cost on all calls, in USD, beside no caching."""

    policy: PolicyId
    use: CacheUse
    cost: Decimal
    saving: Decimal
    saving_ratio: Decimal
    read_tokens: int
    written_tokens: int
    fresh_tokens: int

    @property
    def verdict(self) -> Verdict:
        if self.policy is PolicyId.NONE:
            return Verdict.BASELINE
        return Verdict.PAYS if self.saving > 0 else Verdict.COSTS


@dataclass(frozen=True, eq=False)
class CachingReplay:
    """All policies replayed over one case."""

    case: CachingCase
    outcomes: Mapping[PolicyId, PolicyOutcome]
    selective: SelectiveChoice

    @property
    def cheapest_simple(self) -> PolicyId:
        """The cheapest policy that treats every prompt alike."""
        simple = (PolicyId.NONE, PolicyId.WRITE_5M, PolicyId.WRITE_1H)
        return min(simple, key=lambda policy: self.outcomes[policy].cost)

    @property
    def advised(self) -> PolicyId:
        """Selective caching where it also wins on the later calls, which its rule was not chosen on."""
        rival = costs_by(self.case, self.outcomes[self.cheapest_simple].use, self.case.first_half, 2)[1]
        wins = self.selective.rule.sightings and self.selective.costs[1] < rival
        return PolicyId.SELECTIVE if wins else self.cheapest_simple

    @property
    def captured_share(self) -> Decimal | None:
        """The part of the possible saving that the selective rule reaches; None if nothing can be saved."""
        baseline = self.outcomes[PolicyId.NONE].cost
        possible = baseline - sum(self.selective.best_possible, ZERO)
        return (baseline - sum(self.selective.costs, ZERO)) / possible if possible > 0 else None


@dataclass(frozen=True, slots=True)
class GroupOutcome:
    """The policies over one group of calls, in USD."""

    key: str
    calls: int
    input_tokens: int
    costs: Mapping[PolicyId, Decimal]

    @property
    def best(self) -> PolicyId:
        return min(self.costs, key=lambda policy: self.costs[policy])

    def saving(self, policy: PolicyId) -> Decimal:
        """Return what the policy saves beside no caching; negative where it costs money."""
        return self.costs[PolicyId.NONE] - self.costs[policy]


def replay_caching(case: CachingCase) -> CachingReplay:
    """Replay no caching, 5 minutes, 1 hour and the selective rule over a case."""
    selective = choose(case)
    uses = {
        PolicyId.NONE: no_caching(case.log),
        PolicyId.WRITE_5M: write_everything(case.log, Lifetime.FIVE_MINUTES),
        PolicyId.WRITE_1H: write_everything(case.log, Lifetime.ONE_HOUR),
        PolicyId.SELECTIVE: selective.use,
    }
    baseline = cost(case, uses[PolicyId.NONE])
    outcomes = {policy: _outcome(case, policy, use, baseline) for policy, use in uses.items()}
    return CachingReplay(case, MappingProxyType(outcomes), selective)


def _outcome(case: CachingCase, policy: PolicyId, use: CacheUse, baseline: Decimal) -> PolicyOutcome:
    usd = cost(case, use)
    return PolicyOutcome(
        policy=policy,
        use=use,
        cost=usd,
        saving=baseline - usd,
        saving_ratio=(baseline - usd) / baseline if baseline else ZERO,
        read_tokens=int(use.read.sum()),
        written_tokens=int(use.written.sum()),
        fresh_tokens=int(use.fresh.sum()),
    )


def group_outcomes(replay: CachingReplay, keys: Sequence[str]) -> tuple[GroupOutcome, ...]:
    """Return the policies by group, the dearest group first; `keys` names each call's group.

    Costs over the groups add up to the outcomes' costs.
    """
    numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    labels = np.asarray([numbers[key] for key in keys], dtype=np.int64)
    costs = {
        policy: costs_by(replay.case, outcome.use, labels, len(numbers))
        for policy, outcome in replay.outcomes.items()
    }
    calls = np.bincount(labels, minlength=len(numbers)).tolist()
    tokens = np.bincount(labels, replay.case.log.input_tokens, len(numbers)).astype(np.int64).tolist()
    groups = (
        GroupOutcome(
            key, calls[at], tokens[at], MappingProxyType({policy: by[at] for policy, by in costs.items()})
        )
        for key, at in numbers.items()
    )
    return tuple(sorted(groups, key=lambda group: -group.costs[PolicyId.NONE]))


def gaining_most(replay: CachingReplay, keys: Sequence[str], most: int) -> tuple[GroupOutcome, ...]:
    """Return the outcomes of the groups that gain most by the advised policy, some more than `most`.

    There may be a group for each few calls: floats tell which are worth an exact price.
    """
    names = list(dict.fromkeys(keys))
    numbers = {key: number for number, key in enumerate(names)}
    case, advised = replay.case, replay.outcomes[replay.advised].use
    gains = approximate_costs(case, replay.outcomes[PolicyId.NONE].use) - approximate_costs(case, advised)
    by_group = np.bincount([numbers[key] for key in keys], gains, len(names))
    best = np.argsort(-by_group, kind="stable")[: 2 * most].tolist()
    chosen = {names[at] for at in best}
    rest = "" if "" not in chosen else "\0"
    outcomes = group_outcomes(replay, [key if key in chosen else rest for key in keys])
    return tuple(outcome for outcome in outcomes if outcome.key in chosen)


def conversations(log: PromptLog) -> Counts:
    """Return a number per call, equal for calls that go on from one beginning; -1 where it has no blocks.

    The beginning is the first stretch that is not common to many prompts of the cache.
    """
    uses = log.stretches
    prompts = np.bincount(log.cache, minlength=1)[log.cache[uses.call]]
    often = np.bincount(uses.stretch, minlength=1)[uses.stretch] > COMMON_SHARE * prompts
    own = np.append(np.flatnonzero(~often | (prompts * COMMON_SHARE < 1)), len(uses.call))
    first = own[np.searchsorted(own, uses.starts[:-1])]
    first = np.where(first < uses.starts[1:], first, uses.starts[:-1])
    numbered = np.append(uses.stretch, -1)
    return np.where(log.blocks > 0, numbered[np.minimum(first, len(uses.call))], -1)
