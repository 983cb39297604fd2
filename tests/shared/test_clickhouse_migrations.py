"""Numbered, reversible migrations of ClickHouse."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from netra.shared.clickhouse import ClickHouse
from netra.shared.migrations import ClickHouseMigrations, MigrationError, split_statements


@pytest_asyncio.fixture
async def store(clickhouse_url: str) -> AsyncIterator[ClickHouse]:
    store = ClickHouse.from_url(clickhouse_url, pool_size=1)
    yield store
    await store.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    _write(tmp_path, "0001_first", "CREATE TABLE a (x Int8) ENGINE = Memory;", "DROP TABLE a;")
    _write(
        tmp_path,
        "0002_second",
        "ALTER TABLE a ADD COLUMN y Int8;\nALTER TABLE a ADD COLUMN z Int8",
        "SELECT 1",
    )
    return tmp_path


def _write(folder: Path, name: str, up: str, down: str) -> None:
    (folder / f"{name}.up.sql").write_text(up)
    (folder / f"{name}.down.sql").write_text(down)


async def _tables(store: ClickHouse) -> set[str]:
    rows = await store.query("SELECT name FROM system.tables WHERE database = currentDatabase()")
    return {row["name"] for row in rows}


@pytest.mark.asyncio
async def test_up_again_and_down(store: ClickHouse, folder: Path) -> None:
    migrations = ClickHouseMigrations(folder, store)
    assert [migration.name for migration in await migrations.up()] == ["first", "second"]
    assert await migrations.up() == []
    assert [migration.version for migration in await migrations.down(1)] == [2]
    assert sorted(await migrations.applied()) == [1]
    assert [migration.version for migration in await migrations.down(5)] == [1]
    assert await _tables(store) == {"schema_migrations"}
    assert len(await migrations.up()) == 2


@pytest.mark.asyncio
async def test_a_newer_database_is_refused(store: ClickHouse, folder: Path) -> None:
    await ClickHouseMigrations(folder, store).up()
    for half in ("up", "down"):
        (folder / f"0002_second.{half}.sql").unlink()
    with pytest.raises(MigrationError, match="migration 2, which a newer release"):
        await ClickHouseMigrations(folder, store).up()


@pytest.mark.asyncio
async def test_an_edited_migration_is_refused(store: ClickHouse, folder: Path) -> None:
    await ClickHouseMigrations(folder, store).up()
    (folder / "0001_first.up.sql").write_text("SELECT 1")
    with pytest.raises(MigrationError, match="migration 1 was edited"):
        await ClickHouseMigrations(folder, store).down(1)


@pytest.mark.asyncio
@pytest.mark.parametrize("name", ["0004_gap", "0002_double", "3_short", "0003-dash"])
async def test_badly_numbered_files_are_refused(store: ClickHouse, folder: Path, name: str) -> None:
    _write(folder, name, "SELECT 1", "SELECT 1")
    with pytest.raises(MigrationError):
        await ClickHouseMigrations(folder, store).up()


@pytest.mark.asyncio
async def test_a_way_back_is_required(store: ClickHouse, folder: Path) -> None:
    (folder / "0002_second.down.sql").unlink()
    with pytest.raises(MigrationError, match=r"0002_second\.up\.sql"):
        await ClickHouseMigrations(folder, store).up()


def test_statements_end_at_a_semicolon_at_the_end_of_a_line() -> None:
    script = "-- why; because\nSELECT ';', 1;  -- note\n\nSELECT 2\n  -- inside\n  , 3;\n;\nSELECT 4"
    assert split_statements(script) == ("SELECT ';', 1", "SELECT 2\n\n  , 3", "SELECT 4")
