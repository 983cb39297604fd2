"""What prompt caching comes to, as a finding: what its page tells, beside what was billed."""

from typing import Final

from netra.backend.agents.domain import Kept
from netra.backend.agents.schemas import Finding, Passage
from netra.backend.agents.text import counted
from netra.backend.agents.triage.domain.goal import Lever
from netra.backend.analytics.schemas import FigureRead, Overview
from netra.backend.optimizer.domain.prompt_caching import PolicyId
from netra.backend.optimizer.schemas import PolicyRead, PromptCaching

_TRADEOFFS: Final = (
    "A prompt must begin with what never changes: whatever varies has to move behind it.",
    "Answers stay as they are: the model reads the same tokens, only faster and cheaper.",
)
_UNCACHED: Final = (
    "Answers stay as they are, but come slower where the beginning of a prompt was read from a cache.",
)
_LIMITS: Final = (
    "A replay only knows the beginnings of prompts that the log shows; ask “what does caching save us now?” "
    "for the worth of what is in place."
)


def finding_of(found: Kept[PromptCaching], _: Overview) -> Finding | None:
    """The advised policy with its saving; None where no call could be replayed."""
    result = found.result
    if result.recommendation is None:
        return None
    policy = result.recommendation.policy
    chosen = _policy(result, policy) if policy is not None else None
    saving = chosen.saving if chosen is not None and chosen.saving.value else None
    tradeoffs = _UNCACHED if policy is PolicyId.NONE else _TRADEOFFS
    return Finding(
        id=Lever.PROMPT_CACHING,
        lever=Lever.PROMPT_CACHING,
        title=_title(chosen, saving),
        passage=_passage(result, chosen, saving),
        saving=saving,
        changes_answers=False,
        caveat=result.recommendation.caveat if saving is not None else "",
        tradeoffs=list(tradeoffs) if saving is not None else [],
        result_id=found.id,
    )


def _title(chosen: PolicyRead | None, saving: FigureRead | None) -> str:
    if chosen is None:
        return "Prompt caching: what is in place is better"
    if saving is None:
        return "Prompt caching does not pay here"
    return f"Prompt caching: {chosen.title}"


def _passage(result: PromptCaching, chosen: PolicyRead | None, saving: FigureRead | None) -> Passage:
    if chosen is None:
        return _keeps(result)
    if saving is None:
        return _costs(result)
    if not result.billed.has_cached:
        return _saves(chosen, result)
    return Passage(
        text=f"{_already(result)} {chosen.title} would have made it {{policy}}, a difference of {{saving}}.",
        figures={**_billed(result), "policy": chosen.cost, "saving": saving},
    )


def _keeps(result: PromptCaching) -> Passage:
    said = "; ".join(f"{policy.title} {{{policy.id}}}{_chosen(policy)}" for policy in _told(result))
    known = "would have cost" if not result.billed.unrecorded_calls else "is known to cost"
    text = f"{_already(result)} No policy that was replayed {known} less: {said}. {_LIMITS}"
    costs = {str(policy.id): policy.cost for policy in result.policies}
    return Passage(text=text, figures={**_billed(result), **costs})


def _already(result: PromptCaching) -> str:
    """What was billed with the caching in use, of the calls that were replayed."""
    left_out = sum(one.calls for one in result.excluded)
    of_these = f" of the {counted(result.calls, 'call')} that could be replayed" if left_out else ""
    written = ", {written} written" if result.billed.write_tokens.value else ""
    read = f"{{read}} input tokens were read from caches{written}"
    return f"You cache already: {read}, and the bill{of_these} is {{today}}."


def _billed(result: PromptCaching) -> dict[str, FigureRead]:
    billed = result.billed
    written = {"written": billed.write_tokens} if billed.write_tokens.value else {}
    return {"read": billed.read_tokens, **written, "today": billed.cost}


def _saves(chosen: PolicyRead, result: PromptCaching) -> Passage:
    others = [policy for policy in _told(result) if policy.id not in {chosen.id, PolicyId.NONE}]
    named = {f"other_{place}": policy.saving for place, policy in enumerate(others)}
    told = (f"{policy.title} {{other_{place}}}{_chosen(policy)}" for place, policy in enumerate(others))
    beside = f" Other ways on the same calls: {'; '.join(told)}." if others else ""
    baseline = _policy(result, PolicyId.NONE).cost
    figures = {"saving": chosen.saving, "ratio": chosen.saving_ratio, "cost": baseline}
    return Passage(
        text=f"{chosen.title} saves {{saving}}, {{ratio}} of the {{cost}} that fresh prompts cost.{beside}",
        figures={**figures, **named},
    )


def _costs(result: PromptCaching) -> Passage:
    tried = [policy for policy in _told(result) if policy.id is not PolicyId.NONE]
    said = "; ".join(f"{policy.title} {{{policy.id}}}{_chosen(policy)}" for policy in tried)
    text = f"Every way of caching them costs as much or more. Saved by each (below zero: lost): {said}."
    return Passage(text=text, figures={str(policy.id): policy.saving for policy in tried})


def _told(result: PromptCaching) -> list[PolicyRead]:
    """The policies that differ: the rule that was chosen may turn out to treat all prompts alike."""
    simple = [policy for policy in result.policies if policy.id is not PolicyId.SELECTIVE]
    alike = {policy.cost.value for policy in simple}
    return [policy for policy in result.policies if policy in simple or policy.cost.value not in alike]


def _chosen(policy: PolicyRead) -> str:
    """How the rule came about: over all calls it may do worse than a policy that was not chosen on a part."""
    return ", by the rule that was best on the earlier half" if policy.id is PolicyId.SELECTIVE else ""


def _policy(result: PromptCaching, wanted: PolicyId) -> PolicyRead:
    return next(policy for policy in result.policies if policy.id is wanted)
