"""What one core of the auth service can do, and what asking who somebody is costs the backend.

Beside refreshing stands the rate at which the same PostgreSQL commits single rows for as many at once. Others
publish, for one vCPU: Keycloak 120 refreshes a second, Cloudentity 622 to 875; theirs are other machines.
"""

import asyncio
import re
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

import asyncpg
import uvloop

from benchmarks.auth_stand import AuthStand, address_of, auth_stand
from benchmarks.raw_http import Answered, Ask, Hear, answered, crowd, post
from benchmarks.report import Measurement
from netra.shared.auth_client import AuthClient
from netra.shared.rights import READ
from netra.shared.service_auth import ServiceAuth

ASKERS: Final = 20
"""By Little's law 30 may wait for 20 ms at 1,500 a second: these leave room for the slowest in a hundred."""
BROWSERS: Final = 64
SECONDS: Final = 8.0
WARM_SECONDS: Final = 2.0
WARM_ASKS: Final = 20_000
_COOKIE: Final = re.compile(rb"netra_refresh=([\w-]{43})")


@dataclass(frozen=True)
class Ran:
    """How a crowd was answered, and the share of its core that the service had meanwhile."""

    answered: Answered
    core_share: float

    @property
    def whole_core_rate(self) -> float:
        """An estimate for all of the core, since others may use the machine: the rate by the share had."""
        return self.answered.rate / self.core_share


def measure() -> Iterator[Measurement]:
    """Validating tokens and keys, refreshing beside bare commits, and the overhead in the backend."""
    with auth_stand() as stand:
        people = [stand.sign_in(number)[0] for number in range(ASKERS)]
        service = stand.service_token()
        yield from _validated("people's tokens", _run(stand, [_validating(one, service) for one in people]))
        keys = [stand.new_key(people[0]) for _ in range(ASKERS)]
        yield from _validated("API keys", _run(stand, [_validating(one, service) for one in keys]))
        yield from _refreshed(stand)
        warm = uvloop.run(_warm_milliseconds(stand, people[0]))
        yield Measurement("backend: who is it, remembered, median", warm, "ms", 0.3)


def _validated(what: str, ran: Ran) -> Iterator[Measurement]:
    yield Measurement(f"validate {what}", ran.answered.rate, "/s", 1_500, higher_is_better=True)
    yield Measurement(f"validate {what}, estimated for a core of its own", ran.whole_core_rate, "/s")
    yield Measurement(f"validate {what}, median", ran.answered.median_ms, "ms")
    yield Measurement(f"validate {what}, p99", ran.answered.p99_ms, "ms", 20)


def _refreshed(stand: AuthStand) -> Iterator[Measurement]:
    browsers = [_browser(stand, number) for number in range(BROWSERS)]
    alone = uvloop.run(_bare_commits(stand.database_url, 1)).rate
    ran = _run(stand, browsers)
    together = uvloop.run(_bare_commits(stand.database_url, BROWSERS)).rate
    rate = ran.answered.rate
    yield Measurement("refresh", rate, "/s", 400, higher_is_better=True)
    yield Measurement("refresh, estimated for a core of its own", ran.whole_core_rate, "/s")
    yield Measurement("refresh, p99", ran.answered.p99_ms, "ms")
    yield Measurement("bare commits, one after the other", alone, "/s")
    yield Measurement("refreshes for each of these", rate / alone, "", 0.4, higher_is_better=True)
    yield Measurement(f"bare commits, {BROWSERS} at once", together, "/s")
    yield Measurement("refreshes for each of these, too", rate / together, "", 0.4, higher_is_better=True)


def _run(stand: AuthStand, asking: list[tuple[Ask, Hear]]) -> Ran:
    uvloop.run(crowd(stand.port, asking, WARM_SECONDS))
    before = stand.core_seconds
    asked = uvloop.run(crowd(stand.port, asking, SECONDS))
    return Ran(asked, (stand.core_seconds - before) / SECONDS)


def _validating(token: str, service: str) -> tuple[Ask, Hear]:
    request = post(
        "/auth/validate", f'{{"token":"{token}"}}'.encode(), (f"Authorization: Bearer {service}",)
    )

    def hear(answer: bytes) -> None:
        assert b'"active":true' in answer, answer

    return lambda _: request, hear


def _browser(stand: AuthStand, number: int) -> tuple[Ask, Hear]:
    """A browser that gives back the cookie that it was given last."""
    _, cookie = stand.sign_in(number)
    held = [cookie.encode()]
    headers = (*(f"{name}: {value}" for name, value in address_of(number).items()), "X-Netra-Csrf: 1")
    begin, end = post("/auth/refresh", b"", (*headers, "Cookie: netra_refresh=?")).split(b"?")

    def hear(answer: bytes) -> None:
        found = _COOKIE.search(answer)
        assert found is not None, answer
        held[0] = found[1]

    return lambda _: begin + held[0] + end, hear


async def _bare_commits(database_url: str, at_once: int) -> Answered:
    """Single-row inserts, each its own transaction, over as many connections as the service has."""
    pool = await asyncpg.create_pool(database_url, min_size=15, max_size=15)
    await pool.execute(
        "CREATE TABLE IF NOT EXISTS bare (id uuid PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())"
    )
    began = time.perf_counter()

    async def commit() -> list[float]:
        waits: list[float] = []
        while (started := time.perf_counter()) < began + SECONDS:
            await pool.execute("INSERT INTO bare (id) VALUES ($1)", uuid4())
            waits.append(time.perf_counter() - started)
        return waits

    waits = await asyncio.gather(*(commit() for _ in range(at_once)))
    seconds = time.perf_counter() - began
    await pool.close()
    return answered([wait for one in waits for wait in one], seconds)


async def _warm_milliseconds(stand: AuthStand, token: str) -> float:
    """Of finding out who asks and whether they may, while the answer is remembered."""
    client = AuthClient(stand.url, identity=ServiceAuth(stand.backend, stand.url, stand.url))
    times = []
    for _ in range(WARM_ASKS):
        started = time.perf_counter()
        (await client.subject(token)).require(READ)
        times.append(time.perf_counter() - started)
    await client.close()
    return 1000 * statistics.median(times)
