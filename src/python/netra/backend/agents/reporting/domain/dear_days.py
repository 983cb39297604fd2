"""What days cost, beside what a call costs: whether spend is as usual is another question."""

from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from netra.backend.agents.derived import middle_of
from netra.backend.agents.levels import LevelOf, new_level, totals_of_day
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.reporting.domain.parts import cost_of_part
from netra.backend.agents.schemas import Passage
from netra.backend.agents.text import counted
from netra.backend.agents.triage.domain.goal import Direction
from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.schemas import GroupRead
from netra.backend.calls.schemas import CallFilterQuery

CALL_NOT_DAY: Final = "This is about what a call costs, not about what all calls of a day cost together."
BOTH: Final = "Spend is what calls cost times how many there are, so both are told."
_FEWEST_SPENT: Final = 3
_SPENT: Final = LevelOf(lambda day: day.cost, "a day costs more", "a day costs less", is_of_calls=False)


def spend_of_days(given: Given, asked: CallFilterQuery) -> Passage:
    """Since when days cost more, where a day stands out, and the last whole day beside the middle one.

    The last day of the log may be recorded in part, so that it is no whole one.
    """
    rows = given.days.result.rows if given.days is not None else []
    whole = [row for row in sorted(rows, key=lambda row: row.key)[:-1] if row.cost is not None]
    if len(whole) < _FEWEST_SPENT:
        few = (
            f"By day: {counted(len(whole), 'whole day')} with a known cost are too few to tell what is usual."
        )
        return Passage(text=few)
    every = asked.model_copy(update={"since": None}).filter
    costs = [cost_of_part(row, Dimension.DAY, every, given.project) for row in whole]
    last, day = costs[-1], date.fromisoformat(whole[-1].key)
    others = counted(len(costs) - 1, "day")
    beside = f"the last whole day, {day.day} {day:%B %Y}, cost {{last_day}}, the middle one of the {others}"
    text = f"By day: {_since(whole, given)}; {beside} before it {{middle_day}}."
    return Passage(text=text, figures={"last_day": last, "middle_day": middle_of(costs[:-1], "day")})


def _since(whole: list[GroupRead], given: Given) -> str:
    """Whether there is a day from which on days cost more, beyond what chance explains."""
    days = {date.fromisoformat(row.key): totals_of_day(row) for row in whole}
    level = new_level(days, ZoneInfo(given.project.time_zone), Direction.UP, (_SPENT,))
    at = level.later.since if level is not None else None
    if at is None:
        return "no day stands out from which on a day costs more"
    return f"a day costs more since {at.day} {at:%B %Y}"
