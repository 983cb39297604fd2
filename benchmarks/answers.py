"""How fast questions are answered without an LLM: first event, report on a sample and on a million calls.

Beside the report stand its tools alone, asked over HTTP one after the other in the same run: the difference
is what agents, the journal and the socket add.
"""

import asyncio
import time
from collections.abc import Iterator
from statistics import median
from uuid import UUID

import httpx

from benchmarks.browsers import Heard, answered
from benchmarks.ingest import import_sample
from benchmarks.report import Measurement
from benchmarks.stand import Stand, stand
from netra.shared.clickhouse import ClickHouse

QUESTION = "Where can I save?"
TABLE = "p95 latency, failure rate and cost per call by model and day"
TABLE_TOOLS = (
    "overview",
    "crosstab?by=model&by=day&measure=duration.p95&measure=failed.rate&measure=cost.mean",
)
CALLS = 1_000_000
INSERTS = 10
ASKED = 50
AT_ONCE = 20
TOOLS = (
    "overview",
    "breakdown?by=model",
    "savings/prompt-caching",
    "savings/exact-repeats",
    "savings/call-sizes",
    "savings/retries",
    "savings/alternatives",
)
_FILL = """
INSERT INTO calls (
    project_id, call_id, source, source_seq, started_at, time_basis, duration_ms, session_id, agent,
    operation,
    provider, model, input_fresh, cache_read, cache_write_5m, output_text, cache_recorded, cost_usd,
    status, block_size, block_scope, block_runs, prompt_hash, completion_hash
)
SELECT
    {project:UUID}, generateUUIDv4(number), 'otlp', number,
    toDateTime64('2026-03-01 00:00:00', 6, 'UTC') + (number + {first:UInt64}) * 15.5, 'recorded',
    rand() % 10000,
    concat('session-', toString(intDiv(number + {first:UInt64}, 40))),
    if(number % 3 = 0, 'reviewer', 'main'), 'chat', 'anthropic',
    ['claude-opus-4-6', 'claude-sonnet-4-5', 'claude-haiku-4-5'][number % 3 + 1],
    rand(1) % 10000, rand(2) % 100000, rand(3) % 3000, rand(4) % 2000, true, (rand(5) % 100000) / 1000000.,
    if(rand(6) % 50 = 0, 'error', 'ok'), 512, toString(intDiv(number + {first:UInt64}, 40)),
    [intDiv(number + {first:UInt64}, 40) * 1000, 20 + number % 40],
    hex(cityHash64(rand(7) % 2000000)), hex(cityHash64(rand(8) % 5))
FROM numbers({rows:UInt64})
"""


def measure() -> Iterator[Measurement]:
    """First event, the sample, many at once, and a million calls."""
    with stand(worker=True, price_book="definitions-flat") as backend:
        import_sample(backend)
        yield from _on_the_sample(backend)
    with stand(worker=True) as backend:
        asyncio.run(fill(backend.clickhouse_url, backend.project_id, CALLS))
        yield _of_a_million(backend, "report on 1,000,000 calls", QUESTION, TOOLS)
        yield _of_a_million(backend, "a table by model and day of the same", TABLE, TABLE_TOOLS)


def _of_a_million(backend: Stand, name: str, question: str, tools: tuple[str, ...]) -> Measurement:
    alone = _tools_alone(backend, "2026-12-31T00:00:00Z", tools)
    heard = asyncio.run(answered(backend, backend.user, question))
    return Measurement(name, heard.seconds, "s", promise=15, peer="its tools alone", peer_value=alone)


def _on_the_sample(backend: Stand) -> Iterator[Measurement]:
    first = asyncio.run(answered(backend, backend.user, QUESTION))
    tools = _tools_alone(backend, "2026-12-31T00:00:00Z")
    yield Measurement(
        "report on the sample of 24,420 calls, first time",
        first.seconds,
        "s",
        promise=3,
        peer="its tools alone",
        peer_value=tools,
    )
    heard = asyncio.run(_one_after_another(backend))
    slowest = max(one.first_ms for one in heard)
    yield Measurement(f"first event after sending, slowest of {ASKED}", slowest, "ms", promise=150)
    yield from _fairness(asyncio.run(_at_once(backend)), median(one.seconds for one in heard))


def _fairness(many: list[Heard], alone: float) -> Iterator[Measurement]:
    """Of runs that were asked for in the same moment: how long the first and the last of them took."""
    times = sorted(one.seconds for one in many)
    name = f"{AT_ONCE} runs at once, slowest"
    yield Measurement(name, times[-1], "s", peer=f"{AT_ONCE} x one alone", peer_value=AT_ONCE * alone)
    yield Measurement("the same, quickest", times[0], "s")
    yield Measurement("their first event, slowest", max(one.first_ms for one in many), "ms")


async def _one_after_another(backend: Stand) -> list[Heard]:
    return [await answered(backend, backend.user, QUESTION) for _ in range(ASKED)]


async def _at_once(backend: Stand) -> list[Heard]:
    """Twenty questions of ten people in the same moment."""
    asking = [answered(backend, backend.person(number % 10), QUESTION) for number in range(AT_ONCE)]
    heard = await asyncio.gather(*asking)
    assert all(one.end == "run_completed" for one in heard)
    return list(heard)


def _tools_alone(backend: Stand, end: str, tools: tuple[str, ...] = TOOLS) -> float:
    """Seconds of the tools one after the other; another end, so that nothing is remembered."""
    path = f"{backend.url}/api/projects/{backend.project_id}"
    started = time.perf_counter()
    with httpx.Client(headers=backend.user, timeout=120) as http:
        for tool in tools:
            http.get(f"{path}/{tool}{'&' if '?' in tool else '?'}to={end}").raise_for_status()
    return time.perf_counter() - started


async def fill(clickhouse_url: str, project: UUID, calls: int) -> None:
    """Make calls in the store itself: sessions whose prompts grow, some failures, prompts that repeat."""
    store = ClickHouse.from_url(clickhouse_url, 1)
    rows = calls // INSERTS
    for number in range(INSERTS):
        params = {"project": project, "first": number * rows, "rows": rows}
        await store.command(_FILL, params)
    while await store.query("SELECT 1 FROM system.merges"):  # noqa: ASYNC110  nobody tells when they end
        await asyncio.sleep(0.1)
    await store.close()
