"""The parts of a breakdown in the quantity that was asked for, and in its order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Final, Self
from zoneinfo import ZoneInfo

from netra.backend.agents.derived import share_of
from netra.backend.agents.reporting.domain.averages import Each, each_of
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.text import called
from netra.backend.agents.triage.domain.goal import Goal, Metric, PartBound
from netra.backend.analytics.domain import describe
from netra.backend.analytics.domain.dimensions import Dimension, only_part, place_of
from netra.backend.analytics.domain.figures import Certainty, Figure, Rule, Unit
from netra.backend.analytics.domain.links import evidence_link
from netra.backend.analytics.domain.totals import NOTHING, Total, total
from netra.backend.analytics.schemas import Breakdown, FigureRead, GroupRead, Overview, TallyRead
from netra.backend.calls.domain.call import Bucket
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.domain.measures import Order
from netra.backend.projects.domain import Project


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that calls add up to: the figure it is, and what it is called."""

    figure: str
    name: str
    most: str = ""
    least: str = ""

    def end(self, order: Order, by: str) -> str:
        """Which part, or parts, are at an end of the order, such as "dearest model"."""
        told = self.most if order is Order.MOST else self.least
        few = "fewest" if self.figure in _TALLIED or self.figure == describe.CALLS else "least"
        much = "most" if order is Order.MOST else few
        return f"{told} {by}" if told else f"{by} with the {much} {self.name.lower()}"


MONEY: Final = Quantity(describe.COST, "Cost", "dearest", "cheapest")
QUANTITIES: Final[Mapping[Metric, Quantity]] = MappingProxyType(
    {
        Metric.COST: MONEY,
        Metric.CALLS: Quantity(describe.CALLS, "Calls"),
        Metric.TOKENS: Quantity(describe.TOKENS, "Tokens"),
        Metric.INPUT_TOKENS: Quantity(describe.INPUT, "Input tokens"),
        Metric.OUTPUT_TOKENS: Quantity(describe.OUTPUT, "Output tokens"),
        Metric.CACHED_TOKENS: Quantity(Bucket.CACHE_READ, "Tokens read from caches"),
        Metric.REASONING_TOKENS: Quantity(Bucket.OUTPUT_REASONING, "Reasoning tokens"),
        Metric.SESSIONS: Quantity("sessions", "Sessions"),
        Metric.USERS: Quantity("users", "Users"),
    }
)
_TALLIED: Final = frozenset({"sessions", "users"})
"""Figures that are counted, each thing once, and do not add up over parts."""
_TALLY_RULE: Final = Rule(
    id="tally",
    text="How many different ones the calls name; one with calls in several parts counts in each of them.",
    source="Netra Apex glossary: session",
    date="2026-11-27",
)


def quantity_of(goal: Goal | None) -> Quantity:
    """What is added up: what was asked for, else the cost."""
    return QUANTITIES.get(goal.metric or Metric.COST, MONEY) if goal is not None else MONEY


def whole_figure(
    quantity: Quantity,
    overview: Overview,
    asked: CallFilter,
    project: Project,
    tally: TallyRead | None = None,
) -> FigureRead:
    """The quantity of all the calls of an overview; `tally` is theirs where such a thing is counted."""
    if quantity is MONEY:
        return overview.cost
    if quantity.figure in _TALLIED:
        return _tallied(quantity, tally, overview.calls)
    summed = total(_total(row) for row in overview.by_model)
    return _figure(quantity, summed, asked, project)


def part_figure(quantity: Quantity, row: GroupRead, only: CallFilter, project: Project) -> FigureRead:
    """The quantity of one part, as a figure that opens to its calls, which the filter lets pass."""
    if quantity.figure in _TALLIED:
        return _tallied(quantity, row.tally, row.calls)
    return _cost(row, only, project) if quantity is MONEY else _figure(quantity, _total(row), only, project)


def _tallied(quantity: Quantity, tally: TallyRead | None, calls: int) -> FigureRead:
    count = None if tally is None else Decimal(getattr(tally, quantity.figure))
    figure = Figure(
        id=quantity.figure,
        value=count,
        unit=Unit.COUNT,
        kind=Certainty.UNKNOWN if count is None else Certainty.EXACT,
        rule=_TALLY_RULE,
        formula=f"different {quantity.figure} of {calls:,} calls",
        calls=calls,
    )
    return FigureRead.model_validate(figure, from_attributes=True)


def cost_of_part(row: GroupRead, by: Dimension, asked: CallFilter, project: Project) -> FigureRead:
    """What one part costs, as a figure that opens to its calls."""
    return _cost(row, only_part(asked, by, row.key, _zone(asked, project)), project)


def _zone(asked: CallFilter, project: Project) -> ZoneInfo:
    return ZoneInfo(asked.zone or project.time_zone)


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


