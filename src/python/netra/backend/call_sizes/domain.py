"""Where tokens concentrate: how long calls are, which are longer than most, and what the excess costs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from math import isnan
from typing import Final, NamedTuple, Self

from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.domain.figures import Rule
from netra.backend.analytics.domain.priced import INPUT_BUCKETS, OUTPUT_BUCKETS, Columns, PricedCalls
from netra.backend.analytics.domain.totals import NOTHING, Total
from netra.backend.calls.domain.call import Bucket, Usage
from netra.backend.calls.domain.groups import CallGroup
from netra.backend.pricing.domain.books import Catalogue, PriceBook
from netra.backend.pricing.domain.cells import PriceCell
from netra.backend.pricing.domain.rates import STEP, Rates
from netra.shared.clock import moment

_SHORTER: Final = "shorter"
PERCENTS: Final = (50, 90, 95, 99)
OVERSIZED_PERCENT: Final = 95
SIZES_RULE: Final = Rule(
    id="oversized-calls",
    text=(
        "A call is oversized when it has more tokens on a side than the limit: the one given, else the 95th "
        "percentile of its group, by linear interpolation. Its excess are the tokens above the limit, at the "
        "call's own list price and in its own mix of cached and fresh tokens."
    ),
    source="Netra Apex glossary: oversized call",
    date="2026-11-26",
)
SHORTER_RULE: Final = Rule(
    id="shorter-calls",
    text=(
        "A share of what one side of each call costs at the call's own list price, in its own mix of cached "
        "and fresh tokens."
    ),
    source="Netra Apex glossary: oversized call",
    date="2026-11-27",
)
GROWTH_RULE: Final = Rule(
    id="session-growth",
    text=(
        "By how much an agent's last call in a session has more input tokens than its first call there, as a "
        "share of those of the first; of sessions in which it made three calls at least."
    ),
    source="Netra Apex glossary: session",
    date="2026-11-28",
)


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
    ABOVE = "above"
    COST = "cost"
    EXCESS = "excess"


@dataclass(frozen=True, slots=True)
class Shorter:
    """One side of every call cut by a share: what it costs today, as far as list prices are known."""

    side: Side
    share: Decimal
    """Of the tokens of each call, in the mix of buckets they really have: 0 to 1."""
    usd: Decimal | None
    unlisted: int
    """Calls whose list price is not known."""
    calls: int

    @classmethod
    def of(
        cls, side: Side, share: Decimal, groups: Iterable[CallGroup], book: PriceBook, days: Catalogue
    ) -> Self:
        """Of groups by model, provider, day of UTC and size."""
        costs = [(_group_cost(group, side, book, days), group.calls) for group in groups]
        known = [usd for usd, _ in costs if usd is not None]
        return cls(
            side,
            share,
            sum(known, NOTHING) if known else None,
            sum(calls for usd, calls in costs if usd is None),
            sum(calls for _, calls in costs),
        )

    @property
    def figure_id(self) -> str:
        return f"{_SHORTER}.{self.side}"

    @property
    def saving(self) -> Decimal | None:
        return None if self.usd is None else self.usd * self.share


def shorter_side(figure_id: str) -> Side | None:
    """The side that a figure of shorter calls is of. Raises ValueError where it is of none."""
    kind, _, side = figure_id.partition(".")
    return Side(side) if kind == _SHORTER else None


def _group_cost(group: CallGroup, side: Side, book: PriceBook, days: Catalogue) -> Decimal | None:
    model, provider, second, exceeded = group.keys
    cell = PriceCell.of_group(int(second), int(exceeded), days)
    fresh, read, write_5m, write_1h, text, reasoning = group.buckets
    usage = Usage(fresh, read, write_5m, write_1h, text, reasoning)
    return side_cost(book.rates(str(provider), str(model), *cell), usage, side)


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
class TokenLimit:
    """The tokens above which a call is oversized, on one side or on both; a side without one has its own."""

    tokens: int | None = None
    side: Side | None = None

    def on(self, side: Side) -> int | None:
        """The tokens that were given for a side; None where none were."""
        return self.tokens if self.side in {None, side} else None


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


def part_keys(groups: Sequence[CallGroup], by: Dimension) -> list[str]:
    """The keys of the parts as the store has them: in their own order, else those with most output first."""
    tokens: dict[str, int] = {}
    for group in groups:
        key = str(group.keys[0])
        tokens[key] = tokens.get(key, 0) + sum(group.buckets[-2:])
    if by.is_ordered:
        return sorted(tokens, key=int)
    return sorted(tokens, key=lambda key: (-tokens[key], key))


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
class SizedCalls(PricedCalls):
    """Calls seen from one side, with the book that prices it."""

    side: Side
    book: PriceBook

    @cached_property
    def tokens(self) -> list[int]:
        """Tokens of each call on that side."""
        return self.input_tokens if self.side is Side.INPUT else self.output_tokens

    @cached_property
    def list_costs(self) -> list[Decimal | None]:
        """What that side of each call costs at the call's own list price; None where there is none."""
        calls = self.calls
        rows = zip(calls["provider"], calls["model"], map(moment, calls["at"]), strict=True)
        usages = [self.usage(at) for at in range(len(self))]
        rates = [
            self.book.rates(*row, usage.input_total) for row, usage in zip(rows, usages, strict=True)
        ]
        return [side_cost(one, usage, self.side) for one, usage in zip(rates, usages, strict=True)]


