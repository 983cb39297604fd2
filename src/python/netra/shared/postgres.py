"""PostgreSQL for one service: addresses for every driver, a lazy engine, one transaction a request."""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any, Final, TypeVar

from fastapi import Depends, Request
from sqlalchemy import (
    ARRAY,
    URL,
    ColumnElement,
    CursorResult,
    Dialect,
    Update,
    any_,
    event,
    literal,
    make_url,
    text,
)
from sqlalchemy import exc as sa_exc
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import InstrumentedAttribute

from netra.shared.errors import Conflict, Invalid, Unavailable
from netra.shared.network import knock, knock_socket

T = TypeVar("T")

_SCHEMES: Final = frozenset({"postgres", "postgresql"})
_CERTIFICATE_FILES: Final = frozenset({"sslrootcert", "sslcert", "sslkey", "sslcrl", "sslpassword"})
_SSL_MODES: Final = frozenset({"disable", "allow", "prefer", "require", "verify-ca", "verify-full"})
_SSL_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {"true": "require", "1": "require", "on": "require", "false": "disable", "0": "disable", "off": "disable"}
)
# SQLSTATE classes for which the server is to blame: connection, resources, operator intervention.
_UNAVAILABLE_STATES: Final = ("08", "53", "57P")
# Two who waited for each other: one of them is told to come back.
_DEADLOCK: Final = "40P01"
_REFERS_TO_NOTHING: Final = "23503"
# PostgreSQL stores every text but one with a NUL in it, which any caller may send.
_UNSTORABLE_TEXT: Final = "22021"
_NOT_ANSWERING: Final = "The database is not answering."
CONNECT_SECONDS: Final = 5


class Driver(StrEnum):
    """asyncpg serves requests; psycopg runs Alembic, which is synchronous."""

    ASYNC = "postgresql+asyncpg"
    SYNC = "postgresql+psycopg"


def resolve_url(raw: str, use: Driver) -> URL:
    """Any PostgreSQL address in the words of one driver.

    `sslmode=` and `ssl=` are one thing under two names, and a Unix socket (`/cloudsql/...`) takes neither.
    Credentials are decoded here and quoted again when rendered. Raises ValueError, without the address in it.
    """
    url = _parsed(raw)
    query = {key: value for key, value in url.query.items() if key not in {"ssl", "sslmode"}}
    if socket_directory(url) is not None:
        query = {key: value for key, value in query.items() if not key.startswith("ssl")}
    else:
        query |= _ssl_query(url, use)
    return url.set(drivername=use.value, query=query)


def mask(url: str | URL) -> str:
    """The address as it may be logged."""
    return (url if isinstance(url, URL) else _parsed(url)).render_as_string(hide_password=True)


def socket_directory(url: URL) -> str | None:
    """The folder of the Unix socket when the address is one."""
    host = url.query.get("host", url.host)
    return host if isinstance(host, str) and host.startswith("/") else None


def _parsed(raw: str) -> URL:
    try:
        url = make_url(raw)
    except (sa_exc.ArgumentError, ValueError):
        raise ValueError(
            "This is not a database address (postgresql://user:password@host:port/database)."
        ) from None
    if url.drivername.partition("+")[0] not in _SCHEMES:
        raise ValueError("The database address must begin with postgresql://.")
    if not url.database or not (url.host or url.query.get("host")):
        raise ValueError("The database address must name a host and a database.")
    return url


def _ssl_query(url: URL, use: Driver) -> dict[str, str]:
    given = url.query.get("sslmode", url.query.get("ssl"))
    if given is None:
        return {}
    mode = _SSL_WORDS.get(str(given).lower(), str(given))
    if mode not in _SSL_MODES:
        raise ValueError(f"sslmode must be one of {', '.join(sorted(_SSL_MODES))}.")
    if use is Driver.SYNC:
        return {"sslmode": mode}
    if named := _CERTIFICATE_FILES & url.query.keys():
        raise ValueError(f"{', '.join(sorted(named))} cannot be given in an asyncpg address.")
    return {"ssl": mode}


class Bell:
    """Rung from another connection, wherever that is; what rings while nobody waits is kept as one ring."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()
        self._is_lost = False

    def ring(self, *_: object) -> None:
        self._rung.set()

    def lose(self, *_: object) -> None:
        """The connection is gone: whoever waits learns it."""
        self._is_lost = True
        self._rung.set()

    async def wait(self, seconds: float) -> None:
        """Until it rings, at most so long. Raises Unavailable when it can ring no more."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._rung.wait()
        self._rung.clear()
        if self._is_lost:
            raise Unavailable(_NOT_ANSWERING)


