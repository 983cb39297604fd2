"""Whether something has become dearer or slower since a moment: all before it is what it stands beside."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import tzinfo
from typing import Final

from netra.backend.agents.triage.domain.amounts.averages import Averaged
from netra.backend.agents.triage.domain.goal import Average, TimeRange
from netra.backend.agents.triage.domain.names.pointers import Leading
from netra.backend.agents.triage.domain.times import calendar_ranges
from netra.backend.agents.triage.domain.times.found_times import Clock, Found
from netra.backend.agents.triage.domain.times.time_ranges import Times, read_times
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text
from netra.backend.analytics.domain.dimensions import Dimension, part_begin
from netra.backend.calls.domain.groups import GroupKey

_DEARER: Final = (
    r"more expensive|less expensive|dearer|pricier|costlier|cheaper|more costly|teurer|billiger|gunstiger|"
    r"(?<!la )(?<!le )(?<!les )(?:plus|moins) cher\w*|(?<!la )(?<!el )(?<!los )mas (?:car|barat)[oa]s?"
)
_SLOWER: Final = (
    r"slower|faster|quicker|langsamer|schneller|(?<!la )(?<!le )plus (?:lent|rapide)\w*|"
    r"(?<!la )(?<!el )mas (?:lent|rapid)[oa]s?|"
    r"more (?:often|errors|failures)|less reliable|more reliable"
)
_HAS_BECOME: Final = whole_words(
    rf"(?:is|are|has|have|did|was|were|does|do|ist|sind|hat|est|sont|a|es|son) (?:\S+ ){{0,8}}?"
    rf"(?P<how>{_DEARER}|{_SLOWER})(?: (?:geworden|per call|pro aufruf|now|since))?|"
    r"how (?:did|has|have) (?:\S+ ){1,8}?(?:chang\w+|develop\w*)"
)
_DEARER_NOW: Final = whole_words(_DEARER)
_BESIDE_BEFORE: Final = whole_words(
    r"(?:vs|versus|compar\w+ (?:to|with|against)|than|against|relative to|verglichen mit|als|"
    r"par rapport a|que) (?:(?:it|they) w(?:as|ere) |the (?:time|period|days|weeks|months) |in the time )*"
    r"(?:before|previously|earlier|prior|vorher|zuvor|avant|antes)(?: (?:that|then|it|this|them))?"
    r"(?! (?:@|(?:the|our|my|an?|we|i|they|last|this|\w+ing)(?!\S)))"
)
"""The time before the one that is named, of which nothing else is said."""
_LEFT_OUT: Final = whole_words(
    r"(?:leav(?:e|ing) out|without|except(?: for)?|excluding|exclude|apart from|ignoring|ignore|ohne|ausser|"
    r"sans|sauf|sin|salvo)(?: (?:on|in|for|the|am|den|le|el))* @time"
)
_BEFORE_AND_AFTER: Final = whole_words(
    r"before (?:and|vs|versus|or) after(?: (?:that|it|then|the change))?|before that and after(?: that)?|"
    r"vorher und nachher|davor und danach|avant et apres|antes y despues"
)
_MOVED: Final = whole_words(
    r"(?:the |our |we |der |dem |le |la |el )*(?:switch\w*|mov\w+|migrat\w+|chang\w+|upgrad\w+|umstieg|"
    r"wechsel\w*|umstellung|passage|cambio) (?:over |it |them |this |that |everything )*"
    r"(?:(?:to|from|off|away from|auf|von|zu|vers|de|a) @model ){1,2}"
    r"(?:(?:on|at|in|am|vom|le|du|el|del|the) )*@range"
)
"""A move to a model that a moment is told by: it is past, and supposed by nobody."""


def read_moments(
    text: Text, found: Mapping[int, Found], clock: Clock, leading: Leading | None
) -> tuple[Text, Times]:
    """The times of a question, each with the move that it is told by merged into it.

    "Before and after" alone is so of the day that the answer before named.
    """
    text, times = read_times(_without_left_out(text), found, clock)
    text, times = _around(text, times, clock, leading) if times.range is None else (text, times)
    moved = {(hit.first, hit.last): "@range" for hit in text.hits(_MOVED)}
    return text.merged(moved), _with_before(text, times, clock.zone)


def _without_left_out(text: Text) -> Text:
    """The text with a time that is to be left out as the asker wrote it: calls cannot be chosen so."""
    out = {hit.last for hit in text.hits(_LEFT_OUT)}
    words = (
        word._replace(text=text.phrase(at, at).lower().replace(" ", "-")) if at in out else word
        for at, word in enumerate(text.words)
    )
    return Text.of(text.clean, words) if out else text


def _around(text: Text, times: Times, clock: Clock, leading: Leading | None) -> tuple[Text, Times]:
    hit = next(text.hits(_BEFORE_AND_AFTER), None)
    if hit is None or leading is None or leading.by is not GroupKey.DAY:
        return text, times
    day = part_begin(leading.key, Dimension.DAY, clock.zone)
    words = text.phrase(hit.first, hit.last)
    around = Times(TimeRange(day, None), TimeRange(None, day), range_words=words, earlier_words=words)
    return text.merged({(hit.first, hit.last): "@range"}), around


def _with_before(text: Text, times: Times, zone: tzinfo) -> Times:
    """The times, with all before the beginning beside it, where it is asked what is other since then.

    Of a time that has ended as much before it, where that is asked for.
    """
    begin, beside = times.range, next(text.hits(_BESIDE_BEFORE), None)
    hit = beside or next(text.hits(_HAS_BECOME), None)
    if hit is None or begin is None or begin.since is None or times.earlier:
        return times
    words = text.phrase(hit.first, hit.last)
    if begin.until is None:
        return replace(times, earlier=TimeRange(None, begin.since), earlier_words=words)
    earlier = calendar_ranges.before(begin, zone)
    return times if beside is None else replace(times, earlier=earlier, earlier_words=words)


def of_each_call(text: Text, times: Times, average: Averaged) -> Averaged:
    """The average of a call, where it is asked whether calls are dearer than they were."""
    asks = times.earlier is not None and _DEARER_NOW.search(text.line) and _HAS_BECOME.search(text.line)
    return Averaged(Average.CALL) if asks and average.over is None else average
