"""`restore`: a checked backup takes the place of an installation's data, first beside it, then swapped."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

from netra.dev import archive, replacement
from netra.dev.archive import AUTH_DUMP, BACKEND_DUMP, CLICKHOUSE_BACKUP, Manifest
from netra.dev.databases import ensure_postgres, mark_sample
from netra.dev.engines.postgres import pg_restore
from netra.dev.home import Home
from netra.dev.interrupts import Interrupts
from netra.dev.names import (
    AUTH_DATABASE,
    AUTH_MASTER_KEY,
    BACKEND_DATABASE,
    CLICKHOUSE_DATABASE,
    STORE_VARIABLES,
)
from netra.dev.own_engines import require_own, scratch, stopped_installation
from netra.dev.progress import Say, heartbeat
from netra.dev.replacement import OLD
from netra.dev.secrets_file import write_secrets
from netra.dev.stack import Stack
from netra.dev.voice import Voice

NEW: Final = "_restored"


def restore(home: Home, source: Path, voice: Voice) -> None:
    """Replaces the installation's data by a backup's, after the backup has been checked from end to end."""
    # Valkey is emptied, and the key is taken from the backup: neither works on what the person gave.
    require_own(*STORE_VARIABLES, AUTH_MASTER_KEY)
    home.prepare()
    with scratch(home) as folder:
        voice.say("checking the backup")
        with heartbeat(voice.say, lambda seconds: f"checking: {seconds:.0f} s"):
            manifest = archive.unpack_verified(source, folder)
        with stopped_installation(home, voice, "restore") as run:
            voice.say(f"putting the data of {manifest.made_at} in place {manifest.engines}")
            with heartbeat(voice.say, lambda seconds: f"restoring: {seconds:.0f} s"):
                Restore(run.stack, folder, manifest).run(run.interrupts, voice.say)


class Restore:
    """One restore of one unpacked backup into the running engines of an otherwise stopped installation."""

    def __init__(self, stack: Stack, folder: Path, manifest: Manifest) -> None:
        self._stack = stack
        self._folder = folder
        self._manifest = manifest
        # ClickHouse reads backups in a folder of its own only.
        self._archive = stack.clickhouse.backups / CLICKHOUSE_BACKUP

    def run(self, interrupts: Interrupts, say: Say) -> None:
        """What takes room or may be refused happens beside the old data; the swap is whole or undone."""
        replacement.throw_away(self._stack)
        try:
            self._load_beside()
            # Ctrl-C waits for the end of the swap, which it could only turn into its undoing.
            with interrupts.deferred():
                self._replace()
                self._stack.valkey.empty()
                say("restored; start with `up`")
        finally:
            self._archive.unlink(missing_ok=True)

    def _load_beside(self) -> None:
        shutil.copyfile(self._folder / CLICKHOUSE_BACKUP, self._archive)
        secrets = self._stack.secrets
        with self._stack.postgres.admin() as postgres:
            self._load(postgres, BACKEND_DATABASE, self._folder / BACKEND_DUMP, secrets.backend_database)
            self._load(postgres, AUTH_DATABASE, self._folder / AUTH_DUMP, secrets.auth_database)

    def _load(self, postgres: psycopg.Connection, database: str, dump: Path, password: str) -> None:
        """Fills `database_restored`, owned by the database's own user."""
        replacement.drop(postgres, database + NEW)
        ensure_postgres(postgres, database, password)
        names = {"new": sql.Identifier(database + NEW), "owner": sql.Identifier(database)}
        postgres.execute(sql.SQL("CREATE DATABASE {new} OWNER {owner} TEMPLATE template0").format(**names))
        postgres.execute(sql.SQL("REVOKE ALL ON DATABASE {new} FROM PUBLIC").format(**names))
        pg_restore(self._stack.postgres.url(database + NEW, database, password), dump)

    def _replace(self) -> None:
        replacement.begin(self._stack)
        try:
            self._replace_clickhouse()
            with self._stack.postgres.admin() as postgres:
                for database in (BACKEND_DATABASE, AUTH_DATABASE):
                    replacement.rename(postgres, database, database + OLD)
                    replacement.rename(postgres, database + NEW, database)
            self._take_over_manifest()
        except BaseException:
            replacement.take_back(self._stack)
            raise
        replacement.end(self._stack)

    def _replace_clickhouse(self) -> None:
        """ClickHouse cannot restore under another name and keep its views right, so the old steps aside."""
        with self._stack.clickhouse.admin() as clickhouse:
            clickhouse.execute(f"RENAME DATABASE {CLICKHOUSE_DATABASE} TO {CLICKHOUSE_DATABASE}{OLD}")
        self._stack.clickhouse.restore(CLICKHOUSE_DATABASE, self._archive)

    def _take_over_manifest(self) -> None:
        """The auth data of the backup was sealed with the backup's key, and its samples are what it says."""
        secrets = replace(self._stack.secrets, auth_master_key=self._manifest.auth_master_key)
        write_secrets(self._stack.home.secrets_file, secrets)
        mark_sample(self._stack, present=self._manifest.sample)
