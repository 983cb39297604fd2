"""Asks why calls are slow: where their time goes, what goes with it, what the slowest have in common."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from netra.backend.agents.triage.domain.goal import Goal, Intent, Lever, Metric, Part, Phrase
from netra.backend.agents.triage.domain.words import vocabulary
from netra.backend.agents.triage.domain.words.incident_words import WORSE
from netra.backend.agents.triage.domain.words.slow_words import (
    ALIKE,
    ALSO_OF_TIMES,
    BOTTLENECK,
    GOES_WITH,
    HELD_AGAINST,
    LONGER_TAKE_LONGER,
    ONE_OR_OTHER,
    SIZES_HELD,
    SLOW_ONES,
    TAKES_LONG,
    WHERE_TIME_GOES,
    WHY_IT_TAKES,
)
from netra.backend.agents.triage.domain.words.wording import Text

_OF_SIZES: Final = frozenset({Lever.TRIM_OUTPUT, Lever.TRIM_CONTEXT, Lever.REASONING_EFFORT})
"""Levers that only name what a time may go with."""
_MAY_ASK: Final = frozenset(
    {None, Intent.HELP, Intent.SPEED, Intent.LEVER, Intent.HOW_MUCH, Intent.WHERE_MONEY_GOES}
    | {Intent.SPEND_LESS, Intent.WHY_CHANGED, Intent.WHAT_IF}
)
_OF_TIMES: Final = frozenset(
    {Metric.LATENCY, Metric.LATENCY_P50, Metric.LATENCY_P95, Metric.LATENCY_P99, Metric.TTFT}
)
_SUPPOSES: Final = re.compile(r"(?<!\S)(?:what if|if we|if i|would|should)(?!\S)")
_CLAUSES: Final = re.compile(r" (?:and|und|et|y|but) | [,;] ")
_REASONED: Final = (
    *(WHY_IT_TAKES, GOES_WITH, LONGER_TAKE_LONGER, ALIKE, WHERE_TIME_GOES, ONE_OR_OTHER, BOTTLENECK),
    *(HELD_AGAINST, TAKES_LONG, SLOW_ONES, ALSO_OF_TIMES, vocabulary.SPEED),
)


def with_slowness(goal: Goal, intent: Intent | None, text: Text) -> tuple[Goal, Intent | None]:
    """The goal as one of why calls are slow, where that is asked; names are merged in the text."""
    if not _may_be(goal, intent) or not _is_asked(text):
        return goal, intent
    metric = goal.metric if goal.metric in _OF_TIMES else Metric.LATENCY
    beside = goal.beside
    asked = replace(
        goal,
        intent=Intent.WHY_SLOW,
        metric=_timed_by(text, metric),
        levers=(),
        breakdown=beside.by if beside is not None else goal.breakdown,
        beside=None,
        also_by=None,
        ranking=None,
        average=None,
        above=None,
        is_median=False,
        share_of=None,
        counts_parts=False,
        supposition=None,
        day_sought=None,
        words=(*goal.words, *_said(text)),
    )
    return asked, Intent.WHY_SLOW


def _may_be(goal: Goal, intent: Intent | None) -> bool:
    others = (goal.target, goal.constraints, goal.earlier, goal.peak, goal.cost_of, goal.only_parts)
    return intent in _MAY_ASK and not any(others) and not set(goal.levers) - _OF_SIZES


def _is_asked(text: Text) -> bool:
    """Whether a reason of times is asked for, in the whole or in a part of it that asks nothing else."""
    return any(_asks(line) for line in (text.line, *_CLAUSES.split(text.line)))


def _asks(line: str) -> bool:
    if WHERE_TIME_GOES.search(line) and not _is_otherwise(WHERE_TIME_GOES.sub("", line)):
        return True
    if _is_otherwise(line) or _SUPPOSES.search(line):
        return False
    is_timed = any(one.search(line) for one in (vocabulary.SPEED, TAKES_LONG))
    is_told = any(one.search(line) for one in (LONGER_TAKE_LONGER, BOTTLENECK))
    return is_told or (is_timed and _is_reasoned(line))


def _is_otherwise(line: str) -> bool:
    return any(one.search(line) for one in (vocabulary.COST_WORDS, vocabulary.ERRORS, WORSE))


def _is_reasoned(line: str) -> bool:
    if any(one.search(line) for one in (WHY_IT_TAKES, ONE_OR_OTHER, HELD_AGAINST)):
        return True
    if GOES_WITH.search(line) and SIZES_HELD.search(line):
        return True
    return SLOW_ONES.search(line) is not None and ALIKE.search(line) is not None


def _timed_by(text: Text, metric: Metric | None) -> Metric | None:
    """Of the time as a whole, where it is asked where that goes."""
    return Metric.LATENCY if WHERE_TIME_GOES.search(text.line) else metric


def _said(text: Text) -> Iterator[Phrase]:
    """The words that it was read from."""
    for pattern in _REASONED:
        for hit in text.hits(pattern):
            for first, last in text.around_names(hit.first, hit.last):
                yield Phrase(Part.METRIC, text.phrase(first, last))
