"""What a figure is asked for each of: "per 1,000 calls", "per million tokens", "per session by user"."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from netra.backend.agents.triage.domain.amounts.amounts import decimal_of
from netra.backend.agents.triage.domain.divisions.breakdowns import read_breakdown
from netra.backend.agents.triage.domain.goal import Average
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Hit, Text
from netra.backend.calls.domain.groups import GroupKey

_EACH: Final = r"(?:per|for each|for every|for a|for|each|every|of a|of|pro|par|por|je|fur|/)"
_SCALES: Final[Mapping[str, int]] = MappingProxyType(
    {
        **dict.fromkeys(("k", "thousand", "tausend", "mille", "mil"), 1_000),
        **dict.fromkeys(("m", "million", "millions", "mio", "millionen", "millones", "millon"), 1_000_000),
        **dict.fromkeys(("b", "bn", "billion", "milliarde", "milliard"), 1_000_000_000),
        "hundred": 100,
    }
)
_SCALE: Final = "|".join(_SCALES)
_SIDE: Final = r"(?:(?P<side>input|prompt|output|completion|generated) )?"
_TOKENS: Final = r"(?:m ?tok|toks?|tokens?|jetons?)"
_CALLS: Final = (
    r"calls?|requests?|quer(?:y|ies)|aufrufe?|aufruf|anrufe?|anfragen?|appels?|requetes?|llamadas?|"
    r"peticion(?:es)?|messages?|generations?"
)
_SESSIONS: Final = r"sessions?|conversations?|chats?|sitzung(?:en)?|sesion(?:es)?|konversation(?:en)?"
_USERS: Final = (
    r"(?:active |paying )?(?:users?|customers?|clients?|seats?|heads?|developers?|devs?|engineers?|"
    r"employees?|(?:be)?nutzer|kunden?|utilisateurs?|usuarios?|clientes?)"
)
_NOUN: Final = (
    rf"(?:(?P<calls>{_CALLS})|(?P<sessions>{_SESSIONS})|(?P<users>{_USERS})|{_SIDE}(?P<tokens>{_TOKENS}))"
)
_NUMBER: Final = r"(?P<number>\d{1,9}(?:[.,]\d{3})*)"
_MANY: Final = whole_words(
    rf"(?:{_EACH} )(?:{_NUMBER} ?(?P<scale>{_SCALE})?|"
    rf"(?:(?:a|one|the|eine?|einen|un) )?(?P<scale2>{_SCALE})) "
    rf"(?:of )?{_NOUN}|(?:a|one|1|eine?|un) (?P<scale3>{_SCALE}) {_NOUN.replace('P<', 'P<again_')}"
    r"(?= (?:costs?|kosten?|kostet|coutent?|coute|cuestan?))"
)
"""So many of something; a rate whatever else is said."""
_ONE_TOKEN: Final = whole_words(rf"(?:per|pro|par|por|each|/) (?:single )?{_SIDE}(?P<tokens>{_TOKENS})")
_ONE: Final = whole_words(
    rf"(?:per|pro|par|por|a|each|every) (?:single )?(?:(?P<sessions>{_SESSIONS})|(?P<users>{_USERS}))"
    r"(?! (?:and|und|et|y|or) (?!what|how|wh(?:ich|o|y|en|ere)|was|wie|wo|welche))"
)
_SINGLE: Final = r"(?:an?|one|eine?|einen|une?|una)"
_COST_OF: Final = (
    r"(?:(?<=cost of )|(?<=costs of )|(?<=price of )|(?<=kostet )|(?<=kostet uns )|(?<=coute )|(?<=cuesta ))"
)
_NAMED_ONE: Final = (
    rf"(?= (?:single |average |typical )?(?:@\w+ )?"
    rf"(?:(?P<sessions>{_SESSIONS})|(?P<users>{_USERS}))"
)
_COST_OF_ONE: Final = (
    whole_words(rf"{_SINGLE}{_NAMED_ONE} (?:costs?|kostet|coute|cuesta|comes? to))"),
    whole_words(rf"{_COST_OF}{_SINGLE}{_NAMED_ONE})"),
)
"""What one of them costs is an average, though nothing says "per"; a name may stand within."""
_OF_A_KIND: Final = (
    whole_words(
        rf"(?P<calls>{_SINGLE}(?: single| average| typical)?)(?= @(?:feature|agent)(?: {_CALLS})? "
        r"(?:costs?|kostet|coute|cuesta|comes? to))"
    ),
    whole_words(
        rf"{_COST_OF}(?P<calls>{_SINGLE}(?: single| average| typical)?)(?= @(?:feature|agent)(?!\S))"
    ),
)
"""What one of a feature costs, which is what its calls cost on average."""
_COUNTS_THEM: Final = whole_words(rf"(?:{_SESSIONS}|{_USERS}) (?:per|a|pro|par|por|each)")
_SIDES: Final[Mapping[str, Average]] = MappingProxyType(
    {
        "input": Average.INPUT_TOKEN,
        "prompt": Average.INPUT_TOKEN,
        "output": Average.OUTPUT_TOKEN,
        "completion": Average.OUTPUT_TOKEN,
        "generated": Average.OUTPUT_TOKEN,
    }
)
_NOUNS: Final[Mapping[str, Average]] = MappingProxyType(
    {
        "calls": Average.CALL,
        "sessions": Average.SESSION,
        "users": Average.USER,
        "tokens": Average.TOKEN,
    }
)
_DIVIDED: Final[Mapping[Average, GroupKey]] = MappingProxyType(
    {Average.SESSION: GroupKey.SESSION, Average.USER: GroupKey.USER}
)
OF_WORK: Final = whole_words(
    r"(?:per|for each|each|pro|par|por|je) (?:single |processed )?(?:documents?|docs?|dokument\w*|items?|"
    r"pages?|seite|files?|datei|invoices?|rechnung|tickets?|emails?|mails?|articles?|jobs?|tasks?|records?|"
    r"rows?|orders?|reports?|cases?|leads?|images?|videos?|units?|transactions?|events?|commits?|prs?|"
    r"pull requests?|chunks?|"
    r"answers?|responses?|replies|messages?|questions?|prompts?|results?)"
)
"""What no log counts; the nearest that it does are calls."""
_MEGA: Final = whole_words("m ?toks?")
_MOST_UNITS: Final = 10**12


@dataclass(frozen=True, slots=True)
class Rate:
    """What a figure is for each of, how many of it, and the words that say so."""

    average: Average
    units: int
    words: str


def read_rate(text: Text) -> tuple[Text, Rate | None]:
    """Merge what a figure is asked for each of into @per; "per session" alone is a breakdown."""
    for pattern in (_MANY, _ONE_TOKEN, *_COST_OF_ONE, *_OF_A_KIND):
        hit = next(text.hits(pattern), None)
        if hit is not None:
            words = text.phrase(hit.first, _last(text, hit))
            return _merged(text, hit), Rate(_average(hit), _units(hit), words)
    hit = next(text.hits(_ONE), None)
    if hit is None or _COUNTS_THEM.search(text.line):
        return text, None
    merged, average = _merged(text, hit), _average(hit)
    by = read_breakdown(merged)[0]
    if by is None or by is _DIVIDED[average]:
        return text, None
    return merged, Rate(average, 1, text.phrase(hit.first, hit.last))


def _last(text: Text, hit: Hit) -> int:
    """The last word of what is divided by, which may stand behind the words that were found."""
    ends = (hit.match.end(name) for name, word in hit.match.groupdict().items() if word)
    return max(hit.last, bisect_left(text.places, max(ends, default=0)) - 1)


def _merged(text: Text, hit: Hit) -> Text:
    return text.merged({(hit.first, hit.last): "@per"})


def _average(hit: Hit) -> Average:
    said = {name.removeprefix("again_"): word for name, word in hit.match.groupdict().items() if word}
    if "side" in said:
        return _SIDES[said["side"]]
    return next(average for noun, average in _NOUNS.items() if noun in said)


def _units(hit: Hit) -> int:
    said = hit.match.groupdict()
    scale = next((said[name] for name in ("scale", "scale2", "scale3") if said.get(name)), None)
    number = int(decimal_of(said["number"])) if said.get("number") else 1
    scale = scale or ("m" if _MEGA.search(hit.match.group()) else "")
    return min(max(1, number) * _SCALES.get(scale, 1), _MOST_UNITS)
