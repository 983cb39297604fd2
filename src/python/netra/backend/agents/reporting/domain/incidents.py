"""Answers on what broke or got worse: when it began, how much, where, and whether it is over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from netra.backend.agents.derived import ratio_of
from netra.backend.agents.domain import Kept
from netra.backend.agents.recurrences import Recurrence
from netra.backend.agents.reporting.domain.dear_days import BOTH, CALL_NOT_DAY, spend_of_days
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.reporting.domain.part_levels import part_levels_answer
from netra.backend.agents.reporting.domain.rows_left_out import rows_left_out
from netra.backend.agents.schemas import Cell, Passage, ReportTable, Section
from netra.backend.agents.text import counted
from netra.backend.agents.triage.domain.goal import Goal, Metric
from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.schemas import FigureRead, Overview
from netra.backend.incidents.domain import CHANCE, IncidentState, Watched
from netra.backend.incidents.schemas import (
    IncidentPlaceRead,
    IncidentPlacesRead,
    IncidentsRead,
    WorseTimeRead,
)

MOST_KINDS: Final = 3
_NO_PRICES: Final = "When a call was dearer cannot be told: no price of these is known from the price book."
MOST_PLACES: Final = 2
_HUNDRED: Final = 100
_LEAST_PERCENT: Final = 0.01


class MeasureWords(NamedTuple):
    """How a measure is told: its name, what its calls did, and what the middle of them is."""

    noun: str
    worse: str
    share: str
    middle: str = ""


_WORDS: Final[Mapping[Watched, MeasureWords]] = MappingProxyType(
    {
        Watched.ERRORS: MeasureWords("failures", "More calls failed", "failed"),
        Watched.DURATION: MeasureWords(
            "how long calls take",
            "Calls took longer",
            "took longer than {limit}",
            "half of them took {middle} or less",
        ),
        Watched.DURATION_P95: MeasureWords(
            *("the slowest calls", "More calls were slow", "took longer than {limit}"),
            "95 of 100 took {middle} or less",
        ),
        Watched.TTFT: MeasureWords(
            *("first tokens", "First tokens came later", "had theirs after more than {limit}"),
            "half of them had it after {middle} or less",
        ),
        Watched.COST: MeasureWords(
            "what calls cost",
            "Calls cost more",
            "cost more than {limit}",
            "half of them cost {middle} or less",
        ),
    }
)


@dataclass(slots=True)
class _Telling:
    """A text that grows, with the figures that it refers to; names are numbered, for several may be told."""

    text: list[str]
    figures: dict[str, FigureRead]

    def say(self, words: str, **figures: FigureRead) -> None:
        for name, figure in figures.items():
            numbered = f"{name}_{len(self.figures)}"
            words = words.replace(f"{{{name}}}", f"{{{numbered}}}")
            self.figures[numbered] = figure
        self.text.append(words)

    @property
    def passage(self) -> Passage:
        return Passage(text=" ".join(self.text), figures=self.figures)


def incidents_answer(goal: Goal, given: Given, _: Overview) -> Passage:
    """What stands out, the first of it first; where nothing does, what comes nearest and its numbers."""
    if not given.incidents:
        return Passage(
            text="When calls failed, were slow or dear could not be looked at: see below what went wrong."
        )
    zone, told = ZoneInfo(given.project.time_zone), _Telling([], {})
    reads = [one.result for one in given.incidents]
    spend = spend_of_days(given, given.asked) if given.days is not None and given.asked is not None else None
    if spend is not None and goal.metric is Metric.COST:
        told.say(f"{BOTH} {spend.text} By call:", **spend.figures)
    if not all(one.is_timed for one in reads):
        told.say("When it began cannot be told: the calls have times within their session only, no dates.")
    _parts(told, given)
    again = given.recurrence if all(one.is_timed for one in reads) else None
    if again is not None:
        _comes_back(told, again)
    for read in sorted(_telling(reads, goal, given), key=lambda one: not within(one, goal)):
        _tell(told, read, goal, zone, again)
    if goal.metric is Metric.COST and given.days is None:
        told.say(CALL_NOT_DAY)
    if spend is not None and spend.figures and goal.metric is None:
        told.say(f"Spend {spend.text[0].lower()}{spend.text[1:]}", **spend.figures)
    return told.passage


def _parts(told: _Telling, given: Given) -> None:
    """What is another since a day of one part, which stands out over all calls no longer."""
    levels = part_levels_answer(given)
    if levels.text:
        told.say(levels.text.strip(), **levels.figures)


def _telling(reads: Sequence[IncidentsRead], goal: Goal, given: Given) -> list[IncidentsRead]:
    """Without those of no incident where a part is another: that nothing stands out would be read of all.

    Nor with dear calls, unless these are asked about: that is what the parts tell.
    """
    if not given.part_levels:
        return list(reads)
    told = [read for read in reads if within(read, goal) or read.measure is Watched.ERRORS]
    return [read for read in told if goal.metric is not None or read.measure is not Watched.COST]


def within(read: IncidentsRead, goal: Goal) -> list[WorseTimeRead]:
    """The incidents that lie in the time that is asked about, or reach into it."""
    time = goal.time
    if time is None:
        return read.incidents
    return [
        one
        for one in read.incidents
        if (time.since is None or one.until > time.since) and (time.until is None or one.since < time.until)
    ]


def _comes_back(told: _Telling, again: Recurrence) -> None:
    """At which hours of the week calls fail, in most weeks."""
    share = ratio_of("failed.again", again.failed, again.calls)
    other = ratio_of("failed.otherwise", again.other_failed, again.other_calls)
    told.say(
        f"Failures come back {again.words}: {again.failed:,} of {counted(again.calls, 'call')} failed then "
        f"({{share}}), in {again.weeks} of {counted(again.of_weeks, 'week')}; at other times {{other}}.",
        share=share,
        other=other,
    )


def _tell(
    told: _Telling, read: IncidentsRead, goal: Goal, zone: ZoneInfo, again: Recurrence | None
) -> None:
    words = _WORDS[read.measure]
    if not read.calls.value:
        told.say(_NO_PRICES if read.measure is Watched.COST else f"Of {words.noun} nothing was recorded.")
    elif not read.is_timed and read.measure is not Watched.ERRORS:
        return  # That half of them took longer than the middle one tells nothing.
    elif not read.is_timed:
        told.say(f"Over all times {{worse}} of {{calls}} calls {words.share} ({{share}}).", **_whole(read))
    elif not read.worse.value:
        _none(told, read, words)
    elif found := within(read, goal):
        for one in _told_once(found, read, zone, again):
            _incident(told, one, read, zone, again)
    else:
        _nothing(told, read, goal, zone)


def _told_once(
    found: Sequence[WorseTimeRead], read: IncidentsRead, zone: ZoneInfo, again: Recurrence | None
) -> list[WorseTimeRead]:
    """The incidents without those that only come back: the first of these tells what they are."""
    if again is None or read.measure is not Watched.ERRORS:
        return list(found)
    back = [one for one in found if again.has(one.since.astimezone(zone))]
    return [one for one in found if one not in back[1:]]


def _none(told: _Telling, read: IncidentsRead, words: MeasureWords) -> None:
    """That no call was worse; where all cost the same, say, none cost more."""
    if read.measure is Watched.ERRORS:
        told.say("Nothing of {calls} calls failed, as far as was recorded.", calls=read.calls)
        return
    limit = {} if read.limit is None else {"limit": read.limit}
    told.say(f"None of {{calls}} calls {words.share}.", calls=read.calls, **limit)


def _whole(read: IncidentsRead) -> dict[str, FigureRead]:
    limit = {} if read.limit is None else {"limit": read.limit}
    return {"worse": read.worse, "calls": read.calls, "share": read.share, **limit}


def _incident(
    told: _Telling, one: WorseTimeRead, read: IncidentsRead, zone: ZoneInfo, again: Recurrence | None
) -> None:
    words, when = _WORDS[read.measure], time_words(one, read, zone)
    limit = {} if read.limit is None else {"limit": read.limit}
    told.say(
        f"{words.worse} {when}: {{worse}} of {{calls}} calls {words.share} ({{share}}), "
        f"{_beside(one)} {{other}}.",
        **{"worse": one.worse, "calls": one.calls, "share": one.share, "other": _other(one), **limit},
    )
    if words.middle and one.middle.value is not None:
        said = words.middle.replace("{middle}", "{inside}")
        beside = "" if one.other_middle.value is None else f", {_beside(one)} {{outside}}"
        told.say(f"Then {said}{beside}.", inside=one.middle, outside=one.other_middle)
    if read.measure is Watched.ERRORS and again is not None and again.has(one.since.astimezone(zone)):
        told.say("It is one of those that come back.")
    else:
        _over(told, one, read, zone)
    _kinds(told, one)
    _where(told, one, words, read)
    if read.measure is Watched.ERRORS:
        _met(told, one)


def _beside(one: WorseTimeRead) -> str:
    return "before" if one.share_before.value is not None else "behind it"


def _other(one: WorseTimeRead) -> FigureRead:
    """The share before it; where it begins with the data, behind it."""
    return one.share_before if one.share_before.value is not None else one.share_after


def time_words(one: WorseTimeRead, read: IncidentsRead, zone: ZoneInfo) -> str:
    """For example "on 15 October 2026 from 14:00 to 17:00", "since 3 November 2026, 09:00"."""
    begin, end = one.since.astimezone(zone), one.until.astimezone(zone)
    is_of_days = read.step_seconds >= timedelta(days=1).total_seconds()
    last = end - timedelta(days=1)
    starts = "from the first call on, up to" if one.share_before.value is None else ""
    if one.state is IncidentState.GOES_ON:
        return "from the first call to the last" if starts else f"since {_moment(begin, is_of_days)}"
    if is_of_days:
        if starts:
            return f"{starts} {_day(last)}"
        return f"on {_day(begin)}" if begin.date() == last.date() else f"from {_day(begin)} to {_day(last)}"
    if starts:
        return f"{starts} {_moment(end, is_of_days)}"
    same = begin.date() == (end - timedelta(microseconds=1)).date()
    if same:
        return f"on {_day(begin)} from {begin:%H:%M} to {end:%H:%M}"
    return f"from {_moment(begin, is_of_days)} to {_moment(end, is_of_days)}"


def _day(at: datetime) -> str:
    return f"{at.day} {at:%B %Y}"


def _moment(at: datetime, is_of_days: bool) -> str:
    return _day(at) if is_of_days else f"{_day(at)}, {at:%H:%M}"


def _over(told: _Telling, one: WorseTimeRead, read: IncidentsRead, zone: ZoneInfo) -> None:
    """Whether it is over, by the calls since."""
    share = _WORDS[read.measure].share
    limit = {} if read.limit is None else {"limit": read.limit}
    if one.state is IncidentState.GOES_ON:
        last = read.last.astimezone(zone) if read.last is not None else one.until.astimezone(zone)
        told.say(f"It still goes on at the last call, of {_day(last)}, {last:%H:%M}.")
        return
    since = f"since then {{after}} of {{count}} calls {share} ({{rate}})"
    figures = {"after": one.after, "count": one.calls_after, "rate": one.share_after, **limit}
    if one.state is IncidentState.ENDED:
        told.say(f"It is over: {since}.", **figures)
    else:
        told.say(f"Whether it is over the calls since cannot tell: {since}, which may be chance.", **figures)


def _kinds(told: _Telling, one: WorseTimeRead) -> None:
    named = [f"{kind.calls:,} {kind.error_type}" for kind in one.error_types if kind.error_type]
    more = len(named) - MOST_KINDS
    if named:
        told.say(f"Errors: {', '.join(named[:MOST_KINDS])}{f' and {more} more kinds' if more > 0 else ''}.")


def _where(told: _Telling, one: WorseTimeRead, words: MeasureWords, read: IncidentsRead) -> None:
    """The groups that most of it is in, or whose calls these are."""
    leads = _leads(one)
    limit = {} if read.limit is None else {"limit": read.limit}
    for by, lead in leads:
        figures = {"place": lead.worse, "its": lead.calls, "share": lead.share, "other": lead.other_share}
        most = f"Most of it is the {by.words} {lead.key}"
        said = f"{{place}} of its {{its}} calls then {words.share} ({{share}}), {{other}} at other times"
        told.say(f"{most}: {said}.", **figures, **limit)
    other = next((places for places in one.places if places.other_calls), None)
    if other is not None and not leads:
        lead = next(place for place in other.places if place.key == other.other_calls)
        said = f"{{part}} of them are of the {other.by.words} {lead.key}, {{usual}} at other times"
        told.say(
            f"Other calls were made then, which may be all of it: {said}.",
            part=lead.part,
            usual=lead.other_part,
        )
    elif one.places and not leads:
        told.say(f"No single {_listed([places.by.words for places in one.places])} stands out.")


def _leads(one: WorseTimeRead) -> list[tuple[Dimension, IncidentPlaceRead]]:
    """The groups that stand out; of a model and its provider with the same calls, the first."""
    found: list[tuple[Dimension, IncidentPlaceRead]] = []
    for places in one.places:
        lead = next((place for place in places.places if place.key == places.stands_out), None)
        if lead is not None and all(lead.worse.value != other.worse.value for _, other in found):
            found.append((places.by, lead))
    return found[:MOST_PLACES]


def _met(told: _Telling, one: WorseTimeRead) -> None:
    """Whose calls failed."""
    met = [counted(one.users, "user")] if one.users else []
    met += [counted(one.sessions, "session")] if one.sessions else []
    told.say(f"The failed calls are of {' and '.join(met)}." if met else "Whom it met is not recorded.")


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _nothing(told: _Telling, read: IncidentsRead, goal: Goal, zone: ZoneInfo) -> None:
    """That no time stands out, with the numbers of the one that comes nearest."""
    words, step = _WORDS[read.measure], step_words(read)
    scope = (
        "No time stands out"
        if goal.time is None
        else "No time stands out that reaches into what you ask about"
    )
    told.say(
        f"{scope} in which {words.worse[:1].lower()}{words.worse[1:]} than chance explains: over all of "
        f"{counted(read.steps, step)} {{worse}} of {{calls}} calls {words.share} ({{share}}).",
        **_whole(read),
    )
    near = read.nearest
    if near is None:
        return
    why = f"; as much comes about by chance in {_percent(near.chance)} of cases"
    why = "; that is no chance, but less than a quarter more" if near.chance < CHANCE else why
    when = time_words(near, read, zone)
    told.say(
        f"Nearest to it is the time {when}: {{worse}} of {{calls}} calls ({{share}}){why}.",
        worse=near.worse,
        calls=near.calls,
        share=near.share,
    )


def _percent(chance: float) -> str:
    percent = chance * _HUNDRED
    if percent < _LEAST_PERCENT:
        return "less than 0.01 %"
    return f"{percent:.0f} %" if percent >= 1 else f"{percent:.2g} %"


def step_words(read: IncidentsRead) -> str:
    """What is looked at one by one; a step is of five minutes."""
    if read.step_seconds < timedelta(hours=1).total_seconds():
        return "step"
    return "hour" if read.step_seconds == timedelta(hours=1).total_seconds() else "day"


def incident_sections(given: Given) -> list[Section]:
    """Every time that stands out, and where its calls are."""
    if given.goal is None:
        return []
    found = [(kept, one) for kept in given.incidents for one in within(kept.result, given.goal)]
    zone = ZoneInfo(given.project.time_zone)
    sections = [_times_section(kept, zone) for kept in given.incidents if kept.result.incidents]
    told = [(kept, one, places) for kept, one in found for places in one.places]
    return sections + [
        _places_section(places, one, kept, zone)
        for kept, one, places in told
        if _is_shown(places, given.goal)
    ]


def _is_shown(places: IncidentPlacesRead, goal: Goal) -> bool:
    """Whether something of it is said in the answer, or it is asked by it; models always are."""
    is_asked = goal.breakdown is not None and goal.breakdown == places.by.value
    return bool(places.stands_out or places.other_calls or is_asked or places.by is Dimension.MODEL)


def _times_section(kept: Kept[IncidentsRead], zone: ZoneInfo) -> Section:
    read = kept.result
    rows = [
        [
            Cell(text=time_words(one, read, zone)),
            *(Cell(figure=figure) for figure in (one.worse, one.calls, one.share, one.other_share)),
            Cell(text=_percent(one.chance)),
        ]
        for one in read.incidents
    ]
    untold = Passage(text=f"{counted(read.untold, 'call')} do not tell it and are not counted.")
    return Section(
        heading=f"Times that stand out: {_WORDS[read.measure].noun}",
        passages=[untold] if read.untold else [],
        table=ReportTable(
            columns=["Time", "Such calls", "Of calls", "Share", "At other times", "By chance in"], rows=rows
        ),
        result_id=kept.id,
    )


def _places_section(
    places: IncidentPlacesRead, one: WorseTimeRead, kept: Kept[IncidentsRead], zone: ZoneInfo
) -> Section:
    rows = [
        [
            Cell(text=place.key or "not recorded"),
            *(Cell(figure=figure) for figure in (place.worse, place.calls, place.share, place.other_share)),
        ]
        for place in places.places
    ]
    noun = _WORDS[kept.result.measure].noun
    return Section(
        heading=f"By {places.by.words}: {noun} {time_words(one, kept.result, zone)}",
        passages=rows_left_out(places.places_left_out),
        table=ReportTable(columns=["", "Such calls", "Of calls", "Share", "At other times"], rows=rows),
        result_id=kept.id,
    )
