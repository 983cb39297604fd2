"""The `gen_ai.*` dialect of OpenTelemetry, current and deprecated names, read to what a call is.

Source: OpenTelemetry semantic conventions for generative AI, read in November 2026 (still in development).
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

import orjson

from netra.backend.calls.domain import MAIN_AGENT, NOT_RECORDED, CallDataError, Usage
from netra.backend.ingest.domain.spans import Attributes, Span
from netra.backend.ingest.domain.tokens import token_count

# In the order in which they are believed: the current name first, then the ones it replaced.
_OPERATION: Final = ("gen_ai.operation.name",)
_PROVIDER: Final = ("gen_ai.provider.name", "gen_ai.system")
_MODEL: Final = ("gen_ai.response.model", "gen_ai.request.model")
_INPUT: Final = ("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens")
_OUTPUT: Final = ("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens")
_CACHE_READ: Final = ("gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_read_input_tokens")
_CACHE_WRITE: Final = (
    "gen_ai.usage.cache_creation.input_tokens",
    "gen_ai.usage.cache_write.input_tokens",
    "gen_ai.usage.cache_creation_input_tokens",
)
_REASONING: Final = ("gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.reasoning_tokens")
_SYSTEM_PROMPT: Final = ("gen_ai.system_instructions",)
_TOOLS: Final = ("gen_ai.tool.definitions",)
_PROMPT: Final = ("gen_ai.input.messages", "gen_ai.prompt")
_READ_BY_THE_MODEL: Final = (_TOOLS, _SYSTEM_PROMPT, _PROMPT)
_COMPLETION: Final = ("gen_ai.output.messages", "gen_ai.completion")
_SESSION: Final = ("gen_ai.conversation.id", "session.id")
_USER: Final = ("user.id", "enduser.id")
_FEATURE: Final = ("netra.feature",)
_AGENT: Final = ("gen_ai.agent.name",)
_FIRST_CHUNK_S: Final = ("gen_ai.response.time_to_first_chunk",)
_FINISH: Final = ("gen_ai.response.finish_reasons",)
_ERROR: Final = ("error.type",)

ATTRIBUTES: Final = frozenset(
    name
    for names in (
        *(_OPERATION, _PROVIDER, _MODEL, _INPUT, _OUTPUT, _CACHE_READ, _CACHE_WRITE, _REASONING),
        *(_SYSTEM_PROMPT, _TOOLS, _PROMPT, _COMPLETION, _SESSION, _USER, _FEATURE, _AGENT),
        *(_FIRST_CHUNK_S, _FINISH, _ERROR),
    )
    for name in names
)
"""Every attribute this dialect reads; nothing else needs to be decoded."""

_MODEL_OPERATIONS: Final = frozenset(
    {"chat", "text_completion", "generate_content", "embeddings", "completion"}
)


class ModelCall(NamedTuple):
    """What a span says about one call of a model; texts are raw."""

    provider: str
    model: str
    usage: Usage
    user_id: str
    feature: str
    ttft_ms: float | None
    stop_reason: str
    prompt: str | None
    completion: str | None


def is_model_call(attributes: Attributes) -> bool:
    """Tell calls of a model from the agents, tools and workflows around them, whose tokens are sums of calls.

    Spans older than `gen_ai.operation.name` count when they name a model and tokens or a prompt.
    """
    operation = attributes.get(_OPERATION[0])
    if operation is not None:
        return operation in _MODEL_OPERATIONS
    named = _first(attributes, _MODEL) is not None
    return named and any(_first(attributes, names) is not None for names in (_INPUT, _OUTPUT, _PROMPT))


def read_model_call(span: Span) -> ModelCall:
    """Read a span that `is_model_call`. Raises CallDataError for tokens that are no counts."""
    attributes = span.attributes
    return ModelCall(
        provider=_text(attributes, _PROVIDER),
        model=_text(attributes, _MODEL),
        usage=read_usage(attributes),
        user_id=_text(attributes, _USER),
        feature=_text(attributes, _FEATURE) or span.service,
        ttft_ms=_milliseconds(_first(attributes, _FIRST_CHUNK_S)),
        stop_reason=_stop_reason(_first(attributes, _FINISH)),
        prompt=_prompt(attributes),
        completion=_content(_first(attributes, _COMPLETION)),
    )


def read_operation(attributes: Attributes) -> str:
    """What the span did; a call older than the attribute was a chat."""
    return _text(attributes, _OPERATION) or ("chat" if is_model_call(attributes) else NOT_RECORDED)


def read_agent(attributes: Attributes) -> str:
    return _text(attributes, _AGENT) or MAIN_AGENT


def read_session(attributes: Attributes) -> str:
    return _text(attributes, _SESSION)


def read_error(span: Span) -> str:
    """The kind of error of a span; empty when it did not fail."""
    return _text(span.attributes, _ERROR) or ("error" if span.failed else NOT_RECORDED)


def read_usage(attributes: Attributes) -> Usage:
    """Return the tokens in disjoint buckets.

    The convention counts cache reads and writes inside the input tokens. Some Anthropic instrumentations pass
    on the provider's own number, which excludes them; more cache than input shows that this is such a one.
    """
    total, output = _count(attributes, _INPUT) or 0, _count(attributes, _OUTPUT) or 0
    read, write = _count(attributes, _CACHE_READ), _count(attributes, _CACHE_WRITE)
    cached = (read or 0) + (write or 0)
    reasoning = _count(attributes, _REASONING)
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


def _first(attributes: Attributes, names: Iterable[str]) -> object:
    for name in names:
        if (value := attributes.get(name)) is not None:
            return value
    return None


def _text(attributes: Attributes, names: Iterable[str]) -> str:
    for name in names:
        if (value := attributes.get(name)) is not None:
            return value if type(value) is str else str(value)
    return NOT_RECORDED


def _count(attributes: Attributes, names: Iterable[str]) -> int | None:
    for name in names:
        if (value := attributes.get(name)) is not None:
            return token_count(value, name)
    return None


def _milliseconds(seconds: object) -> float | None:
    return seconds * 1000 if isinstance(seconds, int | float) and 0 <= seconds < 1e6 else None


def _stop_reason(reasons: object) -> str:
    reason = reasons[0] if isinstance(reasons, list) and reasons else reasons
    return reason if isinstance(reason, str) else NOT_RECORDED


def _prompt(attributes: Attributes) -> str | None:
    """Everything the model read, in the order in which providers put it together: tools, system, messages."""
    said = [part for names in _READ_BY_THE_MODEL if (part := _content(_first(attributes, names)))]
    return "\n".join(said) if said else None


def _content(value: object) -> str | None:
    """Messages as they were recorded: a JSON string, or structured and then written as JSON."""
    return value if value is None or isinstance(value, str) else orjson.dumps(value).decode()
