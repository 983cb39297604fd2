"""What makes calls slow: looks at the calls that are asked about, and at those of all models beside them."""

from netra.backend.agents.desk import Desk
from netra.backend.agents.slowness.domain import SlowFound, query_of, query_of_every_model
from netra.backend.agents.tools import SLOW_CALLS
from netra.backend.agents.triage.domain.goal import Goal
from netra.backend.calls.schemas import CallFilterQuery


async def found_slow(desk: Desk, goal: Goal, asked: CallFilterQuery) -> SlowFound | None:
    """What goes with the time of these calls; None where they could not be looked at."""
    read = await desk.use(SLOW_CALLS, query_of(goal, asked))
    if read is None:
        return None
    every = query_of_every_model(goal, asked)
    return SlowFound(read, await desk.use(SLOW_CALLS, every) if every is not None else None)
