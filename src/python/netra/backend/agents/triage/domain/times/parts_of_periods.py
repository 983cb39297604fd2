"""Parts of a period or of the project's data: "first half of May", "second week", "last two days of May"."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from netra.backend.agents.triage.domain.goal import Period, TimeRange
from netra.backend.agents.triage.domain.times import calendar_ranges
from netra.backend.agents.triage.domain.times.calendar_words import (
    ANY_MONTH,
    ORDINALS,
    UNIT,
    YEAR,
    N,
    any_of,
    number_of,
)
from netra.backend.agents.triage.domain.times.found_times import Clock, Found, Readers, minute_of
from netra.backend.agents.triage.domain.words.patterns import whole_words

_MOST_DAYS: Final = 3_660
_HALF_MONTH: Final = 15
_SHORTEST_IN_DAYS: Final = timedelta(days=2)
_CALENDAR_UNITS: Final = (Period.DAY, Period.WEEK, Period.MONTH, Period.QUARTER, Period.YEAR)
_MINUTES: Final[Mapping[str, int]] = MappingProxyType({"half_hour": 30, "minute": 1})
_SHORT: Final = (
    r"(?P<half_hour>half hours?|half an hour|halben? stunden?|demi heures?|medias? horas?)|"
    r"(?P<minute>mins?|minutes?|minuten?|minutos?)"
)
_PART: Final = rf"(?:{_SHORT}|(?P<half>half|halfte|moitie|mitad)|{UNIT})"
_LAST: Final = r"last|final|letzte[nrms]?|derniere?s?|ultim[oa]s?"
_NTH: Final = rf"(?:(?P<nth>{any_of(ORDINALS)})|(?P<final>{_LAST}))"
_THE: Final = r"(?:the |our |der |die |das |den |la |le |les |las |los |l )?"
_OF: Final = r"(?:of|in|im|von|vom|des|de|du|d|del|der|dem)"
_DATA: Final = (
    r"(?P<data>(?:data|log|logs|logged data|recorded data|traces?|calls?|usage|project|file|import|sample|"
    r"recording|daten|donnees|datos))"
)
_EARLY: Final = r"early|beginning|start|anfang|debut|principios?|comienzos?|inicios?"
_MID: Final = r"mid|middle|mitte|mi|milieu|mediados"
_LATE: Final = r"late|end|ende|fin|fines|finales?"
_ENDS: Final = (
    r"until|till|up to|before|through|by|bis|vor|jusqu a|jusqu au|jusque|hasta|avant|antes de|antes del|"
    r"bis zum|vor dem|jusqu a la|hasta el"
)
_WITHIN: Final = r"(?:of |in |im |des? |du |d |del |der |dem |on |part of )?(?:the |el |le |la )?"
_STAGES: Final[Mapping[Period, tuple[Period, int, int]]] = MappingProxyType(
    {
        Period.WEEK: (Period.DAY, 2, 4),
        Period.MONTH: (Period.DAY, 10, 20),
        Period.QUARTER: (Period.MONTH, 1, 2),
        Period.YEAR: (Period.MONTH, 4, 8),
    }
)
"""In what a period is counted, and after how many its middle and its last part begin."""
_THIS: Final = r"(?P<this_month>month|monats?|mois|mes)|(?P<this_year>year|jahre?s|annee|ano)"
NOT_OF_A_WHOLE: Final = (
    rf"(?! {_OF} (?:the |our |my |dem |der |den |la |el |les |los |l )?(?:{ANY_MONTH}|q[1-4]|{YEAR}|data|"
    r"logs?|traces?|project|file|sample|daten|donnees|datos|month|year|monats|(?:last|this) (?:month|year|"
    r"quarter))(?!\S))"
)
"""Behind "last week": it is not the last week of something else."""


def _part(match: re.Match[str], clock: Clock, inner: Sequence[Found]) -> Found | None:
    """The first, the second, the last part of a whole: of a period, else of the data."""
    parts = match.groupdict()
    whole = _whole(parts, clock, inner)
    if whole is None:
        return None
    relative = bool(inner and inner[0].relative)
    range_ = _half(whole, parts) if parts["half"] else _counted(whole, parts)
    if range_ is None or range_.since is None or range_.until is None or range_.since >= range_.until:
        return None
    is_sane = range_.until - range_.since <= timedelta(days=_MOST_DAYS)
    return Found(range_, _unit(parts), relative) if is_sane else None


def _whole(
    parts: Mapping[str, str | None], clock: Clock, inner: Sequence[Found]
) -> tuple[datetime, datetime] | None:
    """What the part is of; a part without a whole is one of the data."""
    if inner:
        one = inner[0].range
        return (one.since, one.until) if one.since and one.until else None
    for name, unit in (("this_month", Period.MONTH), ("this_year", Period.YEAR)):
        if parts[name]:
            one = calendar_ranges.period(unit, clock.now, clock.zone)
            return (one.since, one.until) if one.since and one.until else None
    if clock.first is None or (parts["final"] and not parts["data"]):
        return None
    return _data(clock.first, clock, by_days=_is_by_days(parts, clock))


def _is_by_days(parts: Mapping[str, str | None], clock: Clock) -> bool:
    if parts["half"]:
        return clock.first is not None and clock.latest - clock.first >= _SHORTEST_IN_DAYS
    return _unit(parts) in _CALENDAR_UNITS


def _data(first: datetime, clock: Clock, *, by_days: bool) -> tuple[datetime, datetime]:
    """The project's data in whole days, or in whole minutes."""
    if not by_days:
        return minute_of(first), minute_of(clock.latest, up=True)
    begin = calendar_ranges.midnight(first.date(), clock.zone)
    return begin, calendar_ranges.midnight(clock.latest.date() + timedelta(days=1), clock.zone)


