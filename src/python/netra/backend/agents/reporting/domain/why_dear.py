"""Answers on why one part costs so much: where it stands among the others, and what sets it apart."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from netra.backend.agents.cost_spread.domain import (
    PartMeasure,
    SpreadFound,
    middle,
    named_parts,
    sets_apart,
    times_as_much,
    upper_fence,
)
from netra.backend.agents.derived import FENCE_RULE, order_statistic, share_of
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.reporting.domain.parts import cost_of_part
from netra.backend.agents.schemas import Cell, Passage, ReportTable, Section
from netra.backend.agents.text import counted
from netra.backend.agents.triage.domain.goal import Goal
from netra.backend.analytics.domain.figures import Certainty, Unit
from netra.backend.analytics.schemas import FigureRead, GroupRead, Overview
from netra.backend.projects.domain import Project

_MUCH_MORE: Final = Decimal("1.25")
"""What is more by less than a quarter sets nothing apart."""
_MORE_OF_MIX: Final = Decimal("0.1")
"""A name is told whose share of the cost is larger by this at least."""
_MOST_OF_MIX: Final = 6
Figures = dict[str, FigureRead]
_UNITS: Final[Mapping[PartMeasure, Unit]] = MappingProxyType(
    {
        PartMeasure.COST: Unit.USD,
        PartMeasure.CALLS: Unit.CALLS,
        PartMeasure.CALL_COST: Unit.USD,
        PartMeasure.INPUT: Unit.TOKENS,
        PartMeasure.OUTPUT: Unit.TOKENS,
        PartMeasure.CACHED: Unit.RATIO,
        PartMeasure.PRICE: Unit.USD,
    }
)
_NAMES: Final[Mapping[PartMeasure, str]] = MappingProxyType(
    {
        PartMeasure.COST: "Cost",
        PartMeasure.CALLS: "Calls",
        PartMeasure.CALL_COST: "Cost of a call",
        PartMeasure.INPUT: "Input of a call",
        PartMeasure.OUTPUT: "Output of a call",
        PartMeasure.CACHED: "Of the input, read from caches",
        PartMeasure.PRICE: "Cost of a million tokens",
    }
)
_TOLD: Final[Mapping[PartMeasure, str]] = MappingProxyType(
    {
        PartMeasure.CALLS: "{own} calls beside {beside}",
        PartMeasure.INPUT: "{own} of input a call beside {beside}",
        PartMeasure.OUTPUT: "{own} of output a call beside {beside}",
        PartMeasure.PRICE: "{own} for a million tokens beside {beside}",
    }
)


@dataclass(frozen=True, slots=True)
class _Standing:
    """A part among the others of its kind; `rows` are all with a name and a price, dearest first."""

    found: SpreadFound
    project: Project
    rows: Sequence[GroupRead]
    row: GroupRead

    @property
    def name(self) -> str:
        return self.row.key

    @property
    def others(self) -> list[GroupRead]:
        return [one for one in self.rows if one is not self.row]

    @property
    def cost(self) -> FigureRead:
        table = self.found.table.result
        return cost_of_part(self.row, table.by, self.found.asked.filter, self.project)

    def own(self, by: PartMeasure) -> FigureRead:
        return self.cost if by is PartMeasure.COST else self._figure(by, [self.row], f"of {self.row.key}")

    def beside(self, by: PartMeasure) -> FigureRead:
        said = f"median over {counted(len(self.others), f'other {self.found.kind}')}"
        return self._figure(by, self.others, said)

    def _figure(self, by: PartMeasure, rows: Sequence[GroupRead], said: str) -> FigureRead:
        value = middle(rows, by)
        doubtful = _UNITS[by] is Unit.USD and any(one.cost_kind is not Certainty.EXACT for one in rows)
        return order_statistic(
            f"{by}.{'median' if len(rows) > 1 else 'of_part'}",
            value,
            unit=_UNITS[by],
            formula=f"{_NAMES[by].lower()}, {said}",
            kind=Certainty.ESTIMATED if doubtful else Certainty.EXACT,
            calls=sum(one.calls for one in rows),
            price_book=str(self.project.price_book) if _UNITS[by] is Unit.USD else None,
        )


def _standing(given: Given) -> _Standing | None:
    found = given.spread
    rows = named_parts(found.table.result) if found is not None else []
    row = next((one for one in rows if found is not None and one.key == found.key), None)
    return None if found is None or row is None else _Standing(found, given.project, rows, row)


def why_dear_answer(_: Goal, given: Given, overview: Overview) -> Passage:
    """Where the part stands, what it has more of than the middle one of the others, and what makes it up."""
    standing = _standing(given)
    if standing is None:
        return Passage(text=_untold(given), figures={"cost": overview.cost})
    figures: Figures = {"cost": standing.cost}
    if not standing.others:
        only = f"{standing.row.key} is the only {standing.found.kind} with a known price: {{cost}}."
        return Passage(text=only, figures=figures)
    told = (*_place(standing, figures), *_apart(standing, figures), *_mixed(standing, figures))
    return Passage(text=" ".join((*told, *_outlying(standing, figures))), figures=figures)


def _untold(given: Given) -> str:
    if given.spread is None:
        return "What these parts cost could not be looked at: see below what went wrong."
    words = given.spread.table.result.by.words
    return f"These calls cost {{cost}}. No {words} is named in calls whose price is known."


def _place(standing: _Standing, figures: Figures) -> Iterator[str]:
    figures["middle"] = standing.beside(PartMeasure.COST)
    place, parts = standing.rows.index(standing.row) + 1, counted(len(standing.rows), standing.found.kind)
    rank = f"the dearest of {parts}" if place == 1 else f"number {place:,} of {parts} by cost"
    others = len(standing.others)
    other = (
        f"the other {standing.found.kind}"
        if others == 1
        else f"the middle one of {others:,} other {standing.found.plural}"
    )
    times = times_as_much(standing.row, standing.others, PartMeasure.COST)
    if times is not None and times >= _MUCH_MORE:
        yield f"{standing.name} cost {{cost}}, {_shown(times)} times what {other} did ({{middle}}): {rank}."
    else:
        yield f"{standing.name} cost {{cost}}, {other} {{middle}}: {rank}."


def _shown(ratio: Decimal) -> str:
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.1f}"


def _apart(standing: _Standing, figures: Figures) -> Iterator[str]:
    """What it has more of, the most first; what they multiply to is its cost."""
    more = [one for one in sets_apart(standing.row, standing.others) if one[1] >= _MUCH_MORE]
    if not more:
        yield "In calls, in the size of a call and in its price it is like the others."
        return
    told = []
    for by, ratio in more:
        figures |= {f"{by}_own": standing.own(by), f"{by}_beside": standing.beside(by)}
        said = _TOLD[by].format(own=f"{{{by}_own}}", beside=f"{{{by}_beside}}")
        told.append(f"{said} ({_shown(ratio)} times)")
    yield f"What sets it apart: {', '.join(told)}."


def _mixed(standing: _Standing, figures: Figures) -> Iterator[str]:
    """The name that makes more of its cost than of all others', of each kind."""
    for mix in _mixes(standing):
        first = max(mix.rows, key=lambda one: one.more, default=None)
        if first is not None and first.more >= _MORE_OF_MIX:
            figures |= {f"{mix.kind}_own": first.own, f"{mix.kind}_beside": first.beside}
            yield (
                f"The {mix.kind} {first.key} makes {{{mix.kind}_own}} of its cost, and {{{mix.kind}_beside}} "
                f"of that of the other {standing.found.plural}."
            )


