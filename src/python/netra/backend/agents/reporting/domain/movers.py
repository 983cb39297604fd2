"""What moved a cost between two periods: the groups, and within the one that counts most, the models."""

from decimal import Decimal
from typing import Final

from netra.backend.agents.data.domain import Lead
from netra.backend.agents.derived import average_of
from netra.backend.agents.domain import Kept
from netra.backend.agents.schemas import Cell, Passage, ReportTable, Section
from netra.backend.agents.triage.domain.goal import Average, Goal
from netra.backend.analytics.schemas import FigureRead
from netra.backend.comparisons.schemas import ComparisonRead, MoverRead, MoversRead

FAILED_EFFECT: Final = "failed"
_LARGE_DIFFERENCE: Final = Decimal("0.05")
"""Of the shares of failed calls in two times."""
_FEWEST_FAILED: Final = 3


def mover_sections(found: Kept[ComparisonRead], goal: Goal | None) -> list[Section]:
    """A table for each thing that calls are told apart by, what is asked about first."""
    by = goal.breakdown if goal is not None else None
    tables = sorted(found.result.movers, key=lambda moved: moved.by.key is not by)
    each = goal is not None and goal.average is Average.CALL
    return [_section(moved, found, each_call=each) for moved in tables]


def _section(moved: MoversRead, found: Kept[ComparisonRead], *, each_call: bool) -> Section:
    more = moved.groups - len(moved.movers)
    note = f"{more:,} more changed less, or not at all." if more > 0 else ""
    rates = ["A call before", "A call after"] if each_call else []
    return Section(
        heading=f"What moved, by {moved.by}",
        passages=[Passage(text=note)] if note else [],
        table=ReportTable(
            columns=[moved.by.capitalize(), "Before", "After", "Change", *rates],
            rows=[_row(mover, each_call=each_call) for mover in moved.movers],
        ),
        result_id=found.id,
    )


def _row(mover: MoverRead, *, each_call: bool) -> list[Cell]:
    name = Cell(text=mover.key or "not recorded")
    figures = [mover.before, mover.after, mover.change]
    if each_call:
        counts = ((mover.before, mover.calls_before), (mover.after, mover.calls_after))
        figures += [average_of(cost, calls, "call") for cost, calls in counts]
    return [name, *(Cell(figure=figure) for figure in figures)]


def reason(lead: Lead, within: ComparisonRead | None) -> Passage:
    """Which group most of the change is, and which models changed within it."""
    name = lead.mover.key or f"calls without a recorded {lead.by}"
    figures = {"lead": lead.mover.change, "lead_before": lead.mover.before, "lead_after": lead.mover.after}
    text = f" By {lead.by}, most of it is {name}: {{lead}} (from {{lead_before}} to {{lead_after}})."
    moved = next((one.movers for one in within.movers if one.by == "model"), []) if within else []
    for place, mover in enumerate(moved[:2]):
        figures |= {f"model_before_{place}": mover.before, f"model_after_{place}": mover.after}
    said = [
        f"{mover.key or 'what names no model'} went from {{model_before_{at}}} to {{model_after_{at}}}"
        for at, mover in enumerate(moved[:2])
    ]
    if said:
        text += f" Within it, {' and '.join(said)}{_switched(moved)}."
    return Passage(text=text, figures=figures)


def failures_differ(read: ComparisonRead) -> bool:
    """Whether much more of the calls failed in one of the times than in the other."""
    times = (read.before, read.after)
    shares = [Decimal(one.failed) / one.calls if one.calls else Decimal(0) for one in times]
    are_several = max(read.before.failed, read.after.failed) >= _FEWEST_FAILED
    return are_several and abs(shares[1] - shares[0]) >= _LARGE_DIFFERENCE


def failures(read: ComparisonRead) -> str:
    """How many calls failed in each of the times, where that differs much; else nothing."""
    if not failures_differ(read):
        return ""
    now, then = (f"{one.failed:,} of {one.calls:,}" for one in (read.after, read.before))
    return f" Failed calls: {now}, against {then} before."


def _switched(moved: list[MoverRead]) -> str:
    """Says so where one model took the place of another."""
    gone = [one.key for one in moved if _is_nothing(one.after) and not _is_nothing(one.before)]
    new = [one.key for one in moved if _is_nothing(one.before) and not _is_nothing(one.after)]
    return f": {new[0]} took the place of {gone[0]}" if len(gone) == len(new) == 1 else ""


def _is_nothing(figure: FigureRead) -> bool:
    return (figure.value or Decimal(0)) == 0
