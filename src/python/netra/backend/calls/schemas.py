"""How calls and the filters over them travel in HTTP."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer

from netra.backend.calls.domain import AgentKind, CallFilter, CallStatus, TimeBasis


def plain(value: Decimal) -> str:
    """Write a number in full, without exponent and without zeros that say nothing."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text


Exact = Annotated[Decimal, PlainSerializer(plain, return_type=str, when_used="json")]
"""Money and every other exact number: a string in JSON, since browsers round numbers."""


class CallFilterQuery(BaseModel):
    """Which calls a page speaks of; the query string of every page and of its exports."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    since: AwareDatetime | None = Field(None, alias="from", description="First moment, inclusive")
    until: AwareDatetime | None = Field(None, alias="to", description="Last moment, exclusive")
    model: tuple[str, ...] = Field((), description="Models; an empty value means: not recorded")
    agent: tuple[AgentKind, ...] = Field((), description="Main agents, sub-agents or both")

    @property
    def filter(self) -> CallFilter:
        return CallFilter(since=self.since, until=self.until, models=self.model, agents=self.agent)


class TokenCounts(BaseModel):
    """Tokens in the six disjoint buckets."""

    model_config = ConfigDict(from_attributes=True)

    input_fresh: int
    cache_read: int
    cache_write_5m: int
    cache_write_1h: int
    output_text: int
    output_reasoning: int


class UsageRead(TokenCounts):
    input_total: int
    output_total: int
    cache_recorded: bool = Field(description="False: the log does not tell cached from fresh input")
    reasoning_recorded: bool


class CallRead(BaseModel):
    """One call as a row of a list. An empty string or null is "not recorded"."""

    model_config = ConfigDict(from_attributes=True)

    call_id: UUID
    started_at: datetime
    time_basis: TimeBasis
    session_id: str
    user_id: str
    feature: str
    agent: str
    operation: str
    provider: str
    model: str
    usage: UsageRead
    cost_usd: Exact | None
    duration_ms: float | None
    ttft_ms: float | None
    status: CallStatus
    source: str
    source_seq: int


class CallPage(BaseModel):
    calls: list[CallRead]
    next_cursor: str | None


class CallDetail(CallRead):
    """Everything known of one call."""

    import_id: UUID | None
    price_id: str
    error_type: str
    stop_reason: str
    prompt_hash: str
    prompt_text: str | None
    completion_text: str | None
    trace_id: str
    span_id: str
    parent_span_id: str
