"""What a limit on the output of every call comes to, as a finding: which answers it would cut off."""

from typing import Final

from netra.backend.agents.derived import share_of
from netra.backend.agents.domain import Kept
from netra.backend.agents.schemas import Finding, Passage
from netra.backend.agents.text import counted
from netra.backend.agents.triage.domain.goal import Lever
from netra.backend.analytics.schemas import FigureRead, Overview
from netra.backend.call_sizes.schemas import CallSizesRead, SideRead

OUTPUT_CAP: Final = "output_cap"
"""The id of the finding: its lever is that of shorter answers."""
_TRADEOFFS: Final = (
    "A limit does not make answers shorter: those above it end in the middle, and may be asked again.",
    "Reasoning counts against a limit: where it is long, nothing may be left for the answer.",
)


def finding_of(found: Kept[CallSizesRead], today: Overview) -> Finding | None:
    """How many calls have more output than the limit, and what the tokens above it cost."""
    sizes, side = found.result, found.result.whole.output
    if not sizes.whole.calls or side.limit is None:
        return None
    cuts = bool(side.calls.value)
    passage = _passage(side, sizes.whole.calls, today.cost) if cuts else _nothing(side, sizes.whole.calls)
    return Finding(
        id=OUTPUT_CAP,
        lever=Lever.TRIM_OUTPUT,
        title=f"At most {counted(int(side.limit), 'output token')}",
        passage=passage,
        saving=side.excess if side.excess.value else None,
        changes_answers=True,
        tradeoffs=list(_TRADEOFFS) if cuts else [],
        result_id=found.id,
    )


def _passage(side: SideRead, calls: int, cost: FigureRead) -> Passage:
    figures = {"cut": side.calls, "above": side.above, "saving": side.excess}
    text = (
        f"{{cut}} of {counted(calls, 'call')} would be cut off there, not finished; their {{above}} above it "
        "cost {saving}"
    )
    if side.excess.value is None:
        return Passage(text=f"{text}: no price of these calls is known.", figures=figures)
    if cost.value:
        text, figures = f"{text} ({{share}} of the cost)", {**figures, "share": share_of(side.excess, cost)}
    return Passage(text=f"{text}.{_unpriced(side)}", figures=figures)


def _unpriced(side: SideRead) -> str:
    """Says that calls without a price are not in the amount."""
    missing = side.excess.missing
    return f" Not counted in it: {missing[:1].lower()}{missing[1:]}" if missing else ""


def _nothing(side: SideRead, calls: int) -> Passage:
    text = f"None of {counted(calls, 'call')} has more: nothing would be cut off, and nothing saved."
    return Passage(text=f"{text} 99 of 100 answers have up to {{p99}}.", figures={"p99": side.p99})
