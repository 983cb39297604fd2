"""What a figure is for each of: calls, sessions, users or tokens, of all the calls or of one part of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final, Self

from netra.backend.agents.derived import average_of, middle_call
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.text import a, counted
from netra.backend.agents.triage.domain.goal import Average, Goal
from netra.backend.analytics.domain import describe
from netra.backend.analytics.schemas import FigureRead, GroupRead, Overview, TallyRead

_OF_A_PART: Final[Mapping[Average, Callable[[GroupRead], int]]] = MappingProxyType(
    {
        Average.CALL: lambda row: row.calls,
        Average.SESSION: lambda row: row.tally.sessions if row.tally else 0,
        Average.USER: lambda row: row.tally.users if row.tally else 0,
        Average.TOKEN: lambda row: row.input_total + row.output_total,
        Average.INPUT_TOKEN: lambda row: row.input_total,
        Average.OUTPUT_TOKEN: lambda row: row.output_total,
    }
)
_OF_ALL: Final[Mapping[Average, Callable[[Overview], int]]] = MappingProxyType(
    {
        Average.CALL: lambda found: found.calls,
        Average.SESSION: lambda found: found.sessions,
        Average.TOKEN: lambda found: _tokens(found.input) + _tokens(found.output),
        Average.INPUT_TOKEN: lambda found: _tokens(found.input),
        Average.OUTPUT_TOKEN: lambda found: _tokens(found.output),
    }
)
_SCALES: Final = ((1_000_000_000, "billion"), (1_000_000, "million"))


@dataclass(frozen=True, slots=True)
class Each:
    """One of what a figure is divided by, or so many units of it; of calls also the middle one."""

    over: Average = Average.CALL
    units: int = 1
    is_median: bool = False

    @property
    def words(self) -> str:
        """For example "call", "1,000 calls" and "million output tokens"."""
        if self.units == 1:
            return self.over
        scale = next((one for one in _SCALES if self.units % one[0] == 0), None)
        if scale is None:
            return f"{self.units:,} {self.over}s"
        many = self.units // scale[0]
        return f"{scale[1]} {self.over}s" if many == 1 else f"{many:,} {scale[1]} {self.over}s"

    def count_of_part(self, row: GroupRead, figure_id: str) -> int:
        """How many a part has; calls without a price have no part in a cost a call."""
        is_cost_of_call = self.over is Average.CALL and figure_id == describe.COST
        return _OF_A_PART[self.over](row) - (row.unpriced_calls if is_cost_of_call else 0)

    def count_of_all(self, overview: Overview, whole: TallyRead | None) -> int:
        if self.over is Average.USER:
            return whole.users if whole else 0
        return _OF_ALL[self.over](overview)

    def part(self, figure: FigureRead, row: GroupRead) -> FigureRead:
        """What the figure of a part is for each of them."""
        if self.is_median:
            return middle_call(figure, row.tally.median_cost if row.tally else None)
        return average_of(figure, self.count_of_part(row, figure.id), self.over, self.units)

    def amount(self, summed: Decimal, row: GroupRead, figure_id: str) -> Decimal:
        """The same as a number, to put parts in order by."""
        if self.is_median:
            return (row.tally.median_cost if row.tally else None) or Decimal(0)
        count = self.count_of_part(row, figure_id)
        return summed / count if count else Decimal(0)


@dataclass(frozen=True, slots=True)
class Base:
    """The calls that an average is of, and in words which these are."""

    overview: Overview
    words: str = "all of these calls"

    @classmethod
    def of(cls, each: Each, given: Given, overview: Overview) -> Self:
        """Calls without a session, or a user, have no part in what one of them costs."""
        if given.named is None or each.is_median:
            return cls(overview)
        named = given.named.result
        verb = "has" if named.calls == 1 else "have"
        which = f"the {named.calls:,} of {counted(overview.calls, 'call')} that {verb} {a(each.over)}"
        return cls(named, which)


def each_of(goal: Goal | None) -> Each | None:
    """What the figure is asked for each of; None where it is not."""
    if goal is None or goal.average in {None, Average.GROUP}:
        return None
    return Each(goal.average or Average.CALL, goal.per_units, goal.is_median)


def _tokens(figure: FigureRead) -> int:
    return int(figure.value or 0)
