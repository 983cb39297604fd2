"""What reasoning beyond a number of tokens a call costs: what a cap there would not have let happen."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final, Self

from netra.backend.analytics.domain.figures import Rule
from netra.backend.analytics.domain.totals import NOTHING
from netra.backend.calls.domain.bounds import Bound, Relation
from netra.backend.calls.domain.call import Bucket, Call, Usage
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.domain.groups import CallGroup
from netra.backend.calls.domain.measures import CallMeasure
from netra.backend.pricing.domain.books import Catalogue, PriceBook
from netra.backend.pricing.domain.bucket_costs import bucket_costs
from netra.backend.pricing.domain.cells import PriceCell
from netra.backend.pricing.domain.rates import Rates

REASONING_CAP_RULE: Final = Rule(
    id="reasoning-cap",
    text=(
        "The reasoning tokens that a call has beyond the cap, at the list price that the project's book has "
        "for reasoning of the call's model on its day; where it has none of its own it is that of output."
    ),
    source="Netra Apex glossary: reasoning cap",
    date="2026-11-27",
)
_PLACE: Final = tuple(Bucket).index(Bucket.OUTPUT_REASONING)


class CapFigure(StrEnum):
    """A figure whose calls are those above the cap, each with its part."""

    ABOVE = "reasoning_cap.above"
    COST = "reasoning_cap.cost"
    SAVING = "reasoning_cap.saving"


def above_cap(wanted: CallFilter, cap: int) -> CallFilter:
    """Only calls with more reasoning tokens than the cap; those that do not record them do not pass."""
    bound = Bound(CallMeasure.REASONING, Relation.MORE, Decimal(cap))
    return replace(wanted, bounds=(*wanted.bounds, bound))


def reasoning_cost(rates: Rates | None, tokens: int) -> Decimal | None:
    """USD of so many reasoning tokens; None where the list has no price for them."""
    parts = bucket_costs(rates, Usage(output_reasoning=tokens))
    return None if parts is None else parts.buckets[_PLACE]


@dataclass(frozen=True, slots=True)
class Beyond:
    """Calls above a cap: how many, their tokens beyond it, and what these cost as far as it is listed."""

    calls: int = 0
    tokens: int = 0
    usd: Decimal = NOTHING
    unlisted: int = 0
    """Calls whose list price is not known."""
    assumed: int = 0
    """Calls without a model, at the price that the project assumes."""

    @classmethod
    def of(cls, group: CallGroup, cap: int, book: PriceBook, days: Catalogue) -> Self:
        """Of a group of calls above the cap, by model, provider, day of UTC and size."""
        model, provider, second, exceeded = group.keys[:4]
        tokens = group.buckets[_PLACE] - cap * group.calls
        cell = PriceCell.of_group(int(second), int(exceeded), days)
        cost = reasoning_cost(book.rates(str(provider), str(model), *cell), tokens)
        is_priced = cost is not None
        return cls(
            group.calls,
            tokens,
            cost or NOTHING,
            0 if is_priced else group.calls,
            group.calls if is_priced and not model else 0,
        )

    @property
    def cost(self) -> Decimal | None:
        """None where calls are above the cap, and the price of none is known."""
        return None if self.calls and self.unlisted == self.calls else self.usd


def all_beyond(parts: Iterable[Beyond]) -> Beyond:
    """Calls of several groups as one."""
    whole = Beyond()
    for one in parts:
        whole = Beyond(
            whole.calls + one.calls,
            whole.tokens + one.tokens,
            whole.usd + one.usd,
            whole.unlisted + one.unlisted,
            whole.assumed + one.assumed,
        )
    return whole


@dataclass(frozen=True, slots=True)
class CappedPart:
    """Calls of one part, or all: how many there are, how many record no reasoning, and those above."""

    key: str
    calls: int
    unrecorded: int
    beyond: Beyond

    @property
    def is_recorded(self) -> bool:
        """Whether any call tells how much of it is reasoning."""
        return self.unrecorded < self.calls


def part_of_call(call: Call, cap: int, figure: CapFigure, book: PriceBook) -> Decimal | None:
    """What a call above the cap adds to a figure; None where its price is not known."""
    tokens = call.usage.output_reasoning - cap
    if figure is CapFigure.ABOVE:
        return Decimal(tokens)
    cell = PriceCell.of_call(call.started_at, call.usage.input_total)
    return reasoning_cost(book.rates(call.provider, call.model, *cell), tokens)
