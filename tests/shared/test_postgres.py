"""The engine and the request's transaction, on a real PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator

import httpx2
import pytest
import pytest_asyncio
from fastapi import APIRouter
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from netra.dev.ports import free_port
from netra.shared.errors import Conflict, Unavailable
from netra.shared.postgres import CoreDatabaseManager, SessionDep
from tests.shared.apps import app_with, client_of

CUT_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
CREATE = "CREATE TABLE note (id int PRIMARY KEY, body text, UNIQUE (body) DEFERRABLE INITIALLY DEFERRED)"


@pytest_asyncio.fixture
async def database(postgres_url: str) -> AsyncIterator[CoreDatabaseManager]:
    manager = CoreDatabaseManager(postgres_url, application="tests")
    yield manager
    await manager.dispose()


@pytest_asyncio.fixture
async def notes(database: CoreDatabaseManager) -> AsyncIterator[httpx2.AsyncClient]:
    """A small app with one table, whose unique check happens at commit."""
    async with database.session() as session:
        await session.execute(text(CREATE))
    app = app_with(_note_routes())
    app.state.database = database
    async with client_of(app) as client:
        yield client


def _note_routes() -> APIRouter:
    router = APIRouter()

    @router.post("/notes/{number}")
    async def add(number: int, body: str, session: SessionDep, fail: bool = False) -> dict[str, bool]:
        await session.execute(text("INSERT INTO note VALUES (:id, :body)"), {"id": number, "body": body})
        if fail:
            raise Conflict("Changed my mind.")
        return {"added": True}

    @router.get("/notes")
    async def count(session: SessionDep) -> int:
        return int((await session.execute(text("SELECT count(*) FROM note"))).scalar_one())

    return router


async def _execute(database: CoreDatabaseManager, statement: str) -> None:
    async with database.session() as session:
        await session.execute(text(statement))


@pytest.mark.asyncio
async def test_what_was_answered_is_committed(notes: httpx2.AsyncClient) -> None:
    assert (await notes.post("/notes/1?body=a")).status_code == 200
    assert (await notes.get("/notes")).json() == 1


@pytest.mark.asyncio
async def test_a_commit_that_fails_is_a_500_not_a_200(notes: httpx2.AsyncClient) -> None:
    await notes.post("/notes/1?body=a")
    answer = await notes.post("/notes/2?body=a")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert (await notes.get("/notes")).json() == 1


@pytest.mark.asyncio
async def test_an_error_rolls_back(notes: httpx2.AsyncClient) -> None:
    assert (await notes.post("/notes/1?body=a&fail=true")).status_code == 409
    assert (await notes.get("/notes")).json() == 0


@pytest.mark.asyncio
async def test_ping_never_creates_an_engine(database: CoreDatabaseManager) -> None:
    await database.ping()
    assert not database.is_started
    await _execute(database, "SELECT 1")
    await database.ping()


@pytest.mark.asyncio
async def test_an_absent_server_is_unavailable() -> None:
    manager = CoreDatabaseManager(f"postgresql://u:p@127.0.0.1:{free_port()}/d", application="tests")
    with pytest.raises(Unavailable):
        await manager.ping()
    with pytest.raises(Unavailable):
        await _execute(manager, "SELECT 1")
    await manager.dispose()


@pytest.mark.asyncio
async def test_connections_cut_by_the_server_are_replaced(database: CoreDatabaseManager) -> None:
    async with database.session() as first, database.session() as second:
        for session in (first, second):
            await session.execute(text("SELECT 1"))
    async with database.session() as session:
        await session.execute(text(CUT_OTHERS))
    async with database.session() as session:
        assert (await session.execute(text("SELECT 2"))).scalar_one() == 2


@pytest.mark.asyncio
async def test_a_connection_cut_within_a_transaction_is_unavailable(database: CoreDatabaseManager) -> None:
    with pytest.raises(Unavailable):
        await _execute(database, "SELECT pg_terminate_backend(pg_backend_pid())")


@pytest.mark.asyncio
async def test_a_server_that_takes_no_more_connections_is_unavailable(
    database: CoreDatabaseManager, postgres_url: str
) -> None:
    await _execute(database, f"ALTER DATABASE {postgres_url.rpartition('/')[2]} CONNECTION LIMIT 0")
    await database.dispose()
    with pytest.raises(Unavailable):
        await _execute(database, "SELECT 1")


@pytest.mark.asyncio
async def test_a_row_of_something_that_is_gone_is_a_conflict_and_a_row_left_behind_a_fault(
    database: CoreDatabaseManager,
) -> None:
    await _execute(database, "CREATE TABLE owner (id int PRIMARY KEY)")
    await _execute(database, "CREATE TABLE thing (owner int REFERENCES owner)")
    with pytest.raises(Conflict, match="deleted a moment ago"):
        await _execute(database, "INSERT INTO thing VALUES (1)")
    await _execute(database, "INSERT INTO owner VALUES (1)")
    await _execute(database, "INSERT INTO thing VALUES (1)")
    with pytest.raises(IntegrityError):
        await _execute(database, "DELETE FROM owner")


@pytest.mark.asyncio
async def test_of_two_who_wait_for_each_other_one_is_told_to_come_back(database: CoreDatabaseManager) -> None:
    await _execute(database, "CREATE TABLE pair (id int PRIMARY KEY, n int)")
    await _execute(database, "INSERT INTO pair VALUES (1, 0), (2, 0)")
    both = asyncio.Barrier(2)

    async def change(first: int, second: int) -> None:
        async with database.session() as session:
            await session.execute(text("UPDATE pair SET n = n + 1 WHERE id = :id"), {"id": first})
            await both.wait()
            await session.execute(text("UPDATE pair SET n = n + 1 WHERE id = :id"), {"id": second})

    outcomes = await asyncio.gather(change(1, 2), change(2, 1), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes if outcome] == [Unavailable]
    async with database.session() as session:
        assert (await session.scalars(text("SELECT n FROM pair"))).all() == [1, 1]
