"""What a cap on the reasoning of every call comes to, as a finding: what is beyond it, and its cost."""

from typing import Final

from netra.backend.agents.derived import share_of
from netra.backend.agents.domain import Kept
from netra.backend.agents.schemas import Finding, Passage
from netra.backend.agents.text import counted
from netra.backend.agents.triage.domain.goal import Lever
from netra.backend.analytics.schemas import FigureRead, Overview
from netra.backend.reasoning_caps.schemas import CappedPartRead, ReasoningCapRead

REASONING_CAP_ID: Final = "reasoning_cap"
"""Its lever is that of less reasoning."""
_TRADEOFFS: Final = (
    "Tokens beyond the cap would not be produced; whether answers stay as good is not known.",
    "Some models take a budget of reasoning for a target and not for a limit: a cap may be passed.",
)


def finding_of(found: Kept[ReasoningCapRead], today: Overview) -> Finding | None:
    """How many calls reason for longer, and what the tokens beyond the cap cost."""
    read, whole = found.result, found.result.whole
    if not whole.calls:
        return None
    is_beyond = bool(whole.longer.value)
    return Finding(
        id=REASONING_CAP_ID,
        lever=Lever.REASONING_EFFORT,
        title=f"At most {counted(read.cap, 'reasoning token')} a call",
        passage=_passage(whole, today.cost),
        saving=whole.saving if whole.saving.value else None,
        changes_answers=True,
        tradeoffs=list(_TRADEOFFS) if is_beyond else [],
        result_id=found.id,
    )


def _passage(whole: CappedPartRead, cost: FigureRead) -> Passage:
    recorded = whole.calls - whole.unrecorded
    if not recorded:
        said = f"None of {counted(whole.calls, 'call')} records its reasoning tokens, so this is not known."
        return Passage(text=said)
    if not whole.longer.value:
        said = f"None of {_of_calls(recorded, whole.unrecorded)} has more: nothing would be saved."
        return Passage(text=f"{said}{_untold(whole.unrecorded)}")
    figures = {"longer": whole.longer, "above": whole.above, "cost": whole.cost}
    base = _of_calls(recorded, whole.unrecorded)
    text = f"{{longer}} of {base} {_have(whole)} more; their {{above}} beyond it"
    if whole.cost.value is None:
        unknown = f"{text} have a cost that is not known: no price of these calls is."
        return Passage(text=f"{unknown}{_untold(whole.unrecorded)}", figures=figures)
    text = f"{text} cost {{cost}}"
    if cost.value:
        text, figures = f"{text} ({{share}} of the cost)", {**figures, "share": share_of(whole.cost, cost)}
    text += ": so much a cap there would have saved. Whether answers would have stayed as good is not known."
    missing = whole.cost.missing if whole.cost.missing and "price" in whole.cost.missing else ""
    unpriced = f" Not counted in it: {missing[:1].lower()}{missing[1:]}" if missing else ""
    return Passage(text=f"{text}{unpriced}{_untold(whole.unrecorded)}", figures=figures)


def _have(whole: CappedPartRead) -> str:
    return "has" if whole.longer.value == 1 else "have"


def _of_calls(recorded: int, unrecorded: int) -> str:
    told = " that record it" if unrecorded else ""
    return f"{counted(recorded, 'call')}{told}"


def _untold(unrecorded: int) -> str:
    """Says that calls that record nothing are no calls without reasoning."""
    if not unrecorded:
        return ""
    verb, have = ("does", "it has") if unrecorded == 1 else ("do", "they have")
    return (
        f" {counted(unrecorded, 'more call')} {verb} not record reasoning: what {have} beyond it is not "
        "known, and not in this."
    )
