"""Two periods named side by side ("on March 3 and March 5"): compared, taken together, or one said back."""

from dataclasses import replace
from typing import Final

from netra.backend.agents.triage.domain.amounts.averages import Averaged
from netra.backend.agents.triage.domain.goal import Average, Goal, Intent, Metric, Part, Phrase, TimeRange
from netra.backend.agents.triage.domain.intents import COUNTED
from netra.backend.agents.triage.domain.times.time_ranges import Times
from netra.backend.agents.triage.domain.words import vocabulary
from netra.backend.agents.triage.domain.words.wording import Text

_COMPARED: Final = frozenset({Intent.HOW_MUCH, Intent.WHY_CHANGED})


def with_both(goal: Goal, intent: Intent | None, times: Times) -> tuple[Goal, Intent | None]:
    """The goal and its intent with both periods; where only one can be taken the other is unread."""
    if times.range is None or times.beside is None:
        return replace(goal, unread=times.unused), intent
    said = replace(goal, unread=times.unused, words=(*goal.words, _phrase(times)))
    early, late = _in_order(times.range, times.beside)
    if times.other is None and intent in _COMPARED and _is_plain_cost(goal):
        compared = replace(said, intent=Intent.WHY_CHANGED, time=late, earlier=early)
        return compared, Intent.WHY_CHANGED
    if times.other is None and _is_of_each(goal) and intent in _COMPARED:
        return replace(said, intent=Intent.HOW_MUCH, time=late, earlier=early), Intent.HOW_MUCH
    if times.other is None and early.until == late.since:
        return replace(said, time=TimeRange(early.since, late.until)), intent
    return replace(goal, unread=(times.beside_words, *times.unused)), intent


def is_figure(text: Text, average: Averaged, metric: Metric | None) -> bool:
    """Whether two times are asked about for a figure of each, and not for what the cost changed by."""
    is_each = average.over not in {None, Average.GROUP}
    is_counted = metric in COUNTED and metric is not Metric.USERS
    return (is_each or is_counted) and not vocabulary.WHY.search(text.line)


def _phrase(times: Times) -> Phrase:
    return Phrase(Part.COMPARISON, times.beside_words)


def _in_order(one: TimeRange, other: TimeRange) -> tuple[TimeRange, TimeRange]:
    is_turned = one.since is not None and other.since is not None and other.since < one.since
    return (other, one) if is_turned else (one, other)


def _is_of_each(goal: Goal) -> bool:
    """Whether a figure for each of something is asked for, which must not be taken over both times."""
    return goal.average not in {None, Average.GROUP} and goal.breakdown is None


def _is_plain_cost(goal: Goal) -> bool:
    """Whether one amount is asked for, which can stand beside another one."""
    divided = goal.breakdown or goal.average or goal.above
    return goal.metric in {None, Metric.COST} and divided is None
