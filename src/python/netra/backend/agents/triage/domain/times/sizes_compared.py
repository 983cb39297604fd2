"""Whether prompts or answers are longer in one time than in another: what a call reads or writes in both."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import tzinfo
from typing import Final

from netra.backend.agents.triage.domain.goal import Average, Goal, Intent, Metric, Part, Phrase, TimeRange
from netra.backend.agents.triage.domain.times import calendar_ranges
from netra.backend.agents.triage.domain.times.since_when import SinceWhen
from netra.backend.agents.triage.domain.words import vocabulary
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text
from netra.backend.calls.domain.call import CallStatus

_INPUT: Final = (
    r"(?:input|prompt|context)(?: tokens?)?|prompts?|inputs?|contexts?|histor(?:y|ies)|conversations?|"
    r"eingaben?|kontexte?|entrees?|entradas?"
)
_OUTPUT: Final = (
    r"(?:output|answer|completion|response)(?: tokens?)?|answers?|outputs?|repl(?:y|ies)|responses?|"
    r"completions?|antworten|reponses?|respuestas?|salidas?"
)
_ANY: Final = r"tokens?|calls?|requests?|anfragen?|aufrufe?"
_LONGER: Final = (
    r"(?:longer|bigger|larger|shorter|smaller|grown?|grew|growing|shr[aiu]nk\w*|swell\w*|swollen|bloated|"
    r"more verbose|wordier|size[ds]?|lengths?|langer|kurzer|grosser|kleiner|gewachsen|plus long\w*|"
    r"plus court\w*|mas larg[oa]s?|mas cort[oa]s?)"
)
_COMPARED: Final = tuple(
    (metric, whole_words(rf"(?:{nouns}) (?:\S+ ){{0,5}}?{_LONGER}|{_LONGER} (?:\S+ ){{0,3}}?(?:{nouns})"))
    for metric, nouns in ((Metric.INPUT_TOKENS, _INPUT), (Metric.OUTPUT_TOKENS, _OUTPUT))
)
_EACH: Final = whole_words(
    rf"tokens? (?:per|a|each|pro|par|por) (?:{_ANY})|(?:{_ANY}) (?:\S+ ){{0,2}}?{_LONGER}"
)
_ALSO_SAID: Final = whole_words(
    rf"{_LONGER}|any|so|much|than|now|today|currently|average|mean|compar\w+|versus|vs|last|before|of|as"
)
_OTHERS: Final = frozenset(
    {Intent.WHAT_IF, Intent.RUN_RATE, Intent.SPEND_LESS, Intent.ERRORS, Intent.INCIDENTS}
)


def with_sizes(
    goal: Goal, intent: Intent | None, text: Text, sought: SinceWhen | None, zone: tzinfo
) -> tuple[Goal, Intent | None]:
    """The goal as what a call reads, or writes, in the time that is named and in the one before it."""
    wants = vocabulary.COST_WORDS.search(text.line) or vocabulary.REDUCE.search(text.line)
    if goal.time is None or intent in _OTHERS or wants or goal.above is not None or goal.chosen.bounds:
        return goal, intent
    metric, earlier = _metric(intent, text, sought), _earlier(goal, goal.time, zone)
    if metric is None or earlier is None or goal.breakdown is not None:
        return goal, intent
    answered = replace(goal.chosen, statuses=goal.chosen.statuses or (CallStatus.OK,))
    asked = replace(
        goal,
        intent=Intent.HOW_MUCH,
        metric=metric,
        levers=(),
        average=Average.CALL,
        ranking=None,
        share_of=None,
        earlier=earlier,
        chosen=answered,
        words=(*goal.words, *_said(text, sought)),
    )
    return asked, Intent.HOW_MUCH


def _metric(intent: Intent | None, text: Text, sought: SinceWhen | None) -> Metric | None:
    """What is longer: prompts or answers; tokens of both where a call has more of them."""
    if sought is not None and sought.metric is not None:
        return sought.metric
    metric = next((one for one, pattern in _COMPARED if pattern.search(text.line)), None)
    is_of_both = metric is None and intent is Intent.WHY_CHANGED and _EACH.search(text.line)
    return Metric.TOKENS if is_of_both else metric


def _earlier(goal: Goal, time: TimeRange, zone: tzinfo) -> TimeRange | None:
    """The time that is compared with: of a time that is open all before it, else as much right before."""
    if goal.earlier is not None or time.since is None:
        return goal.earlier
    return TimeRange(None, time.since) if time.until is None else calendar_ranges.before(time, zone)


def _said(text: Text, sought: SinceWhen | None) -> Iterator[Phrase]:
    """The words that it was read from."""
    if sought is not None:
        yield Phrase(Part.METRIC, sought.words)
    for pattern in (*(one for _, one in _COMPARED), _EACH, _ALSO_SAID):
        for hit in text.hits(pattern):
            yield Phrase(Part.METRIC, text.phrase(hit.first, hit.last))
