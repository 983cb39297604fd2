"""How figures and the pages made of them travel in HTTP."""

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from netra.backend.analytics.domain.cursor import Cursor
from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.domain.figures import Certainty, Figure, Unit
from netra.backend.analytics.domain.priced import Columns
from netra.backend.analytics.domain.totals import NOTHING
from netra.backend.calls.domain.call import AgentKind, Bucket, Call, CallStatus, TimeBasis
from netra.backend.calls.domain.measures import CallMeasure, Order
from netra.backend.calls.schemas import CallFilterQuery, Exact, TokenCounts
from netra.shared.clock import moment

MOST_ROWS_A_PAGE: Final = 200


class RuleRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    text: str
    source: str
    source_url: str | None
    date: str


class FigureRead(BaseModel):
    """A number with all that is needed to trust it; `value` is null when it is not known."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    value: Exact | None
    unit: Unit
    kind: Certainty
    interval: tuple[Exact, Exact] | None
    rule: RuleRead
    price_book: str | None
    assumptions: list[str]
    formula: str
    calls: int
    missing: str | None
    evidence: str | None


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
    cost_usd: Exact | None = Field(description="At the project's prices; null: its price is not known")
    cost_kind: Certainty
    duration_ms: float | None
    ttft_ms: float | None
    status: CallStatus
    source: str
    source_seq: int


class CallPage(BaseModel):
    calls: list[CallRead]
    next_cursor: str | None


class RankedCallsQuery(CallFilterQuery):
    by: CallMeasure = CallMeasure.COST
    order: Order = Order.MOST
    limit: int = Field(10, ge=1, le=100)


class RankedCalls(BaseModel):
    """The calls at one end of an order; calls that do not tell what is measured are in none."""

    by: CallMeasure
    order: Order
    calls: list[CallRead]


class CallDetail(CallRead):
    """Everything known of one call."""

    import_id: UUID | None
    price_id: str
    price: str | None = Field(description="What the price says of a million tokens; None without a price")
    error_type: str
    stop_reason: str
    prompt_hash: str
    completion_hash: str
    prompt_text: str | None
    completion_text: str | None
    trace_id: str
    span_id: str
    parent_span_id: str


class PageQuery(CallFilterQuery):
    cursor: str | None = Field(None, max_length=200)
    limit: int = Field(50, ge=1, le=MOST_ROWS_A_PAGE)


class BreakdownQuery(CallFilterQuery):
    by: Dimension = Dimension.MODEL
    also_by: Dimension | None = Field(None, description="Each part is divided by this again")
    tallied: bool = Field(
        default=False, description="Whether to count sessions and users and to take the median cost as well"
    )
    format: Literal["json", "csv"] = "json"


class EvidenceQuery(PageQuery):
    figure: str = Field(max_length=1_200, description="With the group it is of, whose name may be long")


class BucketRead(BaseModel):
    bucket: Bucket
    tokens: FigureRead


class TallyRead(BaseModel):
    """What no sum tells: these do not add up over the parts of a table."""

    model_config = ConfigDict(from_attributes=True)

    sessions: int
    users: int
    median_cost: Exact | None = Field(description="What the middle call cost; null where no price is known")


class GroupRead(TokenCounts):
    """What a group of calls used and cost. `cost` is null when no call of it has a known price."""

    key: str
    also_key: str | None = Field(None, description="The part within the part, in a table by two dimensions")
    calls: int
    errors: int
    input_total: int
    output_total: int
    cost: Exact | None
    cost_kind: Certainty
    unpriced_calls: int
    cache_unrecorded_calls: int = Field(description="Calls whose log does not tell cached from fresh input")
    reasoning_unrecorded_calls: int = Field(description="Calls whose log does not tell reasoning from text")
    tally: TallyRead | None = Field(None, description="Where it is asked for")


class SeriesPoint(GroupRead):
    """One step of time; `by_model` splits it."""

    at: datetime
    by_model: list[GroupRead]


class TimeRead(BaseModel):
    """The time the calls span. Relative times are laid on `anchor`; only differences mean something."""

    model_config = ConfigDict(populate_by_name=True)

    basis: TimeBasis
    anchor: datetime | None
    zone: str
    since: datetime | None = Field(alias="from")
    until: datetime | None = Field(alias="to")
    step_seconds: int


class ModelChoice(BaseModel):
    value: str
    calls: int


class AgentChoice(BaseModel):
    value: AgentKind
    calls: int


class FilterChoices(BaseModel):
    """What the filters may be set to, with the number of calls of the project behind each choice."""

    models: list[ModelChoice]
    agents: list[AgentChoice]


class Overview(BaseModel):
    calls: int
    errors: int
    sessions: int
    buckets: list[BucketRead]
    input: FigureRead
    output: FigureRead
    cost: FigureRead
    latency_p50: FigureRead
    latency_p95: FigureRead
    ttft_p50: FigureRead
    series: list[SeriesPoint]
    by_model: list[GroupRead]
    by_agent: list[GroupRead]
    time: TimeRead
    notes: list[str]
    filters: FilterChoices


class Breakdown(BaseModel):
    by: Dimension
    also_by: Dimension | None = None
    rows: list[GroupRead]
    truncated: bool
    whole: TallyRead | None = Field(None, description="Of all the calls together, where it is asked for")


class Contribution(TokenCounts):
    """One call's part of a figure; over all pages the parts sum to it exactly."""

    call_id: UUID
    at: datetime
    session: str
    model: str
    agent: str
    source_seq: int
    contribution: Exact | None = Field(description="Null: the price of this call is not known")

    @classmethod
    def of(cls, calls: Columns, at: int, part: Decimal | None) -> Self:
        """The part of one call among calls held as columns."""
        return cls(
            call_id=calls["call_id"][at],
            at=moment(calls["at"][at]),
            session=calls["session_id"][at],
            model=calls["model"][at],
            agent=calls["agent"][at],
            source_seq=calls["source_seq"][at],
            contribution=part,
            **{bucket.value: calls[bucket][at] for bucket in Bucket},
        )

    @classmethod
    def of_call(cls, call: Call, part: Decimal | None) -> Self:
        """The part of one call."""
        tokens = {bucket.value: count for bucket, count in zip(Bucket, call.usage.buckets, strict=True)}
        return cls(
            call_id=call.call_id,
            at=call.started_at,
            session=call.session_id,
            model=call.model,
            agent=call.agent,
            source_seq=call.source_seq,
            contribution=part,
            **tokens,
        )


