"""Figures that a report makes of two numbers of its tools."""

from collections.abc import Sequence
from decimal import Decimal
from statistics import median
from typing import Final

from netra.backend.analytics.domain.figures import Certainty, Figure, Rule, Unit
from netra.backend.analytics.schemas import FigureRead, RuleRead

_FACTOR_RULE: Final = Rule(
    id="other-volume",
    text="The cost of the recorded calls times the factor that was asked about.",
    source="Netra Apex glossary: what if",
    date="2026-11-26",
)
_PRICES_RULE: Final = Rule(
    id="other-prices",
    text="The cost of the recorded calls times the factor by which their prices are supposed to change.",
    source="Netra Apex glossary: what if",
    date="2026-11-27",
)
_SHARE_RULE: Final = Rule(
    id="share-of-cost",
    text="One amount divided by another; as sure as the less sure of the two.",
    source="Netra Apex glossary: figure",
    date="2026-11-26",
)
_AVERAGE_RULE: Final = Rule(
    id="average",
    text="A sum divided by a count: the arithmetic mean; as sure as the sum.",
    source="Netra Apex glossary: figure",
    date="2026-11-27",
)
_MEDIAN_RULE: Final = Rule(
    id="median",
    text="Half of the amounts are smaller, half larger; of an even number the mean of the two in the middle.",
    source="Netra Apex glossary: figure",
    date="2026-11-27",
)
PARTS_PERCENTILE_RULE: Final = Rule(
    id="percentile-of-parts",
    text="The amount that so many of a hundred stay at or below, by linear interpolation between neighbours.",
    source="Netra Apex glossary: figure",
    date="2026-11-28",
)
FENCE_RULE: Final = Rule(
    id="upper-fence",
    text="The third quarter plus 1.5 times the width of the middle half: what lies above it is an outlier.",
    source="Tukey 1977, Exploratory Data Analysis",
    date="2026-11-28",
)
_DIFFERENCE_RULE: Final = Rule(
    id="difference",
    text="One amount less another one over the same calls; as sure as the less sure of the two.",
    source="Netra Apex glossary: figure",
    date="2026-11-26",
)
_SUM_RULE: Final = Rule(
    id="sum",
    text="Amounts of different calls added up; as sure as the least sure of them.",
    source="Netra Apex glossary: figure",
    date="2026-11-28",
)
_CHANGE_RULE: Final = Rule(
    id="change",
    text="The amount of the later time less that of the earlier one; as sure as the less sure of the two.",
    source="Netra Apex glossary: figure",
    date="2026-11-27",
)
_EXTRA_RULE: Final = Rule(
    id="extra",
    text="What a call costs more than it did before, times the calls since: what these would have cost less.",
    source="Netra Apex glossary: figure",
    date="2026-11-27",
)
_EXCESS_RULE: Final = Rule(
    id="excess",
    text="What those above an amount cost, less the amount for each of them; as sure as what they cost.",
    source="Netra Apex glossary: figure",
    date="2026-11-27",
)
_STEP: Final = Decimal("1e-12")
"""What a quotient is rounded to."""
_DOUBT: Final = (Certainty.EXACT, Certainty.ESTIMATED, Certainty.UNKNOWN)


def share_of(part: FigureRead, whole: FigureRead) -> FigureRead:
    """A figure as a share of another one."""
    value = (part.value / whole.value).quantize(_STEP) if part.value is not None and whole.value else None
    kind = max(part.kind, whole.kind, key=_DOUBT.index) if value is not None else Certainty.UNKNOWN
    figure = Figure(
        id=f"{part.id}.share",
        value=value,
        unit=Unit.RATIO,
        kind=kind,
        rule=_SHARE_RULE,
        formula="not known" if value is None else f"{_amount(part)} / {_amount(whole)}",
        calls=whole.calls,
        price_book=whole.price_book,
        assumptions=(*part.assumptions, *whole.assumptions),
    )
    return FigureRead.model_validate(figure, from_attributes=True)


def ratio_of(figure_id: str, part: int, whole: int) -> FigureRead:
    """So many of so many."""
    figure = Figure(
        id=figure_id,
        value=(Decimal(part) / whole).quantize(_STEP) if whole else None,
        unit=Unit.RATIO,
        kind=Certainty.EXACT if whole else Certainty.UNKNOWN,
        rule=_SHARE_RULE,
        formula=f"{part:,} / {whole:,} calls",
        calls=whole,
    )
    return FigureRead.model_validate(figure, from_attributes=True)


