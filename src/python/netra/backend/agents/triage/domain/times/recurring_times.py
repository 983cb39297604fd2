"""Times that come again: "on weekends", "on Mondays", "at night", "during business hours"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text

_EVERY_DAY: Final = tuple(range(1, 8))
_EVERY_HOUR: Final = tuple(range(24))
_DAY_NAMES: Final = (
    ("monday", "montags", "lundis", "lunes"),
    ("tuesday", "dienstags", "mardis", "martes"),
    ("wednesday", "mittwochs", "mercredis", "miercoles"),
    ("thursday", "donnerstags", "jeudis", "jueves"),
    ("friday", "freitags", "vendredis", "viernes"),
    ("saturday", "samstags", "samedis", "sabados"),
    ("sunday", "sonntags", "dimanches", "domingos"),
)
_BEFORE: Final = (
    r"(?:(?P<out>without|excluding|exclude|except(?: for)?|not counting|not|ignoring|outside(?: of)?|out of|"
    r"other than|ohne|ausser\w*|sans|sauf|hors|sin|excepto) )?"
    r"(?:(?:only|just|on|at|over|during|in|the|our|all|am|an|den|wahrend|der|le|les|la|los|el|en|por|"
    r"pendant) )*"
)


_BESIDE: Final = re.compile(
    r"@recurring (?:\S+ ){0,3}?(?:vs|versus|or|than|against|compared|unlike|oder|als|vergleich|verglichen|"
    r"gegenuber|ou|que|rapport|comparaison|comparacion|frente) (?:\S+ ){0,2}?@recurring|"
    r"(?:compar\w+|between|differ\w*) (?:\S+ ){0,3}?@recurring (?:and|to|with) (?:\S+ )?@recurring"
)


class _Kind(NamedTuple):
    """What words mean: days of the week (Monday is 1) and hours of the day; empty where all are."""

    days: tuple[int, ...]
    hours: tuple[int, ...]
    pattern: re.Pattern[str]


def _kind(words: str, days: Iterable[int] = (), hours: Iterable[int] = ()) -> _Kind:
    return _Kind(tuple(days), tuple(hours), whole_words(rf"{_BEFORE}(?:{words})"))


_IN_THE: Final = r"(?<!\d in the )(?<=in the )"
"""Behind a number it tells the hour that is meant, as in "at 9 in the morning"."""
_KINDS: Final = (
    _kind(
        r"weekends|week ends|(?<=on )weekend|"
        r"weekend(?= (?:vs|versus|calls?|traffic|usage|spend\w*|costs?|requests?))|"
        r"wochenenden?|fines? de semana",
        days=(6, 7),
    ),
    _kind(
        r"weekdays|workdays|"
        r"weekday(?= (?:vs|versus|and|or|compared|calls?|traffic|usage|spend\w*|costs?))|"
        r"(?:working|business|work|week) days|werktags|werktagen|wochentags|"
        r"jours ouvr(?:es|ables)|dias laborables|(?:unter|wahrend) der woche|"
        r"(?<=during )(?:the )?week(?! of)|en semaine|entre semana",
        days=range(1, 6),
    ),
    *(
        _kind(
            rf"(?:every|each|jeden|chaque|cada) {day}|{day}s|{german}|{french}|(?<=los ){spanish}",
            days=(number,),
        )
        for number, (day, german, french, spanish) in enumerate(_DAY_NAMES, start=1)
    ),
    _kind(
        r"(?:business|office|working|work|opening) hours|arbeitszeit\w*|geschaftszeit\w*",
        days=range(1, 6),
        hours=range(9, 17),
    ),
    _kind(
        r"night ?times?|nights|(?<=at )night|nachts|(?<=la )nuit|(?<=la )noche",
        hours=(22, 23, *range(6)),
    ),
    _kind(
        rf"mornings|{_IN_THE}morning|vormittags|morgens|(?<=am )vormittag|(?<=le )matin", hours=range(6, 12)
    ),
    _kind(
        rf"afternoons|{_IN_THE}afternoon|nachmittags|(?<=am )nachmittag|(?<=l )apres midi",
        hours=range(12, 18),
    ),
    _kind(rf"evenings|{_IN_THE}evening|abends|(?<=am )abend|(?<=le )soir", hours=range(18, 22)),
)


_CLOCK: Final = whole_words(
    r"(?:between|from|zwischen|von|entre|de|during|at)? ?(?P<first>[01]?\d|2[0-4])"
    r"(?: ?(?:h|uhr|o clock|00))? "
    r"(?:and|to|until|till|bis|und|et|a|y|-) (?P<last>[01]?\d|2[0-4])(?: ?(?:h|uhr|o clock|00))?"
    r"(?! (?:%|percent|cents?|usd|dollars?|euros?|k|tokens?|s|sec\w*|ms|milli\w*|min\w*|days?|weeks?|months?|"
    r"users?|calls?|requests?|engineers?|customers?|people|seats?|@\S+))"
)
_SAID_AS_HOURS: Final = whole_words(r"between|zwischen|entre|hours?|uhr|o clock|night|day|h")
_CLOCK_HOURS: Final = 24


@dataclass(frozen=True, slots=True)
class Recurring:
    """The days of the week and the hours of the day that are meant; empty where all are.

    `beside` says that several kinds of days stand beside each other, to be compared.
    """

    weekdays: tuple[int, ...] = ()
    hours: tuple[int, ...] = ()
    beside: bool = False
    words: tuple[str, ...] = ()


def read_recurring(text: Text) -> tuple[Text, Recurring]:
    """Merge times that come again into @recurring; days that are named apart from each other add up."""
    found = [(kind, hit) for kind in _KINDS for hit in text.hits(kind.pattern)]
    if not found:
        return text, Recurring()
    # Outside office hours is neither a set of days nor one of hours, but both: it is left unread.
    if any(hit.match["out"] and kind.days and kind.hours for kind, hit in found):
        return text, Recurring()
    words = tuple(text.phrase(hit.first, hit.last) for _, hit in found)
    span = text.phrase(min(hit.first for _, hit in found), max(hit.last for _, hit in found))
    text = text.merged({(hit.first, hit.last): "@recurring" for _, hit in found})
    if _BESIDE.search(text.line) and all(kind.days and not kind.hours for kind, _ in found):
        return text, Recurring(beside=True, words=(span,))
    kept = [(kind, hit.match["out"] is not None) for kind, hit in found]
    days = _admitted([(kind.days, out) for kind, out in kept if kind.days], _EVERY_DAY)
    hours = _admitted([(kind.hours, out) for kind, out in kept if kind.hours], _EVERY_HOUR)
    return text, Recurring(days, hours, words=words)


def with_clock(text: Text, recurring: Recurring) -> tuple[Text, Recurring]:
    """The same with hours by their numbers, such as "between 22 and 6", where these are no times of a day.

    In "office hours (9-17)" the numbers say which hours are meant.
    """
    hit = next(text.hits(_CLOCK), None)
    if hit is None or not _SAID_AS_HOURS.search(f"{text.line} {' '.join(recurring.words)}"):
        return text, recurring
    first, last = int(hit.match["first"]) % _CLOCK_HOURS, int(hit.match["last"]) % _CLOCK_HOURS
    count = (last - first) % _CLOCK_HOURS
    if not count:
        return text, recurring
    hours = tuple(sorted((first + step) % _CLOCK_HOURS for step in range(count)))
    words = (*recurring.words, text.phrase(hit.first, hit.last))
    return text.merged({(hit.first, hit.last): "@recurring"}), replace(recurring, hours=hours, words=words)


def _admitted(said: Sequence[tuple[tuple[int, ...], bool]], every: tuple[int, ...]) -> tuple[int, ...]:
    """What is named, or everything, without what is left out."""
    named = {one for values, out in said if not out for one in values} or (set(every) if said else set())
    return tuple(sorted(named - {one for values, out in said if out for one in values}))
