"""What was asked of a model, as the spans that its instrumentation makes."""

from collections.abc import Mapping

from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.common.trace_encoder import encode_spans
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, Span, SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.sampling import ALWAYS_ON

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
        body: bytes = encode_spans(self._ended).SerializeToString()
        return body
