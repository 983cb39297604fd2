"""Two names or more side by side: "is deepseek slower than kimi", "a call on opus compared to sonnet"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final, NamedTuple

from netra.backend.agents.triage.domain.amounts.averages import Averaged
from netra.backend.agents.triage.domain.beside import Beside, BesideMeasure, Claim, NamedSide
from netra.backend.agents.triage.domain.goal import Average, Goal, Intent, Lever, Metric, Part, Phrase
from netra.backend.agents.triage.domain.kept_calls import CHOSEN_BY
from netra.backend.agents.triage.domain.names.all_others import with_all_others
from netra.backend.agents.triage.domain.names.names import Mention, Named
from netra.backend.agents.triage.domain.setting import ProjectNames
from netra.backend.agents.triage.domain.words import vocabulary
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text
from netra.backend.calls.domain.groups import GroupKey

_NAME: Final = r"@(?:model|feature|user|agent|session|provider)"
_ARTICLES: Final = r"(?:(?:the|for|of|on|with|by|in|to|a|our|one|calls?|session|user|feature|model) )*"
_DEARER: Final = r"(?:more|less) (?:expensive|costly|pricey)|dearer|pricier|costlier|cheaper|teurer|billiger"
_SLOWER: Final = (
    r"slower|faster|quicker|longer|shorter|langsamer|schneller|plus lente?|plus rapide|mas lent[oa]|"
    r"mas rapid[oa]"
)
_LESS: Final = re.compile(
    r"(?<!\S)(?:less|fewer|cheaper|faster|quicker|shorter|billiger|schneller|plus rapide|mas rapid[oa])(?!\S)"
)
_RELATION: Final = (
    rf"{_DEARER}|{_SLOWER}|(?:more|less) often|more|less|fewer|as (?:expensive|slow|fast|cheap|much|many)"
)
_RELATED: Final = whole_words(rf"{_RELATION}|than|als|twice|equally|the same|gap")
_THAN: Final = re.compile(rf"{_NAME}(?: \S+){{0,6}}? (?:than|as|als|que) {_ARTICLES}{_NAME}")
_OVER: Final = re.compile(rf"{_NAME} (?:over|or|oder|ou|o|against|gegen|instead of) {_ARTICLES}{_NAME}")
_EACH_NAMED: Final = re.compile(
    rf"(?P<with>for|of|on|in|with|by) (?:\S+ )?{_NAME}(?: ,)? (?:and|und|et|y) (?P=with) (?:\S+ )?{_NAME}"
)
_COMPARES: Final = whole_words(
    r"compar(?:e|ed|es|ing|ison)(?: (?:to|with|against))?|vs|versus|side by side|head to head|"
    r"(?:beside|next to) (?:each other|@\S+)|(?:the )?differences? (?:in \S+ )?between|differ\w*|"
    r"in comparison(?: (?:to|with))?|relative to|verglichen mit|im vergleich(?: zu[mr]?)?|vergleich\w*|"
    r"(?:the )?(?:\S+ )?gap between|against|gegenuber|par rapport a|compar(?:e[sz]?|ado|ada|ar)|"
    r"frente a|nebeneinander"
)
_WHICH: Final = whole_words(
    r"(?:which|what|who)(?: (?:one|model|feature|user|customer|agent|provider|of (?:them|these|the two)))? "
    rf"(?:is|was|are|were|costs?|takes?|has|fails?|runs?) (?:the )?(?:{_RELATION})"
)
_BY_HOW_MUCH: Final = whole_words(r"by how (?:much|many)|how much (?:\S+ )?(?:more|less)|how many times")
_EACH: Final = whole_words(
    r"(?:of |for )?(?:each|both|either|every one)(?: of (?:them|these|the two))?|respectively|separately|"
    r"individually|apart|jeweils|chacune?|cada uno"
)
_JUDGES: Final = whole_words(
    r"(?:(?:which|what)(?: (?:one|model|provider|of (?:them|these|the two|both)))? (?:should|shall|do|would|"
    r"could|can|to|must) (?:(?:we|i|you|one) )?|should (?:we|i) |better to |shall (?:we|i) )"
    r"(?:\S+ )?(?:keep|use|pick|choose|take|prefer|go with|drop|stay with|stick with|retire)(?: it| them)?|"
    r"(?:is|are|was|was it|really|it)? ?(?:\S+ )?worth (?:it|the (?:money|cost|price|extra)|keeping|paying)"
    r"(?: for)?|which(?: one)? to (?:keep|use|pick|choose|take|drop)|which(?: one)? is (?:better|best)|"
    r"better (?:deal|value|choice)"
)
_ADDED: Final = whole_words(r"together|combined|in sum|summed|added up|zusammen|ensemble|juntos")
_ASKS: Final = re.compile(r"(?:(?:so|and|ok|but) )*(?:is|are|was|were|does|do|did|ist|sind|hat)(?!\S)")
_CLAIM: Final = re.compile(
    rf"(?P<first>{_NAME})(?: \S+){{0,4}}? (?P<relation>{_RELATION})(?: \S+){{0,3}}? (?:than|als) "
    rf"{_ARTICLES}(?P<other>{_NAME})"
)
_IN_ALL: Final = whole_words(r"total|totals|in all|overall|altogether|bills?|spen[dt]\w*|insgesamt|au total")
_ONE_CALL: Final = whole_words(
    r"(?:one|a|single|each|per|every|pro|par|por|eine?|une?|una) (?:single )?(?:call|request|query|aufruf|"
    r"anfrage|appel|requete|llamada)s?|(?:price|cost)s? (?:a|per|of a|of one) (?:call|request)|per[- ]call"
)
_ONE_SESSION: Final = whole_words(
    r"(?:one|a|each|per|every|pro|par|por) (?:single )?(?:session|conversation|sitzung|sesion)"
)
_HOW_MANY_CALLS: Final = whole_words(
    r"(?:how many|number of|count of) (?:calls|requests|queries)|call (?:counts?|volumes?)|traffic|volume"
)
_MEASURES: Final[Mapping[BesideMeasure, tuple[re.Pattern[str], ...]]] = MappingProxyType(
    {
        BesideMeasure.P95: (vocabulary.METRICS[Metric.LATENCY_P95],),
        BesideMeasure.P99: (vocabulary.METRICS[Metric.LATENCY_P99],),
        BesideMeasure.TTFT: (vocabulary.METRICS[Metric.TTFT],),
        BesideMeasure.DURATION: (vocabulary.SPEED, whole_words(rf"{_SLOWER}|(?:median )?times?")),
        BesideMeasure.ERROR_RATE: (vocabulary.ERRORS, whole_words(r"(?:error|failure) rates?")),
        BesideMeasure.CALLS: (_HOW_MANY_CALLS,),
        BesideMeasure.INPUT: (vocabulary.METRICS[Metric.INPUT_TOKENS],),
        BesideMeasure.OUTPUT: (vocabulary.METRICS[Metric.OUTPUT_TOKENS],),
        BesideMeasure.TOKENS: (vocabulary.METRICS[Metric.TOKENS],),
        BesideMeasure.SESSION_COST: (_ONE_SESSION,),
        BesideMeasure.COST: (vocabulary.COST_WORDS, _ONE_CALL, whole_words(_DEARER)),
    }
)
_FINER: Final = frozenset({BesideMeasure.P95, BesideMeasure.P99, BesideMeasure.TTFT})
_BESIDE_TOKENS: Final = frozenset({BesideMeasure.INPUT, BesideMeasure.OUTPUT, BesideMeasure.TTFT})
_RATES: Final = frozenset({BesideMeasure.DURATION, BesideMeasure.ERROR_RATE, *_FINER})
_KNOWN_OF_EACH: Final = (
    BesideMeasure.CALL_COST,
    BesideMeasure.COST,
    BesideMeasure.DURATION,
    BesideMeasure.ERROR_RATE,
)
_OF_A_BILL: Final = frozenset({GroupKey.USER, GroupKey.SESSION})
"""Of these it is asked what they cost in all; of models what a call does."""
_METRICS: Final[Mapping[BesideMeasure, Metric]] = MappingProxyType(
    {
        BesideMeasure.DURATION: Metric.LATENCY,
        BesideMeasure.P95: Metric.LATENCY_P95,
        BesideMeasure.P99: Metric.LATENCY_P99,
        BesideMeasure.TTFT: Metric.TTFT,
        BesideMeasure.ERROR_RATE: Metric.ERRORS,
        BesideMeasure.CALLS: Metric.CALLS,
        BesideMeasure.TOKENS: Metric.TOKENS,
        BesideMeasure.INPUT: Metric.INPUT_TOKENS,
        BesideMeasure.OUTPUT: Metric.OUTPUT_TOKENS,
    }
)
_ANSWERED: Final = frozenset(
    {
        *(None, Intent.HELP, Intent.HOW_MUCH, Intent.WHERE_MONEY_GOES, Intent.SPEED, Intent.ERRORS),
        *(Intent.INCIDENTS, Intent.WHY_CHANGED, Intent.LEVER),
    }
)
_NOT_BESIDE: Final = (
    *("also_by", "ranking", "share_of", "only_parts", "above", "projection", "supposition", "target"),
    *("cost_of", "peak", "saving_per", "beyond_step", "earlier", "constraints", "excluded_levers"),
)
"""What is asked of calls that stand together, or of something else than names."""
_OTHERWISE: Final = frozenset({Lever.CHEAPER_MODEL, Lever.RETRY_WASTE})
"""What "cheaper" and "cost and errors" are read as elsewhere."""
_LEVER_IS_WORD: Final = whole_words(
    rf"(?:is|are|was|were|ist|sind|which|what|who) (?:\S+ ){{0,5}}?(?:{_DEARER})|"
    r"(?:error|failure) rates?"
)
_AGAIN: Final = whole_words(
    r"they|them|their|these|both|each|the two|which one|which of (?:them|the two|these)|difference|"
    r"compare\w*|the other(?: one)?|by how much|worth it"
)
_MOST_WORDS: Final = 14
"""So many words may ask more of the names of the question before."""


class _Said(NamedTuple):
    by: GroupKey
    sides: tuple[NamedSide, ...]
    places: tuple[int, ...]
    """Of the words, one for each side."""


def with_sides(
    goal: Goal, intent: Intent | None, read: Named, average: Averaged, names: ProjectNames
) -> tuple[Goal, Intent | None]:
    """The goal with the names that it holds beside each other; as it is where these are added up.

    All other names of a kind are a side too; the calls are then those of every name.
    """
    others = with_all_others(read.text, read.mentions, goal.chosen, names)
    if others is None:
        return _with_named(goal, intent, read.text, read.mentions, average)
    levers = () if set(goal.levers) <= {Lever.CHEAPER_MODEL} else goal.levers  # "Other models".
    wider = replace(goal, chosen=others.chosen, levers=levers)
    asked, as_what = _with_named(wider, intent, others.text, others.mentions, average)
    if asked.beside is None:
        return goal, intent
    every = replace(asked.chosen, **{CHOSEN_BY[asked.beside.by]: ()})
    words = (*asked.words, Phrase(Part.COMPARISON, others.words))
    return replace(asked, chosen=every, words=words), as_what


def _with_named(
    goal: Goal, intent: Intent | None, text: Text, mentions: Mapping[int, Mention], average: Averaged
) -> tuple[Goal, Intent | None]:
    said = _named(goal, text, mentions)
    if said is None or not _may_be_beside(goal, intent, said.by, text) or _ADDED.search(text.line):
        return goal, intent
    if goal.levers and not _LEVER_IS_WORD.search(text.line):
        return goal, intent
    judged = _JUDGES.search(text.line) is not None
    measures = tuple(_measures(text, average, said.by))
    compares = judged or _is_compared(text, intent)
    if not compares and not _is_of_a_rate(intent, measures, average, text):
        return goal, intent
    if average.is_median and not _RATES.intersection(measures):
        return goal, intent  # The middle call of each is known by its time alone.
    beside = Beside(said.by, said.sides, measures or _KNOWN_OF_EACH, judged, _claim(text, said))
    metric = _METRICS.get(beside.measures[0], Metric.COST)
    plain = replace(goal, intent=Intent.HOW_MUCH, metric=metric, levers=(), breakdown=None)
    words = (*goal.words, *_phrases(text))
    return replace(plain, beside=beside, average=average.over, words=words), Intent.HOW_MUCH


def _may_be_beside(goal: Goal, intent: Intent | None, by: GroupKey, text: Text) -> bool:
    each = {GroupKey.SESSION} if _ONE_SESSION.search(text.line) else set[GroupKey]()
    if intent not in _ANSWERED or goal.breakdown not in {None, by, *each} or set(goal.levers) - _OTHERWISE:
        return False
    asked = (name for name in _NOT_BESIDE if name != "ranking" or _is_single(goal))
    return not any(getattr(goal, name) for name in asked)


def _is_single(goal: Goal) -> bool:
    """Whether single calls are put in order, or so many parts: of two names either is dearer."""
    ranking = goal.ranking
    return ranking is not None and (ranking.calls is not None or ranking.count is not None)


def _named(goal: Goal, text: Text, mentions: Mapping[int, Mention]) -> _Said | None:
    """The first kind of which two different names stand in the question and choose its calls."""
    for by, field in CHOSEN_BY.items():
        chosen = set(getattr(goal.chosen, field))
        sides: dict[tuple[str, ...], tuple[str, int]] = {}
        for at, word in enumerate(text.words):
            one = mentions.get(word.start) if word.text == f"@{by}" else None
            if one is not None and one.names and not one.others and chosen.issuperset(one.names):
                sides.setdefault(one.names, (text.phrase(at, at), at))
        if len(sides) > 1:
            each = tuple(NamedSide(names, words) for names, (words, _) in sides.items())
            return _Said(by, each, tuple(at for _, at in sides.values()))
    return None


def _is_compared(text: Text, intent: Intent | None) -> bool:
    relations = (_THAN, _OVER, _EACH_NAMED)
    if any(pattern.search(text.line) for pattern in relations):
        return True
    if intent is Intent.INCIDENTS:
        return False
    return any(pattern.search(text.line) for pattern in (_COMPARES, _WHICH, _BY_HOW_MUCH, _EACH))


def _is_of_a_rate(
    intent: Intent | None, measures: Sequence[BesideMeasure], average: Averaged, text: Text
) -> bool:
    """Whether what is asked cannot be added up: two names have no median, and no price a call, in one."""
    if intent not in {Intent.HOW_MUCH, Intent.SPEED, Intent.WHERE_MONEY_GOES}:
        return False
    is_each = average.over in {Average.CALL, Average.SESSION} and average.words
    return bool(is_each or _ONE_CALL.search(text.line) or (measures and measures[0] in _RATES))


def _measures(text: Text, average: Averaged, by: GroupKey) -> Iterator[BesideMeasure]:
    """What is asked of each, in the order in which it is said."""
    places: dict[BesideMeasure, int] = {}
    for measure, patterns in _MEASURES.items():
        found = [hit.match.start() for pattern in patterns for hit in text.hits(pattern)]
        if found:
            places[measure] = min(found)
    if not places and average.over is Average.SESSION:
        yield BesideMeasure.SESSION_COST
    for measure in sorted(places, key=lambda one: places[one]):
        if measure is BesideMeasure.DURATION and _FINER.intersection(places):
            continue
        if measure is BesideMeasure.COST and BesideMeasure.SESSION_COST in places:
            continue
        if measure is BesideMeasure.TOKENS and _BESIDE_TOKENS.intersection(places):
            continue
        yield from _of_cost(text, average, by) if measure is BesideMeasure.COST else (measure,)


def _of_cost(text: Text, average: Averaged, by: GroupKey) -> tuple[BesideMeasure, ...]:
    """What a call costs, and what all of them do, unless only one of the two is asked for."""
    if average.over is Average.SESSION:
        return (BesideMeasure.SESSION_COST,)
    in_all, one_call = _IN_ALL.search(text.line), _ONE_CALL.search(text.line) or average.words
    if one_call and not in_all:
        return (BesideMeasure.CALL_COST,)
    both = (BesideMeasure.CALL_COST, BesideMeasure.COST)
    return both[::-1] if by in _OF_A_BILL or (in_all and not one_call) else both


def _claim(text: Text, said: _Said) -> Claim | None:
    """What is asked to be confirmed of two names."""
    hit = next(text.hits(_CLAIM), None)
    if hit is None or len(said.sides) != len(("one", "other")) or not _ASKS.match(text.line):
        return None
    first = next(at for at, place in enumerate(text.places) if place == hit.match.start("first"))
    if first not in said.places or hit.match["relation"].startswith("as "):
        return None
    return Claim(said.places.index(first), is_more=not _LESS.search(hit.match["relation"]))


def _phrases(text: Text) -> Iterator[Phrase]:
    """The words that say what stands beside what, and in which measure."""
    told = (_COMPARES, _WHICH, _BY_HOW_MUCH, _EACH, _JUDGES, _IN_ALL, _RELATED)
    for pattern in (*told, vocabulary.WHY):
        yield from (Phrase(Part.COMPARISON, text.phrase(hit.first, hit.last)) for hit in text.hits(pattern))
    for patterns in _MEASURES.values():
        for pattern in patterns:
            yield from (Phrase(Part.METRIC, text.phrase(hit.first, hit.last)) for hit in text.hits(pattern))


def asked_again(goal: Goal, text: Text, before: Goal, average: Averaged) -> Goal | None:
    """More of the names of the question before: "and which of the two is faster?"; None for another one."""
    beside = before.beside
    if beside is None or len(text.words) > _MOST_WORDS or _is_otherwise(goal):
        return None
    measures, judged = tuple(_measures(text, average, beside.by)), _JUDGES.search(text.line) is not None
    if not judged and not (measures and _AGAIN.search(text.line)):
        return None
    asked = replace(beside, measures=measures or _KNOWN_OF_EACH, is_judged=judged, claim=None)
    metric = _METRICS.get(asked.measures[0], Metric.COST)
    words = (*before.words, *goal.words, *_phrases(text))
    return replace(before, beside=asked, metric=metric, words=words, unread=())


def _is_otherwise(goal: Goal) -> bool:
    named = (goal.chosen, goal.excluded, goal.unknown_names, goal.breakdown, goal.time, goal.supposition)
    return any(named) or any(getattr(goal, name) for name in _NOT_BESIDE if name != "ranking")


def still_beside(goal: Goal, before: Goal) -> Goal:
    """A goal that goes on from one of sides: with them only where its calls are the same ones."""
    if goal.beside is None or (goal.chosen == before.chosen and goal.intent is Intent.HOW_MUCH):
        return goal if goal.breakdown is None else replace(goal, beside=None)
    return replace(goal, beside=None)
