"""Figures: numbers that carry their rule, their certainty and the way to the calls behind them."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Unit(StrEnum):
    USD = "usd"
    TOKENS = "tokens"
    CALLS = "calls"
    COUNT = "count"
    RATIO = "ratio"
    MS = "ms"
    TOKENS_PER_SECOND = "tokens_per_second"
    CORRELATION = "correlation"
    """From -1 to 1."""


class Certainty(StrEnum):
    """`EXACT` follows from the log, `ESTIMATED` rests on a listed assumption, `UNKNOWN` has no number."""

    EXACT = "exact"
    ESTIMATED = "estimated"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Rule:
    """How a figure is computed and who says so; `date` is the ISO day the source was read."""

    id: str
    text: str
    source: str
    date: str
    source_url: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One number as it may be shown: never without its kind, its rule and the calls behind it."""

    id: str
    value: Decimal | None
    unit: Unit
    kind: Certainty
    rule: Rule
    formula: str
    calls: int
    interval: tuple[Decimal, Decimal] | None = None
    price_book: str | None = None
    assumptions: tuple[str, ...] = ()
    missing: str | None = None
    """What to send so that the figure can be computed, or computed better."""
    evidence: str | None = None
    """Path and query of the calls behind it."""
