"""The numbers of one part of a cross-tabulation as figures."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Final
from uuid import UUID

from netra.backend.analytics.domain import describe
from netra.backend.analytics.domain.figures import Certainty, Figure, Rule, Unit
from netra.backend.analytics.domain.links import evidence_link
from netra.backend.analytics.domain.totals import Total
from netra.backend.calls.domain.call import Bucket, CallStatus
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.crosstabs.domain.measures import CallQuantity, PartFound, Spread, Statistic, TableMeasure
from netra.backend.projects.domain import Project

MEAN_OF_CALLS_RULE: Final = Rule(
    id="mean-of-calls",
    text="The sum over the calls divided by how many calls tell it: the arithmetic mean.",
    source="Netra Apex glossary: figure",
    date="2026-11-28",
)
ENDS_RULE: Final = Rule(
    id="end-of-calls",
    text="The largest, or the least, that any single call has, of those that tell it.",
    source="Netra Apex glossary: figure",
    date="2026-11-28",
)
PLACES_RULE: Final = Rule(
    id="percentile-of-calls",
    text="What so many of a hundred calls stay at or below, by linear interpolation, of those that tell it.",
    source="Netra Apex glossary: figure",
    date="2026-11-28",
)
RATE_RULE: Final = Rule(
    id="rate-of-part",
    text="One number of a part divided by another one of the same part.",
    source="Netra Apex glossary: figure",
    date="2026-11-28",
)
SHARE_RULE: Final = Rule(
    id="share-of-whole",
    text="The number of a part divided by the same number of all parts together.",
    source="Netra Apex glossary: figure",
    date="2026-11-28",
)
COUNT_RULE: Final = Rule(
    id="distinct",
    text="Different sessions or users, each once; calls that name none count for none.",
    source="Netra Apex glossary: session",
    date="2026-11-28",
)
_IDS: Final[Mapping[CallQuantity, str]] = MappingProxyType(
    {
        CallQuantity.CALLS: describe.CALLS,
        CallQuantity.COST: describe.COST,
        CallQuantity.TOKENS: describe.TOKENS,
        CallQuantity.INPUT: describe.INPUT,
        CallQuantity.OUTPUT: describe.OUTPUT,
        CallQuantity.REASONING: Bucket.OUTPUT_REASONING,
        CallQuantity.CACHED: Bucket.CACHE_READ,
    }
)
_BASES: Final[Mapping[CallQuantity, CallQuantity]] = MappingProxyType(
    {
        CallQuantity.FAILED: CallQuantity.CALLS,
        CallQuantity.CACHED: CallQuantity.INPUT,
        CallQuantity.REASONING: CallQuantity.OUTPUT,
    }
)
"""What a rate divides by."""
_SEND: Final[Mapping[CallQuantity, str]] = MappingProxyType(
    {
        CallQuantity.DURATION: describe.SEND_TIMES,
        CallQuantity.TTFT: describe.SEND_FIRST,
        CallQuantity.REASONING: describe.SEND_REASONING,
    }
)
_STEP: Final = Decimal("1e-12")
_NO_SPREAD: Final = Spread(0, 0, MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class TablePart:
    """The calls of one part: what they add up to, what else is known of them, and the whole they are of.

    `wanted` lets only the calls of the part pass.
    """

    project: Project
    project_id: UUID
    wanted: CallFilter
    summed: Total
    found: PartFound
    whole: Total

    def figure(self, measure: TableMeasure) -> Figure:
        quantity, statistic = measure
        if measure.is_spread:
            return self._of_single_calls(measure)
        match statistic:
            case Statistic.MEAN:
                return self._mean(quantity)
            case Statistic.RATE:
                parts = self.total(quantity), self.total(_BASES[quantity])
                return _divided(f"{quantity}.rate", *parts, RATE_RULE)
            case Statistic.SHARE:
                of = replace(self, summed=self.whole).total(quantity)
                return _divided(f"{quantity}.share", self.total(quantity), of, SHARE_RULE)
            case _:
                return self.total(quantity)

    def total(self, quantity: CallQuantity) -> Figure:
        """What the calls add up to, or how many sessions or users they are of."""
        if quantity in {CallQuantity.SESSIONS, CallQuantity.USERS}:
            return self._counted(quantity)
        if quantity is CallQuantity.FAILED:
            return self._failed()
        name = _IDS[quantity]
        link = evidence_link(self.project_id, name, self.wanted)
        return describe.figure_of(name, self.summed, self.project, link)

    def _failed(self) -> Figure:
        failed = replace(self.wanted, statuses=(CallStatus.ERROR,))
        figure = describe.calls_figure(
            self.summed.errors, evidence_link(self.project_id, describe.CALLS, failed)
        )
        formula = f"{self.summed.errors:,} of {self.summed.calls:,} calls failed"
        return replace(figure, id=CallQuantity.FAILED, formula=formula)

    def _counted(self, quantity: CallQuantity) -> Figure:
        tally = self.found.tally
        count = 0 if tally is None else tally.sessions if quantity is CallQuantity.SESSIONS else tally.users
        return Figure(
            id=quantity,
            value=Decimal(count),
            unit=Unit.COUNT,
            kind=Certainty.EXACT,
            rule=COUNT_RULE,
            formula=f"{count:,} different {quantity.words} in {self.summed.calls:,} calls",
            calls=self.summed.calls,
        )

    def _mean(self, quantity: CallQuantity) -> Figure:
        """A sum over its calls; those without a known price have no part in the cost of a call."""
        summed = self.total(quantity)
        calls = self.summed.calls - (self.summed.unknown_calls if quantity is CallQuantity.COST else 0)
        known = summed.value is not None and calls > 0
        mean = (summed.value / calls).quantize(_STEP) if known and summed.value is not None else None
        return replace(
            summed,
            id=f"{quantity}.mean",
            value=mean,
            kind=summed.kind if known else Certainty.UNKNOWN,
            rule=MEAN_OF_CALLS_RULE,
            formula=f"({summed.formula}) / {calls:,} calls" if known else "not known",
            calls=calls,
        )

    def _of_single_calls(self, measure: TableMeasure) -> Figure:
        """A place in the order of single calls, or the mean of a time, of which there is no sum."""
        quantity, statistic = measure
        of_a_call = quantity.of_a_call
        spread = self.found.spreads.get(of_a_call, _NO_SPREAD) if of_a_call is not None else _NO_SPREAD
        value = spread.places.get(statistic)
        known = value is not None
        return Figure(
            id=f"{quantity}.{statistic}",
            value=None if value is None else _exact(value, quantity.unit),
            unit=quantity.unit,
            kind=self._kind(quantity) if known else Certainty.UNKNOWN,
            rule=_RULES.get(statistic, PLACES_RULE),
            formula=f"{statistic} of {spread.recorded:,} calls that tell it" if known else "not recorded",
            calls=spread.recorded,
            assumptions=_assumptions(quantity, spread),
            missing=None if known else _SEND.get(quantity),
        )

    def _kind(self, quantity: CallQuantity) -> Certainty:
        return self.summed.cost_kind if quantity is CallQuantity.COST else Certainty.EXACT


_RULES: Final[Mapping[Statistic, Rule]] = MappingProxyType(
    {Statistic.MEAN: MEAN_OF_CALLS_RULE, Statistic.LEAST: ENDS_RULE, Statistic.MOST: ENDS_RULE}
)


def _assumptions(quantity: CallQuantity, spread: Spread) -> tuple[str, ...]:
    if not spread.failed or not spread.places or quantity not in {CallQuantity.DURATION, CallQuantity.TTFT}:
        return ()
    return (f"Failed calls among these, which count with the time that they record: {spread.failed:,}.",)


def _divided(figure_id: str, part: Figure, whole: Figure, rule: Rule) -> Figure:
    """One figure divided by another one; unknown where either is, or where there is nothing to divide by."""
    known = part.value is not None and bool(whole.value)
    value = part.value / whole.value if part.value is not None and whole.value else None
    doubts = (Certainty.EXACT, Certainty.ESTIMATED, Certainty.UNKNOWN)
    return replace(
        part,
        id=figure_id,
        value=None if value is None else value.quantize(_STEP),
        unit=Unit.RATIO,
        kind=max(part.kind, whole.kind, key=doubts.index) if known else Certainty.UNKNOWN,
        rule=rule,
        formula=f"({part.formula}) / ({whole.formula})" if known else "not known",
        calls=whole.calls,
        assumptions=tuple(dict.fromkeys((*part.assumptions, *whole.assumptions))),
    )


def _exact(value: float, unit: Unit) -> Decimal:
    """A number of the store to the last digit that means something: prices end at the twelfth."""
    return Decimal(f"{value:.12f}" if unit is Unit.USD else f"{value:.3f}")
