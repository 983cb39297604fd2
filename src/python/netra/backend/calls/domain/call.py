"""The record of one LLM call: its tokens, its prompt blocks, and who made it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple, Self
from uuid import UUID

NOT_RECORDED: Final = ""
"""Model, provider, session and the like when the log does not say. Shown as "not recorded", never guessed."""

MAIN_AGENT: Final = "main"
RELATIVE_ANCHOR: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""The stated date on which relative times are laid."""
OTLP_SOURCE: Final = "otlp"
SUMMED_OPERATION: Final = "usage-export"
"""The operation of a record that is a provider's sum of requests, so that nobody takes it for one."""

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

    @property
    def reasoning(self) -> int | None:
        """Tokens of reasoning; None where it is not recorded."""
        return self.output_reasoning if self.reasoning_recorded else None


CUT_OFF_REASONS: Final = ("length", "max_tokens", "MAX_TOKENS", "max_output_tokens", "model_length")
"""How providers say that an answer ended at the limit of its tokens, before it was done."""


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
