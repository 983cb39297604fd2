"""The parts of a breakdown in the quantity that was asked for: as a table, and its ends in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from netra.backend.agents.derived import average_of, share_of
from netra.backend.agents.domain import Kept
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.schemas import Cell, Passage, ReportTable, Section
from netra.backend.agents.text import counted
from netra.backend.agents.triage.domain.goal import Average, Goal, Metric
from netra.backend.analytics.domain import describe
from netra.backend.analytics.domain.dimensions import Dimension, only_part
from netra.backend.analytics.domain.figures import Certainty, Figure, Unit
from netra.backend.analytics.domain.links import evidence_link
from netra.backend.analytics.domain.totals import Total, total
from netra.backend.analytics.schemas import Breakdown, FigureRead, GroupRead, Overview
from netra.backend.calls.domain.call import Bucket
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.domain.measures import Order
from netra.backend.projects.domain import Project

MOST_ROWS: Final = 12
MOST_STEPS: Final = 31
"""Rows of what has an order of its own, such as the days of a month."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that calls add up to: the figure it is, and what it is called."""

    figure: str
    name: str
    most: str = ""
    least: str = ""

    def end(self, order: Order, by: str) -> str:
        """Which part is at an end of the order, such as "dearest model"."""
        told = self.most if order is Order.MOST else self.least
        few = "fewest" if self.figure == describe.CALLS else "least"
        much = "most" if order is Order.MOST else few
        return f"{told} {by}" if told else f"{by} with the {much} {self.name.lower()}"


_COST: Final = Quantity(describe.COST, "Cost", "dearest", "cheapest")
QUANTITIES: Final[Mapping[Metric, Quantity]] = MappingProxyType(
    {
        Metric.COST: _COST,
        Metric.CALLS: Quantity(describe.CALLS, "Calls"),
        Metric.TOKENS: Quantity(describe.TOKENS, "Tokens"),
        Metric.INPUT_TOKENS: Quantity(describe.INPUT, "Input tokens"),
        Metric.OUTPUT_TOKENS: Quantity(describe.OUTPUT, "Output tokens"),
        Metric.CACHED_TOKENS: Quantity(Bucket.CACHE_READ, "Tokens read from caches"),
        Metric.REASONING_TOKENS: Quantity(Bucket.OUTPUT_REASONING, "Reasoning tokens"),
    }
)


def quantity_of(goal: Goal | None) -> Quantity:
    """What is added up: what was asked for, else the cost."""
    return QUANTITIES.get(goal.metric or Metric.COST, _COST) if goal is not None else _COST


def whole_figure(quantity: Quantity, overview: Overview, asked: CallFilter, project: Project) -> FigureRead:
    """The quantity of all the calls of an overview."""
    if quantity is _COST:
        return overview.cost
    summed = total(_total(row) for row in overview.by_model)
    return _figure(quantity, summed, asked, project)


def part_figure(
    quantity: Quantity, row: GroupRead, by: Dimension, asked: CallFilter, project: Project
) -> FigureRead:
    """The quantity of one part, as a figure that opens to the calls of this part."""
    only = only_part(asked, by, row.key, ZoneInfo(asked.zone or project.time_zone))
    return _cost(row, only, project) if quantity is _COST else _figure(quantity, _total(row), only, project)


def cost_of_part(row: GroupRead, by: Dimension, asked: CallFilter, project: Project) -> FigureRead:
    """What one part costs, as a figure that opens to its calls."""
    return part_figure(_COST, row, by, asked, project)


def _total(row: GroupRead) -> Total:
    """The tokens and calls of a row; of its cost it does not say what was assumed."""
    return Total(
        buckets=tuple(getattr(row, bucket) for bucket in Bucket),
        calls=row.calls,
        cache_unrecorded=row.cache_unrecorded_calls,
        reasoning_unrecorded=row.reasoning_unrecorded_calls,
    )


def _figure(quantity: Quantity, summed: Total, asked: CallFilter, project: Project) -> FigureRead:
    link = evidence_link(project.id, quantity.figure, asked)
    figure = describe.figure_of(quantity.figure, summed, project, link)
    return FigureRead.model_validate(figure, from_attributes=True)


def _cost(row: GroupRead, only: CallFilter, project: Project) -> FigureRead:
    worth = "not known" if row.cost is None else f"${row.cost:,.6f}"
    figure = Figure(
        id=describe.COST,
        value=row.cost,
        unit=Unit.USD,
        kind=row.cost_kind,
        rule=describe.CALL_COST_RULE,
        formula=f"sum of {row.calls:,} calls = {worth}",
        calls=row.calls,
        price_book=str(project.price_book),
        assumptions=tuple(_assumptions(row)),
        missing=_missing(row),
        evidence=evidence_link(project.id, describe.COST, only),
    )
    return FigureRead.model_validate(figure, from_attributes=True)


def _assumptions(row: GroupRead) -> list[str]:
    if row.cost_kind is not Certainty.ESTIMATED or not row.cache_unrecorded_calls:
        return []
    return [f"{row.cache_unrecorded_calls:,} calls do not say what was cached: all input is priced as fresh."]


def _missing(row: GroupRead) -> str | None:
    if not row.unpriced_calls:
        return None
    return (
        f"{row.unpriced_calls:,} of {row.calls:,} calls have no known price: name the model and its provider."
    )


Part = tuple[GroupRead, FigureRead]


