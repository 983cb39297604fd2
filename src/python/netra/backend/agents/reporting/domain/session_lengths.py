"""Answers on whether a call of long sessions costs more than one of short ones: by quarters."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from netra.backend.agents.cost_spread.domain import FEWEST_FOR_OUTLIERS, named_parts, quarters_by_calls
from netra.backend.agents.derived import average_of, order_statistic, sum_of
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.schemas import Cell, Passage, ReportTable, Section
from netra.backend.agents.text import counted
from netra.backend.analytics.domain.figures import Unit
from netra.backend.analytics.schemas import FigureRead, GroupRead, Overview

_CLEARLY: Final = Decimal("1.1")
_NAMES: Final = ("Shortest quarter", "Second quarter", "Third quarter", "Longest quarter")


def _quarters(given: Given) -> list[list[GroupRead]]:
    rows = named_parts(given.spread.table.result) if given.spread is not None else []
    return quarters_by_calls(rows) if len(rows) >= FEWEST_FOR_OUTLIERS else []


def _a_call(rows: Sequence[GroupRead]) -> FigureRead:
    """What a call of all these costs, of the calls with a price."""
    costs = [
        order_statistic("cost", row.cost, unit=Unit.USD, formula="", kind=row.cost_kind, calls=row.calls)
        for row in rows
    ]
    whole = sum_of("cost.quarter", costs)
    return average_of(whole, sum(row.calls - row.unpriced_calls for row in rows), "call")


def lengths_answer(given: Given, overview: Overview) -> Passage:
    """What a call costs in each quarter of the sessions, the shortest first."""
    quarters = _quarters(given)
    if not quarters:
        few = f"Too few sessions are named to tell long from short ones: {FEWEST_FOR_OUTLIERS} are needed."
        return Passage(text=f"{few} These calls cost {{cost}}.", figures={"cost": overview.cost})
    figures = {f"quarter_{place}": _a_call(rows) for place, rows in enumerate(quarters)}
    first, last = (figures[f"quarter_{place}"].value or Decimal(0) for place in (0, 3))
    told = ", ".join(f"{{quarter_{place}}}" for place in range(4))
    longest = quarters[-1][0].calls
    text = (
        f"{_verdict(first, last)} By quarters of {counted(sum(map(len, quarters)), 'session')}, from the "
        f"shortest "
        f"to the longest, a call costs {told}; the longest quarter has {longest:,} calls or more each."
    )
    within = _within(given)
    return Passage(text=within.text + text, figures={**within.figures, **figures})


def _within(given: Given) -> Passage:
    """How a call goes on within a session, which sessions of other lengths cannot tell."""
    steps = given.spread.steps if given.spread is not None else None
    halves = steps.result.halves if steps is not None else None
    if halves is None or not halves.sessions or None in {halves.first_cost.value, halves.second_cost.value}:
        return Passage(text="")
    figures = {
        "first_half": halves.first_cost,
        "second_half": halves.second_cost,
        "first_read": halves.first_input,
        "second_read": halves.second_input,
    }
    sessions = counted(halves.sessions, "session")
    text = (
        "Within one session a call of the second half costs {second_half}, one of the first {first_half}, "
        f"and reads {{second_read}} instead of {{first_read}}. The second half is dearer in "
        f"{halves.dearer:,} of {sessions} that have {halves.fewest} calls or more. Beside each other: "
    )
    return Passage(text=text, figures=figures)


def _verdict(first: Decimal, last: Decimal) -> str:
    if last > first * _CLEARLY:
        return "Yes, a call of the long sessions costs more."
    if last * _CLEARLY < first:
        return "No, a call of the long sessions costs less."
    return "A call of the long sessions costs about as much as one of the short ones."


def lengths_sections(given: Given) -> list[Section]:
    """Each quarter with its sessions, their calls, and what a call costs."""
    quarters, found = _quarters(given), given.spread
    if not quarters or found is None:
        return []
    rows = [
        [
            Cell(text=name),
            Cell(text=f"{len(rows):,}"),
            Cell(text=f"{rows[0].calls:,} to {rows[-1].calls:,}"),
            Cell(figure=_a_call(rows)),
        ]
        for name, rows in zip(_NAMES, quarters, strict=True)
    ]
    table = ReportTable(columns=["", "Sessions", "Calls of one", "Cost of a call"], rows=rows)
    heading = "What a call costs, by how many calls a session has"
    return [Section(heading=heading, passages=[], table=table, result_id=found.table.id)]
