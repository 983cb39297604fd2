"""Puts a checked backup in the place of an installation's data: first beside the old, then swapped."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

import psycopg
from clickhouse_driver import Client
from psycopg import sql

from netra.dev.addresses import needs_valkey
from netra.dev.archive import AUTH_DUMP, BACKEND_DUMP, CLICKHOUSE_BACKUP, Manifest
from netra.dev.databases import ensure_postgres, mark_sample
from netra.dev.engines.postgres import pg_restore
from netra.dev.names import AUTH_DATABASE, BACKEND_DATABASE, CLICKHOUSE_DATABASE
from netra.dev.secrets_file import write_secrets
from netra.dev.stack import Stack

NEW: Final = "_restored"
OLD: Final = "_replaced"


class Restore:
    """One restore of one unpacked backup into the running engines of an otherwise stopped installation."""

    def __init__(self, stack: Stack, folder: Path, manifest: Manifest) -> None:
        self._stack = stack
        self._folder = folder
        self._manifest = manifest

    def run(self) -> None:
        """Everything that can fail happens beside the old data; the swap comes last."""
        with psycopg.connect(self._stack.postgres.admin_url(), autocommit=True) as postgres:
            self._load(
                postgres, BACKEND_DATABASE, self._folder / BACKEND_DUMP, self._stack.secrets.backend_database
            )
            self._load(postgres, AUTH_DATABASE, self._folder / AUTH_DUMP, self._stack.secrets.auth_database)
            with self._stack.clickhouse.admin() as clickhouse, self._half_done():
                self._replace_clickhouse(clickhouse)
                self._swap(postgres, BACKEND_DATABASE)
                self._swap(postgres, AUTH_DATABASE)
                self._take_over_key()
                clickhouse.execute(f"DROP DATABASE IF EXISTS {CLICKHOUSE_DATABASE}{OLD} SYNC")
        self._forget_caches()

    def _load(self, postgres: psycopg.Connection, database: str, dump: Path, password: str) -> None:
        """Fills `database_restored`, owned by the database's own user."""
        for suffix in (NEW, OLD):
            _drop(postgres, database + suffix)
        ensure_postgres(postgres, database, password)
        names = {"new": sql.Identifier(database + NEW), "owner": sql.Identifier(database)}
        postgres.execute(sql.SQL("CREATE DATABASE {new} OWNER {owner} TEMPLATE template0").format(**names))
        postgres.execute(sql.SQL("REVOKE ALL ON DATABASE {new} FROM PUBLIC").format(**names))
        pg_restore(self._stack.postgres.url(database + NEW, database, password), dump)

    def _replace_clickhouse(self, client: Client) -> None:
        """ClickHouse cannot restore under another name and keep its views right, so the old steps aside."""
        archive = self._stack.clickhouse.backups / CLICKHOUSE_BACKUP
        shutil.copyfile(self._folder / CLICKHOUSE_BACKUP, archive)
        client.execute(f"DROP DATABASE IF EXISTS {CLICKHOUSE_DATABASE}{OLD} SYNC")
        client.execute(f"RENAME DATABASE {CLICKHOUSE_DATABASE} TO {CLICKHOUSE_DATABASE}{OLD}")
        try:
            client.execute(f"RESTORE DATABASE {CLICKHOUSE_DATABASE} FROM File('{archive}')")
        except Exception:
            client.execute(f"DROP DATABASE IF EXISTS {CLICKHOUSE_DATABASE} SYNC")
            client.execute(f"RENAME DATABASE {CLICKHOUSE_DATABASE}{OLD} TO {CLICKHOUSE_DATABASE}")
            raise
        finally:
            archive.unlink()

    def _swap(self, postgres: psycopg.Connection, database: str) -> None:
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        for before, after in ((database, database + OLD), (database + NEW, database)):
            postgres.execute(rename.format(sql.Identifier(before), sql.Identifier(after)))
        _drop(postgres, database + OLD)

    def _take_over_key(self) -> None:
        """The auth data of the backup was sealed with the backup's key."""
        secrets = replace(self._stack.secrets, auth_master_key=self._manifest.auth_master_key)
        write_secrets(self._stack.home.secrets_file, secrets)
        mark_sample(self._stack, present=self._manifest.sample)

    def _forget_caches(self) -> None:
        if needs_valkey():
            self._stack.valkey.empty()

    @contextmanager
    def _half_done(self) -> Iterator[None]:
        """Leaves a mark when the machine stops in the middle, so that `up` does not show a mixture."""
        mark = self._stack.home.restoring_mark
        mark.touch()
        yield
        mark.unlink()


def _drop(postgres: psycopg.Connection, database: str) -> None:
    postgres.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))
