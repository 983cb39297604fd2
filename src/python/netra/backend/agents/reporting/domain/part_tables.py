"""The parts of a breakdown as a table, in the quantity and the order that were asked for."""

from typing import Final

from netra.backend.agents.domain import Kept
from netra.backend.agents.reporting.domain.averages import Each
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.reporting.domain.parts import MONEY, QUANTITIES, Parts, Quantity, parts_of
from netra.backend.agents.reporting.domain.rows_left_out import rows_left_out
from netra.backend.agents.schemas import Cell, Passage, ReportTable, Section
from netra.backend.agents.text import a, called
from netra.backend.agents.triage.domain.goal import Average, Metric
from netra.backend.analytics.domain import describe
from netra.backend.analytics.schemas import Breakdown, GroupRead

MOST_ROWS: Final = 12
MOST_STEPS: Final = 31
"""Rows of what has an order of its own, such as the days of a month."""
MOST_CHOSEN: Final = 500
"""Rows of what is chosen by its amount."""


def part_section(found: Kept[Breakdown], given: Given) -> Section:
    """The table, with the share of each part."""
    parts = parts_of(found.result, given).chosen
    most = parts.count or (MOST_STEPS if parts.is_in_order or parts.has_steps else MOST_ROWS)
    most = MOST_CHOSEN if given.goal is not None and given.goal.only_parts else most
    rows = parts.rows()
    kept = rows[-most:] if parts.is_in_order else rows[:most]
    more = len(parts.table.rows) - len(kept)
    which = "earlier" if parts.is_in_order else "more"
    note = rows_left_out(more, which, is_least=parts.table.truncated)
    note += [Passage(text=said) for said in (_counted_in_several(parts),) if said]
    return Section(
        heading=f"By {parts.words}",
        passages=note,
        table=ReportTable(columns=_columns(parts), rows=[_row(row, parts) for row in kept]),
        result_id=found.id,
    )


def _counted_in_several(parts: Parts) -> str:
    """How an average over sessions is to be read where a session has calls in several parts."""
    each, whole = parts.each, parts.table.whole
    if each is None or each.over is not Average.SESSION or each.is_median or whole is None:
        return ""
    if sum(row.tally.sessions for row in parts.table.rows if row.tally) <= whole.sessions:
        return ""
    return (
        f"A session may have calls of several {parts.plural}: a session costs here what those with calls of "
        f"the {parts.words} cost on it, and the parts of a session add up to it."
    )


def _columns(parts: Parts) -> list[str]:
    quantity, first = parts.quantity, [parts.table.by.words.capitalize()]
    if parts.table.also_by is not None:
        first.append(parts.table.also_by.words.capitalize())
    if quantity.figure == describe.CALLS and parts.each is None:
        return [*first, "Calls", "Share", "Cost"]
    share = "Share" if parts.own_whole is None else f"Share of its {parts.own_whole.name.lower()}"
    share = f"Share of the {parts.table.by.words}" if parts.whole_parts is not None else share
    calls = [] if quantity.figure == describe.CALLS else ["Calls"]
    rate = [] if parts.is_tallied else [_rate_name(parts)]
    cost = [] if quantity is MONEY else ["Cost"]
    shares = [] if parts.is_tallied else [share]
    return [*first, *calls, quantity.name, *(side.name for side in _sides(quantity)), *shares, *rate, *cost]


def _rate_name(parts: Parts) -> str:
    each = parts.each or Each()
    if each.is_median:
        return "Median cost of a call"
    one = a(each.words) if each.units == 1 else f"per {each.words}"
    return f"Cost {one}" if parts.quantity is MONEY else one.capitalize()


def _sides(quantity: Quantity) -> tuple[Quantity, ...]:
    """What all tokens are made of."""
    sides = (QUANTITIES[Metric.INPUT_TOKENS], QUANTITIES[Metric.OUTPUT_TOKENS])
    return sides if quantity.figure == describe.TOKENS else ()


def _row(row: GroupRead, parts: Parts) -> list[Cell]:
    quantity, figure = parts.quantity, parts.figure(row)
    names = [Cell(text=called(key)) for key in (row.key, row.also_key) if key is not None]
    share = Cell(figure=parts.share(row))
    is_of_calls = quantity.figure == describe.CALLS
    if is_of_calls and parts.each is None:
        return [*names, Cell(figure=figure), share, Cell(figure=parts.cost(row))]
    sides = [Cell(figure=parts.figure(row, side)) for side in _sides(quantity)]
    calls = [] if is_of_calls else [Cell(text=f"{row.calls:,}")]
    rate = [] if parts.is_tallied else [Cell(figure=parts.rate(row))]
    cost = [] if quantity is MONEY else [Cell(figure=parts.cost(row))]
    shares = [] if parts.is_tallied else [share]
    return [*names, *calls, Cell(figure=figure), *sides, *shares, *rate, *cost]
