"""OTLP requests for tests."""

from collections.abc import Mapping
from types import MappingProxyType

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

START = 1_780_000_000_000_000_000
CHAT: Mapping[str, tuple[str, str | float | None]] = MappingProxyType(
    {
        "operation": ("gen_ai.operation.name", "chat"),
        "model": ("gen_ai.request.model", "gpt-5-mini"),
        "input": ("gen_ai.usage.input_tokens", 1000),
        "output": ("gen_ai.usage.output_tokens", 100),
        "provider": ("gen_ai.provider.name", None),
        "agent": ("gen_ai.agent.name", None),
        "user": ("user.id", None),
        "feature": ("netra.feature", None),
        "error": ("error.type", None),
        "finish": ("gen_ai.response.finish_reasons", None),
        "first": ("gen_ai.response.time_to_first_chunk", None),
        "completion": ("gen_ai.output.messages", None),
        "cache_read": ("gen_ai.usage.cache_read.input_tokens", None),
        "cache_write": ("gen_ai.usage.cache_creation.input_tokens", None),
        "prompt": (
            "gen_ai.input.messages",
            '[{"role": "user", "parts": [{"type": "text", "content": "Weather in Paris?"}]}]',
        ),
    }
)


def chat_span(
    number: int, *, start: int | None = None, span_id: bytes | None = None, **values: str | float | None
) -> Span:
    """A span as an instrumented client sends it; `values` replaces attributes by the names in `CHAT`.

    With an empty session it names none.
    """
    begun = START + number * 10**6 if start is None else start
    span = Span(
        trace_id=bytes(15) + b"\x01",
        span_id=(number + 1).to_bytes(8) if span_id is None else span_id,
        name="chat",
        start_time_unix_nano=begun,
        end_time_unix_nano=begun + 1_500_000_000,
    )
    if session := values.get("session", f"session-{number}"):
        _set(span, "gen_ai.conversation.id", session)
    _set(span, "something.nobody.reads", "x")
    for name, (attribute, value) in CHAT.items():
        given = values.get(name, value)
        if given is not None:
            _set(span, attribute, given)
    return span


def _set(span: Span, name: str, value: str | float) -> None:
    kind = {str: "string_value", int: "int_value", float: "double_value"}[type(value)]
    setattr(span.attributes.add(key=name).value, kind, value)


def request_of(*spans: Span) -> bytes:
    request = ExportTraceServiceRequest()
    resource = request.resource_spans.add()
    resource.resource.attributes.add(key="service.name").value.string_value = "tests"
    resource.scope_spans.add().spans.extend(spans)
    content: bytes = request.SerializeToString()
    return content
