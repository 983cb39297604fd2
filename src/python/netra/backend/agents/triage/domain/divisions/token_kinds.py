"""What a kind of token costs, as questions ask: "reasoning cost", "how much of our bill is output"."""

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from netra.backend.agents.triage.domain.amounts.averages import Averaged
from netra.backend.agents.triage.domain.goal import (
    FIGURES,
    Average,
    Goal,
    Intent,
    Lever,
    Metric,
    Part,
    Phrase,
    Whole,
)
from netra.backend.agents.triage.domain.words import vocabulary
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text
from netra.backend.calls.domain.groups import GroupKey
from netra.backend.token_costs.domain import TokenKind

_END: Final = (
    r"(?=$| (?:[?.,!>;:]|@\S+|is|are|was|were|and|vs|versus|or|us|by|per|in|on|for|from|over|of|at|as|this|"
    r"last|since|during|each|every|only|please|pls|now|today|so|alone|than|do|does|did|cost\w*|spen\w+|bills?|"
    r"budget|expens\w+|charges?|money|prices?|make|makes|made|went|goes|go|und|et|y|oder|pro|par|por|im|"
    r"uns|nous|nos|kosten|kostet|cout\w*|cuesta\w*|ist|est|es|to|against|compared|respectively|overall|"
    r"in total|really|actually|we|our|inputs?|outputs?|reasoning|thinking|cached|eat\w*|driv\w+|dominat\w+|"
    r"shares?|percent\w*|that|which|nobody|no one)(?!\S))"
)
"""What may follow the bare name of a kind: a noun would make it something else, as in "output filter"."""
_KINDS: Final[Mapping[TokenKind, str]] = MappingProxyType(
    {
        TokenKind.CACHE_WRITES: (
            r"cache (?:writes?|writing|creations?)(?: tokens?)?|"
            r"(?:writing|writes) (?:in)?to (?:the )?caches?|"
            r"(?:(?<=reads and )|(?<=reads or )|(?<=reads vs ))writes"
        ),
        TokenKind.CACHED: (
            r"cached (?:input |prompt )?tokens?|cached (?:inputs?|prompts?)|cache (?:reads?|reading|hits?)"
            r"(?: tokens?)?|(?:reading|reads) from (?:the )?caches?|"
            r"cached(?= (?:vs|versus|and|or) (?:uncached|fresh|non cached|not cached)(?!\S))"
        ),
        TokenKind.FRESH: (
            r"(?:fresh|uncached|non cached|not cached) (?:(?:input |prompt )?tokens?|inputs?|prompts?)"
        ),
        TokenKind.REASONING: (
            r"(?:reasoning|thinking) tokens?|jetons de raisonnement|tokens de (?:raisonnement|razonamiento)|"
            rf"(?:reasoning|thinking){_END}"
        ),
        TokenKind.OUTPUT: (
            r"(?:output|completion|generated|ausgabe) ?tokens?|"
            r"tokens? (?:generated|de (?:sortie|salida))|"
            r"tokens? out(?=$| (?:\?|and|vs|versus|or|cost\w*)(?!\S))|"
            rf"(?:outputs?|completions){_END}"
        ),
        TokenKind.INPUT: (
            r"(?:input|prompt|eingabe) ?tokens?|"
            r"tokens? (?:sent|de (?:entree|entrada))|"
            r"tokens? in(?=$| (?:\?|and|vs|versus|or|cost\w*)(?!\S))|"
            r"prompts(?= (?:vs|versus|and|or) (?:completions|outputs?|@kind)(?!\S))|"
            rf"inputs?{_END}"
        ),
    }
)
_PATTERNS: Final[Mapping[TokenKind, re.Pattern[str]]] = MappingProxyType(
    {kind: whole_words(words) for kind, words in _KINDS.items()}
)
_KIND: Final = "|".join(_KINDS.values())
_ANY_KIND: Final = whole_words(_KIND)
_COST: Final = (
    r"(?:costs?|costing|spen[dt]s?|spending|bills?|billed|invoices?|pay|paying|paid|charges?|charged|money|"
    r"budget|expenses?|expensive|usd|dollars?|kosten|kostet\w*|rechnung|ausgaben|geld|cout\w*|depens\w+|"
    r"facture|cuestan?|gast\w+|costes?|factura)"
)
_BETWEEN: Final = (
    r"(?!(?:and|than|with|where|that|which|whose|who|per|if|by|calls?|requests?|models?|tokens?|more|most|und|"
    r"about|token|@above|@per)(?!\S))\S+"
)
"""A word that may stand between the cost and the kind it is of."""
_MORE_ON: Final = r"(?:(?:more|most|less|least|the most|the least) (?:on|for|in) )?"
_BOTH: Final = rf"(?:{_KIND}) (?:and|vs|versus|or|und|et|y|against|from) (?:the |for )?"
_ASKED: Final = whole_words(
    rf"{_COST} (?:{_BETWEEN} ){{0,5}}?{_MORE_ON}(?:{_BOTH})?(?:{_KIND})|"
    rf"(?:{_KIND}) (?:(?:is|are|was|were|do|does|did|s|really|actually|us) ){{0,2}}{_COST}|"
    rf"(?:{_KIND}) (?:eat\w*(?: up)?|makes? up|driv\w+|dominat\w+|"
    rf"(?:(?:s|as) )?(?:a )?(?:shares?|percent\w*) of) (?:\S+ ){{0,4}}?{_COST}"
)
_BY_KIND: Final = whole_words(
    rf"(?:by|into|between|in|nach|par|por) (?:the )?{_BOTH}(?:{_KIND})|"
    r"(?:by|per|for each|for every|each|into|across|which|what|nach|par|por) (?:the )?"
    r"(?:token (?:types?|kinds?|buckets?|categor\w+|class\w*)|tokenart\w*|type de (?:tokens?|jetons?)|"
    r"(?:types?|kinds?|buckets?|categor\w+) of (?:the )?tokens?|tipo de tokens?)"
)
_COST_SAID: Final = whole_words(_COST)
_RATES: Final = whole_words(
    r"per (?:\S+ )?(?:millions?|m|mtok|k|1k|1m|thousand|token|@\S+ tokens?)|@per|list prices?|"
    r"prices? (?:of|for)|"
    r"how many (?!dollars|usd|euros|bucks)\S+|number of|count of"
)
"""Asks for a rate, which is told of all tokens, or for a number of tokens."""
_AND_COST: Final = whole_words(
    rf"(?:costs?|spend\w*) and (?:{_KIND})(?! {_COST})|(?:{_KIND}) and (?:the )?costs?"
)
"""Both are asked: a number of tokens, and the cost of all calls."""
_OTHERWISE: Final = (vocabulary.REDUCE, vocabulary.WHY, vocabulary.WHAT_IF)
_TAKEN: Final = frozenset({None, *FIGURES, Intent.LEVER, Intent.HELP})
_NAMED_BY_LEVERS: Final = frozenset(
    {Lever.REASONING_EFFORT, Lever.PROMPT_CACHING, Lever.TRIM_OUTPUT, Lever.TRIM_CONTEXT}
)
"""Levers that the words for a kind name as well."""
_TIMES: Final = frozenset({GroupKey.HOUR, GroupKey.DAY, GroupKey.WEEK, GroupKey.MONTH})
_STEPS: Final[Mapping[GroupKey, re.Pattern[str]]] = MappingProxyType(
    {
        GroupKey.HOUR: whole_words("hourly"),
        GroupKey.DAY: whole_words("daily"),
        GroupKey.WEEK: whole_words("weekly"),
        GroupKey.MONTH: whole_words("monthly"),
    }
)
_AND: Final = r"(?:ok |so )?(?:(?:and|what about|how about|und|et|y) )?"
_OTHER_KIND: Final = whole_words(
    rf"{_AND}(?:(?:how much|what) (?:is|are|was|were|for) )?(?:(?:in|for|the|of|on) )*(?:{_KIND})[ ?.!]*"
)
_PART_OF_IT: Final = whole_words(
    rf"{_AND}(?:how much|what (?:share|part|percent\w*|fraction)) of (?:that|it|this|those|them) "
    rf"(?:is|are|was|were|goes to|went to|comes from|came from) (?:(?:for|the|from|on) )*(?:{_KIND})[ ?.!]*"
)
_ALL_OF_IT: Final = whole_words(rf"{_AND}(?:in |the |all )*(?:total|overall|everything|costs?|whole)[ ?.!]*")


