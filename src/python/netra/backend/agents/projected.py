"""Figures of the time to come: what a day cost on average, and what that makes over other days."""

from decimal import Decimal
from typing import Final

from netra.backend.analytics.domain.figures import Certainty, Figure, Rule
from netra.backend.analytics.schemas import FigureRead

_PER_DAY_RULE: Final = Rule(
    id="cost-per-day",
    text="The cost of recorded days divided by their number; as sure as the cost.",
    source="Netra Apex glossary: run rate",
    date="2026-11-27",
)
_HOURS_RULE: Final = Rule(
    id="cost-per-day-of-hours",
    text="The cost of recorded hours divided by their number, times 24.",
    source="Netra Apex glossary: run rate",
    date="2026-11-27",
)
_AHEAD_RULE: Final = Rule(
    id="run-rate",
    text="What a recorded day cost on average, times the days that are asked about.",
    source="Netra Apex glossary: run rate",
    date="2026-11-27",
)
_SUM_RULE: Final = Rule(
    id="run-rate-to-the-end",
    text="What is recorded of a period, and what its remaining days cost at the run rate.",
    source="Netra Apex glossary: run rate",
    date="2026-11-27",
)
_GAP_RULE: Final = Rule(
    id="beside-a-budget",
    text="The amount that was asked about less what is reckoned with, or the other way round.",
    source="Netra Apex glossary: run rate",
    date="2026-11-27",
)
_PACE_RULE: Final = Rule(
    id="saving-at-a-pace",
    text=(
        "What the recorded calls would have saved, divided by the days from the first of them to the last, "
        "times the days of the period: a year has 365, a month a twelfth of them."
    ),
    source="Netra Apex glossary: pace of a saving",
    date="2026-11-28",
)
_STEP: Final = Decimal("1e-12")
_HOURS: Final = 24


def per_day(cost: FigureRead, days: Decimal, *, by_hours: bool) -> FigureRead:
    """What a day cost on average; of hours it is an estimate."""
    value = None if cost.value is None or not days else (cost.value / days).quantize(_STEP)
    hours = days * _HOURS
    said = (
        f"${cost.value:,.6f} / {hours:,.1f} hours x 24" if by_hours else f"${cost.value:,.6f} / {days} days"
    )
    guess = ("The other hours of a day cost as much as the recorded ones.",) if by_hours else ()
    kind = Certainty.ESTIMATED if by_hours else cost.kind
    figure = Figure(
        id="cost.per_day",
        value=value,
        unit=cost.unit,
        kind=Certainty.UNKNOWN if value is None else kind,
        rule=_HOURS_RULE if by_hours else _PER_DAY_RULE,
        formula="not known" if value is None else f"{said} = ${value:,.6f}",
        calls=cost.calls,
        price_book=cost.price_book,
        assumptions=(*guess, *cost.assumptions),
        missing=cost.missing,
    )
    return FigureRead.model_validate(figure, from_attributes=True)


def ahead(day: FigureRead, days: Decimal, taken_from: str) -> FigureRead:
    """What so many days cost if each costs what a recorded one did."""
    value = None if day.value is None else (day.value * days).quantize(_STEP)
    said = "not known" if value is None else f"${day.value:,.6f} x {days:,.2f} days = ${value:,.6f}"
    return _estimated("cost.ahead", value, said, _AHEAD_RULE, (day,), _same_rate(taken_from))


def in_all(recorded: FigureRead, rest: FigureRead) -> FigureRead:
    """What is recorded of a period and what the rest of it costs at the rate."""
    known = recorded.value is not None and rest.value is not None
    value = (recorded.value or Decimal(0)) + (rest.value or Decimal(0)) if known else None
    said = "not known" if value is None else f"${recorded.value:,.6f} + ${rest.value:,.6f} = ${value:,.6f}"
    return _estimated("cost.in_all", value, said, _SUM_RULE, (recorded, rest))


def beside(budget: Decimal, reckoned: FigureRead) -> FigureRead:
    """By how much an amount is kept, or passed: never below zero."""
    value = None if reckoned.value is None else abs(budget - reckoned.value)
    said = "not known" if value is None else f"|${budget:,.2f} - ${reckoned.value:,.6f}| = ${value:,.6f}"
    return _estimated("cost.beside_budget", value, said, _GAP_RULE, (reckoned,))


def at_pace(saving: FigureRead, days: Decimal | None, unit: str, unit_days: Decimal) -> FigureRead:
    """What a saving over calls of so many days comes to in a unit of time; unknown where no days are."""
    value = None if saving.value is None or not days else (saving.value / days * unit_days).quantize(_STEP)
    said = "not known: the calls span less than a day, or have no dates"
    if value is not None:
        said = f"${saving.value:,.6f} / {days:,.2f} days x {unit_days:,.2f} days = ${value:,.6f}"
    guess = f"Each {unit} has as many calls of the same kind as these days had, at the same prices."
    return _estimated(f"{saving.id}.per_{unit}", value, said, _PACE_RULE, (saving,), guess)


def _same_rate(taken_from: str) -> str:
    return f"Each day to come costs what a day cost on average in {taken_from}: prices and use stay."


def _estimated(
    figure_id: str,
    value: Decimal | None,
    formula: str,
    rule: Rule,
    parts: tuple[FigureRead, ...],
    *assumptions: str,
) -> FigureRead:
    said = (*assumptions, *(one for part in parts for one in part.assumptions))
    figure = Figure(
        id=figure_id,
        value=value,
        unit=parts[0].unit,
        kind=Certainty.UNKNOWN if value is None else Certainty.ESTIMATED,
        rule=rule,
        formula=formula,
        calls=parts[0].calls,
        price_book=parts[0].price_book,
        assumptions=tuple(dict.fromkeys(said)),
    )
    return FigureRead.model_validate(figure, from_attributes=True)
