"""Why, asked behind an answer: of what it named first, or of how what it told has changed."""

import re
from dataclasses import replace
from datetime import UTC, tzinfo
from typing import Final

from netra.backend.agents.triage.domain import dear_parts_asked
from netra.backend.agents.triage.domain.goal import Goal, Intent, Metric, TimeRange
from netra.backend.agents.triage.domain.kept_calls import CHOSEN_BY
from netra.backend.agents.triage.domain.names.pointers import Leading
from netra.backend.agents.triage.domain.times import calendar_ranges
from netra.backend.analytics.domain.dimensions import Dimension, part_begin, part_end
from netra.backend.calls.domain.groups import GroupKey

_OF_SLOWNESS: Final = frozenset({Intent.SPEED, Intent.WHY_SLOW})
_FOR_A_REASON: Final = re.compile(
    r"(?:(?:and|so|but|ok|und|et|y) )*(?:is|was|are|were|could|can|ist|liegt) (?:that|this|it|they|das|es)"
    r"(?: \S+){0,2}? (?:because|due|down to|caused|from|on account|wegen|(?:just |only )?the @?(?:model|"
    r"prompts?|answers?|outputs?|inputs?|context|provider)|(?:long|short|big|large)\w* )"
)
_OF_TIME: Final = frozenset({GroupKey.HOUR, GroupKey.DAY, GroupKey.WEEK, GroupKey.MONTH})


def of_a_reason(said: Goal, line: str, before: Goal) -> Goal | None:
    """Whether slow calls are so for a reason that is named: "and is that because of long prompts?"."""
    if before.intent not in _OF_SLOWNESS or _FOR_A_REASON.match(line) is None:
        return None
    return why(said, before, None, UTC)


def why(said: Goal, before: Goal, leading: Leading | None, zone: tzinfo) -> Goal:
    """Why what was asked about changed; of failures the same answer tells kinds and places.

    Of times it is what goes with them; of a day that was named, what that day has beside the one before; of a
    model or a user, what sets it apart from the others.
    """
    if before.intent in _OF_SLOWNESS:
        slow = replace(before, intent=Intent.WHY_SLOW, ranking=None, target=None, average=None, earlier=None)
        return replace(slow, words=(*before.words, *said.words), unread=())
    if before.intent is Intent.ERRORS:
        return replace(before, unread=())
    if leading is not None and before.breakdown is leading.by and before.intent is Intent.WHERE_MONEY_GOES:
        return _of_the_part(_plain(before, said), leading, zone)
    return replace(before, intent=Intent.WHY_CHANGED, levers=(), average=None, words=said.words, unread=())


def _plain(before: Goal, said: Goal) -> Goal:
    """The calls of the goal before, and nothing else of what it asked."""
    return replace(
        before,
        words=said.words,
        unread=(),
        breakdown=None,
        also_by=None,
        ranking=None,
        average=None,
        share_of=None,
        only_parts=None,
        counts_parts=False,
        metric=Metric.COST,
    )


def _of_the_part(goal: Goal, leading: Leading, zone: tzinfo) -> Goal:
    if leading.by in _OF_TIME:
        by = Dimension(leading.by)
        begin = part_begin(leading.key, by, zone)
        time = TimeRange(begin, part_end(begin, by))
        earlier = calendar_ranges.before(time, zone)
        return replace(goal, intent=Intent.WHY_CHANGED, time=time, earlier=earlier)
    if leading.by not in CHOSEN_BY:
        return replace(goal, intent=Intent.WHY_CHANGED)
    return dear_parts_asked.of_the_part(goal, leading)
