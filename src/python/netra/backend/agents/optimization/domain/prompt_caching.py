"""What prompt caching comes to, as a finding."""

from typing import Final

from netra.backend.agents.domain import Kept
from netra.backend.agents.schemas import Finding, Passage
from netra.backend.agents.triage.domain.goal import Lever
from netra.backend.analytics.schemas import FigureRead, Overview
from netra.backend.calls.domain import Bucket
from netra.backend.optimizer.domain.prompt_caching import PolicyId
from netra.backend.optimizer.schemas import PolicyRead, PromptCaching

_TRADEOFFS: Final = (
    "A prompt must begin with what never changes: whatever varies has to move behind it.",
    "Answers stay as they are: the model reads the same tokens, only faster and cheaper.",
)


def finding_of(found: Kept[PromptCaching], today: Overview) -> Finding | None:
    """The advised policy with its saving; None where no call could be replayed."""
    result = found.result
    if result.recommendation is None:
        return None
    chosen = _policy(result, result.recommendation.policy)
    baseline = _policy(result, PolicyId.NONE)
    pays = chosen.id is not PolicyId.NONE and bool(chosen.saving.value)
    figures = {"saving": chosen.saving, "ratio": chosen.saving_ratio, "cost": baseline.cost}
    return Finding(
        id=Lever.PROMPT_CACHING,
        lever=Lever.PROMPT_CACHING,
        title=f"Prompt caching: {chosen.title}" if pays else "Prompt caching does not pay here",
        passage=_saves(chosen, figures, result, today) if pays else _costs(result),
        saving=chosen.saving if pays else None,
        changes_answers=False,
        tradeoffs=list(_TRADEOFFS) if pays else [],
        result_id=found.id,
    )


def _saves(
    chosen: PolicyRead, figures: dict[str, FigureRead], result: PromptCaching, today: Overview
) -> Passage:
    others = [policy for policy in result.policies if policy.id not in {chosen.id, PolicyId.NONE}]
    named = {f"other_{place}": policy.saving for place, policy in enumerate(others)}
    beside = "; ".join(f"{policy.title} {{other_{place}}}" for place, policy in enumerate(others))
    already = {"read": read} if (read := _read_already(today)) else {}
    note = (
        " You cache already: {read} were read from caches. What this adds to that is less than the saving."
        if already
        else ""
    )
    return Passage(
        text=f"{chosen.title} saves {{saving}}, {{ratio}} of the {{cost}} that fresh prompts cost."
        f"{note} Other ways on the same calls: {beside}.",
        figures={**figures, **named, **already},
    )


def _read_already(today: Overview) -> FigureRead | None:
    """The tokens that were read from caches, where the log tells of any."""
    read = next(one.tokens for one in today.buckets if one.bucket is Bucket.CACHE_READ)
    return read if read.value else None


def _costs(result: PromptCaching) -> Passage:
    tried = [policy for policy in result.policies if policy.id is not PolicyId.NONE]
    said = "; ".join(f"{policy.title} {{{policy.id}}}" for policy in tried)
    return Passage(
        text=f"Every way of caching them costs as much or more. Saved by each (below zero: lost): {said}.",
        figures={policy.id: policy.saving for policy in tried},
    )


def _policy(result: PromptCaching, wanted: PolicyId) -> PolicyRead:
    return next(policy for policy in result.policies if policy.id is wanted)
