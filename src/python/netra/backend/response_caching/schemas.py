"""How the exact-repeats lever travels in HTTP."""

from pydantic import BaseModel, Field

from netra.backend.analytics.schemas import FigureRead


class RepeatedPrompt(BaseModel):
    """One prompt that came again, by the fingerprint that tells it from others."""

    prompt: str
    model: str
    calls: int = Field(description="Calls with this prompt, the first included")
    divergent: int = Field(description="Repeats that were answered otherwise than the first time")
    cost: FigureRead


class ExactRepeatsRead(BaseModel):
    """What an exact response cache would have answered, and what speaks against letting it."""

    calls: int = Field(description="Calls whose prompt was recorded")
    without_prompt: int = Field(description="Calls whose prompt was not recorded: nothing tells what repeats")
    repeats: FigureRead
    cost: FigureRead
    divergent: FigureRead
    verdict: str
    prompts: list[RepeatedPrompt]
