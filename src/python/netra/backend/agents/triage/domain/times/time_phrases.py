"""Single periods in a question ("last week", "3 Nov", "Q3"), each merged into the word @time."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from netra.backend.agents.triage.domain.goal import Period, TimeRange
from netra.backend.agents.triage.domain.times import calendar_ranges
from netra.backend.agents.triage.domain.times.calendar_words import (
    ANY_MONTH,
    MONTHS,
    ORDINALS,
    UNIT,
    YEAR,
    N,
    any_of,
    number_of,
)
from netra.backend.agents.triage.domain.times.clock_times import CLOCK_TIMES, NIGHTS
from netra.backend.agents.triage.domain.times.dates import (
    DATES,
    WEEKDAY_DATES,
    WEEKS_OF_DATES,
    day_within,
    is_sane,
    numeric_dates,
)
from netra.backend.agents.triage.domain.times.found_times import (
    Clock,
    Found,
    Merged,
    Reader,
    Readers,
    merged_times,
)
from netra.backend.agents.triage.domain.times.other_moments import without_other_moments
from netra.backend.agents.triage.domain.times.parts_of_periods import (
    LAST_MINUTES,
    NOT_OF_A_WHOLE,
    PARTS,
    STAGES,
)
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text

_MOST_BACK: Final = 1_000
_QUARTERS: Final = 4
_MON: Final = any_of(
    MappingProxyType(
        {word: n for word, n in MONTHS.items() if word not in {"may", "mar", "mai", "ago", "dec", "mars"}}
    )
)
_LAST: Final = r"last|previous|prior|preceding|letzte[nrms]?|vergangene\w*|vorige\w*|prev"
_ROLLING: Final = (
    r"last|past|previous|trailing|preceding|recent|letzten?|vergangenen?|derniere?s|ultim[oa]s|prior|latest"
)
_THIS: Final = r"this|current|ongoing|the current|diese[nrms]?|aktuelle\w*|ce|cet|cette|est[ea]"
_AFTER_LAST: Final = r"derniere?|passee?|precedente?|pasad[oa]|anterior|ultim[oa]"
_BEFORE_MONTH: Final = (
    r"in|of|for|during|since|until|till|to|vs|versus|than|from|and|after|before|im|en|de|"
    r"seit|depuis|desde|last|@time|with|between|through|early|mid|late|anfang|mitte|ende|debut|mi|fin"
)


def find_times(text: Text, clock: Clock) -> Merged:
    """Merge the periods in a text, and tell what they are by where their words begin."""
    text, found = numeric_dates(text, clock)
    for readers in (
        DATES,
        _PERIODS,
        WEEKDAY_DATES,
        _MONTHS_AND_YEARS,
        PARTS,
        STAGES,
        WEEKS_OF_DATES,
        CLOCK_TIMES,
        _AROUND,
    ):
        text, found = merged_times(text, clock, readers, found)
    return without_other_moments(text, found)


def _unit_of(match: re.Match[str]) -> Period:
    return next(unit for unit in Period if match.group(unit.value))


def _rolling(match: re.Match[str], clock: Clock, _: Sequence[Found]) -> Found | None:
    """The last so many hours, days, weeks, up to now."""
    count, unit = number_of(match.group("n") or "1"), _unit_of(match)
    if not 0 < count <= _MOST_BACK:
        return None
    return Found(TimeRange(calendar_ranges.moved(clock.here, unit, -count), clock.here), relative=True)


def _ago(match: re.Match[str], clock: Clock, _: Sequence[Found]) -> Found | None:
    count, unit = number_of(match.group("n")), _unit_of(match)
    if not 0 < count <= _MOST_BACK:
        return None
    whole = unit if unit in {Period.HOUR, Period.DAY, Period.WEEK, Period.MONTH} else Period.DAY
    back = calendar_ranges.moved(clock.here, unit, -count)
    return Found(calendar_ranges.period(whole, back, clock.zone), whole, relative=True)


def _whole(back: int) -> Reader:
    def read(match: re.Match[str], clock: Clock, _: Sequence[Found]) -> Found:
        unit = _unit_of(match)
        return Found(calendar_ranges.period(unit, clock.now, clock.zone, back), unit, relative=True)

    return read


def _fixed(unit: Period, back: int) -> Reader:
    """A word that means one period: "yesterday"."""

    def read(_: re.Match[str], clock: Clock, __: Sequence[Found]) -> Found:
        return Found(calendar_ranges.period(unit, clock.now, clock.zone, back), unit, relative=True)

    return read


def _to_date(unit: Period) -> Reader:
    def read(_: re.Match[str], clock: Clock, __: Sequence[Found]) -> Found:
        begin = calendar_ranges.period(unit, clock.now, clock.zone).since
        return Found(TimeRange(begin, clock.here), relative=True)

    return read


def _weekend(_: re.Match[str], clock: Clock, __: Sequence[Found]) -> Found:
    saturday = clock.today - timedelta(days=(clock.today.weekday() - 5) % 7 or 7)
    return Found(clock.day(saturday, 2), relative=True)


def _year(parts: Mapping[str, str | None]) -> int | None:
    said = parts.get("year")
    return int(said) if said else None


def _month(match: re.Match[str], clock: Clock, _: Sequence[Found]) -> Found | None:
    year = _year(match.groupdict())
    if not is_sane(year):
        return None
    month = MONTHS[match["month"]]
    return Found(calendar_ranges.month_of(month, year, clock.now, clock.zone), Period.MONTH)


def _quarter(match: re.Match[str], clock: Clock, _: Sequence[Found]) -> Found | None:
    number = int(match["quarter"]) if match["quarter"].isdigit() else ORDINALS[match["quarter"]]
    year = _year(match.groupdict())
    if not is_sane(year) or number > _QUARTERS:
        return None
    chosen = year if year is not None else clock.today.year - (number * 3 - 2 > clock.today.month)
    return Found(calendar_ranges.months(chosen * 12 + number * 3 - 3, 3, clock.zone), Period.QUARTER)


def _half(match: re.Match[str], clock: Clock, _: Sequence[Found]) -> Found | None:
    number, year = int(match["half"]), _year(match.groupdict())
    if not is_sane(year):
        return None
    chosen = year if year is not None else clock.today.year - (number * 6 - 5 > clock.today.month)
    return Found(calendar_ranges.months(chosen * 12 + number * 6 - 6, 6, clock.zone))


def _whole_year(match: re.Match[str], clock: Clock, _: Sequence[Found]) -> Found | None:
    year = int(match["year"])
    if not is_sane(year):
        return None
    return Found(calendar_ranges.months(year * 12, 12, clock.zone), Period.YEAR)


def _beside(match: re.Match[str], _: Clock, inner: Sequence[Found]) -> Found | None:
    """ "The 3 days before Nov 20"."""
    one, unit, count = inner[0], _unit_of(match), number_of(match["n"] or "1")
    if not 0 < count <= _MOST_BACK:
        return None
    if match["how"] in {"after", "following", "nach", "apres"}:
        return Found(TimeRange(one.until, calendar_ranges.moved(one.until, unit, count)), None, one.relative)
    return Found(calendar_ranges.before_by(one.since, unit, count), None, one.relative)


def _up_to(match: re.Match[str], _: Clock, inner: Sequence[Found]) -> Found | None:
    """ "This week until Wednesday": a period, up to and including a day in it."""
    is_behind = match.groupdict().get("to") is None
    whole, day = (inner[1], inner[0]) if is_behind else (inner[0], inner[1])
    day = day_within(day, whole)
    until = day.since if (match.groupdict().get("to") or "") in {"before", "vor", "avant"} else day.until
    if not whole.since < until or (is_behind and (whole.unit is Period.DAY or until > whole.until)):
        return None
    return Found(TimeRange(whole.since, until), None, whole.relative)


_PERIODS: Final[Readers] = (
    *NIGHTS,
    *LAST_MINUTES,
    (whole_words(r"(?:the )?day before yesterday|vorgestern|avant hier|anteayer"), _fixed(Period.DAY, 2)),
    (whole_words(r"(?:the )?week before last|vorletzte woche"), _fixed(Period.WEEK, 2)),
    (whole_words(r"(?:the )?month before last|vorletzten monat"), _fixed(Period.MONTH, 2)),
    (whole_words(r"yesterday s?|yesterday|gestern|hier|ayer"), _fixed(Period.DAY, 1)),
    (
        whole_words(
            r"today|todays|heute|aujourd hui|"
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
    (
        whole_words(
            rf"(?:the |les |los |las |der |den |die |our )?(?:{_ROLLING}) {N} ?(?:{UNIT}){NOT_OF_A_WHOLE}"
        ),
        _rolling,
    ),
    (whole_words(rf"(?:the |les |los |las )?{N} (?:derniere?s|ultim[oa]s) (?:{UNIT})"), _rolling),
    (whole_words(rf"(?:the )?(?:past|trailing)(?P<n>) (?:{UNIT})"), _rolling),
    (whole_words(rf"{N} ?(?:{UNIT}) ago"), _ago),
    (whole_words(rf"(?:vor|hace|il y a) {N} ?(?:{UNIT})"), _ago),
    (
        whole_words(
            rf"(?:the |our |im |den )?(?:{_LAST}) (?:calendar |full |whole )?(?:{UNIT})(?: s)?"
            rf"{NOT_OF_A_WHOLE}"
        ),
        _whole(1),
    ),
    (whole_words(rf"(?:la |le |l |el )?(?:{UNIT}) (?:{_AFTER_LAST})"), _whole(1)),
    (whole_words(rf"(?:el |la )?(?:ultim[oa]|derniere?) (?:{UNIT}){NOT_OF_A_WHOLE}"), _whole(1)),
    (whole_words(rf"(?:{_THIS}) (?:{UNIT})(?: s)?"), _whole(0)),
    (whole_words(r"(?:the |last |this |past )*weekend"), _weekend),
)
_MONTHS_AND_YEARS: Final[Readers] = (
    (whole_words(rf"(?P<month>{ANY_MONTH}) (?:of )?(?P<year>{YEAR})"), _month),
    (whole_words(rf"(?P<lead>{_BEFORE_MONTH}) (?:last )?(?P<month>{ANY_MONTH})(?: s)?"), _month),
    (whole_words(rf"(?:last )?(?P<month>{_MON})(?: s)?"), _month),
    (whole_words(rf"q(?P<quarter>[1-4])(?: (?:of )?(?P<year>{YEAR}))?"), _quarter),
    (
        whole_words(
            r"(?:the )?(?P<quarter>first|second|third|"
            rf"fourth) quarter(?: (?:of )?(?P<year>{YEAR}))?"
        ),
        _quarter,
    ),
    (whole_words(rf"h(?P<half>[12])(?: (?:of )?(?P<year>{YEAR}))?"), _half),
    (
        whole_words(
            r"(?P<lead>in|for|during|of|since|vs|than|from|to|and|im|"
            rf"en) (?:year )?(?P<year>{YEAR})"
        ),
        _whole_year,
    ),
)
_AROUND: Final[Readers] = (
    (
        whole_words(
            rf"(?:(?:the |die |les |los )?{N} ?|(?:the|der) )(?:{UNIT}) "
            r"(?P<how>before|after|prior to|following|vor|nach|avant|apres) (?:the |dem |le )?@time"
        ),
        _beside,
    ),
    (
        whole_words(
            r"(?<!from )(?<!since )(?<!between )(?<!vom )(?<!seit )@time (?P<to>until|till|through|up to|by|"
            r"before|bis|vor|jusqu a|jusqu au|hasta)(?: the| zum| el| le| au)? @time"
        ),
        _up_to,
    ),
    (whole_words(r"(?:until|till|through|up to|by|bis)(?: the| zum)? @time (?:of |in )?@time"), _up_to),
)
