"""Answers on whom failures meet, and whether sending a call again helps."""

from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from netra.backend.agents.derived import share_of
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.schemas import Cell, Passage, ReportTable, Section
from netra.backend.agents.text import counted
from netra.backend.analytics.domain import describe
from netra.backend.analytics.domain.dimensions import Dimension, only_part
from netra.backend.analytics.domain.links import evidence_link
from netra.backend.analytics.schemas import Breakdown, FigureRead, GroupRead
from netra.backend.calls.domain.call import CallStatus
from netra.backend.retries.schemas import RetriesRead

MOST_TOLD: Final = 3
_MOST_ROWS: Final = 20


def retries_answer(read: RetriesRead) -> Passage:
    """How many calls that were sent again after a failure were answered, and after which errors."""
    figures = {"failed": read.failed, "again": read.after_error, "cost": read.after_error_cost}
    within = f"within {counted(read.within_seconds, 'second')}"
    if read.after_error.value is None:
        text = "Whether sending a call again helps cannot be told: no call records both prompt and session."
        return Passage(text=f"{text} {{failed}} calls failed.", figures={"failed": read.failed})
    if not read.after_error.value:
        text = f"No failed call was sent again {within}, of {{failed}} that failed."
        return Passage(text=text, figures={"failed": read.failed})
    figures |= {"answered": read.answered, "share": share_of(read.answered, read.after_error)}
    figures["left"] = read.not_again
    told = [
        f"{one.answered:,} of {one.sent_again:,} after {one.error_type or 'an error without a name'}"
        for one in read.outcomes[:MOST_TOLD]
    ]
    text = (
        f"Of {{again}} calls that were sent again {within} after a failure, {{answered}} were answered "
        f"({{share}}): {', '.join(told)}. They cost {{cost}}. {{left}} of {{failed}} failed calls were not "
        "sent again."
    )
    return Passage(text=text, figures=figures)


def outcome_sections(given: Given) -> list[Section]:
    """What became of calls that were sent again, by the error before."""
    if given.retries is None or not given.retries.result.outcomes:
        return []
    rows = [
        [
            Cell(text=one.error_type or "not named"),
            Cell(text=f"{one.sent_again:,}"),
            Cell(text=f"{one.answered:,}"),
        ]
        for one in given.retries.result.outcomes
    ]
    table = ReportTable(columns=["After", "Sent again", "Answered"], rows=rows)
    heading = "Calls sent again after a failure"
    return [Section(heading=heading, passages=[], table=table, result_id=given.retries.id)]


def met_passage(given: Given) -> Passage:
    """How many users, or sessions, have failed calls, and which the most; empty where that is not asked."""
    failed, every = given.failed_parts, given.all_parts
    if failed is None or every is None or not failed.result.rows:
        return Passage(text="")
    by = Dimension(failed.result.by)
    met, whole = _named(failed.result, by), _named(every.result, by)
    if not whole:
        return Passage(text=f"Which {by.plural} they are of is not recorded. ")
    figures = dict[str, FigureRead]()
    text = f"{met:,} of {counted(whole, by.words)} {'has' if met == 1 else 'have'} failed calls"
    named = [row for row in _ranked(failed.result) if row.key][:MOST_TOLD]
    said = []
    for place, row in enumerate(named):
        figures[f"met_{place}"] = _failed_calls(given, by, row)
        said.append(f"{row.key} {{met_{place}}}")
    text += f": {'most of them ' if met > len(said) else ''}{', '.join(said)}. " if said else ". "
    lacking = next((row.calls for row in failed.result.rows if not row.key), 0)
    text += (
        f"{counted(lacking, 'failed call')} {'names' if lacking == 1 else 'name'} none. " if lacking else ""
    )
    return Passage(text=text, figures=figures)


def _named(table: Breakdown, by: Dimension) -> int:
    """How many users, or sessions, the calls of a table name."""
    if table.whole is None:
        return sum(1 for row in table.rows if row.key)
    return table.whole.users if by is Dimension.USER else table.whole.sessions


def _ranked(table: Breakdown) -> list[GroupRead]:
    return sorted(table.rows, key=lambda row: (-row.calls, row.key))


def _failed_calls(given: Given, by: Dimension, row: GroupRead) -> FigureRead:
    """The failed calls of one part, which open."""
    assert given.asked is not None  # noqa: S101  parts are of what was asked
    asked = given.asked.model_copy(update={"status": (CallStatus.ERROR,)}).filter
    wanted = only_part(asked, by, row.key, ZoneInfo(given.project.time_zone))
    link = evidence_link(given.project.id, describe.CALLS, wanted)
    return FigureRead.model_validate(describe.calls_figure(row.calls, link), from_attributes=True)


def met_sections(given: Given) -> list[Section]:
    """Each user, or session, with its failed calls beside all of them."""
    failed, every = given.failed_parts, given.all_parts
    if failed is None or every is None or not failed.result.rows:
        return []
    by, calls = Dimension(failed.result.by), {row.key: row.calls for row in every.result.rows}
    ranked = _ranked(failed.result)
    rows = [_row(given, by, row, calls.get(row.key, row.calls)) for row in ranked[:_MOST_ROWS]]
    left = len(ranked) - len(rows)
    return [
        Section(
            heading=f"{by.plural[:1].upper()}{by.plural[1:]} with failed calls",
            passages=[Passage(text=f"{counted(left, f'more {by.words}')} not shown.")] if left > 0 else [],
            table=ReportTable(columns=[by.words.capitalize(), "Failed", "Of calls", "Share"], rows=rows),
            result_id=failed.id,
        )
    ]


def _row(given: Given, by: Dimension, row: GroupRead, whole: int) -> list[Cell]:
    failed = _failed_calls(given, by, row)
    share = share_of(failed, failed.model_copy(update={"value": Decimal(whole), "calls": whole}))
    named = [Cell(text=row.key or "not recorded"), Cell(figure=failed), Cell(text=f"{whole:,}")]
    return [*named, Cell(figure=share)]
