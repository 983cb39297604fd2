"""A few words that replace one thing of the question before: "and output?", "and the cheapest?"."""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from netra.backend.agents.triage.domain.divisions import token_kinds
from netra.backend.agents.triage.domain.draft import Draft
from netra.backend.agents.triage.domain.goal import (
    FIGURES,
    Average,
    Goal,
    Intent,
    Metric,
    Period,
    Projection,
    Ranking,
)
from netra.backend.agents.triage.domain.kept_calls import widened, with_the_others
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.calls.domain.bounds import Bound
from netra.backend.calls.domain.groups import TIME_STEPS, GroupKey
from netra.backend.calls.domain.measures import CallMeasure, Order

_OTHER_END: Final = whole_words(
    r"(?:ok |so )?(?:(?:and|what about|how about|which|what|und|et|y) )*"
    r"(?:(?:one|ones|day|is|was|are|were) )*(?:the |der |die |das |le |la |el )?"
    r"(?:most expensive|dearest|priciest|cheapest|least expensive|biggest|largest|smallest|longest|shortest|"
    r"lowest|highest|busiest|fewest|gunstigste\w*|billigste\w*|teuerste\w*)"
    r"(?: ones?| day| days| week| calls?)?[ ?]*"
)
_OTHER_MEASURE: Final = whole_words(
    r"(?:ok |so )?(?:and|what about|how about|und|et|y)(?: in| for| the| of)* "
    r"(?P<measure>(?:input|output|cached|reasoning|prompt|completion)(?: tokens?)?|"
    r"(?:the )?(?:costs?|calls?|requests?|tokens?|money|dollars))[ ?]*"
)
_MEASURES: Final[Mapping[str, Metric]] = MappingProxyType(
    {
        "input": Metric.INPUT_TOKENS,
        "prompt": Metric.INPUT_TOKENS,
        "output": Metric.OUTPUT_TOKENS,
        "completion": Metric.OUTPUT_TOKENS,
        "cached": Metric.CACHED_TOKENS,
        "reasoning": Metric.REASONING_TOKENS,
        "token": Metric.TOKENS,
        "call": Metric.CALLS,
        "request": Metric.CALLS,
        "cost": Metric.COST,
        "money": Metric.COST,
        "dollars": Metric.COST,
    }
)
_STEPS: Final[Mapping[Period, str]] = MappingProxyType(
    {
        Period.HOUR: "hour|hourly|stunde|heure|hora",
        Period.DAY: "day|daily|tag|jour|dia",
        Period.WEEK: "week|weekly|woche|semaine|semana",
        Period.MONTH: "month|monthly|monat|mois|mes",
        Period.YEAR: "year|yearly|annually|jahr|an|ano",
    }
)
_OTHER_STEP: Final = whole_words(
    r"(?:ok |so )?(?:(?:and|what about|how about|what is that|und|et|y) )*"
    rf"(?:(?:per|a|an|each|every|by|pro|par|por|im|al) )?(?P<step>{'|'.join(_STEPS.values())})[ ?.!]*"
)
_OTHER_SHARE: Final = whole_words(
    r"(?:(?:ok|so|and|or|what about|how about|with|at|by|only|und|mit|et|avec|y|con) )*\d+(?:[.,]\d+)? ?"
    r"(?:%|percent|prozent)[ ?.!]*"
)
_AVERAGE_ALONE: Final = whole_words(
    r"(?:ok |so )?(?:(?:and|what about|how about|the|und|der|et|la|y|what is) )*(?:(?:median|average|mean|"
    r"avg|durchschnitt|moyenne|mediane|promedio|mediana)(?: and)? ?)+[ ?.!]*"
)


def with_one_other(draft: Draft, line: str, before: Goal) -> Goal | None:
    """The goal before with the one thing that a few words replace; None where they say more, or less."""
    return (
        widened(line, before)
        or with_the_others(line, before)
        or _with_average(line, before)
        or token_kinds.with_other_kind(line, before)
        or _with_other_end(draft, line, before)
        or _with_other_measure(line, before)
        or _with_other_bound(draft.bound, before)
        or _with_other_step(line, before)
        or _with_other_share(draft, line, before)
    )


