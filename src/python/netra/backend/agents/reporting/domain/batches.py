"""What batches would cost, as tables: by who waits for the answers, and by model."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.schemas import Cell, Passage, ReportTable, Section
from netra.backend.agents.text import counted
from netra.backend.batch_prices.domain import BatchPart
from netra.backend.batch_prices.schemas import BatchPartRead, BatchPricesRead, ModelInBatchesRead

_PARTS: Final[Mapping[BatchPart, str]] = MappingProxyType(
    {
        BatchPart.ALONE: "Alone in their session",
        BatchPart.SESSIONLESS: "Without a session",
        BatchPart.CONVERSATION: "In sessions of several calls",
    }
)
_MOST_ROWS: Final = 12
_COLUMNS: Final = ("Calls", "Today", "In batches", "Saved")


def batch_sections(given: Given) -> list[Section]:
    """The two tables, where batches were looked at."""
    if given.batches is None:
        return []
    read = given.batches.result
    by_waiting = [_part(part) for part in read.parts if part.calls]
    by_model = [_model(model) for model in read.models[:_MOST_ROWS]]
    tables = (
        ("In batches, by who waits", "Which", by_waiting, _left_out(read)),
        ("In batches, by model", "Model", by_model, _more(read)),
    )
    return [
        Section(
            heading=heading,
            passages=[passage] if passage.text else [],
            table=ReportTable(columns=[first, *_COLUMNS], rows=rows),
            result_id=given.batches.id,
        )
        for heading, first, rows, passage in tables
        if rows
    ]


def _left_out(read: BatchPricesRead) -> Passage:
    """Calls that are in no row, so that nobody misses them."""
    said = [
        f"{counted(read.failed, 'failed call')} ({{failed}})" if read.failed else "",
        f"{counted(read.unpriced, 'call')} without a known price" if read.unpriced else "",
        f"{counted(read.unoffered.calls, 'call')} without a known batch price ({{unoffered}})"
        if read.unoffered.calls
        else "",
    ]
    told = ", ".join(filter(None, said))
    figures = {"failed": read.failed_today, "unoffered": read.unoffered}
    shown = {name: figure for name, figure in figures.items() if f"{{{name}}}" in told}
    return Passage(text=f"Left out: {told}." if told else "", figures=shown)


def _more(read: BatchPricesRead) -> Passage:
    more = len(read.models) + read.models_left_out - _MOST_ROWS
    return Passage(text=f"{more:,} more models are not listed." if more > 0 else "")


def _part(part: BatchPartRead) -> list[Cell]:
    return _row(_PARTS[part.part], part.calls, part)


def _model(model: ModelInBatchesRead) -> list[Cell]:
    name = f"{model.model or 'not recorded'} ({model.provider})" if model.provider else model.model
    return _row(name or "not recorded", model.calls, model)


def _row(name: str, calls: int, read: BatchPartRead | ModelInBatchesRead) -> list[Cell]:
    figures = (read.today, read.cost, read.saving)
    return [Cell(text=name), Cell(text=f"{calls:,}"), *(Cell(figure=figure) for figure in figures)]
