"""Requests written together: who waits, who fails, and how much may wait."""

import asyncio
from datetime import UTC, datetime
from uuid import UUID

import pytest

from netra.backend.calls.domain.call import Call, Usage
from netra.backend.calls.domain.identity import span_call_id
from netra.backend.ingest.domain.spans import TraceSpan
from netra.backend.ingest.service import (
    MOST_BYTES_A_GROUP,
    MOST_BYTES_WAITING,
    MOST_ROWS_WAITING,
    GroupCommit,
)
from netra.shared.clickhouse import ClickHouseError
from netra.shared.errors import Unavailable


def call(number: int, model: str = "m") -> Call:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Call(span_call_id(str(number)), UUID(int=1), "otlp", number, at, Usage(), model=model)


class Store:
    """Remembers what each insert held; refuses a call of the model "bad", or everything while away."""

    def __init__(self) -> None:
        self.inserts: list[list[int]] = []
        self.away = False
        self.open = asyncio.Event()

    async def write(self, calls: list[Call], _: list[TraceSpan]) -> None:
        await self.open.wait()
        if self.away:
            raise Unavailable("away")
        if any(call.model == "bad" for call in calls):
            raise ClickHouseError("refused", 53)
        self.inserts.append([call.source_seq for call in calls])


async def outcomes(store: Store, *calls: Call, size: int = 1_000) -> list[str]:
    """How each of some requests that arrive together ends."""
    commit = GroupCommit(store.write)
    waiting = [asyncio.create_task(commit.commit([one], [], size)) for one in calls]
    await asyncio.sleep(0)
    store.open.set()
    ended = await asyncio.gather(*waiting, return_exceptions=True)
    return ["held" if end is None else type(end).__name__ for end in ended]


@pytest.mark.asyncio
async def test_a_request_that_the_store_refuses_fails_alone() -> None:
    store = Store()
    ended = await outcomes(store, call(1), call(2), call(3, "bad"), call(4))
    assert ended == ["held", "held", "ClickHouseError", "held"]
    assert sorted(number for insert in store.inserts for number in insert) == [1, 2, 4]


@pytest.mark.asyncio
async def test_a_store_that_is_away_is_asked_once_for_all() -> None:
    store = Store()
    store.away = True
    assert await outcomes(store, call(1), call(2), call(3)) == ["Unavailable"] * 3


@pytest.mark.asyncio
async def test_a_group_is_bounded_in_bytes() -> None:
    store = Store()
    await outcomes(store, *(call(number) for number in range(6)), size=MOST_BYTES_A_GROUP // 2)
    assert max(map(len, store.inserts)) == 2


@pytest.mark.asyncio
async def test_what_waits_is_bounded_in_bytes() -> None:
    store = Store()
    ended = await outcomes(store, *(call(number) for number in range(10)), size=MOST_BYTES_WAITING // 4)
    assert ended[:4] == ["held"] * 4
    assert "Unavailable" in ended


@pytest.mark.asyncio
async def test_what_waits_is_bounded_in_rows() -> None:
    store = Store()
    commit = GroupCommit(store.write)
    many = [call(1)] * (MOST_ROWS_WAITING // 4)
    waiting = [asyncio.create_task(commit.commit(many, [], 1)) for _ in range(9)]
    await asyncio.sleep(0)
    store.open.set()
    ended = await asyncio.gather(*waiting, return_exceptions=True)
    assert any(isinstance(end, Unavailable) for end in ended)
    assert ended[0] is None
