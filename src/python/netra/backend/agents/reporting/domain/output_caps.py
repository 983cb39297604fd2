"""What a limit on the output of calls would cut off, by model."""

from typing import Final

from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.schemas import Cell, Passage, ReportTable, Section
from netra.backend.agents.text import counted
from netra.backend.call_sizes.schemas import SizeGroupRead

_MOST_ROWS: Final = 12
_COLUMNS: Final = ("Model", "Calls", "Cut off", "Tokens above", "Saved")


def output_cap_sections(given: Given) -> list[Section]:
    """The table, where a limit was asked about that cuts something off."""
    found = given.capped
    if found is None or not found.result.whole.output.calls.value:
        return []
    whole, models = found.result.whole, found.result.by_model
    cut = [group for group in models if group.output.calls.value]
    shown = cut[:_MOST_ROWS]
    more = len(cut) - len(shown) + found.result.models_left_out
    return [
        Section(
            heading=f"At most {counted(int(whole.output.limit or 0), 'output token')}",
            passages=[Passage(text=f"{counted(more, 'more model')} may be in the sum.")] if more else [],
            table=ReportTable(columns=list(_COLUMNS), rows=[_row(group) for group in (*shown, whole)]),
            result_id=found.id,
        )
    ]


def _row(group: SizeGroupRead) -> list[Cell]:
    name = "All" if group.model is None else group.model or "not recorded"
    side = group.output
    figures = (side.calls, side.above, side.excess)
    return [
        Cell(text=name),
        Cell(text=f"{group.calls:,}"),
        *(Cell(figure=figure) for figure in figures),
    ]
