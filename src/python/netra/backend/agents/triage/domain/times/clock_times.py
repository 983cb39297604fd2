"""Times of day in a question: "between 2pm and 4pm", "at 10:00", "after 18:00 yesterday", "this morning"."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from netra.backend.agents.triage.domain.goal import Period, TimeRange
from netra.backend.agents.triage.domain.times import calendar_ranges
from netra.backend.agents.triage.domain.times.found_times import Clock, Found, Readers
from netra.backend.agents.triage.domain.words.patterns import whole_words

_DAY: Final = timedelta(days=1)
_NOON: Final = 12
_HOURS: Final = 24
_MINUTES: Final = 60
_NAMED: Final = MappingProxyType(
    {
        word: hour
        for hour, words in (
            (0, "midnight mitternacht minuit medianoche"),
            (12, "noon midday mittag midi mediodia"),
        )
        for word in words.split()
    }
)
_TIME: Final = (
    r"\d{1,2}(?:[:.]\d\d)? ?(?:[ap]m|[ap] m(?: \.)?)|\d{1,2}:\d\d(?::\d\d)?(?: ?(?:uhr|h))?|"
    rf"\d{{1,2}}(?:\.\d\d)? ?uhr|\d{{1,2}}h(?:\d\d)?|{'|'.join(_NAMED)}"
)
_READ: Final = re.compile(r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))?(?::\d\d)?(?: ?(?P<half>[ap]) ?m)?")
_DAY_PARTS: Final = MappingProxyType(
    {"morning": (6, 12), "afternoon": (12, 18), "evening": (18, 24), "night": (18, 30)}
)
"""First hour and the one after the last; those of a night reach into the next day."""
_DAY_PART: Final = (
    r"(?P<morning>mornings?|morgens?|vormittags?|fruh|matin|manana)|"
    r"(?P<afternoon>afternoons?|nachmittags?|apres midi|tarde)|(?P<evening>evenings?|abends?|soir)|"
    r"(?P<night>nights?|nachts?|nuit|noche)"
)
_ON: Final = r"(?:on |of |am |le |el |du |del |de |vom |the )*"
_FROM: Final = r"after|from|nach|ab|apres|despues de|since|seit|depuis|desde|a partir de"
_TO: Final = r"before|until|till|by|up to|vor|bis|avant|antes de|jusqu a|hasta"
_IS_TO: Final = re.compile(rf"(?:{_TO})(?!\S)")
_IS_FROM: Final = re.compile(rf"(?:{_FROM})(?!\S)")


def _clock_time(said: str) -> tuple[int, int] | None:
    """Hour and minute; 24:00 is the end of a day."""
    if said in _NAMED:
        return _NAMED[said], 0
    match = _READ.match(said)
    if match is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if match["half"] == "p" else 0)
    return (hour, minute) if hour * _MINUTES + minute <= _HOURS * _MINUTES and minute < _MINUTES else None


def _days(inner: Sequence[Found], begin: tuple[int, int], clock: Clock) -> tuple[date, bool] | None:
    """The day that is named, else the latest of the data with such a time in it; and whether now tells it."""
    if inner:
        one = inner[0]
        return (one.since.date(), one.relative) if one.unit is Period.DAY else None
    day = clock.latest.date()
    if calendar_ranges.at(day, *begin, clock.zone) > clock.latest and (
        clock.first is None or clock.first.date() < day
    ):
        day -= _DAY
    return day, False


def _between(match: re.Match[str], clock: Clock, inner: Sequence[Found]) -> Found | None:
    """ "Between 2pm and 4pm"; an end before the beginning is one of the next day."""
    begin, end = _both(match["begin"], match["end"])
    day = _days(inner, begin, clock) if begin and end else None
    if day is None or begin is None or end is None:
        return None
    first, relative = day
    since = calendar_ranges.at(first, *begin, clock.zone)
    until = calendar_ranges.at(first if end > begin else first + _DAY, *end, clock.zone)
    return Found(TimeRange(since, until), relative=relative) if since < until else None


def _both(begin: str, end: str) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """Both times; what is said only once, as in "2 to 4pm", counts for both where that is in order."""
    until = _clock_time(end)
    if not begin.isdigit():
        return _clock_time(begin), until
    half = re.search(r"([ap]) ?m", end)
    same = _clock_time(f"{begin}{half[1]}m" if half else begin)
    if same and until and same >= until and half:
        return _clock_time(f"{begin}am"), until
    return same, until


def _between_hours(match: re.Match[str], clock: Clock, inner: Sequence[Found]) -> Found | None:
    """ "Between 9 and 12 in the morning"; behind noon, hours are said as on a dial."""
    parts = match.groupdict()
    name = next((name for name in _DAY_PARTS if parts.get(name)), None)
    begin, end = (_on_dial(int(match[side]), name) for side in ("begin", "end"))
    day = _days(inner, (begin, 0), clock) if begin < end <= _HOURS else None
    if day is None:
        return None
    since, until = (calendar_ranges.at(day[0], hour, 0, clock.zone) for hour in (begin, end))
    return Found(TimeRange(since, until), relative=day[1])


def _on_dial(hour: int, part: str | None) -> int:
    return hour + _NOON if part not in {None, "morning"} and hour < _NOON else hour


def _at(match: re.Match[str], clock: Clock, inner: Sequence[Found]) -> Found | None:
    """The hour that holds a time, or the stretch of its day that begins or ends with it."""
    time = _clock_time(match["at"])
    day = _days(inner, time, clock) if time else None
    if day is None or time is None:
        return None
    first, relative = day
    moment, how = calendar_ranges.at(first, *time, clock.zone), match["how"] or ""
    whole = clock.day(first)
    if _IS_FROM.match(how):
        range_ = TimeRange(moment, whole.until)
    elif _IS_TO.match(how):
        range_ = TimeRange(whole.since, moment)
    else:
        return Found(calendar_ranges.period(Period.HOUR, moment, clock.zone), Period.HOUR, relative, moment)
    return Found(range_, relative=relative) if _has_length(range_) else None


def _has_length(range_: TimeRange) -> bool:
    return range_.since is not None and range_.until is not None and range_.since < range_.until


def _part_of_day(match: re.Match[str], clock: Clock, inner: Sequence[Found]) -> Found | None:
    """Morning from 6 to 12, afternoon to 18, evening to 24; a night from 18 to 6 of the next day."""
    if inner and inner[0].unit is not Period.DAY:
        return None
    parts = match.groupdict()
    name = next(name for name in _DAY_PARTS if parts[name])
    day = inner[0].since.date() if inner else clock.today - (_DAY if parts.get("last") else timedelta())
    first, last = (calendar_ranges.at(day, hour, 0, clock.zone) for hour in _DAY_PARTS[name])
    return Found(TimeRange(first, last), relative=inner[0].relative if inner else True)


def _tonight(_: re.Match[str], clock: Clock, __: Sequence[Found]) -> Found:
    return _night_of(clock.today, clock)


def _last_night(_: re.Match[str], clock: Clock, __: Sequence[Found]) -> Found:
    return _night_of(clock.today - _DAY, clock)


def _night_of(day: date, clock: Clock) -> Found:
    first, last = (calendar_ranges.at(day, hour, 0, clock.zone) for hour in _DAY_PARTS["night"])
    return Found(TimeRange(first, last), relative=True)


NIGHTS: Final[Readers] = (
    (whole_words(r"tonight"), _tonight),
    (whole_words(r"last night|(?:in der )?letzte[nr]? nacht|(?:la )?nuit derniere|anoche"), _last_night),
    (whole_words(rf"(?:this|ce|cet|cette|esta|(?P<last>last)) (?:{_DAY_PART})"), _part_of_day),
)
_HOURS_APART: Final = (
    r"(?:between|from|zwischen|von|entre|de|desde) (?:las )?(?P<begin>\d{1,2}) "
    r"(?:and|to|-|until|till|bis|und|et|y|a) (?:las )?(?P<end>\d{1,2})"
)
CLOCK_TIMES: Final[Readers] = (
    (
        whole_words(
            rf"(?:@time )?{_HOURS_APART} (?:in (?:the|der) |am |au |du |a la |por la |de la )?(?:{_DAY_PART})"
            rf"(?: {_ON}@time)?"
        ),
        _between_hours,
    ),
    (whole_words(rf"@time {_HOURS_APART}(?= [?.!;]| (?:by|per|for)(?!\S)|$)"), _between_hours),
    (
        whole_words(rf"@time (?:in (?:the|der) |am |au |a la |por la |en la |de la )?(?:{_DAY_PART})"),
        _part_of_day,
    ),
    (whole_words(rf"(?:in )?(?:the )?(?:{_DAY_PART}) (?:of|on) (?:the )?@time"), _part_of_day),
    (
        whole_words(
            rf"(?:@time (?:at )?)?(?:between |from |zwischen |von |entre |de |desde )?(?:las )?"
            rf"(?P<begin>{_TIME}|\d{{1,2}}) "
            r"(?:(?:and|to|until|till|-|bis|und|et|a|y|hasta|through|\u2013) )?(?:las )?"
            rf"(?P<end>{_TIME})(?: {_ON}@time)?"
        ),
        _between,
    ),
    (whole_words(rf"(?:(?P<how>after|before|nach|vor) )?(?:at )?(?P<at>{_TIME}) {_ON}@time"), _at),
    (
        whole_words(
            rf"@time (?:(?P<how>{_FROM}|{_TO}|at|um|gegen|around|t|a las|a|las) )?(?:las )?(?P<at>{_TIME})"
        ),
        _at,
    ),
    (whole_words(rf"(?P<how>at|around|um|gegen|a|a las|{_FROM}|{_TO}) (?:las )?(?P<at>{_TIME})"), _at),
)
