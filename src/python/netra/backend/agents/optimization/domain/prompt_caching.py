"""What prompt caching comes to, as a finding: beside today's bill, whatever caching is in it already."""

from typing import Final

from netra.backend.agents.derived import difference
from netra.backend.agents.domain import Kept
from netra.backend.agents.schemas import Finding, Passage
from netra.backend.agents.triage.domain.goal import Lever
from netra.backend.analytics.schemas import FigureRead, Overview
from netra.backend.calls.domain.call import Bucket
from netra.backend.optimizer.domain.prompt_caching import PolicyId
from netra.backend.optimizer.schemas import PolicyRead, PromptCaching

_TRADEOFFS: Final = (
    "A prompt must begin with what never changes: whatever varies has to move behind it.",
    "Answers stay as they are: the model reads the same tokens, only faster and cheaper.",
)
_UNRECORDED: Final = "Whether you cache already was not recorded; if you do, you save less."


def finding_of(found: Kept[PromptCaching], today: Overview) -> Finding | None:
    """The advised policy with its saving; None where no call could be replayed."""
    result = found.result
    if result.recommendation is None:
        return None
    chosen = _policy(result, result.recommendation.policy)
    read = next(one.tokens for one in today.buckets if one.bucket is Bucket.CACHE_READ)
    saving = _beside_today(result, chosen, today) if read.value else chosen.saving
    pays = chosen.id is not PolicyId.NONE and saving is not None and (saving.value or 0) > 0
    return Finding(
        id=Lever.PROMPT_CACHING,
        lever=Lever.PROMPT_CACHING,
        title=f"Prompt caching: {chosen.title}" if pays else _no_title(chosen, read),
        passage=_passage(result, chosen, saving, read, today),
        saving=saving if pays else None,
        changes_answers=False,
        caveat=_UNRECORDED if pays and read.value is None else "",
        tradeoffs=list(_TRADEOFFS) if pays else [],
        result_id=found.id,
    )


def _beside_today(result: PromptCaching, chosen: PolicyRead, today: Overview) -> FigureRead | None:
    """What the policy saves beside what was really billed; None where not all calls could be replayed."""
    if result.calls != today.calls:
        return None
    return difference("prompt_caching.beside_today", today.cost, chosen.cost)


def _no_title(chosen: PolicyRead, read: FigureRead) -> str:
    if chosen.id is PolicyId.NONE and read.value:
        return "Prompt caching: nothing beyond what you have pays"
    if chosen.id is PolicyId.NONE:
        return "Prompt caching does not pay here"
    return "Prompt caching: you have it already"


def _passage(
    result: PromptCaching,
    chosen: PolicyRead,
    saving: FigureRead | None,
    read: FigureRead,
    today: Overview,
) -> Passage:
    if chosen.id is PolicyId.NONE:
        return _costs(result, read)
    if not read.value:
        return _saves(chosen, result)
    figures = {"read": read, "policy": chosen.cost, "today": today.cost}
    if saving is None:
        said = "Not all calls could be replayed, so what more it would save is not known."
        text = f"You cache already: {{read}} were read from caches. {said}"
        return Passage(text=text, figures={"read": read})
    return Passage(
        text="You cache already: {read} were read from caches, and the bill is {today}. "
        f"{chosen.title} would have made it {{policy}}, a difference of {{saving}}.",
        figures={**figures, "saving": saving},
    )


def _saves(chosen: PolicyRead, result: PromptCaching) -> Passage:
    others = [policy for policy in result.policies if policy.id not in {chosen.id, PolicyId.NONE}]
    named = {f"other_{place}": policy.saving for place, policy in enumerate(others)}
    beside = "; ".join(f"{policy.title} {{other_{place}}}" for place, policy in enumerate(others))
    baseline = _policy(result, PolicyId.NONE).cost
    figures = {"saving": chosen.saving, "ratio": chosen.saving_ratio, "cost": baseline}
    return Passage(
        text=f"{chosen.title} saves {{saving}}, {{ratio}} of the {{cost}} that fresh prompts cost. "
        f"Other ways on the same calls: {beside}.",
        figures={**figures, **named},
    )


def _costs(result: PromptCaching, read: FigureRead) -> Passage:
    tried = [policy for policy in result.policies if policy.id is not PolicyId.NONE]
    said = "; ".join(f"{policy.title} {{{policy.id}}}" for policy in tried)
    text = f"Every way of caching them costs as much or more. Saved by each (below zero: lost): {said}."
    figures = {str(policy.id): policy.saving for policy in tried}
    if not read.value:
        return Passage(text=text, figures=figures)
    worth = "ask “what does caching save us now?” for its worth"
    already = f"You cache already: {{read}} were read from caches; {worth}."
    replayed = f"Replayed on the beginnings of prompts that the log shows, as if you did not: {text}"
    return Passage(text=f"{already} {replayed}", figures={"read": read, **figures})


def _policy(result: PromptCaching, wanted: PolicyId) -> PolicyRead:
    return next(policy for policy in result.policies if policy.id is wanted)
