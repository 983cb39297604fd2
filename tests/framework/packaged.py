"""Packaged services started as Cloud Run starts them: `$PORT`, addresses from outside, an empty HOME."""

import json
import shutil
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx
from cryptography.fernet import Fernet

from netra.dev.ports import free_port
from netra.dev.processes import ManagedProcess, ProcessSpec
from netra.shared.environment import get_env
from netra.shared.service_tokens import ServiceKey

BACKEND: Final = "src.python.netra.backend/backend.pex"
AUTH: Final = "src.python.netra.auth/auth.pex"
FRONTEND: Final = "src.js.frontend/frontend.tar.gz"
# What a process needs of this machine: interpreters, certificates, and the cache where a PEX unpacks itself.
MACHINE: Final = ("PATH", "LANG", "SSL_CERT_FILE", "PEX_ROOT")


def package(relative: str) -> Path:
    """The built package: beside the test in the Pants sandbox, under dist/ in a checkout."""
    for folder in (Path.cwd(), Path.cwd() / "dist"):
        if (folder / relative).exists():
            return (folder / relative).resolve()
    raise FileNotFoundError(f"{relative} is not packaged: run ./pants package ::")


def backend_command() -> tuple[str, ...]:
    return (sys.executable, str(package(BACKEND)), "serve")


@dataclass(frozen=True)
class Instance:
    """One running process of a service."""

    process: ManagedProcess
    url: str
    log: Path
    home: Path

    def lines(self) -> list[str]:
        return self.log.read_text(encoding="utf-8").splitlines()


@dataclass(frozen=True)
class Deployment:
    """What all instances of a stack share: where the stores are and how services find each other."""

    folder: Path
    environment: Mapping[str, str] = field(repr=False)

    def run(
        self, name: str, command: tuple[str, ...], *, ready: str | None, port: int | None = None
    ) -> Instance:
        """Start a process; returns when `ready` (a path) answers 200, at once when it is None."""
        port = port or free_port()
        self.folder.mkdir(exist_ok=True)
        home = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=self.folder))
        url = f"http://127.0.0.1:{port}"
        log = home.with_suffix(".log")
        own = {
            "PORT": str(port),
            "HOST": "127.0.0.1",
            "HOSTNAME": "127.0.0.1",
            "HOME": str(home),
            "TMPDIR": str(home),
        }
        env = {**_machine(), **self.environment, **own}
        spec = ProcessSpec(name, command, log, lambda: ready is None or answers(url + ready), env, cwd=home)
        process = ManagedProcess(spec)
        process.wait_ready()
        return Instance(process, url, log, home)

    def auth(self, port: int | None = None) -> Instance:
        return self.run(
            "auth", (sys.executable, str(package(AUTH)), "serve"), ready="/health/ready", port=port
        )

    def backend(self, port: int | None = None) -> Instance:
        return self.run("backend", backend_command(), ready="/health/ready", port=port)

    def worker(self) -> Instance:
        return self.run("worker", (sys.executable, str(package(BACKEND)), "worker"), ready=None)

    def frontend(self, port: int | None = None) -> Instance:
        node = shutil.which("node") or "node"
        return self.run("frontend", (node, str(self.frontend_server())), ready="/config.json", port=port)

    def frontend_server(self) -> Path:
        """The unpacked standalone server, unpacked once."""
        folder = self.folder / "frontend-package"
        if not folder.exists():
            with tarfile.open(package(FRONTEND)) as archive:
                archive.extractall(folder, filter="data")
        return next(path for path in folder.rglob("server.js") if "node_modules" not in path.parts)

    def migrate(self) -> None:
        """Bring both databases and ClickHouse to the newest schema."""
        for name, pex in (("auth-migrate", AUTH), ("backend-migrate", BACKEND)):
            done = self.run(name, (sys.executable, str(package(pex)), "migrate"), ready=None)
            assert exit_code(done) == 0, "\n".join(done.lines()[-20:])


def _machine() -> dict[str, str]:
    env = get_env()
    known = {name: env.get(name) for name in MACHINE}
    pex_root = str(Path.home() / ".cache" / "netra" / "pex-root")
    return {name: value for name, value in known.items() if value is not None} | {"PEX_ROOT": pex_root}


def exit_code(instance: Instance, within: float = 60) -> int:
    """How the process ended; AssertionError when it has not `within` that many seconds."""
    deadline = time.monotonic() + within
    while (code := instance.process.exit_code()) is None:
        assert time.monotonic() < deadline, f"{instance.process.spec.name} still runs after {within} s"
        time.sleep(0.02)
    return code


def answers(url: str) -> bool:
    """Whether a GET answers 200."""
    try:
        return httpx.get(url, timeout=2).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


@contextmanager
def stopping(*instances: Instance) -> Iterator[None]:
    """Stop the instances at the end, whatever happened."""
    try:
        yield
    finally:
        for instance in instances:
            instance.process.stop()


def addresses(*, backend_db: str, auth_db: str, redis: str, clickhouse: str) -> dict[str, str]:
    """The settings that name the stores, and fresh keys."""
    key = ServiceKey.new("backend")
    return {
        "NETRA_ENV": "development",
        "BACKEND_DATABASE_URL": backend_db,
        "AUTH_DATABASE_URL": auth_db,
        "REDIS_URL": redis,
        "CLICKHOUSE_URL": clickhouse,
        "AUTH_MASTER_KEY": Fernet.generate_key().decode(),
        "AUTH_SERVICE_KEYS": json.dumps({"keys": [key.public_jwk]}),
        "BACKEND_SERVICE_KEY": key.text,
    }
