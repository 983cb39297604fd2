"""ClickHouse through one narrow port: SQL and plain values in and out, never a type of the driver."""

import asyncio
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Self, TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit

from clickhouse_driver import Client
from clickhouse_driver import errors as driver_errors

from netra.shared.errors import Unavailable
from netra.shared.network import knock

T = TypeVar("T")
PING_SECONDS: Final = 3
Value = Any
Row = dict[str, Value]

_IDENTIFIER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)?")
_DROPPED: Final = (driver_errors.NetworkError, driver_errors.SocketTimeoutError, EOFError, OSError)
_CODES: Final = driver_errors.ErrorCodes
# Server errors that a later attempt may not meet: load, memory, disk, shutdown.
_PASSING: Final = frozenset(
    {
        _CODES.TOO_SLOW,
        _CODES.TIMEOUT_EXCEEDED,
        _CODES.TOO_MANY_SIMULTANEOUS_QUERIES,
        _CODES.MEMORY_LIMIT_EXCEEDED,
        _CODES.NOT_ENOUGH_SPACE,
        _CODES.TABLE_IS_READ_ONLY,
        _CODES.QUERY_WAS_CANCELLED,
        252,  # TOO_MANY_PARTS
        236,  # ABORTED: the server is shutting down
    }
)


class ClickHouseError(Exception):
    """The server refused the statement: a bug of ours, never the caller's doing."""

    def __init__(self, message: str, code: int | None) -> None:
        super().__init__(message)
        self.code = code


class ClickHouse:
    """A pool of threads, each with one connection of its own, opened at first use.

    Parameters are bound by the server: write `{name:Type}` in the SQL and pass `{"name": value}`. Times go
    as UTC with microseconds. Every method raises Unavailable when the server cannot answer now.
    """

    def __init__(self, url: str, pool_size: int = 4) -> None:
        self._url = url
        self._options = _client_options(url)
        self._threads = ThreadPoolExecutor(pool_size, thread_name_prefix="clickhouse")
        self._local = threading.local()
        self._pinger = ThreadPoolExecutor(1, "clickhouse-ping", initializer=self._be_impatient)
        self._opened: list[Client] = []

    @classmethod
    def from_url(cls, url: str, pool_size: int = 4) -> Self:
        """`clickhouse://user:password@host:port/database`, or clickhouses:// for TLS."""
        return cls(url, pool_size)

    async def query(
        self,
        sql: str,
        params: Mapping[str, Value] | None = None,
        *,
        settings: Mapping[str, Value] | None = None,
    ) -> list[Row]:
        """The rows as dicts, in the order of the result."""
        rows, columns = await self._run(_Statement(sql, params, settings))
        names = [name for name, _ in columns]
        return [dict(zip(names, row, strict=True)) for row in rows]

    async def query_columns(
        self,
        sql: str,
        params: Mapping[str, Value] | None = None,
        *,
        settings: Mapping[str, Value] | None = None,
    ) -> dict[str, Sequence[Value]]:
        """The result by column: several times cheaper than rows for large results."""
        data, columns = await self._run(_Statement(sql, params, settings, columnar=True))
        names = [name for name, _ in columns]
        return dict(zip(names, data, strict=True)) if data else dict.fromkeys(names, ())

    async def command(
        self,
        sql: str,
        params: Mapping[str, Value] | None = None,
        *,
        settings: Mapping[str, Value] | None = None,
    ) -> None:
        """Run a statement without a result."""
        await self._run(_Statement(sql, params, settings))

    async def insert_columns(
        self,
        table: str,
        columns: Mapping[str, Sequence[Value]],
        *,
        settings: Mapping[str, Value] | None = None,
    ) -> None:
        """Insert equally long columns and return once the server holds them.

        A lost connection is tried once more, so the table must forgive the same rows twice.
        """
        for name in (table, *columns):
            if not _IDENTIFIER.fullmatch(name):
                raise ValueError(f"{name!r} is not a name of a table or column.")
        sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES"
        await self._run(_Insert(sql, list(columns.values()), settings))

    async def ping(self) -> None:
        """Raise Unavailable when the server does not answer. Opens no connection before others have."""
        if self._opened:
            # On a thread of its own: a pool that is busy with slow pages is not ill.
            await self._run(_Statement("SELECT 1", None, None), self._pinger)
        else:
            await knock(self._options["host"], self._options["port"], name="ClickHouse")

    async def close(self) -> None:
        """Wait for running statements and close every connection."""
        for threads in (self._threads, self._pinger):
            await asyncio.to_thread(threads.shutdown)
        for client in self._opened:
            client.disconnect()

    async def _run(self, work: Callable[[Client], T], threads: ThreadPoolExecutor | None = None) -> T:
        chosen = threads or self._threads
        return await asyncio.get_running_loop().run_in_executor(chosen, self._attempt, work)

    def _attempt(self, work: Callable[[Client], T]) -> T:
        """Once, and once more on a fresh connection when the first was lost."""
        try:
            return _translated(work, self._client())
        except _ConnectionLostError:
            self._client().disconnect()
        try:
            return _translated(work, self._client())
        except _ConnectionLostError as error:
            self._client().disconnect()
            raise Unavailable("ClickHouse is not answering.") from error

    def _be_impatient(self) -> None:
        """Mark this thread: it asks whether the server is ready, and must not wait as long as a page."""
        self._local.is_impatient = True

    def _client(self) -> Client:
        """The connection of this thread."""
        if not hasattr(self._local, "client"):
            hurry = {"send_receive_timeout": PING_SECONDS} if hasattr(self._local, "is_impatient") else {}
            self._local.client = Client(**self._options | hurry)
            self._opened.append(self._local.client)
        client: Client = self._local.client
        return client


