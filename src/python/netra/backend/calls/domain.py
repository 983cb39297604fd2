"""The record of one LLM call: its tokens, its prompt blocks, its identity, and how calls are filtered."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache
from hashlib import blake2b
from typing import Final, NamedTuple, Self
from uuid import UUID
from zoneinfo import ZoneInfo

NOT_RECORDED: Final = ""
"""Model, provider, session and the like when the log does not say. Shown as "not recorded", never guessed."""

MAIN_AGENT: Final = "main"
RELATIVE_ANCHOR: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""The stated date on which relative times are laid."""
OTLP_SOURCE: Final = "otlp"
SUMMED_OPERATION: Final = "usage-export"
"""The operation of a record that is a provider's sum of requests, so that nobody takes it for one."""

_HOUR: Final = timedelta(hours=1)
_MOMENT: Final = timedelta(microseconds=1)
_BLOCK_ID_LIMIT: Final = 2**63 - 1
BlockRuns = tuple[int, ...]
"""Block ids of a prompt, run-length coded: (start, length, start, length, ...); ids are 0 to 2**63 - 2."""


class CallDataError(ValueError):
    """A record that cannot be a call, such as negative tokens or damaged block runs; the message says why."""


class TimeBasis(StrEnum):
    """Whether `started_at` is the wall clock of the log or an offset laid on a stated anchor date."""

    RECORDED = "recorded"
    RELATIVE = "relative"


class CallStatus(StrEnum):
    OK = "ok"
    ERROR = "error"


class Bucket(StrEnum):
    """The disjoint kinds of tokens; every token of a call lies in exactly one."""

    INPUT_FRESH = "input_fresh"
    CACHE_READ = "cache_read"
    CACHE_WRITE_5M = "cache_write_5m"
    CACHE_WRITE_1H = "cache_write_1h"
    OUTPUT_TEXT = "output_text"
    OUTPUT_REASONING = "output_reasoning"


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one call in six disjoint buckets.

    `cache_recorded` is False when the log does not tell cached from fresh input: the whole input then sits in
    `input_fresh`, and no screen may call that "0 cached". `reasoning_recorded` says the same of the output.
    `extras` names what matters to prices but is no bucket, as (unit, count) pairs in order of the unit:
    ("input_audio_tokens", 120) is a part of the input, ("web_searches", 2) is billed beside the tokens.
    The unit names are those of genai-prices.
    """

    input_fresh: int = 0
    cache_read: int = 0
    cache_write_5m: int = 0
    cache_write_1h: int = 0
    output_text: int = 0
    output_reasoning: int = 0
    cache_recorded: bool = False
    reasoning_recorded: bool = False
    extras: tuple[tuple[str, int], ...] = ()

    def __post_init__(self) -> None:
        for place, tokens in enumerate(self.buckets):
            if type(tokens) is not int or tokens < 0:
                bucket = tuple(Bucket)[place]
                raise CallDataError(
                    f"{bucket} must be a whole number of tokens, 0 or more, and is {tokens!r}."
                )

    @property
    def buckets(self) -> tuple[int, int, int, int, int, int]:
        """The six counts in the order of `Bucket`."""
        return (
            self.input_fresh,
            self.cache_read,
            self.cache_write_5m,
            self.cache_write_1h,
            self.output_text,
            self.output_reasoning,
        )

    @property
    def cache_write(self) -> int:
        return self.cache_write_5m + self.cache_write_1h

    @property
    def input_total(self) -> int:
        return self.input_fresh + self.cache_read + self.cache_write_5m + self.cache_write_1h

    @property
    def output_total(self) -> int:
        return self.output_text + self.output_reasoning


class Call(NamedTuple):
    """One request to a model and its answer. An empty string or None is "not recorded".

    A tuple, because it is made for every span that comes in: a frozen dataclass takes three times as long.
    """

    call_id: UUID
    project_id: UUID
    source: str
    """`OTLP_SOURCE` or the name of an import format."""
    source_seq: int
    """Place in the source; keeps a file's order where times tie."""
    started_at: datetime
    """UTC, microseconds."""
    usage: Usage
    import_id: UUID | None = None
    time_basis: TimeBasis = TimeBasis.RECORDED
    duration_ms: float | None = None
    ttft_ms: float | None = None
    session_id: str = NOT_RECORDED
    user_id: str = NOT_RECORDED
    feature: str = NOT_RECORDED
    agent: str = MAIN_AGENT
    operation: str = NOT_RECORDED
    provider: str = NOT_RECORDED
    model: str = NOT_RECORDED
    cost_usd: Decimal | None = None
    """Price under the project's book; None when the book does not know it."""
    price_id: str = NOT_RECORDED
    status: CallStatus = CallStatus.OK
    error_type: str = NOT_RECORDED
    stop_reason: str = NOT_RECORDED
    block_size: int = 0
    """Tokens in a full prompt block; 0 when the prompt's blocks are unknown."""
    block_scope: str = NOT_RECORDED
    """Block ids mean the same prompt prefix only within one scope."""
    block_runs: BlockRuns = ()
    prompt_hash: str = NOT_RECORDED
    completion_hash: str = NOT_RECORDED
    """Tells equal answers of one project, also where no text is kept."""
    prompt_text: str | None = None
    completion_text: str | None = None
    trace_id: str = NOT_RECORDED
    span_id: str = NOT_RECORDED
    parent_span_id: str = NOT_RECORDED

    @property
    def is_main_agent(self) -> bool:
        return self.agent == MAIN_AGENT

    @property
    def tokens(self) -> int:
        return sum(self.usage.buckets)

    @property
    def is_sum(self) -> bool:
        """Whether it stands for many requests, whose number only grows until their time is over."""
        return self.operation == SUMMED_OPERATION


