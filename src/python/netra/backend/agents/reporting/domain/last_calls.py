"""Answers on when somebody was last heard of, and who has gone quiet."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.schemas import Cell, Passage, ReportTable, Section
from netra.backend.agents.text import counted
from netra.backend.agents.triage.domain.goal import Chosen, Goal
from netra.backend.analytics.schemas import FigureRead, Overview
from netra.backend.last_calls.schemas import LastCallRead, LastCallsRead

MOST_NAMED_LAST: Final = 3
_NO_TIMES: Final = (
    "When anybody was last heard of cannot be told: the calls have times within their session only."
)


def last_calls_answer(goal: Goal, given: Given, _: Overview) -> Passage:
    """Who went quiet, or when what is named was last heard of, beside the last call of all."""
    if given.last_calls is None:
        return Passage(text="When calls were last made could not be looked at: see below what went wrong.")
    read, zone = given.last_calls.result, ZoneInfo(given.project.time_zone)
    if not read.is_timed or read.end is None:
        return Passage(text=_NO_TIMES)
    last = f"The last call of all is of {_moment(read.end, zone)}."
    if not read.groups:
        lacking = counted(read.unnamed, "call")
        return Passage(text=f"{last} Which {read.by.words} made it is not recorded: {lacking} name none.")
    if goal.breakdown is None and goal.chosen == Chosen():
        return Passage(text=last)
    if read.before is not None:
        told = _not_since(goal, read, zone)
    elif _is_of_few(goal, read):
        told = _of_those_named(read, zone)
    else:
        told = _quiet(read, zone)
    unnamed = f" {counted(read.unnamed, 'call')} name no {read.by.words}." if read.unnamed else ""
    return told.model_copy(update={"text": f"{told.text} {last}{unnamed}"})


def _is_of_few(goal: Goal, read: LastCallsRead) -> bool:
    return goal.chosen != Chosen() and read.groups <= MOST_NAMED_LAST


def _of_those_named(read: LastCallsRead, zone: ZoneInfo) -> Passage:
    """The last call of each, and whether that is long ago for it."""
    figures = {f"calls_{place}": row.calls for place, row in enumerate(read.rows)}
    told = [_told(row, place, zone) for place, row in enumerate(read.rows)]
    return Passage(text=" ".join(told), figures=figures)


def _told(row: LastCallRead, place: int, zone: ZoneInfo) -> str:
    said = f"The last of {{calls_{place}}} calls of {row.key} is of {_moment(row.last, zone)}"
    if not row.quiet_days:
        return f"{said}, {_ago(row)}."
    silent = f"{said}, {_ago(row)}. {_habit(row)}"
    return f"{silent} It went quiet." if row.is_quiet else silent


def _ago(row: LastCallRead) -> str:
    if not row.quiet_days:
        return "the last day of the data"
    return f"{counted(row.quiet_days, 'day')} before the end of the data"


def _habit(row: LastCallRead) -> str:
    if row.days <= 1:
        return "It has calls on one day only."
    pause = counted(row.longest_pause, "day")
    return (
        f"Until then it had calls on {row.days:,} of {row.span_days:,} days, and paused for {pause} at most."
    )


def _quiet(read: LastCallsRead, zone: ZoneInfo) -> Passage:
    """Those that are silent for longer than ever, or who is for longest where nobody is."""
    rows = [row for row in read.rows if row.is_quiet][:MOST_NAMED_LAST]
    if not rows:
        oldest = read.rows[0]
        text = (
            f"None of {counted(read.groups, read.by.words)} is silent for longer than its habit explains; "
            f"a habit is calls on three days or more. Longest without a call is {oldest.key}: its last of "
            f"{{calls_0}} calls is of {_moment(oldest.last, zone)}, {_ago(oldest)}."
        )
        return Passage(text=text, figures={"calls_0": oldest.calls})
    figures: dict[str, FigureRead] = {f"calls_{place}": row.calls for place, row in enumerate(rows)}
    told = [
        f"{row.key}, last of {{calls_{place}}} calls on {_day(row.last, zone)}: silent for "
        f"{counted(row.quiet_days, 'day')}, before for {counted(row.longest_pause, 'day')} at most"
        for place, row in enumerate(rows)
    ]
    more = read.quiet - len(rows)
    others = f"; and {more:,} more" if more > 0 else ""
    count = f"{read.quiet:,} of {counted(read.groups, read.by.words)} went quiet"
    return Passage(text=f"{count}: {'; '.join(told)}{others}.", figures=figures)


def _not_since(goal: Goal, read: LastCallsRead, zone: ZoneInfo) -> Passage:
    """Whose last call was before the time that is asked about."""
    assert goal.time is not None and goal.time.since is not None  # noqa: S101, PT018  it is asked since then
    since = _day(goal.time.since, zone)
    rows = [row for row in read.rows if row.last < goal.time.since][:MOST_NAMED_LAST]
    whole = counted(read.groups, read.by.words)
    if not rows:
        return Passage(text=f"Each of {whole} has made calls since {since}.")
    figures = {f"calls_{place}": row.calls for place, row in enumerate(rows)}
    told = [
        f"{row.key}, last of {{calls_{place}}} on {_day(row.last, zone)}" for place, row in enumerate(rows)
    ]
    more = (read.before or 0) - len(rows)
    others = f" and {more:,} more" if more > 0 else ""
    count = f"{read.before:,} of {whole} made no call since {since}"
    return Passage(text=f"{count}: {'; '.join(told)}{others}.", figures=figures)


def last_calls_sections(given: Given) -> list[Section]:
    """The last call of each, those that went quiet first."""
    found = given.last_calls
    if found is None or not found.result.rows or not found.result.is_timed:
        return []
    read, zone = found.result, ZoneInfo(given.project.time_zone)
    left = read.groups - len(read.rows)
    return [
        Section(
            heading=f"Last call by {read.by.words}",
            passages=[Passage(text=f"{counted(left, f'more {read.by.words}')} not shown.")]
            if left > 0
            else [],
            table=ReportTable(
                columns=[
                    *(read.by.words.capitalize(), "Last call", "Days since", "Longest pause before"),
                    *("Days with calls", "Calls", ""),
                ],
                rows=[_row(row, zone) for row in read.rows],
            ),
            result_id=found.id,
        )
    ]


def _row(row: LastCallRead, zone: ZoneInfo) -> list[Cell]:
    texts = (row.key, _moment(row.last, zone), str(row.quiet_days), str(row.longest_pause))
    cells = [*(Cell(text=text) for text in texts), Cell(text=f"{row.days:,} of {row.span_days:,}")]
    return [*cells, Cell(figure=row.calls), Cell(text="went quiet" if row.is_quiet else "")]


def _day(at: datetime, zone: ZoneInfo) -> str:
    here = at.astimezone(zone)
    return f"{here.day} {here:%B %Y}"


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return f"{_day(at, zone)}, {at.astimezone(zone):%H:%M}"
