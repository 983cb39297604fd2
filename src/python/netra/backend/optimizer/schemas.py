"""How the prompt-caching lever travels in HTTP."""

from pydantic import BaseModel

from netra.backend.analytics.schemas import FigureRead
from netra.backend.optimizer.domain.prompt_caching import PolicyId, Verdict


class PolicyRead(BaseModel):
    """What one way of caching prompts would have cost on these calls."""

    id: PolicyId
    title: str
    cost: FigureRead
    saving: FigureRead
    saving_ratio: FigureRead
    read_tokens: FigureRead
    write_tokens: FigureRead
    fresh_tokens: FigureRead
    verdict: Verdict


class PolicyGroup(BaseModel):
    """The policies over one group of calls."""

    key: str
    calls: int
    best: PolicyId
    costs: dict[PolicyId, FigureRead]
    savings: dict[PolicyId, FigureRead]


class PromptRead(BaseModel):
    """A prompt that repeats, and what caching it would save."""

    label: str
    session: str
    prefix: str
    calls: int
    tokens: int
    saving: FigureRead


class Recommendation(BaseModel):
    policy: PolicyId
    headline: str
    why: list[str]
    steps: list[str]
    example_code: str
    prompts: list[PromptRead]


class ExclusionRead(BaseModel):
    reason: str
    calls: int


class PromptCaching(BaseModel):
    calls: int
    policies: list[PolicyRead]
    by_model: list[PolicyGroup]
    by_agent: list[PolicyGroup]
    recommendation: Recommendation | None
    assumptions: list[str]
    excluded: list[ExclusionRead]