def asked_kind(text: Text) -> tuple[TokenKind | None, str]:
    """The kind whose cost is asked for, all where several are, with the words that say so."""
    if _RATES.search(text.line) or _AND_COST.search(text.line):
        return None, ""
    divided = next(text.hits(_BY_KIND), None)
    if divided is not None and _COST_SAID.search(text.line):
        return TokenKind.ALL, text.phrase(divided.first, divided.last)
    asked = next(text.hits(_ASKED), None)
    if asked is None:
        return None, ""
    kinds, named = [asked, *text.hits(_ANY_KIND)], _named(text.line)
    words = text.phrase(min(hit.first for hit in kinds), max(hit.last for hit in kinds))
    return (named[0] if len(named) == 1 else TokenKind.ALL), words


def _named(line: str) -> list[TokenKind]:
    """The kinds that are named, each once; what a longer name holds is none of its own."""
    found = list[TokenKind]()
    for kind, pattern in _PATTERNS.items():
        if pattern.search(line):
            found.append(kind)
            line = pattern.sub("@kind", line)
    return found


def with_cost_of(
    goal: Goal, intent: Intent | None, text: Text, averaged: Averaged, share_words: str
) -> tuple[Goal, Intent | None]:
    """The goal as one of what a kind of token costs; unread where it asks for something else of that."""
    kind, words = asked_kind(text)
    if kind is None or goal.is_without_caching:
        return goal, intent
    if not _is_plain(goal, intent, text):
        is_lost = intent is not Intent.SPEND_LESS and not vocabulary.REDUCE.search(text.line)
        return (replace(goal, unread=(*goal.unread, words)) if is_lost else goal), intent
    goal = _stepped(goal, text)
    asked = _intent(goal)
    said = (Phrase(Part.METRIC, words), *((Phrase(Part.SHARE, share_words),) if share_words else ()))
    plain = replace(
        goal,
        intent=asked,
        cost_of=kind,
        levers=(),
        metric=Metric.COST,
        share_of=Whole(Metric.COST, goal.chosen) if share_words else None,
        counts_parts=False,
        also_by=None,
        unread=(*goal.unread, *_idle(goal, averaged, text)),
        words=(*goal.words, *said),
    )
    return without_average(plain), asked


