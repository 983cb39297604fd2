"""What calls would have cost without a cache: what caching saves now, in a few words and by model."""

from decimal import Decimal
from typing import Final

from netra.backend.agents.derived import opposite, share_of
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.schemas import Cell, Passage, ReportTable, Section
from netra.backend.agents.text import counted
from netra.backend.analytics.schemas import FigureRead, Overview
from netra.backend.caching_now.schemas import ModelWithoutCaching, WithoutCaching

_MOST_MODELS: Final = 12
_NONE: Final = Decimal(0)
_UNRECORDED: Final = "No call says what was cached, so what caching saves is not known. They cost {cost}."
_UNUSED: Final = (
    "Nothing was read from a cache or written to one: without caching these calls would cost {today} too."
)
_FAILED: Final = (
    "These calls cost {cost}. What they would have cost without caching could not be computed: see what went "
    "wrong below."
)


def without_caching_answer(given: Given, overview: Overview) -> Passage:
    """What caching saves on these calls, or costs; why it cannot be told where it cannot."""
    if given.uncached is None:
        text = _FAILED if given.failures else _UNRECORDED
        return Passage(text=text, figures={"cost": overview.cost})
    read = given.uncached.result
    if not read.counted_calls:
        text = f"No price is known for {counted(read.calls, 'call')}, so what caching saves cannot be told."
        return Passage(text=text)
    if read.saving.value is None:
        return Passage(text=_UNRECORDED, figures={"cost": overview.cost})
    if not read.read_tokens and not read.written_tokens:
        passage = Passage(text=_UNUSED, figures={"today": read.today})
    else:
        passage = _saved(read, read.saving.value)
    return passage.model_copy(update={"text": passage.text + _left_out(read)})


def _saved(read: WithoutCaching, saving: Decimal) -> Passage:
    figures = {"today": read.today, "cost": read.cost, "reads": read.reads}
    text = f"{counted(read.counted_calls, 'call')} cost {{today}}. Without any caching "
    if saving >= 0:
        figures |= {"saving": read.saving, "ratio": share_of(read.saving, read.cost)}
        text += "they would have cost {cost}: caching saved {saving}, {ratio} of that."
    else:
        figures["loss"] = opposite(read.saving)
        text += "they would have cost {cost}, {loss} less: here caching costs more than it saves."
    return Passage(text=text + _by_reading_and_writing(read, figures), figures=figures)


def _by_reading_and_writing(read: WithoutCaching, figures: dict[str, FigureRead]) -> str:
    text = " Reading from the cache saved {reads}"
    if not read.written_tokens:
        return f"{text}; no writes to it are recorded."
    if (read.writes.value or _NONE) > 0:
        figures["writes"] = read.writes
        return f"{text}, writing to it {{writes}}."
    figures["dearer"] = opposite(read.writes)
    return f"{text}; writing to it cost {{dearer}} more than fresh input."


def _left_out(read: WithoutCaching) -> str:
    said = ""
    if read.unrecorded_calls:
        verb = "does" if read.unrecorded_calls == 1 else "do"
        said += f" {counted(read.unrecorded_calls, 'call')} of these {verb} not say what was cached."
    if unpriced := read.calls - read.counted_calls:
        verb = "is" if unpriced == 1 else "are"
        said += f" {counted(unpriced, 'call')} without a known price {verb} in neither amount."
    return said


def without_caching_sections(given: Given) -> list[Section]:
    """Every model with its tokens of the cache, and what they came to."""
    found = given.uncached
    if found is None or found.result.saving.value is None:
        return []
    rows, read = found.result.models[:_MOST_MODELS], found.result
    more = len(read.models) - len(rows)
    whole = [
        *(Cell(text=one) for one in ("All with a price", *_counts(read.counted_calls, read))),
        *(Cell(figure=one) for one in (read.today, read.cost, read.saving)),
    ]
    columns = ["Model", "Calls", "Read", "Written", "Today", "Without caching", "Saved"]
    return [
        Section(
            heading="With caching and without",
            passages=[Passage(text=f"{more:,} more models are in the sum.")] if more else [],
            table=ReportTable(columns=columns, rows=[*map(_row, rows), whole]),
            result_id=found.id,
        )
    ]


def _row(row: ModelWithoutCaching) -> list[Cell]:
    name = row.model or "not recorded"
    note = "" if row.is_counted else " (not in the sum)"
    return [
        *(Cell(text=one) for one in (f"{name}{note}", *_counts(row.calls, row))),
        *(Cell(figure=one) for one in (row.today, row.cost, row.saving)),
    ]


def _counts(calls: int, read: ModelWithoutCaching | WithoutCaching) -> tuple[str, str, str]:
    return f"{calls:,}", f"{read.read_tokens:,}", f"{read.written_tokens:,}"
