"""How long the overview takes at a million calls: computed anew each time, and remembered.

The calls are made in the store itself, six months of them over five models. Beside the page stands the
largest of its queries alone, the one that looks at every call for sessions and latency: what the store needs
at least. Merges of the inserts are over before anything is timed.
"""

import asyncio
import time
from collections.abc import Iterator

import httpx

from benchmarks.report import Measurement
from benchmarks.stand import Stand, stand
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.repository.store import CallRepository
from netra.shared.access import ProjectId
from netra.shared.clickhouse import ClickHouse

CALLS = 1_000_000
INSERTS = 10
ROUNDS = 100
PROMISE_MS = 150
_FILL = """
INSERT INTO calls (
    project_id, call_id, source, source_seq, started_at, time_basis, duration_ms, session_id, agent,
    operation,
    provider, model, input_fresh, cache_read, cache_write_5m, output_text, cache_recorded, cost_usd,
    status
)
SELECT
    {project:UUID}, generateUUIDv4(number), 'otlp', number,
    toDateTime64('2026-03-01 00:00:00', 6, 'UTC') + (number + {first:UInt64}) * 15.5, 'recorded',
    rand() % 10000,
    concat('session-', toString(intDiv(number + {first:UInt64}, 40))),
    if(number % 3 = 0, 'reviewer', 'main'), 'chat', 'anthropic',
    ['claude-opus-4-6', 'claude-sonnet-4-5', 'claude-haiku-4-5', 'gpt-5', 'gpt-5-mini'][number % 5 + 1],
    rand(1) % 10000, rand(2) % 100000, rand(3) % 3000, rand(4) % 2000, true, (rand(5) % 100000) / 1000000.,
    'ok'
FROM numbers({rows:UInt64})
"""


def measure() -> Iterator[Measurement]:
    """99th percentiles of the page, computed and remembered, and of its largest query."""
    with stand(worker=False) as backend:
        asyncio.run(_fill(backend))
        query = asyncio.run(_largest_query(backend))
        computed = _page(backend, anew=True)
        yield Measurement(
            "overview of 1,000,000 calls, computed, p99",
            computed,
            "ms",
            promise=PROMISE_MS,
            peer="its largest query alone, p99",
            peer_value=query,
        )
        yield Measurement("the same, remembered, p99", _page(backend, anew=False), "ms", promise=PROMISE_MS)
        of_model = _page(backend, anew=True, calls=CALLS // 5, model="gpt-5")
        yield Measurement("computed for one model of five, p99", of_model, "ms")
        _move(backend, "Asia/Kolkata")
        yield Measurement("computed in a zone of half hours, p99", _page(backend, anew=True), "ms")


async def _fill(backend: Stand) -> None:
    store = ClickHouse.from_url(backend.clickhouse_url, 1)
    rows = CALLS // INSERTS
    for number in range(INSERTS):
        params = {"project": backend.project_id, "first": number * rows, "rows": rows}
        await store.command(_FILL, params)
    while await store.query("SELECT 1 FROM system.merges"):  # noqa: ASYNC110  nobody tells when they end
        await asyncio.sleep(0.1)
    await store.close()


async def _largest_query(backend: Stand) -> float:
    store = ClickHouse.from_url(backend.clickhouse_url, 1)
    repository, project = CallRepository(store, store), ProjectId(backend.project_id)
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        await repository.census(project, CallFilter())
        times.append(time.perf_counter() - started)
    await store.close()
    return _p99(times)


def _move(backend: Stand, zone: str) -> None:
    path = f"{backend.url}/api/projects/{backend.project_id}"
    httpx.patch(path, json={"time_zone": zone}, headers=backend.user).raise_for_status()


def _page(backend: Stand, *, anew: bool, calls: int = CALLS, **choice: str) -> float:
    """Milliseconds of the page; `anew` asks for another end each time, so that nothing is remembered."""
    times = []
    with httpx.Client(base_url=backend.url, headers=backend.user, timeout=60) as http:
        for number in range(ROUNDS):
            end = {"to": f"2027-01-01T00:{number // 60:02}:{number % 60:02}Z"} if anew else {}
            started = time.perf_counter()
            answer = http.get(
                f"/api/projects/{backend.project_id}/overview", params={**end, **choice}
            ).raise_for_status()
            times.append(time.perf_counter() - started)
            assert answer.json()["calls"] == calls
    return _p99(times)


def _p99(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.99) - 1] * 1_000
