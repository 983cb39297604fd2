"""Data in the stores of a launcher's stack, as the services would write and see it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

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
    at.backend.commit()
    at.auth.commit()
    at.clickhouse.execute("CREATE TABLE calls (n UInt64) ENGINE = MergeTree ORDER BY n")
    at.clickhouse.execute("CREATE TABLE per_day (n UInt64) ENGINE = MergeTree ORDER BY n")
    at.clickhouse.execute("CREATE MATERIALIZED VIEW to_per_day TO per_day AS SELECT n FROM calls")
    at.clickhouse.execute("INSERT INTO calls SELECT number FROM numbers(100000)")


def spoil(at: Stores) -> None:
    at.backend.execute("INSERT INTO projects VALUES ('made later') ON CONFLICT DO NOTHING")
    at.auth.execute("DELETE FROM people")
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
