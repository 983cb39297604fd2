"""How the profile of a project travels."""

from datetime import datetime

from pydantic import BaseModel, Field

from netra.backend.calls.domain.call import TimeBasis


class Recorded(BaseModel):
    """How many calls record what; `calls` is all of them."""

    calls: int
    model: int
    price: int = Field(description="Calls whose price is known by the project's book")
    cache_use: int
    cached: int = Field(0, description="Calls that read from a cache or wrote to one")
    reasoning: int
    prompt: int = Field(description="Calls whose prompt can be told from others, by hash or blocks")
    prompt_blocks: int = Field(description="Calls whose prompt is known block by block")
    answer: int
    session: int
    user: int
    feature: int
    duration: int
    first_token: int
    failed: int


class Names(BaseModel):
    """What occurs in the calls, the most frequent first."""

    models: list[str]
    agents: list[str]
    features: list[str]
    users: list[str]
    sessions: list[str]
    providers: list[str] = Field(default_factory=list)


class ProjectProfile(BaseModel):
    """What the calls of a project record."""

    recorded: Recorded
    first: datetime | None
    last: datetime | None
    time_basis: TimeBasis | None
    has_assumed_price: bool
    names: Names