class CoreDatabaseManager:
    """The engine of one database, made at first use, and the sessions on it."""

    def __init__(self, url: str, *, application: str, pool_size: int = 5, overflow: int = 10) -> None:
        self._url = resolve_url(url, Driver.ASYNC)
        self._options: Mapping[str, Any] = {
            "pool_size": pool_size,
            "max_overflow": overflow,
            "pool_timeout": 5,
        }
        self._application = application
        self._engine: AsyncEngine | None = None
        self._sessions: async_sessionmaker[AsyncSession] | None = None
        self._readers: async_sessionmaker[AsyncSession] | None = None

    @property
    def is_started(self) -> bool:
        """Whether an engine exists; health checks must leave this alone."""
        return self._engine is not None

    @property
    def engine(self) -> AsyncEngine:
        if self._engine is None:
            self._engine = create_async_engine(
                self._url,
                pool_pre_ping=True,
                # An error is logged with its statement; what that carries is the customer's.
                hide_parameters=True,
                connect_args={
                    "timeout": CONNECT_SECONDS,
                    "server_settings": {"application_name": self._application},
                },
                **self._options,
            )
            event.listen(self._engine.sync_engine, "do_connect", _connect)
        return self._engine

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncSession]:
        """One transaction: committed when the block ends well, rolled back when it raises.

        Raises Unavailable when the server, not the statement, is at fault, Invalid for text with a NUL, and
        Conflict for a row of something that was deleted meanwhile.
        """
        if self._sessions is None:
            self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)
        with _translated():
            async with self._sessions.begin() as session:
                yield session

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session that only reads, each statement by itself: two round trips less than a transaction.

        Raises Unavailable when the server is at fault.
        """
        if self._readers is None:
            engine = self.engine.execution_options(isolation_level="AUTOCOMMIT")
            self._readers = async_sessionmaker(engine, expire_on_commit=False)
        with _translated():
            async with self._readers() as session:
                yield session

    @asynccontextmanager
    async def bell(self, channel: str) -> AsyncIterator[Bell]:
        """A bell that each commit rings which has notified the channel; it takes one connection of the pool.

        Raises Unavailable when the server cannot be reached.
        """
        with _translated():
            async with self.engine.connect() as connection:
                bell = Bell()
                driver: Any = (await connection.get_raw_connection()).driver_connection
                driver.add_termination_listener(bell.lose)
                await driver.add_listener(channel, bell.ring)
                try:
                    yield bell
                finally:
                    # Closed, not returned: the next who got it would listen as well.
                    await connection.invalidate()

    async def ping(self) -> None:
        """Raise Unavailable when the database does not answer. Without an engine it only knocks."""
        if self.is_started:
            async with self.session() as session:
                await session.execute(text("SELECT 1"))
        elif directory := socket_directory(self._url):
            await knock_socket(f"{directory}/.s.PGSQL.{self._url.port or 5432}", name="The database")
        else:
            await knock(self._url.host or "", self._url.port or 5432, name="The database")

    async def dispose(self) -> None:
        """Close every connection. The manager may be used again afterwards."""
        engine, self._engine, self._sessions, self._readers = self._engine, None, None, None
        if engine is not None:
            await engine.dispose()


@contextmanager
def _translated() -> Iterator[None]:
    """Turn what is the server's fault into Unavailable, and what a caller may have done into its answer."""
    try:
        yield
    except (sa_exc.DBAPIError, sa_exc.TimeoutError) as error:
        if _server_at_fault(error):
            raise Unavailable(_NOT_ANSWERING) from error
        if _state(error) == _DEADLOCK:
            raise Unavailable("Somebody else is changing the same.") from error
        if _refers_to_nothing(error):
            raise Conflict("What this belongs to was deleted a moment ago.") from error
        if _state(error) == _UNSTORABLE_TEXT:
            raise Invalid("Text must not contain the character NUL.") from error
        raise


def among(column: InstrumentedAttribute[T], values: Collection[T]) -> ColumnElement[bool]:
    """That a column has one of the values: one parameter, so the statement is the same for any number."""
    return column == any_(literal(list(values), ARRAY(column.type)))


async def changes_a_row(session: AsyncSession, statement: Update) -> bool:
    """Execute an UPDATE and return whether there was a row for it."""
    result = await session.execute(statement)
    assert isinstance(result, CursorResult)  # noqa: S101  what an UPDATE returns, said to mypy
    return result.rowcount > 0


def _connect(dialect: Dialect, _: object, arguments: list[Any], options: dict[str, Any]) -> object:
    """Connecting is the one place where the driver raises bare OSErrors."""
    try:
        return dialect.connect(*arguments, **options)
    except OSError as error:
        raise Unavailable(_NOT_ANSWERING) from error


def _server_at_fault(error: sa_exc.SQLAlchemyError) -> bool:
    if not isinstance(error, sa_exc.DBAPIError):
        return True
    return error.connection_invalidated or _state(error).startswith(_UNAVAILABLE_STATES)


def _refers_to_nothing(error: sa_exc.SQLAlchemyError) -> bool:
    """Whether a row was written for something that has gone; a deletion that leaves such rows is a fault."""
    statement = getattr(error, "statement", None) or ""
    return _state(error) == _REFERS_TO_NOTHING and statement.startswith(("INSERT", "UPDATE"))


def _state(error: sa_exc.SQLAlchemyError) -> str:
    return getattr(getattr(error, "orig", None), "sqlstate", None) or ""


async def _request_session(request: Request) -> AsyncIterator[AsyncSession]:
    """The request's one transaction, on `app.state.database`."""
    manager: CoreDatabaseManager = request.app.state.database
    async with manager.session() as session:
        yield session


# scope="function" ends the transaction before the response is sent: a failed commit is an error, not a lie.
SessionDep = Annotated[AsyncSession, Depends(_request_session, scope="function")]