class _ConnectionLostError(Exception):
    """The connection broke."""


def _client_options(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in {"clickhouse", "clickhouses"} or not parts.hostname:
        raise ValueError("A ClickHouse address looks like clickhouse://user:password@host:port/database.")
    secure = parts.scheme == "clickhouses"
    return {
        "host": parts.hostname,
        "port": parts.port or (9440 if secure else 9000),
        "user": unquote(parts.username or "default"),
        "password": unquote(parts.password or ""),
        "database": unquote(parts.path.strip("/")) or "default",
        "secure": secure,
        "connect_timeout": 5,
        "send_receive_timeout": 120,
        "client_name": "netra",
        "settings": {"server_side_params": True},
        **dict(parse_qsl(parts.query)),
    }


def _translated(work: Callable[[Client], T], client: Client) -> T:
    """Let no error of the driver leave."""
    try:
        return work(client)
    except driver_errors.ServerException as error:
        fault = ClickHouseError(error.message.partition(" Stack trace:")[0], error.code)
        if error.code in _PASSING:
            raise Unavailable("ClickHouse cannot take this now.") from fault
        raise fault from None
    except _DROPPED as error:
        raise _ConnectionLostError(str(error)) from None
    except driver_errors.Error as error:
        raise ClickHouseError(str(error), error.code) from None


@dataclass(frozen=True, slots=True)
class _Statement:
    """A statement with parameters; gives the data and the names and types of its columns."""

    sql: str
    params: Mapping[str, Value] | None
    settings: Mapping[str, Value] | None
    columnar: bool = False

    def __call__(self, client: Client) -> tuple[list[Sequence[Value]], list[tuple[str, str]]]:
        bound = {name: _bindable(value) for name, value in (self.params or {}).items()}
        settings = dict(self.settings or {})
        result = client.execute(
            self.sql, bound, with_column_types=True, columnar=self.columnar, settings=settings
        )
        return result if isinstance(result, tuple) else ([], [])


@dataclass(frozen=True, slots=True)
class _Insert:
    """Equally long columns for one table."""

    sql: str
    data: list[Sequence[Value]]
    settings: Mapping[str, Value] | None

    def __call__(self, client: Client) -> None:
        client.execute(self.sql, self.data, columnar=True, settings=dict(self.settings or {}))


class _Null:
    """NULL in the server's notation for parameters; the driver quotes what it does not know."""

    def __str__(self) -> str:
        return r"\\N"


_NULL: Final = _Null()


def _bindable(value: Value) -> Value:
    """What the driver would get wrong: it cuts times to seconds and sends None as the text NULL."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    if value is None:
        return _NULL
    if isinstance(value, (list, tuple, set, frozenset)):
        return [None if item is None else _bindable(item) for item in value]
    return value
