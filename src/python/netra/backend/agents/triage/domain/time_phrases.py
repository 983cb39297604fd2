"""Single periods in a question ("last week", "3 Nov", "Q3"), each merged into the word @time."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from types import MappingProxyType
from typing import Final

from netra.backend.agents.triage.domain import calendar_ranges
from netra.backend.agents.triage.domain.goal import Period, TimeRange
from netra.backend.agents.triage.domain.patterns import whole_words
from netra.backend.agents.triage.domain.wording import Hit, Text

_MONTHS: Final[Mapping[str, int]] = MappingProxyType(
    {
        word: number
        for number, words in enumerate(
            (
                "january jan januar janner janvier enero ene",
                "february feb februar fevrier febrero",
                "march mar marz mars marzo",
                "april apr avril abril abr",
                "may mai mayo",
                "june jun juni juin junio",
                "july jul juli juillet julio",
                "august aug aout agosto ago",
                "september sep sept septembre septiembre",
                "october oct oktober okt octobre octubre",
                "november nov novembre noviembre",
                "december dec dezember dez decembre diciembre dic",
            ),
            start=1,
        )
        for word in words.split()
    }
)
_WEEKDAYS: Final[Mapping[str, int]] = MappingProxyType(
    {
        word: number
        for number, words in enumerate(
            (
                "monday mon mondays montag lundi lunes",
                "tuesday tue tues dienstag mardi martes",
                "wednesday wed mittwoch mercredi miercoles",
                "thursday thu thur thurs donnerstag jeudi jueves",
                "friday fri freitag vendredi viernes",
                "saturday sat samstag samedi sabado",
                "sunday sun sonntag dimanche domingo",
            )
        )
        for word in words.split()
    }
)
_UNITS: Final[Mapping[Period, str]] = MappingProxyType(
    {
        Period.HOUR: r"h|hrs?|hours?|stunden?|heures?|horas?",
        Period.DAY: r"d|days?|tage?n?|jours?|dias?|24h",
        Period.WEEK: r"w|wks?|weeks?|wochen?|semaines?|semanas?",
        Period.MONTH: r"mos?|months?|monate?[ns]?|mois|mes(?:es)?",
        Period.QUARTER: r"quarters?|quartale?n?|trimestres?",
        Period.YEAR: r"y|yrs?|years?|jahre?[ns]?|ans?|annees?|anos?",
    }
)
_NUMBERS: Final[Mapping[str, int]] = MappingProxyType(
    {
        word: number
        for number, words in enumerate(
            (
                "a one an eine einen un una",
                "two couple zwei deux dos",
                "three few drei trois tres",
                "four vier quatre cuatro",
                "five funf cinq cinco",
                "six sechs seis",
                "seven sieben sept siete",
                "eight acht huit ocho",
                "nine neun neuf nueve",
                "ten zehn dix diez",
                "eleven elf onze once",
                "twelve zwolf douze doce",
            ),
            start=1,
        )
        for word in words.split()
    }
)
_ORDINALS: Final[Mapping[str, int]] = MappingProxyType({"first": 1, "second": 2, "third": 3, "fourth": 4})
_MOST_BACK: Final = 1_000
_QUARTERS: Final = 4
_CENTURY: Final = 2000
_MONTHS_IN_YEAR: Final = 12


def _any(words: Mapping[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_MON: Final = _any(
    MappingProxyType(
        {word: n for word, n in _MONTHS.items() if word not in {"may", "mar", "mai", "ago", "dec", "mars"}}
    )
)
_ANY_MON: Final = _any(_MONTHS)
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_WEEK_OF: Final = r"(?P<week>(?:the )?week (?:of|from|starting|beginning) )?"
_YEAR: Final = r"(?:19|20)\d\d"
_UNIT: Final = "|".join(f"(?P<{unit}>{words})" for unit, words in _UNITS.items())
_LAST: Final = r"last|previous|prior|preceding|letzte[nrms]?|vergangene\w*|vorige\w*|prev"
_ROLLING: Final = (
    r"last|past|previous|trailing|recent|letzten?|vergangenen?|derniere?s|ultim[oa]s|prior|latest"
)
_THIS: Final = r"this|current|ongoing|the current|diese[nrms]?|aktuelle\w*|ce|cet|cette|est[ea]"
_AFTER_LAST: Final = r"derniere?|passee?|precedente?|pasad[oa]|anterior|ultim[oa]"
_N: Final = rf"(?P<n>\d{{1,4}}|{_any(_NUMBERS)})"
_BEFORE_MONTH: Final = (
    r"in|of|for|during|since|until|till|to|vs|versus|than|from|and|after|before|im|en|de|"
    r"seit|depuis|desde|last|@time|with|between|through"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A period: its range, its unit where it is a whole one, and whether it is counted from now."""

    range: TimeRange
    unit: Period | None = None
    relative: bool = False
    count: int = 1