def _stepped(goal: Goal, text: Text) -> Goal:
    """The goal by days, weeks or months, where "monthly" stands before the kind."""
    step = next((step for step, words in _STEPS.items() if words.search(text.line)), None)
    return replace(goal, breakdown=step) if goal.breakdown is None and step is not None else goal


def _intent(goal: Goal) -> Intent:
    is_divided = goal.breakdown is not None and goal.breakdown not in _TIMES
    return Intent.WHERE_MONEY_GOES if is_divided or goal.ranking is not None else Intent.HOW_MUCH


def _idle(goal: Goal, averaged: Averaged, text: Text) -> tuple[str, ...]:
    """What is said that the cost of a kind is not told by: an average, an amount, a second breakdown."""
    average = averaged.words if goal.average not in {None, Average.GROUP} else ()
    also_by = (goal.also_by.value,) if goal.also_by is not None else ()
    return (*average, *_amounts(text), *also_by)


def _amounts(text: Text) -> tuple[str, ...]:
    """Money that is named, by which no part is chosen here."""
    at = (place for place, word in enumerate(text.words) if word.text == "@money")
    return tuple(text.phrase(place, place) for place in at)


def _is_plain(goal: Goal, intent: Intent | None, text: Text) -> bool:
    """Whether a figure is asked for, and of nothing but calls that can be chosen."""
    if intent not in _TAKEN or any(pattern.search(text.line) for pattern in _OTHERWISE):
        return False
    is_of_calls = goal.ranking is not None and goal.ranking.calls is not None
    other = (goal.supposition, goal.target, goal.only_parts, goal.above, goal.projection, goal.earlier)
    return not (is_of_calls or any(other) or set(goal.levers) - _NAMED_BY_LEVERS)


def without_average(goal: Goal) -> Goal:
    """The goal as one whose figure is not divided."""
    return replace(goal, average=None, per_units=1, is_median=False)


def with_other_kind(line: str, before: Goal) -> Goal | None:
    """The cost of another kind: "and output?"; of a kind at all: "how much of that is reasoning?"."""
    is_cost = before.intent in FIGURES and before.metric in {None, Metric.COST}
    ranked = before.ranking is not None and before.ranking.calls is not None
    if not is_cost or ranked or before.only_parts is not None or before.is_without_caching:
        return None
    if before.cost_of is not None and _ALL_OF_IT.fullmatch(line):
        return replace(before, cost_of=None, share_of=None)
    if not (_PART_OF_IT.fullmatch(line) or (before.cost_of is not None and _OTHER_KIND.fullmatch(line))):
        return None
    return without_average(replace(before, cost_of=_named(line)[0], share_of=None, also_by=None))


def amended(goal: Goal, before: Goal | None) -> Goal:
    """A goal that a short question made of one before; unread where it asks another thing of the kind."""
    if goal.cost_of is None:
        return goal
    if goal.intent in FIGURES and goal.metric in {None, Metric.COST} and not goal.is_without_caching:
        return without_average(goal)
    words = before.words if before is not None else ()
    is_other = goal.metric not in {None, Metric.COST}
    lost = [] if is_other else [phrase.words for phrase in words if phrase.part is Part.METRIC]
    return replace(goal, cost_of=None, unread=(*goal.unread, *lost[:1]))
