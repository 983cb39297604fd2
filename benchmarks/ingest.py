"""How fast calls come in: spans acknowledged after they are durable, and a file until its calls are visible.

The sender runs in this process, on the same cores as the service and its stores. Beside it stands the rate of
plain columnar inserts of the very same rows in the same run: what the store itself can take.
"""

import asyncio
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlsplit
from uuid import UUID

import httpx
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from benchmarks.report import Measurement
from benchmarks.stand import Stand, stand
from netra.backend.calls.domain.call import Call
from netra.backend.calls.repository.store import CallRepository
from netra.backend.imports.domain.samples import SAMPLES
from netra.backend.ingest.domain import genai
from netra.backend.ingest.domain.intake import Intake
from netra.backend.ingest.domain.otlp import read_protobuf
from netra.backend.main import packaged_sample
from netra.backend.pricing.domain.books import PriceBookId
from netra.backend.pricing.domain.genai import GenaiPrices
from netra.backend.projects.domain import Project, TextPolicy
from netra.shared.access import ProjectId
from netra.shared.clickhouse import ClickHouse
from netra.shared.clock import SystemClock

SPANS_A_REQUEST = 100
REQUESTS = 1_500
SENDERS = 64
RAW_BATCH = 10_000
RAW_ROWS = 50_000
START = 1_780_000_000_000_000_000
PROMPT = '[{"role":"user","parts":[{"type":"text","content":"%s"}]}]'
WORDS = "the quick brown fox jumps over a lazy dog while " * 22  # makes a span of 1.4 KB
PROTOBUF = {"Content-Type": "application/x-protobuf"}


def measure() -> Iterator[Measurement]:
    """Spans a second through the service, rows a second without it, and seconds for the sample file."""
    with stand(worker=True, price_book="definitions-flat") as backend:
        yield Measurement("sample file of 24,420 calls visible after", import_sample(backend), "s", promise=5)
    with stand(worker=False) as backend:
        bodies = [request_body(number) for number in range(REQUESTS)]
        _post(backend, [request_body(REQUESTS)])  # The service reads its price list at the first span.
        rate = _send(backend, bodies)
        asyncio.run(_check_held(backend, (1 + len(bodies)) * SPANS_A_REQUEST))
        raw = asyncio.run(_insert(backend, bodies[: RAW_ROWS // SPANS_A_REQUEST]))
        yield Measurement(
            f"spans acknowledged after durable, {len(bodies[0]) / SPANS_A_REQUEST:,.0f} bytes each",
            rate,
            "spans/s",
            promise=10_000,
            higher_is_better=True,
            peer="plain columnar insert of the same rows",
            peer_value=raw,
        )


def request_body(number: int) -> bytes:
    """A request of distinct spans, as an instrumented client sends it."""
    request = ExportTraceServiceRequest()
    spans = request.resource_spans.add().scope_spans.add().spans
    for place in range(SPANS_A_REQUEST):
        at = number * SPANS_A_REQUEST + place
        begun = START + at * 10**6
        span = spans.add(name="chat", start_time_unix_nano=begun, end_time_unix_nano=begun + 10**9)
        span.trace_id, span.span_id = number.to_bytes(15) + b"\x01", (at + 1).to_bytes(8)
        texts = {
            "gen_ai.operation.name": "chat",
            "gen_ai.provider.name": "anthropic",
            "gen_ai.request.model": "claude-sonnet-4-5",
            "gen_ai.conversation.id": f"session-{at // 40}",
            "gen_ai.input.messages": PROMPT % (str(at) + WORDS),
        }
        for name, text in texts.items():
            span.attributes.add(key=name).value.string_value = text
        for name in ("gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens"):
            span.attributes.add(key=name).value.int_value = 1_000 + at % 100
    content: bytes = request.SerializeToString()
    return content


def _send(backend: Stand, bodies: Sequence[bytes]) -> float:
    """Spans a second until the last acknowledgement, over as many kept connections as there are senders."""
    started = time.perf_counter()
    with ThreadPoolExecutor(SENDERS) as senders:
        list(senders.map(lambda place: _post(backend, bodies[place::SENDERS]), range(SENDERS)))
    return len(bodies) * SPANS_A_REQUEST / (time.perf_counter() - started)


def _post(backend: Stand, bodies: Sequence[bytes]) -> None:
    """Send requests one after the other; each must be acknowledged in full.

    A plain client, because whatever it costs is taken off the cores of the service that it measures.
    """
    connection = HTTPConnection(urlsplit(backend.url).netloc, timeout=60)
    for body in bodies:
        connection.request("POST", "/v1/traces", body, {**PROTOBUF, **backend.key})
        answer = connection.getresponse()
        told = answer.status, answer.read()
        assert told == (200, b""), told
    connection.close()


async def _check_held(backend: Stand, spans: int) -> None:
    """Everything acknowledged is found in the store, once."""
    store = ClickHouse.from_url(backend.clickhouse_url, 1)
    project = ProjectId(backend.project_id)
    held = await CallRepository(store, store).count([project])
    await store.close()
    assert held[project] == spans, held


async def _insert(backend: Stand, bodies: Sequence[bytes]) -> float:
    """Rows a second of columnar inserts, one after the other, the rows made before."""
    calls = _calls(bodies)
    store = ClickHouse.from_url(backend.clickhouse_url, 1)
    repository = CallRepository(store, store)
    started = time.perf_counter()
    for first in range(0, len(calls), RAW_BATCH):
        await repository.insert(calls[first : first + RAW_BATCH], f"raw-{first}")
    seconds = time.perf_counter() - started
    await store.close()
    return len(calls) / seconds


def _calls(bodies: Sequence[bytes]) -> list[Call]:
    project = Project(
        id=UUID(int=1),
        organization_id=UUID(int=1),
        name="raw",
        time_zone="UTC",
        text_policy=TextPolicy.KEEP,
        price_book=PriceBookId.GENAI_PRICES,
        assumed_price=None,
        sample=None,
        key=bytes(32),
        created_at=SystemClock().now(),
        deleted_at=None,
    )
    intake = Intake(project, GenaiPrices.packaged())
    return [call for body in bodies for call in intake.receive(read_protobuf(body, genai.ATTRIBUTES)).calls]


def import_sample(backend: Stand) -> float:
    """Seconds from the first byte sent until the overview shows every call."""
    file = packaged_sample(SAMPLES[0])
    path = f"/api/projects/{backend.project_id}"
    with httpx.Client(base_url=backend.url, headers=backend.user, timeout=60) as http:
        started = time.perf_counter()
        sent = (
            http.post(f"{path}/imports", params={"file_name": "sample"}, content=file)
            .raise_for_status()
            .json()
        )
        while (job := http.get(f"{path}/imports/{sent['id']}").json())["state"] in {"queued", "running"}:
            time.sleep(0.02)
        shown = http.get(f"{path}/overview").raise_for_status().json()["calls"]
        seconds = time.perf_counter() - started
    assert (job["state"], shown) == ("done", job["rows_written"]), job
    return seconds
