"""What a limit on the output of calls would cut off, by model."""

from typing import Final

from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.schemas import Cell, Passage, ReportTable, Section
from netra.backend.agents.text import counted
from netra.backend.call_sizes.schemas import SizeGroupRead, SizePartRead

_MOST_ROWS: Final = 12
_COLUMNS: Final = ("Calls", "Cut off", "Tokens above", "Saved")


def output_cap_sections(given: Given) -> list[Section]:
    """The table, where a limit was asked about that cuts something off."""
    found = given.capped
    if found is None or not found.result.whole.output.calls.value:
        return []
    read, whole = found.result, found.result.whole
    words, parts, left_out = "model", [*map(_of_model, read.by_model)], read.models_left_out
    if read.by is not None:
        words, parts, left_out = read.by.words, read.parts, read.parts_left_out
    cut = [part for part in parts if part.output.calls.value]
    shown = cut[:_MOST_ROWS]
    more = len(cut) - len(shown) + left_out
    return [
        Section(
            heading=f"At most {counted(int(whole.output.limit or 0), 'output token')}",
            passages=[Passage(text=f"{counted(more, f'more {words}')} may be in the sum.")] if more else [],
            table=ReportTable(
                columns=[words.capitalize(), *_COLUMNS], rows=[_row(part) for part in (*shown, _all(whole))]
            ),
            result_id=found.id,
        )
    ]


def _of_model(group: SizeGroupRead) -> SizePartRead:
    return SizePartRead(
        key=group.model or "", calls=group.calls, input=group.input, output=group.output
    )


def _all(whole: SizeGroupRead) -> SizePartRead:
    return SizePartRead(key="All", calls=whole.calls, input=whole.input, output=whole.output)


def _row(part: SizePartRead) -> list[Cell]:
    side = part.output
    figures = (side.calls, side.above, side.excess)
    return [
        Cell(text=part.key or "not recorded"),
        Cell(text=f"{part.calls:,}"),
        *(Cell(figure=figure) for figure in figures),
    ]
