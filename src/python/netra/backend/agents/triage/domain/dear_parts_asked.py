"""Asks why a user, a session or the like costs so much, or how the cost is spread over all of its kind."""

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Final

from netra.backend.agents.triage.domain.goal import (
    NOTHING_CHOSEN,
    Average,
    Chosen,
    Goal,
    Intent,
    Metric,
    Part,
    Phrase,
    Ranking,
)
from netra.backend.agents.triage.domain.kept_calls import CHOSEN_BY
from netra.backend.agents.triage.domain.names.pointers import Leading
from netra.backend.agents.triage.domain.words import vocabulary
from netra.backend.agents.triage.domain.words.dear_part_words import (
    AND_WHY,
    EVENLY,
    GOING_ON,
    IS_OUTLIER,
    KINDS,
    POINTS,
    SPREAD,
    UNLIKE_OTHERS,
    WHY_DEAR,
)
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.plain_forms import LENGTHS_HELD
from netra.backend.agents.triage.domain.words.wording import Text
from netra.backend.calls.domain.groups import GroupKey
from netra.backend.calls.domain.measures import Order

OF_PARTS: Final = frozenset({Intent.WHY_DEAR, Intent.SPREAD})
_MAY_ASK: Final = frozenset(
    {None, Intent.HELP, Intent.HOW_MUCH, Intent.WHERE_MONEY_GOES, Intent.SPEND_LESS, Intent.WHY_CHANGED}
    | {Intent.LEVER, Intent.WHAT_IF}
)
_SETS_APART: Final = (WHY_DEAR, UNLIKE_OTHERS, IS_OUTLIER, GOING_ON)
_TOLD_BY: Final = (*_SETS_APART, AND_WHY, EVENLY)
_ALSO_CHANGED: Final = re.compile(
    r"(?<!\S)(?:sudden\w*|now|lately|recently|jump\w*|spik\w+|increas\w+|went up|gone up|go up|rose|rise|"
    r"than (?:last|before|it used|usual)|get|gets|got|getting|gotten|"
    r"become\w*|became|grew|since|yesterday|today|this (?:week|month))(?!\S)"
)
"""Asks what became dearer, and not what is dear."""


def with_dear_parts(
    goal: Goal, intent: Intent | None, text: Text, ranking: Ranking | None
) -> tuple[Goal, Intent | None]:
    """The goal as one of why a part is dear, or of how cost is spread, where that is asked."""
    if intent not in _MAY_ASK | {Intent.SPEED} or not _may_be(goal, text.line):
        return goal, intent
    kind = _kind_of_named(goal) or _kind_of_dearest(goal, ranking)
    if kind is not None and intent is not Intent.SPEED and _is_asked(goal, text.line):
        return _of(goal, Intent.WHY_DEAR, kind, text), Intent.WHY_DEAR
    if LENGTHS_HELD in text.line:
        held = _of(replace(goal, words=_lengths_said(text)), Intent.SPREAD, GroupKey.SESSION, text)
        return replace(held, average=Average.CALL), Intent.SPREAD
    spread = _kind_of_spread(text)
    is_of_cost = goal.metric in {None, Metric.COST} or intent is Intent.SPEED
    if spread is not None and is_of_cost and spread not in _named_kinds(goal):
        return _of(goal, Intent.SPREAD, spread, text), Intent.SPREAD
    return goal, intent


def of_the_leading(goal: Goal, text: Text, before: Goal, leading: Leading | None) -> Goal | None:
    """Why the part is dear that the answer before named first, where "it" or "they" is asked about."""
    if leading is None or leading.by not in CHOSEN_BY or not leading.key:
        return None
    asks = any(pattern.search(text.line) for pattern in _SETS_APART)
    if not asks or POINTS.search(text.line) is None or set(_named_kinds(goal)) - {leading.by}:
        return None
    if goal.time is not None or vocabulary.SPEED.search(text.line):
        return None
    return of_the_part(replace(before, words=tuple(_said(text)), unread=()), leading)


