"""What failed and repeated calls come to, as a finding."""

from typing import Final

from netra.backend.agents.domain import Kept
from netra.backend.agents.schemas import Finding, Passage
from netra.backend.agents.text import none_recorded
from netra.backend.agents.triage.domain.goal import Lever
from netra.backend.analytics.schemas import Overview
from netra.backend.retries.schemas import RetriesRead

_TRADEOFF: Final = "A call that is not sent again may have been wanted twice: look at the chains first."


def finding_of(found: Kept[RetriesRead], _: Overview) -> Finding | None:
    """What was paid for calls that failed or were sent again although they were answered."""
    read = found.result
    if not read.calls:
        return None
    pays = bool(read.waste.value)
    return Finding(
        id=Lever.RETRY_WASTE,
        lever=Lever.RETRY_WASTE,
        title="Failed and repeated calls: paid for nothing" if pays else "No waste in failed calls is known",
        passage=_passage(read),
        saving=read.waste if pays else None,
        changes_answers=False,
        tradeoffs=[_TRADEOFF] if pays else [],
        result_id=found.id,
    )


def _passage(read: RetriesRead) -> Passage:
    failed = "Failed calls: {failed}; they cost {failed_cost}."
    text = failed if read.failed.value else none_recorded(read.calls)
    figures = {"failed": read.failed, "failed_cost": read.failed_cost} if read.failed.value else {}
    if read.after_error.value is None:
        return Passage(text=f"{text} Whether any was sent again was not recorded.", figures=figures)
    again = {
        "after_error": read.after_error,
        "after_success": read.after_success,
        "after_success_cost": read.after_success_cost,
    }
    text += " Sent again after that: {after_error}, although answered: {after_success}"
    text += " ({after_success_cost})."
    return Passage(text=text, figures={**figures, **again})
