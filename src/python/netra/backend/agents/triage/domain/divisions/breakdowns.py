"""By what a question has calls divided: "by feature", "which day", "per model and user"."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text
from netra.backend.calls.domain.groups import TIME_STEPS, GroupKey

_BY: Final = (
    r"(?:by|per|for each|each|every|across|for every|among|between|which|what|split by|"
    r"nach|pro|par|por|welche[rs]?|quels?|quelles?|que|cual|jede[rsnm]?|chaque|"
    r"cada) (?:the |each |of |our |single |most expensive |is the |was the |are the |"
    r"were the |are |all )*(?:\S+ )?"
)
_TOP: Final = (
    r"(?:top|biggest|largest|most expensive|most costly|costly|dearest|priciest|costliest|heaviest|worst|"
    r"highest|busiest|most active|slowest|expensive|cheapest|least (?:expensive|costly|used)|lowest|"
    r"smallest|longest|shortest|"
    r"(?:teuerste|gunstigste|billigste|grosste|langste)\w*) (?:\d+ |\S+ )?"
)
DIMENSION_WORDS: Final[Mapping[GroupKey, str]] = MappingProxyType(
    {
        GroupKey.MODEL: r"(?:llm |ai )?model(?:s|len?|o|os|es)?|modell|modele",
        GroupKey.PROVIDER: r"providers?|vendors?|anbieter|fournisseurs?|proveedor(?:es)?",
        GroupKey.AGENT: r"(?:sub ?)?agent(?:s|e|es|en)?|sub agents?|bots?",
        GroupKey.SESSION: r"sessions?|conversations?|chats?|threads?|sitzung(?:en)?|sesion(?:es)?",
        GroupKey.USER: (
            r"(?:team |staff )?members?|employees?|developers?|devs?|engineers?|colleagues?|"
            r"users?|customers?|clients?|tenants?|people|person|accounts?|nutzer|kunden?|benutzer|"
            r"utilisateurs?|usuarios?|clientes?"
        ),
        GroupKey.FEATURE: (
            r"(?:team |product |app |application )?features?|products?|use ?cases?|use cases?|"
            r"workloads?|applications?|functions?|endpoints?|funktion(?:en)?|fonctionnalites?|funcion(?:es|"
            r"alidad)?|services?"
        ),
        GroupKey.STOP_REASON: r"(?:stop|finish|end) ?reasons?",
        GroupKey.FIVE_MINUTES: r"(?:5|five) minutes?(?: (?:steps?|intervals?|slots?|buckets?|windows?))?",
        GroupKey.MINUTE: r"minutes?",
        GroupKey.HOUR: r"hours?|stunde|heure|hora|hourly",
        GroupKey.DAY: r"days?|nights?|tag|nacht|jour|nuit|dia|noche",
        GroupKey.WEEK: r"weeks?|woche|semaine|semana",
        GroupKey.MONTH: r"months?|monat|mois|mes",
    }
)
_DEAREST: Final = r"(?:most|least) (?:expensive|costly)|dearest|cheapest|priciest|busiest|peak|worst"

_EACH_STEP: Final = rf"by|per|each|every|pro|par|por|which|what|{_DEAREST}"
_A_STEP: Final = rf"{_EACH_STEP}|a|eine?|einen|une?"
_MINUTES: Final = frozenset({GroupKey.MINUTE, GroupKey.FIVE_MINUTES})
"""A call may take "a minute", and a cache lives five."""
_NO_BUDGET: Final = r"(?<!@money )(?<!@money/ )(?<!budget )(?<!rate )"
"""What is so much a month is a budget, and no table of months."""


def _beside(tag: str) -> re.Pattern[str]:
    """Two names of one kind beside each other."""
    return whole_words(
        rf"compar\w+ (?:\S+ ){{0,2}}@{tag} (?:and|with|to|vs|versus|against|or) @{tag}|"
        rf"@{tag} (?:vs|versus|or|against) @{tag}"
    )


BREAKDOWNS: Final = (
    (
        GroupKey.HOUR_OF_DAY,
        whole_words(
            r"(?:by |per |each |which |what |at (?:what|which) )?(?:the )?"
            r"(?:hours? (?:of|in) (?:the |a )?day|times? of (?:the )?day|tageszeit\w*|uhrzeit)|"
            r"peak (?:hours|times)|busiest (?:hours|times)|"
            r"when (?:in|during) the day|heure de la journee|hora del dia|"
            r"when (?:are|is|were|was) (?:\S+ ){1,2}?(?:the )?(?:busiest|quietest|most busy|most active|"
            r"slowest|fastest)|when (?:are|is|were|was) (?:\S+ )?(?:traffic|load|volume|usage) (?:\S+ )?"
            r"(?:high|low|heav)\w*"
        ),
    ),
    (
        GroupKey.WEEKDAY,
        whole_words(
            r"(?:by |per |each |which |what )?days? of (?:the )?week|"
            r"(?:by|per|each|which|what|every) (?:\S+ )?"
            r"(?:weekdays?|wochentag\w*)|jour de la semaine|dia de la semana"
        ),
    ),
    *(
        (
            key,
            whole_words(
                rf"{_NO_BUDGET if key is GroupKey.MONTH else ''}"
                rf"(?:{_EACH_STEP if key in _MINUTES else _A_STEP}) (?:{names})"
            )
            if key in TIME_STEPS
            else whole_words(rf"(?:{_BY})?(?:{names}) (?:by|wise|level)|(?:{_BY}|{_TOP})(?:{names})"),
        )
        for key, names in DIMENSION_WORDS.items()
    ),
    (
        GroupKey.USER,
        whole_words(
            r"(?:who|wer|qui|quien) (?:\S+ ){0,6}(?:most|costs?|spends?|spent|expensive|burns?|"
            r"uses?|meisten|plus|mas)|wer (?:be)?nutzt|qui utilise|quien usa"
        ),
    ),
    (
        GroupKey.MODEL,
        whole_words(
            r"compar\w+ (?:\S+ ){0,2}@model (?:and|with|to|vs|versus|against|or) @model|"
            r"@model (?:vs|versus|or|against) @model"
        ),
    ),
    (
        GroupKey.FEATURE,
        whole_words(
            r"(?:what|wofur) (?:do|does|did|is|are|was|were) (?:\S+ ){1,3}us(?:e|es|ed|ing) (?:\S+ )?for|"
            r"what for"
        ),
    ),
    *((key, _beside(tag)) for key, tag in ((GroupKey.USER, "user"), (GroupKey.FEATURE, "feature"))),
    (GroupKey.AGENT, _beside("agent")),
    (GroupKey.PROVIDER, _beside("provider")),
    (GroupKey.AGENT_KIND, whole_words(r"@kind (?:\S+ ){0,6}@kind")),
    (GroupKey.AGENT, whole_words(r"(?:which|what|by|per|each) @kind")),
    (
        GroupKey.DAY,
        whole_words(
            r"when (?:did|do|have|had) (?:we|i|they|you) (?:\S+ ){0,3}?(?:spen[dt]\w*|pa(?:y|id)|used?) "
            r"(?:the )?most"
        ),
    ),
    (GroupKey.DAY, whole_words(r"daily|day by day|day over day|taglich\w*|quotidien\w*|diari[oa]s?")),
    (GroupKey.WEEK, whole_words(r"weekly|week by week|week over week")),
    (
        GroupKey.MONTH,
        whole_words(r"monthly (?:totals?|breakdown|trend|report)|month by month|month over month"),
    ),
    (GroupKey.HOUR, whole_words(r"hourly|hour by hour")),
    (GroupKey.MINUTE, whole_words(r"minute by minute")),
)
"""In order: the first that is named is meant."""
ALSO_BY: Final[Mapping[GroupKey, re.Pattern[str]]] = MappingProxyType(
    {
        key: re.compile(
            r" (?:and|und|et|y|then|also|&|/|x|per|by|each|every|pro|par|por)"
            rf"(?: by| per| the| for each)* (?:{names})(?!\S)"
        )
        for key, names in DIMENSION_WORDS.items()
    }
)
"""A second breakdown, right behind the first."""
_ANY: Final = "|".join(DIMENSION_WORDS.values())
_FIRST_OF_TWO: Final = re.compile(
    rf"(?<!\S)(?:by|per|nach|par|por) (?P<first>{_ANY})(?= (?:and|und|et|y|then) (?:by|per|nach|par|por) )"
)


_AND_ON_WHICH: Final = re.compile(
    rf"(?<!\S)(?:(?P<who>who)|(?:which|what) (?P<first>{_ANY})) (?:\S+ ){{1,8}}?"
    rf"(?P<also>(?:and )?(?:on|with|in|for|using|by|through) (?:which|what) (?P<second>{_ANY}))(?!\S)"
)
"""Of "which session costs most, and on what model" the session is the first."""
_NOUNS: Final = MappingProxyType({key: whole_words(names) for key, names in DIMENSION_WORDS.items()})


def noun_of(key: GroupKey | None) -> re.Pattern[str] | None:
    """What the parts of a breakdown are called, wherever it stands in a question."""
    return _NOUNS.get(key) if key is not None else None


def read_breakdown(text: Text) -> tuple[GroupKey | None, str]:
    """What calls are divided by first, with the words that say so."""
    for two in text.hits(_FIRST_OF_TWO):
        return _key_of(two.match["first"]), text.phrase(two.first, two.last)
    for two in text.hits(_AND_ON_WHICH):
        first = GroupKey.USER if two.match["who"] else _key_of(two.match["first"])
        return first, text.phrase(two.first, two.first + (not two.match["who"]))
    for key, pattern in BREAKDOWNS:
        hit = next(text.hits(pattern), None)
        if hit is not None:
            return key, text.phrase(hit.first, hit.last)
    return None, ""


def _key_of(noun: str) -> GroupKey:
    return next(key for key, names in DIMENSION_WORDS.items() if re.fullmatch(names, noun))


_PER_ONE: Final = MappingProxyType(
    {
        key: whole_words(rf"(?:by|per|for each|pro|par|por) (?:{names})")
        for key, names in DIMENSION_WORDS.items()
    }
)
_MANY: Final = (
    r"(?:how many|number of|count of|wie ?viele|combien de?|cuant[oa]s) "
    r"(?:(?:different|distinct|unique|active|separate|verschiedene|differents?|distint[oa]s) )*"
)
_COUNTED_PARTS: Final[Mapping[GroupKey, re.Pattern[str]]] = MappingProxyType(
    {
        key: whole_words(rf"{_MANY}(?:{names})(?! (?:tokens|calls|requests))")
        for key, names in (
            *((key, DIMENSION_WORDS[key]) for key in (GroupKey.MODEL, GroupKey.PROVIDER, GroupKey.AGENT)),
            # Of employees and colleagues no log of calls tells the number.
            (GroupKey.USER, r"users?|customers?|clients?|tenants?|nutzer|kunden|utilisateurs?|usuarios?"),
            (GroupKey.FEATURE, r"features?|use ?cases?|workloads?|funktionen|fonctionnalites|funciones"),
        )
    }
)


def read_counted_parts(text: Text) -> tuple[GroupKey | None, str]:
    """What is asked how many there are of, such as users, with the words that ask it."""
    for key, pattern in _COUNTED_PARTS.items():
        hit = next(text.hits(pattern), None)
        if hit is not None:
            return key, text.phrase(hit.first, hit.last)
    return None, ""


def _another(text: Text, words: str) -> tuple[GroupKey | None, str]:
    """A division that is said elsewhere: in "calls per day per model" the day."""
    for key, pattern in _PER_ONE.items():
        for hit in text.hits(pattern):
            said = text.phrase(hit.first, hit.last)
            if said not in words and not _NOUNS[key].search(words.lower()):
                return key, said
    return None, ""


def read_also_by(text: Text, words: str) -> tuple[GroupKey | None, str]:
    """A second breakdown that follows the words of the first."""
    for two in text.hits(_AND_ON_WHICH):
        count = len(two.match["also"].split())
        return _key_of(two.match["second"]), text.phrase(two.last - count + 1, two.last)
    at = text.clean.find(words) if words else -1
    if at < 0:
        return None, ""
    last = max((place for place, word in enumerate(text.words) if word.end <= at + len(words)), default=-1)
    tail = Text.of(text.clean, text.words[last + 1 :])
    for key, pattern in ALSO_BY.items():
        if found := pattern.match(f" {tail.line}"):
            return key, tail.phrase(0, len(found.group().split()) - 1)
    return _another(text, words)
