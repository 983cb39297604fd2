"""What to do about a finding: how, how hard, how risky, how to see that it worked, how to go back."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from pydantic import BaseModel

from netra.backend.agents.schemas import Action, Finding, Level
from netra.backend.agents.triage.domain.goal import Lever
from netra.backend.optimizer.schemas import PromptCaching

Derive = Callable[[Finding, BaseModel], Action | None]


def action_for(finding: Finding, result: BaseModel) -> Action | None:
    """The action that follows from a finding; None where nothing is to be done."""
    derive = _ACTIONS.get(Lever(finding.lever))
    return derive(finding, result) if derive and finding.saving is not None else None


def _cache_prompts(finding: Finding, result: BaseModel) -> Action | None:
    if not isinstance(result, PromptCaching) or result.recommendation is None:
        return None
    return Action(
        id="cache-prompts",
        finding_id=finding.id,
        title=f"Switch on prompt caching: {result.recommendation.policy.replace('_', ' ')}",
        why=finding.passage,
        effort=Level.LOW,
        effort_words="A field in each request; an hour where prompts are built in one place.",
        risk=Level.LOW,
        risk_words="Answers do not change. Where prompts stop repeating, writing the cache costs more.",
        steps=result.recommendation.steps,
        example_code=result.recommendation.example_code,
        how_to_check=(
            "Send the traffic here again and compare the period with the one before: cached reads must rise "
            "and the cost of a call fall."
        ),
        how_to_undo="Leave cache_control out again; nothing else was changed.",
        saving=finding.saving,
    )


def _cache_answers(finding: Finding, _: BaseModel) -> Action | None:
    return Action(
        id="cache-answers",
        finding_id=finding.id,
        title="Answer exact repeats from a cache",
        why=finding.passage,
        effort=Level.MEDIUM,
        effort_words="A key-value store in front of the call, keyed by model and prompt.",
        risk=Level.MEDIUM,
        risk_words="A stored answer may be out of date, and must never be given to somebody else's question.",
        steps=[
            "Key by a hash of the tenant, the model, its settings and the whole prompt.",
            "Give each entry a lifetime for which its answer is certainly still good.",
            "Begin in shadow: look up, call anyway, and count how often the two answers differ.",
        ],
        how_to_check="Ask here for exact repeats again: those that were answered from the cache are gone.",
        how_to_undo="Switch the lookup off; calls go through as before.",
        saving=finding.saving,
    )


_ACTIONS: Final[Mapping[Lever, Derive]] = MappingProxyType(
    {Lever.PROMPT_CACHING: _cache_prompts, Lever.RESPONSE_CACHE: _cache_answers}
)
