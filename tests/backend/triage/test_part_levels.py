"""Parts that are another since a day: by days made by hand, also such as chance makes."""

from datetime import date
from decimal import Decimal
from random import Random
from typing import Final

import pytest

from netra.backend.agents.levels import step_at
from netra.backend.agents.part_levels.domain import CACHED, CALL_COST, PartStep, is_clear, part_steps
from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.domain.figures import Certainty, Figure, Rule
from netra.backend.analytics.schemas import FigureRead
from netra.backend.crosstabs.domain.measures import TableMeasure
from netra.backend.crosstabs.schemas import CrosstabCell, CrosstabRead, CrosstabRow

_RULE: Final = Rule("by-hand", "By hand.", "This test", "2026-11-28")


def _cell(measure: TableMeasure, value: float | None) -> CrosstabCell:
    amount = None if value is None else Decimal(str(value))
    figure = Figure(measure.name, amount, measure.unit, Certainty.EXACT, _RULE, "", 10)
    return CrosstabCell(now=FigureRead.model_validate(figure, from_attributes=True))


def _table(measure: TableMeasure, calls: int = 10, **days: list[float | None]) -> CrosstabRead:
    rows = [
        CrosstabRow(
            keys=[key, f"2026-11-{day:02}"], calls=calls, calls_before=None, cells=[_cell(measure, value)]
        )
        for key, values in days.items()
        for day, value in enumerate(values, 1)
    ]
    by = [Dimension.FEATURE, Dimension.DAY]
    whole = CrosstabRow(keys=[], calls=calls, calls_before=None, cells=[_cell(measure, 1)])
    return CrosstabRead(by=by, measures=[measure.name], whole=whole, rows=rows, truncated=False)


def test_a_part_that_is_another_since_a_day_is_found_and_the_clearest_comes_first() -> None:
    read = _table(
        CALL_COST,
        steady=[1.0, 1.1, 0.9, 1.0, 1.1, 0.9, 1.0, 1.1],
        doubles=[1.0, 1.1, 0.9, 1.0, 2.1, 1.9, 2.0, 2.1],
        falls=[4.0, 4.1, 4.2, 3.9, 4.0, 1.0, 1.1, 0.9],
    )
    steps = part_steps(read)
    assert [(step.key, step.since) for step in steps] == [
        ("falls", date(2026, 11, 6)),
        ("doubles", date(2026, 11, 5)),
    ]
    assert steps[1].factor == pytest.approx(2.05)


@pytest.mark.parametrize(
    "read",
    [
        _table(CALL_COST, few_days=[1.0, 1.0, 1.0, 9.0, 9.0, 9.0]),
        _table(CALL_COST, calls=4, few_calls=[1.0, 1.1, 0.9, 1.0, 9.1, 8.9, 9.0, 9.1]),
        _table(CALL_COST, a_third=[3.0, 3.1, 2.9, 3.0, 4.1, 3.9, 4.0, 4.1]),
        _table(CACHED, of_little=[0.01, 0.011, 0.009, 0.01, 0.05, 0.051, 0.049, 0.05]),
        _table(CALL_COST, unknown=[None] * 8),
        _table(CALL_COST, one_day=[1.0, 1.1, 0.9, 1.0, 9.0, 1.1, 0.9, 1.0, 1.1]),
    ],
)
def test_what_is_little_rare_or_over_is_no_step(read: CrosstabRead) -> None:
    assert part_steps(read) == []


def test_a_share_that_falls_to_nothing_is_a_step() -> None:
    read = _table(CACHED, chat=[0.7, 0.72, 0.71, 0.69, 0.0, 0.0, 0.0, 0.01])
    assert part_steps(read) == [PartStep("chat", date(2026, 11, 5), 100.0)]
    assert is_clear(CACHED, 0.5, 0.45) == is_clear(CALL_COST, 1.0, 1.3) == is_clear(CALL_COST, None, 1.0) == 0


def test_chance_alone_makes_hardly_a_step() -> None:
    chance = Random(20261128)  # noqa: S311  no secret
    made = [[chance.gauss(1, 0.3) for _ in range(28)] for _ in range(1_000)]
    assert sum(step_at(values) is not None for values in made) <= 2
