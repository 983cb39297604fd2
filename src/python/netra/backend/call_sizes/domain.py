"""Where tokens concentrate: how long calls are, which are longer than most, and what the excess costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from math import isnan
from typing import Final, NamedTuple, Self

from netra.backend.analytics.domain.priced import INPUT_BUCKETS, OUTPUT_BUCKETS, Columns, PricedCalls
from netra.backend.analytics.domain.totals import NOTHING, Total
from netra.backend.calls.domain import Bucket, Usage
from netra.backend.pricing.domain.books import PriceBook
from netra.backend.pricing.domain.rates import STEP, Rates
from netra.shared.clock import moment

PERCENTS: Final = (50, 90, 95, 99)
OVERSIZED_PERCENT: Final = 95


class Side(StrEnum):
    """The two sides of a call."""

    INPUT = "input"
    OUTPUT = "output"

    @property
    def buckets(self) -> tuple[Bucket, ...]:
        return INPUT_BUCKETS if self is Side.INPUT else OUTPUT_BUCKETS


class SizeMeasure(StrEnum):
    """What is told of the oversized calls of a group."""

    CALLS = "calls"
    TOKENS = "tokens"
    COST = "cost"
    EXCESS = "excess"


class SizeFigure(NamedTuple):
    """The name of a figure that calls stand behind."""

    side: Side
    measure: SizeMeasure

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises ValueError for anything `str` did not write."""
        kind, side, measure = text.split(".")
        if kind != "oversized":
            raise ValueError(f"There is no figure {text}.")
        return cls(Side(side), SizeMeasure(measure))

    def __str__(self) -> str:
        return f"oversized.{self.side}.{self.measure}"


@dataclass(frozen=True, slots=True)
class SideSizes:
    """Tokens on one side of the calls of a group; a percentile for each of `PERCENTS`, none without calls."""

    tokens: int
    percentiles: Mapping[int, Decimal]

    def limit(self, above_tokens: int | None) -> Decimal:
        """The tokens above which a call is oversized: those given, else the group's 95th percentile."""
        if above_tokens is not None:
            return Decimal(above_tokens)
        return self.percentiles.get(OVERSIZED_PERCENT, NOTHING)


@dataclass(frozen=True, slots=True)
class GroupSizes:
    """How long the calls of a model are; of all models where `model` is None."""

    model: str | None
    calls: int
    sides: Mapping[Side, SideSizes]


def group_sizes(columns: Columns) -> list[GroupSizes]:
    """The groups of the store's statistics: all calls first, then the models with the most tokens."""
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    groups = [
        GroupSizes(
            model=None if row["whole"] else row["key"],
            calls=row["calls"],
            sides={side: _side_sizes(row[side], row[f"{side}_percentiles"]) for side in Side},
        )
        for row in rows
        if row["calls"]
    ]
    return sorted(groups, key=_by_tokens) or [
        GroupSizes(None, 0, {side: SideSizes(0, {}) for side in Side})
    ]


def _side_sizes(tokens: int, percentiles: Sequence[float]) -> SideSizes:
    known = {
        percent: Decimal(f"{value:.3f}")
        for percent, value in zip(PERCENTS, percentiles, strict=True)
        if not isnan(value)
    }
    return SideSizes(tokens, known)


def _by_tokens(group: GroupSizes) -> tuple[bool, int, str]:
    return group.model is not None, -sum(sizes.tokens for sizes in group.sides.values()), group.model or ""


@dataclass(frozen=True, eq=False)
class Oversized:
    """The calls of a group that are longer on one side than its limit, as places among priced calls."""

    priced: PricedCalls
    side: Side
    limit: Decimal
    places: Sequence[int]
    book: PriceBook

    @classmethod
    def of(
        cls, priced: PricedCalls, side: Side, limit: Decimal, book: PriceBook, model: str | None = None
    ) -> Self:
        """Those of a model, or of all, among calls that may hold others too."""
        models = priced.calls["model"]
        places = [
            at
            for at, tokens in enumerate(side_tokens(priced, side))
            if tokens > limit and (model is None or models[at] == model)
        ]
        return cls(priced, side, limit, places, book)

    @cached_property
    def total(self) -> Total:
        return self.priced.total(self.places)

    @cached_property
    def tokens(self) -> int:
        return sum(side_tokens(self.priced, self.side)[at] for at in self.places)

    @cached_property
    def excess(self) -> Decimal | None:
        """What the tokens above the limit cost, as far as list prices are known; None when not one is."""
        known = [usd for at in self.places if (usd := self.excess_at(at)) is not None]
        return sum(known, NOTHING) if known or not self.places else None

    @cached_property
    def unlisted(self) -> int:
        """Calls whose list price is not known."""
        return sum(self.excess_at(at) is None for at in self.places)

    def excess_at(self, at: int) -> Decimal | None:
        """What one call's tokens above the limit cost at its own list price."""
        calls, usage = self.priced.calls, self.priced.usage(at)
        when = moment(calls["at"][at])
        rates = self.book.rates(calls["provider"][at], calls["model"][at], when, usage.input_total)
        return excess_cost(rates, usage, self.side, self.limit)


def side_tokens(priced: PricedCalls, side: Side) -> list[int]:
    """Tokens of each call on that side."""
    return priced.input_tokens if side is Side.INPUT else priced.output_tokens


def excess_cost(rates: Rates | None, usage: Usage, side: Side, limit: Decimal) -> Decimal | None:
    """What the tokens above the limit cost in USD, in the mix of buckets that the call really had.

    None where the list has no price for the call. Rounded to the step of stored costs.
    """
    price = rates.price(usage) if rates else None
    if price is None:
        return None
    tokens, usd = (
        (usage.input_total, price.input) if side is Side.INPUT else (usage.output_total, price.output)
    )
    return (usd * (tokens - limit) / tokens).quantize(STEP)
