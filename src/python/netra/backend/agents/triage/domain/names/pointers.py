"""Words that point at what an answer named: "that session", "that day"; unread where nothing was named."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo
from types import MappingProxyType
from typing import Final

from netra.backend.agents.triage.domain.goal import Chosen, Goal, Period, TimeRange
from netra.backend.agents.triage.domain.names.names import Mention, Named, NameKind
from netra.backend.agents.triage.domain.times.found_times import Found
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Hit, Text
from netra.backend.analytics.domain.dimensions import Dimension, part_begin, part_end
from netra.backend.calls.domain.groups import GroupKey

_THAT: Final = (
    r"(?:that|this|the same|said|these|those|diese[rsnm]?|jene[rsnm]?|cet?|cette|ces|es?t?[ea]|es[oa]s)"
)
_POINTING: Final = r"(?:that|the same|said|jene[rsnm]?|diese[rsnm]?|ce(?:tte)? \S+ la)"
"""What points at a stretch of time; "this week" is the one that runs."""
_NOUNS: Final[Mapping[GroupKey, str]] = MappingProxyType(
    {
        GroupKey.SESSION: r"sessions?|conversations?|sitzung(?:en)?|sesion(?:es)?",
        GroupKey.FEATURE: r"features?|funktion(?:en)?|fonctionnalites?|funcion(?:es)?",
        GroupKey.USER: r"users?|customers?|(?:be)?nutzer\w*|kunden?|utilisateurs?|clients?|usuari[oa]s?",
        GroupKey.AGENT: r"agents?|sub ?agents?|agentes?",
        GroupKey.MODEL: r"models?|modell\w*|modeles?|modelos?",
        GroupKey.PROVIDER: r"providers?|vendors?|anbieter|fournisseurs?|proveedor(?:es)?",
    }
)
_TIMES: Final[Mapping[GroupKey, str]] = MappingProxyType(
    {
        GroupKey.HOUR: "hour|stunde|heure|hora",
        GroupKey.DAY: "day|date|tag|jour|dia",
        GroupKey.WEEK: "week|woche|semaine|semana",
        GroupKey.MONTH: "month|monat|mois|mes",
    }
)
_FIELDS: Final[Mapping[GroupKey, tuple[str, ...]]] = MappingProxyType(
    {
        GroupKey.SESSION: ("sessions",),
        GroupKey.FEATURE: ("features",),
        GroupKey.USER: ("users",),
        GroupKey.AGENT: ("agents", "agent_names"),
    }
)
_POINTERS: Final = tuple((by, whole_words(rf"{_THAT} (?:very |one )?(?:{_NOUNS[by]})")) for by in _NOUNS)
_ONE: Final = "ones?|of (?:them|those|these)"
_PLACES: Final = (
    "first|1st|top|erste[nrs]?|premier|premiere|primer[oa]?",
    "second|2nd|zweite[nrs]?|deuxieme|segund[oa]",
    "third|3rd|dritte[nrs]?|troisieme|tercer[oa]?",
    "fourth|4th|vierte[nrs]?|quatrieme|cuart[oa]",
    "fifth|5th|funfte[nrs]?|cinquieme|quint[oa]",
)
"""How the parts of an answer are told by their place."""
_SAID_ALREADY: Final = "".join(rf"(?<!{word} of )" for word in ("many", "which", "any", "most", "all"))
"""Of "how many of them" the calls are meant that the same question named."""
_THEY: Final = whole_words(
    r"(?<=do )they|(?<=did )they|(?<=does )(?:he|she)|(?<=did )(?:he|she)|(?<=are )they|(?<=were )they|"
    rf"(?<=have )they|(?<=for )(?:them|him|her)|{_SAID_ALREADY}(?<=of )(?:them|him|her)|"
    r"(?<=by )(?:them|him|her)|(?<=with )(?:them|him|her)|(?<=cost )(?:them|him|her)"
)


@dataclass(frozen=True, slots=True)
class Leading:
    """The part that the answer before named first: of what, and its key as a table has it."""

    by: GroupKey
    key: str
    is_one: bool = False
    """Whether the one was asked for, so that "they" is that one."""
    others: tuple[str, ...] = ()
    """The keys of those behind it, in order."""


def with_named(named: Named, leading: Leading | None) -> Named:
    """The names, with the part that is pointed at as if its name had been said."""
    if leading is None or leading.by not in _NOUNS or not leading.key:
        return named
    pointed = dict(_pointed(named.text, leading))
    said = {
        named.text.words[hit.first].start: Mention(NameKind(leading.by), (key,))
        for hit, key in pointed.items()
    }
    text = named.text.merged({(hit.first, hit.last): f"@{leading.by}" for hit in pointed})
    return Named(text, {**named.mentions, **said})


def _pointed(text: Text, leading: Leading) -> Iterator[tuple[Hit, str]]:
    """The words that point at a part, with its key."""
    nouns = rf"(?:{_NOUNS[leading.by]}|{_ONE})"
    hits = [*text.hits(whole_words(rf"(?:that|this|the same|said|diese[rsnm]?) {nouns}"))]
    if not hits and leading.is_one:
        hits = [*text.hits(_THEY)]
    yield from ((hit, leading.key) for hit in hits)
    for key, place in zip((leading.key, *leading.others), _PLACES, strict=False):
        in_order = whole_words(rf"(?:the|der|die|das|le|la|el) (?:{place}) {nouns}")
        yield from ((hit, key) for hit in text.hits(in_order))


def with_times(
    text: Text, found: Mapping[int, Found], leading: Leading | None, zone: tzinfo
) -> tuple[Text, Mapping[int, Found]]:
    """The times, with the stretch that is pointed at as if it had been said."""
    if leading is None or leading.by not in _TIMES:
        return text, found
    by = Dimension(leading.by)
    begin = part_begin(leading.key, by, zone)
    period = Found(TimeRange(begin, part_end(begin, by)), Period(leading.by))
    hits = list(text.hits(whole_words(rf"{_POINTING} (?:{_TIMES[leading.by]}|{_ONE})")))
    said = {text.words[hit.first].start: period for hit in hits}
    return text.merged({(hit.first, hit.last): "@time" for hit in hits}), {**found, **said}


def with_unread(goal: Goal, text: Text) -> Goal:
    """The goal with the words that point at a kind of name of which it has none; others are read."""
    pointing = {
        by: tuple(text.phrase(hit.first, hit.last) for hit in text.hits(pattern))
        for by, pattern in _POINTERS
        if by in _FIELDS
    }
    left = tuple(words for by, said in pointing.items() if not _names(goal, by) for words in said)
    told = " ".join(words for said in pointing.values() for words in said)
    others = (words for words in goal.unread if words not in told)
    return replace(goal, unread=tuple(dict.fromkeys((*others, *left))))


def _names(goal: Goal, by: GroupKey) -> bool:
    return any(_has(chosen, _FIELDS[by]) for chosen in (goal.chosen, goal.excluded))


def _has(chosen: Chosen, fields: tuple[str, ...]) -> bool:
    return any(getattr(chosen, field) for field in fields)
