"""Asks since when something costs more, or less: the day is sought that nobody names."""

import re
from dataclasses import dataclass, replace
from typing import Final

from netra.backend.agents.triage.domain.goal import Average, Direction, Goal, Intent, Metric
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
    r"gesunken|moins|baiss\w*|menos|baj\w+|barat\w+|shorter|smaller"
)
_INPUT: Final = re.compile(
    r"prompts?|inputs?|contexts?|histor(?:y|ies)|eingaben?|kontexte?|entrees?|entradas?"
)
_LONGER: Final = whole_words(
    rf"(?P<what>{_INPUT.pattern}|answers?|outputs?|repl(?:y|ies)|responses?|antworten|reponses?|respuestas?)"
    r"(?: (?!shorter|if|from|to)\S+){0,4}? "
    r"(?:get|gets|getting|got|gotten|become|became|grown?|grew|been|geworden)(?: any| much| so)? "
    r"(?:longer|bigger|larger|shorter|smaller)"
)
_OF_PRICE: Final = whole_words(
    r"cheaper|dearer|pricier|costlier|(?:more|less|so|too) (?:expensive|costly)|teurer|billiger|gunstiger|"
    r"(?:plus|moins) cher\w*|mas (?:car|barat)[oa]s?"
)
_OF_COST: Final = frozenset(
    {None, Intent.WHY_CHANGED, Intent.SPEND_LESS, Intent.HOW_MUCH, Intent.WHERE_MONEY_GOES, Intent.LEVER}
)


@dataclass(frozen=True, slots=True)
class SinceWhen:
    """Which way something is said to have gone, the words that ask for the day, and what went that way.

    Without a metric it is the cost: of a call where it is said to be dearer or cheaper, else of a day.
    """

    direction: Direction
    words: str
    metric: Metric | None = None
    is_of_each_call: bool = False


def read_since_when(text: Text) -> tuple[Text, SinceWhen | None]:
    """Merge what asks for the day from which on something is another."""
    hits, longer = list(text.hits(_SINCE_WHEN)), next(text.hits(_LONGER), None)
    if not hits and longer is None:
        return text, None
    direction = Direction.DOWN if _DOWN.search(text.line) else Direction.UP
    first = hits[0] if hits else longer
    words = text.phrase(first.first, first.last) if first else ""
    metric = _metric(longer.match["what"]) if longer else None
    tags = {(hit.first, hit.last): _TAG for hit in hits}
    if longer is not None:
        tags |= dict.fromkeys(text.around_names(longer.first, longer.last), _TAG)
    each = metric is not None or _OF_PRICE.search(text.line) is not None
    return text.merged(tags), SinceWhen(direction, words, metric, is_of_each_call=each)


def _metric(what: str) -> Metric:
    return Metric.INPUT_TOKENS if _INPUT.fullmatch(what) else Metric.OUTPUT_TOKENS


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
        metric=asked.metric or Metric.COST,
        levers=(),
        average=Average.CALL if asked.is_of_each_call else None,
        ranking=None,
        breakdown=None if goal.breakdown in TIME_STEPS else goal.breakdown,
        day_sought=asked.direction,
    )
    return sought, Intent.WHY_CHANGED
