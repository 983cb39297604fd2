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
