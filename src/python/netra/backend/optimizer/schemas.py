"""How the prompt-caching lever travels in HTTP."""

from pydantic import BaseModel, ConfigDict, Field

from netra.backend.analytics.schemas import FigureRead
from netra.backend.optimizer.domain.prompt_caching import PolicyId, Verdict
from netra.backend.optimizer.domain.study import Lack


class BilledRead(BaseModel):
    """What the replayed calls were billed; those that do not say what was cached count as fresh."""

    cost: FigureRead
    read_tokens: FigureRead
    write_tokens: FigureRead
    fresh_tokens: FigureRead
    unrecorded_calls: int = Field(description="Replayed calls that do not say what was cached")
    is_told: bool = Field(description="Whether any call says what was cached")
    has_cached: bool = Field(description="Whether anything was read from a cache or written to one")


class PolicyRead(BaseModel):
    """What one way of caching prompts would have cost on these calls."""

    id: PolicyId
    title: str
    cost: FigureRead
    saving: FigureRead = Field(description="Beside what was billed; below zero where it costs more")
    saving_ratio: FigureRead
    read_tokens: FigureRead
    write_tokens: FigureRead
    fresh_tokens: FigureRead
    verdict: Verdict


class PolicyGroup(BaseModel):
    """The policies over one group of calls."""

    key: str
    calls: int
    best: PolicyId | None = Field(description="Null: what was billed is cheaper than every policy")
    billed: FigureRead
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
    policy: PolicyId | None = Field(description="Null: keep the caching that is in place")
    headline: str
    why: list[str]
    caveat: str = Field(description="What must be known before a saving is believed, or empty")
    steps: list[str]
    example_code: str
    prompts: list[PromptRead]


class ExclusionRead(BaseModel):
    """Calls that could not be replayed."""

    reason: str
    calls: int
    lacks: Lack | None = Field(None, description="Null in results from before this was told")
    send: str = Field("", description="What to send so that they can be; empty: nothing would help")


class PromptCaching(BaseModel):
    calls: int
    billed: BilledRead
    policies: list[PolicyRead]
    by_model: list[PolicyGroup]
    by_agent: list[PolicyGroup]
    recommendation: Recommendation | None
    assumptions: list[str]
    excluded: list[ExclusionRead]


class SavingQuestionRead(BaseModel):
    """A question that the calls of the project can answer, and from what."""

    model_config = ConfigDict(from_attributes=True)

    question: str
    why: str


class SavingQuestions(BaseModel):
    questions: list[SavingQuestionRead] = Field(
        description="None of them needs a prompt; empty where no price is known"
    )
