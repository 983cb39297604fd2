"""The backend on real engines, and callers of it."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI

from netra.backend.config import BackendSettings
from netra.backend.main import build_app
from netra.backend.resources import Resources
from netra.shared.access import Subject
from netra.shared.auth_client import AuthClient
from netra.shared.clickhouse import ClickHouse
from netra.shared.deployment import DeploymentEnvironment
from netra.shared.migrations import ClickHouseMigrations, PostgresMigrations
from tests.backend.sockets import Browser, Tab, served
from tests.backend.worker import working
from tests.framework.credentials import key_like, token_like
from tests.framework.engines import TestClickHouse, TestPostgres

MANY = 1_000_000
MIGRATIONS = Path("src/python/netra/backend/migrations")


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: TestPostgres) -> str:
    """The name of a database template with the backend's tables."""
    return postgres_server.template("backend_template", lambda url: PostgresMigrations(MIGRATIONS, url).up())


@pytest.fixture
def stores(
    postgres_server: TestPostgres, migrated_postgres: str, clickhouse_server: TestClickHouse, redis_url: str
) -> Iterator[BackendSettings]:
    """Settings that point at empty, migrated stores."""
    with postgres_server.fresh(migrated_postgres) as postgres, clickhouse_server.fresh() as clickhouse:
        asyncio.run(_migrate(clickhouse))
        yield BackendSettings(
            NETRA_ENV=DeploymentEnvironment.TEST,
            port=0,
            BACKEND_DATABASE_URL=postgres,
            clickhouse_url=clickhouse,
            redis_url=redis_url,
            auth_url="http://auth.invalid",
        )


async def _migrate(url: str) -> None:
    store = ClickHouse.from_url(url, 1)
    await ClickHouseMigrations(MIGRATIONS / "clickhouse", store).up()
    await store.close()


class Callers:
    """The auth service as far as the backend asks it: who holds which token."""

    def __init__(self) -> None:
        self._subjects: dict[str, dict[str, Any]] = {}
        self._left: dict[str, int] = {}

    def user(self, organization_id: UUID, **fields: Any) -> dict[str, str]:
        """The headers of a new user of an organization."""
        owner = {"kind": "user", "organization_id": str(organization_id), "roles": ["owner"]}
        return self._add(**{**owner, **fields})

    def key(
        self, organization_id: UUID, project_id: str, scopes: tuple[str, ...] = ("ingest",)
    ) -> dict[str, str]:
        """The headers of a new API key of a project."""
        fields = {"organization_id": str(organization_id), "project_id": project_id, "scopes": list(scopes)}
        return self._add(kind="api_key", **fields)

    def _add(self, **fields: Any) -> dict[str, str]:
        name = f"token-{len(self._subjects)}"
        token = key_like() if fields["kind"] == "api_key" else token_like(name)
        self._subjects[token] = {"active": True, "subject_id": str(uuid4()), "name": name, **fields}
        return {"Authorization": f"Bearer {token}"}

    def subject(self, headers: Mapping[str, str]) -> Subject:
        """Who sends these headers."""
        return Subject.model_validate(self._subjects[_token_of(headers)])

    def change(self, headers: Mapping[str, str], **fields: Any) -> None:
        """Say something else from now on of whoever sends these headers."""
        self._subjects[_token_of(headers)].update(fields)

    def forget_after(self, headers: Mapping[str, str], answers: int) -> None:
        """Know whoever sends these headers so many times more."""
        self._left[_token_of(headers)] = answers

    async def answer(self, request: httpx.Request) -> httpx.Response:
        token = json.loads(request.content)["token"]
        self._left[token] = self._left.get(token, MANY) - 1
        known = self._subjects.get(token, {"active": False})
        return httpx.Response(200, json=known if self._left[token] >= 0 else {"active": False})


def _token_of(headers: Mapping[str, str]) -> str:
    return headers["Authorization"].removeprefix("Bearer ")


@pytest.fixture
def callers() -> Callers:
    return Callers()


@pytest_asyncio.fixture
async def resources(stores: BackendSettings, callers: Callers) -> AsyncIterator[Resources]:
    auth = AuthClient(stores.auth_url, transport=httpx.MockTransport(callers.answer))
    made = Resources(stores, auth=auth)
    yield made
    await made.close()


@pytest.fixture
def app(resources: Resources) -> FastAPI:
    return build_app(resources)


@pytest_asyncio.fixture
async def http(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the app without any identity."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://backend") as client:
        yield client


class Organization:
    """One organization's view of the backend."""

    def __init__(
        self, http: httpx.AsyncClient, callers: Callers, organization_id: UUID | None = None
    ) -> None:
        self.id = organization_id or uuid4()
        self._http = http
        self._callers = callers
        self.headers = callers.user(self.id)
        self.subject = callers.subject(self.headers)

    @property
    def analyst(self) -> Subject:
        """Another member, who may ask."""
        return self._callers.subject(self._callers.user(self.id, roles=["analyst"]))

    async def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        headers = {**self.headers, **options.pop("headers", {})}
        return await self._http.request(method, path, headers=headers, **options)

    async def get(self, path: str, **params: Any) -> Any:
        """The JSON of a page that must be there."""
        response = await self.request("GET", path, params=params)
        assert response.status_code == 200, response.text
        return response.json()

    async def project(self, **fields: Any) -> dict[str, Any]:
        response = await self.request("POST", "/api/projects", json={"name": "Test", **fields})
        assert response.status_code == 201, response.text
        return response.json()  # type: ignore[no-any-return]

    def key(self, project_id: str, **options: Any) -> dict[str, str]:
        return self._callers.key(self.id, project_id, **options)


@pytest.fixture
def organization(http: httpx.AsyncClient, callers: Callers) -> Organization:
    return Organization(http, callers)


@pytest.fixture
def stranger(http: httpx.AsyncClient, callers: Callers) -> Organization:
    """Somebody of another organization."""
    return Organization(http, callers)


@pytest_asyncio.fixture
async def tab(app: FastAPI, organization: Organization, resources: Resources) -> AsyncIterator[Tab]:
    """An open socket of a product at work."""
    async with (
        served(app) as address,
        working(resources),
        Browser(address, organization.headers).tab() as opened_tab,
    ):
        yield opened_tab
