"""The engines as every other test gets them."""

import time
from string import Template

import psycopg
import pytest
import redis
from clickhouse_driver import Client
from clickhouse_driver.errors import ServerException

from netra.dev.engines import clickhouse
from netra.dev.engines.clickhouse import USERS
from tests.framework.engines import TestClickHouse, TestPostgres, clickhouse_server


def test_a_test_gets_an_empty_postgres_database(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        connection.execute("CREATE TABLE kept (id int)")
        version = connection.execute("SHOW server_version_num").fetchone()
    assert version is not None
    assert int(version[0]) >= 180_000


def test_the_next_test_sees_none_of_it(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("SELECT to_regclass('kept')").fetchone() == (None,)


def test_databases_are_copied_from_a_prepared_template(postgres_server: TestPostgres) -> None:
    def prepare(url: str) -> None:
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE prepared (id int)")

    template = postgres_server.template("prepared_once", prepare)
    with postgres_server.fresh(template) as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT count(*) FROM prepared").fetchone() == (0,)


def test_a_test_gets_a_store_without_keys(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.dbsize() == 0
        client.set("key", "value")


def test_the_next_test_finds_no_key(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.dbsize() == 0


def test_a_test_gets_an_empty_clickhouse_database(clickhouse_url: str) -> None:
    with Client.from_url(clickhouse_url) as client:
        client.execute("CREATE TABLE numbers (n UInt64) ENGINE = MergeTree ORDER BY n")
        client.execute("INSERT INTO numbers SELECT number FROM system.numbers LIMIT 1000")
        assert client.execute("SELECT sum(n) FROM numbers") == [(499_500,)]


def test_a_backup_may_take_longer_than_the_driver_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clickhouse, "TIMEOUT_S", 1)
    slow = "<default><max_backup_bandwidth>1000000</max_backup_bandwidth></default>"
    monkeypatch.setattr(clickhouse, "USERS", Template(USERS.template.replace("<default/>", slow, 1)))
    with clickhouse_server() as server, server.engine.admin() as client:
        client.execute("CREATE DATABASE netra")
        client.execute("CREATE TABLE netra.noise (n UInt64) ENGINE = MergeTree ORDER BY tuple()")
        client.execute("INSERT INTO netra.noise SELECT rand64() FROM numbers(60000)")
        archive = server.engine.backups / "slow.tar"
        began = time.monotonic()
        server.engine.back_up("netra", archive)
        client.execute("DROP DATABASE netra SYNC")
        server.engine.restore("netra", archive)
        assert time.monotonic() - began > 2
        assert client.execute("SELECT count() FROM netra.noise") == [(60_000,)]


def test_nobody_reads_files_through_clickhouse(clickhouse_url: str) -> None:
    with (
        Client.from_url(clickhouse_url) as client,
        pytest.raises(ServerException, match="Not enough privileges"),
    ):
        client.execute("SELECT * FROM file('/etc/passwd', 'LineAsString')")


@pytest.mark.parametrize("statement", ["SELECT 1", "SYSTEM STOP LISTEN TCP"])
def test_nobody_without_a_password_is_let_in(
    clickhouse_url: str, clickhouse_server: TestClickHouse, statement: str
) -> None:
    stranger = Client(host="127.0.0.1", port=clickhouse_server.engine.port)
    with stranger, pytest.raises(ServerException, match="overflown session count"):
        stranger.execute(statement)
    with Client.from_url(clickhouse_url) as client:
        assert client.execute("SELECT 1") == [(1,)]
