"""The auth service and two instances of the backend on real stores, each behind a real port."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx
from sqlalchemy import text

from netra.auth.main import build_app as build_auth
from netra.auth.resources import Resources as AuthResources
from netra.auth.tokens.service import TokenService
from netra.auth.users.domain import Person
from netra.backend.config import BackendSettings
from netra.backend.main import build_app as build_backend
from netra.backend.resources import Resources
from netra.dev.engines.valkey import ValkeyEngine
from netra.dev.ports import free_port
from netra.dev.processes import ManagedProcess, ProcessSpec
from netra.shared.clickhouse import ClickHouse
from netra.shared.clock import FixedClock
from netra.shared.deployment import DeploymentEnvironment
from netra.shared.migrations import ClickHouseMigrations, PostgresMigrations
from tests.auth.apps import ADA, CSRF, FRONTEND, auth_settings
from tests.backend.sockets import Browser, Tab, served
from tests.framework.engines import TestClickHouse, TestPostgres, memory_folder

INSTANCES: Final = 2
AUTH_MIGRATIONS: Final = Path("src/python/netra/auth/migrations")
BACKEND_MIGRATIONS: Final = Path("src/python/netra/backend/migrations")
PATIENCE_SECONDS: Final = 30.0


@dataclass(frozen=True)
class Stores:
    """Addresses of migrated stores that are nobody else's."""

    auth_database: str = field(repr=False)
    backend_database: str = field(repr=False)
    clickhouse: str = field(repr=False)
    redis: "OwnRedis" = field(repr=False)


class OwnRedis:
    """A Valkey that may be stopped and started again."""

    def __init__(self, spec: ProcessSpec, url: str) -> None:
        self.url = url
        self._spec = spec
        self.start()

    def stop(self) -> None:
        self._process.stop()

    def start(self) -> None:
        self._process = ManagedProcess(self._spec)
        self._process.wait_ready()


@contextmanager
def own_redis() -> Iterator[OwnRedis]:
    with memory_folder() as folder:
        engine = ValkeyEngine(folder, free_port(), secrets.token_hex(16))
        engine.prepare()
        redis = OwnRedis(engine.spec(folder / "engine.log"), engine.url())
        try:
            yield redis
        finally:
            redis.stop()


@contextmanager
def stores_on(postgres: TestPostgres, clickhouse: TestClickHouse) -> Iterator[Stores]:
    """Migrated stores, gone afterwards."""
    auth = postgres.template("auth", lambda url: PostgresMigrations(AUTH_MIGRATIONS, url).up())
    backend = postgres.template(
        "backend_template", lambda url: PostgresMigrations(BACKEND_MIGRATIONS, url).up()
    )
    with (
        postgres.fresh(auth) as auth_database,
        postgres.fresh(backend) as backend_database,
        clickhouse.fresh() as calls,
        own_redis() as redis,
    ):
        asyncio.run(_migrate(calls))
        yield Stores(auth_database, backend_database, calls, redis)


async def _migrate(url: str) -> None:
    store = ClickHouse.from_url(url, 1)
    await ClickHouseMigrations(BACKEND_MIGRATIONS / "clickhouse", store).up()
    await store.close()


class Visitor:
    """Somebody with a browser."""

    def __init__(self, house: "House", person: Person) -> None:
        self._house = house
        self._person = person
        self.http = httpx.AsyncClient(base_url=house.auth_url, headers={"Origin": FRONTEND})
        self.token = ""

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def sign_in(self) -> "Visitor":
        answer = await self.http.post("/auth/dev/login", json={"user_id": str(self._person.id)})
        self.token = answer.raise_for_status().json()["access_token"]
        return self

    async def ask_auth(self, method: str, path: str, **body: Any) -> Any:
        """Ask the auth service; the JSON of its answer, if any."""
        headers = {**self.headers, **CSRF}
        answer = await self.http.request(method, f"/auth{path}", headers=headers, json=body or None)
        return answer.raise_for_status().json() if answer.raise_for_status().content else None

    async def session_id(self) -> str:
        sessions = await self.ask_auth("GET", "/sessions")
        return next(str(one["id"]) for one in sessions if one["is_current"])

    async def new_key(self, project_id: str) -> dict[str, Any]:
        body = {"project_id": project_id, "name": "exporter", "scopes": ["read"]}
        key: dict[str, Any] = await self.ask_auth("POST", "/keys", **body)
        return key

    def tab(self, instance: int) -> Browser:
        return Browser(self._house.backends[instance], self.headers)


