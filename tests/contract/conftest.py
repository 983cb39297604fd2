"""Two instances of every service on engines of their own, as they would run in production."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from netra.dev.engines.valkey import ValkeyEngine
from netra.dev.ports import free_port
from tests.framework.engines import TestClickHouse, TestPostgres
from tests.framework.packaged import Deployment, Instance, addresses, stopping
from tests.framework.person import ORIGIN, Person


@dataclass(frozen=True)
class Stack:
    """Two of each."""

    deployment: Deployment
    auth: tuple[Instance, Instance]
    backend: tuple[Instance, Instance]
    workers: tuple[Instance, Instance]

    def person(self, *backends: Instance) -> Person:
        """Somebody whose requests go round these instances of the backend, all of them if none is named."""
        return Person([one.url for one in self.auth], [one.url for one in backends or self.backend])


@pytest.fixture(scope="session")
def deployment(
    postgres_server: TestPostgres,
    valkey_server: ValkeyEngine,
    clickhouse_server: TestClickHouse,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Deployment]:
    """Migrated stores and the settings that name them."""
    with ExitStack() as stack:
        settings = addresses(
            backend_db=stack.enter_context(postgres_server.fresh()),
            auth_db=stack.enter_context(postgres_server.fresh()),
            redis=valkey_server.url(),
            clickhouse=stack.enter_context(clickhouse_server.fresh()),
        )
        auth_port = free_port()
        auth_url = f"http://127.0.0.1:{auth_port}"
        places = {
            "AUTH_URL": auth_url,
            "AUTH_PUBLIC_URL": auth_url,
            "BACKEND_PUBLIC_URL": "http://127.0.0.1:8000",
            "FRONTEND_ORIGINS": ORIGIN,
            "AUTH_PORT": str(auth_port),
        }
        made = Deployment(tmp_path_factory.mktemp("deployment"), settings | places)
        made.migrate()
        yield made


@pytest.fixture
def stack(deployment: Deployment) -> Iterator[Stack]:
    """Fresh instances for each test, since tests kill them; started side by side."""
    first_auth = int(deployment.environment["AUTH_PORT"])
    starts: list[Callable[[], Instance]] = [
        lambda: deployment.auth(first_auth),
        deployment.auth,
        deployment.backend,
        deployment.backend,
        deployment.worker,
        deployment.worker,
    ]
    with ThreadPoolExecutor(len(starts)) as threads:
        a1, a2, b1, b2, w1, w2 = threads.map(lambda start: start(), starts)
    with stopping(a1, a2, b1, b2, w1, w2):
        yield Stack(deployment, (a1, a2), (b1, b2), (w1, w2))
