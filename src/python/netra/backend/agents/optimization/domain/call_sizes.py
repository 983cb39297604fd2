"""What shorter prompts and answers come to, as findings."""

from collections.abc import Callable
from functools import partial
from typing import Final

from netra.backend.agents.domain import Kept
from netra.backend.agents.schemas import Finding, Passage
from netra.backend.agents.triage.domain.goal import Lever
from netra.backend.analytics.schemas import Overview
from netra.backend.call_sizes.schemas import CallSizesRead, ShorterRead, SideRead

_CONTEXT_TRADEOFF: Final = "What is trimmed from a prompt may be what the answer needed."
_OUTPUT_TRADEOFF: Final = "An answer that is cut off may be of no use: ask for shorter ones rather."


def _finding_of(lever: Lever, found: Kept[CallSizesRead], _: Overview) -> Finding | None:
    """What the tokens above the limit cost; None without calls."""
    sizes = found.result
    is_input = lever is Lever.TRIM_CONTEXT
    side = sizes.whole.input if is_input else sizes.whole.output
    if not sizes.whole.calls or side.limit is None:
        return None
    if sizes.shorter is not None:
        return _shorter(lever, found, sizes.shorter)
    pays = bool(side.excess.value)
    name = "prompts" if is_input else "answers"
    return Finding(
        id=lever,
        lever=lever,
        title=f"Long {name}: what exceeds the usual" if pays else f"No {name} stand out by their length",
        passage=_passage(side, name, sizes, is_input=is_input),
        saving=side.excess if pays else None,
        changes_answers=True,
        tradeoffs=[_CONTEXT_TRADEOFF if is_input else _OUTPUT_TRADEOFF],
        result_id=found.id,
    )


def _shorter(lever: Lever, found: Kept[CallSizesRead], shorter: ShorterRead) -> Finding:
    """What a share of every prompt, or of every answer, costs."""
    is_input = lever is Lever.TRIM_CONTEXT
    name, saving = ("prompts", shorter.input) if is_input else ("answers", shorter.output)
    share = f"{(shorter.share * 100).normalize():f} %"
    return Finding(
        id=lever,
        lever=lever,
        title=f"{name.capitalize()} {share} shorter",
        passage=Passage(
            text=f"With {share} less {'input' if is_input else 'output'} in each, these calls would have "
            "cost {saving} less, as often cached as they were. Whether they would still work is not known.",
            figures={"saving": saving},
        ),
        saving=saving if saving.value else None,
        changes_answers=True,
        tradeoffs=[_CONTEXT_TRADEOFF if is_input else _OUTPUT_TRADEOFF],
        result_id=found.id,
    )


def _passage(side: SideRead, name: str, sizes: CallSizesRead, *, is_input: bool) -> Passage:
    figures = {
        "p50": side.p50,
        "p95": side.p95,
        "calls": side.calls,
        "cost": side.cost,
        "excess": side.excess,
    }
    text = (
        f"Half of the {name} have up to {{p50}}, 95 of 100 up to {{p95}}. {{calls}} calls exceed that; "
        "they cost {cost}, and what is above it {excess}."
    )
    if is_input and sizes.growing:
        text += f" Context grows most in session {sizes.growing[0].session}: by {{growth}}."
        figures["growth"] = sizes.growing[0].growth
    return Passage(text=text, figures=figures)


Judge = Callable[[Kept[CallSizesRead], Overview], Finding | None]
context_finding_of: Final[Judge] = partial(_finding_of, Lever.TRIM_CONTEXT)
output_finding_of: Final[Judge] = partial(_finding_of, Lever.TRIM_OUTPUT)
