"""What calls reason beyond a cap, by model or what else was asked."""

from typing import Final

from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.schemas import Cell, Passage, ReportTable, Section
from netra.backend.agents.text import counted
from netra.backend.reasoning_caps.schemas import CappedPartRead

CAPPED_ROWS: Final = 12


def reasoning_cap_sections(given: Given) -> list[Section]:
    """The table, where a cap was asked about that calls are above."""
    found = given.reasoned
    if found is None or not found.result.whole.longer.value:
        return []
    read = found.result
    told = [part for part in read.parts if part.longer.value or part.unrecorded]
    shown, words = told[:CAPPED_ROWS], read.by.words
    more = len(told) - len(shown) + read.parts_left_out
    columns = [words.capitalize(), "Above the cap", "Tokens beyond", "Saved", "Calls not recorded"]
    return [
        Section(
            heading=f"At most {counted(read.cap, 'reasoning token')} a call",
            passages=[Passage(text=f"{counted(more, f'more {words}')} may be in the sum.")] if more else [],
            table=ReportTable(
                columns=columns,
                rows=[*(_row(part, part.key or "not recorded") for part in shown), _row(read.whole, "All")],
            ),
            result_id=found.id,
        )
    ]


def _row(part: CappedPartRead, name: str) -> list[Cell]:
    figures = (part.longer, part.above, part.saving)
    return [Cell(text=name), *(Cell(figure=figure) for figure in figures), Cell(text=f"{part.unrecorded:,}")]
