"""Names side by side: looks at the calls of each of them alone."""

from collections.abc import AsyncIterator

from netra.backend.agents.desk import Desk
from netra.backend.agents.side_by_side.domain import SideFound, of_side
from netra.backend.agents.tools import LATENCY, OVERVIEW
from netra.backend.agents.triage.domain.beside import Beside
from netra.backend.calls.schemas import CallFilterQuery
from netra.backend.latency.schemas import LatencyQuery


async def found_sides(desk: Desk, beside: Beside, asked: CallFilterQuery) -> tuple[SideFound, ...]:
    """What the calls of each name cost, took and how many failed; none where one could not be looked at."""
    found = [one async for one in _each(desk, beside, asked)]
    return tuple(found) if len(found) == len(beside.sides) else ()


async def _each(desk: Desk, beside: Beside, asked: CallFilterQuery) -> AsyncIterator[SideFound]:
    for side in beside.sides:
        only = of_side(asked, beside, side)
        overview = await desk.use(OVERVIEW, only)
        values = only.model_dump(by_alias=True, exclude_defaults=True)
        latency = await desk.use(LATENCY, LatencyQuery.model_validate(values))
        if overview is not None and latency is not None:
            yield SideFound(side, only, overview, latency)