@dataclass
class House:
    """What runs now."""

    stores: Stores
    clock: FixedClock
    backends: list[str]
    auth_port: int
    http: httpx.AsyncClient
    _visitors: AsyncExitStack
    _auth: AsyncExitStack = field(default_factory=AsyncExitStack)

    @property
    def auth_url(self) -> str:
        return f"http://127.0.0.1:{self.auth_port}"

    async def start_auth(self) -> None:
        settings = auth_settings(
            self.stores.auth_database,
            redis_url=self.stores.redis.url,
            public_url=self.auth_url,
            limits_factor=1_000,
        )
        app = build_auth(AuthResources(lambda: settings, self.clock))
        await self._auth.enter_async_context(served(app, self.auth_port))

    async def stop_auth(self) -> None:
        await self._auth.aclose()

    async def visitor(self, person: Person = ADA) -> Visitor:
        """A person who signs in with a browser of their own."""
        visitor = Visitor(self, person)
        self._visitors.push_async_callback(visitor.http.aclose)
        return await visitor.sign_in()

    async def status(self, instance: int, token: str, path: str = "/api/projects") -> httpx.Response:
        """What an instance of the backend answers to whoever holds a token or key."""
        url = f"http://{self.backends[instance]}{path}"
        return await self.http.get(url, headers={"Authorization": f"Bearer {token}"})

    async def statuses(self, token: str, path: str = "/api/projects") -> list[int]:
        """The same of each instance."""
        each = (self.status(number, token, path) for number in range(INSTANCES))
        return [answer.status_code for answer in await asyncio.gather(*each)]

    async def withdraw_signing_key(self, key_id: str) -> None:
        """As the command does, from another process."""
        settings = auth_settings(self.stores.auth_database, redis_url=self.stores.redis.url)
        resources = AuthResources(lambda: settings, self.clock)
        async with resources.database.session() as session:
            assert await TokenService.on(resources, session).revoke_signing_key(key_id)
        await resources.close()

    async def set_role(self, person: Person, role: str) -> None:
        """What the database says of a person, from before anybody has asked."""
        database = AuthResources(lambda: auth_settings(self.stores.auth_database)).database
        async with database.session() as session:
            change = text("UPDATE memberships SET role = :role WHERE user_id = :person")
            await session.execute(change, {"role": role, "person": person.id})
        await database.dispose()


@asynccontextmanager
async def house_on(stores: Stores, clock: FixedClock) -> AsyncIterator[House]:
    """Everything up; everything is down afterwards."""
    auth_port = free_port()
    settings = BackendSettings(
        NETRA_ENV=DeploymentEnvironment.TEST,
        port=0,
        BACKEND_DATABASE_URL=stores.backend_database,
        clickhouse_url=stores.clickhouse,
        redis_url=stores.redis.url,
        auth_url=f"http://127.0.0.1:{auth_port}",
        frontend_origins=FRONTEND,
    )
    async with AsyncExitStack() as stack:
        apps = [build_backend(Resources(settings, clock)) for _ in range(INSTANCES)]
        addresses = [await stack.enter_async_context(served(app)) for app in apps]
        visitors = await stack.enter_async_context(AsyncExitStack())
        http = await stack.enter_async_context(httpx.AsyncClient(timeout=PATIENCE_SECONDS))
        house = House(stores, clock, addresses, auth_port, http, visitors)
        stack.push_async_callback(house.stop_auth)
        await house.start_auth()
        yield house


async def seconds_until(wanted: Callable[[], Awaitable[bool]]) -> float:
    """How long it takes until something is so."""
    began = time.monotonic()
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not await wanted():  # noqa: ASYNC110  services tell nobody
            await asyncio.sleep(0.02)
    return time.monotonic() - began


async def closed_with(tab: Tab) -> tuple[int, float]:
    """With which code a socket is closed, and after how many seconds from now."""
    began = time.monotonic()
    async with asyncio.timeout(PATIENCE_SECONDS):
        await tab.socket.wait_closed()
    return tab.socket.close_code or 0, time.monotonic() - began
