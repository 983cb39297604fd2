"""What a cross-tabulation tells of each part: a quantity, and what is made of it over the calls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isnan
from types import MappingProxyType
from typing import Any, Final, NamedTuple, Self

from netra.backend.analytics.domain.figures import Unit
from netra.backend.calls.domain.groups import Tally
from netra.backend.calls.domain.measures import CallMeasure


class CallQuantity(StrEnum):
    """What is counted or measured of calls."""

    CALLS = "calls"
    FAILED = "failed"
    COST = "cost"
    TOKENS = "tokens"
    INPUT = "input"
    OUTPUT = "output"
    REASONING = "reasoning"
    CACHED = "cached"
    """Input that was read from caches."""
    DURATION = "duration"
    TTFT = "ttft"
    SESSIONS = "sessions"
    USERS = "users"

    @property
    def of_a_call(self) -> CallMeasure | None:
        """The measure of single calls that it is the sum of; None where it is none."""
        return _OF_A_CALL.get(self)

    @property
    def unit(self) -> Unit:
        return _UNITS.get(self, Unit.TOKENS)

    @property
    def words(self) -> str:
        return _WORDS[self]


class Statistic(StrEnum):
    """What is made of a quantity over the calls of a part."""

    TOTAL = "total"
    MEAN = "mean"
    MEDIAN = "median"
    P95 = "p95"
    P99 = "p99"
    LEAST = "least"
    MOST = "most"
    RATE = "rate"
    """Failed calls of all, or tokens from caches or for reasoning of all on their side."""
    SHARE = "share"
    """Of the same quantity over all parts."""

    @property
    def is_of_single_calls(self) -> bool:
        return self in _PLACES


class TableMeasure(NamedTuple):
    """One number of each part of a table."""

    quantity: CallQuantity
    statistic: Statistic

    @classmethod
    def written(cls, name: str) -> Self:
        """The measure that is written `duration.mean` in a query."""
        quantity, _, statistic = name.partition(".")
        return cls(CallQuantity(quantity), Statistic(statistic))

    @property
    def name(self) -> str:
        return f"{self.quantity}.{self.statistic}"

    @property
    def is_known(self) -> bool:
        """Whether there is such a number: calls have no median, and sessions no share."""
        return self.statistic in _ALLOWED[self.quantity]

    @property
    def is_spread(self) -> bool:
        """Whether it takes a look at single calls: the mean of a time does too, of which there is no sum."""
        is_timed = self.quantity in {CallQuantity.DURATION, CallQuantity.TTFT}
        return self.statistic.is_of_single_calls or (is_timed and self.statistic is Statistic.MEAN)

    @property
    def unit(self) -> Unit:
        ratio = self.statistic in {Statistic.RATE, Statistic.SHARE}
        return Unit.RATIO if ratio else self.quantity.unit

    @property
    def words(self) -> str:
        """For example "mean duration", "largest cost of a call", "share of failed calls"."""
        if self in _SAID:
            return _SAID[self]
        if self.statistic is Statistic.TOTAL:
            return self.quantity.words
        if self.statistic is Statistic.SHARE:
            return f"share of the {self.quantity.words}"
        return f"{_STATISTICS[self.statistic]} {self.quantity.words}{_of_a_call(self.quantity)}"


def _of_a_call(quantity: CallQuantity) -> str:
    return "" if quantity in {CallQuantity.DURATION, CallQuantity.TTFT} else " of a call"


_OF_A_CALL: Final[Mapping[CallQuantity, CallMeasure]] = MappingProxyType(
    {
        CallQuantity.COST: CallMeasure.COST,
        CallQuantity.TOKENS: CallMeasure.TOKENS,
        CallQuantity.INPUT: CallMeasure.INPUT,
        CallQuantity.OUTPUT: CallMeasure.OUTPUT,
        CallQuantity.REASONING: CallMeasure.REASONING,
        CallQuantity.DURATION: CallMeasure.DURATION,
        CallQuantity.TTFT: CallMeasure.TTFT,
    }
)
_UNITS: Final[Mapping[CallQuantity, Unit]] = MappingProxyType(
    {
        CallQuantity.CALLS: Unit.CALLS,
        CallQuantity.FAILED: Unit.CALLS,
        CallQuantity.COST: Unit.USD,
        CallQuantity.DURATION: Unit.MS,
        CallQuantity.TTFT: Unit.MS,
        CallQuantity.SESSIONS: Unit.COUNT,
        CallQuantity.USERS: Unit.COUNT,
    }
)
_WORDS: Final[Mapping[CallQuantity, str]] = MappingProxyType(
    {
        CallQuantity.CALLS: "calls",
        CallQuantity.FAILED: "failed calls",
        CallQuantity.COST: "cost",
        CallQuantity.TOKENS: "tokens",
        CallQuantity.INPUT: "input tokens",
        CallQuantity.OUTPUT: "output tokens",
        CallQuantity.REASONING: "reasoning tokens",
        CallQuantity.CACHED: "input tokens read from caches",
        CallQuantity.DURATION: "duration",
        CallQuantity.TTFT: "time to the first token",
        CallQuantity.SESSIONS: "sessions",
        CallQuantity.USERS: "users",
    }
)
_STATISTICS: Final[Mapping[Statistic, str]] = MappingProxyType(
    {
        Statistic.MEAN: "mean",
        Statistic.MEDIAN: "median",
        Statistic.P95: "95th percentile of the",
        Statistic.P99: "99th percentile of the",
        Statistic.LEAST: "least",
        Statistic.MOST: "largest",
    }
)
_SAID: Final[Mapping[TableMeasure, str]] = MappingProxyType(
    {
        TableMeasure(CallQuantity.FAILED, Statistic.RATE): "share of calls that failed",
        TableMeasure(CallQuantity.CACHED, Statistic.RATE): "share of the input that was read from caches",
        TableMeasure(CallQuantity.REASONING, Statistic.RATE): "share of the output that is reasoning",
        TableMeasure(CallQuantity.DURATION, Statistic.MOST): "longest duration",
        TableMeasure(CallQuantity.DURATION, Statistic.LEAST): "shortest duration",
        TableMeasure(CallQuantity.DURATION, Statistic.TOTAL): "durations added up",
    }
)
_PLACES: Final = frozenset({Statistic.MEDIAN, Statistic.P95, Statistic.P99, Statistic.LEAST, Statistic.MOST})
_SUMMED: Final = frozenset({Statistic.TOTAL, Statistic.SHARE})
_OF_CALLS: Final = _SUMMED | _PLACES | {Statistic.MEAN}
_TIMED: Final = _PLACES | {Statistic.MEAN}
_ALLOWED: Final[Mapping[CallQuantity, frozenset[Statistic]]] = MappingProxyType(
    {
        CallQuantity.CALLS: _SUMMED,
        CallQuantity.FAILED: _SUMMED | {Statistic.RATE},
        CallQuantity.COST: _OF_CALLS,
        CallQuantity.TOKENS: _OF_CALLS,
        CallQuantity.INPUT: _OF_CALLS,
        CallQuantity.OUTPUT: _OF_CALLS,
        CallQuantity.REASONING: _OF_CALLS | {Statistic.RATE},
        CallQuantity.CACHED: _SUMMED | {Statistic.MEAN, Statistic.RATE},
        CallQuantity.DURATION: _TIMED,
        CallQuantity.TTFT: _TIMED,
        CallQuantity.SESSIONS: frozenset({Statistic.TOTAL}),
        CallQuantity.USERS: frozenset({Statistic.TOTAL}),
    }
)

_NAMES: Final = (
    f"{quantity}[.]{statistic}"
    for quantity in CallQuantity
    for statistic in Statistic
    if statistic in _ALLOWED[quantity]
)
MEASURE_PATTERN: Final = f"^(?:{'|'.join(_NAMES)})$"
"""How a measure is written in a query; whatever passes is one that calls have."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How one measure of single calls is spread over the calls of a part that tell it."""

    recorded: int
    failed: int
    """Of those that tell it: a failure may tell any number, such as 0."""
    places: Mapping[Statistic, float]

    @classmethod
    def of(cls, told: Sequence[Any], percentiles: Sequence[float]) -> Self:
        """The spread of a row of the store."""
        recorded, failed, mean, least, most = told
        numbers = (mean, least, most, *percentiles)
        ends = (Statistic.MEAN, Statistic.LEAST, Statistic.MOST)
        names = (*ends, Statistic.MEDIAN, Statistic.P95, Statistic.P99)
        known = {
            name: float(number)
            for name, number in zip(names, numbers, strict=True)
            if recorded and number is not None and not isnan(number)
        }
        return cls(recorded, failed, MappingProxyType(known))


@dataclass(frozen=True, slots=True)
class PartFound:
    """What is known of one part besides its sums."""

    spreads: Mapping[CallMeasure, Spread]
    tally: Tally | None


NOTHING_FOUND: Final = PartFound(MappingProxyType({}), None)
