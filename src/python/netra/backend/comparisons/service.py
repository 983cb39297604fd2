"""Two periods of a project beside each other, and why the later one cost more or less."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Final, Self
from zoneinfo import ZoneInfo

from netra.backend.analytics.domain import describe
from netra.backend.analytics.domain.dimensions import Dimension, only_part
from netra.backend.analytics.domain.figures import Certainty, Figure, Rule, Unit
from netra.backend.analytics.domain.links import evidence_link
from netra.backend.analytics.domain.totals import NOTHING, NamedTotal, Total, by_key, folded, keyed, total
from netra.backend.analytics.schemas import FigureRead
from netra.backend.calls.domain.call import CallStatus, Usage
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.domain.groups import GroupKey
from netra.backend.calls.service import CallService
from netra.backend.comparisons.domain import (
    CostChange,
    ListPrice,
    Model,
    Mover,
    PeriodCalls,
    explain_periods,
    movers,
)
from netra.backend.comparisons.schemas import ComparisonRead, EffectRead, MoverRead, MoversRead, PeriodRead
from netra.backend.pricing.service import PricingService
from netra.backend.projects.service import AccessibleProject
from netra.backend.resources import Resources

_MOMENT: Final = timedelta(microseconds=1)
_BY_MODEL: Final = (GroupKey.PROVIDER, GroupKey.MODEL)
CHANGE_RULE: Final = Rule(
    id="cost-change",
    text=(
        "Effects one after the other: calls at the old cost of a call, shares of the models at their old "
        "costs, tokens a call at the old list prices, list prices; all of answered calls, and beside them "
        "what failed calls cost more; the rest is tiers, fees, unknown prices."
    ),
    source="Netra Apex glossary: cost change",
    date="2026-11-28",
)
MOVER_RULE: Final = Rule(
    id="cost-change-of-a-group",
    text="What the calls of a group cost in the later period less what they cost in the earlier one.",
    source="Netra Apex glossary: cost change",
    date="2026-11-27",
)
MOVED_BY: Final = (Dimension.FEATURE, Dimension.MODEL, Dimension.AGENT, Dimension.USER)
MOST_MOVERS: Final = 8
_FAILED: Final = "failed"
EFFECTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "volume": "More or fewer calls",
        "mix": "Other shares of dear and cheap models",
        "tokens": "More or fewer tokens a call, or other kinds of them",
        "prices": "New list prices",
        _FAILED: "Failed calls",
        "rest": "Tiers, fees and calls without a known price",
    }
)


class ComparisonService:
    def __init__(self, calls: CallService, pricing: PricingService) -> None:
        self._calls = calls
        self._pricing = pricing

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return cls(CallService.on(resources), PricingService.on(resources))

    async def compare(
        self, found: AccessibleProject, earlier: CallFilter, later: CallFilter
    ) -> ComparisonRead:
        """Both periods with their cost, and the effects that add up to the change between them."""
        before, after = await asyncio.gather(self._period(found, earlier), self._period(found, later))
        moved = await asyncio.gather(*(self._movers(found, earlier, later, by) for by in MOVED_BY))
        change = explain_periods(
            before, after, self._list_price(found, earlier), self._list_price(found, later)
        )
        costs = [total(one.whole.values()) for one in (before, after)]
        certain = all(cost.cost_kind is Certainty.EXACT for cost in costs)
        kind = Certainty.EXACT if certain else Certainty.ESTIMATED
        return ComparisonRead(
            before=_period(found, earlier, costs[0]),
            after=_period(found, later, costs[1]),
            change=_figure("cost_change", change.after - change.before, kind, costs, _difference(change)),
            effects=[
                _effect(name, words, change, kind, costs) for name, words in _words(before, after).items()
            ],
            movers=[one for one in moved if one.groups > 1],
        )

    async def _movers(
        self, found: AccessibleProject, earlier: CallFilter, later: CallFilter, by: Dimension
    ) -> MoversRead:
        before, after = await asyncio.gather(*(self._by(found, wanted, by) for wanted in (earlier, later)))
        read = [_mover(found, one, by, earlier, later) for one in movers(before, after, MOST_MOVERS)]
        return MoversRead(by=by, groups=len({key for key, _ in (*before, *after)}), movers=read)

    async def _by(self, found: AccessibleProject, wanted: CallFilter, by: Dimension) -> list[NamedTotal]:
        groups = await self._calls.groups(found.id, wanted, (by.key, GroupKey.MODEL))
        return folded(by_key(keyed(groups, 1, found.project.assumed_price), 0))

    async def _period(self, found: AccessibleProject, wanted: CallFilter) -> PeriodCalls:
        """The calls of a time; where only failed ones are asked about, these are what is explained."""
        whole = await self._totals(found, wanted)
        is_of_failed = wanted.statuses and CallStatus.OK not in wanted.statuses
        if is_of_failed or not any(one.errors for one in whole.values()):
            return PeriodCalls(whole, {})
        return PeriodCalls(whole, await self._totals(found, replace(wanted, statuses=(CallStatus.ERROR,))))

    async def _totals(self, found: AccessibleProject, wanted: CallFilter) -> dict[Model, Total]:
        groups = await self._calls.groups(found.id, wanted, _BY_MODEL)
        totals = keyed(groups, 1, found.project.assumed_price)
        return {(provider, model): summed for (provider, model), summed in totals}

    def _list_price(self, found: AccessibleProject, wanted: CallFilter) -> ListPrice:
        """The price list of the last moment of a period, without tiers: sums tell nothing of single calls."""
        book = self._pricing.book_with(found.project.price_book, found.project.assumed_price)

        def price(model: Model, usage: Usage) -> Decimal | None:
            assert wanted.until is not None  # noqa: S101  a comparison is of bounded periods
            rates = book.rates(*model, wanted.until - _MOMENT, 0)
            found = rates.price(usage) if rates else None
            return found.total if found else None

        return price


def _period(found: AccessibleProject, wanted: CallFilter, summed: Total) -> PeriodRead:
    assert wanted.since is not None  # noqa: S101  a comparison is of bounded periods
    assert wanted.until is not None  # noqa: S101
    link = evidence_link(found.id, describe.COST, wanted)
    cost = FigureRead.model_validate(describe.cost_figure(summed, found.project, link), from_attributes=True)
    calls = {"calls": summed.calls, "failed": summed.errors}
    return PeriodRead(since=wanted.since, until=wanted.until, cost=cost, **calls)


def _mover(
    found: AccessibleProject, mover: Mover, by: Dimension, earlier: CallFilter, later: CallFilter
) -> MoverRead:
    costs = [mover.before, mover.after]
    known = all(cost.cost_kind is Certainty.EXACT for cost in costs)
    before, after = (
        FigureRead.model_validate(
            describe.cost_figure(summed, found.project, _link(found, wanted, by, mover.key)),
            from_attributes=True,
        )
        for summed, wanted in ((mover.before, earlier), (mover.after, later))
    )
    spent = [cost.cost or NOTHING for cost in costs]
    said = f"${spent[1]:,.6f} - ${spent[0]:,.6f} = ${mover.change:,.6f}"
    kind = Certainty.EXACT if known else Certainty.ESTIMATED
    change = _figure(f"cost_change.{by}", mover.change, kind, costs, said, MOVER_RULE)
    calls = {"calls_before": mover.before.calls, "calls_after": mover.after.calls}
    return MoverRead(key=mover.key, before=before, after=after, change=change, **calls)


def _link(found: AccessibleProject, wanted: CallFilter, by: Dimension, key: str) -> str:
    only = only_part(wanted, by, key, ZoneInfo(found.project.time_zone))
    return evidence_link(found.id, describe.COST, only)


def _words(before: PeriodCalls, after: PeriodCalls) -> Mapping[str, str]:
    """The effects in words; where calls failed, how many in which of the times."""
    if not before.failed_calls and not after.failed_calls:
        return {name: words for name, words in EFFECTS.items() if name != _FAILED}
    told = [f"{one.failed_calls:,} of {one.calls:,}" for one in (after, before)]
    named = {_FAILED: f"Failed calls: {told[0]}, before {told[1]}", "volume": "More or fewer answered calls"}
    return {**EFFECTS, **named}


def _effect(
    name: str, words: str, change: CostChange, kind: Certainty, costs: list[Total]
) -> EffectRead:
    effect = _figure(f"cost_change.{name}", getattr(change, name), kind, costs, CHANGE_RULE.text)
    return EffectRead(id=name, words=words, effect=effect)


def _difference(change: CostChange) -> str:
    return f"${change.after:,.6f} - ${change.before:,.6f} = ${change.after - change.before:,.6f}"


def _figure(
    name: str,
    value: Decimal,
    kind: Certainty,
    costs: list[Total],
    formula: str,
    rule: Rule = CHANGE_RULE,
) -> FigureRead:
    figure = Figure(
        id=name,
        value=value,
        unit=Unit.USD,
        kind=kind,
        rule=rule,
        formula=formula,
        calls=sum(cost.calls for cost in costs),
        assumptions=tuple(_assumptions(costs)),
    )
    return FigureRead.model_validate(figure, from_attributes=True)


def _assumptions(costs: list[Total]) -> list[str]:
    unknown, unrecorded = (
        sum(getattr(cost, name) for cost in costs) for name in ("unknown_calls", "cache_unrecorded")
    )
    said = []
    if unknown:
        said.append(f"{unknown:,} calls without a known price count as nothing.")
    if unrecorded:
        said.append(f"{unrecorded:,} calls do not say what was cached: their input is priced as fresh.")
    return said
