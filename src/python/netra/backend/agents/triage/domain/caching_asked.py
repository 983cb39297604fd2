"""What is asked of caching as billed: what it saves or costs, by feature or week, and where it loses."""

from dataclasses import dataclass, replace
from typing import Final

from netra.backend.agents.triage.domain import caches_off
from netra.backend.agents.triage.domain.goal import (
    CacheTold,
    Goal,
    Intent,
    Lever,
    Metric,
    Part,
    Phrase,
    Supposition,
)
from netra.backend.agents.triage.domain.words import vocabulary
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Hit, Text
from netra.backend.calls.domain.groups import GroupKey

_SAVES: Final = (
    r"(?:sav\w+|brings?|brought|gains?|earns?|returns?|(?:ein)?spar\w+|bringt|econom\w+|rapport\w+|ahorr\w+)"
)
_COSTS: Final = r"(?:costs?|costing|cost(?:ed)?|kost\w+|cout\w+|cuest\w+)"
_MORE_THAN: Final = (
    r"(?:more|mehr|plus|mas) (?:\S+ ){0,4}?(?:than|als|que|qu|de lo que) (?:\S+ ){0,4}?" + _SAVES
)
_NEVER: Final = (
    r"(?:never|hardly|rarely|seldom|barely|scarcely|not|nobody|no one|isn ?t|arent|isnt|aren ?t|nie|kaum|"
    r"nicht|jamais|a peine|nunca|apenas)"
)
_READ: Final = (
    r"(?:reads?|hit|hits|used|reused|uses|gelesen|genutzt|verwendet|lue?s?|utilise\w*|leid[oa]s?|usad[oa]s?)"
)
_IDLE: Final = (
    r"(?:broken|useless|wasted|wasteful|unread|unused|losing|(?:loss|money) making|net negative|ineffective|"
    r"inefficient|kaputt\w*|nutzlos\w*|ungenutzt\w*|inutil\w*|rot[oa]s?)"
)
_LOSES: Final = r"(?:los(?:e|es|ing|t)|wast(?:e|es|ed|ing)|burn(?:s|ed|ing)?)"
_LOSSES: Final = whole_words(
    "|".join(
        (
            rf"(?:where (?:\S+ ){{0,2}}?)?cach\w+ (?:\S+ ){{0,6}}?{_COSTS} (?:\S+ ){{0,4}}?{_MORE_THAN}",
            rf"{_COSTS} (?:\S+ ){{0,3}}?{_MORE_THAN} (?:\S+ ){{0,4}}?cach\w+",
            rf"{_COSTS} (?:\S+ ){{0,5}}?cach\w+ (?:\S+ ){{0,3}}?{_MORE_THAN}",
            rf"(?:where|wo|ou|donde) {_COSTS} (?:\S+ ){{0,3}}?cach\w+ {_MORE_THAN}",
            rf"cach\w+ (?:\S+ ){{0,8}}?{_NEVER} (?:\S+ ){{0,2}}?{_READ}",
            rf"{_NEVER} (?:\S+ ){{0,2}}?{_READ} cach\w+",
            rf"{_IDLE} (?:\S+ ){{0,2}}?cach\w+",
            rf"cach\w+ (?:\S+ ){{0,3}}?{_IDLE}",
            rf"cach\w+ (?:\S+ ){{0,4}}?{_LOSES} (?:us |our )?money",
            rf"{_LOSES} (?:\S+ ){{0,4}}?(?:on|to|with|in|for|by|through) (?:\S+ ){{0,3}}?cach\w+"
            r"(?: (?:writes?|writing))?",
            r"cach\w+ (?:\S+ ){0,3}?(?:not|n t|never|doesnt|isnt|dont) (?:\S+ )?(?:pay(?:s|ing)?(?: off)?|"
            r"work(?:s|ing)?)",
        )
    )
)
_WRITES: Final = whole_words(
    r"cache (?:writes?|writing|creations?)(?: tokens?)?|tokens? (?:\S+ ){0,3}?(?:written|writing|write) "
    r"(?:\S+ ){0,2}?(?:in)?to (?:\S+ ){0,2}?caches?|"
    r"(?:written|writing|write|writes) (?:\S+ ){0,2}?(?:in)?to (?:\S+ ){0,2}?caches?"
)
_OURS: Final = r"(?:(?:our|the|my|this|prompt|input|context) )*"
_ABOUT: Final = whole_words(
    rf"(?:is|are|does|do) {_OURS}cach\w+ (?:\S+ ){{0,2}}?(?:work\w*|effective|efficient|healthy|ok|okay|good|"
    r"useful)|"
    rf"how (?:\S+ )?(?:is|does|do|are|did|has|have) {_OURS}cach\w+ (?:\S+ ){{0,2}}?(?:work\w*|perform\w*|do|"
    r"doing|go|going|gone|develop\w*|chang\w*|evolv\w*)|"
    r"cach\w+ (?:performance|efficiency|effectiveness|stats|statistics|reports?|overview|usage|use|health|"
    r"economics|savings? (?:so far|today|to date|now))"
)
_TREND: Final = whole_words(
    r"over (?:the )?time|trend\w*|(?:how|wie) (?:did|has|have|does) (?:\S+ ){0,3}?cach\w+ (?:\S+ )?(?:go|"
    r"gone|develop\w*|chang\w*|evolv\w*|perform\w*)|im (?:zeit)?verlauf|au fil du temps"
)
_MAYBE: Final = whole_words(
    r"would|could|can|will|might|may|should|if|konnte\w*|wurde\w*|pourrai\w*|podria\w*|better|worth|why|"
    r"warum|pourquoi"
)
"""Asks for what could be saved, which a replay tells."""
_OTHER_CACHES: Final = frozenset({Lever.RESPONSE_CACHE, Lever.SEMANTIC_CACHE})