def _parts(table: Breakdown, given: Given) -> list[Part]:
    """The rows with their quantity, in the order that was asked for."""
    assert given.asked is not None  # noqa: S101  the table is of these calls
    asked, quantity = given.asked.filter, quantity_of(given.goal)
    ranking = given.goal.ranking if given.goal is not None else None
    parts = [(row, part_figure(quantity, row, table.by, asked, given.project)) for row in table.rows]
    if table.by.is_ordered and (ranking is None or ranking.count is None):
        return parts
    return _by_measure(parts, ranking.order if ranking else Order.MOST)


def _by_measure(parts: Sequence[Part], order: Order) -> list[Part]:
    """In the order of their figures; those that have none, or no name, come last where the least is asked."""
    known = [part for part in parts if part[1].value is not None and (order is Order.MOST or part[0].key)]
    rest = [part for part in parts if part not in known]
    return [*sorted(known, key=lambda part: part[1].value or 0, reverse=order is Order.MOST), *rest]


def part_section(found: Kept[Breakdown], given: Given) -> Section:
    """The table; whole columns that would repeat another one are left out."""
    table, quantity = found.result, quantity_of(given.goal)
    parts, most = _parts(table, given), MOST_STEPS if table.by.is_ordered else MOST_ROWS
    ranking = given.goal.ranking if given.goal else None
    most = max(most, ranking.count) if ranking is not None and ranking.count is not None else most
    in_order = table.by.is_ordered and (ranking is None or ranking.count is None)
    kept = parts[-most:] if in_order else parts[:most]
    more = len(parts) - len(kept)
    note = [Passage(text=f"{more:,} {'earlier' if in_order else 'more'} rows are left out.")] if more else []
    return Section(
        heading=f"By {table.by.words}",
        passages=note,
        table=ReportTable(
            columns=_columns(table.by, quantity),
            rows=[_row(part, quantity, table.by, given) for part in kept],
        ),
        result_id=found.id,
    )


def _columns(by: Dimension, quantity: Quantity) -> list[str]:
    first = by.words.capitalize()
    if quantity.figure == describe.CALLS:
        return [first, "Calls", "Share", "Cost"]
    each = "Cost a call" if quantity is _COST else "A call"
    return [first, "Calls", quantity.name, "Share", each, *([] if quantity is _COST else ["Cost"])]


def _row(part: Part, quantity: Quantity, by: Dimension, given: Given) -> list[Cell]:
    row, figure = part
    assert given.asked is not None  # noqa: S101  the table is of these calls
    assert given.overview is not None  # noqa: S101
    asked, project = given.asked.filter, given.project
    share = share_of(figure, whole_figure(quantity, given.overview.result, asked, project))
    cost = cost_of_part(row, by, asked, project)
    name = Cell(text=row.key or "not recorded")
    if quantity.figure == describe.CALLS:
        return [name, Cell(figure=figure), Cell(figure=share), Cell(figure=cost)]
    count = row.calls - row.unpriced_calls if quantity is _COST else row.calls
    cells = [name, Cell(text=f"{row.calls:,}"), Cell(figure=figure), Cell(figure=share)]
    cells.append(Cell(figure=average_of(figure, count, "call")))
    return cells if quantity is _COST else [*cells, Cell(figure=cost)]


def ends(goal: Goal, given: Given, overview: Overview) -> Passage:
    """Which parts are at the end of the order that was asked for, with what they are of the whole."""
    table = given.breakdowns[0].result
    assert given.asked is not None  # noqa: S101  the table is of these calls
    quantity, order = quantity_of(goal), goal.ranking.order if goal.ranking else Order.MOST
    whole = whole_figure(quantity, overview, given.asked.filter, given.project)
    count = goal.ranking.count if goal.ranking is not None else None
    parts = _by_measure(_parts(table, given), order)[: count or 1]
    names = [row.key or f"calls without a recorded {table.by.words}" for row, _ in parts]
    figures = {f"part_{place}": figure for place, (_, figure) in enumerate(parts)} | {"whole": whole}
    if len(parts) > 1:
        said = ", ".join(f"{name} ({{part_{place}}})" for place, name in enumerate(names))
        text = (
            f"The {len(parts)} at the top as {quantity.end(order, table.by.words)}: {said}. All: {{whole}}."
        )
    else:
        text = (
            f"The {quantity.end(order, table.by.words)} is {names[0]}: {{part_0}} of {{whole}} ({{share}})."
        )
        figures["share"] = share_of(parts[0][1], whole)
        if not parts[0][0].key:
            text = f"The largest part, {{part_0}} of {{whole}}, has no recorded {table.by.words}."
            figures.pop("share")
    return Passage(text=text + _left_out(table, order, quantity), figures=figures)


def _left_out(table: Breakdown, order: Order, quantity: Quantity) -> str:
    """What could not be at the lower end, though it may belong there."""
    if order is Order.MOST:
        return ""
    unpriced = sum(1 for row in table.rows if row.cost is None) if quantity is _COST else 0
    said = f" {counted(unpriced, table.by.words)} without a known price left out." if unpriced else ""
    return f"{said} A {table.by.words} without calls is not counted." if table.by.is_time else said


def average_part(goal: Goal, given: Given, overview: Overview) -> Passage:
    """What a part has on average; nothing where no such average is asked for."""
    if goal.average is not Average.GROUP or given.asked is None:
        return Passage(text="")
    table = given.breakdowns[0].result
    whole = whole_figure(quantity_of(goal), overview, given.asked.filter, given.project)
    average = average_of(whole, len(table.rows), table.by.words)
    text = f" On average a {table.by.words} has {{average}}, over {len(table.rows):,} of them."
    return Passage(text=text, figures={"average": average})