def _amount(figure: FigureRead) -> str:
    """A figure within a formula, to its last digit that counts."""
    value = figure.value or Decimal(0)
    return f"${value:,.6f}" if figure.unit is Unit.USD else f"{value:,.6f}".rstrip("0").rstrip(".")


def average_of(figure: FigureRead, count: int, each: str, units: int = 1) -> FigureRead:
    """A figure divided by how many there are of something, such as calls; for each of so many units of it."""
    value = (figure.value * units / count).quantize(_STEP) if figure.value is not None and count else None
    times_units = f" x {units:,}" if units != 1 else ""
    divided = f"{_amount(figure)} / {count:,} {each}s{times_units} = {value or 0:,.6f}"
    average = Figure(
        id=f"{figure.id}.per_{each.replace(' ', '_')}",
        value=value,
        unit=figure.unit,
        kind=figure.kind if value is not None else Certainty.UNKNOWN,
        rule=_AVERAGE_RULE,
        formula="not known" if value is None else divided,
        calls=figure.calls,
        price_book=figure.price_book,
        assumptions=tuple(figure.assumptions),
        missing=figure.missing,
    )
    return FigureRead.model_validate(average, from_attributes=True)


def middle_of(figures: Sequence[FigureRead], each: str) -> FigureRead:
    """The median of the amounts that are known, one for each of something."""
    known = [figure for figure in figures if figure.value is not None]
    doubt = max((one.kind for one in known), key=_DOUBT.index, default=Certainty.UNKNOWN)
    first = figures[0] if figures else None
    return order_statistic(
        f"{first.id if first else 'none'}.median",
        median([one.value for one in known if one.value is not None]) if known else None,
        unit=first.unit if first else Unit.CALLS,
        formula=f"median of {len(known):,} amounts, one for each {each}",
        kind=doubt,
        calls=sum(one.calls for one in figures),
        price_book=first.price_book if first else None,
    )


def order_statistic(
    figure_id: str,
    value: Decimal | None,
    *,
    unit: Unit,
    formula: str,
    kind: Certainty,
    calls: int,
    price_book: str | None = None,
    rule: Rule = _MEDIAN_RULE,
) -> FigureRead:
    """The median, or another place in the order of amounts; unknown where none of them is known."""
    figure = Figure(
        id=figure_id,
        value=None if value is None else Decimal(value).quantize(_STEP),
        unit=unit,
        kind=Certainty.UNKNOWN if value is None else kind,
        rule=rule,
        formula=formula,
        calls=calls,
        price_book=price_book,
    )
    return FigureRead.model_validate(figure, from_attributes=True)


def middle_call(cost: FigureRead, median_cost: Decimal | None) -> FigureRead:
    """What the middle call cost, of the calls of a cost figure that have a price."""
    figure = Figure(
        id="cost.median_call",
        value=median_cost,
        unit=cost.unit,
        kind=Certainty.UNKNOWN if median_cost is None else cost.kind,
        rule=_MEDIAN_RULE,
        formula=f"median of the prices of {cost.calls:,} calls",
        calls=cost.calls,
        price_book=cost.price_book,
        assumptions=tuple(cost.assumptions),
        missing=cost.missing,
    )
    return FigureRead.model_validate(figure, from_attributes=True)


def calls_of(calls: int, count: int, each: str) -> FigureRead:
    """How many calls there are of something on average, such as of a session."""
    average = Figure(
        id=f"calls.per_{each}",
        value=(Decimal(calls) / count).quantize(_STEP) if count else None,
        unit=Unit.CALLS,
        kind=Certainty.EXACT if count else Certainty.UNKNOWN,
        rule=_AVERAGE_RULE,
        formula=f"{calls:,} calls / {count:,} {each}s",
        calls=calls,
    )
    return FigureRead.model_validate(average, from_attributes=True)


def times(cost: FigureRead, factor: Decimal) -> FigureRead:
    value = None if cost.value is None else cost.value * factor
    said = "not known" if value is None else f"${cost.value:,.6f} x {factor.normalize():f} = ${value:,.6f}"
    figure = Figure(
        id="cost.other_volume",
        value=value,
        unit=cost.unit,
        kind=Certainty.UNKNOWN if value is None else Certainty.ESTIMATED,
        rule=_FACTOR_RULE,
        formula=said,
        calls=cost.calls,
        price_book=cost.price_book,
        assumptions=("Every call stays as it is, and prices do not change with volume.", *cost.assumptions),
        missing=cost.missing,
    )
    return FigureRead.model_validate(figure, from_attributes=True)