_PRICED: Final = frozenset(
    {
        *(None, Intent.WHAT_IF, Intent.HOW_MUCH, Intent.LEVER, Intent.SPEND_LESS, Intent.HELP),
        Intent.WHERE_MONEY_GOES,
    }
)


@dataclass(frozen=True, slots=True)
class CachingAsked:
    """What of caching as billed is asked, the words that say so, and those that ask for a course."""

    told: CacheTold
    words: tuple[str, ...]
    trend: str = ""


def read_caching(
    text: Text, wanted: frozenset[Lever], metric: Metric | None, *, is_divided: bool
) -> CachingAsked | None:
    """What a question asks of caching as it is billed; None where it asks something else."""
    if wanted & _OTHER_CACHES or vocabulary.BARE_CACHING.search(text.line) is None:
        return None
    trend = next((text.phrase(hit.first, hit.last) for hit in text.hits(_TREND)), "")
    losses = next(text.hits(_LOSSES), None)
    if losses is not None and not _MAYBE.search(text.line):
        return _asked(text, CacheTold.LOSSES, losses, trend)
    if words := caches_off.asked_without(text, wanted):
        saves = caches_off.SAVED.search(text.line) is not None
        return CachingAsked(CacheTold.SAVING if saves else CacheTold.COST, (words,), trend)
    return None if _is_otherwise(text, wanted, metric) else _plain(text, trend, is_divided=is_divided)


def _is_otherwise(text: Text, wanted: frozenset[Lever], metric: Metric | None) -> bool:
    """Whether it asks for what could be saved, or for tokens that were read, which are counted."""
    others = wanted - {Lever.PROMPT_CACHING}
    return bool(others) or metric is Metric.CACHED_TOKENS or _MAYBE.search(text.line) is not None


def _plain(text: Text, trend: str, *, is_divided: bool) -> CachingAsked | None:
    writes, about = next(text.hits(_WRITES), None), next(text.hits(_ABOUT), None)
    if writes is not None and not vocabulary.COST_WORDS.search(text.line):
        return _asked(text, CacheTold.WRITES, writes, trend)
    if about is not None:
        return _asked(text, CacheTold.SAVING, about, trend)
    if writes is None and (is_divided or trend):
        bare = next(text.hits(vocabulary.BARE_CACHING))
        return _asked(text, CacheTold.SAVING, bare, trend)
    return None


def _asked(text: Text, told: CacheTold, hit: Hit, trend: str) -> CachingAsked:
    return CachingAsked(told, (text.phrase(hit.first, hit.last),), trend)


def _undivided(goal: Goal) -> Goal:
    """The goal without what caching as billed is not told by."""
    return replace(
        goal,
        share_of=None,
        average=None,
        also_by=None,
        only_parts=None,
        cost_of=None,
        earlier=None,
        target=None,
    )


def with_caching(
    goal: Goal, intent: Intent | None, asked: CachingAsked | None, step: GroupKey
) -> tuple[Goal, Intent | None]:
    """The goal as one of caching as billed; unread where it supposes something else.

    `step` is what a time is told by where no stretch of it is named.
    """
    is_asked = asked is not None and (intent in _PRICED or asked.told is CacheTold.LOSSES)
    if asked is None or not is_asked:
        return goal, intent
    supposed = goal.supposition or Supposition()
    if supposed.models or supposed.usage_factor is not None:
        return replace(goal, unread=(*goal.unread, *asked.words)), intent
    also_by = (goal.also_by.value,) if goal.also_by is not None else ()
    said = replace(
        _undivided(goal),
        intent=Intent.WHAT_IF,
        levers=(),
        excluded_levers=tuple(one for one in goal.excluded_levers if one not in vocabulary.CACHES),
        metric=Metric.COST,
        breakdown=goal.breakdown or (step if asked.trend else None),
        supposition=replace(supposed, without_caching=True, cache_told=asked.told),
        words=(
            *goal.words,
            *(Phrase(Part.SUPPOSITION, words) for words in (*asked.words, asked.trend) if words),
        ),
        unread=(*goal.unread, *also_by),
    )
    return said, Intent.WHAT_IF
