"""The prompt-caching lever: all policies beside what was billed, where each pays, and what to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Final

import numpy as np

from netra.backend.analytics.domain.totals import Total
from netra.backend.optimizer.domain.billed import Bill, usd
from netra.backend.optimizer.domain.caching import (
    CacheUse,
    CachingCase,
    Lifetime,
    approximate_costs,
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
    """What a policy comes to beside the bill; no caching is what the bill is taken for where none is told."""

    BASELINE = "baseline"
    PAYS = "pays"
    SAME = "same"
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
    """What one policy would have cost on all calls, in USD, beside what they were billed."""

    policy: PolicyId
    use: CacheUse
    cost: Decimal
    saving: Decimal
    saving_ratio: Decimal
    read_tokens: int
    written_tokens: int
    fresh_tokens: int
    verdict: Verdict
    recorded_saving: Decimal
    """The saving on those calls that say what was cached."""


@dataclass(frozen=True, eq=False)
class CachingReplay:
    """All policies replayed over one case, and what its calls were billed."""

    bill: Bill
    outcomes: Mapping[PolicyId, PolicyOutcome]
    selective: SelectiveChoice

    @property
    def case(self) -> CachingCase:
        return self.bill.case

    @property
    def cheapest_simple(self) -> PolicyId:
        """The cheapest policy that treats every prompt alike."""
        simple = (PolicyId.NONE, PolicyId.WRITE_5M, PolicyId.WRITE_1H)
        return min(simple, key=lambda policy: self.outcomes[policy].cost)

    @property
    def cheapest(self) -> PolicyId:
        """Selective caching where it also wins on the later calls, which its rule was not chosen on."""
        rival = costs_by(self.case, self.outcomes[self.cheapest_simple].use, self.case.first_half, 2)[1]
        wins = self.selective.rule.sightings and self.selective.costs[1] < rival
        return PolicyId.SELECTIVE if wins else self.cheapest_simple

    @cached_property
    def advised(self) -> PolicyId | None:
        """A policy that costs less than what is billed; else None, to keep the caching that is in place.

        Nor does it cost more on those calls alone of which is known what was cached.
        """
        for policy in (self.cheapest, self.cheapest_simple):
            if self.outcomes[policy].saving > 0 <= self.outcomes[policy].recorded_saving:
                return policy
        return None if self.bill.has_cached else PolicyId.NONE

    def use(self, policy: PolicyId | None) -> CacheUse:
        """How a policy would have billed each call; None for how they were billed."""
        return self.bill.use if policy is None else self.outcomes[policy].use

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
    billed: Total
    costs: Mapping[PolicyId, Decimal]

    @property
    def input_tokens(self) -> int:
        return self.billed.usage.input_total

    @property
    def best(self) -> PolicyId | None:
        """The cheapest policy; None where what was billed is cheaper."""
        cheapest = min(self.costs, key=lambda policy: self.costs[policy])
        return cheapest if self.saving(cheapest) >= 0 else None

    def saving(self, policy: PolicyId) -> Decimal:
        """Return what the policy saves beside what was billed; negative where it costs money."""
        return usd(self.billed) - self.costs[policy]


def replay_caching(bill: Bill) -> CachingReplay:
    """Replay no caching, 5 minutes, 1 hour and the selective rule over the calls of a bill."""
    case = bill.case
    selective = choose(case)
    uses = {
        PolicyId.NONE: no_caching(case.log),
        PolicyId.WRITE_5M: write_everything(case.log, Lifetime.FIVE_MINUTES),
        PolicyId.WRITE_1H: write_everything(case.log, Lifetime.ONE_HOUR),
        PolicyId.SELECTIVE: selective.use,
    }
    outcomes = {policy: _outcome(bill, policy, use) for policy, use in uses.items()}
    return CachingReplay(bill, MappingProxyType(outcomes), selective)


def _outcome(bill: Bill, policy: PolicyId, use: CacheUse) -> PolicyOutcome:
    unrecorded, recorded = costs_by(bill.case, use, bill.is_recorded.astype(np.int64), 2)
    spent = unrecorded + recorded
    saving = bill.cost - spent
    return PolicyOutcome(
        policy=policy,
        use=use,
        cost=spent,
        saving=saving,
        saving_ratio=saving / bill.cost if bill.cost else ZERO,
        read_tokens=int(use.read.sum()),
        written_tokens=int(use.written.sum()),
        fresh_tokens=int(use.fresh.sum()),
        verdict=_verdict(bill, policy, saving),
        recorded_saving=bill.recorded_cost - recorded,
    )


def _verdict(bill: Bill, policy: PolicyId, saving: Decimal) -> Verdict:
    if policy is PolicyId.NONE and not bill.is_told:
        return Verdict.BASELINE
    if not saving:
        return Verdict.SAME
    return Verdict.PAYS if saving > 0 else Verdict.COSTS


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
    billed = replay.bill.totals(labels, len(numbers))
    groups = (
        GroupOutcome(
            key,
            billed[at].calls,
            billed[at],
            MappingProxyType({policy: by[at] for policy, by in costs.items()}),
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
    case = replay.case
    gains = approximate_costs(case, replay.bill.use) - approximate_costs(case, replay.use(replay.advised))
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
