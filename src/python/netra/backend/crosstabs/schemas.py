"""How a cross-tabulation is asked for and told."""

from dataclasses import replace
from typing import Annotated, Final, Self

from pydantic import BaseModel, Field, model_validator

from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.schemas import FigureRead
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.schemas import CallFilterQuery, Moment
from netra.backend.crosstabs.domain.measures import MEASURE_PATTERN, TableMeasure

MOST_MEASURES: Final = 6
MOST_DIMENSIONS: Final = 2


WrittenMeasure = Annotated[str, Field(pattern=MEASURE_PATTERN)]


class CrosstabQuery(CallFilterQuery):
    """Measures of the calls, by up to two dimensions; beside an earlier time where one is named."""

    measure: tuple[WrittenMeasure, ...] = Field(
        ("cost.total",),
        description="What is told of each part, such as cost.total, duration.p95 or failed.rate",
        min_length=1,
        max_length=MOST_MEASURES,
    )
    by: tuple[Dimension, ...] = Field((), max_length=MOST_DIMENSIONS)
    before_from: Moment | None = Field(None, description="First moment of the earlier time, inclusive")
    before_to: Moment | None = Field(None, description="Last moment of the earlier time, exclusive")

    @model_validator(mode="after")
    def _differs(self) -> Self:
        if len(set(self.by)) < len(self.by):
            raise ValueError("the two dimensions must differ")
        return self

    @property
    def measures(self) -> tuple[TableMeasure, ...]:
        return tuple(TableMeasure.written(name) for name in self.measure)

    @property
    def earlier(self) -> CallFilter | None:
        """The same calls of the earlier time."""
        if self.before_from is None and self.before_to is None:
            return None
        return replace(self.filter, since=self.before_from, until=self.before_to)


class CrosstabCell(BaseModel):
    """One measure of one part; `before` is that of the earlier time, null where none is asked for."""

    now: FigureRead
    before: FigureRead | None = None


class CrosstabRow(BaseModel):
    keys: list[str] = Field(description="The part's name in each dimension; empty is not recorded")
    calls: int
    calls_before: int | None = Field(None, description="Null where no earlier time is asked for")
    cells: list[CrosstabCell] = Field(description="In the order of the measures")


class CrosstabRead(BaseModel):
    """The parts with the most of the first measure first; those of one dimension in time in its order."""

    by: list[Dimension]
    measures: list[WrittenMeasure]
    whole: CrosstabRow
    rows: list[CrosstabRow]
    truncated: bool
