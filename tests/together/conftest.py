"""A house of its own for each test."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from netra.auth.main import MIGRATIONS as AUTH_MIGRATIONS
from netra.shared.clickhouse import ClickHouse
from netra.shared.clock import FixedClock
from netra.shared.migrations import ClickHouseMigrations, PostgresMigrations
from tests.framework.engines import TestClickHouse, TestPostgres
from tests.together.house import House, Stores, house_on, own_redis

BACKEND_MIGRATIONS = Path("src/python/netra/backend/migrations")


async def _migrate(url: str) -> None:
    store = ClickHouse.from_url(url, 1)
    await ClickHouseMigrations(BACKEND_MIGRATIONS / "clickhouse", store).up()
    await store.close()


@pytest.fixture
def stores(postgres_server: TestPostgres, clickhouse_server: TestClickHouse) -> Iterator[Stores]:
    auth = postgres_server.template("auth", lambda url: PostgresMigrations(AUTH_MIGRATIONS, url).up())
    backend = postgres_server.template(
        "backend_template", lambda url: PostgresMigrations(BACKEND_MIGRATIONS, url).up()
    )
    with (
        postgres_server.fresh(auth) as auth_database,
        postgres_server.fresh(backend) as backend_database,
        clickhouse_server.fresh() as clickhouse,
        own_redis() as redis,
    ):
        asyncio.run(_migrate(clickhouse))
        yield Stores(auth_database, backend_database, clickhouse, redis)


@pytest.fixture
def clock() -> FixedClock:
    """One for all, which can be moved."""
    return FixedClock(datetime.now(UTC))


@pytest_asyncio.fixture
async def house(stores: Stores, clock: FixedClock) -> AsyncIterator[House]:
    async with house_on(stores, clock) as made:
        yield made
