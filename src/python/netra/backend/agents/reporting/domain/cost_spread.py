"""Answers on how what parts cost is spread: the middle one, the dearest tenth, and which are outliers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from netra.backend.agents.cost_spread.domain import (
    SpreadFound,
    dearest_tenth,
    named_parts,
    percentile,
    upper_fence,
)
from netra.backend.agents.derived import PARTS_PERCENTILE_RULE, order_statistic, share_of, sum_of
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.reporting.domain.part_tables import part_section
from netra.backend.agents.reporting.domain.parts import cost_of_part
from netra.backend.agents.reporting.domain.session_lengths import lengths_answer, lengths_sections
from netra.backend.agents.reporting.domain.why_dear import fence_figure, spread_certainty
from netra.backend.agents.schemas import Cell, Passage, ReportTable, Section
from netra.backend.agents.text import counted
from netra.backend.agents.triage.domain.goal import Average, Goal
from netra.backend.analytics.domain.figures import Unit
from netra.backend.analytics.schemas import FigureRead, GroupRead, Overview
from netra.backend.projects.domain import Project

_TENTHS_FROM: Final = 10
"""Of fewer parts no tenth is told."""
_STEPS: Final = (
    (25, "First quarter"),
    (50, "Median"),
    (75, "Third quarter"),
    (90, "90 of 100"),
    (99, "99 of 100"),
)
Figures = dict[str, FigureRead]


@dataclass(frozen=True, slots=True)
class _Spread:
    """The parts with a name and a price, dearest first, and what all of them cost."""

    found: SpreadFound
    project: Project
    rows: Sequence[GroupRead]

    @property
    def costs(self) -> list[Decimal]:
        return [row.cost for row in self.rows if row.cost is not None]

    def cost(self, row: GroupRead) -> FigureRead:
        return cost_of_part(row, self.found.table.result.by, self.found.asked.filter, self.project)

    def summed(self, name: str, rows: Sequence[GroupRead]) -> FigureRead:
        whole = sum_of(f"cost.{name}", [self._plain(row) for row in rows])
        return whole.model_copy(update={"formula": f"sum over {counted(len(rows), self.found.kind)}"})

    def _plain(self, row: GroupRead) -> FigureRead:
        """The cost without a link to its calls: of thousands of parts none is made."""
        return order_statistic(
            "cost", row.cost, unit=Unit.USD, formula="", kind=row.cost_kind, calls=row.calls
        )

    def at(self, percent: int) -> FigureRead:
        return order_statistic(
            f"cost.p{percent}",
            percentile(self.costs, percent),
            unit=Unit.USD,
            formula=f"percentile {percent} of the costs of {counted(len(self.rows), self.found.kind)}",
            kind=spread_certainty(self.found),
            calls=sum(row.calls for row in self.rows),
            price_book=str(self.project.price_book),
            rule=PARTS_PERCENTILE_RULE,
        )


def _spread(given: Given) -> _Spread | None:
    found = given.spread
    rows = named_parts(found.table.result) if found is not None else []
    return None if found is None or not rows else _Spread(found, given.project, rows)


def spread_answer(goal: Goal, given: Given, overview: Overview) -> Passage:
    """How much the middle part costs beside the dearest, or a call of long sessions beside short ones."""
    if goal.average is Average.CALL:
        return lengths_answer(given, overview)
    return _spread_answer(given, overview)


def _spread_answer(given: Given, overview: Overview) -> Passage:
    spread = _spread(given)
    if spread is None:
        words = given.spread.table.result.by.words if given.spread is not None else "part"
        none = f"These calls cost {{cost}}. No {words} is named in calls whose price is known."
        return Passage(text=none, figures={"cost": overview.cost})
    first, whole = spread.rows[0], spread.summed("whole", spread.rows)
    figures: Figures = {"first": spread.cost(first), "whole": whole}
    if len(spread.rows) == 1:
        return Passage(text=f"{first.key} is the only {spread.found.kind}: {{first}}.", figures=figures)
    figures |= {"middle": spread.at(50), "first_share": share_of(figures["first"], whole)}
    lead = (
        f"{counted(len(spread.rows), spread.found.kind)} cost {{whole}} together: half of them {{middle}} or "
        f"less, the dearest, {first.key}, {{first}}: {{first_share}} of it."
    )
    told = (lead, *_tenth(spread, figures), *_outliers(spread, figures), *_left_out(spread))
    return Passage(text=" ".join(told), figures=figures)


def _tenth(spread: _Spread, figures: Figures) -> Iterator[str]:
    if len(spread.rows) < _TENTHS_FROM:
        return
    tenth = dearest_tenth(spread.rows)
    summed = spread.summed("tenth", tenth)
    figures |= {"tenth": summed, "tenth_share": share_of(summed, figures["whole"]), "p90": spread.at(90)}
    yield (
        f"The dearest tenth ({len(tenth):,} of {len(spread.rows):,}) makes {{tenth_share}} of the cost, "
        f"{{tenth}}; spread evenly it would be a tenth. Nine of ten cost {{p90}} or less."
    )


def _outliers(spread: _Spread, figures: Figures) -> Iterator[str]:
    fence = upper_fence(spread.costs)
    if fence is None:
        return
    above = [row for row in spread.rows if (row.cost or Decimal(0)) > fence]
    figures["fence"] = fence_figure(spread.found, spread.costs, spread.project)
    if not above:
        yield "None is an outlier: that would be one above {fence}."
        return
    figures["above_share"] = share_of(spread.summed("outliers", above), figures["whole"])
    verb = "is an outlier" if len(above) == 1 else "are outliers"
    yield f"{len(above):,} {verb}, above {{fence}}: {{above_share}} of the cost."


def _left_out(spread: _Spread) -> Iterator[str]:
    table = spread.found.table.result
    unnamed = sum(row.calls for row in table.rows if not row.key)
    if unnamed:
        yield f"{counted(unnamed, 'call')} without a recorded {spread.found.kind} are left out."
    if table.truncated:
        shown = f"{len(table.rows):,} dearest"
        yield f"There are more {spread.found.plural} than the {shown}, which this is about."


def spread_sections(given: Given) -> list[Section]:
    """The costs at places of their order, and the dearest parts."""
    if given.goal is not None and given.goal.average is Average.CALL:
        return lengths_sections(given)
    spread = _spread(given)
    if spread is None or len(spread.rows) == 1:
        return []
    least, most = spread.rows[-1], spread.rows[0]
    rows = [
        [Cell(text=f"Least: {least.key}"), Cell(figure=spread.cost(least))],
        *([Cell(text=name), Cell(figure=spread.at(percent))] for percent, name in _STEPS),
        [Cell(text=f"Dearest: {most.key}"), Cell(figure=spread.cost(most))],
    ]
    table = ReportTable(columns=["", f"Cost of a {spread.found.kind}"], rows=rows)
    found = spread.found.table
    section = Section(
        heading=f"What {spread.found.plural} cost, in order", passages=[], table=table, result_id=found.id
    )
    return [section, part_section(found, given)]
