"""Tables of what makes calls slow."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.schemas import Cell, Passage, ReportTable, Section
from netra.backend.agents.text import counted
from netra.backend.calls.domain.measures import CallMeasure
from netra.backend.slow_calls.domain.timing import Strength
from netra.backend.slow_calls.schemas import (
    SlowCallsRead,
    SlowPlaceRead,
    TimedGroupRead,
    TimedPartRead,
    TimeLinkRead,
)

_MEASURED: Final[Mapping[CallMeasure, str]] = MappingProxyType(
    {
        CallMeasure.DURATION: "Duration",
        CallMeasure.TTFT: "Time to the first token",
        CallMeasure.OUTPUT: "output tokens",
        CallMeasure.INPUT: "input tokens",
        CallMeasure.REASONING: "reasoning tokens",
    }
)
_STRENGTHS: Final[Mapping[Strength, str]] = MappingProxyType(
    {
        Strength.STRONG: "strong",
        Strength.SOME: "some",
        Strength.NONE: "none beyond chance",
        Strength.UNKNOWN: "not known",
    }
)
_OF_GROUPS: Final = (
    ("Calls", "calls"),
    ("Median duration", "duration"),
    ("Median output", "output"),
    ("Median input", "input"),
    ("Median time to the first token", "ttft"),
    ("Median speed of writing", "speed"),
)
_OF_PARTS: Final = ("Calls", "Median", "p95", "Output", "Input", "First token", "Speed")
_GOES_WITH: Final = ("Goes with output", "With input")


def slow_sections(given: Given) -> list[Section]:
    """What goes with the time, the slowest beside the rest, where more of them are, and each part."""
    if given.slow is None or not given.slow.read.result.whole.calls.value:
        return []
    found = given.slow.read
    tables = _tables(found.result)
    sections = [
        Section(heading=heading, passages=[], table=table, result_id=found.id)
        for heading, table in tables
        if table.rows
    ]
    left = found.result.parts_left_out
    if left:
        sections[-1].passages.append(
            Passage(text=f"{counted(left, f'more {found.result.by.words}')} not shown.")
        )
    return sections


def _tables(read: SlowCallsRead) -> list[tuple[str, ReportTable]]:
    words = read.by.words
    return [
        ("What goes with how long calls take", _table(("", "Rank correlation", ""), map(_link, read.links))),
        ("The slowest 5 % beside the rest", _table(("", "Slowest", "Rest"), _beside(read))),
        (
            "Where more of the slow calls are",
            _table(("", "Slow calls", "Part of the slow", "Part of all"), map(_place, read.places)),
        ),
        (
            f"Times by {words}",
            _table((words.capitalize(), *_OF_PARTS, *_GOES_WITH), map(_part, read.parts)),
        ),
    ]


def _table(columns: Iterable[str], rows: Iterable[list[Cell]]) -> ReportTable:
    return ReportTable(columns=list(columns), rows=list(rows))


def _link(one: TimeLinkRead) -> list[Cell]:
    name = f"{_MEASURED[one.time]} and {_MEASURED[one.size]}"
    return [Cell(text=name), Cell(figure=one.correlation), Cell(text=_STRENGTHS[one.strength])]


def _beside(read: SlowCallsRead) -> Iterable[list[Cell]]:
    slow, rest = read.slow, read.rest
    if slow is None or rest is None:
        return []
    groups = (slow, rest)
    return [
        [Cell(text=name), *(Cell(figure=getattr(group, field)) for group in groups)]
        for name, field in _OF_GROUPS
    ]


def _place(one: SlowPlaceRead) -> list[Cell]:
    shares = (one.slow, one.share_of_slow, one.share_of_all)
    return [Cell(text=f"{one.by.words.capitalize()} {one.key}"), *(Cell(figure=share) for share in shares)]


def _part(part: TimedPartRead) -> list[Cell]:
    links = (part.with_output.correlation, part.with_input.correlation)
    return [
        Cell(text=part.key or "not recorded"),
        *_of_group(part.group),
        *(Cell(figure=one) for one in links),
    ]


def _of_group(group: TimedGroupRead) -> list[Cell]:
    times = (group.calls, group.duration, group.p95, group.output, group.input, group.ttft, group.speed)
    return [Cell(figure=figure) for figure in times]
