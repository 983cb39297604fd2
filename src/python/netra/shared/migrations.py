"""Bringing a store to the version of this release, and back."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from alembic import command, context
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import MetaData, NullPool, create_engine, text

from netra.shared.clickhouse import ClickHouse
from netra.shared.postgres import Driver, resolve_url

# Any number will do, as long as every service's migrations use the same one in their own database.
_LOCK: Final = 0x6E657472
_FILE: Final = re.compile(r"(?P<version>\d{4})_(?P<name>[a-z0-9_]+)\.up\.sql")
_STATEMENT_END: Final = re.compile(r";[ \t]*(?:--[^\n]*)?(?:\n|\Z)")
_COMMENT_LINE: Final = re.compile(r"^\s*--[^\n]*$", re.MULTILINE)
_WAY_OUT: Final = "Use the release that wrote these data, or restore a backup into another home."
_TABLE: Final = """
CREATE TABLE IF NOT EXISTS schema_migrations
(version UInt32, name String, checksum String, applied_at DateTime64(6, 'UTC') DEFAULT now64(6))
ENGINE = MergeTree ORDER BY version
"""


class MigrationError(Exception):
    """The store cannot be brought to this release; the message says why."""


class PostgresMigrations:
    """The Alembic revisions in `folder`, run synchronously through psycopg."""

    def __init__(self, folder: Path, url: str) -> None:
        self._config = Config()
        self._config.set_main_option("script_location", str(folder).replace("%", "%%"))
        self._config.attributes["url"] = resolve_url(url, Driver.SYNC)

    @property
    def head(self) -> str | None:
        """The newest revision of this release."""
        return ScriptDirectory.from_config(self._config).get_current_head()

    def up(self) -> None:
        """Apply what is missing. Raises MigrationError when the database is newer than this release."""
        self._run(lambda: command.upgrade(self._config, "head"))

    def down(self, steps: int) -> None:
        """Undo the last `steps` revisions."""
        self._run(lambda: command.downgrade(self._config, f"-{steps}"))

    def _run(self, work: Callable[[], None]) -> None:
        try:
            work()
        except CommandError as error:
            raise MigrationError(
                f"The database does not fit this release: {error}."
                f" A newer release may have written it. {_WAY_OUT}"
            ) from None


def run_alembic(metadata: MetaData | Sequence[MetaData]) -> None:
    """What a service's `env.py` calls: one transaction for all revisions, one migrating process at a time."""
    engine = create_engine(context.config.attributes["url"], poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        context.configure(connection=connection, target_metadata=metadata)
        with context.begin_transaction():
            context.run_migrations()


@dataclass(frozen=True, slots=True)
class SqlMigration:
    """One numbered step: the statements that take it and those that take it back."""

    version: int
    name: str
    up: tuple[str, ...]
    down: tuple[str, ...]
    checksum: str


class ClickHouseMigrations:
    """Numbered pairs `NNNN_name.up.sql` and `.down.sql`; the table `schema_migrations` knows the applied."""

    def __init__(self, folder: Path, store: ClickHouse) -> None:
        self._folder = folder
        self._store = store

    @cached_property
    def known(self) -> tuple[SqlMigration, ...]:
        """This release's migrations in order. Raises MigrationError for a gap, a double or a missing half."""
        found = tuple(_read(path) for path in sorted(self._folder.glob("*.up.sql")))
        if [migration.version for migration in found] != list(range(1, len(found) + 1)):
            raise MigrationError("ClickHouse migrations must be numbered 0001, 0002, ... without gaps.")
        return found

    async def applied(self) -> Mapping[int, str]:
        """Version to the checksum it was applied with."""
        await self._store.command(_TABLE)
        rows = await self._store.query("SELECT version, checksum FROM schema_migrations ORDER BY version")
        return {row["version"]: row["checksum"] for row in rows}

    async def up(self) -> list[SqlMigration]:
        """Apply what is missing and say what that was."""
        applied = await self._checked()
        missing = [migration for migration in self.known if migration.version not in applied]
        for migration in missing:
            await self._execute(migration.up)
            await self._store.insert_columns(
                "schema_migrations",
                {"version": [migration.version], "name": [migration.name], "checksum": [migration.checksum]},
            )
        return missing

    async def down(self, steps: int) -> list[SqlMigration]:
        """Take back the last `steps` applied migrations and say which those were."""
        applied = await self._checked()
        undone = [migration for migration in reversed(self.known) if migration.version in applied][:steps]
        for migration in undone:
            await self._execute(migration.down)
            await self._store.command(
                "ALTER TABLE schema_migrations DELETE WHERE version = {version:UInt32}",
                {"version": migration.version},
                settings={"mutations_sync": 1},
            )
        return undone

    async def _checked(self) -> Mapping[int, str]:
        applied = await self.applied()
        known = {migration.version: migration.checksum for migration in self.known}
        if newer := applied.keys() - known.keys():
            raise MigrationError(
                f"ClickHouse holds migration {max(newer)}, which a newer release has written. {_WAY_OUT}"
            )
        if changed := sorted(version for version, checksum in applied.items() if checksum != known[version]):
            raise MigrationError(
                f"ClickHouse migration {changed[0]} was edited after it had been applied. {_WAY_OUT}"
            )
        return applied

    async def _execute(self, statements: tuple[str, ...]) -> None:
        for statement in statements:
            await self._store.command(statement)


def _read(up: Path) -> SqlMigration:
    match = _FILE.fullmatch(up.name)
    down = up.with_name(up.name.replace(".up.sql", ".down.sql"))
    if match is None or not down.is_file():
        raise MigrationError(f"{up.name} must be named NNNN_name.up.sql and have its .down.sql beside it.")
    script = up.read_text(encoding="utf-8")
    return SqlMigration(
        version=int(match["version"]),
        name=match["name"],
        up=split_statements(script),
        down=split_statements(down.read_text(encoding="utf-8")),
        checksum=hashlib.sha256(script.encode()).hexdigest(),
    )


def split_statements(script: str) -> tuple[str, ...]:
    """The statements of a script. Only a semicolon at the end of a line ends one, so literals may hold it."""
    parts = (_COMMENT_LINE.sub("", part).strip() for part in _STATEMENT_END.split(script))
    return tuple(part for part in parts if part)
