"""What a log of relative times cannot tell, where it is asked about."""

from typing import Final

from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.schemas import Passage
from netra.backend.agents.triage.domain.goal import Goal, Intent
from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.schemas import Overview
from netra.backend.calls.domain.call import TimeBasis

_OF_TIME: Final = frozenset({Intent.WHY_CHANGED, Intent.INCIDENTS})
_HOW_TO_KNOW: Final = "To know it, send each call with the moment at which it began."


def without_dates(goal: Goal, given: Given) -> str:
    """What has to be known before the answer is read, where there is no clock, or no calendar, to tell by."""
    overview = _of_relative_times(goal, given)
    if overview is None or _has_a_clock(goal, overview):
        return ""
    return (
        "This log has relative times only: its hours and days are not those of a calendar, and what began "
        f"beside what may not be known. {_HOW_TO_KNOW} "
    )


def with_clock(goal: Goal, given: Given, answer: Passage) -> Passage:
    """The answer, and behind it that its times are no dates, where all calls have one clock."""
    overview = _of_relative_times(goal, given)
    if overview is None or not _has_a_clock(goal, overview):
        return answer
    clock = f"Times count from the start of the log, whose date was not recorded. {_HOW_TO_KNOW}"
    return answer.model_copy(update={"text": f"{answer.text} {clock}"})


def _has_a_clock(goal: Goal, overview: Overview) -> bool:
    """Whether all calls have one, and no weekdays or hours of the day are asked about."""
    return overview.sessions <= 1 and (goal.breakdown is None or Dimension(goal.breakdown).is_time)


def _of_relative_times(goal: Goal, given: Given) -> Overview | None:
    """What the question is about, where that is time and the log has relative times."""
    is_of_time = goal.intent in _OF_TIME or goal.time or goal.day_sought or goal.peak
    by_time = goal.breakdown is not None and Dimension(goal.breakdown).is_ordered
    overview = given.overview.result if given.overview is not None else None
    if overview is None or overview.time.basis is not TimeBasis.RELATIVE or not (is_of_time or by_time):
        return None
    return overview