class AgentKind(StrEnum):
    """Who made a call: the main agent of a session or one of its sub-agents."""

    MAIN = "main"
    SUB = "sub"

    @classmethod
    def of(cls, agent: str) -> Self:
        return cls.MAIN if agent == MAIN_AGENT else cls.SUB


@dataclass(frozen=True, slots=True)
class CallFilter:
    """Which calls a figure speaks of. Empty tuples and None let everything pass; `until` is exclusive."""

    since: datetime | None = None
    until: datetime | None = None
    models: tuple[str, ...] = ()
    agents: tuple[AgentKind, ...] = ()
    agent_names: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    statuses: tuple[CallStatus, ...] = ()

    def admits(self, call: Call) -> bool:
        """Return whether the call passes; repositories express the same in SQL."""
        chosen = (
            (self.models, call.model),
            (self.agents, AgentKind.of(call.agent)),
            (self.agent_names, call.agent),
            (self.sessions, call.session_id),
            (self.users, call.user_id),
            (self.features, call.feature),
            (self.statuses, call.status),
        )
        return (
            (self.since is None or call.started_at >= self.since)
            and (self.until is None or call.started_at < self.until)
            and all(not wanted or value in wanted for wanted, value in chosen)
        )

    @property
    def in_time(self) -> Self:
        """The same time, whatever else is chosen."""
        return type(self)(since=self.since, until=self.until)

    @property
    def finer_than_hours(self) -> bool:
        """Whether it chooses by what sums by hour, model and agent do not tell apart."""
        return bool(self.sessions or self.users or self.features or self.statuses)

    @property
    def whole_hours(self) -> tuple[datetime | None, datetime | None]:
        """The bounds moved inwards to the nearest moments at which an hour of UTC begins."""
        since = None if self.since is None else _hour_of(self.since + _HOUR - _MOMENT)
        return since, None if self.until is None else _hour_of(self.until)


