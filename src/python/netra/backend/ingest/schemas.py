"""What an OTLP exporter is answered."""

from typing import Final, Self

import orjson
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTracePartialSuccess,
    ExportTraceServiceResponse,
)
from pydantic import BaseModel, Field

PROTOBUF: Final = "application/x-protobuf"
JSON: Final = "application/json"


class PartialSuccess(BaseModel):
    rejected_spans: int = Field(serialization_alias="rejectedSpans")
    error_message: str = Field(serialization_alias="errorMessage")


class ExportAnswer(BaseModel):
    """Everything but the rejected spans is held; no `partialSuccess` means everything."""

    partial_success: PartialSuccess | None = Field(default=None, serialization_alias="partialSuccess")

    @classmethod
    def of(cls, rejected: int, reason: str) -> Self:
        return cls(
            partial_success=PartialSuccess(rejected_spans=rejected, error_message=reason)
            if rejected
            else None
        )

    def encoded(self, media_type: str) -> bytes:
        """The answer in the encoding of its request."""
        if media_type == JSON:
            return orjson.dumps(self.model_dump(by_alias=True, exclude_none=True))
        partial = self.partial_success
        if partial is None:
            return b""
        message = ExportTracePartialSuccess(
            rejected_spans=partial.rejected_spans, error_message=partial.error_message
        )
        encoded: bytes = ExportTraceServiceResponse(partial_success=message).SerializeToString()
        return encoded