@dataclass(frozen=True, eq=False)
class Oversized:
    """The calls of a group that have more tokens on one side than its limit, as places among sized calls."""

    sized: SizedCalls
    limit: Decimal
    places: Sequence[int]

    @classmethod
    def of(cls, sized: SizedCalls, limit: Decimal, model: str | None) -> Self:
        """Those of a model, or of all, among calls that may hold others too."""
        models = sized.calls["model"]
        places = [
            at
            for at, tokens in enumerate(sized.tokens)
            if tokens > limit and (model is None or models[at] == model)
        ]
        return cls(sized, limit, places)

    @property
    def side(self) -> Side:
        return self.sized.side

    @cached_property
    def total(self) -> Total:
        return self.sized.total(self.places)

    @cached_property
    def tokens(self) -> int:
        return sum(self.sized.tokens[at] for at in self.places)

    @property
    def above(self) -> Decimal:
        """The tokens above the limit."""
        return self.tokens - self.limit * len(self.places)

    @cached_property
    def excess(self) -> Decimal | None:
        """What the tokens above the limit cost, as far as list prices are known; None when not one is."""
        costs, tokens, limit = self.sized.list_costs, self.sized.tokens, self.limit
        priced = ((costs[at], tokens[at]) for at in self.places)
        known = [excess_cost(usd, count, limit) for usd, count in priced if usd is not None]
        return sum(known, NOTHING) if known or not self.places else None

    @cached_property
    def unlisted(self) -> int:
        """Calls whose list price is not known."""
        return sum(self.sized.list_costs[at] is None for at in self.places)

    def excess_at(self, at: int) -> Decimal | None:
        """What one call's tokens above the limit cost at its own list price."""
        usd = self.sized.list_costs[at]
        return None if usd is None else excess_cost(usd, self.sized.tokens[at], self.limit)


def side_cost(rates: Rates | None, usage: Usage, side: Side) -> Decimal | None:
    """What one side of a call costs in USD; None where the list has no price for the call."""
    price = rates.price(usage) if rates else None
    if price is None:
        return None
    return price.input if side is Side.INPUT else price.output


def excess_cost(usd: Decimal, tokens: int, limit: Decimal) -> Decimal:
    """What the tokens above the limit cost of all that cost `usd`, in the mix of buckets they really had.

    Rounded to the step of stored costs.
    """
    return (usd * (tokens - limit) / tokens).quantize(STEP)
