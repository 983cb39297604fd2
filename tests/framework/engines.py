"""The real engines, started once per test process, and a clean place in them for each test."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Final, Protocol, TypeVar

import psycopg
import redis
from psycopg import sql

from netra.dev.engines.clickhouse import ClickHouseEngine
from netra.dev.engines.download import ensure_library
from netra.dev.engines.postgres import PostgresEngine
from netra.dev.engines.valkey import ValkeyEngine
from netra.dev.errors import LauncherError
from netra.dev.folders import cache_folder
from netra.dev.ports import free_port
from netra.dev.processes import ManagedProcess, ProcessSpec

# Whoever else looks for a free port at the same moment may get the same one; then another is tried.
ATTEMPTS: Final = 3
OWNER: Final = "tester"
MEMORY: Final = Path("/dev/shm")
MEMORY_NEEDED: Final = 4_000_000_000


class Engine(Protocol):
    """What every engine of the launcher offers."""

    def prepare(self) -> None: ...

    def spec(self, log: Path) -> ProcessSpec: ...


EngineT = TypeVar("EngineT", bound=Engine)


@contextmanager
def memory_folder() -> Iterator[Path]:
    """A temporary folder, in memory where there is room: what tests wait for is mostly the disk."""
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > MEMORY_NEEDED
    folder = Path(tempfile.mkdtemp(prefix="netra-test-", dir=MEMORY if roomy else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running(make: Callable[[Path, int], EngineT]) -> Iterator[EngineT]:
    """An engine made by `make(folder, port)` in a temporary folder; stopped and removed afterwards."""
    with memory_folder() as folder:
        engine, process = _started(make, folder)
        try:
            yield engine
        finally:
            process.stop()


def _started(make: Callable[[Path, int], EngineT], folder: Path) -> tuple[EngineT, ManagedProcess]:
    for attempt in range(ATTEMPTS):
        engine = make(folder, free_port())
        engine.prepare()
        process = ManagedProcess(engine.spec(folder / "engine.log"))
        try:
            process.wait_ready()
        except LauncherError:
            process.stop()
            if attempt == ATTEMPTS - 1:
                raise
        else:
            return engine, process
    raise AssertionError("unreachable")


@dataclass(frozen=True)
class TestPostgres:
    """Databases of one running PostgreSQL, owned by a user who is no superuser."""

    __test__ = False

    engine: PostgresEngine
    password: str = field(repr=False)
    _numbers: Iterator[int] = field(default_factory=count, repr=False)

    def url(self, database: str) -> str:
        return self.engine.url(database, OWNER, self.password)

    def template(self, name: str, prepare: Callable[[str], None]) -> str:
        """A database that `prepare(url)` fills once (migrations, say), to be copied by `fresh`."""
        if not self._exists(name):
            self._create(name, "template1")
            prepare(self.url(name))
        return name

    @contextmanager
    def fresh(self, template: str = "template1") -> Iterator[str]:
        """The address of a new database, a copy of `template`; dropped afterwards, connections and all."""
        name = f"test_{next(self._numbers)}"
        self._create(name, template)
        try:
            yield self.url(name)
        finally:
            self._execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def create_owner(self) -> None:
        self._execute(
            sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD {}").format(
                sql.Identifier(OWNER), sql.Literal(self.password)
            )
        )

    def _exists(self, name: str) -> bool:
        with psycopg.connect(self.engine.admin_url(), autocommit=True) as connection:
            return (
                connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone()
                is not None
            )

    def _create(self, name: str, template: str) -> None:
        # FILE_COPY: with fsync off a copy of files is faster than writing every page to the log.
        self._execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(template)
            )
        )

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.engine.admin_url(), autocommit=True) as connection:
            connection.execute(statement)


@dataclass(frozen=True)
class TestClickHouse:
    """Databases of one running ClickHouse."""

    __test__ = False

    engine: ClickHouseEngine
    _numbers: Iterator[int] = field(default_factory=count, repr=False)

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """The address of a new database for the application's user; dropped afterwards."""
        name = f"netra_test_{next(self._numbers)}"
        self._execute(f"CREATE DATABASE {name}")
        try:
            yield self.engine.url(name)
        finally:
            self._execute(f"DROP DATABASE IF EXISTS {name} SYNC")

    def _execute(self, statement: str) -> None:
        with self.engine.admin() as client:
            client.execute(statement)


@contextmanager
def postgres_server() -> Iterator[TestPostgres]:
    """PostgreSQL 18, not durable: fast, and thrown away."""
    # One password for all attempts: a second one finds the cluster that the first has made.
    password = _password()
    with running(lambda folder, port: PostgresEngine(folder, port, password, durable=False)) as engine:
        server = TestPostgres(engine, _password())
        server.create_owner()
        yield server


@contextmanager
def valkey_server() -> Iterator[ValkeyEngine]:
    with running(lambda folder, port: ValkeyEngine(folder, port, _password())) as engine:
        yield engine


@contextmanager
def clickhouse_server() -> Iterator[TestClickHouse]:
    """ClickHouse 26.7; its library is downloaded into the cache of this user if it is not there yet."""
    library = ensure_library(cache_folder(), print)
    with running(
        lambda folder, port: ClickHouseEngine(folder, port, library, _password(), _password())
    ) as engine:
        yield TestClickHouse(engine)


@contextmanager
def emptied(engine: ValkeyEngine) -> Iterator[str]:
    """The address of the engine, holding no key."""
    with redis.Redis.from_url(engine.url()) as client:
        client.flushall()
    yield engine.url()


def _password() -> str:
    return secrets.token_hex(16)
