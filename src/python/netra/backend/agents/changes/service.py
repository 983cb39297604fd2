"""What is behind a change of cost: looks at what moved most, before and after, and at its days."""

from decimal import Decimal
from typing import Any

from netra.backend.agents.changes.domain import ChangeFound, Moved, level_of, sides_of
from netra.backend.agents.desk import Desk
from netra.backend.agents.tools import BREAKDOWN, OVERVIEW
from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.schemas import BreakdownQuery
from netra.backend.comparisons.schemas import ComparisonQuery


async def found_change(
    desk: Desk, asked: ComparisonQuery, change: Decimal | None, moved: Moved | None, *, with_day: bool
) -> ChangeFound | None:
    """Both times of what most of the change is, or of all calls; None where one of them has none."""
    chosen: dict[str, Any] = {moved.by.choice: (moved.key,)} if moved is not None else {}
    earlier, later = sides_of(asked, chosen)
    before, after = await desk.use(OVERVIEW, earlier), await desk.use(OVERVIEW, later)
    if before is None or after is None or not before.result.calls or not after.result.calls:
        return None
    name = moved.key if moved is not None else ""
    if not with_day or change is None:
        return ChangeFound(name, before, after)
    both = later.model_copy(update={"since": earlier.since})
    values = both.model_dump(by_alias=True, exclude_defaults=True)
    days = await desk.use(BREAKDOWN, BreakdownQuery.model_validate({**values, "by": Dimension.DAY}))
    level = level_of(days.result.rows, desk.context.zone, change) if days is not None else None
    return ChangeFound(name, before, after, level)
