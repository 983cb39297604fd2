"""Which periods are a question's range and which the earlier one: "last week vs the week before"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from operator import attrgetter
from typing import Final

from netra.backend.agents.triage.domain.goal import Period, TimeRange
from netra.backend.agents.triage.domain.times import calendar_ranges
from netra.backend.agents.triage.domain.times.calendar_ranges import Shift
from netra.backend.agents.triage.domain.times.calendar_words import UNIT, N, number_of
from netra.backend.agents.triage.domain.times.dates import again, day_within
from netra.backend.agents.triage.domain.times.found_times import Clock, Found, merged_times
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.vocabulary import CHANGE
from netra.backend.agents.triage.domain.words.wording import Hit, Text, folded

_SINCE: Final = (
    r"since|after|from|starting(?: (?:from|on|at))?|as of|beginning|ab|seit|nach|depuis|"
    r"apres|desde|despues del?|a partir (?:de|du)"
)
_UNTIL: Final = (
    r"until|till|up to|before|through|by|up to and including|no later than|bis|bis zum|vor|jusqu a|jusqu au|"
    r"jusque|jusqu en|hasta|avant|antes de|antes del"
)
_AGAINST: Final = (
    r"vs|versus|compared (?:to|with|against)|compare (?:to|with)|than|against|relative to|"
    r"over|from|with respect to|in comparison (?:to|with)"
    r"|comparing (?:to|with)|verglichen mit|gegenuber|als|im vergleich zu|par rapport a|"
    r"comparad[oa] con|que|respecto a"
)
_EVENT: Final = (
    r"(?:(?:our|my|that|this|a|der|die|das|la|l|une?|unser\w*|notre|nuestr\w*) )?"
    r"(?:(?:we|i|they|wir|nous|on) )?(?:(?!@)\S+ )?"
    r"(?:deploy\w*|releas\w+|launch\w*|migrat\w+|roll ?outs?|rolled out|roll out|rollback|went live|go live|"
    r"updat\w+|upgrad\w+|chang\w+|switch\w*|mov(?:e|ed|ing)|fix|fixed|incident|outage|merge|merged|cut ?over|"
    r"ship\w*|"
    r"umstellung|ausrollen|einfuhrung|wechsel|mise (?:a jour|en (?:production|ligne))|deploiement|despliegue|"
    r"lanzamiento|cambio|version) (?:(?!@time|\.)\S+ ){0,4}?"
    r"(?:(?:on|of|from|in|at|am|vom|im|du|le|del|el|the|de) ){0,2}"
)
"""What happened on a day that is named: "since the deploy on Nov 3"."""


_BEFORE_AND_AFTER: Final = whole_words(
    rf"before (?:and|vs|versus|or) after(?: the)? (?:{_EVENT})?@time|vor und nach(?: dem)? @time|"
    r"avant et apres(?: le)? @time"
)
_BETWEEN: Final = whole_words(
    r"(?:between|from|zwischen|vom|von|entre|du|del|desde) (?:the |el |le )?@time (?:and|"
    r"to|until|till|through|-|bis|und|et|au|y|a|al|hasta) (?:the |el |le )?@time"
)
_DASHED: Final = whole_words(r"@time (?:-|>|to|through|until|till|bis|\u2013) @time")
_DAVOR: Final = (
    r"(?:(?P<n2>\d{1,4}) )?(?:(?P<day2>tage?n?|jours?|dias?)|(?P<week2>wochen?|semaines?|semanas?)|"
    r"(?P<month2>monate?n?|mois|mes(?:es)?)|(?P<hour2>stunden?|heures?|horas?)) "
    r"(?:davor|zuvor|vorher|d avant|precedente?s?|anterior(?:es)?|antes)"
)
_PRIOR: Final = whole_words(
    rf"(?:(?:{_AGAINST}|and|und|et|y) )?(?:the |die |den |der |les |los |las )?(?:(?:{N} ?(?:{UNIT})|"
    r"(?P<one>week|month|day|hour|quarter|year)|period|one) (?:before|earlier|prior)(?: (?:that|those|this))?"
    r"(?! (?:the )?@time)|previous (?:one|period)|prior (?:one|period|@time)|"
    rf"{_DAVOR})"
)
_VERSUS: Final = whole_words(
    rf"(?:{_AGAINST}) (?:what it was |it was |we had |in |the |on |dem |der |le |la |el )*@time"
)
_COMPARE: Final = whole_words(
    r"(?:compare|difference between|comparing|vergleiche?n?|comparer?|"
    r"comparar?) (?:\S+ ){0,5}?@time (?:\S+ ){0,3}?(?:with|to|and|against|vs|versus|mit|"
    r"und|a|avec|et|con|y) (?:\S+ ){0,4}?@time"
)
_OPEN_START: Final = whole_words(
    rf"(?:{_SINCE}) (?:the |dem |zum |au |le |el |about |around )?(?:{_EVENT})?@time"
)
_OPEN_END: Final = whole_words(
    rf"(?:{_UNTIL}) (?:(?:the )?end of |the |dem |zum |au |le |el |about |around )?(?:{_EVENT})?@time"
)
_AROUND: Final = whole_words(
    r"(?:around|near|round about|about|circa|um den|um|autour d[eu]|vers|alrededor del?|hacia) "
    r"(?:the |le |el )?@time"
)
_HAPPENED: Final = whole_words(r"happen\w*|passier\w*|pas[so]\w*|what s up|went on")
_AROUND_DAYS: Final = 7
_AFTER: Final = re.compile(r"after|nach|apres|despues")
_EXCLUDING: Final = re.compile(r"before|vor|avant|antes de")
_PERIOD: Final = whole_words(r"@time")
_JOINT: Final = re.compile(
    r"\s*(?:,|;|&|\+|\b(?:and|or|und|oder|et|ou|y|e|o)\b)(?:\s|,|&|\b(?:and|also|or|und|oder|et|ou|y|then|in|on|for|"
    r"of|during|the|am|im|den|dem|en|le|la|el|au|pour|para|por)\b)*"
)
"""What joins two periods as equals."""
_ANY: Final = datetime.min.replace(tzinfo=UTC)
_WITH_STRETCHES: Final = 3
"""So many periods are more than the two ends of one stretch or the two sides of a comparison."""
_MOST_AGAIN: Final = 60
"""Weeks, months or years over which an end of a range is looked for."""


@dataclass(frozen=True, slots=True)
class Times:
    """The range, the earlier one, the words of each, and whether the range is counted from now."""

    range: TimeRange | None = None
    earlier: TimeRange | None = None
    relative: bool = False
    range_words: str = ""
    earlier_words: str = ""
    is_assumed: bool = False
    """Whether the range was not said, but goes with what it is compared with."""
    shift: Shift | None = None
    """Where only "the week before" was said, before a range that another question named."""
    other: "Times | None" = None
    """What the numeric dates mean when their months come first, where that is as likely."""
    beside: TimeRange | None = None
    """A second period, named beside the range as in "March 3 and March 5"."""
    beside_words: str = ""
    unused: tuple[str, ...] = ()
    """The words of further periods, of which nothing is made."""
    others: tuple[TimeRange, ...] = ()
    """These periods."""


def read_times(text: Text, found: Mapping[int, Found], clock: Clock) -> tuple[Text, Times]:
    """Tell range and comparison apart, and merge their words into @range."""
    merged, times = _read(text, found, clock)
    swapped = {at: replace(one, range=one.other) for at, one in found.items() if one.other is not None}
    if not swapped:
        return merged, times
    return merged, replace(times, other=_read(text, {**found, **swapped}, clock)[1])


def _read(text: Text, found: Mapping[int, Found], clock: Clock) -> tuple[Text, Times]:
    if len(list(text.hits(_PERIOD))) >= _WITH_STRETCHES:
        text, found = merged_times(text, clock, _STRETCHES, found)
    reader = _Reader(text, found, clock)
    for pattern, read in (
        (_BEFORE_AND_AFTER, reader.before_and_after),
        (_COMPARE, reader.compared),
        (_BETWEEN, reader.between),
        (_DASHED, reader.between),
    ):
        hit = next(text.hits(pattern), None)
        if hit is not None:
            return text.merged({_stretch_of(text, hit): "@range"}), read(hit)
    return reader.separate()


@dataclass(frozen=True, slots=True)
class _Bounds:
    """A period as it bounds a range: open where it says "since" or "until"."""

    since: datetime | None
    until: datetime | None
    found: Found
    words: str

    def joined(self, other: "_Bounds") -> TimeRange | None:
        """The range that both bound: "since the 13th ... by Friday", "this week ... until Wednesday"."""
        for whole, end in ((self, other), (other, self)):
            if whole.since is None or end.since is not None or end.until is None:
                continue
            found = _after(end.found, whole)
            until = end.until if found is end.found else found.until
            if whole.since < until and (whole.until is None or until <= whole.until):
                return TimeRange(whole.since, until)
        return None


def _after(end: Found, whole: _Bounds) -> Found:
    """An end that lies in a period or behind its beginning, where its words can mean such a one."""
    if whole.until is not None:
        return day_within(end, whole.found)
    later = (again(end, weeks) for weeks in range(_MOST_AGAIN))
    return next((one for one in later if whole.since is None or one.until > whole.since), end)


class _Reader:
    def __init__(self, text: Text, found: Mapping[int, Found], clock: Clock) -> None:
        self._text = text
        self._found = found
        self._clock = clock

    def before_and_after(self, hit: Hit) -> Times:
        one = self._periods(hit)[0]
        words = self._text.phrase(hit.first, hit.last)
        return Times(TimeRange(one.since, None), TimeRange(None, one.since), one.relative, words, words)

    def compared(self, hit: Hit) -> Times:
        return self._in_order(self._periods(hit), self._text.phrase(hit.first, hit.last))

    def between(self, hit: Hit) -> Times:
        """A stretch from one to the other; of a change it tells the two sides."""
        one, two = _in_turn(*self._periods(hit)[:2])
        words = self._text.phrase(hit.first, hit.last)
        if CHANGE.search(self._text.line):
            return self._in_order((one, two), words)
        since, until = min(one.since, two.since), max(one.until, two.until)
        # The same moment twice is the time of day that it names.
        whole = TimeRange(since, until) if since < until else one.range
        return Times(whole, None, one.relative and two.relative, range_words=words)

    def _in_order(self, periods: Sequence[Found], words: str) -> Times:
        early, late = sorted(periods[:2], key=attrgetter("since"))
        return Times(late.range, early.range, late.relative, words, words)

    def _periods(self, hit: Hit) -> list[Found]:
        words = self._text.words[hit.first : hit.last + 1]
        return [self._found[word.start] for word in words if word.text == "@time"]

    def separate(self) -> tuple[Text, Times]:
        """One period, perhaps against another: "this month so far, compared to October"."""
        text, prior = self._text, next(self._text.hits(_PRIOR), None)
        versus = next(text.hits(_VERSUS), None) if prior is None else None
        versus = versus if versus is None or self._is_comparison(versus) else None
        taken = {
            word.start for hit in (prior, versus) if hit for word in text.words[hit.first : hit.last + 1]
        }
        singles = [hit for hit in text.hits(_PERIOD) if text.words[hit.first].start not in taken]
        main = self._main(singles) if singles else Times()
        times = self._against(main, prior, versus)
        is_pair = len(singles) > 1 and main.range == self._alone(singles[0]).range
        if versus is None and prior is None and is_pair and CHANGE.search(text.line):
            pair = [self._found[text.words[hit.first].start] for hit in singles[:2]]
            times = self._in_order(pair, text.phrase(singles[0].first, singles[1].last))
        elif versus is None and prior is None and is_pair:
            times = self._with_others(times, singles)
        return text.merged(self._tags(singles, prior, versus)), times

    def _with_others(self, main: Times, singles: Sequence[Hit]) -> Times:
        """The first period with the next one beside it; what is neither is told by its words."""
        others = [self._alone(hit) for hit in singles[1:]]
        ends = [self._text.words[hit.first] for hit in singles[:2]]
        joint = folded(self._text.clean[ends[0].end : ends[1].start])
        is_beside = _JOINT.fullmatch(joint) is not None and _is_apart(main.range, others[0].range)
        beside = others[0] if is_beside else Times()
        taken = (main.range, beside.range)
        unused = [one for one in others if one.range not in taken]
        return replace(
            main,
            beside=beside.range,
            beside_words=beside.range_words,
            unused=tuple(one.range_words for one in unused),
            others=tuple(one.range for one in unused if one.range is not None),
        )

    def _is_comparison(self, hit: Hit) -> bool:
        """ "From" and "over" compare only where there is a change, and two periods or an older one."""
        if not re.match(r"from|over|que|als", hit.match.group()):
            return True
        changed = CHANGE.search(self._text.line) is not None
        return changed and len(list(self._text.hits(_PERIOD))) > 1

    def _tags(self, singles: Sequence[Hit], *others: Hit | None) -> dict[tuple[int, int], str]:
        tags = {(hit.first, hit.last): "@range" for hit in others if hit is not None}
        for hit in singles:
            tags.setdefault((hit.first, hit.last), "@range")
        for pattern in (_OPEN_START, _OPEN_END):
            stretches = (_stretch_of(self._text, hit) for hit in self._text.hits(pattern))
            tags.update(dict.fromkeys(stretches, "@range"))
        return tags

    def _main(self, singles: Sequence[Hit]) -> Times:
        """The period that is named first, as far as another one does not bound it."""
        first = self._alone(singles[0])
        bounds = [self._bounds(hit) for hit in singles]
        for other in bounds[1:]:
            both = bounds[0].joined(other)
            if both is not None:
                return replace(first, range=both, range_words=f"{first.range_words}, {other.words}")
        return first

    def _bounds(self, hit: Hit) -> _Bounds:
        alone, found = self._alone(hit), self._found[self._text.words[hit.first].start]
        since, until = (alone.range.since, alone.range.until) if alone.range else (None, None)
        return _Bounds(since, until, found, alone.range_words)

    def _alone(self, at: Hit) -> Times:
        one = self._found[self._text.words[at.first].start]
        around = self._around(one, at)
        if around is not None:
            return around
        for pattern, is_start in ((_OPEN_START, True), (_OPEN_END, False)):
            for hit in self._text.hits(pattern):
                if hit.last == at.last:
                    return self._open(one, hit, is_start=is_start)
        return Times(one.range, None, one.relative, self._text.phrase(at.first, at.last))

    def _around(self, one: Found, at: Hit) -> Times | None:
        """The week that begins with a day, beside the one before, where a change around it is asked for."""
        hit = next((hit for hit in self._text.hits(_AROUND) if hit.last == at.last), None)
        changed = CHANGE.search(self._text.line) or _HAPPENED.search(self._text.line)
        if hit is None or one.unit is not Period.DAY or one.range.since is None or not changed:
            return None
        since, words = one.range.since, self._text.phrase(hit.first, hit.last)
        week = TimeRange(since, calendar_ranges.moved(since, Period.DAY, _AROUND_DAYS))
        before = TimeRange(calendar_ranges.moved(since, Period.DAY, -_AROUND_DAYS), since)
        return Times(week, before, one.relative, words, words)

    def _open(self, one: Found, hit: Hit, *, is_start: bool) -> Times:
        words, said = self._text.phrase(hit.first, hit.last), hit.match.group()
        if is_start:
            since = one.until if _AFTER.match(said) else one.since
            return Times(TimeRange(since, None), None, one.relative, range_words=words)
        until = one.since if _EXCLUDING.match(said) else one.until
        return Times(TimeRange(None, until), None, one.relative, range_words=words)

    def _against(self, main: Times, prior: Hit | None, versus: Hit | None) -> Times:
        if versus is not None:
            return self._versus(main, versus)
        if prior is None:
            return main
        shift = _shift(prior.match)
        if main.range is None:
            return replace(main, shift=shift)
        earlier = calendar_ranges.before(main.range, self._clock.zone)
        if shift.unit is not None and main.range.since is not None and self._goes_further(shift, main.range):
            earlier = calendar_ranges.before_by(main.range.since, shift.unit, shift.count)
        words = self._text.phrase(prior.first, prior.last)
        return Times(main.range, earlier, main.relative, main.range_words, words)

    def _goes_further(self, shift: Shift, main: TimeRange) -> bool:
        """Whether a shift says how long the time before is, and not that it is as long as the other."""
        if shift.is_counted or shift.unit is None or main.since is None or main.until is None:
            return shift.is_counted
        return calendar_ranges.moved(main.since, shift.unit, 1) > main.until

    def _versus(self, main: Times, hit: Hit) -> Times:
        other, words = self._periods(hit)[0], self._text.phrase(hit.first, hit.last)
        if main.range is None:
            unit = other.unit or Period.WEEK
            now = calendar_ranges.period(unit, self._clock.now, self._clock.zone)
            return Times(now, other.range, other.relative, words, words, is_assumed=True)
        if main.range == other.range:
            earlier = calendar_ranges.before(main.range, self._clock.zone)
            return Times(main.range, earlier, main.relative, main.range_words, words)
        if (main.range.since or other.since) < other.since:
            return Times(other.range, main.range, other.relative, words, main.range_words)
        return Times(main.range, other.range, main.relative, main.range_words, words)


def _stretch_of(text: Text, hit: Hit) -> tuple[int, int]:
    """The words of a period; a name among them, as in "since the move to @model on @time", stays one."""
    words = text.words[hit.first : hit.last]
    named = any(word.text.startswith("@") and word.text != "@time" for word in words)
    return (hit.last if named else hit.first), hit.last


def _is_apart(one: TimeRange | None, other: TimeRange | None) -> bool:
    """Whether two periods, each with both ends, have no moment in common."""
    if one is None or other is None or None in {one.since, one.until, other.since, other.until}:
        return False
    (_, first_until), (second_since, _) = sorted(
        (each.since or _ANY, each.until or _ANY) for each in (one, other)
    )
    return first_until <= second_since


def _in_turn(one: Found, two: Found) -> tuple[Found, Found]:
    """Two ends in turn: of a weekday the one before the end, of a date without a year the one after."""
    if one.since < two.until:
        return one, two
    if two.again is Period.YEAR:
        return one, again(two, 1)
    earlier = (again(one, -count) for count in range(1, _MOST_AGAIN))
    return next((found for found in earlier if found.since < two.until), one), two


def _stretch(_: re.Match[str], __: Clock, inner: Sequence[Found]) -> Found | None:
    """ "From 13 Nov to 19 Nov" where it is compared with something else."""
    one, two = _in_turn(*inner[:2])
    return Found(TimeRange(one.since, two.until)) if one.since < two.until else None


_STRETCHES: Final = (
    (
        whole_words(
            r"(?:(?:from|vom|von|du|del|desde) )?(?:the )?@time "
            r"(?:to|until|till|through|-|bis|au|al|hasta|\u2013)(?: the| zum| le| el)? @time"
        ),
        _stretch,
    ),
    (whole_words(r"(?:between|zwischen|entre) (?:the )?@time (?:and|und|et|y) (?:the )?@time"), _stretch),
)


def _shift(match: re.Match[str]) -> Shift:
    """How far back "the 3 days before" goes."""
    parts = match.groupdict()
    if parts["one"]:
        return Shift(Period(parts["one"]))
    unit = next((unit for unit in Period if parts[unit] or parts.get(f"{unit}2")), None)
    count = parts["n"] or parts["n2"]
    return Shift(unit, number_of(count) if count else 1, is_counted=bool(count))
