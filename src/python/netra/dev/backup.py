"""`backup` and `restore`: both PostgreSQL databases and ClickHouse in one file.

The three are copied one after the other while the services work: first the backend's database, last
ClickHouse. So every call that the databases know of is in the copy; a call that came meanwhile may be there
without its import, which is then done again, and the same call is never counted twice. Valkey holds nothing
worth keeping.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from netra.dev import archive
from netra.dev.archive import AUTH_DUMP, BACKEND_DUMP, CLICKHOUSE_BACKUP, PARTS, Manifest
from netra.dev.databases import ensure_databases
from netra.dev.engines.download import ensure_library
from netra.dev.engines.postgres import pg_dump
from netra.dev.errors import LauncherError
from netra.dev.folders import cache_folder
from netra.dev.home import Home
from netra.dev.installation import ensure_secrets
from netra.dev.interrupts import Interrupts
from netra.dev.names import (
    AUTH_DATABASE,
    AUTH_DATABASE_URL,
    AUTH_MASTER_KEY,
    BACKEND_DATABASE,
    BACKEND_DATABASE_URL,
    CLICKHOUSE_DATABASE,
    CLICKHOUSE_URL,
    STORE_VARIABLES,
)
from netra.dev.port_choice import remembered_ports
from netra.dev.progress import heartbeat
from netra.dev.record import read_record
from netra.dev.replacement import take_back_if_cut_off
from netra.dev.restore import Restore
from netra.dev.run import Run, prepared
from netra.dev.stack import Options, Stack
from netra.dev.voice import Voice
from netra.shared.environment import get_env

DATABASES: Final = ((BACKEND_DATABASE, BACKEND_DUMP), (AUTH_DATABASE, AUTH_DUMP))


def back_up(home: Home, target: Path, voice: Voice) -> None:
    """Writes the backup; works on the running stack, or starts the engines for as long as it takes."""
    _require_own(BACKEND_DATABASE_URL, AUTH_DATABASE_URL, CLICKHOUSE_URL)
    if not home.secrets_file.exists():
        raise LauncherError(f"There is nothing to back up in {home.folder}.")
    with _engines(home, voice) as stack, _scratch(home) as folder:
        voice.say("copying the databases")
        with heartbeat(voice.say, lambda seconds: f"copying: {seconds:.0f} s"):
            manifest = _collect(stack, folder)
            archive.write_archive(target, folder, manifest)
    voice.say(f"{target}: {target.stat().st_size // 1000} kB")


def restore(home: Home, source: Path, voice: Voice) -> None:
    """Replaces the installation's data by a backup's, after the backup has been checked from end to end."""
    # Valkey is emptied, and the key is taken from the backup: neither works on what the person gave.
    _require_own(*STORE_VARIABLES, AUTH_MASTER_KEY)
    home.prepare()
    with _scratch(home) as folder:
        voice.say("checking the backup")
        with heartbeat(voice.say, lambda seconds: f"checking: {seconds:.0f} s"):
            manifest = archive.unpack_verified(source, folder)
        with _stopped_installation(home, voice, "restore") as run:
            voice.say(f"putting the data of {manifest.made_at} in place {manifest.engines}")
            with heartbeat(voice.say, lambda seconds: f"restoring: {seconds:.0f} s"):
                Restore(run.stack, folder, manifest).run(run.interrupts, voice.say)


def _require_own(*variables: str) -> None:
    """One address is enough to refuse: half of the data would be that of an unused engine of ours."""
    found = [variable for variable in variables if get_env().get(variable)]
    if found:
        raise LauncherError(
            f"This covers the stores and the key that Netra keeps itself, and {', '.join(found)} is given; "
            "unset it, or use the tools of that store."
        )


@contextmanager
def _engines(home: Home, voice: Voice) -> Iterator[Stack]:
    """The engines of a running stack, or else started for the length of the block."""
    record = read_record(home.record_file)
    if home.is_locked() and record is not None and record.ready:
        yield Stack(home, Options(), remembered_ports(home.ports_file))
        return
    with _stopped_installation(home, voice, "backup") as run:
        yield run.stack


@contextmanager
def _stopped_installation(home: Home, voice: Voice, purpose: str) -> Iterator[Run]:
    """The engines alone, on a home that nobody else works on."""
    interrupts = Interrupts()
    options = Options(automatic_ports=True)
    with interrupts.installed(), prepared(home, options, voice, interrupts, purpose) as run:
        ensure_secrets(home)
        ensure_library(cache_folder(), voice.say)
        run.supervisor.start(*run.stack.prepare_engines())
        take_back_if_cut_off(run.stack, voice.say)
        ensure_databases(run.stack)
        yield run


@contextmanager
def _scratch(home: Home) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="backup-", dir=home.folder / "run"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