def repriced(cost: FigureRead, factor: Decimal) -> FigureRead:
    """What the same calls cost where every price is multiplied."""
    scaled = times(cost, factor)
    assumed = "Every price of these calls changes by the same share, and the calls stay as they are."
    return scaled.model_copy(
        update={
            "id": "cost.repriced",
            "rule": RuleRead.model_validate(_PRICES_RULE, from_attributes=True),
            "assumptions": [assumed, *cost.assumptions],
        }
    )


def opposite(figure: FigureRead) -> FigureRead:
    """The same amount with the other sign: what was not saved but cost more."""
    value = None if figure.value is None else -figure.value
    return figure.model_copy(
        update={
            "id": f"{figure.id}.opposite",
            "value": value,
            "formula": f"-1 x ({figure.formula})",
            "evidence": None,
        }
    )


def difference(figure_id: str, whole: FigureRead, part: FigureRead) -> FigureRead:
    """One amount less another one, over the same calls."""
    value = whole.value - part.value if whole.value is not None and part.value is not None else None
    figure = Figure(
        id=figure_id,
        value=value,
        unit=whole.unit,
        kind=max(part.kind, whole.kind, key=_DOUBT.index) if value is not None else Certainty.UNKNOWN,
        rule=_DIFFERENCE_RULE,
        formula="not known" if value is None else f"${whole.value:,.6f} - ${part.value:,.6f} = ${value:,.6f}",
        calls=whole.calls,
        price_book=whole.price_book,
        assumptions=(*whole.assumptions, *part.assumptions),
    )
    return FigureRead.model_validate(figure, from_attributes=True)


def sum_of(figure_id: str, parts: Sequence[FigureRead]) -> FigureRead:
    """Several amounts of different calls together; unknown where one of them is."""
    known = [part.value for part in parts if part.value is not None]
    value = sum(known, Decimal(0)) if len(known) == len(parts) else None
    figure = Figure(
        id=figure_id,
        value=value,
        unit=parts[0].unit,
        kind=max((part.kind for part in parts), key=_DOUBT.index),
        rule=_SUM_RULE,
        formula="not known" if value is None else " + ".join(map(_amount, parts)),
        calls=sum(part.calls for part in parts),
        price_book=parts[0].price_book,
        assumptions=tuple(dict.fromkeys(one for part in parts for one in part.assumptions)),
    )
    read = FigureRead.model_validate(figure, from_attributes=True)
    return read if value is None else read.model_copy(update={"formula": f"{read.formula} = {_amount(read)}"})


def excess_of(summed: FigureRead, count: int, each: str, amount: Decimal) -> FigureRead:
    """What so many cost beyond an amount that each may have."""
    value = None if summed.value is None else summed.value - count * amount
    rule = RuleRead.model_validate(_EXCESS_RULE, from_attributes=True)
    formula = f"{_amount(summed)} - {count:,} {each}s x ${amount:,.6f}"
    return summed.model_copy(
        update={
            "id": "cost.excess",
            "value": value,
            "rule": rule,
            "formula": "not known" if value is None else f"{formula} = ${value:,.6f}",
            "evidence": None,
        }
    )


def change_of(after: FigureRead, before: FigureRead) -> FigureRead:
    """How much more an amount is than it was in an earlier time."""
    less = difference(f"{after.id}.change", after, before)
    known = after.value is not None and before.value is not None
    formula = f"{_amount(after)} - {_amount(before)}" if known else "not known"
    rule = RuleRead.model_validate(_CHANGE_RULE, from_attributes=True)
    return less.model_copy(update={"rule": rule, "formula": formula})


def extra_of(after: FigureRead, before: FigureRead, calls: int) -> FigureRead:
    """What calls cost more than at the average of an earlier time, given the two averages."""
    change = change_of(after, before)
    value = None if change.value is None else change.value * calls
    said = "not known" if value is None else f"({change.formula}) x {calls:,} calls = ${value:,.6f}"
    return change.model_copy(
        update={
            "id": "cost.extra",
            "value": value,
            "kind": Certainty.UNKNOWN if value is None else Certainty.ESTIMATED,
            "rule": RuleRead.model_validate(_EXTRA_RULE, from_attributes=True),
            "formula": said,
            "calls": calls,
            "assumptions": ["The calls since are of the same kind as those before.", *change.assumptions],
        }
    )
