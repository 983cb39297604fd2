"""A backend to measure: real engines, the service and its worker as processes of their own, one project."""

import asyncio
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from uuid import UUID, uuid4, uuid5

import httpx

from netra.dev.ports import free_port
from netra.shared.api_key_format import PresentedKey
from netra.shared.clickhouse import ClickHouse
from netra.shared.environment import get_env
from netra.shared.migrations import ClickHouseMigrations, PostgresMigrations
from tests.framework import engines
from tests.framework.credentials import key_like, token_like

MIGRATIONS = Path("src/python/netra/backend/migrations")
START_SECONDS = 60
ORGANIZATION = uuid4()
PERSON = "user"


@dataclass(frozen=True)
class Stand:
    """Where the running backend is, and how to speak to it."""

    url: str
    clickhouse_url: str
    project_id: UUID

    @property
    def user(self) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {token_like(PERSON)}"}

    def person(self, number: int) -> Mapping[str, str]:
        """One of any number of people of the same organization."""
        return {"Authorization": f"Bearer {token_like(f'{PERSON}-{number}')}"}

    @property
    def key(self) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {key_like(self.project_id)}"}


class _Auth(BaseHTTPRequestHandler):
    """Says who holds what: a token is a person's, and a key has the id of the project that it is for."""

    def do_POST(self) -> None:
        token = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["token"]
        key = PresentedKey.parse(token)
        project = str(key.id) if key else None
        subject = {
            "active": True,
            "kind": "api_key" if project else "user",
            "subject_id": str(uuid5(ORGANIZATION, token)),
            "organization_id": str(ORGANIZATION),
            "name": "benchmark",
            "roles": [] if project else ["owner"],
            "scopes": ["ingest"],
            "project_id": project,
        }
        content = json.dumps(subject).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name is given
        """Say nothing."""


@contextmanager
def stand(*, worker: bool, **project: object) -> Iterator[Stand]:
    """A backend on empty stores with one project; everything is gone afterwards."""
    with ExitStack() as stack:
        postgres = stack.enter_context(stack.enter_context(engines.postgres_server()).fresh())
        clickhouse = stack.enter_context(stack.enter_context(engines.clickhouse_server()).fresh())
        redis = stack.enter_context(engines.valkey_server()).url()
        PostgresMigrations(MIGRATIONS, postgres).up()
        asyncio.run(migrate(clickhouse))
        environment = {
            "NETRA_ENV": "test",
            "PORT": str(free_port()),
            "HOST": "127.0.0.1",
            "BACKEND_DATABASE_URL": postgres,
            "CLICKHOUSE_URL": clickhouse,
            "REDIS_URL": redis,
            "AUTH_URL": stack.enter_context(_auth()),
            "LOG_LEVEL": "WARNING",
        }
        for command in ("serve", "worker") if worker else ("serve",):
            stack.enter_context(_process(command, environment))
        url = f"http://127.0.0.1:{environment['PORT']}"
        yield Stand(url, clickhouse, _project(url, project))


async def migrate(url: str) -> None:
    store = ClickHouse.from_url(url, 1)
    await ClickHouseMigrations(MIGRATIONS / "clickhouse", store).up()
    await store.close()


class _AuthServer(ThreadingHTTPServer):
    request_queue_size = 1_000
    """Many may ask at once."""


@contextmanager
def _auth() -> Iterator[str]:
    server = _AuthServer(("127.0.0.1", 0), _Auth)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@contextmanager
def _process(command: str, environment: Mapping[str, str]) -> Iterator[None]:
    path = ":".join(entry or "." for entry in sys.path)
    process = subprocess.Popen(
        [sys.executable, "-m", "netra.backend.main", command],
        env=get_env().get_subprocess_env(PYTHONPATH=path, **environment),
        stdout=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(15)


def _project(url: str, fields: Mapping[str, object]) -> UUID:
    """Wait for the service, then create the project."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            body, headers = {"name": "Benchmark", **fields}, {"Authorization": f"Bearer {token_like(PERSON)}"}
            answer = httpx.post(f"{url}/api/projects", json=body, headers=headers)
            return UUID(answer.raise_for_status().json()["id"])
        except httpx.TransportError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
