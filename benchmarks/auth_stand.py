"""An auth service to measure: durable PostgreSQL, Valkey, and the service as one process on one core.

The service has the last core for itself. Whoever asks, and the stores, share the others: what is measured is
what one core of the service can do.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import httpx
import psutil
from cryptography.fernet import Fernet

from netra.auth.users.domain import DEVELOPMENT_USERS
from netra.dev.databases import ensure_postgres
from netra.dev.engines.postgres import PostgresEngine
from netra.dev.ports import free_port
from netra.dev.processes import ManagedProcess
from netra.shared.environment import get_env
from netra.shared.migrations import PostgresMigrations
from netra.shared.service_tokens import ASSERTION_TYPE, GRANT_TYPE, TOKEN_PATH, ServiceKey
from tests.framework import engines

AUTH_MIGRATIONS: Final = Path("src/python/netra/auth/migrations")
START_WITHIN_SECONDS: Final = 60
DATABASE: Final = "netra_auth"
PASSWORD: Final = "measured"  # noqa: S105  of a server that lives for a minute on loopback


@dataclass(frozen=True)
class AuthStand:
    """Where the running service and its database are."""

    port: int
    database_url: str
    service: psutil.Process
    backend: ServiceKey
    """By which a service proves who asks."""

    @property
    def core_seconds(self) -> float:
        """So long the service has had a core until now."""
        times = self.service.cpu_times()
        return times.user + times.system

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def sign_in(self, number: int) -> tuple[str, str]:
        """A new session of a development user: its access token and its refresh token."""
        answer = httpx.post(
            f"{self.url}/auth/dev/login",
            json={"user_id": str(DEVELOPMENT_USERS[number % len(DEVELOPMENT_USERS)].id)},
            headers=address_of(number),
        ).raise_for_status()
        return answer.json()["access_token"], answer.cookies["netra_refresh"]

    def service_token(self) -> str:
        """What a service asks with."""
        form = {
            "grant_type": GRANT_TYPE,
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": self.backend.assertion(self.url),
        }
        answer = httpx.post(f"{self.url}{TOKEN_PATH}", data=form, headers=address_of(1))
        return str(answer.raise_for_status().json()["access_token"])

    def new_key(self, access_token: str) -> str:
        """The text of a new API key."""
        answer = httpx.post(
            f"{self.url}/auth/keys",
            json={"project_id": str(DEVELOPMENT_USERS[0].id), "name": "measured"},
            headers={"Authorization": f"Bearer {access_token}"},
        )
        return str(answer.raise_for_status().json()["key"])


def address_of(number: int) -> Mapping[str, str]:
    """Each browser comes from an address of its own, so that limits by address let it work."""
    return {"X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}


def cores() -> tuple[set[int], set[int]]:
    """The cores of whoever asks and of the stores, and the one of the service."""
    all_cores = sorted(os.sched_getaffinity(0))
    return set(all_cores[:-1] or all_cores), {all_cores[-1]}


@contextmanager
def auth_stand() -> Iterator[AuthStand]:
    """The service on a database as durable as in production; everything is gone afterwards."""
    own_cores = os.sched_getaffinity(0)
    others, service_core = cores()
    os.sched_setaffinity(0, others)
    try:
        with ExitStack() as stack:
            # On a disk, not in memory: a commit that waits for nothing would be no commit.
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="netra-bench-")))
            database_url = stack.enter_context(_durable_postgres(folder))
            redis = stack.enter_context(engines.valkey_server()).url()
            PostgresMigrations(AUTH_MIGRATIONS, database_url).up()
            port = free_port()
            backend = ServiceKey.new("backend")
            pid = stack.enter_context(_service(port, database_url, redis, service_core, backend))
            yield AuthStand(port, database_url, psutil.Process(pid), backend)
    finally:
        os.sched_setaffinity(0, own_cores)


@contextmanager
def _durable_postgres(folder: Path) -> Iterator[str]:
    engine = PostgresEngine(folder, free_port(), PASSWORD)
    engine.prepare()
    process = ManagedProcess(engine.spec(folder / "engine.log"))
    try:
        process.wait_ready()
        with engine.admin() as connection:
            ensure_postgres(connection, DATABASE, PASSWORD)
        yield engine.url(DATABASE, DATABASE, PASSWORD)
    finally:
        process.stop()


def _environment(port: int, database_url: str, redis_url: str, backend: ServiceKey) -> Mapping[str, str]:
    return {
        "NETRA_ENV": "development",
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "AUTH_DATABASE_URL": database_url,
        "AUTH_MASTER_KEY": Fernet.generate_key().decode(),
        "AUTH_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "AUTH_TRUSTED_PROXIES": "1",
        "AUTH_SERVICE_KEYS": json.dumps({"keys": [backend.public_jwk]}),
        "REDIS_URL": redis_url,
        "PYTHONPATH": ":".join(entry or "." for entry in sys.path),
        "LOG_LEVEL": "WARNING",
    }


@contextmanager
def _service(
    port: int, database_url: str, redis_url: str, core: set[int], backend: ServiceKey
) -> Iterator[int]:
    environment = _environment(port, database_url, redis_url, backend)
    process = subprocess.Popen(
        [sys.executable, "-m", "netra.auth.main", "serve"],
        env=get_env().get_subprocess_env(**environment),
        stdout=subprocess.DEVNULL,
    )
    os.sched_setaffinity(process.pid, core)
    try:
        _await_ready(f"http://127.0.0.1:{port}/health/ready")
        yield process.pid
    finally:
        process.terminate()
        process.wait(15)


def _await_ready(url: str) -> None:
    deadline = time.monotonic() + START_WITHIN_SECONDS
    while True:
        try:
            httpx.get(url).raise_for_status()
        except httpx.HTTPError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return