@dataclass(frozen=True, slots=True)
class Clock:
    now: datetime
    zone: tzinfo

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()


Reader = Callable[[re.Match[str], Clock], Found | None]


def find_times(text: Text, clock: Clock) -> tuple[Text, Mapping[int, Found]]:
    """Merge the periods in a text, and tell what they are by where their words begin."""
    found: dict[int, Found] = {}
    for pattern, reader in _READERS:
        tags: dict[tuple[int, int], str] = {}
        for hit in text.hits(pattern):
            one = reader(hit.match, clock)
            if one is not None:
                first = _first(hit)
                tags[first, hit.last] = "@time"
                found[text.words[first].start] = one
        text = text.merged(tags)
    return text, found


def _first(hit: Hit) -> int:
    """Behind the words before the period, which only say that it is one."""
    skipped = len((hit.match.groupdict().get("lead") or "").split())
    return min(hit.first + skipped, hit.last)


def _unit_of(match: re.Match[str]) -> Period:
    return next(unit for unit in Period if match.group(unit.value))


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word]


def _rolling(match: re.Match[str], clock: Clock) -> Found | None:
    """The last so many hours, days, weeks, up to now."""
    count, unit = _count(match.group("n") or "1"), _unit_of(match)
    if not 0 < count <= _MOST_BACK:
        return None
    return Found(
        TimeRange(_back(clock, unit, count), clock.now.astimezone(clock.zone)), relative=True, count=count
    )


def _back(clock: Clock, unit: Period, count: int) -> datetime:
    here = clock.now.astimezone(clock.zone)
    if unit is Period.HOUR:
        return clock.now.astimezone(clock.zone) - timedelta(hours=count)
    if unit in {Period.DAY, Period.WEEK}:
        return here - timedelta(days=count * (7 if unit is Period.WEEK else 1))
    size = {Period.MONTH: 1, Period.QUARTER: 3, Period.YEAR: 12}[unit] * count
    month = max(here.year * 12 + here.month - 1 - size, calendar_ranges.FIRST_YEAR * 12)
    day = min(here.day, 28)
    return here.replace(year=month // 12, month=month % 12 + 1, day=day)


def _ago(match: re.Match[str], clock: Clock) -> Found | None:
    count, unit = _count(match.group("n")), _unit_of(match)
    if not 0 < count <= _MOST_BACK:
        return None
    whole = unit if unit in {Period.HOUR, Period.DAY, Period.WEEK, Period.MONTH} else Period.DAY
    return Found(calendar_ranges.period(whole, _back(clock, unit, count), clock.zone), whole, relative=True)


def _whole(back: int) -> Reader:
    def read(match: re.Match[str], clock: Clock) -> Found:
        unit = _unit_of(match)
        return Found(calendar_ranges.period(unit, clock.now, clock.zone, back), unit, relative=True)

    return read


def _fixed(unit: Period, back: int) -> Reader:
    """A word that means one period: "yesterday"."""

    def read(_: re.Match[str], clock: Clock) -> Found:
        return Found(calendar_ranges.period(unit, clock.now, clock.zone, back), unit, relative=True)

    return read


def _to_date(unit: Period) -> Reader:
    def read(_: re.Match[str], clock: Clock) -> Found:
        begin = calendar_ranges.period(unit, clock.now, clock.zone).since
        return Found(TimeRange(begin, clock.now.astimezone(clock.zone)), relative=True)

    return read


def _weekday(match: re.Match[str], clock: Clock) -> Found:
    """The latest such day before today."""
    back = (clock.today.weekday() - _WEEKDAYS[match.group("weekday")]) % 7 or 7
    return Found(
        calendar_ranges.days(clock.today - timedelta(days=back), 1, clock.zone), Period.DAY, relative=True
    )


def _weekend(_: re.Match[str], clock: Clock) -> Found:
    saturday = clock.today - timedelta(days=(clock.today.weekday() - 5) % 7 or 7)
    return Found(calendar_ranges.days(saturday, 2, clock.zone), relative=True)


def _date(match: re.Match[str], clock: Clock) -> Found | None:
    parts = match.groupdict()
    first = _one_day(parts["day"], parts, clock)
    last = _one_day(parts.get("last") or parts["day"], parts, clock)
    if first is None or last is None or last < first:
        return None
    if parts.get("week"):
        monday = first - timedelta(days=first.weekday())
        return Found(calendar_ranges.days(monday, 7, clock.zone), Period.WEEK)
    count = (last - first).days + 1
    return Found(calendar_ranges.days(first, count, clock.zone), Period.DAY if count == 1 else None)


def _one_day(day: str, parts: Mapping[str, str | None], clock: Clock) -> date | None:
    named = parts["month"] or ""
    month = _MONTHS.get(named) or (int(named) if named.isdigit() else 0)
    year = _year(parts.get("year"))
    if not 1 <= month <= _MONTHS_IN_YEAR or not _is_sane(year):
        return None
    return calendar_ranges.day_of(int(day.rstrip("stndrh")), month, year, clock.now, clock.zone)


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) + (_CENTURY if len(text) == len("26") else 0)


