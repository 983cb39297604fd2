"""Answers on calls that are longer than a number of tokens."""

from netra.backend.agents.domain import Kept
from netra.backend.agents.reporting.domain.rows_left_out import rows_left_out
from netra.backend.agents.schemas import Cell, Passage, ReportTable, Section
from netra.backend.agents.triage.domain.goal import Above
from netra.backend.call_sizes.schemas import CallSizesRead, SideRead, SizeGroupRead


def long_calls(above: Above, found: Kept[CallSizesRead]) -> Passage:
    """How many they are, what they cost, and what part of the whole that is."""
    whole = found.result.whole
    side = _side(whole, above)
    return Passage(
        text=f"{{calls}} of {whole.calls:,} calls have more than {above.tokens:,} {above.side} tokens. "
        "They cost {cost}, which is {share} of what all of them cost.",
        figures={"calls": side.calls, "cost": side.cost, "share": side.share},
    )


def long_calls_section(above: Above, found: Kept[CallSizesRead]) -> Section:
    """The same by model."""
    groups = [found.result.whole, *found.result.by_model]
    return Section(
        heading=f"Calls with more than {above.tokens:,} {above.side} tokens",
        passages=rows_left_out(found.result.models_left_out),
        table=ReportTable(
            columns=["Model", "Calls", "Tokens", "Cost"],
            rows=[_row(group, _side(group, above)) for group in groups],
        ),
        result_id=found.id,
    )


def _side(group: SizeGroupRead, above: Above) -> SideRead:
    return group.output if above.side == "output" else group.input


def _row(group: SizeGroupRead, side: SideRead) -> list[Cell]:
    name = "All" if group.model is None else group.model or "not recorded"
    return [Cell(text=name), *(Cell(figure=figure) for figure in (side.calls, side.tokens, side.cost))]
