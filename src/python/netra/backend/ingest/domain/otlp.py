"""OTLP trace requests, in protobuf or JSON, to spans; only attributes that somebody wants are taken off."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, TypeVar

import orjson
from google.protobuf.message import DecodeError  # type: ignore[import-untyped, unused-ignore]
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue
from opentelemetry.proto.trace.v1.trace_pb2 import Span as WireSpan

from netra.backend.calls.domain.call import CallDataError
from netra.backend.ingest.domain.spans import Span, Unreadable

Wanted = frozenset[str]
Json = Mapping[str, Any]
T = TypeVar("T")

_NO_REQUEST: Final = "The body is no ExportTraceServiceRequest in JSON."
_STATUS_ERROR: Final = 2
_SERVICE: Final = "service.name"
_FIXED64: Final = range(2**64)
_INT64: Final = range(-(2**63), 2**63)
_SCALARS: Final = frozenset({"string_value", "int_value", "double_value", "bool_value"})


class OtlpError(ValueError):
    """The bytes are no trace request; the message says why."""


def read_protobuf(body: bytes, wanted: Wanted) -> Iterator[Span | Unreadable]:
    """Yield the spans of a serialised ExportTraceServiceRequest. Raises OtlpError."""
    try:
        request = ExportTraceServiceRequest.FromString(body)
    except DecodeError:
        raise OtlpError("The body is no ExportTraceServiceRequest in protobuf.") from None
    for resource_spans in request.resource_spans:
        service = _service(_attributes(resource_spans.resource.attributes, frozenset({_SERVICE})))
        for scope_spans in resource_spans.scope_spans:
            for span in scope_spans.spans:
                yield _readable(_from_protobuf, span, wanted, service)


def read_json(body: bytes, wanted: Wanted) -> Iterator[Span | Unreadable]:
    """Yield the spans of an ExportTraceServiceRequest in JSON. Raises OtlpError."""
    try:
        request = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise OtlpError(_NO_REQUEST) from None
    for resource_spans in _objects(request, "resourceSpans"):
        service = _guarded(_json_service, resource_spans)
        for scope_spans in _objects(resource_spans, "scopeSpans"):
            for span in _members(scope_spans, "spans"):
                if isinstance(service, Unreadable):
                    yield service
                else:
                    yield _readable(_from_json, span, wanted, service)


def _objects(holder: object, name: str) -> list[Json]:
    found = _members(holder, name)
    if not all(isinstance(item, Mapping) for item in found):
        raise OtlpError(_NO_REQUEST)
    return found


def _members(holder: object, name: str) -> list[Any]:
    """The named list of an object, empty when it is absent or null."""
    found = (holder.get(name) or []) if isinstance(holder, Mapping) else None
    if not isinstance(found, list):
        raise OtlpError(_NO_REQUEST)
    return found


def _json_service(resource_spans: Json) -> str:
    return _service(_json_attributes(resource_spans.get("resource") or {}, frozenset({_SERVICE})))


def _readable(read: Callable[..., Span], span: object, wanted: Wanted, service: str) -> Span | Unreadable:
    return _guarded(_checked, read, span, wanted, service)


def _checked(read: Callable[..., Span], *asked: object) -> Span:
    found = read(*asked)
    found.check()
    return found


def _guarded(read: Callable[..., T], *asked: object) -> T | Unreadable:
    """What is read, or why it cannot be: senders may write anything where a value belongs."""
    try:
        return read(*asked)
    except CallDataError as error:
        return Unreadable(str(error))
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        return Unreadable("The span does not follow the OTLP schema.")


def _from_protobuf(span: WireSpan, wanted: Wanted, service: str) -> Span:
    attributes = _attributes(span.attributes, wanted)
    for event in span.events:
        attributes |= _attributes(event.attributes, wanted)
    return Span(
        trace_id=span.trace_id.hex(),
        span_id=span.span_id.hex(),
        parent_span_id=span.parent_span_id.hex(),
        name=span.name,
        start=span.start_time_unix_nano,
        end=span.end_time_unix_nano,
        failed=span.status.code == _STATUS_ERROR,
        attributes=attributes,
        service=service,
    )


def _attributes(pairs: Iterable[KeyValue], wanted: Wanted) -> dict[str, Any]:
    # Nearly all values are texts or counts, and asking for those is faster than asking for the kind first.
    return {
        key: content
        for pair in pairs
        if (key := pair.key) in wanted
        and (content := (value := pair.value).string_value or value.int_value or _value(value)) is not None
    }


def _value(value: AnyValue) -> object:
    kind = value.WhichOneof("value")
    if kind in _SCALARS:
        return getattr(value, kind)
    if kind == "array_value":
        return [_value(item) for item in value.array_value.values]
    if kind == "kvlist_value":
        return {pair.key: _value(pair.value) for pair in value.kvlist_value.values}
    return None


def _from_json(span: Json, wanted: Wanted, service: str) -> Span:
    attributes = _json_attributes(span, wanted)
    for event in span.get("events", ()):
        attributes |= _json_attributes(event, wanted)
    return Span(
        trace_id=_hex(span.get("traceId", "")),
        span_id=_hex(span["spanId"]),
        parent_span_id=_hex(span.get("parentSpanId") or ""),
        name=str(span.get("name", "")),
        start=_within(int(span["startTimeUnixNano"]), _FIXED64),
        end=_within(int(span.get("endTimeUnixNano", 0)), _FIXED64),
        failed=span.get("status", {}).get("code") in {_STATUS_ERROR, "STATUS_CODE_ERROR"},
        attributes=attributes,
        service=service,
    )


def _json_attributes(holder: Json, wanted: Wanted) -> dict[str, Any]:
    return {
        key: content
        for pair in holder.get("attributes", ())
        if (key := pair["key"]) in wanted and (content := _json_value(pair["value"])) is not None
    }


def _json_value(value: Json) -> object:
    """One AnyValue: an object with a single member that names its type. 64-bit integers may be strings."""
    kind: str
    content: Any
    kind, content = next(iter(value.items()), ("", None))
    if kind == "intValue":
        return _within(int(content), _INT64)
    if kind == "doubleValue":
        return float(content)
    if kind == "arrayValue":
        return [_json_value(item) for item in content.get("values", ())]
    if kind == "kvlistValue":
        return {pair["key"]: _json_value(pair["value"]) for pair in content.get("values", ())}
    return content if kind in {"stringValue", "boolValue"} else None


def _within(number: int, numbers: range) -> int:
    """JSON sets no limit to a number, the schema does. Raises ValueError beyond it."""
    if number not in numbers:
        raise ValueError(number)
    return number


def _hex(text: str) -> str:
    """OTLP writes ids in JSON as hex, unlike the bytes of other protobuf JSON."""
    return bytes.fromhex(text).hex()


def _service(attributes: Json) -> str:
    service = attributes.get(_SERVICE)
    return service if isinstance(service, str) else ""
