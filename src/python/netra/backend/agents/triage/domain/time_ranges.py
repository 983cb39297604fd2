"""Which periods are a question's range and which the earlier one: "last week vs the week before"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from netra.backend.agents.triage.domain import calendar_ranges
from netra.backend.agents.triage.domain.goal import Period, TimeRange
from netra.backend.agents.triage.domain.patterns import whole_words
from netra.backend.agents.triage.domain.time_phrases import Clock, Found
from netra.backend.agents.triage.domain.vocabulary import CHANGE
from netra.backend.agents.triage.domain.wording import Hit, Text

_SINCE: Final = (
    r"since|after|from|starting(?: (?:from|on|at))?|as of|beginning|ab|seit|nach|depuis|"
    r"desde|a partir (?:de|du)"
)
_UNTIL: Final = r"until|till|up to|before|through|bis|vor|jusqu a|jusque|jusqu en|hasta|avant|antes de"
_AGAINST: Final = (
    r"vs|versus|compared (?:to|with|against)|compare (?:to|with)|than|against|relative to|"
    r"over|from|with respect to|in comparison (?:to|with)"
    r"|comparing (?:to|with)|verglichen mit|gegenuber|als|im vergleich zu|par rapport a|"
    r"comparad[oa] con|que|respecto a"
)


_BEFORE_AND_AFTER: Final = whole_words(
    r"before (?:and|vs|versus|or) after(?: the)? @time|vor und nach(?: dem)? @time|"
    r"avant et apres(?: le)? @time"
)
_BETWEEN: Final = whole_words(
    r"(?:between|from|zwischen|vom|von|entre|du|del|desde) (?:the |el |le )?@time (?:and|"
    r"to|until|till|through|-|bis|und|et|au|y|a|al|hasta) (?:the |el |le )?@time"
)
_DASHED: Final = whole_words(r"@time (?:-|to|through|until|till|bis|\u2013) @time")
_PRIOR: Final = whole_words(
    rf"(?:(?:{_AGAINST}|and) )?(?:the )?(?:(?:week|month|day|quarter|year|one|"
    r"period) before(?: that)?|previous (?:one|period)|prior (?:one|period|@time)|"
    r"woche davor|monat davor|tag davor"
    r"|semaine d avant|mois d avant|semana anterior)"
)
_VERSUS: Final = whole_words(
    rf"(?:{_AGAINST}) (?:what it was |it was |we had |in |the |on |dem |der |le |la |el )*@time"
)
_COMPARE: Final = whole_words(
    r"(?:compare|difference between|comparing|vergleiche?n?|comparer?|"
    r"comparar?) (?:\S+ ){0,5}?@time (?:\S+ ){0,3}?(?:with|to|and|against|vs|versus|mit|"
    r"und|a|avec|et|con|y) (?:\S+ ){0,4}?@time"
)
_OPEN_START: Final = whole_words(rf"(?:{_SINCE}) (?:the |dem |le |el |about |around )?@time")
_OPEN_END: Final = whole_words(rf"(?:{_UNTIL}) (?:the |dem |le |el |about |around )?@time")
_AFTER: Final = re.compile(r"after|nach")
_INCLUDING: Final = re.compile(r"before|vor|avant|antes de")
_PERIOD: Final = whole_words(r"@time")


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
    is_before: bool = False
    """Whether only "the week before" was said, before a range that another question named."""


def read_times(text: Text, found: Mapping[int, Found], clock: Clock) -> tuple[Text, Times]:
    """Tell range and comparison apart, and merge their words into @range."""
    reader = _Reader(text, found, clock)
    for pattern, read in (
        (_BEFORE_AND_AFTER, reader.before_and_after),
        (_COMPARE, reader.compared),
        (_BETWEEN, reader.between),
        (_DASHED, reader.between),
    ):
        hit = next(text.hits(pattern), None)
        if hit is not None:
            return text.merged({(hit.first, hit.last): "@range"}), read(hit)
    return reader.separate()


class _Reader:
    def __init__(self, text: Text, found: Mapping[int, Found], clock: Clock) -> None:
        self._text = text
        self._found = found
        self._clock = clock

    def before_and_after(self, hit: Hit) -> Times:
        one = self._periods(hit)[0]
        words = self._text.phrase(hit.first, hit.last)
        return Times(
            TimeRange(one.range.since, None),
            TimeRange(None, one.range.since),
            one.relative,
            words,
            words,
        )

    def compared(self, hit: Hit) -> Times:
        return self._in_order(self._periods(hit), self._text.phrase(hit.first, hit.last))

    def between(self, hit: Hit) -> Times:
        """A stretch from one to the other; of a change it tells the two sides."""
        one, two = self._periods(hit)[:2]
        words = self._text.phrase(hit.first, hit.last)
        if CHANGE.search(self._text.line):
            return self._in_order((one, two), words)
        whole = TimeRange(min(_start(one), _start(two)), max(_end(one), _end(two)))
        return Times(whole, None, one.relative and two.relative, range_words=words)

    def _in_order(self, periods: Sequence[Found], words: str) -> Times:
        early, late = sorted(periods[:2], key=_start)
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
        if versus is None and prior is None and len(singles) > 1 and CHANGE.search(text.line):
            pair = [self._found[text.words[hit.first].start] for hit in singles[:2]]
            times = self._in_order(pair, text.phrase(singles[0].first, singles[1].last))
        return text.merged(self._tags(singles, prior, versus)), times

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
            tags.update(
                {
                    (hit.first, hit.last): "@range"
                    for hit in self._text.hits(pattern)
                    if (hit.first, hit.last) not in tags
                }
            )
        return tags

    def _main(self, singles: Sequence[Hit]) -> Times:
        at = singles[0]
        one = self._found[self._text.words[at.first].start]
        for pattern, is_start in ((_OPEN_START, True), (_OPEN_END, False)):
            for hit in self._text.hits(pattern):
                if hit.last == at.last:
                    return self._open(one, hit, is_start=is_start)
        return Times(one.range, None, one.relative, self._text.phrase(at.first, at.last))

    def _open(self, one: Found, hit: Hit, *, is_start: bool) -> Times:
        words, said = self._text.phrase(hit.first, hit.last), hit.match.group()
        if is_start:
            since = one.range.until if _AFTER.match(said) else one.range.since
            return Times(TimeRange(since, None), None, one.relative, range_words=words)
        until = one.range.since if _INCLUDING.match(said) else one.range.until
        return Times(TimeRange(None, until), None, one.relative, range_words=words)

    def _against(self, main: Times, prior: Hit | None, versus: Hit | None) -> Times:
        if versus is not None:
            return self._versus(main, versus)
        if prior is not None and main.range is not None:
            earlier = calendar_ranges.before(main.range, self._clock.zone)
            words = self._text.phrase(prior.first, prior.last)
            return Times(main.range, earlier, main.relative, main.range_words, words)
        return main if prior is None else replace(main, is_before=True)

    def _versus(self, main: Times, hit: Hit) -> Times:
        other, words = self._periods(hit)[0], self._text.phrase(hit.first, hit.last)
        if main.range is None:
            unit = other.unit or Period.WEEK
            now = calendar_ranges.period(unit, self._clock.now, self._clock.zone)
            return Times(now, other.range, other.relative, words, words, is_assumed=True)
        if (main.range.since or _EARLIEST) < _start(other):
            return Times(other.range, main.range, other.relative, words, main.range_words)
        return Times(main.range, other.range, main.relative, main.range_words, words)


_EARLIEST: Final = datetime.min.replace(tzinfo=UTC)


def _start(found: Found) -> datetime:
    return found.range.since or _EARLIEST


def _end(found: Found) -> datetime:
    return found.range.until or _EARLIEST
