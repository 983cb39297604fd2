"""Answers on sessions that run away: their tails, what these cost, and loops."""

from collections.abc import Sequence
from typing import Final

from netra.backend.agents.derived import share_of
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.reporting.domain.rows_left_out import rows_left_out
from netra.backend.agents.schemas import Cell, Passage, ReportTable, Section
from netra.backend.agents.text import counted
from netra.backend.agents.triage.domain.goal import Goal
from netra.backend.analytics.schemas import FigureRead, Overview
from netra.backend.session_steps.schemas import SessionStepsRead, SessionStepsRow

MOST_SESSIONS_TOLD: Final = 3


def runaways_answer(_: Goal, given: Given, overview: Overview) -> Passage:
    """How many sessions go on beyond the limit, what that costs, and which repeat one prompt."""
    if given.session_steps is None:
        return Passage(text="The steps of sessions could not be counted: see below what went wrong.")
    read = given.session_steps.result
    if not read.sessions:
        return Passage(text="Which sessions run away cannot be told: no call records its session.")
    text, figures = _tail(read, overview)
    loops = _loops(read, figures)
    unnamed = f" {counted(read.unnamed, 'call')} without a session are in none of it." if read.unnamed else ""
    return Passage(text=f"{text}{loops}{unnamed}", figures=figures)


def _tail(read: SessionStepsRead, overview: Overview) -> tuple[str, dict[str, FigureRead]]:
    whole, figures = counted(read.sessions, "session"), dict[str, FigureRead]()
    usual = f" Half of the sessions have up to {counted(read.middle, 'call')}, the longest {read.most:,}."
    limit = f"{counted(read.limit, 'call')}{'' if read.is_given else ', which 95 of 100 stay within'}"
    if not read.long:
        return f"None of {whole} has more than {limit}.{usual}", figures
    figures |= {"tail": read.tail, "cost": read.tail_cost}
    figures["share"] = share_of(read.tail_cost, overview.cost)
    text = (
        f"{read.long:,} of {whole} {'has' if read.long == 1 else 'have'} more than {limit}: their {{tail}} "
        "calls beyond it cost {cost}, {share} of the whole."
    )
    told = []
    for place, row in enumerate(read.rows[:MOST_SESSIONS_TOLD]):
        figures |= {f"calls_{place}": row.calls, f"cost_{place}": row.tail_cost}
        told.append(f"{row.session} with {{calls_{place}}} ({{cost_{place}}} beyond it)")
    ended = " A limit would end these sessions there, whether they were done or not."
    return f"{text} Most calls: {', '.join(told)}.{usual}{ended}", figures


def _loops(read: SessionStepsRead, figures: dict[str, FigureRead]) -> str:
    """The sessions that sent the same prompt again and again, as far as prompts are recorded."""
    if read.unprompted and not read.loop_rows:
        return (
            f" Whether any repeats itself is not known: {counted(read.unprompted, 'call')} record no prompt."
        )
    if not read.loop_rows:
        return " None sent the same prompt, word for word, five times."
    told = []
    for place, row in enumerate(read.loop_rows[:MOST_SESSIONS_TOLD]):
        figures[f"loop_{place}"] = row.calls
        told.append(f"{row.session} sent one {row.most_repeated:,} times in {{loop_{place}}} calls")
    one = "1 session is" if read.loops == 1 else f"{read.loops:,} sessions are"
    return f" {one} in a loop of the same prompt, word for word: {', '.join(told)}."


def runaway_sections(given: Given) -> list[Section]:
    """The longest sessions, and those in a loop."""
    found = given.session_steps
    if found is None:
        return []
    tables = (
        ("Sessions beyond the limit", found.result.rows, found.result.long),
        ("Sessions in a loop", found.result.loop_rows, found.result.loops),
    )
    return [
        Section(
            heading=heading,
            passages=rows_left_out(count - len(rows)),
            table=_table(rows),
            result_id=found.id,
        )
        for heading, rows, count in tables
        if rows
    ]


def _table(rows: Sequence[SessionStepsRow]) -> ReportTable:
    columns = ["Session", "Calls", "Beyond the limit", "They cost", "Repeated calls", "One prompt at most"]
    return ReportTable(columns=columns, rows=[_row(row) for row in rows])


def _row(row: SessionStepsRow) -> list[Cell]:
    counts = [Cell(text=f"{count:,}") for count in (row.repeats, row.most_repeated)]
    first = [Cell(text=row.session), Cell(figure=row.calls), Cell(text=f"{row.tail:,}")]
    return [*first, Cell(figure=row.tail_cost), *counts]
