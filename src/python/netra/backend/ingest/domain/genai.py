"""The `gen_ai.*` dialect of OpenTelemetry, current and deprecated names, read to what a call is.

Source: OpenTelemetry semantic conventions for generative AI, read in November 2026 (still in development).
"""

from functools import lru_cache
from typing import Any, Final, NamedTuple
from uuid import UUID

import orjson

from netra.backend.calls.domain.call import (
    MAIN_AGENT,
    NOT_RECORDED,
    OTLP_SOURCE,
    Call,
    CallDataError,
    CallStatus,
    Usage,
)
from netra.backend.calls.domain.identity import span_call_id
from netra.backend.ingest.domain.spans import Attributes, Span, TraceSpan
from netra.backend.ingest.domain.tokens import token_count

MOST_SHAPES: Final = 1_000
"""Sets of attributes remembered; senders choose them, and an instrumentation has but a few."""


class Said(NamedTuple):
    """What a span says in this dialect, as it was sent; None where it says nothing."""

    operation: Any
    provider: Any
    model: Any
    input: Any
    output: Any
    cache_read: Any
    cache_write: Any
    reasoning: Any
    tools: Any
    system: Any
    prompt: Any
    completion: Any
    session: Any
    user: Any
    feature: Any
    agent: Any
    first_chunk_s: Any
    finish: Any
    error: Any


# In the order in which they are believed: the current name first, then the ones it replaced.
_NAMES: Final = Said(
    operation=("gen_ai.operation.name",),
    provider=("gen_ai.provider.name", "gen_ai.system"),
    model=("gen_ai.response.model", "gen_ai.request.model"),
    input=("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"),
    output=("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"),
    cache_read=("gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_read_input_tokens"),
    cache_write=(
        "gen_ai.usage.cache_creation.input_tokens",
        "gen_ai.usage.cache_write.input_tokens",
        "gen_ai.usage.cache_creation_input_tokens",
    ),
    reasoning=("gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.reasoning_tokens"),
    tools=("gen_ai.tool.definitions",),
    system=("gen_ai.system_instructions",),
    prompt=("gen_ai.input.messages", "gen_ai.prompt"),
    completion=("gen_ai.output.messages", "gen_ai.completion"),
    session=("gen_ai.conversation.id", "session.id"),
    user=("user.id", "enduser.id"),
    feature=("netra.feature",),
    agent=("gen_ai.agent.name",),
    first_chunk_s=("gen_ai.response.time_to_first_chunk",),
    finish=("gen_ai.response.finish_reasons",),
    error=("error.type",),
)
ATTRIBUTES: Final = frozenset(name for names in _NAMES for name in names)
"""Every attribute this dialect reads; nothing else needs to be decoded."""

_MODEL_OPERATIONS: Final = frozenset(
    {"chat", "text_completion", "generate_content", "embeddings", "completion"}
)


def hear(attributes: Attributes) -> Said:
    """Return what the attributes say, each under the first of its names that was sent."""
    return Said(*map(attributes.get, _believed(tuple(attributes))))


@lru_cache(MOST_SHAPES)
def _believed(sent: tuple[str, ...]) -> tuple[str, ...]:
    """The name to read for each field of `Said`: chosen once for the spans of an instrumentation."""
    return tuple(next((name for name in names if name in sent), "") for names in _NAMES)


def is_model_call(said: Said) -> bool:
    """Tell calls of a model from the agents, tools and workflows around them, whose tokens are sums of calls.

    Spans older than `gen_ai.operation.name` count when they name a model and tokens or a prompt.
    """
    if said.operation is not None:
        return _text(said.operation) in _MODEL_OPERATIONS
    return said.model is not None and (said.input, said.output, said.prompt) != (None, None, None)


