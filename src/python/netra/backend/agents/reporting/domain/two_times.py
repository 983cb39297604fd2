"""A figure of two times: what it is now, what it was before, and what that makes of the calls since."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from netra.backend.agents.derived import average_of, change_of, extra_of, opposite, share_of
from netra.backend.agents.domain import Kept
from netra.backend.agents.reporting.domain.averages import each_of
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.reporting.domain.parts import MONEY, QUANTITIES, quantity_of, whole_figure
from netra.backend.agents.reporting.domain.scope import span_words
from netra.backend.agents.schemas import Cell, Passage, ReportTable, Section
from netra.backend.agents.text import a, counted
from netra.backend.agents.triage.domain.goal import Average, Goal, Metric
from netra.backend.analytics.domain import describe
from netra.backend.analytics.schemas import FigureRead, Overview
from netra.backend.calls.domain.filters import CallFilter


class _Row(NamedTuple):
    """One line of the table: how a figure is taken from the calls of a time."""

    name: str
    of: Callable[[Overview], FigureRead]


def _each_call(figure: FigureRead, overview: Overview) -> FigureRead:
    """Calls without a known price have no part in the cost of a call."""
    unpriced = sum(row.unpriced_calls for row in overview.by_model) if figure is overview.cost else 0
    return average_of(figure, overview.calls - unpriced, Average.CALL)


_ROWS: Final = (
    _Row("Cost", lambda found: found.cost),
    _Row("Cost a call", lambda found: _each_call(found.cost, found)),
    _Row("Input tokens a call", lambda found: _each_call(found.input, found)),
    _Row("Output tokens a call", lambda found: _each_call(found.output, found)),
    _Row("Median duration", lambda found: found.latency_p50),
)


_SIDES: Final[Mapping[str, str]] = MappingProxyType(
    {describe.INPUT: " of input", describe.OUTPUT: " of output"}
)


def two_times_answer(goal: Goal, given: Given) -> Passage | None:
    """The figure that is asked for in both times; None where only one is asked about."""
    found, asked = given.overview_before, (given.asked, given.before_asked)
    if given.overview is None or found is None or asked[0] is None or asked[1] is None:
        return None
    if goal.time is None or goal.earlier is None:
        return None
    zone = ZoneInfo(given.project.time_zone)
    late, early = span_words(goal.time, zone), span_words(goal.earlier, zone)
    if not found.result.calls:
        return Passage(text=f"There are no such calls {early} to compare with.")
    if goal.metric is Metric.SESSIONS:
        counts = [counted(one.sessions, "session") for one in (given.overview.result, found.result)]
        return Passage(text=f"{counts[0]} {late}, {counts[1]} {early}.")
    named = given.named or given.overview, given.named_before or found
    after = _told(goal, named[0].result, asked[0].filter, given)
    before = _told(goal, named[1].result, asked[1].filter, given)
    change = change_of(after, before)
    figures = {"after": after, "before": before, "change": change, "ratio": share_of(change, before)}
    calls = [
        _calls(goal, one.result, of.result) for one, of in zip(named, (given.overview, found), strict=True)
    ]
    now = f"{_subject(goal)} {late} ({calls[0]}); {early} it was {{before}} ({calls[1]})"
    said = Passage(text=f"{now}: a change of {{change}} ({{ratio}}).", figures=figures)
    return _with_extra(goal, said, given)


def _calls(goal: Goal, averaged: Overview, whole: Overview) -> str:
    """How many calls there are, and of how many an average is, where that is not all of them."""
    if averaged.calls == whole.calls:
        return counted(whole.calls, "call")
    each = each_of(goal)
    return f"{averaged.calls:,} of {counted(whole.calls, 'call')} have {a(each.over if each else 'name')}"


def with_share_before(goal: Goal, given: Given, share: Passage) -> Passage:
    """A share with what it was in the earlier time, where one is named and it is one of the same calls."""
    found, asked, whole = given.overview_before, given.before_asked, goal.share_of
    if found is None or asked is None or whole is None or goal.earlier is None:
        return share
    early = span_words(goal.earlier, ZoneInfo(given.project.time_zone))
    if whole.chosen != goal.chosen or not found.result.calls:
        return share.model_copy(update={"text": f"{share.text} What it was {early} is not known from this."})
    part = whole_figure(quantity_of(goal), found.result, asked.filter, given.project)
    of_all = whole_figure(QUANTITIES[whole.metric], found.result, asked.filter, given.project)
    figures = {"part_before": part, "whole_before": of_all, "share_before": share_of(part, of_all)}
    said = f" {early[:1].upper()}{early[1:]} it was {{share_before}}: {{part_before}} of {{whole_before}}."
    return Passage(text=share.text + said, figures={**share.figures, **figures})


def _told(goal: Goal, overview: Overview, asked: CallFilter, given: Given) -> FigureRead:
    """The figure of one of the times, for each of what is asked."""
    whole, each = whole_figure(quantity_of(goal), overview, asked, given.project), each_of(goal)
    if each is None or each.over is Average.USER:
        return whole
    if each.over is Average.CALL:
        return _each_call(whole, overview)
    return average_of(whole, each.count_of_all(overview, None), each.over, each.units)


def _subject(goal: Goal) -> str:
    """For example "A call costs {after} on average"."""
    each, quantity = each_of(goal), quantity_of(goal)
    if each is None or each.over is Average.USER:
        return f"{quantity.name}: {{after}}"
    one = a(each.words).capitalize() if each.units == 1 else f"Each {each.words}"
    if quantity is MONEY:
        return f"{one} costs {{after}} on average"
    side = _SIDES.get(quantity.figure, "")
    return f"{one} has {{after}}{side} on average"


def _with_extra(goal: Goal, passage: Passage, given: Given) -> Passage:
    """What the calls since then cost more, or less, than they would have at the average of before."""
    if given.overview is None or given.overview_before is None or quantity_of(goal) is not MONEY:
        return passage
    late, early = given.overview.result, given.overview_before.result
    extra = extra_of(_each_call(late.cost, late), _each_call(early.cost, early), late.calls)
    if not extra.value:
        return passage
    less, shown = ("less", extra) if extra.value > 0 else ("more", opposite(extra))
    said = (
        f" At what a call cost before, these {counted(late.calls, 'call')} would have cost {{extra}} {less}."
    )
    return Passage(text=passage.text + said, figures={**passage.figures, "extra": shown})


def two_times_sections(given: Given) -> list[Section]:
    """Both times side by side."""
    if given.overview is None or given.overview_before is None:
        return []
    late, early = given.overview.result, given.overview_before
    return [
        Section(
            heading="Before and after",
            passages=[],
            table=ReportTable(
                columns=["", "Before", "After", "Change"],
                rows=[_calls_row(early.result.calls, late.calls), *(_row(one, early, late) for one in _ROWS)],
            ),
            result_id=early.id,
        )
    ]


def _calls_row(before: int, after: int) -> list[Cell]:
    return [Cell(text=words) for words in ("Calls", f"{before:,}", f"{after:,}", _signed(after - before))]


def _signed(change: int) -> str:
    return f"{change:+,}".replace("-", "\N{MINUS SIGN}")


def _row(row: _Row, early: Kept[Overview], late: Overview) -> list[Cell]:
    before, after = row.of(early.result), row.of(late)
    return [Cell(text=row.name), *(Cell(figure=one) for one in (before, after, change_of(after, before)))]
