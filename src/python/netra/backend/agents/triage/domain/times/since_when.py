"""Asks since when something costs more, or less: the day is sought that nobody names."""

from dataclasses import dataclass, replace
from typing import Final

from netra.backend.agents.triage.domain.goal import Direction, Goal, Intent
from netra.backend.agents.triage.domain.times.time_ranges import Times
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text
from netra.backend.calls.domain.groups import TIME_STEPS

_TAG: Final = "@sincewhen"
_DAY: Final = r"(?:what|which) (?:day|date|week|moment|point)(?: on| onwards)?"
_MOVED: Final = (
    r"(?:go(?:ne)?|went|get|gotten|got|jump\w*|rise|risen|rose|increas\w+|start\w*|become|chang\w+|drop\w*|"
    r"fall\w*|fell|grow\w*|grew|spik\w+|doubl\w+|climb\w*|sink|sank)"
)
_SINCE_WHEN: Final = whole_words(
    rf"since (?:when|{_DAY})|(?:from|as of) (?:when|{_DAY})(?: on)?|"
    rf"when(?= (?:did|has|have) (?:\S+ ){{1,6}}?{_MOVED})|"
    r"seit wann|ab wann|wann(?= (?:ist|sind|hat|haben|wurde) )|"
    r"depuis quand|quand(?= (?:\S+ ){1,4}?(?:augment\w*|baiss\w*))|desde cuando|"
    r"something (?:got|became|has got|has become|is|turned)(?= (?:more|less|cheaper|dearer|much))"
)
_DOWN: Final = whole_words(
    r"less|cheap\w*|lower|down|drop\w*|fall\w*|fell|decreas\w+|sank|sink\w*|fewer|weniger|billiger|gunstiger|"
    r"gesunken|moins|baiss\w*|menos|baj\w+|barat\w+"
)
_OF_COST: Final = frozenset(
    {None, Intent.WHY_CHANGED, Intent.SPEND_LESS, Intent.HOW_MUCH, Intent.WHERE_MONEY_GOES, Intent.LEVER}
)


@dataclass(frozen=True, slots=True)
class SinceWhen:
    """Which way the cost is said to have gone, and the words that ask for the day."""

    direction: Direction
    words: str


def read_since_when(text: Text) -> tuple[Text, SinceWhen | None]:
    """Merge what asks for the day from which on something is another."""
    hits = list(text.hits(_SINCE_WHEN))
    if not hits:
        return text, None
    direction = Direction.DOWN if _DOWN.search(text.line) else Direction.UP
    asked = SinceWhen(direction, text.phrase(hits[0].first, hits[0].last))
    return text.merged({(hit.first, hit.last): _TAG for hit in hits}), asked


def with_day_sought(
    goal: Goal, intent: Intent | None, asked: SinceWhen | None, times: Times
) -> tuple[Goal, Intent | None]:
    """The goal as one of why the cost changed on a day that is to be found.

    Where a time is named, or it is not about cost, the words are left unread.
    """
    if asked is None:
        return goal, intent
    if times.range is not None or intent not in _OF_COST:
        left = () if asked.words.lower().startswith("something") else (asked.words,)
        return replace(goal, unread=(*goal.unread, *left)), intent
    sought = replace(
        goal,
        intent=Intent.WHY_CHANGED,
        levers=(),
        average=None,
        ranking=None,
        breakdown=None if goal.breakdown in TIME_STEPS else goal.breakdown,
        day_sought=asked.direction,
    )
    return sought, Intent.WHY_CHANGED
