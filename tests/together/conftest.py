"""A house of its own for each test."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from netra.shared.clock import FixedClock
from tests.framework.engines import TestClickHouse, TestPostgres
from tests.together.house import House, Stores, house_on, stores_on


@pytest.fixture
def stores(postgres_server: TestPostgres, clickhouse_server: TestClickHouse) -> Iterator[Stores]:
    with stores_on(postgres_server, clickhouse_server) as made:
        yield made


@pytest.fixture
def clock() -> FixedClock:
    """One for all, which can be moved."""
    return FixedClock(datetime.now(UTC))


@pytest_asyncio.fixture
async def house(stores: Stores, clock: FixedClock) -> AsyncIterator[House]:
    async with house_on(stores, clock) as made:
        yield made
