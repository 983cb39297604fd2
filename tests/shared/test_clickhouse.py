"""The port to ClickHouse, on a real one."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from decimal import Decimal
from socket import SHUT_RDWR
from uuid import UUID, uuid4

import pytest
import pytest_asyncio

from netra.dev.ports import free_port
from netra.shared.clickhouse import ClickHouse, ClickHouseError
from netra.shared.errors import Unavailable

AT = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
QUOTES = "a'b\\c\n{x:String} %(y)s ' OR 1=1 --"
COST = Decimal("0.000000000001")
COUNT = "SELECT count() AS n FROM t WHERE condition"
CREATE = (
    "CREATE TABLE t (id UUID, at DateTime64(6, 'UTC'), cost Decimal(38, 12), name String, runs Array(UInt64))"
    " ENGINE = MergeTree ORDER BY at"
)


@pytest_asyncio.fixture
async def store(clickhouse_url: str) -> AsyncIterator[ClickHouse]:
    store = ClickHouse.from_url(clickhouse_url, pool_size=2)
    yield store
    await store.close()


async def _filled(store: ClickHouse) -> UUID:
    identity = uuid4()
    await store.command(CREATE)
    await store.insert_columns(
        "t",
        {
            "id": [identity],
            "at": [AT],
            "cost": [Decimal("0.000000000001")],
            "name": [QUOTES],
            "runs": [[1, 2]],
        },
    )
    return identity


@pytest.mark.asyncio
async def test_values_come_back_as_they_went(store: ClickHouse) -> None:
    identity = await _filled(store)
    assert await store.query("SELECT * FROM t") == [
        {"id": identity, "at": AT, "cost": COST, "name": QUOTES, "runs": [1, 2]}
    ]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("condition", "value"),
    [
        ("name = {v:String}", QUOTES),
        ("at = {v:DateTime64(6, 'UTC')}", AT),
        ("cost = {v:Decimal(38, 12)}", COST),
        ("name IN {v:Array(String)}", ["other", QUOTES]),
        ("runs[1] IN {v:Array(UInt64)}", (1, 7)),
        ("runs[1] = {v:UInt64}", 1),
        ("(runs[1] = 1) = {v:Bool}", True),
        ("{v:Nullable(String)} IS NULL", None),
        ("at IN {v:Array(DateTime64(6, 'UTC'))}", [AT]),
    ],
)
async def test_parameters_are_bound_by_the_server(store: ClickHouse, condition: str, value: object) -> None:
    await _filled(store)
    rows = await store.query(COUNT.replace("condition", condition), {"v": value})
    assert rows == [{"n": 1}]


@pytest.mark.asyncio
async def test_uuid_parameter(store: ClickHouse) -> None:
    identity = await _filled(store)
    assert await store.query("SELECT 1 AS one FROM t WHERE id = {id:UUID}", {"id": identity}) == [{"one": 1}]
    assert (
        await store.query("SELECT 1 AS one FROM t WHERE id IN {ids:Array(UUID)}", {"ids": [identity]})
    ) == [{"one": 1}]


@pytest.mark.asyncio
async def test_columns(store: ClickHouse) -> None:
    columns = await store.query_columns("SELECT number AS n, number * 2 AS m FROM numbers(3)")
    assert {name: list(values) for name, values in columns.items()} == {"n": [0, 1, 2], "m": [0, 2, 4]}
    assert await store.query_columns("SELECT 1 AS n WHERE 0") == {"n": ()}


@pytest.mark.asyncio
@pytest.mark.parametrize("name", ["t; DROP TABLE t", "t (a)", "1t", ""])
async def test_names_are_checked(store: ClickHouse, name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        await store.insert_columns(name, {"a": [1]})
    with pytest.raises(ValueError, match="not a name"):
        await store.insert_columns("t", {name: [1]})


@pytest.mark.asyncio
async def test_a_wrong_statement_is_our_error_with_its_code(store: ClickHouse) -> None:
    with pytest.raises(ClickHouseError) as caught:
        await store.query("SELECT * FROM absent")
    assert caught.value.code == 60
    assert "Stack trace" not in str(caught.value)


@pytest.mark.asyncio
async def test_a_value_of_the_wrong_type_is_our_error_and_the_connection_survives(store: ClickHouse) -> None:
    await store.command(CREATE)
    with pytest.raises(ClickHouseError):
        await store.insert_columns("t", {"runs": [["not a number"]]})
    assert await store.query("SELECT count() AS n FROM t") == [{"n": 0}]


@pytest.mark.asyncio
async def test_a_query_beyond_its_limits_is_unavailable(store: ClickHouse) -> None:
    with pytest.raises(Unavailable):
        await store.query("SELECT sleepEachRow(0.2) FROM numbers(20)", settings={"max_execution_time": 0.2})


@pytest.mark.asyncio
async def test_a_dropped_connection_is_replaced(store: ClickHouse) -> None:
    await store.query("SELECT 1")
    for client in store._opened:
        client.connection.socket.shutdown(SHUT_RDWR)
    assert await store.query("SELECT 1 AS one") == [{"one": 1}]


@pytest.mark.asyncio
async def test_an_absent_server_is_unavailable() -> None:
    store = ClickHouse.from_url(f"clickhouse://u:p@127.0.0.1:{free_port()}/d")
    with pytest.raises(Unavailable):
        await store.ping()
    with pytest.raises(Unavailable):
        await store.query("SELECT 1")
    with pytest.raises(Unavailable):
        await store.ping()
    await store.close()


@pytest.mark.asyncio
async def test_ping_opens_no_pooled_connection(store: ClickHouse) -> None:
    await store.ping()
    assert not store._threads._threads
    await store.query("SELECT 1")
    await store.ping()


@pytest.mark.parametrize("url", ["", "http://h/d", "clickhouse://", "postgresql://u:p@h/d"])
def test_refuses_other_addresses(url: str) -> None:
    with pytest.raises(ValueError, match="clickhouse://"):
        ClickHouse.from_url(url)


@pytest.mark.asyncio
async def test_a_busy_pool_is_not_ill(clickhouse_url: str) -> None:
    store = ClickHouse.from_url(clickhouse_url, pool_size=1)
    await store.query("SELECT 1")
    slow = asyncio.create_task(store.query("SELECT sleep(3)"))
    await asyncio.sleep(0.1)
    await store.ping()
    assert not slow.done()
    await slow
    await store.close()
