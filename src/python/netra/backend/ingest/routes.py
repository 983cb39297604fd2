"""HTTP for OpenTelemetry traces."""

import asyncio
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request, Response

from netra.backend.ingest.domain.gunzip import GzipError, GzipTooLargeError, gunzip
from netra.backend.ingest.schemas import JSON, PROTOBUF, ExportAnswer
from netra.backend.ingest.service import TraceService
from netra.backend.resources import ResourcesDep
from netra.shared.access import Allowed, Subject
from netra.shared.errors import BadRequest, TooLarge, UnsupportedMedia
from netra.shared.rights import INGEST

router = APIRouter(tags=["ingest"])

MOST_WIRE_BYTES: Final = 16 * 1024 * 1024
MOST_UNPACKED_BYTES: Final = 64 * 1024 * 1024


async def _trace_service(resources: ResourcesDep) -> TraceService:
    return TraceService.on(resources)


Traces = Annotated[TraceService, Depends(_trace_service)]
Sender = Annotated[Subject, Depends(Allowed(INGEST))]


@router.post(
    "/v1/traces",
    response_model=ExportAnswer,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                PROTOBUF: {"schema": {"type": "string", "format": "binary"}},
                JSON: {"schema": {"type": "object"}},
            },
        }
    },
)
async def export_traces(request: Request, subject: Sender, traces: Traces) -> Response:
    """Take OTLP spans, in protobuf or JSON; 200 means that the store holds them."""
    media_type = _media_type(request)
    project = await traces.project_of(subject)
    answer = await traces.receive(project, await _body(request), media_type)
    return Response(answer.encoded(media_type), media_type=media_type)


def _media_type(request: Request) -> str:
    media_type = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if media_type not in {PROTOBUF, JSON}:
        raise UnsupportedMedia(f"Send {PROTOBUF} or {JSON}.")
    if request.headers.get("Content-Encoding", "identity").lower() not in {"gzip", "identity"}:
        raise UnsupportedMedia("The only content encoding understood is gzip.")
    return media_type


async def _body(request: Request) -> bytes:
    """The body, unpacked; what is too large is refused before it fills the memory."""
    body = await request.body()
    if request.headers.get("Content-Encoding", "").lower() != "gzip":
        return body
    try:
        return await asyncio.to_thread(lambda: b"".join(gunzip([body], MOST_UNPACKED_BYTES)))
    except GzipTooLargeError as error:
        raise TooLarge(str(error)) from None
    except GzipError as error:
        raise BadRequest(str(error)) from None
