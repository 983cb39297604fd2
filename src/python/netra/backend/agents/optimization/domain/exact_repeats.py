"""What an exact response cache comes to, as a finding."""

from typing import Final

from netra.backend.agents.domain import Kept
from netra.backend.agents.schemas import Finding, Passage
from netra.backend.agents.triage.domain.goal import Lever
from netra.backend.analytics.domain.figures import Certainty
from netra.backend.analytics.schemas import Overview
from netra.backend.response_caching.schemas import ExactRepeatsRead

_TRADEOFFS: Final = ("A stored answer may be out of date: decide for how long one is good.",)


def finding_of(found: Kept[ExactRepeatsRead], _: Overview) -> Finding | None:
    """What came again word for word; None where no prompt was recorded."""
    result = found.result
    if not result.calls:
        return None
    repeats = bool(result.repeats.value)
    pays = repeats and _all_alike(result) and bool(result.cost.value)
    return Finding(
        id=Lever.RESPONSE_CACHE,
        lever=Lever.RESPONSE_CACHE,
        title=_title(result, repeats=repeats, pays=pays),
        passage=_passage(result) if repeats else Passage(text="No prompt came again word for word."),
        saving=result.cost if pays else None,
        changes_answers=False,
        tradeoffs=list(_TRADEOFFS) if pays else [],
        result_id=found.id,
    )


def _title(result: ExactRepeatsRead, *, repeats: bool, pays: bool) -> str:
    if pays:
        return "Response cache: the same questions were answered alike"
    if not repeats:
        return "Response cache: nothing repeats"
    if result.divergent.value:
        return "Response cache: equal questions were answered differently"
    return "Response cache: not decided"


def _passage(result: ExactRepeatsRead) -> Passage:
    figures = {"repeats": result.repeats, "cost": result.cost, "divergent": result.divergent}
    said = "{repeats} calls repeat an earlier prompt word for word; they cost {cost}."
    if result.divergent.value is None:
        said += " Whether their answers were the same: {divergent}."
    elif result.divergent.value:
        said += " {divergent} of them were answered otherwise than the first time: do not cache blindly."
    elif _all_alike(result):
        said += " All were answered as the first time."
    else:
        said += " None of those whose answers were recorded differed; of the others nobody knows."
    return Passage(text=said, figures=figures)


def _all_alike(result: ExactRepeatsRead) -> bool:
    """Whether the answer of every repeat was recorded, and was that of the first time."""
    return result.divergent.value == 0 and result.divergent.kind is Certainty.EXACT
