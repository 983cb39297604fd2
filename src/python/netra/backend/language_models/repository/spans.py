"""What was asked of a model, as the spans that its instrumentation makes."""

from collections.abc import Mapping

from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.common.trace_encoder import encode_spans
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, Span, SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.sampling import ALWAYS_ON
from opentelemetry.trace import Status, StatusCode

from netra.backend.language_models.domain import Asker


class OwnSpans(SpanProcessor):
    """Gathers the spans of one question: made for it alone, so that no two askers' can meet."""

    def __init__(self, asker: Asker) -> None:
        self._attributes: Mapping[str, str] = {
            "gen_ai.conversation.id": str(asker.thread_id),
            "user.id": str(asker.user_id),
            "netra.feature": asker.agent,
            "gen_ai.agent.name": asker.agent,
        }
        self._ended: list[ReadableSpan] = []
        # Always on: a request that is not sampled elsewhere has a cost all the same.
        self.provider = TracerProvider(
            sampler=ALWAYS_ON, resource=Resource({"service.name": "netra"}), shutdown_on_exit=False
        )
        self.provider.add_span_processor(self)

    def on_start(self, span: Span, parent_context: Context | None = None) -> None:  # noqa: ARG002
        span.set_attributes(self._attributes)

    def on_end(self, span: ReadableSpan) -> None:
        self._ended.append(span)

    def encoded(self) -> bytes:
        """The spans as the body of an OTLP request; empty when there were none."""
        if not self._ended:
            return b""
        body: bytes = encode_spans([_told(span) for span in self._ended]).SerializeToString()
        return body


def _told(span: ReadableSpan) -> ReadableSpan:
    """A request that ended without an answer and without an error was cut off: the time for it was over."""
    said = span.attributes or {}
    is_request = said.get("gen_ai.operation.name") == "chat"
    if not is_request or "gen_ai.response.model" in said or span.status.status_code is StatusCode.ERROR:
        return span
    return ReadableSpan(
        name=span.name,
        context=span.context,
        parent=span.parent,
        resource=span.resource,
        attributes={**said, "error.type": "timeout"},
        events=span.events,
        links=span.links,
        kind=span.kind,
        status=Status(StatusCode.ERROR),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )
