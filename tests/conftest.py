"""Fixtures every test may use: an environment of its own, and the real engines, started when first used."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from netra.dev.engines.valkey import ValkeyEngine
from netra.shared.environment import IsolatedEnvironment, get_env
from tests.framework import engines
from tests.framework.engines import TestClickHouse, TestPostgres

# A property is right or wrong, however busy the machine is; the same examples on every run.
settings.register_profile("netra", deadline=None, derandomize=True, database=None)
settings.load_profile("netra")


@pytest.fixture(autouse=True)
def isolated_environment() -> Iterator[IsolatedEnvironment]:
    """What a test sets in the environment, no other test sees."""
    with get_env().isolation({}, "test") as env:
        yield env


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[TestPostgres]:
    with engines.postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def valkey_server() -> Iterator[ValkeyEngine]:
    with engines.valkey_server() as server:
        yield server


@pytest.fixture(scope="session")
def clickhouse_server() -> Iterator[TestClickHouse]:
    with engines.clickhouse_server() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: TestPostgres) -> Iterator[str]:
    """An empty database of its own: postgresql://user:password@127.0.0.1:port/name."""
    with postgres_server.fresh() as url:
        yield url


@pytest.fixture
def redis_url(valkey_server: ValkeyEngine) -> Iterator[str]:
    """A store without any key: redis://:password@127.0.0.1:port/0."""
    with engines.emptied(valkey_server) as url:
        yield url


@pytest.fixture
def clickhouse_url(clickhouse_server: TestClickHouse) -> Iterator[str]:
    """An empty database of its own: clickhouse://user:password@127.0.0.1:port/name."""
    with clickhouse_server.fresh() as url:
        yield url