def of_the_part(goal: Goal, leading: Leading) -> Goal:
    """Why the part is dear, of the same calls."""
    values = {one.name: getattr(goal.chosen, one.name) for one in fields(Chosen)}
    chosen = Chosen(**{**values, CHOSEN_BY[leading.by]: (leading.key,)})
    return replace(
        Goal(Intent.WHY_DEAR, metric=Metric.COST, chosen=chosen, breakdown=leading.by),
        excluded=goal.excluded,
        time=goal.time,
        words=goal.words,
        keeps=goal.keeps,
    )


def _may_be(goal: Goal, line: str) -> bool:
    others = (goal.constraints, goal.earlier, goal.peak, goal.cost_of, goal.day_sought)
    return not any(others) and not vocabulary.ERRORS.search(line) and not _is_of_speed(line)


def _is_of_speed(line: str) -> bool:
    return bool(vocabulary.SPEED.search(line)) and not vocabulary.COST_WORDS.search(line)


def _is_asked(goal: Goal, line: str) -> bool:
    if any(pattern.search(line) for pattern in (UNLIKE_OTHERS, IS_OUTLIER, GOING_ON)):
        return goal.time is None or not _ALSO_CHANGED.search(line)
    is_of_reason = WHY_DEAR.search(line) or (goal.ranking is not None and AND_WHY.search(line))
    return (
        bool(is_of_reason) and goal.average is None and goal.time is None and not _ALSO_CHANGED.search(line)
    )


def _named_kinds(goal: Goal) -> tuple[GroupKey, ...]:
    return tuple(kind for kind in KINDS if getattr(goal.chosen, CHOSEN_BY[kind]))


def _kind_of_named(goal: Goal) -> GroupKey | None:
    """The kind of the one name that is asked about, the narrowest where several kinds are named."""
    kind = next(iter(_named_kinds(goal)), None)
    return kind if kind is not None and len(getattr(goal.chosen, CHOSEN_BY[kind])) == 1 else None


def _kind_of_dearest(goal: Goal, ranking: Ranking | None) -> GroupKey | None:
    """The kind of which the dearest one is asked about."""
    is_first = ranking is not None and ranking.order is Order.MOST and ranking.calls is None
    is_one = is_first and ranking is not None and ranking.count in {None, 1}
    return goal.breakdown if is_one and goal.breakdown in KINDS else None


def _kind_of_spread(text: Text) -> GroupKey | None:
    for pattern in SPREAD:
        hit = next(text.hits(pattern), None)
        if hit is not None:
            groups = hit.match.groupdict()
            return next((kind for kind in KINDS if groups.get(kind) or groups.get(f"o_{kind}")), None)
    return None


def _of(goal: Goal, intent: Intent, by: GroupKey, text: Text) -> Goal:
    """The same calls, of which nothing else is asked."""
    return Goal(
        intent,
        metric=Metric.COST,
        chosen=goal.chosen or NOTHING_CHOSEN,
        excluded=goal.excluded,
        unknown_names=goal.unknown_names,
        time=goal.time,
        breakdown=by,
        words=(*goal.words, *_said(text)),
    )


def _lengths_said(text: Text) -> tuple[Phrase, ...]:
    hits = text.hits(whole_words(LENGTHS_HELD))
    return tuple(Phrase(Part.METRIC, text.phrase(hit.first, hit.last)) for hit in hits)


def _said(text: Text) -> Iterator[Phrase]:
    """The words that it was read from."""
    for pattern in _TOLD_BY:
        for hit in text.hits(pattern):
            for first, last in text.around_names(hit.first, hit.last):
                yield Phrase(Part.METRIC, text.phrase(first, last))
    for pattern in SPREAD:
        for hit in text.hits(pattern):
            yield Phrase(Part.METRIC, text.phrase(hit.first, hit.last))
