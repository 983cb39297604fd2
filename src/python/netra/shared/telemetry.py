"""What a service says about itself: JSON logs, Prometheus metrics, OpenTelemetry traces."""

import logging
import secrets
import sys
from collections.abc import Callable, Mapping, MutableMapping
from contextvars import Token
from typing import Any, Final

import structlog
from fastapi import FastAPI
from opentelemetry import context as otel_context
from opentelemetry import propagate, trace
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from netra.shared.environment import MASK, looks_secret, masked

Flush = Callable[[], None]

# A collector that is down must not hold up the end of a process for longer.
EXPORT_SECONDS: Final = 2
# Where instrumentation puts the address of a request, in its conventions of today and of before.
_ADDRESSES: Final = ("http.url", "http.target", "url.full")
_QUERY: Final = "url.query"
# Libraries that report each request they make, or two tracebacks for each connection refused. The access log
# has every request and how it was answered.
NOISY: Final = ("httpx", "httpcore", "clickhouse_driver")
EXTRA: Final = ("error", "job", "reason", "run", "tool")
"""What our own log events say besides their message; what libraries attach to theirs stays out."""
PROMETHEUS_CONTENT_TYPE: Final = CONTENT_TYPE_LATEST
_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


def configure_logging(service: str, level: str = "INFO") -> None:
    """Send every log of this process, also those of libraries, to stdout as one JSON object a line."""
    chain: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        add_trace_ids,
        hide_secrets,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *chain,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(_formatter(service, chain))
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for noisy in NOISY:
        logging.getLogger(noisy).setLevel(logging.ERROR)


def _formatter(service: str, chain: list[structlog.typing.Processor]) -> structlog.stdlib.ProcessorFormatter:
    def add_service(_: object, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        return {"service": service, **event}

    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.ExtraAdder(EXTRA),
            *chain,
            structlog.stdlib.PositionalArgumentsFormatter(),
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            hide_secrets,  # Once more: a traceback is text only now.
            add_service,
            structlog.processors.JSONRenderer(default=str),
        ],
    )


def add_trace_ids(_: object, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Put the ids of the current trace into a log event."""
    span = trace.get_current_span().get_span_context()
    if span.is_valid:
        event["trace_id"] = trace.format_trace_id(span.trace_id)
        event["span_id"] = trace.format_span_id(span.span_id)
    return event


def hide_secrets(_: object, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Mask fields with secret-looking names, and passwords inside any address."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = masked(key, value)
        elif looks_secret(key) and value is not None:
            event[key] = MASK
    return event


def continue_trace(headers: Mapping[str, str]) -> Token[otel_context.Context] | None:
    """Make the caller's trace (`traceparent`), or else a new one, current; None when one already is.

    Without an exporter no span is recorded, yet logs of all services still share the trace id.
    """
    if trace.get_current_span().get_span_context().is_valid:
        return None
    incoming = propagate.extract(headers)
    if trace.get_current_span(incoming).get_span_context().is_valid:
        return otel_context.attach(incoming)
    fresh = trace.SpanContext(secrets.randbits(128) or 1, secrets.randbits(64) or 1, is_remote=False)
    return otel_context.attach(trace.set_span_in_context(trace.NonRecordingSpan(fresh)))


def leave_trace(token: Token[otel_context.Context] | None) -> None:
    if token is not None:
        otel_context.detach(token)


def trace_headers() -> dict[str, str]:
    """The headers that carry the current trace to another service."""
    headers: dict[str, str] = {}
    propagate.inject(headers)
    return headers


def export_traces(app: FastAPI, *, service: str, version: str, endpoint: str | None) -> Flush:
    """Record the app's spans and send them to an OTLP/HTTP collector; without an endpoint do nothing.

    The result sends what is still waiting and blocks until that is done: call it in a thread, at the end.
    """
    if not endpoint:
        return _nothing_to_flush
    # Imported here: the SDK costs 10 MB that an idle stack without a collector need not pay.
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    resource = Resource.create({"service.name": f"netra-{service}", "service.version": version})
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    exporter = OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces", timeout=EXPORT_SECONDS)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    FastAPIInstrumentor.instrument_app(
        app,
        tracer_provider=provider,
        excluded_urls="/health/.*,/metrics",
        exclude_spans=["receive", "send"],
        server_request_hook=_forget_query,
    )
    return provider.shutdown


def _forget_query(span: trace.Span, _: Mapping[str, object]) -> None:
    """What stands behind the path may be a code, a ticket, or what somebody searched for."""
    attributes: Mapping[str, object] = getattr(span, "attributes", None) or {}
    for name in _ADDRESSES:
        if name in attributes:
            span.set_attribute(name, str(attributes[name]).partition("?")[0])
    if _QUERY in attributes:
        span.set_attribute(_QUERY, "")


def _nothing_to_flush() -> None:
    """Without an exporter no span waits."""


class HttpMetrics:
    """Request counts and durations by route template, so that ids never become labels."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        labels = ("method", "route", "status")
        self._requests = Counter(
            "netra_http_requests_total", "Requests answered.", labels, registry=self.registry
        )
        self._seconds = Histogram(
            "netra_http_request_seconds",
            "Time to answer.",
            labels[:2],
            registry=self.registry,
            buckets=_BUCKETS,
        )

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    def watch(self, name: str, what: str, value: Callable[[], float]) -> None:
        """Expose a number that is looked at when the metrics are asked for."""
        Gauge(name, what, registry=self.registry).set_function(value)

    def exposition(self) -> bytes:
        """All metrics in the Prometheus text format."""
        return generate_latest(self.registry)
