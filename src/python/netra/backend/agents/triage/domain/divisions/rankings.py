"""Which end of an order a question asks for: "the ten dearest calls", "cheapest day", "top 5 users"."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from netra.backend.agents.triage.domain.goal import Metric, Ranking
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text
from netra.backend.calls.domain.measures import CallMeasure, Order

_NUMBERS: Final[Mapping[str, int]] = MappingProxyType(
    {
        word: number
        for number, words in enumerate(
            ("one", "two zwei deux dos", "three drei trois tres", "four", "five funf cinq cinco", "six"),
            start=1,
        )
        for word in words.split()
    }
    | {"seven": 7, "eight": 8, "nine": 9, "ten": 10, "zehn": 10, "dix": 10, "diez": 10, "twenty": 20}
)
_MOST_LISTED: Final = 50
_COUNT: Final = rf"(?:\d{{1,3}}|{'|'.join(_NUMBERS)})"
_DEAR: Final = (
    r"most (?:expensive|costly|pricey)|dearest|priciest|costliest|teuerste[nrs]?|"
    r"(?:les )?plus ch(?:er|ere)s?|mas car[oa]s?|highest(?: cost| costing)?"
)
_CHEAP: Final = (
    r"cheapest|least (?:expensive|costly)|lowest(?: cost)?|gunstigste[nrs]?|billigste[nrs]?|moins cheres?|"
    r"mas barat[oa]s?"
)
_LARGE: Final = (
    r"biggest|largest|heaviest|longest|groesste[nr]?|grosste[nr]?|langste[nr]?|most (?:used|active)"
)
_SMALL: Final = r"smallest|shortest|lightest|fewest|kleinste[nr]?|kurzeste[nr]?"
_SLOW: Final = r"slowest|langsamste[nr]?|longest running|plus lent[es]*"
_FAST: Final = r"fastest|quickest|schnellste[nr]?"
_ANY: Final = rf"{_SLOW}|{_DEAR}|{_CHEAP}|{_LARGE}|{_SMALL}|{_FAST}|busiest|worst"
_LEAST: Final = whole_words(rf"{_CHEAP}|{_SMALL}|{_FAST}|(?:the )?least|bottom")
_CALLS: Final = r"calls?|requests?|quer(?:y|ies)|generations?|traces?|aufrufe?|anfragen?|appels?|llamadas?"
_PROMPTS: Final = r"prompts?|inputs?|contexts?"
_ANSWERS: Final = r"answers?|responses?|outputs?|completions?|replies|antworten"
_NOUN: Final = rf"(?P<noun>{_CALLS}|(?:{_PROMPTS}|{_ANSWERS})(?! (?:tokens?|cost|price)))"
_BETWEEN: Final = r"(?:(?:individual|single|llm|api|model|ai|our|@\S+) ){0,3}"
_BY: Final = (
    r"(?: by (?P<by>(?:total )?(?:cost|price|spend|tokens?|input(?: tokens?)?|output(?: tokens?)?|latency|"
    r"duration|time|size|length)))?"
)
_RANKED_CALLS: Final = (
    whole_words(
        rf"(?:(?:the|top|first|bottom) )*(?:(?P<count>{_COUNT}) )?(?:single |overall )?(?P<end>{_ANY})"
        rf"(?: (?P<after>{_COUNT}))? {_BETWEEN}{_NOUN}{_BY}"
    ),
    whole_words(rf"(?P<end>top|bottom) (?P<count>{_COUNT}) {_BETWEEN}{_NOUN}{_BY}"),
    whole_words(
        rf"(?:which|what|show|list|find)(?: me)?(?: the| our)?(?: (?P<count>{_COUNT}))? {_BETWEEN}{_NOUN} "
        rf"(?:(?:that|which|@\S+|on|in|for|of|by|with|the|our|ever) ){{0,5}}"
        rf"(?:is|are|was|were|cost|costs|costed|took|take|takes|had|have|has|used|use|uses|ran|run)"
        rf"(?: us)?(?: the)? (?P<end>{_ANY}|most|least|longest)(?: (?P<of>money|tokens|input|output|time))?"
    ),
)
_ONE: Final = re.compile(r"(?:call|request|query|prompt|answer|response|generation|trace)")
_RANKED_GROUPS: Final = (
    whole_words(rf"(?:(?:top|first|bottom) )?(?P<count>{_COUNT}) (?:\S+ )?(?P<end>{_ANY})"),
    whole_words(rf"(?P<end>top|bottom) (?P<count>{_COUNT})"),
    whole_words(rf"(?P<end>{_ANY})(?: (?P<count>{_COUNT}))?"),
    whole_words(r"(?P<end>(?:cost|costs|spend|spent|spends|use|uses|used) (?:us )?(?:the )?least)"),
)
_SIDES: Final[Mapping[str, CallMeasure]] = MappingProxyType(
    {
        "cost": CallMeasure.COST,
        "price": CallMeasure.COST,
        "spend": CallMeasure.COST,
        "money": CallMeasure.COST,
        "input": CallMeasure.INPUT,
        "output": CallMeasure.OUTPUT,
        "token": CallMeasure.TOKENS,
        "size": CallMeasure.TOKENS,
        "length": CallMeasure.TOKENS,
        "latency": CallMeasure.DURATION,
        "duration": CallMeasure.DURATION,
        "time": CallMeasure.DURATION,
    }
)
"""What a word says that calls are put in order by."""
MEASURED: Final[Mapping[CallMeasure, Metric]] = MappingProxyType(
    {
        CallMeasure.COST: Metric.COST,
        CallMeasure.TOKENS: Metric.TOKENS,
        CallMeasure.INPUT: Metric.INPUT_TOKENS,
        CallMeasure.OUTPUT: Metric.OUTPUT_TOKENS,
        CallMeasure.REASONING: Metric.REASONING_TOKENS,
        CallMeasure.DURATION: Metric.LATENCY,
        CallMeasure.TTFT: Metric.TTFT,
    }
)
IN_ORDER: Final = 10
"""So many calls are listed where no number is said."""


def read_ranking(text: Text) -> tuple[Ranking | None, str]:
    """What is to be put in order and which end of it is asked for, with the words that say so."""
    for pattern in _RANKED_CALLS:
        hit = next(text.hits(pattern), None)
        if hit is not None:
            found = hit.match
            count = _count(found) or (1 if _ONE.fullmatch(found["noun"]) else IN_ORDER)
            return Ranking(_order(found["end"]), count, _measure(found)), text.phrase(hit.first, hit.last)
    for pattern in _RANKED_GROUPS:
        hit = next(text.hits(pattern), None)
        if hit is not None:
            return Ranking(_order(hit.match["end"]), _count(hit.match)), text.phrase(hit.first, hit.last)
    return None, ""


def _order(end: str) -> Order:
    return Order.LEAST if _LEAST.search(end) else Order.MOST


def _count(found: re.Match[str]) -> int | None:
    named = found.groupdict()
    said = named.get("count") or named.get("after")
    if said is None:
        return None
    return max(1, min(_NUMBERS.get(said) or int(said), _MOST_LISTED))


def _measure(found: re.Match[str]) -> CallMeasure:
    """By what calls are put in order: said so, or what the superlative and the noun are about."""
    named, noun = found.groupdict(), found["noun"]
    said = named.get("by") or named.get("of")
    if said:
        return next(measure for word, measure in _SIDES.items() if word in said)
    end = found["end"]
    if re.fullmatch(rf"{_SLOW}|{_FAST}", end) or (end == "longest" and re.fullmatch(_CALLS, noun)):
        return CallMeasure.DURATION
    if not re.fullmatch(rf"{_LARGE}|{_SMALL}", end):
        return CallMeasure.COST
    if re.fullmatch(_PROMPTS, noun):
        return CallMeasure.INPUT
    return CallMeasure.OUTPUT if re.fullmatch(_ANSWERS, noun) else CallMeasure.TOKENS