def _is_sane(year: int | None) -> bool:
    return year is None or calendar_ranges.FIRST_YEAR <= year < calendar_ranges.LAST_YEAR


def _slashed(match: re.Match[str], clock: Clock) -> Found | None:
    """13/11/2026 and 11/13/2026 can be read one way only; where both can, the day is first."""
    first, second = int(match["day"]), int(match["month"])
    day, month = (second, first) if second > _MONTHS_IN_YEAR else (first, second)
    found = _one_day(str(day), {"month": str(month), "year": match["year"]}, clock)
    return None if found is None else Found(calendar_ranges.days(found, 1, clock.zone), Period.DAY)


def _month(match: re.Match[str], clock: Clock) -> Found | None:
    year = _year(match.groupdict().get("year"))
    if not _is_sane(year):
        return None
    month = _MONTHS[match["month"]]
    return Found(calendar_ranges.month_of(month, year, clock.now, clock.zone), Period.MONTH)


def _quarter(match: re.Match[str], clock: Clock) -> Found | None:
    number = int(match["quarter"]) if match["quarter"].isdigit() else _ORDINALS[match["quarter"]]
    year = _year(match["year"])
    if not _is_sane(year) or number > _QUARTERS:
        return None
    chosen = year if year is not None else clock.today.year - (number * 3 - 2 > clock.today.month)
    return Found(calendar_ranges.months(chosen * 12 + number * 3 - 3, 3, clock.zone), Period.QUARTER)


def _half(match: re.Match[str], clock: Clock) -> Found | None:
    number, year = int(match["half"]), _year(match["year"])
    if not _is_sane(year):
        return None
    chosen = year if year is not None else clock.today.year - (number * 6 - 5 > clock.today.month)
    return Found(calendar_ranges.months(chosen * 12 + number * 6 - 6, 6, clock.zone))


def _whole_year(match: re.Match[str], clock: Clock) -> Found | None:
    year = int(match["year"])
    if not _is_sane(year):
        return None
    return Found(calendar_ranges.months(year * 12, 12, clock.zone), Period.YEAR)


