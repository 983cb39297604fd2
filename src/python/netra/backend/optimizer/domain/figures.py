"""The figures of the prompt-caching page, with rule, formula and assumptions: all but the bill estimated."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from netra.backend.analytics.domain import describe
from netra.backend.analytics.domain.figures import Certainty, Figure, Rule, Unit
from netra.backend.analytics.domain.totals import Total
from netra.backend.calls.domain.call import Bucket
from netra.backend.optimizer.domain.billed import AS_BILLED, Bill, usd
from netra.backend.optimizer.domain.caching import MINIMUM_CACHEABLE_NOTE
from netra.backend.optimizer.domain.prompt_caching import (
    POLICY_TITLES,
    CachingReplay,
    PolicyId,
    PolicyOutcome,
)
from netra.backend.pricing.domain.rates import Rates
from netra.backend.projects.domain import Project
from netra.shared.exact import plain

READ: Final = "2026-11-23"
_STEP: Final = Decimal("0.0001")
_SOURCE: Final = "Anthropic, prompt caching"
_SOURCE_URL: Final = "https://docs.anthropic.com/en/docs/build-with-claude/prompt-caching"
_MATCHING: Final = (
    "A prompt reads its leading blocks whose last use lies within the lifetime (every use refreshes it); "
    "the rest of it is written. One cache per model, and per session where the log's block ids mean no more."
)
_RULE_TEXTS: Final = MappingProxyType(
    {
        PolicyId.NONE: "Every input token is billed as fresh input.",
        PolicyId.WRITE_5M: f"{_MATCHING} Lifetime 5 minutes.",
        PolicyId.WRITE_1H: f"{_MATCHING} Lifetime 1 hour.",
        PolicyId.SELECTIVE: "Only prefixes that were seen to come back are written; all else is sent fresh.",
    }
)
HYPOTHETICAL: Final = (
    "Hypothetical: what these calls would have cost under each policy, whatever caching was really in use, "
    "beginning with empty caches and knowing only the beginnings of prompts that the log shows."
)
NO_ELIGIBILITY: Final = MINIMUM_CACHEABLE_NOTE


GROUP_KINDS: Final = frozenset({"model", "agent", "session", "prefix"})


class Measure(StrEnum):
    """What a figure of a policy counts."""

    COST = "cost"
    SAVING = "saving"
    SAVING_RATIO = "saving_ratio"
    READ_TOKENS = "read_tokens"
    WRITE_TOKENS = "write_tokens"
    FRESH_TOKENS = "fresh_tokens"

    @property
    def unit(self) -> Unit:
        if self is Measure.SAVING_RATIO:
            return Unit.RATIO
        return Unit.USD if self in {Measure.COST, Measure.SAVING} else Unit.TOKENS


BILLED_MEASURES: Final = (
    Measure.COST,
    Measure.READ_TOKENS,
    Measure.WRITE_TOKENS,
    Measure.FRESH_TOKENS,
)


@dataclass(frozen=True, slots=True)
class FigureName:
    """`policy.measure`, or `policy.measure@model:name` and `@agent:main` for a group of the page's calls.

    Without a policy it is of the bill: `billed.cost`.
    """

    policy: PolicyId | None
    measure: Measure
    group: str = ""
    """"model:...", "agent:...", "session:..." or "prefix:..."; empty for all calls."""

    @classmethod
    def parse(cls, text: str) -> "FigureName":
        """Raises ValueError for a name that no figure has, or whose figure is no sum of calls."""
        name, _, group = text.partition("@")
        policy, _, measure = name.partition(".")
        found = cls(None if policy == AS_BILLED else PolicyId(policy), Measure(measure), group)
        if found.measure is Measure.SAVING_RATIO or (group and found.kind not in GROUP_KINDS):
            raise ValueError(f"{text} is no sum of calls.")
        if found.policy is None and found.measure not in BILLED_MEASURES:
            raise ValueError("What was billed saves nothing beside itself.")
        return found

    @property
    def kind(self) -> str:
        """What the group is one of."""
        return self.group.partition(":")[0]

    def __str__(self) -> str:
        return f"{self.policy or AS_BILLED}.{self.measure}" + (f"@{self.group}" if self.group else "")


@dataclass(frozen=True, slots=True)
class Setting:
    """What all figures of one page share."""

    price_book: str
    assumptions: tuple[str, ...]


def outcome_value(outcome: PolicyOutcome, measure: Measure) -> Decimal:
    values: dict[Measure, Decimal | int] = {
        Measure.COST: outcome.cost,
        Measure.SAVING: outcome.saving,
        Measure.SAVING_RATIO: outcome.saving_ratio.quantize(Decimal("1e-6")),
        Measure.READ_TOKENS: outcome.read_tokens,
        Measure.WRITE_TOKENS: outcome.written_tokens,
        Measure.FRESH_TOKENS: outcome.fresh_tokens,
    }
    return Decimal(values[measure])


def taken_as_fresh(bill: Bill) -> tuple[str, ...]:
    """What savings rest on where calls do not say what was cached."""
    if not bill.unrecorded:
        return ()
    return (
        f"{bill.unrecorded:,} of {len(bill.case):,} calls do not say what was cached: their whole input "
        "is taken as fresh. What of it was cached makes savings smaller.",
    )


def billed_value(billed: Total, measure: Measure) -> Decimal:
    usage = billed.usage
    values: dict[Measure, Decimal | int] = {
        Measure.COST: usd(billed),
        Measure.READ_TOKENS: usage.cache_read,
        Measure.WRITE_TOKENS: usage.cache_write,
        Measure.FRESH_TOKENS: usage.input_fresh,
    }
    return Decimal(values[measure])


def billed_figure(name: FigureName, billed: Total, project: Project, evidence: str) -> Figure:
    """One figure of what calls were billed: as sure as the log and their prices are."""
    if name.measure is Measure.COST:
        return replace(describe.cost_figure(billed, project, evidence), id=str(name))
    fresh, read, short, hourly, *output = billed.buckets
    together = replace(billed, buckets=(fresh, read, short + hourly, 0, *output))
    found = describe.bucket_figure(_BILLED_BUCKETS[name.measure], together, evidence)
    value = billed_value(billed, name.measure)
    said = found.formula if found.value is None else f"sum over {billed.calls:,} calls = {value:,}"
    return replace(found, id=str(name), formula=said)


_BILLED_BUCKETS: Final = MappingProxyType(
    {
        Measure.READ_TOKENS: Bucket.CACHE_READ,
        Measure.WRITE_TOKENS: Bucket.CACHE_WRITE_5M,
        Measure.FRESH_TOKENS: Bucket.INPUT_FRESH,
    }
)


def figure(
    replay: CachingReplay,
    name: FigureName,
    policy: PolicyId,
    value: Decimal,
    calls: int,
    setting: Setting,
    evidence: str | None,
) -> Figure:
    """One figure of a policy over all calls or over a group of them."""
    return Figure(
        id=str(name),
        value=value,
        unit=name.measure.unit,
        kind=Certainty.ESTIMATED,
        rule=_rule(replay, policy),
        formula=_formula(replay, policy, name, value),
        calls=calls,
        price_book=setting.price_book,
        assumptions=setting.assumptions,
        evidence=evidence,
    )


def _rule(replay: CachingReplay, policy: PolicyId) -> Rule:
    selective = policy is PolicyId.SELECTIVE
    text = replay.selective.rule.text if selective else _RULE_TEXTS[policy]
    if policy is not PolicyId.NONE and replay.case.rates:
        text = f"{text} {_prices(replay.case.rates)}"
    return Rule(f"prompt-caching-{policy}", text, _SOURCE, READ, _SOURCE_URL)


def _prices(rates: Sequence[Rates]) -> str:
    """The prices of the cache in these very calls, as multiples of their price of fresh input."""
    read = _multiples((one.cache_read, one.input_fresh) for one in rates)
    short = _multiples((one.cache_write_5m, one.input_fresh) for one in rates)
    long = _multiples((one.cache_write_1h, one.input_fresh) for one in rates)
    return f"Of the input price, a read costs {read}, a write {short} for 5 minutes and {long} for 1 hour."


def _multiples(pairs: Iterable[tuple[Decimal | None, Decimal | None]]) -> str:
    found = sorted({plain((price / fresh).quantize(_STEP)) for price, fresh in pairs if price and fresh})
    return found[0] if len(found) == 1 else f"{found[0]} to {found[-1]}" if found else "nothing"


def _formula(replay: CachingReplay, policy: PolicyId, name: FigureName, value: Decimal) -> str:
    outcome, before = replay.outcomes[policy], replay.bill.cost
    if name.group:
        return f"{name.measure} of the calls of {name.group} under '{POLICY_TITLES[policy]}' = {value:,f}"
    if name.measure is Measure.SAVING:
        return f"${before:,.2f} {_before(replay.bill)} - ${outcome.cost:,.2f} = ${value:,.2f}"
    if name.measure is Measure.SAVING_RATIO:
        return f"${outcome.saving:,.2f} / ${before:,.2f} {_before(replay.bill)} = {value:.2%}"
    if name.measure is Measure.COST:
        return (
            f"{outcome.fresh_tokens:,} fresh + {outcome.read_tokens:,} read + {outcome.written_tokens:,} "
            f"written input tokens + output, each at its call's price = ${value:,.2f}"
        )
    return f"sum over {len(replay.case):,} calls = {value:,}"


def _before(bill: Bill) -> str:
    """What savings are taken from."""
    if not bill.unrecorded:
        return "as billed"
    return "as billed, as far as recorded" if bill.is_told else "if all prompts are sent fresh"