@dataclass(frozen=True, slots=True)
class _MixRow:
    key: str
    own: FigureRead
    beside: FigureRead

    @property
    def more(self) -> Decimal:
        return (self.own.value or Decimal(0)) - (self.beside.value or Decimal(0))


@dataclass(frozen=True, slots=True)
class _MixTold:
    kind: str
    rows: Sequence[_MixRow]


def _mixes(standing: _Standing) -> Iterator[_MixTold]:
    """Of each kind of name, what it makes of the part's cost and of all others', the largest first."""
    for mix in standing.found.mixes:
        all_rows = {row.key: row for row in mix.of_all}
        own_sum, all_sum = _summed(mix.of_part), _summed(mix.of_all)
        rows = [
            _MixRow(
                row.key or "not recorded",
                _share(standing, row.cost, own_sum),
                _share(standing, _less(all_rows.get(row.key), row), all_sum - own_sum),
            )
            for row in mix.of_part
            if row.cost is not None
        ]
        if len(all_rows) > 1:
            yield _MixTold(mix.by.words, sorted(rows, key=lambda one: -(one.own.value or 0)))


def _summed(rows: Sequence[GroupRead]) -> Decimal:
    return sum((row.cost or Decimal(0) for row in rows), Decimal(0))


def _less(whole: GroupRead | None, part: GroupRead) -> Decimal | None:
    return None if whole is None or whole.cost is None else whole.cost - (part.cost or Decimal(0))


