"""The figures of caching as billed: what the calls would have cost without it, and what it read and wrote."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from netra.backend.analytics.domain import describe
from netra.backend.analytics.domain.figures import Certainty, Figure, Rule, Unit
from netra.backend.analytics.domain.totals import NOTHING, Total
from netra.backend.caching_now.domain.cache_use import BilledUse, CacheEffect
from netra.backend.caching_now.domain.losing_caches import Loss
from netra.backend.calls.domain.call import Bucket
from netra.backend.projects.domain import Project

FIGURE_PREFIX: Final = "without_caching."
_RULE: Final = Rule(
    id="without-caching",
    text=(
        "The cached tokens of each call, read or written, at the price that fresh input of its model had on "
        "its day, instead of the price of the cache; all else as it was billed."
    ),
    source="Netra Apex glossary: price book",
    date="2026-11-27",
)
_SAME_TOKENS: Final = (
    "Without a cache the same tokens would have been sent, each as fresh input, and all else stays."
)
_SEND_CACHE: Final = (
    "Send gen_ai.usage.cache_read.input_tokens and gen_ai.usage.cache_creation.input_tokens, or import a "
    "file with cache_read and cache_write."
)
_SEND_PRICE: Final = "Name the model and its provider, or set an assumed price."
_WRITE_RULE: Final = Rule(
    id="cache-writes",
    text="The tokens that were written to caches, at the price that writing has for the model on their day.",
    source="Netra Apex glossary: price book",
    date="2026-11-28",
)
_BEFORE_RULE: Final = Rule(
    id="cache-as-before",
    text="What the cache saved on each call before it was hardly ever read, times the calls since.",
    source="Netra Apex glossary: losing cache",
    date="2026-11-28",
)
_ALIKE: Final = "The calls since are of the same kind as those before, and as often read."
_SHARE_RULE: Final = Rule(
    id="cache-read-share",
    text="The input tokens that were read from caches, divided by all input tokens of the same calls.",
    source="Netra Apex glossary: caching as billed",
    date="2026-11-28",
)


class CacheMeasure(StrEnum):
    """What is told of calls beside what they would have cost without a cache."""

    TODAY = "today"
    COST = "cost"
    SAVING = "saving"
    READS = "reads"
    """What reading saved."""
    WRITES = "writes"
    """What writing saved: below zero, as far as it is dearer than fresh input."""
    WRITE_COST = "write_cost"
    """What the written tokens cost."""
    TOKENS_READ = "tokens_read"
    TOKENS_WRITTEN = "tokens_written"
    READ_SHARE = "read_share"

    @property
    def figure(self) -> str:
        return f"{FIGURE_PREFIX}{self.value}"

    @property
    def is_sum(self) -> bool:
        """Whether calls add up to it."""
        return self is not CacheMeasure.READ_SHARE

    @classmethod
    def parse(cls, figure: str) -> "CacheMeasure":
        """Raises ValueError for anything that is no such figure, or no sum of calls."""
        found = cls(figure.removeprefix(FIGURE_PREFIX))
        if not found.is_sum:
            raise ValueError(f"{figure} is no sum of calls.")
        return found


_BUCKETS: Final[Mapping[CacheMeasure, Bucket]] = MappingProxyType(
    {CacheMeasure.TOKENS_READ: Bucket.CACHE_READ, CacheMeasure.TOKENS_WRITTEN: Bucket.CACHE_WRITE_5M}
)
"""The bucket that tells them once all writes are in one."""


def call_part(
    measure: CacheMeasure, today: Decimal | None, summed: Total, effect: CacheEffect | None
) -> Decimal | None:
    """What one call adds to a figure; None where it is in none, for a price of it is not known."""
    if today is None or effect is None:
        return None
    return _amounts(summed, today, effect)[measure]


def _amounts(summed: Total, today: Decimal, effect: CacheEffect) -> Mapping[CacheMeasure, Decimal]:
    return {
        CacheMeasure.TODAY: today,
        CacheMeasure.COST: today + effect.saving,
        CacheMeasure.SAVING: effect.saving,
        CacheMeasure.READS: effect.reads,
        CacheMeasure.WRITES: effect.writes,
        CacheMeasure.WRITE_COST: effect.write_cost,
        CacheMeasure.TOKENS_READ: Decimal(summed.usage.cache_read),
        CacheMeasure.TOKENS_WRITTEN: Decimal(summed.usage.cache_write),
    }


@dataclass(frozen=True, slots=True)
class CacheFigures:
    """Some calls beside what they would have cost without a cache; calls without a price are in no figure."""

    use: BilledUse
    project: Project

    def figure(self, measure: CacheMeasure, evidence: str) -> Figure:
        """The measure with its rule, its formula and what must hold for it."""
        if measure in _BUCKETS:
            return self._tokens(measure, evidence)
        return self._share() if measure is CacheMeasure.READ_SHARE else self._amount(measure, evidence)

    def value(self, measure: CacheMeasure) -> Decimal | None:
        """An amount; unknown where no call has a price, or none says what was cached."""
        today = self.use.counted.cost
        if today is None or not self.use.counted.calls:
            return None
        if measure is not CacheMeasure.TODAY and not self.use.is_recorded:
            return None
        return _amounts(self.use.counted, today, self.use.effect)[measure]

    def _amount(self, measure: CacheMeasure, evidence: str) -> Figure:
        value = self.value(measure)
        today = describe.cost_figure(self.use.counted, self.project, evidence)
        is_billed = measure in {CacheMeasure.TODAY, CacheMeasure.WRITE_COST}
        said = tuple(today.assumptions) if is_billed else (_SAME_TOKENS, *self._assumptions())
        return Figure(
            id=measure.figure,
            value=value,
            unit=Unit.USD,
            kind=Certainty.UNKNOWN if value is None else today.kind if is_billed else Certainty.ESTIMATED,
            rule=_RULES.get(measure, _RULE),
            formula="not known" if value is None else self._formula(measure, value),
            calls=self.use.counted.calls,
            price_book=today.price_book,
            assumptions=said,
            missing=None if value is not None else _SEND_CACHE if self.use.counted.calls else _SEND_PRICE,
            evidence=None if value is None else evidence,
        )

    def _tokens(self, measure: CacheMeasure, evidence: str) -> Figure:
        """Tokens as they were recorded of the calls that all amounts are of."""
        counted = self.use.counted
        fresh, read, short, hourly, *output = counted.buckets
        together = replace(counted, buckets=(fresh, read, short + hourly, 0, *output))
        found = describe.bucket_figure(_BUCKETS[measure], together, evidence)
        summed = f"sum over {counted.calls:,} calls"
        said = found.formula if found.value is None else f"{summed} = {found.value:,}"
        return replace(found, id=measure.figure, formula=said)

    def _share(self) -> Figure:
        """What of the input was read; calls that do not say what was cached make it smaller."""
        counted = self.use.counted
        read, whole = counted.usage.cache_read, counted.usage.input_total
        known = bool(whole) and self.use.is_recorded
        unrecorded = counted.cache_unrecorded
        guess = f"{unrecorded:,} calls do not say what was cached: nothing of theirs counts as read."
        return Figure(
            id=CacheMeasure.READ_SHARE.figure,
            value=(Decimal(read) / whole).quantize(describe.RATIO_STEP) if known else None,
            unit=Unit.RATIO,
            kind=Certainty.UNKNOWN if not known else Certainty.ESTIMATED if unrecorded else Certainty.EXACT,
            rule=_SHARE_RULE,
            formula=f"{read:,} of {whole:,} input tokens" if known else "not known",
            calls=counted.calls,
            assumptions=(guess,) if known and unrecorded else (),
            missing=None if known else _SEND_CACHE,
        )

    def _assumptions(self) -> list[str]:
        said = list[str]()
        if self.use.counted.cache_unrecorded:
            calls = f"{self.use.counted.cache_unrecorded:,} calls"
            said.append(f"{calls} do not say what was cached: they are taken to cost the same either way.")
        if self.use.counted.assumed_calls and self.project.assumed_price:
            said.append(self.project.assumed_price.as_rates.source)
        return said

    def _formula(self, measure: CacheMeasure, value: Decimal) -> str:
        usage, effect, today = self.use.counted.usage, self.use.effect, self.use.counted.cost or NOTHING
        if measure is CacheMeasure.TODAY:
            return f"sum of {self.use.counted.calls:,} calls as they were = ${value:,.6f}"
        if measure is CacheMeasure.COST:
            return f"${today:,.6f} + ${effect.saving:,.6f} saved by the cache = ${value:,.6f}"
        if measure is CacheMeasure.SAVING:
            return f"${effect.reads:,.6f} by reads + ${effect.writes:,.6f} by writes = ${value:,.6f}"
        tokens = usage.cache_read if measure is CacheMeasure.READS else usage.cache_write
        if measure is CacheMeasure.WRITE_COST:
            return f"{tokens:,} tokens x price of writing to the cache = ${value:,.6f}"
        return f"{tokens:,} tokens x (price of fresh input - price in the cache) = ${value:,.6f}"


def as_before(loss: Loss, project: Project) -> Figure | None:
    """What the calls of a losing cache would save if it were read as it was; None where it never was."""
    value, before = loss.as_before, loss.before
    if value is None or before is None:
        return None
    calls = f"{before.counted.calls:,} calls before x {loss.use.counted.calls:,} calls since"
    return Figure(
        id=f"{FIGURE_PREFIX}as_before",
        value=value,
        unit=Unit.USD,
        kind=Certainty.ESTIMATED,
        rule=_BEFORE_RULE,
        formula=f"${before.effect.saving:,.6f} saved by {calls} = ${value:,.6f}",
        calls=loss.use.counted.calls,
        price_book=str(project.price_book),
        assumptions=(_ALIKE, _SAME_TOKENS),
    )


_RULES: Final[Mapping[CacheMeasure, Rule]] = MappingProxyType(
    {CacheMeasure.TODAY: describe.CALL_COST_RULE, CacheMeasure.WRITE_COST: _WRITE_RULE}
)
