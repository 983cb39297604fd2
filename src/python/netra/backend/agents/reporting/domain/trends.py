"""How something went from step to step of time, in words: its last steps, the last beside those before."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from statistics import median
from types import MappingProxyType
from typing import Final, NamedTuple

from netra.backend.agents.derived import middle_of
from netra.backend.agents.schemas import Passage
from netra.backend.agents.text import called
from netra.backend.analytics.domain.dimensions import Dimension, part_end
from netra.backend.analytics.schemas import FigureRead

_MOST_TOLD: Final = 6
_FEWEST: Final = 3
_CLEARLY: Final = Decimal("1.1")
"""A last step within a tenth of the middle one before it has hardly changed."""
_MINUTES: Final = frozenset({Dimension.MINUTE, Dimension.FIVE_MINUTES})
_DAYS: Final[Mapping[Dimension, int]] = MappingProxyType({Dimension.DAY: 1, Dimension.WEEK: 7})


class Step(NamedTuple):
    """A stretch of time by its beginning, and what is told of it."""

    key: str
    figure: FigureRead


def whole_steps(
    steps: Sequence[Step], by: Dimension, since: datetime | None, until: datetime | None
) -> list[Step]:
    """Minutes that are recorded to their end, days and weeks from their first day to their last.

    Sums of others mislead.
    """
    if by in _MINUTES and until is not None:
        return [step for step in steps if part_end(datetime.fromisoformat(step.key), by) <= until]
    days = _DAYS.get(by)
    if days is None or since is None or until is None:
        return list(steps)
    first, last = since.date(), until.date()
    return [
        step
        for step in steps
        if first <= date.fromisoformat(step.key)
        and date.fromisoformat(step.key) + timedelta(days=days - 1) <= last
    ]


def trend(steps: Sequence[Step], by: Dimension, more: str, less: str, *, whole: bool = False) -> Passage:
    """The last steps and how the last one stands; `more` and `less` say which way, such as "slower".

    Empty where fewer than three are known. `whole` says that steps recorded in part were left out.
    """
    known = [step for step in steps if step.figure.value is not None]
    if len(known) < _FEWEST:
        return Passage(text="")
    told = known[-_MOST_TOLD:]
    figures = {f"step_{place}": step.figure for place, step in enumerate(told)}
    listed = ", ".join(f"{{step_{place}}}" for place in range(len(told)))
    steps_said = f"{'whole ' if whole else ''}{by.plural}"
    text = f" The last {len(told)} {steps_said}, up to that of {called(told[-1].key)}: {listed}."
    before = [step.figure for step in known[:-1]]
    middle = median([figure.value or Decimal(0) for figure in before])
    figures["middle_before"] = middle_of(before, by.words)
    return Passage(
        text=text + _verdict(told[-1].figure.value or Decimal(0), middle, more, less), figures=figures
    )


def _verdict(last: Decimal, middle: Decimal, more: str, less: str) -> str:
    beside = "the middle one of those before it ({middle_before})"
    if last > middle * _CLEARLY:
        times = f", {last / middle:.1f} times" if middle else ""
        return (
            f" The last is {more} than {beside}{times}."
            if not times
            else f" The last is {more}{times} {beside}."
        )
    if last * _CLEARLY < middle:
        return f" The last is {less} than {beside}."
    return f" The last is hardly other than {beside}."
