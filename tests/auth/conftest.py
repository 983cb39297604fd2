"""Fixtures of the auth service: a migrated database for each test, and instances on it."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from netra.auth.main import MIGRATIONS
from netra.shared.clock import FixedClock
from netra.shared.migrations import PostgresMigrations
from tests.auth.apps import START, Instance, instance_on
from tests.framework.engines import TestPostgres


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(START)


@pytest.fixture
def auth_database(postgres_server: TestPostgres) -> Iterator[str]:
    """A migrated, empty auth database."""
    template = postgres_server.template("auth", lambda url: PostgresMigrations(MIGRATIONS, url).up())
    with postgres_server.fresh(template) as url:
        yield url


@pytest_asyncio.fixture
async def auth(auth_database: str, redis_url: str, clock: FixedClock) -> AsyncIterator[Instance]:
    instance = instance_on(auth_database, clock, redis_url=redis_url)
    yield instance
    await instance.close()


@pytest_asyncio.fixture
async def other(auth_database: str, redis_url: str, clock: FixedClock) -> AsyncIterator[Instance]:
    """A second instance of the service on the same database."""
    instance = instance_on(auth_database, clock, redis_url=redis_url)
    yield instance
    await instance.close()
