"""Where failed calls are that cost money: looks at them by each of the names of calls."""

from netra.backend.agents.desk import Desk
from netra.backend.agents.failed_places.domain import PLACES_OF_FAILURES, FailedPlaces
from netra.backend.agents.tools import BREAKDOWN
from netra.backend.analytics.schemas import BreakdownQuery
from netra.backend.calls.domain.call import CallStatus
from netra.backend.calls.schemas import CallFilterQuery


async def found_failed_places(desk: Desk, asked: CallFilterQuery) -> FailedPlaces:
    """What the failed ones of these calls cost, by user, feature, model and session."""
    failed = asked.model_copy(update={"status": (CallStatus.ERROR,)})
    values = failed.model_dump(by_alias=True, exclude_defaults=True)
    queries = [BreakdownQuery.model_validate({**values, "by": by}) for by in PLACES_OF_FAILURES]
    found = [await desk.use(BREAKDOWN, query) for query in queries]
    return FailedPlaces(failed, tuple(one for one in found if one is not None))
