"""Why the cost of one period differs from that of another: volume, mix of models, tokens, prices, failures.

The effects are taken one after the other, as in index numbers: first more or fewer calls at the old cost of
a call, then other shares of the models at their old costs, then other tokens a call at the old prices, then
the new prices for the new tokens. All of this is of calls that were answered: failed ones have few tokens or
none, which would look like shorter calls. What failed calls cost more is an effect of its own. What no list
price explains (tiers, fees, calls whose price is not known) and what rounding leaves is the rest, so the
effects add up to the change.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from typing import Final

from netra.backend.analytics.domain.totals import NOTHING, NamedTotal, Total, less
from netra.backend.calls.domain.call import Usage
from netra.backend.pricing.domain.rates import STEP

Model = tuple[str, str]
"""Provider and model."""
ListPrice = Callable[[Model, Usage], Decimal | None]
"""What the tokens of a model's calls cost by the price list of one day; None where the list has no price."""
_NOTHING_YET: Final = Total()
_DIGITS: Final = 50


@dataclass(frozen=True, slots=True)
class CostChange:
    """The effects behind a change of cost, in USD; their sum is `after - before`."""

    before: Decimal
    after: Decimal
    volume: Decimal = NOTHING
    mix: Decimal = NOTHING
    tokens: Decimal = NOTHING
    prices: Decimal = NOTHING
    failed: Decimal = NOTHING

    @property
    def rest(self) -> Decimal:
        told = self.volume + self.mix + self.tokens + self.prices + self.failed
        return self.after - self.before - told


@dataclass(frozen=True, slots=True)
class PeriodCalls:
    """The calls of a time by model: all of them, and those among them that failed."""

    whole: Mapping[Model, Total]
    failed: Mapping[Model, Total]

    @property
    def answered(self) -> Mapping[Model, Total]:
        parts = ((model, less(whole, self.failed.get(model))) for model, whole in self.whole.items())
        return {model: part for model, part in parts if part.calls}

    @property
    def calls(self) -> int:
        return _calls(self.whole)

    @property
    def failed_calls(self) -> int:
        return _calls(self.failed)


def explain_periods(before: PeriodCalls, after: PeriodCalls, old: ListPrice, new: ListPrice) -> CostChange:
    """Explain the change between periods: that of the answered calls, and beside it that of the failed."""
    answered = explain(before.answered, after.answered, old, new)
    costs = _cost(before.failed), _cost(after.failed)
    return replace(
        answered,
        before=answered.before + costs[0],
        after=answered.after + costs[1],
        failed=costs[1] - costs[0],
    )


@dataclass(frozen=True, slots=True)
class Mover:
    """A group of calls in both periods."""

    key: str
    before: Total
    after: Total

    @property
    def change(self) -> Decimal:
        """By how many USD its cost changed, as far as prices are known."""
        return (self.after.cost or NOTHING) - (self.before.cost or NOTHING)


def movers(before: Iterable[NamedTotal], after: Iterable[NamedTotal], most: int) -> list[Mover]:
    """The groups whose cost changed most, up or down, the largest change first."""
    old, new = dict(before), dict(after)
    found = (Mover(key, old.get(key, _NOTHING_YET), new.get(key, _NOTHING_YET)) for key in {**old, **new})
    moved = sorted((one for one in found if one.change), key=lambda one: (-abs(one.change), one.key))
    return moved[:most]


def explain(
    before: Mapping[Model, Total], after: Mapping[Model, Total], old: ListPrice, new: ListPrice
) -> CostChange:
    """Explain the change between totals by model; from or to no calls at all, it is a matter of volume."""
    with localcontext(prec=_DIGITS):
        costs = _cost(before), _cost(after)
        calls = _calls(before), _calls(after)
        if not all(calls):
            return CostChange(*costs, volume=costs[1] - costs[0])
        growth = Decimal(calls[1]) / calls[0]
        models = {**before, **after}
        pairs = {one: (before.get(one, _NOTHING_YET), after.get(one, _NOTHING_YET)) for one in models}
        use = [_effects_of_use(model, *pair, old, new) for model, pair in pairs.items()]
        return CostChange(
            *costs,
            volume=(costs[0] * (growth - 1)).quantize(STEP),
            mix=_sum(_effect_of_mix(*pair, growth) for pair in pairs.values()),
            tokens=_sum(tokens for tokens, _ in use),
            prices=_sum(prices for _, prices in use),
        )


def _effect_of_mix(before: Total, after: Total, growth: Decimal) -> Decimal:
    """What more calls of a model than the growth of all would have cost before; a new one at its own cost."""
    known = before if before.calls else after
    return (after.calls - before.calls * growth) * (known.cost or NOTHING) / known.calls


def _effects_of_use(
    model: Model, before: Total, after: Total, old: ListPrice, new: ListPrice
) -> tuple[Decimal, Decimal]:
    """What other tokens a call and other prices cost; nothing where a list price is missing or calls are."""
    if not before.calls or not after.calls:
        return NOTHING, NOTHING
    then, now, anew = old(model, before.usage), old(model, after.usage), new(model, after.usage)
    if then is None or now is None or anew is None:
        return NOTHING, NOTHING
    return now - then * after.calls / before.calls, anew - now


def _sum(effects: Iterable[Decimal]) -> Decimal:
    return sum(effects, NOTHING).quantize(STEP)


def _cost(totals: Mapping[Model, Total]) -> Decimal:
    return sum((total.cost or NOTHING for total in totals.values()), NOTHING)


def _calls(totals: Mapping[Model, Total]) -> int:
    return sum(total.calls for total in totals.values())