class Evidence(BaseModel):
    figure: FigureRead
    contributions: list[Contribution]
    page_sum: Exact
    sum: Exact = Field(description="Over all pages; equals the value of the figure")
    remaining_calls: int
    next_cursor: str | None

    @classmethod
    def of_calls(
        cls,
        figure: Figure,
        calls: int,
        page: Sequence[Call],
        limit: int,
        after: Cursor | None,
        part: Callable[[Call], Decimal | None],
    ) -> Self:
        """A page of the `calls` behind a figure, in the order of the log."""
        parts = [Contribution.of_call(call, part(call)) for call in page]
        seen = (after.seen if after else 0) + len(page)
        return cls(
            figure=FigureRead.model_validate(figure),
            contributions=parts,
            page_sum=sum((one.contribution or NOTHING for one in parts), NOTHING),
            sum=figure.value or NOTHING,
            remaining_calls=max(0, calls - seen),
            next_cursor=Cursor.following(page, limit, after),
        )

    @classmethod
    def page(
        cls,
        figure: Figure,
        members: Sequence[int],
        start: int,
        limit: int,
        part: Callable[[int], Contribution],
    ) -> Self:
        """A page of the calls at the places `members`, from the `start`-th; the cursor counts those seen."""
        parts = [part(at) for at in members[start : start + limit]]
        seen = start + len(parts)
        return cls(
            figure=FigureRead.model_validate(figure),
            contributions=parts,
            page_sum=sum((one.contribution or NOTHING for one in parts), NOTHING),
            sum=figure.value or NOTHING,
            remaining_calls=max(0, len(members) - seen),
            next_cursor=str(seen) if seen < len(members) else None,
        )
