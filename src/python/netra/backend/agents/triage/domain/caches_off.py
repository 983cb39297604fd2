"""Questions about caching as it is: what it saves now, and what everything would cost without it."""

from dataclasses import replace
from typing import Final

from netra.backend.agents.triage.domain.goal import Goal, Intent, Lever, Metric, Supposition
from netra.backend.agents.triage.domain.words import vocabulary
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text

_CACHE: Final = r"cach\w+(?! (?:hits?|reads?|writes?|tokens?|control|ttl)(?!\S))"
_MEANT: Final = r"(?:(?:any|the|our|all|prompt|input|context|provider|of|de|du|la|le|el|mise|en|das|dem) )*"
_OFF: Final = whole_words(
    "|".join(
        (
            rf"(?:without|no|ohne|sans|sin|disabl\w+|remov\w+|deactivat\w+) {_MEANT}{_CACHE}",
            rf"(?:turn\w*|switch\w*|shut\w*) (?:off )?{_MEANT}{_CACHE}(?: off)?",
            rf"{_CACHE} (?:(?:is|was|were|are|gets?|got|been|being|had|be|turned|switched|all|completely) )*"
            r"(?:off|disabled|deactivated|removed|gone|aus|abgeschaltet|ausgeschaltet|desactivad[oa]|desactivee?)",
            r"(?:if|had) (?:\S+ ){0,3}?(?:nothing|not|n t|never|didnt|hadnt|wasnt) (?:\S+ ){0,3}?cach\w+",
            r"(?:nothing|none|no (?:tokens?|prompts?|input)) (?:\S+ ){0,3}?cached|"
            r"uncached(?! (?:inputs?|prompts?|tokens?)(?!\S))",
        )
    )
)
_NOW: Final = r"(?:did|does|do|has|have|had|is|are|was|were)"
_SAVES: Final = r"(?:sav\w+|pay(?:s|ing)?(?: off| for itself)|bring\w*|brought)"
_THANKS_TO: Final = r"(?:with|by|through|from|thanks to|due to|via|because of)"
SAVED: Final = whole_words(
    "|".join(
        (
            rf"(?:how much|what) (?:money |usd )?{_NOW} (?:\S+ ){{0,4}}?cach\w+ (?:\S+ ){{0,3}}?"
            rf"{_SAVES}(?: us)?",
            rf"(?:how much|what) (?:\S+ ){{0,2}}?{_NOW} (?:we|i|you) (?:\S+ ){{0,2}}?sav\w+ (?:\S+ ){{0,2}}?"
            rf"{_THANKS_TO} (?:\S+ ){{0,2}}?cach\w+",
            rf"(?:how much|what) {_NOW} (?:\S+ ){{0,2}}?cach(?:e|es|ing) cost(?: us)?",
            r"(?:is|has|does) (?:our |the |prompt |input )*cach\w+ (?:already |really |actually )*sav\w+",
            rf"(?:is|does) our (?:prompt )?cach\w+ {_SAVES}",
            rf"(?:did|has) (?:our |the |prompt |input )*cach\w+ (?:\S+ ){{0,2}}?{_SAVES}",
            rf"are (?:we|you) (?:\S+ ){{0,2}}?saving (?:\S+ ){{0,3}}?{_THANKS_TO} (?:\S+ ){{0,2}}?cach\w+",
            r"cach\w+ (?:already|currently|now|has|have) (?:\S+ )?sav\w+",
            r"(?:current|actual|reali[sz]ed|existing) (?:\S+ )?cach\w+ savings?",
            r"cach\w+ savings? (?:so far|today|to date)|(?:money|dollars) (?:\S+ )?cach\w+ (?:\S+ )?saved",
            r"(?:wie ?viel|was) (?:\S+ ){0,3}?(?:spart|sparen|bringt|brachte) (?:\S+ ){0,4}?cach\w+",
            r"(?:wie ?viel|was) (?:\S+ ){0,3}?(?:hat|haben) (?:\S+ ){0,4}?cach\w+ (?:\S+ ){0,3}?"
            r"(?:gespart|eingespart|gebracht)",
            r"combien (?:\S+ ){0,4}?economis\w+ (?:\S+ ){0,4}?cach\w+",
            r"combien (?:\S+ ){0,4}?cach\w+ (?:\S+ ){0,4}?economis\w+",
            r"cuant[oa] (?:\S+ ){0,3}?ahorr\w+ (?:\S+ ){0,4}?cach\w+",
        )
    )
)
_MAYBE: Final = whole_words(
    r"would|could|can|will|might|may|should|if|more|konnte\w*|wurde\w*|pourrai\w*|podria\w*|when|better"
)
"""Asks for what could be saved, which a replay tells."""
_SUPPOSED: Final = whole_words(
    r"if|would|should|could|what happens|suppose|wenn|ware|wurde\w*|si|hadn? ?t|had"
)
_CACHES: Final = frozenset(vocabulary.CACHES)
_PRICED: Final = frozenset(
    {None, Intent.WHAT_IF, Intent.HOW_MUCH, Intent.LEVER, Intent.SPEND_LESS, Intent.HELP}
)


def asked_without(text: Text, wanted: frozenset[Lever]) -> str:
    """The words that ask for the cost without caching, or for what caching saves now; empty without any."""
    if wanted - {Lever.PROMPT_CACHING} or vocabulary.WHY.search(text.line):
        return ""
    saved = next(text.hits(SAVED), None)
    is_past = saved is not None and saved.match.group().startswith(("did", "has"))
    if saved is not None and (is_past or not _MAYBE.search(text.line)):
        return text.phrase(saved.first, saved.last)
    off = next(text.hits(_OFF), None)
    if off is None or (vocabulary.REDUCE.search(text.line) and saved is None):
        return ""
    asked = (_SUPPOSED, vocabulary.COST_WORDS, vocabulary.WHAT_IF, vocabulary.HOW_MUCH)
    return text.phrase(off.first, off.last) if any(one.search(text.line) for one in asked) else ""


def amended(goal: Goal) -> Goal:
    """A plain amount from which caching is left out, as a short question does, is one without caching."""
    if goal.intent is not Intent.HOW_MUCH or Lever.PROMPT_CACHING not in goal.excluded_levers:
        return goal
    supposed = replace(goal.supposition or Supposition(), without_caching=True)
    kept = tuple(one for one in goal.excluded_levers if one not in _CACHES)
    return replace(
        goal, intent=Intent.WHAT_IF, metric=Metric.COST, supposition=supposed, excluded_levers=kept
    )


