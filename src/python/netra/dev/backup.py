"""`backup`: both PostgreSQL databases and ClickHouse in one file.

The three are copied one after the other while the services work: first the backend's database, last
ClickHouse. So every call that the databases know of is in the copy; a call that came meanwhile may be there
without its import, which is then done again, and the same call is never counted twice. Valkey holds nothing
worth keeping.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from netra.dev import archive
from netra.dev.archive import AUTH_DUMP, BACKEND_DUMP, CLICKHOUSE_BACKUP, PARTS, Manifest
from netra.dev.engines.postgres import pg_dump
from netra.dev.errors import LauncherError
from netra.dev.home import Home
from netra.dev.names import (
    AUTH_DATABASE,
    AUTH_DATABASE_URL,
    BACKEND_DATABASE,
    BACKEND_DATABASE_URL,
    CLICKHOUSE_DATABASE,
    CLICKHOUSE_URL,
)
from netra.dev.own_engines import require_own, scratch, stopped_installation
from netra.dev.port_choice import remembered_ports
from netra.dev.progress import heartbeat
from netra.dev.record import read_record
from netra.dev.stack import Options, Stack
from netra.dev.voice import Voice

DATABASES: Final = ((BACKEND_DATABASE, BACKEND_DUMP), (AUTH_DATABASE, AUTH_DUMP))


def back_up(home: Home, target: Path, voice: Voice) -> None:
    """Writes the backup; works on the running stack, or starts the engines for as long as it takes."""
    require_own(BACKEND_DATABASE_URL, AUTH_DATABASE_URL, CLICKHOUSE_URL)
    if not home.secrets_file.exists():
        raise LauncherError(f"There is nothing to back up in {home.folder}.")
    with _engines(home, voice) as stack, scratch(home) as folder:
        voice.say("copying the databases")
        with heartbeat(voice.say, lambda seconds: f"copying: {seconds:.0f} s"):
            manifest = _collect(stack, folder)
            archive.write_archive(target, folder, manifest)
    voice.say(f"{target}: {target.stat().st_size // 1000} kB")


@contextmanager
def _engines(home: Home, voice: Voice) -> Iterator[Stack]:
    """The engines of a running stack, or else started for the length of the block."""
    record = read_record(home.record_file)
    if home.is_locked() and record is not None and record.ready:
        yield Stack(home, Options(), remembered_ports(home.ports_file))
        return
    with stopped_installation(home, voice, "backup") as run:
        yield run.stack


def _collect(stack: Stack, folder: Path) -> Manifest:
    manifest = _describe(stack)
    for database, part in DATABASES:
        pg_dump(stack.postgres.admin_url(database), folder / part)
    _copy_clickhouse(stack, folder / CLICKHOUSE_BACKUP)
    return replace(manifest, parts=archive.hashes(folder, PARTS))


def _describe(stack: Stack) -> Manifest:
    with stack.clickhouse.admin() as client:
        ((clickhouse,),) = client.execute("SELECT version()")
    return Manifest(
        format=archive.ARCHIVE_FORMAT,
        made_at=archive.now(),
        postgres=stack.postgres.version(),
        clickhouse=clickhouse,
        sample=stack.home.sample_mark.exists(),
        auth_master_key=stack.master_key,
        parts={},
    )


def _copy_clickhouse(stack: Stack, target: Path) -> None:
    # ClickHouse writes into a folder of its own only; its BACKUP is one consistent picture of all tables.
    made = stack.clickhouse.backups / f"{target.parent.name}.tar"
    try:
        stack.clickhouse.back_up(CLICKHOUSE_DATABASE, made)
        shutil.move(made, target)
    finally:
        made.unlink(missing_ok=True)