def _with_average(line: str, before: Goal) -> Goal | None:
    """The same parts with what one has on average and in the middle: "and the median?" after sessions."""
    is_each = before.breakdown in {GroupKey.SESSION, GroupKey.USER, *TIME_STEPS}
    if not (is_each and before.intent in FIGURES and _AVERAGE_ALONE.fullmatch(line)):
        return None
    return replace(before, average=Average.GROUP, per_units=1, is_median=False)


def _with_other_end(draft: Draft, line: str, before: Goal) -> Goal | None:
    """The same order from its other end: "and the cheapest?" after the dearest day."""
    ordered = before.breakdown is not None or before.ranking is not None
    if draft.ranking is None or not ordered or not _OTHER_END.fullmatch(line):
        return None
    kept = before.ranking or Ranking(Order.MOST)
    intent = Intent.WHERE_MONEY_GOES if before.intent in FIGURES else before.intent
    ranking = replace(kept, order=draft.ranking.order, count=draft.ranking.count or kept.count)
    return replace(before, intent=intent, ranking=ranking)


def _with_other_measure(line: str, before: Goal) -> Goal | None:
    """The same calls measured otherwise: "and output?" after the input tokens."""
    found = _OTHER_MEASURE.fullmatch(line)
    if found is None or before.intent not in FIGURES:
        return None
    metric = next(metric for word, metric in _MEASURES.items() if word in found["measure"])
    whole = before.share_of and replace(before.share_of, metric=metric)
    return replace(before, metric=metric, share_of=whole)


def _with_other_bound(bound: Bound | None, before: Goal) -> Goal | None:
    """The same calls or parts chosen by another amount: "and over $2?"."""
    if bound is None:
        return None
    if before.only_parts is not None and bound.measure is CallMeasure.COST:
        parts = replace(before.only_parts, relation=bound.relation, amount=bound.amount)
        return replace(before, only_parts=parts)
    if not any(one.measure is bound.measure for one in before.chosen.bounds):
        return None
    kept = tuple(one for one in before.chosen.bounds if one.measure is not bound.measure)
    return replace(before, chosen=replace(before.chosen, bounds=(*kept, bound)))


def _with_other_share(draft: Draft, line: str, before: Goal) -> Goal | None:
    """The same supposition by another share: "and with 50 %?"."""
    target, supposed = draft.goal.target, before.supposition
    if target is None or target.change is None or supposed is None or not _OTHER_SHARE.fullmatch(line):
        return None
    if supposed.shorter_by is not None:
        return replace(before, supposition=replace(supposed, shorter_by=-target.change))
    if supposed.price_factor is not None:
        factor = _as_much_more(supposed.price_factor, target.change)
        return replace(before, supposition=replace(supposed, price_factor=factor))
    if supposed.usage_factor is not None:
        factor = _as_much_more(supposed.usage_factor, target.change)
        return replace(before, supposition=replace(supposed, usage_factor=factor))
    return None


def _as_much_more(factor: Decimal, change: Decimal) -> Decimal:
    """The factor of another share in the same direction; a bare share was read as one to save."""
    return 1 - change if factor > 1 else 1 + change


def _with_other_step(line: str, before: Goal) -> Goal | None:
    """The same calls by other stretches of time: "and per month?"; of a year it is the rate of now."""
    found = _OTHER_STEP.fullmatch(line)
    if found is None or before.intent not in {*FIGURES, Intent.RUN_RATE}:
        return None
    step = next(step for step, words in _STEPS.items() if re.fullmatch(words, found["step"]))
    if step is Period.YEAR or before.intent is Intent.RUN_RATE:
        rate = replace(before, intent=Intent.RUN_RATE, breakdown=None, average=None)
        return replace(rate, projection=Projection(step))
    average = Average.GROUP if before.average in {None, Average.GROUP} else before.average
    return replace(before, intent=Intent.HOW_MUCH, breakdown=GroupKey(step), average=average, ranking=None)
