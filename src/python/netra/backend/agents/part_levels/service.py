"""Parts that are another since a day: looks at each by its days, and at the clearest ones in both times."""

from collections.abc import AsyncIterator
from datetime import UTC

from netra.backend.agents.desk import Desk
from netra.backend.agents.domain import Kept
from netra.backend.agents.part_levels.domain import (
    LOOKED_AT,
    MOST_PARTS_TOLD,
    PartLevel,
    PartStep,
    part_steps,
)
from netra.backend.agents.tools import CROSSTAB
from netra.backend.agents.triage.domain.goal import Goal
from netra.backend.analytics.domain.dimensions import Dimension, part_begin
from netra.backend.analytics.schemas import Overview
from netra.backend.calls.domain.call import TimeBasis
from netra.backend.calls.schemas import CallFilterQuery
from netra.backend.crosstabs.domain.measures import TableMeasure
from netra.backend.crosstabs.schemas import CrosstabQuery


async def found_part_levels(
    desk: Desk,
    goal: Goal,
    asked: CallFilterQuery,
    overview: Kept[Overview] | None,
    *,
    has_features: bool,
) -> tuple[PartLevel, ...]:
    """The parts whose calls are of another kind since a day, the clearest first; none for other questions.

    Of relative times there are no days.
    """
    measures = LOOKED_AT.get(goal.metric)
    if measures is None or goal.chosen.models or goal.chosen.features or overview is None:
        return ()
    if overview.result.time.basis is TimeBasis.RELATIVE:
        return ()
    by = Dimension.FEATURE if has_features else Dimension.MODEL
    values = asked.model_dump(by_alias=True, exclude_defaults=True)
    names = [one.name for one in measures]
    query = CrosstabQuery.model_validate({**values, "by": (by, Dimension.DAY), "measure": names})
    table = await desk.use(CROSSTAB, query)
    steps = part_steps(table.result) if table is not None else []
    steps = [step for step in steps if _is_asked_about(goal, step, desk)][:MOST_PARTS_TOLD]
    levels = [level async for level in _levels(desk, by, steps, asked, measures)]
    return tuple(level for level in levels if level.changed)


def _is_asked_about(goal: Goal, step: PartStep, desk: Desk) -> bool:
    since = goal.time.since if goal.time is not None else None
    return since is None or part_begin(step.since.isoformat(), Dimension.DAY, desk.context.zone) >= since


async def _levels(
    desk: Desk,
    by: Dimension,
    steps: list[PartStep],
    asked: CallFilterQuery,
    measures: tuple[TableMeasure, ...],
) -> AsyncIterator[PartLevel]:
    """Each part with its numbers since the day, beside those of all the time before."""
    for step in steps:
        begin = part_begin(step.since.isoformat(), Dimension.DAY, desk.context.zone).astimezone(UTC)
        values = asked.model_dump(by_alias=True, exclude_defaults=True)
        values |= {by.choice: (step.key,), "from": begin, "before_to": begin}
        query = CrosstabQuery.model_validate({**values, "measure": [one.name for one in measures]})
        table = await desk.use(CROSSTAB, query)
        if table is None:
            continue
        users, models = [
            await desk.use(CROSSTAB, query.model_copy(update={"by": (other,)}))
            for other in (Dimension.USER, Dimension.MODEL)
        ]
        yield PartLevel(by, step, table, users, models)
