"""The commands of the service: its contract, its settings, its migrations and their way back."""

import asyncio

import pytest
from click.testing import CliRunner

from netra.backend.config import BackendSettings
from netra.backend.main import cli
from netra.shared.clickhouse import ClickHouse
from netra.shared.config import ConfigurationError
from netra.shared.environment import IsolatedEnvironment
from netra.shared.service_tokens import ServiceKey


def point_at(environment: IsolatedEnvironment, stores: BackendSettings) -> None:
    values = {
        "NETRA_ENV": "test",
        "PORT": "0",
        "BACKEND_DATABASE_URL": stores.database_url,
        "CLICKHOUSE_URL": stores.clickhouse_url,
        "REDIS_URL": stores.redis_url,
        "AUTH_URL": stores.auth_url,
    }
    for name, value in values.items():
        environment.set(name, value, "test")


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, "BACKEND_SERVICE_KEY is not set"),
        ({"BACKEND_SERVICE_KEY": ServiceKey.new("backend").text}, "BACKEND_TRUSTED_PROXIES must say"),
    ],
)
def test_a_deployed_service_refuses_to_start_without(
    isolated_environment: IsolatedEnvironment, given: dict[str, str], missing: str
) -> None:
    address = {
        "BACKEND_DATABASE_URL": "postgresql://u@db.example/d",
        "CLICKHOUSE_URL": "clickhouse://u@ch.example/d",
        "REDIS_URL": "redis://redis.example",
        "AUTH_URL": "https://auth.example",
    }
    for name, value in {"NETRA_ENV": "staging", "PORT": "0", **address, **given}.items():
        isolated_environment.set(name, value, "test")
    with pytest.raises(ConfigurationError, match=missing):
        BackendSettings.read(isolated_environment)


async def tables(url: str) -> set[str]:
    store = ClickHouse.from_url(url, 1)
    rows = await store.query("SELECT name FROM system.tables WHERE database = currentDatabase()")
    await store.close()
    return {row["name"] for row in rows}


def test_migrations_go_up_and_down_and_up(
    isolated_environment: IsolatedEnvironment, stores: BackendSettings
) -> None:
    point_at(isolated_environment, stores)
    assert CliRunner().invoke(cli, ["migrate", "--down", "2"]).exit_code == 0
    assert asyncio.run(tables(stores.clickhouse_url)) == {"schema_migrations"}
    for _ in range(2):
        assert CliRunner().invoke(cli, ["migrate"]).exit_code == 0
    assert {"calls", "spans"} <= asyncio.run(tables(stores.clickhouse_url))


async def run_statement(url: str, statement: str) -> None:
    store = ClickHouse.from_url(url, 1)
    await store.command(statement)
    await store.close()


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        (
            "INSERT INTO schema_migrations (version, name, checksum) VALUES (9999, 'later', '')",
            "newer release",
        ),
        ("ALTER TABLE schema_migrations UPDATE checksum = 'x' WHERE 1 SETTINGS mutations_sync = 1", "edited"),
    ],
)
def test_stores_of_another_release_are_refused_in_a_sentence(
    isolated_environment: IsolatedEnvironment, stores: BackendSettings, statement: str, reason: str
) -> None:
    point_at(isolated_environment, stores)
    asyncio.run(run_statement(stores.clickhouse_url, statement))
    refused = CliRunner().invoke(cli, ["migrate"])
    assert refused.exit_code == 1
    assert isinstance(refused.exception, SystemExit)
    assert reason in refused.output
    assert "restore a backup" in refused.output
    assert refused.output.count("\n") == 1


def test_settings_are_explained_without_secrets(
    isolated_environment: IsolatedEnvironment, stores: BackendSettings
) -> None:
    point_at(isolated_environment, stores)
    shown = CliRunner().invoke(cli, ["explain-config"]).output
    assert "BACKEND_DATABASE_URL" in shown
    assert "(test)" in shown
    assert stores.database_url.split(":")[2].split("@")[0] not in shown


def test_without_settings_it_says_what_is_missing(isolated_environment: IsolatedEnvironment) -> None:
    isolated_environment.set("NETRA_ENV", "test", "test")
    isolated_environment.delete("CLICKHOUSE_URL")
    with pytest.raises(Exception, match="CLICKHOUSE_URL is not set"):
        CliRunner().invoke(cli, ["serve"], catch_exceptions=False)