def _unit(parts: Mapping[str, str | None]) -> Period | None:
    return next((unit for unit in Period if parts[unit]), None)


def _counted(whole: tuple[datetime, datetime], parts: Mapping[str, str | None]) -> TimeRange | None:
    """The nth so many units of a whole; a part of a period ends with it, and the data may end earlier."""
    begin, end = whole
    count = number_of(parts["n"] or "1")
    if parts["final"]:
        return TimeRange(max(begin, _stepped(end, parts, -count)), end)
    before = (ORDINALS[parts["nth"] or "first"] - 1) * count
    until = _stepped(begin, parts, before + count)
    is_bounded = not _is_of_data(parts)
    return TimeRange(_stepped(begin, parts, before), min(until, end) if is_bounded else until)


def _is_of_data(parts: Mapping[str, str | None]) -> bool:
    return not (parts["whole"] or parts["this_month"] or parts["this_year"])


def _stepped(moment: datetime, parts: Mapping[str, str | None], count: int) -> datetime:
    unit = _unit(parts)
    if unit is not None:
        return calendar_ranges.moved(moment, unit, count)
    name = next(name for name in _MINUTES if parts[name])
    return calendar_ranges.in_time(moment, timedelta(minutes=_MINUTES[name] * count))


def _half(whole: tuple[datetime, datetime], parts: Mapping[str, str | None]) -> TimeRange | None:
    """Half of a month are 15 days, of a year 6 months, of other whole days as many as fit."""
    begin, end = whole
    nth = ORDINALS[parts["nth"]] if parts["nth"] else len(("first", "second"))
    if nth > len(("first", "second")) or parts["n"]:
        return None
    middle = _middle(begin, end)
    return TimeRange(begin, middle) if nth == 1 else TimeRange(middle, end)


def _middle(begin: datetime, end: datetime) -> datetime:
    days = (end.date() - begin.date()).days
    if calendar_ranges.moved(begin, Period.YEAR, 1) == end:
        return calendar_ranges.moved(begin, Period.MONTH, 6)
    if begin.time() == end.time() and days >= _SHORTEST_IN_DAYS.days:
        half = days // 2
        is_month = calendar_ranges.moved(begin, Period.MONTH, 1) == end
        return calendar_ranges.later(begin, timedelta(days=min(half, _HALF_MONTH) if is_month else half))
    return calendar_ranges.in_time(begin, (end - begin) / 2)


def _stage(match: re.Match[str], _: Clock, inner: Sequence[Found]) -> Found | None:
    """Early, in the middle of, or late in a period: of a month ten days, of a longer one a third."""
    one = inner[0]
    steps = _STAGES.get(one.unit) if one.unit is not None else None
    if match["bound"] or steps is None or one.range.since is None or one.range.until is None:
        return None
    unit, first, second = steps
    edges = (
        one.range.since,
        calendar_ranges.moved(one.range.since, unit, first),
        calendar_ranges.moved(one.range.since, unit, second),
        one.range.until,
    )
    place = next(at for at, name in enumerate(("early", "mid", "late")) if match[name])
    return Found(TimeRange(edges[place], edges[place + 1]), None, one.relative)


def _last_minutes(match: re.Match[str], clock: Clock, _: Sequence[Found]) -> Found:
    """ "The last 30 minutes", up to now."""
    back = _stepped(clock.here, match.groupdict() | dict.fromkeys(Period), -number_of(match["n"] or "1"))
    return Found(TimeRange(back, clock.here), relative=True)


_WHOLE: Final = (
    rf"(?: (?:{_OF} )?(?:the |our |my |dem |la |el |les |los |l )*(?:(?P<whole>@time)|{_DATA}|{_THIS}))?"
)
PARTS: Final[Readers] = tuple(
    (whole_words(rf"(?<!every )(?<!jeden ){_THE}{form} ?{_PART}{_WHOLE}"), _part)
    for form in (rf"{N} {_NTH}", rf"{_NTH}(?: {N})?")
)
STAGES: Final[Readers] = (
    (
        whole_words(
            rf"(?P<bound>(?:{_ENDS}) )?{_THE}"
            rf"(?:(?P<early>{_EARLY})|(?P<mid>{_MID})|(?P<late>{_LATE})) {_WITHIN}@time"
        ),
        _stage,
    ),
)
"""Not where it bounds a range: "until the end of October" is the whole month."""
LAST_MINUTES: Final[Readers] = (
    (
        whole_words(rf"(?:the |past )?(?:last|past|letzten?|derniere?s?|ultim[oa]s) (?:{N} )?(?:{_SHORT})"),
        _last_minutes,
    ),
)
