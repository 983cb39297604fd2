"""Traces leave the process only when there is somewhere to send them."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue

import pytest
from fastapi import FastAPI
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from netra.shared.telemetry import export_traces, trace_headers
from netra.shared.web import create_app
from tests.shared.apps import client_of, web_settings


@pytest.fixture
def collector() -> Iterator[tuple[str, "Queue[bytes]"]]:
    """An OTLP collector: its address and the bodies it was sent."""
    bodies: Queue[bytes] = Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            bodies.put(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", bodies
    server.shutdown()
    server.server_close()


def _app(endpoint: str | None) -> FastAPI:
    settings = web_settings(otlp_endpoint=endpoint)
    return create_app(service="example", version="1", settings=settings, routers=[], readiness={})


@pytest.mark.asyncio
async def test_spans_reach_the_collector(collector: tuple[str, "Queue[bytes]"]) -> None:
    endpoint, bodies = collector
    app = _app(endpoint)
    async with app.router.lifespan_context(app), client_of(app) as client:
        await client.get("/absent")
    request = ExportTraceServiceRequest.FromString(bodies.get(timeout=10))
    [resource] = request.resource_spans
    attributes = {item.key: item.value.string_value for item in resource.resource.attributes}
    assert attributes["service.name"] == "netra-example"
    assert [span.name for span in resource.scope_spans[0].spans] == ["GET"]


def test_without_an_endpoint_nothing_is_recorded() -> None:
    app = FastAPI()
    before = list(app.user_middleware)
    export_traces(app, service="example", version="1", endpoint=None)
    assert app.user_middleware == before
    assert not hasattr(app, "_is_instrumented_by_opentelemetry")


def test_outside_a_trace_there_is_nothing_to_pass_on() -> None:
    assert trace_headers() == {}