def _share(standing: _Standing, part: Decimal | None, whole: Decimal) -> FigureRead:
    cost = standing.cost.model_copy(update={"id": "cost", "evidence": None, "assumptions": []})
    return share_of(cost.model_copy(update={"value": part}), cost.model_copy(update={"value": whole}))


def _outlying(standing: _Standing, figures: Figures) -> Iterator[str]:
    """Whether it is an outlier, and how many more there are."""
    costs = [row.cost for row in standing.rows if row.cost is not None]
    fence = upper_fence(costs)
    if fence is None:
        return
    figures["fence"] = fence_figure(standing.found, costs, standing.project)
    above = sum(1 for cost in costs if cost > fence)
    if (standing.row.cost or Decimal(0)) <= fence:
        yield f"It is no outlier: only above {{fence}} would it be one, as {above:,} of {len(costs):,} are."
    elif above == 1:
        yield "It is the only outlier: no other cost more than {fence}."
    else:
        yield f"It is an outlier, and not the only one: {above:,} of {len(costs):,} cost more than {{fence}}."


def fence_figure(found: SpreadFound, costs: Sequence[Decimal], project: Project) -> FigureRead:
    """Above which cost a part is an outlier."""
    table = found.table.result
    return order_statistic(
        "cost.upper_fence",
        upper_fence(costs),
        unit=Unit.USD,
        formula=f"third quarter + 1.5 x (third - first quarter) of {counted(len(costs), table.by.words)}",
        kind=spread_certainty(found),
        calls=sum(row.calls for row in table.rows),
        price_book=str(project.price_book),
        rule=FENCE_RULE,
    )


def spread_certainty(found: SpreadFound) -> Certainty:
    """Of what is made of the costs of all parts together."""
    kinds = {row.cost_kind for row in named_parts(found.table.result)}
    return Certainty.EXACT if kinds <= {Certainty.EXACT} else Certainty.ESTIMATED


def why_dear_sections(given: Given) -> list[Section]:
    """The part beside the middle one of the others, and what its cost is made of."""
    standing = _standing(given)
    if standing is None or not standing.others:
        return []
    beside = "The other one" if len(standing.others) == 1 else "Middle of the others"
    rows = [
        [Cell(text=_NAMES[by]), Cell(figure=standing.own(by)), Cell(figure=standing.beside(by))]
        for by in PartMeasure
    ]
    table = ReportTable(columns=["", standing.row.key, beside], rows=rows)
    heading = f"{standing.row.key} beside the other {standing.found.plural}"
    section = Section(heading=heading, passages=[], table=table, result_id=standing.found.table.id)
    return [section, *(_mix_section(mix, standing) for mix in _mixes(standing) if mix.rows)]


def _mix_section(mix: _MixTold, standing: _Standing) -> Section:
    rows = [
        [Cell(text=row.key), Cell(figure=row.own), Cell(figure=row.beside)] for row in mix.rows[:_MOST_OF_MIX]
    ]
    columns = [mix.kind.capitalize(), "Share of its cost", f"Share of the other {standing.found.plural}"]
    heading = f"What its cost is made of, by {mix.kind}"
    table = ReportTable(columns=columns, rows=rows)
    return Section(heading=heading, passages=[], table=table, result_id=standing.found.table.id)
