"""Days in a question: "3 Nov", "16/11", "since the 20th", "until Wednesday", "the week of 13 November"."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final, NamedTuple

from netra.backend.agents.triage.domain.goal import Period, TimeRange
from netra.backend.agents.triage.domain.times import calendar_ranges
from netra.backend.agents.triage.domain.times.calendar_words import ANY_MONTH, MONTHS, WEEKDAYS, YEAR, any_of
from netra.backend.agents.triage.domain.times.found_times import Clock, Found, Merged, Readers
from netra.backend.agents.triage.domain.words.patterns import listed, whole_words
from netra.backend.agents.triage.domain.words.wording import Hit, Text

_CENTURY: Final = 2000
_MONTHS_IN_YEAR: Final = 12
_YEAR_DIGITS: Final = 4
_MONTHS_BACK: Final = 14
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th|er)?"
_ORDINAL_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)"
_NO_DAY: Final = (
    r"(?! (?:of|%|percent\w*|pour|por|prozent|times?|weeks?|days?|hours?|half|quarters?|months?|most|calls?|"
    r"requests?|party|places?|one|models?|users?|agents?|features?|sessions?|prompts?|attempts?|tr(?:y|ies)|"
    r"retr\w+|tokens?|largest|biggest|highest|year|question|answer|things?|steps?|reasons?|options?|customers?|uhr|stunden?|tage?n?|wochen?|monate?n?|"
    r"heures?|jours?|semaines?|mois|horas?|dias?|semanas?|mes(?:es)?|@\S+|\d\S*|h|ms|s)(?!\S))"
)
_LEADS: Final = frozenset(
    listed("""
        on since from until till before after between through am vom bis zum seit ab dem den vor nach le el du
        au del al depuis desde hasta avant
        """)
)
"""Words before a date; before a fraction or a version there are others."""
_LOOSE_LEADS: Final = _LEADS | frozenset(listed("and to vs than versus for of by at und et y a the"))
_NUMERIC: Final = whole_words(
    r"(?<![$€£¥] )(?P<first>\d\d?)(?P<sign>[./-])(?P<second>\d\d?)(?:(?P=sign)(?P<year>(?:19|20)?\d\d)|"
    r"(?P<dot>[./]))?(?! (?:%|of (?:the|our|all|my)|usd|eur|euros?|dollars?|[$€£¥])(?!\S))"
)
_DASHES: Final = frozenset(listed("- \u2013 \u2014 >"))
_LISTED: Final = frozenset({"and", "&", "und", "y", "et"})
_DAY_AND_MONTH: Final = re.compile(r"\d\d?[./]\d\d?(?:[./](?:\d{2,4})?)?")
_ALWAYS: Final = ("24", "7")


class _Numeric(NamedTuple):
    """A numeric date: the day when its first number is one, and when its second number is."""

    hit: Hit
    day_first: date | None
    month_first: date | None


def numeric_dates(text: Text, clock: Clock) -> Merged:
    """Merge "16/11" and "11/24"; all that can be read in both orders are read in the same."""
    dates = [one for one in _numeric(text, clock) if one.day_first or one.month_first]
    open_ = [one for one in dates if one.day_first and one.month_first and one.day_first != one.month_first]
    order = _order([one for one in dates if one not in open_], open_, clock)
    found = {}
    for one in dates:
        ordered = one.month_first if order is False else one.day_first
        day = ordered or one.day_first or one.month_first
        if day is not None:
            again = None if one.hit.match["year"] else Period.YEAR
            other = clock.day(one.month_first) if order is None and one in open_ and one.month_first else None
            at = text.words[one.hit.first].start
            found[at] = Found(clock.day(day), Period.DAY, again=again, other=other)
    return text.merged({(one.hit.first, one.hit.last): "@time" for one in dates}), found


def _order(settled: Sequence[_Numeric], open_: Sequence[_Numeric], clock: Clock) -> bool | None:
    """Whether the day comes first; None where both orders are as likely.

    A date that can be read one way only tells how the others are written, then the data does.
    """
    told = {one.day_first is not None for one in settled if one.day_first != one.month_first}
    if len(told) == 1:
        return told.pop()
    if clock.span is None:
        return True
    first = all(one.day_first and clock.is_in_data(clock.day(one.day_first)) for one in open_)
    second = all(one.month_first and clock.is_in_data(clock.day(one.month_first)) for one in open_)
    return None if first == second else first


def _numeric(text: Text, clock: Clock) -> Iterator[_Numeric]:
    for hit in text.hits(_NUMERIC):
        before = text.words[hit.first - 1].text if hit.first else ""
        if not (_is_date(hit.match, before) or _is_end_of_stretch(text, hit)):
            continue
        first, second, year = hit.match["first"], hit.match["second"], _year(hit.match["year"])
        day_first = _day(int(first), int(second), year, clock)
        is_german = hit.match["sign"] == "." and day_first is not None
        yield _Numeric(hit, day_first, None if is_german else _day(int(second), int(first), year, clock))


def _is_end_of_stretch(text: Text, hit: Hit) -> bool:
    """Whether a dash joins it to another date: "10/1 - 10/15"."""
    words = [word.text for word in text.words]
    sides = (words[max(0, hit.first - 2) : hit.first], words[hit.last + 1 : hit.last + 3][::-1])
    signs = hit.match["sign"] != "-" and (hit.match["first"], hit.match["second"]) != _ALWAYS
    return signs and any(
        len(side) > 1 and side[1] in _DASHES and _DAY_AND_MONTH.fullmatch(side[0]) for side in sides
    )


def _is_date(match: re.Match[str], before: str) -> bool:
    """A year makes a date; without one 1/3 may be a third, and 4.1 a version."""
    numbers = match["first"], match["second"]
    if match["year"]:
        return True
    if match["sign"] == "-" or numbers == _ALWAYS:
        return False
    if match["sign"] == ".":
        return match["dot"] is not None or (before in _LEADS and len(numbers[1]) == len("11"))
    is_fraction = len(numbers[0]) == 1 and int(numbers[0]) < int(numbers[1])
    is_led = before in (_LEADS if is_fraction else _LOOSE_LEADS)
    return is_led or all(len(number) == len("11") for number in numbers)


def _day(day: int, month: int, year: int | None, clock: Clock) -> date | None:
    if not 1 <= month <= _MONTHS_IN_YEAR or not is_sane(year):
        return None
    return calendar_ranges.day_of(day, month, year, clock.now, clock.zone)


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) + (_CENTURY if len(text) < _YEAR_DIGITS else 0)


def is_sane(year: int | None) -> bool:
    return year is None or calendar_ranges.FIRST_YEAR <= year < calendar_ranges.LAST_YEAR


def _date(match: re.Match[str], clock: Clock, _: Sequence[Found]) -> Found | None:
    """A day with its month, or several: "20 to 26 November"."""
    return _dated(match.groupdict(), clock)


def _date_either_way(match: re.Match[str], clock: Clock, _: Sequence[Found]) -> Found | None:
    """A day before its month or behind it; what stands first is read first, as in "Oct 3, Oct 5"."""
    parts = match.groupdict()
    behind = {name: parts[f"{name}2"] for name in ("day", "month", "year")}
    return _dated(behind if behind["day"] else parts, clock)


def _dated(parts: Mapping[str, str | None], clock: Clock) -> Found | None:
    first = _one_day(parts["day"] or "", parts, clock)
    if first is None:
        return None
    last = first
    if end := parts.get("last"):
        days = int(end.rstrip("stndrhe")) - first.day
        last = first + timedelta(days=days)
    is_list = parts.get("joint") in _LISTED and not parts.get("between")
    if last < first or last.month != first.month or (is_list and (last - first).days > 1):
        return None  # The 3rd and the 14th are two days, and not those between.
    count = (last - first).days + 1
    again = None if parts.get("year") else Period.YEAR
    return Found(clock.day(first, count), Period.DAY if count == 1 else None, again=again)


def _one_day(day: str, parts: Mapping[str, str | None], clock: Clock) -> date | None:
    named = parts["month"] or ""
    month = MONTHS.get(named) or (int(named) if named.isdigit() else 0)
    return _day(int(day.rstrip("stndrhe")), month, _year(parts.get("year")), clock)


def _day_of_month(match: re.Match[str], clock: Clock, _: Sequence[Found]) -> Found | None:
    """The latest such day that is in the data, or of the month that is named beside it."""
    parts = match.groupdict()
    weekday = WEEKDAYS[parts["weekday"]] if parts.get("weekday") else None
    if parts.get("which"):
        back = 0 if parts["which"] in {"this", "the", "the current"} else 1
        months = calendar_ranges.period(Period.MONTH, clock.now, clock.zone, back)
        found = _in_month(int(parts["day"]), months)
        return Found(clock.day(found), Period.DAY, relative=True) if found else None
    found = _latest(int(parts["day"]), clock.latest.date(), weekday)
    return Found(clock.day(found), Period.DAY, again=Period.MONTH) if found else None


def _in_month(day: int, month: TimeRange) -> date | None:
    begin = month.since.date() if month.since else date.min
    found = begin + timedelta(days=day - 1)
    return found if day and found.month == begin.month else None


def _latest(day: int, until: date, weekday: int | None = None) -> date | None:
    """The latest such day of a month, and of the week where one is named."""
    fit = []
    for back in range(_MONTHS_BACK):
        month = until.year * _MONTHS_IN_YEAR + until.month - 1 - back
        begin = date(month // _MONTHS_IN_YEAR, month % _MONTHS_IN_YEAR + 1, 1)
        found = begin + timedelta(days=day - 1)
        if day and found.month == begin.month and found <= until:
            fit.append(found)
    named = (found for found in fit if weekday is None or found.weekday() == weekday)
    return next(named, fit[0] if fit else None)


def _days_of_month(match: re.Match[str], clock: Clock, _: Sequence[Found]) -> Found | None:
    """ "Vom 3. bis 7.", the latest that have come."""
    last = _latest(int(match["last"]), clock.latest.date())
    first = _latest(int(match["day"]), last) if last else None
    if first is None or last is None:
        return None
    return Found(clock.day(first, (last - first).days + 1))


def _weekday(match: re.Match[str], clock: Clock, _: Sequence[Found]) -> Found:
    """The latest such day before today."""
    back = (clock.today.weekday() - WEEKDAYS[match["weekday"]]) % 7 or 7
    return Found(clock.day(clock.today - timedelta(days=back)), Period.DAY, relative=True, again=Period.WEEK)


def _week_of(_: re.Match[str], clock: Clock, inner: Sequence[Found]) -> Found | None:
    """The seven days that begin on a day."""
    return _each(inner[0], lambda day: clock.day(day, 7)) if inner[0].unit is Period.DAY else None


def _weekday_of(_: re.Match[str], __: Clock, inner: Sequence[Found]) -> Found | None:
    """ "Monday of last week"."""
    day, week = inner
    found = day_within(day, week)
    return replace(found, again=None) if found != day and day.again is Period.WEEK else None


def day_within(day: Found, whole: Found) -> Found:
    """The same weekday or day of a month within a period, where it has one."""
    if day.again not in {Period.WEEK, Period.MONTH} or day.range.until is None:
        return day
    for count in range(-_MONTHS_BACK, _MONTHS_BACK):
        one = again(day, count)
        if whole.since <= one.since < whole.until:
            return one
    return day


def again(found: Found, count: int) -> Found:
    """What the same words mean so many weeks, months or years later."""
    if found.again is None or found.range.since is None or found.range.until is None:
        return found
    length = found.range.until - found.range.since
    since = calendar_ranges.moved(found.range.since, found.again, count)
    return replace(found, range=TimeRange(since, calendar_ranges.later(since, length)))


def _each(found: Found, make: Callable[[date], TimeRange]) -> Found:
    """Another period for a day, and for the other day that it may be."""
    other = found.other.since if found.other else None
    return Found(
        make(found.since.date()),
        relative=found.relative,
        again=found.again if found.again is Period.YEAR else None,
        other=make(other.date()) if other else None,
    )


_SHORT_WEEKDAYS: Final = "mon|sat|sun"
_LONG_WEEKDAYS: Final = "|".join(word for word in WEEKDAYS if word not in _SHORT_WEEKDAYS.split("|"))
_WHICH: Final = r"(?: of (?P<which>last|this|the current|the|the last|the previous) month)?"
DATES: Final[Readers] = (
    (whole_words(rf"(?P<year>{YEAR})[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)"), _date),
    (
        whole_words(
            r"(?:(?P<between>between|from|vom|zwischen|du|del|entre) )?(?:the )?"
            rf"(?P<day>{_DAY}) (?:\. )?(?P<joint>and|to|-|bis|und|au|al|y|et|through|until|till)"
            rf" (?:the |zum |dem |le |el )?(?P<last>{_DAY}) (?:\. )?(?:of |"
            rf"de )?(?P<month>{ANY_MONTH})(?: (?:of |de )?(?P<year>{YEAR}))?"
        ),
        _date,
    ),
    (
        whole_words(
            rf"(?:(?P<between>between|from) )?(?P<month>{ANY_MONTH}) (?P<day>{_DAY}) "
            r"(?P<joint>-|\u2013|to|through|and|&|und) (?:the )?"
            rf"(?P<last>{_DAY})(?: (?P<year>{YEAR}))?"
        ),
        _date,
    ),
    (
        whole_words(
            rf"(?:the )?(?P<day>{_DAY}) (?:\. )?(?:of |de )?(?P<month>{ANY_MONTH})(?: (?:of |de )?"
            rf"(?P<year>{YEAR}))?|"
            rf"(?P<month2>{ANY_MONTH}) (?:the )?(?P<day2>{_DAY})(?: (?P<year2>{YEAR}))?"
        ),
        _date_either_way,
    ),
    (
        whole_words(rf"(?:(?P<weekday>{any_of(WEEKDAYS)}) (?:the )?|the ){_ORDINAL_DAY}{_WHICH}{_NO_DAY}"),
        _day_of_month,
    ),
    (
        whole_words(
            r"(?P<lead>on|since|from|until|till|before|after|by|through|to|and|between|vs|versus|than|up to)"
            rf" {_ORDINAL_DAY}{_WHICH}{_NO_DAY}"
        ),
        _day_of_month,
    ),
    (
        whole_words(
            r"(?:vom|du|del|desde el|entre le|entre el|zwischen dem) (?P<day>\d\d?) (?:\. )?(?:bis(?: zum)?|"
            rf"au|al|hasta el|et le|y el|und dem) (?P<last>\d\d?)(?: \.)?{_NO_DAY}"
        ),
        _days_of_month,
    ),
    (
        whole_words(
            r"(?P<lead>am|seit dem|vor dem|nach dem|ab dem|bis zum|(?:depuis |avant |apres )?le|jusqu au|"
            r"a partir du|(?:desde |hasta )?el(?: dia)?|antes del|despues del) (?P<day>\d\d?)(?: \.)?"
            rf"{_NO_DAY}"
        ),
        _day_of_month,
    ),
)
WEEKDAY_DATES: Final[Readers] = (
    (
        whole_words(
            r"(?:(?P<lead>on|since|until|till|from|and|vs|seit|depuis|desde|le|el|am|of|than|"
            r"to) )?(?:last |this |past |"
            rf"letzten )?(?P<weekday>{_LONG_WEEKDAYS})(?: s)?"
        ),
        _weekday,
    ),
    (
        whole_words(
            rf"(?P<lead>on|since|until|till|from|by|before|after|through) (?P<weekday>{_SHORT_WEEKDAYS})"
        ),
        _weekday,
    ),
)
WEEKS_OF_DATES: Final[Readers] = (
    (
        whole_words(
            r"(?:the |die |der |la )?(?:week|woche|semaine|semana) (?:of|from|starting|beginning|commencing|"
            r"vom|ab|ab dem|des|du|del)(?: on)?(?: the)? @time(?! (?:to|until|till|-|bis|au|al|through) )"
        ),
        _week_of,
    ),
    (whole_words(r"@time (?:of |in |in the |der |de la |de )?@time"), _weekday_of),
)
