"""What calls would have cost had nothing been cached: reads and writes at the price of fresh input."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Final, NamedTuple

from netra.backend.analytics.domain import describe
from netra.backend.analytics.domain.figures import Certainty, Figure, Rule, Unit
from netra.backend.analytics.domain.totals import NOTHING, Total, total
from netra.backend.calls.domain.call import Bucket, Usage
from netra.backend.calls.domain.groups import CallGroup
from netra.backend.pricing.domain.books import AssumedPrice, Catalogue, PriceBook
from netra.backend.pricing.domain.cells import PriceCell
from netra.backend.pricing.domain.rates import PER_MILLION, Rates
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


class CacheMeasure(StrEnum):
    """What is told of calls beside what they would have cost without a cache."""

    TODAY = "today"
    COST = "cost"
    SAVING = "saving"
    READS = "reads"
    """What reading saved."""
    WRITES = "writes"
    """What writing saved: below zero, as far as it is dearer than fresh input."""
    TOKENS_READ = "tokens_read"
    TOKENS_WRITTEN = "tokens_written"

    @property
    def figure(self) -> str:
        return f"{FIGURE_PREFIX}{self.value}"

    @classmethod
    def parse(cls, figure: str) -> "CacheMeasure":
        """Raises ValueError for anything that is no such figure."""
        return cls(figure.removeprefix(FIGURE_PREFIX))


class CacheEffect(NamedTuple):
    """What the cache saved on some tokens, by reading and by writing, each below zero where it cost more."""

    reads: Decimal = NOTHING
    writes: Decimal = NOTHING

    @property
    def saving(self) -> Decimal:
        return self.reads + self.writes


AMOUNTS: Final = (
    CacheMeasure.TODAY,
    CacheMeasure.COST,
    CacheMeasure.SAVING,
    CacheMeasure.READS,
    CacheMeasure.WRITES,
)
TOKEN_MEASURES: Final[Mapping[CacheMeasure, Bucket]] = MappingProxyType(
    {CacheMeasure.TOKENS_READ: Bucket.CACHE_READ, CacheMeasure.TOKENS_WRITTEN: Bucket.CACHE_WRITE_5M}
)
"""Those that count tokens, and the bucket that tells them once all writes are in one."""

Seller = tuple[str, str]
"""A model and the provider that calls of it went to."""


@dataclass(frozen=True, eq=False)
class UseAtSeller:
    """Calls, what they used and cost, and what the cache did to that; None where a price is not known."""

    model: str
    provider: str
    total: Total
    effect: CacheEffect | None

    @property
    def is_counted(self) -> bool:
        return self.effect is not None and not self.total.unknown_calls

    @property
    def seller(self) -> Seller:
        return self.model, self.provider


def effect_of(usage: Usage, rates: Rates | None) -> CacheEffect | None:
    """What the cache saved on these tokens; None where a price that it takes is not known."""
    written = (
        (usage.cache_write_5m, rates.cache_write_5m if rates else None),
        (usage.cache_write_1h, rates.cache_write_1h if rates else None),
    )
    reads = _saved(((usage.cache_read, rates.cache_read if rates else None),), rates)
    writes = _saved(written, rates)
    return None if reads is None or writes is None else CacheEffect(reads, writes)


def _saved(parts: Iterable[tuple[int, Decimal | None]], rates: Rates | None) -> Decimal | None:
    saved = NOTHING
    for tokens, price in parts:
        if tokens:
            if rates is None or rates.input_fresh is None or price is None:
                return None
            saved += (rates.input_fresh - price) * tokens
    return saved.scaleb(PER_MILLION)


def cache_uses(
    groups: Iterable[CallGroup], book: PriceBook, catalogue: Catalogue, price: AssumedPrice | None
) -> list[UseAtSeller]:
    """The use of each model at each provider; groups by model, provider, day of UTC and size."""
    parts: dict[Seller, list[tuple[Total, CacheEffect | None]]] = {}
    for group in groups:
        model, provider, second, exceeded = group.keys
        cell = PriceCell.of_group(int(second), int(exceeded), catalogue)
        summed = Total.of(group, str(model), price)
        effect = effect_of(summed.usage, book.rates(str(provider), str(model), *cell))
        parts.setdefault((str(model), str(provider)), []).append((summed, effect))
    return [
        UseAtSeller(*seller, total(one for one, _ in each), _added([effect for _, effect in each]))
        for seller, each in sorted(parts.items())
    ]


def _added(effects: Sequence[CacheEffect | None]) -> CacheEffect | None:
    known = [effect for effect in effects if effect is not None]
    if len(known) < len(effects):
        return None
    return CacheEffect(
        sum((one.reads for one in known), NOTHING), sum((one.writes for one in known), NOTHING)
    )


@dataclass(frozen=True)
class WithoutCache:
    """Some calls beside what they would have cost without a cache; calls without a price are left out."""

    uses: Sequence[UseAtSeller]
    project: Project

    @cached_property
    def counted(self) -> list[UseAtSeller]:
        return [use for use in self.uses if use.is_counted]

    @cached_property
    def today(self) -> Total:
        return total(use.total for use in self.counted)

    @cached_property
    def effect(self) -> CacheEffect:
        return _added([use.effect for use in self.counted]) or CacheEffect()

    @property
    def is_recorded(self) -> bool:
        """Whether any call says what was cached."""
        return self.today.cache_unrecorded < self.today.calls

    def value(self, measure: CacheMeasure) -> Decimal | None:
        """Unknown where no call has a price, or none says what was cached."""
        today = self.today.cost
        if today is None or not self.counted:
            return None
        if measure is CacheMeasure.TODAY:
            return today
        return self._values(today)[measure] if self.is_recorded else None

    def _values(self, today: Decimal) -> Mapping[CacheMeasure, Decimal]:
        return {
            CacheMeasure.COST: today + self.effect.saving,
            CacheMeasure.SAVING: self.effect.saving,
            CacheMeasure.READS: self.effect.reads,
            CacheMeasure.WRITES: self.effect.writes,
        }

    def figure(self, measure: CacheMeasure, evidence: str) -> Figure:
        """The measure with its rule, its formula and what must hold for it."""
        if measure in TOKEN_MEASURES:
            return self._tokens(measure, evidence)
        value = self.value(measure)
        today = describe.cost_figure(self.today, self.project, evidence)
        is_today = measure is CacheMeasure.TODAY
        return Figure(
            id=measure.figure,
            value=value,
            unit=Unit.USD,
            kind=Certainty.UNKNOWN if value is None else today.kind if is_today else Certainty.ESTIMATED,
            rule=describe.CALL_COST_RULE if is_today else _RULE,
            formula="not known" if value is None else self._formula(measure, value),
            calls=self.today.calls,
            price_book=today.price_book,
            assumptions=tuple(today.assumptions) if is_today else (_SAME_TOKENS, *self._assumptions()),
            missing=None if value is not None else _SEND_CACHE if self.counted else _SEND_PRICE,
            evidence=None if value is None else evidence,
        )

    def _tokens(self, measure: CacheMeasure, evidence: str) -> Figure:
        """Tokens as they were recorded of the calls that all amounts are of."""
        fresh, read, short, hourly, *output = self.today.buckets
        together = replace(self.today, buckets=(fresh, read, short + hourly, 0, *output))
        found = describe.bucket_figure(TOKEN_MEASURES[measure], together, evidence)
        summed = f"sum over {self.today.calls:,} calls"
        said = found.formula if found.value is None else f"{summed} = {found.value:,}"
        return replace(found, id=measure.figure, formula=said)

    def _assumptions(self) -> list[str]:
        said = list[str]()
        if self.today.cache_unrecorded:
            calls = f"{self.today.cache_unrecorded:,} calls"
            said.append(f"{calls} do not say what was cached: they are taken to cost the same either way.")
        if self.today.assumed_calls and self.project.assumed_price:
            said.append(self.project.assumed_price.as_rates.source)
        return said

    def _formula(self, measure: CacheMeasure, value: Decimal) -> str:
        usage, effect, today = self.today.usage, self.effect, self.today.cost or NOTHING
        if measure is CacheMeasure.TODAY:
            return f"sum of {self.today.calls:,} calls as they were = ${value:,.6f}"
        if measure is CacheMeasure.COST:
            return f"${today:,.6f} + ${effect.saving:,.6f} saved by the cache = ${value:,.6f}"
        if measure is CacheMeasure.SAVING:
            return f"${effect.reads:,.6f} by reads + ${effect.writes:,.6f} by writes = ${value:,.6f}"
        tokens = usage.cache_read if measure is CacheMeasure.READS else usage.cache_write
        return f"{tokens:,} tokens x (price of fresh input - price in the cache) = ${value:,.6f}"
