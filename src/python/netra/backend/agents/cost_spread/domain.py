"""How what parts cost is spread: where one of them stands among the others, and what sets it apart."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from statistics import median, quantiles
from types import MappingProxyType
from typing import Any, Final

from netra.backend.agents.domain import Kept
from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.schemas import Breakdown, GroupRead, Overview
from netra.backend.calls.schemas import CallFilterQuery
from netra.backend.session_steps.schemas import SessionStepsRead

FEWEST_FOR_OUTLIERS: Final = 8
"""Of fewer parts no quarter is told: two of each."""
_FENCE: Final = Decimal("1.5")
"""How many times the middle half is wide an outlier lies beyond it (Tukey 1977)."""
_MILLION: Final = 1_000_000


class PartMeasure(StrEnum):
    """What a part is compared by; the first is about what the others multiply to."""

    COST = "cost"
    CALLS = "calls"
    CALL_COST = "call_cost"
    INPUT = "input"
    OUTPUT = "output"
    CACHED = "cached"
    PRICE = "price"


FACTORS: Final = (PartMeasure.CALLS, PartMeasure.INPUT, PartMeasure.OUTPUT, PartMeasure.PRICE)
"""What makes a cost large, each for itself."""


@dataclass(frozen=True, slots=True)
class Mix:
    """What a part's cost is made of by something else, beside that of all parts together."""

    by: Dimension
    of_part: Sequence[GroupRead]
    of_all: Sequence[GroupRead]


@dataclass(frozen=True, slots=True)
class SpreadFound:
    """All parts of a kind; and where one is asked about, its calls beside all of them."""

    table: Kept[Breakdown]
    asked: CallFilterQuery
    key: str = ""
    part: Kept[Overview] | None = None
    mixes: tuple[Mix, ...] = ()
    steps: Kept[SessionStepsRead] | None = None
    """How a call goes on within a session, where long sessions are asked about."""

    @property
    def kind(self) -> str:
        """What one part is called in a sentence."""
        return self.table.result.by.words

    @property
    def plural(self) -> str:
        return self.table.result.by.plural


def named_parts(table: Breakdown) -> list[GroupRead]:
    """The parts that have a name and a known price, dearest first."""
    known = [row for row in table.rows if row.key and row.cost is not None]
    return sorted(known, key=lambda row: (-(row.cost or Decimal(0)), row.key))


def measured(row: GroupRead, by: PartMeasure) -> Decimal | None:
    """A part's amount of what it is compared by; None where that was not recorded."""
    return _MEASURES[by](row)


def _ratio(amount: Decimal | int | None, count: int) -> Decimal | None:
    return None if amount is None or not count else Decimal(amount) / count


def _cached(row: GroupRead) -> Decimal | None:
    return None if row.cache_unrecorded_calls else _ratio(row.cache_read, row.input_total)


def _price(row: GroupRead) -> Decimal | None:
    tokens = row.input_total + row.output_total
    return None if row.cost is None or row.unpriced_calls else _ratio(row.cost * _MILLION, tokens)


_MEASURES: Final[Mapping[PartMeasure, Callable[[GroupRead], Decimal | None]]] = MappingProxyType(
    {
        PartMeasure.COST: lambda row: row.cost,
        PartMeasure.CALLS: lambda row: Decimal(row.calls),
        PartMeasure.CALL_COST: lambda row: _ratio(row.cost, row.calls - row.unpriced_calls),
        PartMeasure.INPUT: lambda row: _ratio(row.input_total, row.calls),
        PartMeasure.OUTPUT: lambda row: _ratio(row.output_total, row.calls),
        PartMeasure.CACHED: _cached,
        PartMeasure.PRICE: _price,
    }
)


def middle(rows: Sequence[GroupRead], by: PartMeasure) -> Decimal | None:
    """The median over parts that recorded it; None where none did."""
    known = [value for value in (measured(row, by) for row in rows) if value is not None]
    return median(known) if known else None


def times_as_much(row: GroupRead, others: Sequence[GroupRead], by: PartMeasure) -> Decimal | None:
    """How many times the middle one of the others a part has; None where that is not known, or 0."""
    own, beside = measured(row, by), middle(others, by)
    return own / beside if own is not None and beside else None


def sets_apart(row: GroupRead, others: Sequence[GroupRead]) -> list[tuple[PartMeasure, Decimal]]:
    """The factors of its cost in which a part has more than the middle one of the others, the most first."""
    times = ((by, times_as_much(row, others, by)) for by in FACTORS)
    more = [(by, ratio) for by, ratio in times if ratio is not None and ratio > 1]
    return sorted(more, key=lambda one: -one[1])


def percentile(costs: Sequence[Decimal], percent: int) -> Decimal:
    """By linear interpolation, of two at least."""
    return Decimal(quantiles(costs, n=100, method="inclusive")[percent - 1])


def upper_fence(costs: Sequence[Decimal]) -> Decimal | None:
    """What only outliers lie above, by the quarters; None where there are too few to tell."""
    if len(costs) < FEWEST_FOR_OUTLIERS:
        return None
    low, _, high = quantiles(costs, n=4, method="inclusive")
    return high + _FENCE * (high - low)


def dearest_tenth(rows: Sequence[GroupRead]) -> Sequence[GroupRead]:
    """The first tenth of parts in order, rounded up."""
    return rows[: -(-len(rows) // 10)]


def quarters_by_calls(rows: Sequence[GroupRead]) -> list[list[GroupRead]]:
    """Four groups of as many parts each, or one more, from those of the fewest calls to those of the most."""
    in_order = sorted(rows, key=lambda row: (row.calls, row.key))
    edges = [len(in_order) * quarter // 4 for quarter in range(5)]
    return [in_order[begin:end] for begin, end in pairwise(edges)]


def of_all_parts(asked: CallFilterQuery, by: Dimension) -> CallFilterQuery:
    """The same calls of whichever part."""
    return CallFilterQuery.model_validate({**_values(asked), by.choice: ()})


def of_part(asked: CallFilterQuery, by: Dimension, key: str) -> CallFilterQuery:
    """Only the calls of one part."""
    return CallFilterQuery.model_validate({**_values(asked), by.choice: (key,)})


def _values(asked: CallFilterQuery) -> dict[str, Any]:
    return asked.model_dump(by_alias=True, exclude_defaults=True)
