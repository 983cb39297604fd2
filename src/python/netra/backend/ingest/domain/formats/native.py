"""Native JSON lines: one call a line, in our own words. The way in for logs that no other format fits."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from netra.backend.calls.domain.call import MAIN_AGENT, Bucket, Call, CallDataError, CallStatus, Usage
from netra.backend.calls.domain.identity import record_call_id, row_call_id
from netra.backend.ingest.domain.formats.records import NumberedRow, Record, Refused, Source, read_each
from netra.backend.ingest.domain.tokens import optional_tokens, tokens_at
from netra.backend.ingest.domain.usage_shapes import normalise_usage

NATIVE: Final = "native"
Name = Annotated[str, Field(max_length=1_000)]
Milliseconds = Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False)]
_CACHE_FIELDS: Final = ("cache_read", "cache_write_5m", "cache_write_1h")


class NativeCall(BaseModel):
    """One call to a model. Leave out what you do not know: it is shown as not recorded, never as zero."""

    model_config = ConfigDict(extra="forbid", title="Netra Apex native call", strict=False)

    started_at: AwareDatetime = Field(description="When the request was sent, ISO 8601 with offset")
    usage: dict[str, Any] = Field(
        description="Either our disjoint buckets (input_fresh, cache_read, cache_write_5m, cache_write_1h, "
        "output_text, output_reasoning) or the provider's own usage object, exactly as it answered"
    )
    id: Name | None = Field(None, description="Your id of the call; sent twice it stays one call")
    provider: Name = ""
    model: Name = ""
    session_id: Name = ""
    user_id: Name = ""
    feature: Name = Field("", description="Your own name for what the call serves")
    agent: Name = Field(MAIN_AGENT, description="main, or the name of a sub-agent")
    operation: Name = "chat"
    duration_ms: Milliseconds | None = None
    ttft_ms: Milliseconds | None = Field(None, description="Time to the first token")
    status: Literal["ok", "error"] = "ok"
    error_type: Name = ""
    stop_reason: Name = ""
    prompt: str | None = None
    completion: str | None = None


TEMPLATE: Final = (
    '{"started_at": "2026-01-31T12:00:00Z", "provider": "anthropic", "model": "claude-sonnet-4-5", '
    '"session_id": "session-1", "user_id": "user-7", "feature": "support-chat", '
    '"usage": {"input_fresh": 1200, "cache_read": 8000, "cache_write_5m": 0, "cache_write_1h": 0, '
    '"output_text": 350, "output_reasoning": 0}, "duration_ms": 4200, "ttft_ms": 600, '
    '"prompt": "...", "completion": "..."}\n'
    '{"started_at": "2026-01-31T12:00:09Z", "provider": "openai", "model": "gpt-5-mini", '
    '"usage": {"prompt_tokens": 900, "completion_tokens": 120, '
    '"prompt_tokens_details": {"cached_tokens": 512}}}\n'
)


def schema() -> dict[str, Any]:
    """The JSON Schema of one line."""
    return NativeCall.model_json_schema()


def read_native(rows: Iterable[NumberedRow | Refused], source: Source) -> Iterator[Record | Refused]:
    """Yield the calls of native lines."""
    return read_each(rows, lambda row, number: Record(number, _call(row, number, source)))


def _call(row: Mapping[str, Any], number: int, source: Source) -> Call:
    try:
        native = NativeCall.model_validate(row)
    except ValidationError as error:
        raise CallDataError(_reason(error)) from None
    plain = native.model_dump(exclude={"id", "usage", "prompt", "completion", "status"})
    return Call(
        call_id=record_call_id(NATIVE, native.id) if native.id else row_call_id(source.sha256, number),
        project_id=source.project_id,
        import_id=source.import_id,
        source=NATIVE,
        source_seq=number,
        usage=_usage(native.usage),
        status=CallStatus(native.status),
        prompt_text=native.prompt,
        completion_text=native.completion,
        **plain,
    )


def _usage(given: Mapping[str, Any]) -> Usage:
    if not any(bucket in given for bucket in Bucket):
        return normalise_usage(given)
    if unknown := given.keys() - set(Bucket):
        raise CallDataError(f"usage holds {len(unknown)} names that are no buckets.")
    return Usage(
        input_fresh=tokens_at(given, Bucket.INPUT_FRESH),
        cache_read=tokens_at(given, Bucket.CACHE_READ),
        cache_write_5m=tokens_at(given, Bucket.CACHE_WRITE_5M),
        cache_write_1h=tokens_at(given, Bucket.CACHE_WRITE_1H),
        output_text=tokens_at(given, Bucket.OUTPUT_TEXT),
        output_reasoning=tokens_at(given, Bucket.OUTPUT_REASONING),
        cache_recorded=any(optional_tokens(given, name) is not None for name in _CACHE_FIELDS),
        reasoning_recorded=optional_tokens(given, Bucket.OUTPUT_REASONING) is not None,
    )


def _reason(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}." if where else f"{first['msg']}."
