"""A backup holds everything, and a damaged one touches nothing."""

import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from clickhouse_driver import Client

from netra.dev.archive import unpack_verified
from netra.dev.errors import LauncherError
from tests.dev.launcher import Launcher


@dataclass(frozen=True)
class Stores:
    """Connections as the services have them."""

    backend: psycopg.Connection
    auth: psycopg.Connection
    clickhouse: Client


@contextmanager
def stores(launcher: Launcher) -> Iterator[Stores]:
    secrets = json.loads((launcher.home / "secrets" / "secrets.json").read_text(encoding="utf-8"))
    ports = json.loads((launcher.home / "ports.json").read_text(encoding="utf-8"))
    place = f"127.0.0.1:{ports['postgres']}"
    with (
        psycopg.connect(
            f"postgresql://netra_backend:{secrets['backend_database']}@{place}/netra_backend"
        ) as backend,
        psycopg.connect(f"postgresql://netra_auth:{secrets['auth_database']}@{place}/netra_auth") as auth,
        Client.from_url(
            f"clickhouse://netra:{secrets['clickhouse']}@127.0.0.1:{ports['clickhouse']}/netra"
        ) as click,
    ):
        yield Stores(backend, auth, click)


def fill(at: Stores) -> None:
    at.backend.execute("CREATE TABLE projects (name text PRIMARY KEY)")
    at.backend.execute("INSERT INTO projects VALUES ('kept')")
    at.auth.execute("CREATE TABLE people (name text)")
    at.auth.execute("INSERT INTO people VALUES ('Ada')")
    at.backend.commit()
    at.auth.commit()
    at.clickhouse.execute("CREATE TABLE calls (n UInt64) ENGINE = MergeTree ORDER BY n")
    at.clickhouse.execute("CREATE TABLE per_day (n UInt64) ENGINE = MergeTree ORDER BY n")
    at.clickhouse.execute("CREATE MATERIALIZED VIEW to_per_day TO per_day AS SELECT n FROM calls")
    at.clickhouse.execute("INSERT INTO calls SELECT number FROM numbers(100000)")


def spoil(at: Stores) -> None:
    at.backend.execute("INSERT INTO projects VALUES ('made later')")
    at.auth.execute("DROP TABLE people")
    at.backend.commit()
    at.auth.commit()
    at.clickhouse.execute("TRUNCATE TABLE calls")


def content(at: Stores) -> tuple[object, ...]:
    return (
        at.backend.execute("SELECT name FROM projects ORDER BY name").fetchall(),
        at.auth.execute("SELECT name FROM people").fetchall(),
        at.clickhouse.execute("SELECT count(), sum(n) FROM calls"),
        at.clickhouse.execute("SELECT count() FROM per_day"),
    )


SAVED = ([("kept",)], [("Ada",)], [(100_000, 4_999_950_000)], [(100_000,)])


@pytest.fixture(scope="module")
def saved(shared_launcher: Launcher) -> Path:
    """A backup made while everything was running."""
    target = shared_launcher.folder / "netra.backup"
    with shared_launcher.running(), stores(shared_launcher) as at:
        fill(at)
        done = shared_launcher.run("backup", str(target))
        assert done.returncode == 0, done.stderr
        spoil(at)
        refused = shared_launcher.run("restore", str(target))
        assert "Another launcher" in refused.stderr
    return target


def test_a_restore_brings_back_what_was_there(shared_launcher: Launcher, saved: Path) -> None:
    assert saved.stat().st_mode & 0o777 == 0o600
    done = shared_launcher.run("restore", str(saved))
    assert done.returncode == 0, done.stderr
    with shared_launcher.running(), stores(shared_launcher) as at:
        assert content(at) == SAVED
        at.backend.execute("INSERT INTO projects VALUES ('after')")
        at.clickhouse.execute("INSERT INTO calls VALUES (1)")
        assert at.clickhouse.execute("SELECT count() FROM per_day") == [(100_001,)]


def test_a_backup_moves_to_another_machine(
    launcher: Launcher, shared_launcher: Launcher, saved: Path
) -> None:
    assert launcher.run("restore", str(saved)).returncode == 0
    assert master_key(launcher) == master_key(shared_launcher)
    with launcher.running(), stores(launcher) as at:
        assert content(at) == SAVED
    assert "sample" not in (launcher.home / "words.txt").read_text(encoding="utf-8").split()


@pytest.mark.parametrize("keep", [0, 100, -2000])
def test_a_damaged_backup_touches_nothing(launcher: Launcher, saved: Path, tmp_path: Path, keep: int) -> None:
    damaged = tmp_path / "damaged"
    damaged.write_bytes(saved.read_bytes()[:keep])
    refused = launcher.run("restore", str(damaged))
    assert refused.returncode == 1
    assert "damaged" in refused.stderr
    assert not (launcher.home / "postgres").exists()


def test_a_changed_part_is_noticed(saved: Path, tmp_path: Path) -> None:
    with tarfile.open(saved) as whole:
        whole.extractall(tmp_path / "parts", filter="data")
    with (tmp_path / "parts" / "netra_auth.dump").open("ab") as part:
        part.write(b"more")
    changed = tmp_path / "changed"
    with tarfile.open(changed, "w:gz") as archive:
        archive.add(tmp_path / "parts", arcname=".")
    with pytest.raises(LauncherError, match=r"netra_auth.dump is missing or changed"):
        unpack_verified(changed, tmp_path / "unpacked")


def master_key(launcher: Launcher) -> str:
    secrets = json.loads((launcher.home / "secrets" / "secrets.json").read_text(encoding="utf-8"))
    return str(secrets["auth_master_key"])
