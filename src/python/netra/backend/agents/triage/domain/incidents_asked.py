"""Asks what broke, got worse or dearer, when, and whether it is well again."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from netra.backend.agents.triage.domain.amounts.amounts import Limits
from netra.backend.agents.triage.domain.goal import Average, Goal, Intent, Metric, Part, Phrase
from netra.backend.agents.triage.domain.times.since_when import SinceWhen
from netra.backend.agents.triage.domain.times.time_ranges import Times
from netra.backend.agents.triage.domain.words import vocabulary
from netra.backend.agents.triage.domain.words.dear_words import DEAR_AGAIN, DEAR_ONCE, EACH_CALL
from netra.backend.agents.triage.domain.words.incident_words import BROKE, FOUND_SINCE, WELL_AGAIN, WORSE
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text
from netra.backend.calls.domain.groups import TIME_STEPS, GroupKey

_TIMES: Final = frozenset(
    {Metric.LATENCY, Metric.LATENCY_P50, Metric.LATENCY_P95, Metric.LATENCY_P99, Metric.TTFT}
)
_OF_ALL_KINDS: Final = whole_words("broke or got worse or dearer")
"""Asks for failures, times and money, which go by day as well as by call."""
_OTHERS: Final = frozenset({Intent.WHAT_IF, Intent.LEVER, Intent.RUN_RATE, Intent.SPEND_LESS})
_OF_MONEY: Final = frozenset(
    {None, Intent.HELP, Intent.WHY_CHANGED, Intent.HOW_MUCH, Intent.WHERE_MONEY_GOES, Intent.ERRORS}
)
_OF_BREAKAGE: Final = whole_words(
    r"broke\w*|outages?|incidents?|go(?:es|ing)? (?:\S+ )?wrong|reliab\w+|availab\w+"
)
"""What the words of failures name too, though calls may as well have been slow."""
_OF_CALLS: Final = frozenset({Intent.ERRORS, Intent.SPEED})
_WANTS: Final = whole_words(
    r"how (?:can|could|do|should|to)|should|want|need to|make|get (?:\S+ ){0,4}?(?:under|below|faster|down)|"
    r"reduc\w+|speed (?:\S+ )?up|avoid|prevent"
)
"""Asks for something better, not for what was."""
_WHICH_TIME: Final = whole_words(
    r"(?:something|anything|it|things?) (?:broke|went wrong|was (?:down|broken|off))(?: \S+){0,6} "
    r"(?:which|what|on what|on which) (?:day|hour|week)|(?:which|what) (?:day|hour|week) (?:did|was|had) "
    r"(?:\S+ ){0,3}(?:break|broke|broken|wrong|down|outage|incident)"
)
"""Asks when it broke, which is told to the hour, and not for a table of days."""
_GOES_ON: Final = whole_words(
    r"(?:is|are|am) (?:\S+ ){0,3}?(?:getting|becoming|increasing|rising|growing|going up|worsening)|"
    r"getting worse|(?:wird|werden) (?:\S+ ){0,3}?(?:schlimmer|langsamer|haufiger)|"
    r"(?:empire|augmente|empeora|aumenta)(?:nt|n)?"
)
"""Asks how it goes on, which a table of weeks tells."""


def with_incidents(
    goal: Goal, intent: Intent | None, text: Text, times: Times, limits: Limits, since_when: SinceWhen | None
) -> tuple[Goal, Intent | None]:
    """The goal as one of when calls failed or were slow more than otherwise, where that is asked."""
    if times.earlier is not None or limits.target is not None:
        return goal, intent
    if _is_of_cost(goal, intent, text):
        return _of_cost(goal, text, since_when), Intent.INCIDENTS
    if not _is_asked(goal, intent, text, since_when):
        return goal, intent
    if goal.breakdown in TIME_STEPS and not _WHICH_TIME.search(text.line):
        return goal, intent
    goal = replace(goal, breakdown=None) if goal.breakdown in TIME_STEPS else goal
    if _OF_ALL_KINDS.search(text.line) and goal.breakdown is None:
        goal = replace(goal, breakdown=GroupKey.DAY)
    return _looked_for(goal, _metric(goal, intent, text), text, since_when), Intent.INCIDENTS


def _looked_for(goal: Goal, metric: Metric | None, text: Text, since_when: SinceWhen | None) -> Goal:
    """The goal as one of the times in which a measure was worse."""
    return replace(
        goal,
        intent=Intent.INCIDENTS,
        metric=metric,
        levers=(),
        target=None,
        constraints=(),
        chosen=replace(goal.chosen, statuses=()),
        ranking=None,
        average=None,
        share_of=None,
        counts_parts=False,
        supposition=None,
        words=(*goal.words, *_said(text, since_when)),
    )


def _is_of_cost(goal: Goal, intent: Intent | None, text: Text) -> bool:
    """Whether it is asked when something was dearer than otherwise, or whether it is so no more."""
    line = text.line
    if intent not in _OF_MONEY or goal.cost_of is not None:
        return False
    if any(pattern.search(line) for pattern in (vocabulary.WHY, vocabulary.SPEED)):
        return False
    if DEAR_ONCE.search(line):
        return True
    is_of_money = vocabulary.COST_WORDS.search(line) is not None and not _WANTS.search(line)
    return is_of_money and any(one.search(line) for one in (DEAR_AGAIN, WELL_AGAIN))


def _of_cost(goal: Goal, text: Text, since_when: SinceWhen | None) -> Goal:
    """The goal as one of dear times: of single calls, else of what days cost too, which goes by day."""
    found = _looked_for(goal, Metric.COST, text, since_when)
    is_each = EACH_CALL.search(text.line) is not None or goal.average is Average.CALL
    if is_each:
        return replace(found, breakdown=None if goal.breakdown in TIME_STEPS else goal.breakdown)
    return found if goal.breakdown not in {None, *TIME_STEPS} else replace(found, breakdown=GroupKey.DAY)


def behind(said: Goal, before: Goal) -> Goal:
    """What is asked behind an answer on a change of cost is whether that is over."""
    is_of_it = said.intent is Intent.INCIDENTS and said.metric is None
    if not is_of_it or before.intent is not Intent.WHY_CHANGED or before.metric is not Metric.COST:
        return said
    by = None if before.average is Average.CALL else GroupKey.DAY
    return replace(said, metric=Metric.COST, breakdown=said.breakdown or by)


def _said(text: Text, since_when: SinceWhen | None) -> Iterator[Phrase]:
    """The words that it was read from."""
    for pattern in (BROKE, WELL_AGAIN, WORSE, FOUND_SINCE, DEAR_AGAIN, DEAR_ONCE):
        for hit in text.hits(pattern):
            yield Phrase(Part.METRIC, text.phrase(hit.first, hit.last))
    if since_when is not None:
        yield Phrase(Part.METRIC, since_when.words)


def _is_asked(goal: Goal, intent: Intent | None, text: Text, since_when: SinceWhen | None) -> bool:
    if intent in _OTHERS or goal.metric is Metric.RETRIES or _WANTS.search(text.line):
        return False
    if BROKE.search(text.line) and not vocabulary.COST_WORDS.search(text.line):
        return True
    if intent in _OF_CALLS:
        if _GOES_ON.search(text.line) and since_when is None and not WELL_AGAIN.search(text.line):
            return False
        return since_when is not None or any(one.search(text.line) for one in (WORSE, WELL_AGAIN))
    return intent in {None, Intent.HELP} and _asks_of_it(text.line)


def _asks_of_it(line: str) -> bool:
    """Whether it is asked whether something is well again, in words that name nothing else."""
    is_of_money = vocabulary.COST_WORDS.search(line) is not None
    return not is_of_money and WELL_AGAIN.search(line) is not None and _IT.match(line) is not None


_IT: Final = re.compile(
    r"(?:(?:and|so|but|ok|und|et|y) )*(?:is|are|was|were|has|have|did|ist|sind|hat|est|es)"
    r"(?: (?:it|that|this|they|things|everything|all|we|das|es|alles|ce|ca|tout|todo))?(?: \S+){0,5}"
)


def _metric(goal: Goal, intent: Intent | None, text: Text) -> Metric | None:
    """What may have got worse; None where nothing says: failures and times are looked at then."""
    line = text.line
    if goal.metric in _TIMES and intent is Intent.SPEED:
        is_of_failures = _fails(line)
        return None if is_of_failures else goal.metric
    return Metric.ERRORS if intent is Intent.ERRORS and _fails(line) else None


def _fails(line: str) -> bool:
    return vocabulary.ERRORS.search(_OF_BREAKAGE.sub("", line)) is not None