def _hour_of(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def span_call_id(span_id: str) -> UUID:
    """Identity of a call that came as a span; the same span sent twice is one call of its project."""
    return _identity("span", span_id)


def row_call_id(file_sha256: str, row: int) -> UUID:
    """Identity of an imported call: repeated rows of one file count, the same file twice does not."""
    return _identity("row", file_sha256, str(row))


def record_call_id(source: str, record: str) -> UUID:
    """Identity of an imported call whose log names it: the same record in another file is the same call."""
    return _identity("record", source, record)


def _identity(*parts: str) -> UUID:
    return UUID(bytes=blake2b("\0".join(parts).encode(), digest_size=16).digest())


def encode_runs(block_ids: Iterable[int]) -> BlockRuns:
    """Run-length code block ids: 7, 8, 9, 3 becomes (7, 3, 3, 1)."""
    runs: list[int] = []
    following = None
    for block in block_ids:
        if block == following:
            runs[-1] += 1
        else:
            runs += (block, 1)
        following = block + 1
    return checked_runs(runs)


def expand_runs(runs: BlockRuns) -> Iterator[int]:
    """Yield the block ids that `encode_runs` took."""
    for start, length in zip(runs[::2], runs[1::2], strict=True):
        yield from range(start, start + length)


def count_blocks(runs: BlockRuns) -> int:
    return sum(runs[1::2])


def checked_runs(runs: Sequence[int]) -> BlockRuns:
    """Return the runs as a tuple; CallDataError unless they are pairs of a start >= 0 and a length >= 1."""
    if len(runs) % 2:
        raise CallDataError("Block runs must be pairs of start and length.")
    if any(type(value) is not int for value in runs):
        raise CallDataError("Block runs must be whole numbers.")
    if runs and (min(runs[::2]) < 0 or min(runs[1::2]) < 1):
        raise CallDataError("A block run must start at 0 or more and hold at least one block.")
    if any(start + length > _BLOCK_ID_LIMIT for start, length in zip(runs[::2], runs[1::2], strict=True)):
        raise CallDataError("Block ids must lie below 2**63 - 1.")
    return tuple(runs)


class GroupKey(StrEnum):
    """What calls can be summed by."""

    MODEL = "model"
    PROVIDER = "provider"
    AGENT = "agent"
    AGENT_KIND = "agent_kind"
    SESSION = "session"
    USER = "user"
    FEATURE = "feature"
    FIVE_MINUTES = "five_minutes"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    SIZE = "size"


_FINER_THAN_HOURS: Final = frozenset(
    {
        *(GroupKey.PROVIDER, GroupKey.SESSION, GroupKey.USER),
        *(GroupKey.FEATURE, GroupKey.FIVE_MINUTES, GroupKey.SIZE),
    }
)
_SAMPLED_YEARS: Final = range(1970, 2040)


def finer_than_hours(keys: Iterable[GroupKey], zone: str) -> bool:
    """Whether every hour of UTC can lie in several of these groups, so that sums by hour say nothing."""
    chosen = frozenset(keys)
    if GroupKey.HOUR in chosen and not _is_whole_hours_off(zone):
        return True
    return not chosen.isdisjoint(_FINER_THAN_HOURS)


def splits_hours(key: GroupKey, zone: str) -> bool:
    """Whether a step of time begins within an hour of UTC: days do where the clock is half an hour off."""
    return key in {GroupKey.DAY, GroupKey.WEEK} and not _is_whole_hours_off(zone)


@cache
def _is_whole_hours_off(zone: str) -> bool:
    clock = ZoneInfo(zone)
    moments = (datetime(year, month, 1, tzinfo=clock) for year in _SAMPLED_YEARS for month in (1, 7))
    return all((moment.utcoffset() or timedelta()) % _HOUR == timedelta() for moment in moments)


@dataclass(frozen=True, slots=True)
class HeldCall:
    """A call that a project already has: where it came from, and its tokens."""

    call_id: UUID
    import_id: UUID
    source_seq: int
    tokens: int

    def is_another(self, call: Call, import_id: UUID) -> bool:
        """Whether it came otherwise than as this very row of this import, whose earlier attempt it may be."""
        return (self.import_id, self.source_seq) != (import_id, call.source_seq)


@dataclass(frozen=True, slots=True)
class Sorted:
    """The calls of an import beside those that are held: new ones, and provider's sums that have grown since.

    All others are known.
    """

    new: Sequence[Call]
    grown: Sequence[Call]


def sort_out(calls: Sequence[Call], held: Iterable[HeldCall], import_id: UUID) -> Sorted:
    """Tell what is new among calls, each once, and of a sum that comes twice the larger one."""
    of: dict[UUID, list[HeldCall]] = {}
    for one in held:
        of.setdefault(one.call_id, []).append(one)
    chosen: dict[UUID, Call] = {}
    for call in calls:
        first = chosen.setdefault(call.call_id, call)
        if call.is_sum and call.tokens > first.tokens:
            chosen[call.call_id] = call
    others = {
        call.call_id: [one for one in of.get(call.call_id, ()) if one.is_another(call, import_id)]
        for call in chosen.values()
    }
    new = [call for call in chosen.values() if not others[call.call_id]]
    grown = [
        call
        for call in chosen.values()
        if call.is_sum and any(call.tokens > one.tokens for one in others[call.call_id])
    ]
    return Sorted(new, grown)


@dataclass(frozen=True, slots=True)
class CallGroup:
    """Sums over a group of calls; `buckets` in the order of `Bucket`.

    `cost` is the sum of the known prices, None when no price is known; `unpriced` calls are not in it.
    """

    keys: tuple[str | int, ...]
    calls: int
    buckets: tuple[int, ...]
    cost: Decimal | None
    unpriced: int
    cache_unrecorded: int
    reasoning_unrecorded: int
    errors: int


@dataclass(frozen=True, slots=True)
class CallSpan:
    """First and last moment of some calls; relative when none of them has a recorded time."""

    first: datetime
    last: datetime
    basis: TimeBasis


@dataclass(frozen=True, slots=True)
class Latency:
    """Percentiles over the calls that recorded a time, in milliseconds; NaN where none did."""

    p50_ms: float
    p95_ms: float
    timed: int
    ttft_p50_ms: float
    first_timed: int


@dataclass(frozen=True, slots=True)
class CallCensus:
    """What only a look at every call tells: how many there are, their sessions and their latency."""

    calls: int
    sessions: int
    latency: Latency


@dataclass(frozen=True, slots=True)
class CallSummary:
    """Calls summed by groups, and what no sum tells."""

    span: CallSpan | None
    groups: Sequence[CallGroup]
    census: CallCensus


@dataclass(frozen=True, slots=True)
class CallPosition:
    """A place in the order of calls, from which the next page goes on."""

    micros: int
    source_seq: int
    call_id: UUID
