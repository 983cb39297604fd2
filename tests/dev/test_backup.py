"""A backup holds everything, and a damaged one touches nothing."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from clickhouse_driver import Client

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
    at.clickhouse.execute("CREATE TABLE calls (n UInt64) ENGINE = MergeTree ORDER BY n")
    at.clickhouse.execute("CREATE TABLE per_day (n UInt64) ENGINE = MergeTree ORDER BY n")
    at.clickhouse.execute("CREATE MATERIALIZED VIEW to_per_day TO per_day AS SELECT n FROM calls")
    at.clickhouse.execute("INSERT INTO calls SELECT number FROM numbers(100000)")


def spoil(at: Stores) -> None:
    at.backend.execute("INSERT INTO projects VALUES ('made later')")
    at.auth.execute("DROP TABLE people")
    at.clickhouse.execute("TRUNCATE TABLE calls")


def content(at: Stores) -> tuple[object, ...]:
    return (
        at.backend.execute("SELECT name FROM projects ORDER BY name").fetchall(),
        at.auth.execute("SELECT name FROM people").fetchall(),
        at.clickhouse.execute("SELECT count(), sum(n) FROM calls"),
        at.clickhouse.execute("SELECT count() FROM per_day"),
    )


SAVED = ([("kept",)], [("Ada",)], [(100_000, 4_999_950_000)], [(100_000,)])


def saved(launcher: Launcher, target: Path) -> None:
    with launcher.running():
        with stores(launcher) as at:
            fill(at)
        done = launcher.run("backup", str(target))
        assert done.returncode == 0, done.stderr
        assert target.stat().st_mode & 0o777 == 0o600


def test_a_restore_brings_back_what_was_there(launcher: Launcher, tmp_path: Path) -> None:
    target = tmp_path / "netra.backup"
    saved(launcher, target)
    with launcher.running():
        with stores(launcher) as at:
            spoil(at)
        refused = launcher.run("restore", str(target))
        assert "Another launcher" in refused.stderr
    done = launcher.run("restore", str(target))
    assert done.returncode == 0, done.stderr
    with launcher.running(), stores(launcher) as at:
        assert content(at) == SAVED
        at.backend.execute("INSERT INTO projects VALUES ('after')")
        at.clickhouse.execute("INSERT INTO calls VALUES (1)")
        assert at.clickhouse.execute("SELECT count() FROM per_day") == [(100_001,)]


def test_a_backup_moves_to_another_machine_and_a_damaged_one_is_refused(
    launcher: Launcher, tmp_path: Path
) -> None:
    target = tmp_path / "netra.backup"
    saved(launcher, target)
    key = json.loads((launcher.home / "secrets" / "secrets.json").read_text(encoding="utf-8"))[
        "auth_master_key"
    ]
    other = Launcher(tmp_path / "other").prepare()
    for damaged in (b"", b"no archive", target.read_bytes()[:-2000]):
        (tmp_path / "damaged").write_bytes(damaged)
        refused = other.run("restore", str(tmp_path / "damaged"))
        assert refused.returncode == 1
        assert not (other.home / "postgres").exists()
    assert other.run("restore", str(target)).returncode == 0
    secrets = json.loads((other.home / "secrets" / "secrets.json").read_text(encoding="utf-8"))
    assert secrets["auth_master_key"] == key
    with other.running(), stores(other) as at:
        assert content(at) == SAVED
    assert "sample" not in (other.home / "words.txt").read_text(encoding="utf-8").split()