_READERS: Final[tuple[tuple[re.Pattern[str], Reader], ...]] = (
    (whole_words(rf"(?P<year>{_YEAR})-(?P<month>\d\d?)-(?P<day>\d\d?)"), _date),
    (whole_words(r"(?P<day>\d\d?)[./](?P<month>\d\d?)[./](?P<year>(?:19|20)?\d\d)?"), _slashed),
    (
        whole_words(
            r"(?:(?P<lead>between|from|vom|zwischen|du|del|"
            rf"entre) )?(?:the )?(?P<day>{_DAY}) (?:and|to|-|bis|und|au|al|y|et|through|until|till)"
            rf" (?:the )?(?P<last>{_DAY}) (?:\. )?(?:of |"
            rf"de )?(?P<month>{_ANY_MON})(?: (?:of )?(?P<year>{_YEAR}))?"
        ),
        _date,
    ),
    (
        whole_words(
            rf"(?P<month>{_ANY_MON}) (?P<day>{_DAY}) (?:-|to|through) (?P<last>{_DAY})(?: (?P<year>{_YEAR}))?"
        ),
        _date,
    ),
    (
        whole_words(
            rf"{_WEEK_OF}(?:the )?(?P<day>{_DAY}) (?:\. )?(?:of |de )?(?P<month>{_ANY_MON})(?: (?:of |"
            rf"de )?(?P<year>{_YEAR}))?"
        ),
        _date,
    ),
    (whole_words(rf"{_WEEK_OF}(?P<month>{_ANY_MON}) (?:the )?(?P<day>{_DAY})(?: (?P<year>{_YEAR}))?"), _date),
    (whole_words(r"(?:the )?day before yesterday|vorgestern|avant hier|anteayer"), _fixed(Period.DAY, 2)),
    (whole_words(r"(?:the )?week before last|vorletzte woche"), _fixed(Period.WEEK, 2)),
    (whole_words(r"(?:the )?month before last|vorletzten monat"), _fixed(Period.MONTH, 2)),
    (whole_words(r"yesterday s?|yesterday|last night|gestern|hier|ayer"), _fixed(Period.DAY, 1)),
    (
        whole_words(
            r"today|todays|tonight|this (?:morning|afternoon|evening)|heute|aujourd hui|"
            r"aujourdhui|hoy"
        ),
        _fixed(Period.DAY, 0),
    ),
    (
        whole_words(r"month to date|mtd|(?:so far )?this month so far|so far this month"),
        _to_date(Period.MONTH),
    ),
    (whole_words(r"year to date|ytd|so far this year|this year so far"), _to_date(Period.YEAR)),
    (whole_words(r"quarter to date|qtd|so far this quarter"), _to_date(Period.QUARTER)),
    (whole_words(r"week to date|wtd|so far this week|this week so far"), _to_date(Period.WEEK)),
    (whole_words(rf"(?:the |les |los |las |der |den |die |our )?(?:{_ROLLING}) {_N} ?(?:{_UNIT})"), _rolling),
    (whole_words(rf"(?:the |les |los |las )?{_N} (?:derniere?s|ultim[oa]s) (?:{_UNIT})"), _rolling),
    (whole_words(rf"(?:the )?(?:past|trailing)(?P<n>) (?:{_UNIT})"), _rolling),
    (whole_words(rf"{_N} ?(?:{_UNIT}) ago"), _ago),
    (whole_words(rf"(?:vor|hace|il y a) {_N} ?(?:{_UNIT})"), _ago),
    (
        whole_words(rf"(?:the |our |im |den )?(?:{_LAST}) (?:calendar |full |whole )?(?:{_UNIT})(?: s)?"),
        _whole(1),
    ),
    (whole_words(rf"(?:la |le |l |el )?(?:{_UNIT}) (?:{_AFTER_LAST})"), _whole(1)),
    (whole_words(rf"(?:el |la )?(?:ultim[oa]|derniere?) (?:{_UNIT})"), _whole(1)),
    (whole_words(rf"(?:{_THIS}) (?:{_UNIT})(?: s)?"), _whole(0)),
    (whole_words(r"(?:the |last |this |past )*weekend"), _weekend),
    (
        whole_words(
            r"(?:(?P<lead>on|since|until|till|from|and|vs|seit|depuis|desde|le|el|am|of|than|"
            r"to) )?(?:last |this |past |"
            rf"letzten )?(?P<weekday>{_any(_WEEKDAYS)})(?: s)?(?<! mon)(?<! sat)(?<! sun)"
        ),
        _weekday,
    ),
    (whole_words(rf"(?P<month>{_ANY_MON}) (?:of )?(?P<year>{_YEAR})"), _month),
    (whole_words(rf"(?P<lead>{_BEFORE_MONTH}) (?:last )?(?P<month>{_ANY_MON})(?: s)?"), _month),
    (whole_words(rf"(?:last )?(?P<month>{_MON})(?: s)?"), _month),
    (whole_words(rf"q(?P<quarter>[1-4])(?: (?:of )?(?P<year>{_YEAR}))?"), _quarter),
    (
        whole_words(
            r"(?:the )?(?P<quarter>first|second|third|"
            rf"fourth) quarter(?: (?:of )?(?P<year>{_YEAR}))?"
        ),
        _quarter,
    ),
    (whole_words(rf"h(?P<half>[12])(?: (?:of )?(?P<year>{_YEAR}))?"), _half),
    (
        whole_words(
            r"(?P<lead>in|for|during|of|since|vs|than|from|to|and|im|"
            rf"en) (?:year )?(?P<year>{_YEAR})"
        ),
        _whole_year,
    ),
)
