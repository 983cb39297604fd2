"""The auth database from nothing to this release and back."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, NullPool, create_engine, inspect, text

from netra.auth.audit.models import Base as Audit
from netra.auth.keys.models import Base as Keys
from netra.auth.main import MIGRATIONS
from netra.auth.oauth.models import Base as OAuth
from netra.auth.organizations.models import Base as Organizations
from netra.auth.outbox.models import Base as Outbox
from netra.auth.tokens.models import Base as Tokens
from netra.auth.users.models import Base as Users
from netra.shared.migrations import MigrationError, PostgresMigrations
from netra.shared.postgres import Driver, resolve_url

BASES = (Organizations, Users, OAuth, Tokens, Keys, Audit, Outbox)
REVISIONS = len(list((MIGRATIONS / "versions").glob("[0-9]*.py")))
TABLES = {name for base in BASES for name in base.metadata.tables}


def _tables(url: str) -> set[str]:
    engine = create_engine(resolve_url(url, Driver.SYNC), poolclass=NullPool)
    return set(inspect(engine).get_table_names())


def test_up_down_and_up_again(postgres_url: str) -> None:
    migrations = PostgresMigrations(MIGRATIONS, postgres_url)
    migrations.up()
    migrations.up()
    assert _tables(postgres_url) == TABLES | {"alembic_version"}
    migrations.down(REVISIONS)
    assert _tables(postgres_url) == {"alembic_version"}
    migrations.up()
    assert _tables(postgres_url) >= TABLES


def test_models_and_migrations_agree(auth_database: str) -> None:
    engine = create_engine(resolve_url(auth_database, Driver.SYNC), poolclass=NullPool)
    with engine.connect() as connection:
        differences = [difference for base in BASES for difference in _differences(connection, base)]
    # Foreign keys between features live in the database alone: models know only their own feature.
    assert {difference[0] for difference in differences} <= {"remove_fk"}


def _differences(connection: Connection, base: type) -> list[tuple[str, object]]:
    own = frozenset(base.metadata.tables)  # type: ignore[attr-defined]
    options = {"include_name": lambda name, kind, _: kind != "table" or name in own}
    found: list[tuple[str, object]] = compare_metadata(
        MigrationContext.configure(connection, opts=options),
        base.metadata,  # type: ignore[attr-defined]
    )
    return found


def test_a_database_of_a_newer_release_is_refused_in_a_sentence(auth_database: str) -> None:
    engine = create_engine(resolve_url(auth_database, Driver.SYNC), poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(MigrationError, match="newer release"):
        PostgresMigrations(MIGRATIONS, auth_database).up()
