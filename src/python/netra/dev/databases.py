"""Databases and users in our own engines: each PostgreSQL user connects to the database of its name only."""

import hashlib

import psycopg
from psycopg import sql

from netra.dev.addresses import given, needs_clickhouse, needs_postgres
from netra.dev.names import AUTH_DATABASE, BACKEND_DATABASE, BACKEND_DATABASE_URL, CLICKHOUSE_DATABASE
from netra.dev.stack import Stack


def ensure_databases(stack: Stack) -> None:
    """Makes what is missing and sets the passwords to those of the secrets file."""
    if needs_postgres():
        with stack.postgres.admin() as connection:
            _close_to_strangers(connection)
            ensure_postgres(connection, BACKEND_DATABASE, stack.secrets.backend_database)
            ensure_postgres(connection, AUTH_DATABASE, stack.secrets.auth_database)
    if needs_clickhouse():
        with stack.clickhouse.admin() as client:
            client.execute(f"CREATE DATABASE IF NOT EXISTS {CLICKHOUSE_DATABASE}")


def ensure_postgres(connection: psycopg.Connection, name: str, password: str) -> None:
    """A database and the user of the same name, who owns it and may connect to no other."""
    names = {"name": sql.Identifier(name), "password": sql.Literal(password)}
    if not _exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", name):
        connection.execute(sql.SQL("CREATE ROLE {name} LOGIN").format(**names))
    connection.execute(sql.SQL("ALTER ROLE {name} PASSWORD {password}").format(**names))
    if not _exists(connection, "SELECT 1 FROM pg_database WHERE datname = %s", name):
        connection.execute(sql.SQL("CREATE DATABASE {name} OWNER {name}").format(**names))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {name} FROM PUBLIC").format(**names))


def _close_to_strangers(connection: psycopg.Connection) -> None:
    """PostgreSQL lets every user into its own two databases, where temporary tables can be made."""
    for name in ("postgres", "template1"):
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))


def _exists(connection: psycopg.Connection, question: str, name: str) -> bool:
    return connection.execute(question.encode(), (name,)).fetchone() is not None


def has_sample(stack: Stack) -> bool:
    """Whether sample projects were once put into this very database."""
    mark = stack.home.sample_mark
    return mark.exists() and mark.read_text(encoding="utf-8") == _address_hash()


def mark_sample(stack: Stack, *, present: bool) -> None:
    """Remembers that sample projects were put in, or that they were not."""
    if present:
        stack.home.sample_mark.write_text(_address_hash(), encoding="utf-8")
    else:
        stack.home.sample_mark.unlink(missing_ok=True)


def _address_hash() -> str:
    # Our own engine may get another port, which makes it no other database.
    address = given(BACKEND_DATABASE_URL) or BACKEND_DATABASE
    return hashlib.sha256(address.encode()).hexdigest()
