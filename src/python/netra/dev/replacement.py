"""What a restore sets aside before it puts other data there; taken back unless the restore came through.

Each database steps aside under another name, and a private file, the mark, keeps what is in no database. As
long as the mark is there, what was set aside is the installation's data; without it, it is rubbish.
"""

import json
from dataclasses import asdict, dataclass, field, replace
from typing import Final

import psycopg
from psycopg import sql

from netra.dev.addresses import needs_clickhouse, needs_postgres
from netra.dev.databases import has_sample, mark_sample
from netra.dev.engines.files import write_private
from netra.dev.errors import LauncherError
from netra.dev.names import AUTH_DATABASE, BACKEND_DATABASE, CLICKHOUSE_DATABASE
from netra.dev.progress import Say
from netra.dev.secrets_file import write_secrets
from netra.dev.stack import Stack

OLD: Final = "_replaced"


@dataclass(frozen=True)
class SetAside:
    """The part of the old data that is in no database."""

    auth_master_key: str = field(repr=False)
    sample: bool


def begin(stack: Stack) -> None:
    """From here on `take_back` restores what is there now."""
    aside = SetAside(stack.secrets.auth_master_key, has_sample(stack))
    write_private(stack.home.restoring_mark, json.dumps(asdict(aside)))


def end(stack: Stack) -> None:
    """The new data is the installation's now; what was set aside can go."""
    stack.home.restoring_mark.unlink()
    throw_away(stack)


def throw_away(stack: Stack) -> None:
    """Removes what a restore that came through could not remove itself."""
    with stack.postgres.admin() as postgres:
        for database in (BACKEND_DATABASE, AUTH_DATABASE):
            drop(postgres, database + OLD)
    with stack.clickhouse.admin() as clickhouse:
        clickhouse.execute(f"DROP DATABASE IF EXISTS {CLICKHOUSE_DATABASE}{OLD} SYNC")


def take_back_if_cut_off(stack: Stack, say: Say) -> None:
    """An installation whose restore was killed in the middle has its data of before again."""
    if not stack.home.restoring_mark.exists():
        return
    if not (needs_postgres() and needs_clickhouse()):
        raise LauncherError(
            "A restore was cut off here; run `up` once without the addresses of other stores, which takes "
            "back the data of before."
        )
    say("a restore was cut off; taking the data of before back")
    take_back(stack)


def take_back(stack: Stack) -> None:
    """Undoes a restore, however far it came. Cut off itself, it can be done again."""
    with stack.postgres.admin() as postgres:
        for database in (BACKEND_DATABASE, AUTH_DATABASE):
            if exists(postgres, database + OLD):
                drop(postgres, database)
                rename(postgres, database + OLD, database)
    with stack.clickhouse.admin() as clickhouse:
        aside = f"{CLICKHOUSE_DATABASE}{OLD}"
        if clickhouse.execute(f"EXISTS DATABASE {aside}") == [(1,)]:
            clickhouse.execute(f"DROP DATABASE IF EXISTS {CLICKHOUSE_DATABASE} SYNC")
            clickhouse.execute(f"RENAME DATABASE {aside} TO {CLICKHOUSE_DATABASE}")
    before = SetAside(**json.loads(stack.home.restoring_mark.read_text(encoding="utf-8")))
    write_secrets(stack.home.secrets_file, replace(stack.secrets, auth_master_key=before.auth_master_key))
    mark_sample(stack, present=before.sample)
    stack.home.restoring_mark.unlink()


def exists(postgres: psycopg.Connection, database: str) -> bool:
    question = "SELECT 1 FROM pg_database WHERE datname = %s"
    return postgres.execute(question, (database,)).fetchone() is not None


def rename(postgres: psycopg.Connection, before: str, after: str) -> None:
    words = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    postgres.execute(words.format(sql.Identifier(before), sql.Identifier(after)))


def drop(postgres: psycopg.Connection, database: str) -> None:
    postgres.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))
