"""What a question wants: its levers, its metric, its breakdown, and from these its intent."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from netra.backend.agents.triage.domain.amounts.amounts import Limits
from netra.backend.agents.triage.domain.amounts.averages import AVERAGED
from netra.backend.agents.triage.domain.goal import WHOLES, Intent, Lever, Metric, Part, Phrase, Ranking
from netra.backend.agents.triage.domain.times.time_ranges import Times
from netra.backend.agents.triage.domain.words import vocabulary
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text
from netra.backend.calls.domain.groups import TIME_STEPS, GroupKey
from netra.backend.calls.domain.measures import CallMeasure

_NEGATION: Final = re.compile(
    r"(?<!\S)(?:not (?:interested in|about|considering|looking (?:at|for)|asking about|"
    r"talking about|want\w*)|no|without|except(?: for)?|other than|anything but|besides|"
    r"apart from|aside from|excluding"
    r"|(?:don ?t|dont|do not) (?:want|care about|need|like|use|suggest|mention|"
    r"talk about)|forget(?: about)?|never mind|instead of|beyond|already (?:have|use|do|"
    r"did|tried|using|doing)|ohne|kein\w*|ausser|nicht|sans|sauf|pas(?: de)?|sin|excepto|"
    r"not|ignore)"
    r"(?: (?:any|more|the|to|use|using|do|of|our|about|prompt|response)){0,3} $"
)
_LOOK_BACK: Final = 45
_QUANTITY: Final = whole_words(
    r"how many|how much|number of|count of|count|total|hit rate|average|mean|wie ?viele?|"
    r"combien|cuant[oa]s?|share of|what (?:share|fraction|percentage|proportion)"
)
HOW_MANY: Final = whole_words(
    r"how many|number of|count|wie ?viele|combien|cuant[oa]s|hit rate|(?:what|"
    r"which) (?:share|fraction|percentage|proportion|percent)"
)
_TRAFFIC: Final = whole_words(
    r"usage|traffic|volume|load|requests?|calls?|users?|customers?|we grow|growth|demand|"
    r"nutzung|trafic|uso"
)
_CHEAPEST: Final = whole_words(r"cheapest|least expensive|lowest cost")
_WHICH_IS_CHEAPER: Final = whole_words(
    r"(?:which|what)(?: (?:one|model|of (?:them|these|those|the two)))? (?:is|are|was|were) (?:the )?"
    r"(?:cheap\w*|less expensive|more expensive|dearer)"
)
_THAN: Final = whole_words(r"(?:cheaper|less expensive|dearer|more expensive|pricier) than")
_GROWS: Final = whole_words(r"doubl\w+|tripl\w+|quadrupl\w+|\d+ ?x")
_WANT: Final = whole_words(
    r"should|reduce|reducing|lower|lowering|cut|save|want|need|help|must|bring|can we|"
    r"could we|how (?:can|do|could|should|to)|get|slash|target|goal|keep"
)
_EXPENSIVE_NOW: Final = whole_words(
    r"(?:so|too|very|this|that|how) (?:much|high|expensive|big|large)|expensive|high|"
    r"expens\w+|teuer|cher|chere|car[oa]"
)
_BECAME: Final = whole_words(
    r"(?:get|gets|got|gotten|getting|become|becomes|became|becoming|turn(?:ed)?|grow|grew) (?:\S+ ){0,3}"
    r"(?:expensive|costly|dear|pricey|high|much|big|large|teuer|cher|car[oa])"
)
_HAPPENED: Final = whole_words(
    r"(?:the|this|that|our) (?:\S+ )?(?:increase|rise|jump|growth|drop|decrease)|"
    r"(?:any|a|the) (?:\S+ )?(?:spikes?|jumps?|peaks?|anomal\w+|outliers?)|(?:anything|something|what) "
    r"(?:\S+ )?(?:change[ds]?|happen(?:ed)?)|when (?:did|has|was) (?:\S+ ){0,5}(?:chang\w+|switch\w*|"
    r"jump\w*|spik\w+|start\w*|increas\w+|rise|rose|go up|went up)|(?:which|what) @?\S+ (?:grew|grow|rose|"
    r"increased|jumped|changed)|(?:grew|grown|grows?|growing|rose|"
    r"rises?|rising|increased) (?:the )?(?:most|fastest|quickest)|fastest (?:growing|rising)|"
    r"(?:which|what) @?\S+ (?:is|are) (?:growing|rising)"
)
_BESIDE: Final = re.compile(r"vs|versus|compar\w+|more expensive|more than")
_MONEY_WHERE: Final = whole_words(
    r"cost|costs|spend|spent|expens\w+|money|budget|tokens?|usage|priciest|costliest"
)
_MOVING: Final = frozenset({Lever.CHEAPER_MODEL})
_SPLIT: Final = whole_words(
    r"break\w*|broken|split\w*|distribut\w+|where|(?:which|what) (?:day|hour|week)s?|most expensive|dearest|"
    r"priciest|busiest|peak|least expensive"
)
LATENCIES: Final = frozenset(
    {Metric.TTFT, Metric.OUTPUT_SPEED, Metric.LATENCY}
    | {Metric.LATENCY_P50, Metric.LATENCY_P95, Metric.LATENCY_P99}
)
COUNTED: Final = frozenset(
    {
        Metric.CACHED_TOKENS,
        Metric.REASONING_TOKENS,
        Metric.OUTPUT_TOKENS,
        Metric.INPUT_TOKENS,
        Metric.TOKENS,
        Metric.SESSIONS,
        Metric.USERS,
        Metric.CALLS,
    }
)


_TIMES: Final = (CallMeasure.DURATION, CallMeasure.TTFT)
_SIDES: Final = whole_words(
    r"(?:tokens? )?(?:in|input|prompt)(?: tokens?)? (?:vs|versus|and|to|against|or|compared (?:to|with)) "
    r"(?:tokens? )?(?:out|output|completion)(?: tokens?)?"
)
_TREND: Final = whole_words(r"trend\w*|over time|development|evolution|history|verlauf|entwicklung")
_CACHE_SIDES: Final = whole_words(r"@lever (?:tokens )?(?:vs|versus|and|or|to) @lever(?: tokens)?")
_SAVED: Final = whole_words(r"sav(?:e|ed|es|ing|ings)|cut|reduc\w+|wast\w+|spar\w+|econom\w+|ahorr\w+")
_ALSO_LEVERS: Final = frozenset({Metric.REASONING_TOKENS, Metric.OUTPUT_TOKENS, Metric.INPUT_TOKENS})
"""What is counted, though its words name a lever as well."""
_HOW_MUCH: Final = whole_words(r"how much")
_COUNTED_BY_LEVER: Final = frozenset({Lever.RESPONSE_CACHE, Lever.RETRY_WASTE})
"""Levers whose findings tell how many calls there are of the kind."""


@dataclass(frozen=True, slots=True)
class Levers:
    """Levers asked about and ruled out, and whether caching is named without its kind."""

    wanted: tuple[Lever, ...] = ()
    excluded: tuple[Lever, ...] = ()
    bare_caching: bool = False
    words: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Signals:
    """All that the intent depends on."""

    line: str
    levers: Levers
    limits: Limits
    times: Times
    breakdown: GroupKey | None
    metric: Metric | None
    filtered: bool
    counts: bool
    supposed: bool
    ranking: Ranking | None = None
    share: bool = False
    counts_parts: bool = False
    bounded: bool = False
    only_parts: bool = False
    averaged: bool = False

    def says(self, pattern: re.Pattern[str]) -> bool:
        return pattern.search(self.line) is not None


def read_levers(text: Text) -> tuple[Text, Levers]:
    """Merge levers into @lever."""
    wanted: dict[Lever, str] = {}
    excluded: dict[Lever, str] = {}
    for lever, pattern in vocabulary.LEVER_PATTERNS.items():
        tags: dict[tuple[int, int], str] = {}
        for hit in text.hits(pattern):
            negated = _is_negated(text, hit.match.start()) or hit.match.group().startswith("without ")
            (excluded if negated else wanted).setdefault(lever, text.phrase(hit.first, hit.last))
            tags[hit.first, hit.last] = "@nolever" if negated else "@lever"
        if tags and lever not in {Lever.CHEAPER_MODEL, Lever.PROVIDER_CHOICE}:
            text = text.merged(tags)
    bare = [(hit, _is_negated(text, hit.match.start())) for hit in text.hits(vocabulary.BARE_CACHING)]
    if any(negated for _, negated in bare):
        excluded |= {
            lever: text.phrase(bare[0][0].first, bare[0][0].last)
            for lever in vocabulary.CACHES
            if lever not in wanted
        }
    named = tuple(lever for lever in wanted if lever not in excluded)
    still_bare = any(not negated for _, negated in bare) and not set(wanted) & set(vocabulary.CACHES)
    said = tuple(Phrase(Part.LEVERS, words) for words in (*wanted.values(), *excluded.values()))
    return text, Levers(named, tuple(excluded), still_bare, said)


def _is_negated(text: Text, at: int) -> bool:
    return _NEGATION.search(text.line[max(0, at - _LOOK_BACK) : at]) is not None


def read_metric(text: Text) -> tuple[Metric | None, str]:
    """The first metric that is named; input and output together are tokens."""
    both = [
        next(text.hits(vocabulary.METRICS[one]), None) for one in (Metric.INPUT_TOKENS, Metric.OUTPUT_TOKENS)
    ]
    if both[0] is not None and both[1] is not None:
        places = sorted((both[0].first, both[1].first, both[0].last, both[1].last))
        return Metric.TOKENS, text.phrase(places[0], places[-1])
    for metric, pattern in vocabulary.METRICS.items():
        hit = next(text.hits(pattern), None)
        if hit is not None and not (metric is Metric.LATENCY_P50 and _is_of_sums(text)):
            return metric, text.phrase(hit.first, hit.last)
    return None, ""


def _is_of_sums(text: Text) -> bool:
    """Whether a median would be one of money or tokens, not of time."""
    summed = (vocabulary.COST_WORDS, vocabulary.METRICS[Metric.TOKENS])
    timed = vocabulary.SPEED.search(text.line.replace("median", ""))
    return timed is None and any(pattern.search(text.line) for pattern in summed)


def _wants_what_if(signals: Signals) -> bool:
    if signals.says(vocabulary.WHY):
        return False
    reduces = signals.says(vocabulary.REDUCE)
    usage = signals.limits.factor is not None and signals.says(_TRAFFIC)
    moved = signals.supposed and not frozenset(signals.levers.wanted) - _MOVING
    if signals.says(vocabulary.WHAT_IF):
        return moved or usage or not (signals.levers.wanted or reduces)
    grows = signals.limits.grows or signals.says(_GROWS)
    return grows and usage and not signals.times.range and not reduces


def _wants_why(signals: Signals) -> bool:
    if signals.says(vocabulary.ERRORS) or (
        signals.says(vocabulary.SPEED) and not signals.says(vocabulary.COST_WORDS)
    ):
        return False
    money = signals.says(vocabulary.COST_WORDS) or signals.metric in COUNTED
    why, change = signals.says(vocabulary.WHY), _tells_change(signals)
    if why:
        change = signals.says(vocabulary.CHANGE)
        timed = signals.times.range is not None and signals.says(_EXPENSIVE_NOW)
        return change or timed or signals.says(_BECAME) or signals.times.earlier is not None
    if signals.says(_HAPPENED) and not signals.levers.bare_caching:
        return True
    if signals.times.earlier is not None and not signals.levers.wanted:
        return True
    if signals.breakdown is GroupKey.AGENT_KIND or _is_a_course(signals):
        return False
    wishes = signals.limits.target is not None or (signals.says(_WANT) and signals.says(vocabulary.REDUCE))
    return (
        money
        and change
        and not wishes
        and not signals.says(vocabulary.HOW_MUCH) | bool(signals.levers.wanted)
        and not signals.levers.bare_caching
    )


def _is_a_course(signals: Signals) -> bool:
    """Whether a table of time is asked for, such as a weekly trend."""
    return signals.breakdown in TIME_STEPS and signals.says(_TREND)


def _tells_change(signals: Signals) -> bool:
    """Whether a change in time is told; names or times beside each other are none unless times are."""
    if not signals.says(vocabulary.CHANGE):
        return False
    timed = signals.times.range is not None or signals.times.earlier is not None
    return timed or any(not _BESIDE.fullmatch(hit) for hit in vocabulary.CHANGE.findall(signals.line))


def _wants_calls(signals: Signals) -> bool:
    """Whether single calls are to be put in order, and not made cheaper."""
    ranked = signals.ranking is not None and signals.ranking.calls not in {None, *_TIMES}
    reduces = signals.says(_WANT) and signals.says(vocabulary.REDUCE)
    return ranked and not reduces and signals.limits.target is None


def _wants_parts(signals: Signals) -> bool:
    """Whether parts are chosen by what they add up to, and not made cheaper or faster."""
    return signals.only_parts and not _wants_other(signals)


def _wants_bounded(signals: Signals) -> bool:
    """Whether calls of some size, price or time are all that is asked for."""
    other = (signals.breakdown, signals.ranking, signals.times.earlier)
    told = signals.says(vocabulary.SPEED) or signals.says(vocabulary.WHERE)
    return signals.bounded and not any(other) and not told and not _wants_other(signals)


def _wants_other(signals: Signals) -> bool:
    others = (vocabulary.WHY, vocabulary.WHAT_IF, vocabulary.REDUCE, vocabulary.ERRORS)
    wanted = signals.levers.wanted or signals.limits.target or signals.supposed
    return bool(wanted) or any(map(signals.says, others))


def _wants_sides(signals: Signals) -> bool:
    """Whether input and output, or what was read from caches and written to them, stand beside each other."""
    if signals.metric is Metric.CACHED_TOKENS and signals.says(_CACHE_SIDES):
        return True
    others = (vocabulary.REDUCE, vocabulary.WHY, vocabulary.COST_WORDS)
    return signals.says(_SIDES) and signals.breakdown is None and not any(map(signals.says, others))


def _wants_parts_counted(signals: Signals) -> bool:
    others = (vocabulary.ERRORS, vocabulary.WHY, vocabulary.REDUCE)
    return signals.counts_parts and signals.breakdown is not None and not any(map(signals.says, others))


def _wants_share(signals: Signals) -> bool:
    """Whether a part of the cost, the calls or the tokens is asked for."""
    saved = signals.says(_SAVED) or signals.says(vocabulary.ERRORS) or signals.says(vocabulary.WHAT_IF)
    divided = signals.breakdown is not None and (not signals.filtered or signals.metric in WHOLES)
    by_lever = _COUNTED_BY_LEVER.intersection(signals.levers.wanted)
    return signals.share and not (saved or divided or by_lever)


def _wants_levers(signals: Signals) -> bool:
    beside = signals.breakdown is not None and signals.says(_WHICH_IS_CHEAPER)
    divided = signals.breakdown is GroupKey.PROVIDER and not signals.says(vocabulary.REDUCE)
    beside |= divided and not set(signals.levers.wanted) - {Lever.PROVIDER_CHOICE}
    return bool(signals.levers.wanted) and not _wants_count(signals) and not beside


def _wants_count(signals: Signals) -> bool:
    counted = signals.metric in COUNTED or signals.metric is Metric.RETRIES
    return signals.counts and counted and not _COUNTED_BY_LEVER.intersection(signals.levers.wanted)


def _wants_count_of_tokens(signals: Signals) -> bool:
    averaged = signals.says(AVERAGED) and not signals.says(vocabulary.REDUCE)
    asked = signals.counts or averaged or (signals.metric in _ALSO_LEVERS and signals.says(_HOW_MUCH))
    return (
        asked
        and signals.metric in COUNTED
        and not signals.says(vocabulary.ERRORS)
        and signals.breakdown is None
        and not _COUNTED_BY_LEVER.intersection(signals.levers.wanted)
    )


def _wants_speed(signals: Signals) -> bool:
    target = signals.limits.target
    limited = any(one.metric in LATENCIES for one in signals.limits.constraints)
    named = (
        (limited and not signals.says(vocabulary.REDUCE))
        or signals.metric in LATENCIES
        or (target is not None and target.metric in LATENCIES)
    )
    if signals.breakdown is GroupKey.SESSION and signals.ranking is not None and not named:
        return False  # The longest session is the one of most calls.
    cheaper = signals.says(vocabulary.COST_WORDS) and signals.says(vocabulary.REDUCE)
    return (named or signals.says(vocabulary.SPEED)) and not cheaper


def _wants_errors(signals: Signals) -> bool:
    return signals.says(vocabulary.ERRORS)


def _wants_less(signals: Signals) -> bool:
    if signals.says(_THAN) and signals.limits.target is None:
        return False
    if signals.breakdown is not None and signals.says(_WHICH_IS_CHEAPER):
        return False
    if signals.says(_CHEAPEST) and signals.breakdown is not None:
        return False
    if signals.says(vocabulary.WHY) and signals.says(vocabulary.COST_WORDS) and not signals.says(_WANT):
        return False
    past = (
        signals.says(vocabulary.HOW_MUCH)
        and signals.times.range is not None
        and not signals.says(whole_words(r"sav\w+|wast\w+|reduc\w+"))
    )
    return (signals.says(vocabulary.REDUCE) and not past) or signals.limits.target is not None


def _wants_where(signals: Signals) -> bool:
    if signals.breakdown is not None and signals.ranking is not None:
        return True
    split = signals.breakdown is not None and signals.breakdown not in TIME_STEPS
    if signals.says(vocabulary.WHY) and signals.says(vocabulary.COST_WORDS):
        return True
    if signals.breakdown in TIME_STEPS:
        return signals.says(_SPLIT) or signals.says(_TREND)
    where = signals.says(vocabulary.WHERE)
    return split or (
        where
        and (signals.says(vocabulary.COST_WORDS) or signals.metric in COUNTED or signals.says(_MONEY_WHERE))
    )


def _wants_figure(signals: Signals) -> bool:
    about = (
        signals.says(vocabulary.COST_WORDS)
        or signals.metric is not None
        or signals.breakdown in TIME_STEPS
        or signals.says(AVERAGED)
    )
    narrowed = signals.times.range is not None or signals.filtered or signals.breakdown is not None
    narrowed = narrowed or signals.averaged
    asked = signals.says(vocabulary.HOW_MUCH) or signals.says(_QUANTITY)
    return (asked and (about or narrowed)) or (about and narrowed)


def _wants_help(signals: Signals) -> bool:
    return signals.says(vocabulary.HELP) or signals.line in {"?", ""}


_RULES: Final[tuple[tuple[Intent, Callable[[Signals], bool]], ...]] = (
    (Intent.WHAT_IF, _wants_what_if),
    (Intent.WHERE_MONEY_GOES, _wants_calls),
    (Intent.WHERE_MONEY_GOES, _wants_parts),
    (Intent.WHERE_MONEY_GOES, _wants_parts_counted),
    (Intent.HOW_MUCH, _wants_share),
    (Intent.HOW_MUCH, _wants_bounded),
    (Intent.HOW_MUCH, _wants_sides),
    (Intent.HOW_MUCH, _wants_count_of_tokens),
    (Intent.WHY_CHANGED, _wants_why),
    (Intent.LEVER, _wants_levers),
    (Intent.SPEED, _wants_speed),
    (Intent.ERRORS, _wants_errors),
    (Intent.SPEND_LESS, _wants_less),
    (Intent.WHERE_MONEY_GOES, _wants_where),
    (Intent.HOW_MUCH, _wants_figure),
    (Intent.HELP, _wants_help),
)
"""The first that holds; the more a question says, the earlier it is asked for."""
_EVIDENCE: Final = (
    (Intent.SPEND_LESS, vocabulary.REDUCE),
    (Intent.WHERE_MONEY_GOES, vocabulary.WHERE),
    (Intent.WHY_CHANGED, vocabulary.WHY),
    (Intent.WHY_CHANGED, vocabulary.CHANGE),
    (Intent.SPEED, vocabulary.SPEED),
    (Intent.ERRORS, vocabulary.ERRORS),
    (Intent.HOW_MUCH, vocabulary.HOW_MUCH),
    (Intent.WHAT_IF, vocabulary.WHAT_IF),
    (Intent.HELP, vocabulary.HELP),
)


def decide(signals: Signals) -> Intent | None:
    """The intent, or None when the words do not settle one."""
    return next((intent for intent, wants in _RULES if wants(signals)), None)


def evidence(intent: Intent, text: Text) -> tuple[Phrase, ...]:
    """The words that made it so."""
    for candidate, pattern in _EVIDENCE:
        hit = next(text.hits(pattern), None) if candidate is intent else None
        if hit is not None:
            return (Phrase(Part.INTENT, text.phrase(hit.first, hit.last)),)
    return ()
