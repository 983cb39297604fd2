"""How long an ended session lives on: in requests to two instances of the backend, and in its open sockets.

From the moment that its end is asked for. Auth and both instances run in this process, beside whoever asks.
What was asked a moment before and is remembered is the worst there is: every token is used just before.
"""

import asyncio
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Final
from unittest.mock import patch

from benchmarks.report import Measurement
from netra.shared.broadcast import Broadcast
from netra.shared.clock import FixedClock
from netra.shared.telemetry import configure_logging
from tests.framework import engines
from tests.together.house import INSTANCES, House, Stores, Visitor, closed_with, house_on, stores_on

ENDINGS: Final = 50
UNHEARD: Final = 10
PROMISE_SECONDS: Final = 5.0
REFUSED: Final = frozenset({401, 429})
"""Who asks as often as we do is told so in the end."""
MILLISECONDS: Final = 1000
Took = tuple[float, float]
"""Seconds until every instance refuses, and until the last socket is closed."""


def measure() -> Iterator[Measurement]:
    """Endings as they are, and endings of which no message comes through."""
    configure_logging("benchmark", "ERROR")
    with (
        engines.postgres_server() as postgres,
        engines.clickhouse_server() as clickhouse,
        stores_on(postgres, clickhouse) as stores,
    ):
        heard, unheard = asyncio.run(_measured(stores))
    yield from _told("ended session", heard)
    yield from _told("ended session, message lost", unheard)


def _told(what: str, took: Sequence[Took]) -> Iterator[Measurement]:
    for where, times in zip(("refused by all", "sockets closed"), zip(*took, strict=True), strict=True):
        name = f"{what}: {where}"
        yield Measurement(f"{name}, median of {len(times)}", MILLISECONDS * statistics.median(times), "ms")
        slowest = sorted(times)[int(0.99 * (len(times) - 1) + 0.5)]
        promise = MILLISECONDS * PROMISE_SECONDS
        yield Measurement(f"{name}, p99", MILLISECONDS * slowest, "ms", promise)


async def _measured(stores: Stores) -> tuple[list[Took], list[Took]]:
    async with house_on(stores, FixedClock(datetime.now(UTC))) as house:
        staying = await house.visitor()
        heard = [await _ending(house, staying) for _ in range(ENDINGS)]
        # What is left in Redis has to be found.
        with patch.object(Broadcast, "publish", _lost):
            return heard, [await _ending(house, staying) for _ in range(UNHEARD)]


async def _lost(self: Broadcast, message: str) -> None:
    """Nobody hears it."""


async def _ending(house: House, staying: Visitor) -> Took:
    leaving = await house.visitor()
    async with AsyncExitStack() as stack:
        browsers = [leaving.tab(number) for number in range(INSTANCES)]
        tabs = [await stack.enter_async_context(browser.tab()) for browser in browsers]
        session = await leaving.session_id()
        assert REFUSED.isdisjoint(await house.statuses(leaving.token))
        began = time.perf_counter()
        closing = [asyncio.create_task(closed_with(tab)) for tab in tabs]
        await staying.ask_auth("DELETE", f"/sessions/{session}")
        while not REFUSED.issuperset(await house.statuses(leaving.token)):  # noqa: ASYNC110  nobody tells
            await asyncio.sleep(0.005)
        refused = time.perf_counter() - began
        return refused, max([(await one)[1] for one in closing])
