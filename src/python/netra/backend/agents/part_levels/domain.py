"""Features or models whose calls are of another kind since a day: what a level over all calls hides."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from statistics import median
from types import MappingProxyType
from typing import Final, NamedTuple

from netra.backend.agents.domain import Kept
from netra.backend.agents.levels import step_at
from netra.backend.agents.triage.domain.goal import Metric
from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.crosstabs.domain.measures import CallQuantity, Statistic, TableMeasure
from netra.backend.crosstabs.schemas import CrosstabRead, CrosstabRow

MOST_PARTS_TOLD: Final = 3
_FEWEST_DAYS: Final = 7
_FEWEST_CALLS: Final = 5
"""Of a day with fewer calls no mean says anything."""
_FEW_USERS: Final = 2
_CLEARLY: Final = 1.4
"""So many times as much, or as little, is another level, beside being no chance."""
_CLEAR_RATE: Final = 0.12
"""The same of a share, by its difference: a tenth of a small one is nothing."""
CALL_COST: Final = TableMeasure(CallQuantity.COST, Statistic.MEAN)
CACHED: Final = TableMeasure(CallQuantity.CACHED, Statistic.RATE)
DURATION: Final = TableMeasure(CallQuantity.DURATION, Statistic.MEDIAN)
_FIRST: Final = TableMeasure(CallQuantity.TTFT, Statistic.MEDIAN)
_READ: Final = TableMeasure(CallQuantity.INPUT, Statistic.MEAN)
_WRITTEN: Final = TableMeasure(CallQuantity.OUTPUT, Statistic.MEAN)
_OF_COST: Final = (CALL_COST, CACHED, _READ, _WRITTEN)
_OF_TIME: Final = (DURATION, _FIRST, _WRITTEN)
LOOKED_AT: Final[Mapping[Metric | None, tuple[TableMeasure, ...]]] = MappingProxyType(
    {
        None: (CALL_COST, DURATION, _FIRST, CACHED, _READ, _WRITTEN),
        Metric.COST: _OF_COST,
        Metric.LATENCY: _OF_TIME,
        Metric.TTFT: _OF_TIME,
    }
)
"""What is looked at for what a question asks about; of failures there are times that stand out."""


class PartStep(NamedTuple):
    """A part that is another since a day, and by how much the clearest of its numbers changed."""

    key: str
    since: date
    factor: float


@dataclass(frozen=True, slots=True)
class PartLevel:
    """One part, since when it is another, and its numbers since then beside those before."""

    by: Dimension
    step: PartStep
    table: Kept[CrosstabRead]
    users: Kept[CrosstabRead] | None = None
    models: Kept[CrosstabRead] | None = None
    """The same by whose calls these are, and by model."""

    @property
    def changed(self) -> list[tuple[TableMeasure, int]]:
        """The numbers that are clearly others, with their places in the table."""
        read = self.table.result
        measures = [TableMeasure.written(name) for name in read.measures]
        pairs = zip(measures, read.whole.cells, strict=True)
        return [
            (measure, place)
            for place, (measure, cell) in enumerate(pairs)
            if cell.before is not None
            and is_clear(measure, _number(cell.before.value), _number(cell.now.value)) > 0
        ]


    @property
    def users_behind(self) -> list[CrosstabRow]:
        """The few users whose own calls are others, where those of more users are as before."""
        if self.users is None or not self.changed:
            return []
        measure, place = max(self.changed, key=lambda one: self._factor(self.table.result.whole, *one))
        rows = [row for row in self.users.result.rows if row.keys[0] and row.calls >= _FEWEST_CALLS]
        others = [row for row in rows if self._factor(row, measure, place)]
        return others if 0 < len(others) <= _FEW_USERS and len(rows) - len(others) > len(others) else []

    @property
    def model_since(self) -> tuple[CrosstabRow, CrosstabRow] | None:
        """The model that most calls go to since the day, and the one that most went to before."""
        rows = [row for row in self.models.result.rows if row.keys[0]] if self.models is not None else []
        if not rows:
            return None
        now, before = (max(rows, key=calls) for calls in (_calls, _calls_before))
        return (now, before) if now is not before and _calls_before(before) else None

    def _factor(self, row: CrosstabRow, measure: TableMeasure, place: int) -> float:
        """By how much a number is another: than that of the same calls before, or of all where none were."""
        cell, whole = row.cells[place], self.table.result.whole.cells[place]
        before = cell.before if _calls_before(row) >= _FEWEST_CALLS else whole.before
        had = _number(before.value) if before is not None else None
        return is_clear(measure, had, _number(cell.now.value))


def _calls(row: CrosstabRow) -> int:
    return row.calls


def _calls_before(row: CrosstabRow) -> int:
    return row.calls_before or 0


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


def is_clear(measure: TableMeasure, before: float | None, after: float | None) -> float:
    """How many times as much one number is as the other, either way; 0 where they are about the same."""
    if before is None or after is None or min(before, after) < 0:
        return 0.0
    factor = max(before, after) / max(min(before, after), 1e-12)
    if measure.statistic is Statistic.RATE:
        return min(factor, 100.0) if abs(after - before) >= _CLEAR_RATE else 0.0
    return factor if factor >= _CLEARLY else 0.0


def part_steps(read: CrosstabRead) -> list[PartStep]:
    """The parts of a table by part and day that are another since a day; those that changed most first."""
    rows = sorted((row for row in read.rows if row.keys[0]), key=lambda row: row.keys)
    measures = [TableMeasure.written(name) for name in read.measures]
    steps = [
        step
        for key, days in groupby(rows, key=lambda row: row.keys[0])
        if (step := _step_of(key, list(days), measures)) is not None
    ]
    return sorted(steps, key=lambda step: -step.factor)


def _step_of(key: str, days: Sequence[CrosstabRow], measures: Sequence[TableMeasure]) -> PartStep | None:
    """The clearest step of any of its numbers."""
    full = [day for day in days if day.calls >= _FEWEST_CALLS]
    found = [step for place, one in enumerate(measures) for step in _steps(key, full, one, place)]
    return max(found, key=lambda step: step.factor, default=None)


def _steps(key: str, days: Sequence[CrosstabRow], measure: TableMeasure, place: int) -> Iterator[PartStep]:
    known = [
        (day.keys[1], value) for day in days if (value := _number(day.cells[place].now.value)) is not None
    ]
    if len(known) < _FEWEST_DAYS:
        return
    values = [value for _, value in known]
    at = step_at(values)
    if at is None:
        return
    factor = is_clear(measure, median(values[:at]), median(values[at:]))
    if factor:
        yield PartStep(key, date.fromisoformat(known[at][0]), factor)