@dataclass(frozen=True)
class Parts:
    """A breakdown in the quantity and the order asked for; figures are made only of rows that are shown."""

    table: Breakdown
    goal: Goal | None
    asked: CallFilter
    overview: Overview
    project: Project
    whole_parts: Breakdown | None = None
    whole_asked: CallFilter | None = None
    named: Breakdown | None = None
    """The same of the calls that an average is of, where these are not all."""

    @property
    def quantity(self) -> Quantity:
        return quantity_of(self.goal)

    @property
    def order(self) -> Order:
        return self.goal.ranking.order if self.goal is not None and self.goal.ranking else Order.MOST

    @property
    def count(self) -> int | None:
        """How many parts are asked for, where a number is said."""
        return self.goal.ranking.count if self.goal is not None and self.goal.ranking else None

    @property
    def words(self) -> str:
        also = f" and {self.table.also_by.words}" if self.table.also_by else ""
        return f"{self.table.by.words}{also}"

    @property
    def plural(self) -> str:
        also = f" and {self.table.also_by.words}" if self.table.also_by else ""
        return f"{self.table.by.plural}{also}"

    @property
    def is_in_order(self) -> bool:
        """Whether the rows stand in an order of their own, such as days."""
        return self.table.by.is_ordered and self.table.also_by is None and self.count is None

    @cached_property
    def whole(self) -> FigureRead:
        return whole_figure(self.quantity, self.overview, self.asked, self.project, self.table.whole)

    @property
    def summed(self) -> FigureRead:
        """What the parts with a name come to: where each counts what others do too, more than the whole."""
        rows = [row for row in self.table.rows if self.is_named(row)]
        if not self.is_tallied and (len(rows) == len(self.table.rows) or self.whole.value is None):
            return self.whole
        count = sum((self.amount(row) for row in rows), NOTHING)
        formula, calls = f"sum over {len(rows):,} {self.plural}", sum(row.calls for row in rows)
        return self.whole.model_copy(update={"value": count, "formula": formula, "calls": calls})

    @staticmethod
    def is_named(row: GroupRead) -> bool:
        """Whether it is a part, and not what is left for having none."""
        return row.key != "" and row.also_key != ""

    @property
    def is_tallied(self) -> bool:
        """Whether the quantity counts different things, such as users, and does not add up."""
        return self.quantity.figure in _TALLIED

    @property
    def is_by_rate(self) -> bool:
        """Whether the parts are in order of what they have for each of something."""
        return self.each is not None and not (self.goal is not None and self.goal.is_average_beside)

    @property
    def each(self) -> Each | None:
        """What the quantity is asked for each of."""
        return each_of(self.goal)

    def rate(self, row: GroupRead) -> FigureRead:
        """What the part has of the quantity for each of what is asked; for each call where nothing is."""
        averaged = self._averaged(row)
        return (self.each or Each()).part(self.figure(averaged), averaged)

    @cached_property
    def _named(self) -> Mapping[tuple[str, str | None], GroupRead]:
        return {(row.key, row.also_key): row for row in self.named.rows} if self.named is not None else {}

    def _averaged(self, row: GroupRead) -> GroupRead:
        """The calls of a part that an average is of: none has a count where none names what is counted."""
        none = row if self.named is None else row.model_copy(update={"tally": None})
        return self._named.get((row.key, row.also_key), none)

    def _has_rate(self, row: GroupRead) -> bool:
        each = self.each
        if each is None or each.is_median or not self.is_by_rate:
            return True
        return each.count_of_part(self._averaged(row), self.quantity.figure) > 0

    def figure(self, row: GroupRead, quantity: Quantity | None = None) -> FigureRead:
        return part_figure(quantity or self.quantity, row, self._only(row), self.project)

    def share(self, row: GroupRead) -> FigureRead:
        """What the part is of the whole; of what is part of something else by itself, what it is of that."""
        own = self.own_whole
        if own is not None:
            return share_of(self.figure(row), part_figure(own, row, self._only(row), self.project))
        return share_of(self.figure(row), self._whole_of(row))

    def _whole_of(self, row: GroupRead) -> FigureRead:
        """What the part is a share of: all of the table, or the part's own whole, of more calls."""
        if self.whole_parts is None or self.whole_asked is None:
            return self.whole
        whole = next((one for one in self.whole_parts.rows if one.key == row.key), row)
        only = only_part(self.whole_asked, self.table.by, row.key, _zone(self.asked, self.project))
        return part_figure(self.quantity, whole, only, self.project)

    @property
    def own_whole(self) -> Quantity | None:
        """The quantity that a share is asked of, where it is not the one that is added up."""
        asked = self.goal.share_of if self.goal is not None else None
        whole = QUANTITIES.get(asked.metric) if asked is not None else None
        return whole if whole is not None and whole.figure != self.quantity.figure else None

    def name(self, row: GroupRead) -> str:
        first = called(row.key) if row.key else f"calls without a recorded {self.table.by.words}"
        return first if row.also_key is None else f"{first} with {row.also_key or 'none recorded'}"

    def cost(self, row: GroupRead) -> FigureRead:
        return _cost(row, self._only(row), self.project)

    def _only(self, row: GroupRead) -> CallFilter:
        zone = _zone(self.asked, self.project)
        only = only_part(self.asked, self.table.by, row.key, zone)
        if self.table.also_by is None or row.also_key is None:
            return only
        return only_part(only, self.table.also_by, row.also_key, zone)

    @property
    def has_steps(self) -> bool:
        """Whether one of two dimensions has an order of its own, and no other order is asked for."""
        dimensions = (self.table.by, self.table.also_by)
        ordered = any(one is not None and one.is_ordered for one in dimensions)
        is_said = self.goal is not None and self.goal.ranking is not None
        return self.table.also_by is not None and ordered and not is_said

    def rows(self) -> list[GroupRead]:
        """The rows as they are shown: in their own order, or by the quantity."""
        if self.is_in_order:
            return self.table.rows
        return self._stepped() if self.has_steps else self.ranked()

    def _stepped(self) -> list[GroupRead]:
        """What has an order of its own in that order, within or around the parts of the other dimension."""
        sums: dict[str, Decimal] = {}
        for row in self.table.rows:
            sums[row.key] = sums.get(row.key, NOTHING) + self.amount(row)
        rows = self.ranked()
        if self.table.also_by is not None and self.table.also_by.is_ordered:
            rows.sort(key=lambda row: place_of(row.also_key or ""))
        if self.table.by.is_ordered:
            return sorted(rows, key=lambda row: place_of(row.key))
        return sorted(rows, key=lambda row: (-sums[row.key], row.key))

    @property
    def chosen(self) -> Self:
        """Only the parts that are asked for, where these are told by what they add up to."""
        bound = self.goal.only_parts if self.goal is not None else None
        if bound is None:
            return self
        kept = list(self._largest(bound.amount) if bound.of == "together" else self._bounded(bound))
        return replace(self, table=self.table.model_copy(update={"rows": kept}))

    def _bounded(self, bound: PartBound) -> Iterator[GroupRead]:
        """What adds up to more, or less, than the amount, or than the share of all."""
        amount = bound.amount * (self.whole.value or NOTHING) if bound.of == "share" else bound.amount
        return (row for row in self.comparable if bound.relation.holds(self.amount(row), amount))

    def _largest(self, share: Decimal) -> Iterator[GroupRead]:
        """The fewest that are at least a share of all together, the largest first; else all."""
        wanted, reached = share * (self.whole.value or NOTHING), NOTHING
        for row in sorted(self.comparable, key=self.amount, reverse=True):
            if reached >= wanted:
                return
            yield row
            reached += self.amount(row)

    @property
    def comparable(self) -> list[GroupRead]:
        """Rows that have a name and the quantity."""
        return [row for row in self.table.rows if row.key and self.is_known(row)]

    def ranked(self) -> list[GroupRead]:
        """By the quantity; rows without it, or at the lower end without a name, come last."""
        rows = sorted(self.table.rows, key=self._place, reverse=self.order is Order.MOST)
        known, rest = list[GroupRead](), list[GroupRead]()
        for row in rows:
            is_told = self.order is Order.MOST or row.key != ""
            is_known = self.is_known(row) and self._has_rate(row) and is_told
            (known if is_known else rest).append(row)
        return [*known, *rest]

    def _place(self, row: GroupRead) -> Decimal:
        """By what a part stands in the order: its rate or share of its own where asked for, or amount."""
        if self.is_by_rate and self.each is not None:
            averaged = self._averaged(row)
            return self.each.amount(self.amount(averaged), averaged, self.quantity.figure)
        own = self.own_whole
        whole = NOTHING if own is None else _amount(own, row)
        return self.amount(row) / whole if whole else self.amount(row)

    def is_known(self, row: GroupRead) -> bool:
        return self.quantity is not MONEY or row.cost is not None

    def amount(self, row: GroupRead) -> Decimal:
        return _amount(self.quantity, row)


def _amount(quantity: Quantity, row: GroupRead) -> Decimal:
    if quantity is MONEY:
        return row.cost or NOTHING
    if quantity.figure == describe.CALLS:
        return Decimal(row.calls)
    if quantity.figure in _TALLIED:
        return Decimal(getattr(row.tally, quantity.figure)) if row.tally else NOTHING
    return Decimal(describe.tokens_of(quantity.figure, _total(row).usage))


def parts_of(table: Breakdown, given: Given) -> Parts:
    assert given.asked is not None  # noqa: S101  the table is of these calls
    assert given.overview is not None  # noqa: S101
    whole = given.whole_parts.result if given.whole_parts is not None else None
    of_whole = given.whole_asked.filter if given.whole_asked is not None else None
    asked, overview = given.asked.filter, given.overview.result
    alike = (one.result for one in given.named_parts)
    named = next((one for one in alike if (one.by, one.also_by) == (table.by, table.also_by)), None)
    return Parts(table, given.goal, asked, overview, given.project, whole, of_whole, named)
