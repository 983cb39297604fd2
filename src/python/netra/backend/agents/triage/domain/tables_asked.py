"""Several numbers of the same calls, or one by two things at once: "mean and longest duration by model".

A quantity and what is made of it are read apart and then joined, so that combinations nobody wrote down work.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final, NamedTuple

from netra.backend.agents.triage.domain.goal import Goal, Intent, Lever, Part, Phrase, Table
from netra.backend.agents.triage.domain.words import vocabulary
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Hit, Text
from netra.backend.calls.domain.groups import TIME_STEPS, GroupKey
from netra.backend.crosstabs.domain.measures import CallQuantity, Statistic, TableMeasure
from netra.backend.crosstabs.schemas import MOST_MEASURES

_CALLS: Final = r"(?:calls?|requests?)"
_OF_TOKENS: Final = r"(?: ?tokens?| sizes?| lengths?)"
_NUMBER: Final = r"(?:number of|count of|amount of|how many)"
_A_CALL: Final = r"(?:per|a|each|for each|every) (?:call|request)"
_GROWING: Final = r"longer|larger|bigger|shorter|smaller|growing|grown|shrinking|grew|grow"
_EACH_CALL: Final = re.compile(rf"{_A_CALL}|on average|{_GROWING}")
_QUANTITIES: Final[Mapping[CallQuantity, re.Pattern[str]]] = MappingProxyType(
    {
        CallQuantity.TTFT: whole_words(
            r"ttft|(?:time to |latency to |delay to )?(?:the )?first tokens?(?: times?| latenc(?:y|ies))?"
        ),
        CallQuantity.CACHED: whole_words(
            r"(?:prompt )?cache (?:hit|read) (?:rate|ratio|share)s?|cache hits?|cached (?:input )?tokens?|"
            r"cached share|tokens? (?:read )?from (?:the )?caches?"
        ),
        CallQuantity.REASONING: whole_words(r"(?:reasoning|thinking)(?: tokens?| share)"),
        CallQuantity.INPUT: whole_words(
            rf"(?:input|prompt|context){_OF_TOKENS}|tokens? (?:in|sent)|prompts?(?! cach)|inputs?|contexts?"
        ),
        CallQuantity.OUTPUT: whole_words(
            rf"(?:output|answer|completion|response){_OF_TOKENS}|tokens? out|outputs?|answers?|completions?"
        ),
        CallQuantity.TOKENS: whole_words(r"tokens?(?: usage| use| counts?)?"),
        CallQuantity.DURATION: whole_words(
            rf"latenc(?:y|ies)|durations?|response times?|run ?times?|{_CALLS} times?|slowness|speeds?|"
            rf"(?:slow|fast|quick)e(?:st|r)|how long (?:\S+ ){{0,3}}?(?:takes?|took)"
        ),
        CallQuantity.FAILED: whole_words(
            rf"(?:error|failure|fail) (?:rate|ratio|share|percentage|count|number)s?|errors?|failures?|"
            rf"failed {_CALLS}|failed"
        ),
        CallQuantity.CALLS: whole_words(
            rf"(?:{_NUMBER}|total) (?:\S+ )?{_CALLS}(?! (?:ha(?:ve|d) )?(?:fail|error))|"
            rf"(?<!per )(?<!a )(?<!each ){_CALLS} (?:count|volume)s?|volumes?|traffic"
        ),
        CallQuantity.SESSIONS: whole_words(rf"(?:{_NUMBER} (?:\S+ )?|and )(?:sessions|conversations)"),
        CallQuantity.USERS: whole_words(
            rf"(?:{_NUMBER} (?:\S+ )?|and )(?:users|customers)|(?:active|distinct) users"
        ),
        CallQuantity.COST: whole_words(
            r"costs?|spend(?:ing)?|spent|prices?|bill|money|dearest|priciest|(?:most |least )?expensive"
        ),
    }
)
"""In order: what an earlier one has taken is not read again."""
_STATISTICS: Final[Mapping[Statistic, re.Pattern[str]]] = MappingProxyType(
    {
        Statistic.P95: whole_words(r"p ?95s?|95th(?: percentiles?)?"),
        Statistic.P99: whole_words(r"p ?99s?|99th(?: percentiles?)?"),
        Statistic.MEDIAN: whole_words(r"medians?|p ?50s?|middle"),
        Statistic.MEAN: whole_words(rf"means?|averages?|avg|on average|{_A_CALL}|{_GROWING}"),
        Statistic.MOST: whole_words(r"max(?:imum|imal)?s?|longest|slowest|largest|biggest|dearest|priciest"),
        Statistic.LEAST: whole_words(r"min(?:imum|imal)?s?|shortest|smallest|fastest|quickest"),
        Statistic.RATE: whole_words(r"rates?|ratios?|shares?|percentages?"),
    }
)
_ONE_CALL: Final = whole_words(
    rf"(?:single |one |individual )*(?:max(?:imum|imal)?|longest|slowest|largest|biggest|dearest|priciest|"
    rf"most expensive|min(?:imum|imal)?|shortest|smallest|fastest|quickest) (?:single |one |individual |"
    rf"(?:input|output|prompt) )*(?:{_CALLS}|prompts?|answers?|duration|latency|input|output|cost|one)"
)
"""An end of single calls; of parts the same word is an order, as in "the longest sessions"."""
_PLAIN_ENDS: Final = whole_words(r"max(?:imum|imal)?s?|min(?:imum|imal)?s?")
_JOINED: Final = whole_words(r"and|plus|as well as|along with|together with|with|und|et|y|vs|versus")
_COURSE: Final = whole_words(r"over time|over the (?:days|weeks|months)|in the course of time|trends?")
_QUESTION_WORDS: Final = whole_words(r"whats?|which|how much|how many|how long|who|when|where")
_INPUT_BESIDE: Final = frozenset({CallQuantity.INPUT, CallQuantity.OUTPUT})
_TIMED: Final = frozenset({CallQuantity.DURATION, CallQuantity.TTFT})
_SUMS: Final = frozenset(
    {CallQuantity.COST, CallQuantity.CALLS, CallQuantity.TOKENS, CallQuantity.INPUT, CallQuantity.OUTPUT}
)
_OF_TIMES: Final = frozenset({Statistic.MEDIAN, Statistic.P95, Statistic.P99})
"""What is one of durations where nothing is named that it is of."""
_NEAR: Final = 4
"""So many words may lie between a quantity and what is made of it."""
_ASKED: Final = frozenset(
    {None, Intent.HOW_MUCH, Intent.WHERE_MONEY_GOES, Intent.SPEED, Intent.ERRORS, Intent.WHY_CHANGED}
)
_COUNTED: Final = frozenset({Lever.TRIM_OUTPUT, Lever.TRIM_CONTEXT, Lever.RETRY_WASTE})
"""Levers whose words are those of a number, too."""
_FAILURE_RATE: Final = TableMeasure(CallQuantity.FAILED, Statistic.RATE)
_KEPT: Final = frozenset({Intent.SPEED, Intent.ERRORS})
"""What a question that goes on from it is about."""
_OTHERWISE: Final = (
    *("target", "supposition", "beside", "only_parts", "above", "peak"),
    *("projection", "cost_of", "counts_parts", "beyond_step", "saving_per", "day_sought"),
)
"""What makes it another question."""


class _Found(NamedTuple):
    """A quantity, or what is made of one, at its place among the words."""

    first: int
    last: int
    value: CallQuantity | Statistic
    is_behind: bool = False
    """Whether it stands behind its quantity, as "per call" does."""


class _Asked(NamedTuple):
    """One number that is asked for, with the places of its words."""

    measure: TableMeasure
    places: tuple[tuple[int, int], ...]


def with_table(
    goal: Goal, intent: Intent | None, text: Text, plain: Text, step: GroupKey
) -> tuple[Goal, Intent | None]:
    """The goal as a table where one figure, or one division, cannot answer; as it is for all else.

    `plain` has the words that were read as since when something changed.
    """
    if goal.day_sought is not None and goal.breakdown is not None and _COURSE.search(text.line):
        goal, text = replace(goal, day_sought=None), plain
    if intent not in _ASKED and not _is_of_a_number(goal, intent):
        return goal, intent
    others = (vocabulary.WHY, vocabulary.REDUCE)
    if any(getattr(goal, name) for name in _OTHERWISE) or any(one.search(text.line) for one in others):
        return goal, intent
    return _tabled(goal, intent, text, step)


def _tabled(goal: Goal, intent: Intent | None, text: Text, step: GroupKey) -> tuple[Goal, Intent | None]:
    """The goal with its measures, where it needs a table; as it is where it does not."""
    found, ranking, divided = list(_measures(text)), goal.ranking, _over_time(goal, text, step)
    measures = tuple(dict.fromkeys(one.measure for one in found))[:MOST_MEASURES]
    is_of_one_call = ranking is not None and ranking.calls is not None
    if not measures or not _is_needed(divided, measures, text, is_of_one_call=is_of_one_call):
        return goal, intent
    words = tuple(Phrase(Part.METRIC, text.phrase(*place)) for one in found for place in one.places)
    kept = intent if intent in _KEPT and intent is not None else Intent.HOW_MUCH
    plain = replace(divided, levers=(), share_of=None, average=None, is_median=False, per_units=1)
    ranking = None if is_of_one_call else ranking
    words = (*divided.words, *words)
    return replace(plain, intent=kept, table=Table(measures), ranking=ranking, words=words), kept


def _is_of_a_number(goal: Goal, intent: Intent | None) -> bool:
    """Whether its only lever is a length or a failure, as of "max output tokens by user"."""
    is_divided = goal.breakdown is not None
    return intent is Intent.LEVER and is_divided and _COUNTED.issuperset(goal.levers)


def _is_needed(goal: Goal, measures: Sequence[TableMeasure], text: Text, *, is_of_one_call: bool) -> bool:
    """Whether a table tells what a single figure by a single dimension, or a list of calls, does not."""
    first = measures[0]
    if goal.share_of is not None and not any(one.statistic is Statistic.RATE for one in measures[1:]):
        return first.statistic is Statistic.RATE and len(measures) > 1
    if Lever.RETRY_WASTE in goal.levers and _FAILURE_RATE not in measures:
        return False
    if len(measures) > 1:
        return _are_listed(goal, measures, text)
    if is_of_one_call:
        return goal.breakdown is not None and first.statistic in {Statistic.MOST, Statistic.LEAST}
    is_sum = first.statistic is Statistic.TOTAL and first.quantity in _SUMS
    if goal.breakdown is not None and goal.also_by is not None:
        return not is_sum
    if goal.breakdown is not None and goal.earlier is not None:
        return not (is_sum and first.quantity is CallQuantity.COST)
    if first.quantity in _TIMED:
        return first.statistic in {Statistic.MEAN, Statistic.MOST, Statistic.LEAST}
    return first.statistic.is_of_single_calls and first.quantity is not CallQuantity.COST


def _are_listed(goal: Goal, measures: Sequence[TableMeasure], text: Text) -> bool:
    """Whether several numbers are asked for at once, and not one of several calls, sides or questions."""
    if len(list(text.hits(_QUESTION_WORDS))) > 1:
        return False
    quantities = {one.quantity for one in measures}
    if goal.breakdown is None and goal.earlier is None and quantities <= _INPUT_BESIDE:
        return any(one.statistic is not Statistic.TOTAL for one in measures)
    return _JOINED.search(text.line) is not None or "," in text.clean


def _over_time(goal: Goal, text: Text, step: GroupKey) -> Goal:
    """The goal by steps of time too, where it is asked over time and by something else."""
    hit = next(text.hits(_COURSE), None)
    if hit is None or goal.breakdown is None or goal.also_by is not None or goal.breakdown in TIME_STEPS:
        return goal
    words = (*goal.words, Phrase(Part.BREAKDOWN, text.phrase(hit.first, hit.last)))
    return replace(goal, also_by=step, words=words)


def _measures(text: Text) -> Iterator[_Asked]:
    """Each number that is asked for, in the order in which it is said; percentiles alone are of times."""
    quantities = list(_quantities(text))
    statistics = [(one, _nearest(one, quantities)) for one in _statistics(text)]
    for place, quantity in enumerate(quantities):
        yield from _made_of(quantity, [one for one, its in statistics if its == place])
    for one, its in statistics:
        if its is None and one.value in _OF_TIMES and not quantities:
            yield _Asked(TableMeasure(CallQuantity.DURATION, Statistic(one.value)), ((one.first, one.last),))


def _made_of(quantity: _Found, statistics: Sequence[_Found]) -> Iterator[_Asked]:
    """What is asked of one quantity: all that is made of it, or what is meant where nothing says."""
    its_words, of = (quantity.first, quantity.last), CallQuantity(quantity.value)
    if not statistics:
        yield _Asked(_plain(of), (its_words,))
    said = [one for one in statistics if not one.is_behind] or statistics  # "The median cost of a call".
    for one in said:
        measure = TableMeasure(of, Statistic(one.value))
        if measure.is_known:
            yield _Asked(measure, (its_words, (one.first, one.last)))


def _plain(quantity: CallQuantity) -> TableMeasure:
    """What is meant where nothing says what is made of it: times have a middle, all else adds up."""
    return TableMeasure(quantity, Statistic.MEDIAN if quantity in _TIMED else Statistic.TOTAL)


def _quantities(text: Text) -> Iterator[_Found]:
    found = list[_Found]()
    for quantity, pattern in _QUANTITIES.items():
        for hit in text.hits(pattern):
            if not any(one.first <= hit.last and hit.first <= one.last for one in found):
                found.append(_Found(hit.first, hit.last, quantity))
    yield from sorted(found)


def _statistics(text: Text) -> Iterator[_Found]:
    ends = [*text.hits(_ONE_CALL), *text.hits(_PLAIN_ENDS)]
    found = list[_Found]()
    for statistic, pattern in _STATISTICS.items():
        for hit in text.hits(pattern):
            if statistic in {Statistic.MOST, Statistic.LEAST} and not _is_within(hit, ends):
                continue
            is_behind = _EACH_CALL.fullmatch(hit.match.group()) is not None
            found.append(_Found(hit.first, hit.last, statistic, is_behind))
    yield from sorted(found)


def _is_within(hit: Hit, others: Sequence[Hit]) -> bool:
    return any(one.first <= hit.first and hit.last <= one.last for one in others)


def _are_one(quantity: _Found, statistic: _Found) -> bool:
    """Whether the two make a number that calls have: failures have no percentile."""
    return TableMeasure(CallQuantity(quantity.value), Statistic(statistic.value)).is_known


def _nearest(one: _Found, quantities: Sequence[_Found]) -> int | None:
    """The quantity that something is made of: its own word, the next one, or else the one before."""
    for place, quantity in enumerate(quantities):
        if quantity.first <= one.last and one.first <= quantity.last:
            return place
    if one.value is Statistic.RATE:
        return None  # A rate is one of what it is called by.
    fit = [(place, other) for place, other in enumerate(quantities) if _are_one(other, one)]
    ahead = [place for place, other in fit if 0 < other.first - one.last <= _NEAR]
    behind = [place for place, other in fit if 0 < one.first - other.last <= _NEAR]
    if one.is_behind:
        return behind[-1] if behind else None
    return ahead[0] if ahead else behind[-1] if behind else None
