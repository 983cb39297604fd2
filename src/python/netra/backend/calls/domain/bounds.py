"""Bounds on what a call measures: which calls cost, took or used more than an amount, or less."""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Self

from netra.backend.calls.domain.call import Call
from netra.backend.calls.domain.measures import CallMeasure
from netra.shared.exact import plain


class Relation(StrEnum):
    """On which side of an amount something is, as it is written in a query."""

    MORE = ">"
    AT_LEAST = ">="
    LESS = "<"
    AT_MOST = "<="

    def holds(self, value: Decimal, amount: Decimal) -> bool:
        return _HOLDS[self](value, amount)

    @property
    def is_upwards(self) -> bool:
        return self in {Relation.MORE, Relation.AT_LEAST}


_HOLDS: Final[Mapping[Relation, Callable[[Decimal, Decimal], bool]]] = MappingProxyType(
    {
        Relation.MORE: operator.gt,
        Relation.AT_LEAST: operator.ge,
        Relation.LESS: operator.lt,
        Relation.AT_MOST: operator.le,
    }
)
BOUND_PATTERN: Final = (
    rf"^({'|'.join(CallMeasure)})(>=|>|<=|<)(0|[1-9][0-9]{{0,11}}|(?:0|[1-9][0-9]{{0,11}})\.[0-9]{{1,12}})$"
)
_WRITTEN: Final = re.compile(BOUND_PATTERN)
_MEASURED: Final[Mapping[CallMeasure, Callable[[Call], Decimal | float | None]]] = MappingProxyType(
    {
        CallMeasure.COST: lambda call: call.cost_usd,
        CallMeasure.TOKENS: lambda call: call.tokens,
        CallMeasure.INPUT: lambda call: call.usage.input_total,
        CallMeasure.OUTPUT: lambda call: call.usage.output_total,
        CallMeasure.REASONING: lambda call: call.usage.reasoning,
        CallMeasure.DURATION: lambda call: call.duration_ms,
        CallMeasure.TTFT: lambda call: call.ttft_ms,
    }
)


@dataclass(frozen=True, slots=True)
class Bound:
    """Only calls that measure more, or less, than an amount: USD by the price book, tokens, milliseconds."""

    measure: CallMeasure
    relation: Relation
    amount: Decimal

    @classmethod
    def of(cls, text: str) -> Self:
        """Read what `str` writes, such as "cost>0.05"; ValueError for anything else."""
        found = _WRITTEN.match(text)
        if found is None:
            raise ValueError(f"{text!r} is no bound, such as cost>0.05 or duration<=2000.")
        return cls(CallMeasure(found[1]), Relation(found[2]), Decimal(found[3]))

    def __str__(self) -> str:
        return f"{self.measure}{self.relation}{plain(self.amount)}"

    def admits(self, call: Call) -> bool:
        """Whether the call tells its measure, and that is within the bound."""
        value = _MEASURED[self.measure](call)
        return value is not None and self.relation.holds(Decimal(value), self.amount)