def read_call(span: Span, said: Said, project_id: UUID, place: int) -> Call:
    """Read a span that `is_model_call`; texts are raw, and a call that names no operation was a chat.

    Raises CallDataError for tokens that are no counts, and for a time that no clock could have said.
    """
    identity = (span_call_id(span.span_id), project_id, OTLP_SOURCE, place)
    status, error = _outcome(span, said)
    return Call(
        *identity,
        started_at=span.started_at,
        usage=read_usage(said),
        duration_ms=span.duration_ms,
        ttft_ms=_milliseconds(said.first_chunk_s),
        session_id=_text(said.session),
        user_id=_text(said.user),
        feature=_text(said.feature) or span.service,
        agent=_text(said.agent) or MAIN_AGENT,
        operation=_text(said.operation) or "chat",
        provider=_text(said.provider),
        model=_text(said.model),
        status=status,
        error_type=error,
        stop_reason=_stop_reason(said.finish),
        prompt_text=_prompt(said),
        completion_text=_content(said.completion),
        trace_id=span.trace_id,
        span_id=span.span_id,
        parent_span_id=span.parent_span_id,
    )


def read_structure(span: Span, said: Said, project_id: UUID) -> TraceSpan:
    """Read any other span. Raises CallDataError for a time that no clock could have said."""
    status, error = _outcome(span, said)
    return TraceSpan(
        project_id=project_id,
        trace_id=span.trace_id,
        span_id=span.span_id,
        parent_span_id=span.parent_span_id,
        name=span.name,
        operation=_text(said.operation),
        agent=_text(said.agent) or MAIN_AGENT,
        session_id=_text(said.session),
        started_at=span.started_at,
        duration_ms=span.duration_ms,
        status=status,
        error_type=error,
    )


def read_usage(said: Said) -> Usage:
    """Return the tokens in disjoint buckets.

    The convention counts cache reads and writes inside the input tokens. Some Anthropic instrumentations pass
    on the provider's own number, which excludes them; more cache than input shows that this is such a one.
    """
    total, output = _count(said.input, "input tokens") or 0, _count(said.output, "output tokens") or 0
    read, write = _count(said.cache_read, "cache read"), _count(said.cache_write, "cache write")
    cached = (read or 0) + (write or 0)
    reasoning = _count(said.reasoning, "reasoning tokens")
    if (reasoning or 0) > output:
        raise CallDataError(f"{reasoning} reasoning tokens cannot be part of {output} output tokens.")
    return Usage(
        input_fresh=total if cached > total else total - cached,
        cache_read=read or 0,
        cache_write_5m=write or 0,
        output_text=output - (reasoning or 0),
        output_reasoning=reasoning or 0,
        cache_recorded=read is not None or write is not None,
        reasoning_recorded=reasoning is not None,
    )


def _outcome(span: Span, said: Said) -> tuple[CallStatus, str]:
    """How the span ended, and the kind of error; empty when it did not fail."""
    error = _text(said.error) or ("error" if span.failed else NOT_RECORDED)
    return CallStatus.ERROR if error else CallStatus.OK, error


def _text(value: object) -> str:
    if type(value) is str:
        return value
    return NOT_RECORDED if value is None else str(value)


def _count(value: object, name: str) -> int | None:
    return None if value is None else token_count(value, name)


def _milliseconds(seconds: object) -> float | None:
    return seconds * 1000 if isinstance(seconds, int | float) and 0 <= seconds < 1e6 else None


def _stop_reason(reasons: object) -> str:
    reason = reasons[0] if isinstance(reasons, list) and reasons else reasons
    return reason if isinstance(reason, str) else NOT_RECORDED


def _prompt(said: Said) -> str | None:
    """Everything the model read, in the order in which providers put it together: tools, system, messages."""
    read = [part for value in (said.tools, said.system, said.prompt) if (part := _content(value))]
    return "\n".join(read) if read else None


def _content(value: object) -> str | None:
    """Messages as they were recorded: a JSON string, or structured and then written as JSON."""
    if value is None or isinstance(value, str):
        return value
    try:
        return orjson.dumps(value).decode()
    except orjson.JSONEncodeError:
        raise CallDataError("Messages are nested too deeply to be kept.") from None
