"""Starting and stopping, as a person does it."""

import json
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
import redis
from clickhouse_driver import Client
from redis.backoff import NoBackoff
from redis.retry import Retry

from tests.dev.launcher import Launcher, eventually, is_running

EVERYTHING = {"launcher", "postgres", "valkey", "clickhouse", "auth", "backend", "worker", "frontend"}


def test_ready_says_where_everything_is(running: dict[str, Any], shared_launcher: Launcher) -> None:
    assert running["ready"] is True
    assert set(running) == {"ready", "urls", "pids", "home"}
    assert set(running["pids"]) == EVERYTHING
    assert all(is_running(pid) for pid in running["pids"].values())
    assert running["home"] == str(shared_launcher.home)
    assert set(running["urls"]) == {"frontend", "backend", "auth"}
    assert httpx.get(running["urls"]["frontend"]).text == "pages"


def test_each_service_knows_its_own_stores_only(running: dict[str, Any]) -> None:
    backend = httpx.get(running["urls"]["backend"]).text.split()
    auth = httpx.get(running["urls"]["auth"]).text.split()
    assert {"BACKEND_DATABASE_URL", "CLICKHOUSE_URL", "REDIS_URL", "AUTH_URL"} <= set(backend)
    assert {"AUTH_DATABASE_URL", "AUTH_MASTER_KEY", "REDIS_URL"} <= set(auth)
    assert not {"AUTH_DATABASE_URL", "AUTH_MASTER_KEY"} & set(backend)
    assert not {"BACKEND_DATABASE_URL", "CLICKHOUSE_URL"} & set(auth)


@pytest.mark.parametrize("words", [("--json",), ("--detach", "--json")])
def test_a_second_up_says_where_the_first_one_runs(
    running: dict[str, Any], shared_launcher: Launcher, words: tuple[str, ...]
) -> None:
    second = shared_launcher.run("up", "--ports", "auto", *words)
    assert second.returncode == 0
    assert json.loads(second.stdout) == running
    assert "already running" in second.stderr
    assert all(is_running(pid) for pid in running["pids"].values())


def test_status_and_logs_show_what_runs(running: dict[str, Any], shared_launcher: Launcher) -> None:
    status = shared_launcher.run("status")
    assert status.returncode == 0
    assert str(running["pids"]["worker"]) in status.stdout
    assert running["urls"]["frontend"] in status.stdout
    assert shared_launcher.run("logs", "clickhouse").returncode == 0
    unknown = shared_launcher.run("logs", "nobody")
    assert unknown.returncode == 1
    assert "There is no log of nobody" in unknown.stderr


def test_configuration_is_explained_without_secrets(
    running: dict[str, Any], shared_launcher: Launcher
) -> None:
    explained = shared_launcher.run("explain-config")
    assert str(shared_launcher.home) in explained.stdout
    assert "own setting of auth" in explained.stdout
    assert "(process)" in next(line for line in explained.stdout.splitlines() if line.startswith("  home "))
    named = shared_launcher.run("explain-config", "--home", str(shared_launcher.home)).stdout
    assert "(--home)" in next(line for line in named.splitlines() if line.startswith("  home "))
    secrets = json.loads((shared_launcher.home / "secrets" / "secrets.json").read_text(encoding="utf-8"))
    assert not [name for name, value in secrets.items() if value in explained.stdout]


def test_no_secret_is_shown_to_other_users(running: dict[str, Any], shared_launcher: Launcher) -> None:
    secrets_file = shared_launcher.home / "secrets" / "secrets.json"
    assert secrets_file.stat().st_mode & 0o777 == 0o600
    secrets = json.loads(secrets_file.read_text(encoding="utf-8")).values()
    for pid in running["pids"].values():
        command = Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8")
        assert not [secret for secret in secrets if secret in command]


def test_up_again_changes_nothing_and_down_leaves_others_alone(launcher: Launcher) -> None:
    stranger = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
    try:
        with launcher.running() as first:
            pass
        with launcher.running() as second:
            assert second["urls"] == first["urls"]
        words = (launcher.home / "words.txt").read_text(encoding="utf-8").split()
        assert words.count("sample") == 1
        assert words.count("migrate") == 4
        assert not [pid for pid in [*first["pids"].values(), *second["pids"].values()] if is_running(pid)]
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_ctrl_c_stops_everything(launcher: Launcher) -> None:
    foreground = launcher.start("--ports", "auto", "--json", "--no-sample")
    ready = foreground.ready_line()
    assert foreground.interrupt() == 0
    assert not [pid for pid in ready["pids"].values() if is_running(pid)]
    assert launcher.run("status").returncode == 3
    assert "sample" not in (launcher.home / "words.txt").read_text(encoding="utf-8").split()


@pytest.mark.parametrize("words", [(), ("--detach",)])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_start_that_is_stopped_leaves_nothing(
    launcher: Launcher, words: tuple[str, ...], number: signal.Signals
) -> None:
    foreground = launcher.start("--ports", "auto", *words)
    assert eventually(lambda: bool(launcher.pids()))
    started = launcher.pids()
    assert foreground.interrupt(number) == 130
    assert not [name for name, pid in started.items() if is_running(pid)]
    assert launcher.run("status").returncode == 3


def test_a_taken_port_is_named_with_its_holder(launcher: Launcher) -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind(("127.0.0.1", 3000))
            taken.listen()
        except OSError:
            pytest.fail("port 3000 must be free on the machine that runs this test")
        refused = launcher.run("up")
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert "Port 3000" in refused.stderr
    assert "pid" in refused.stderr
    assert launcher.run("status").returncode == 3


def test_a_failing_migration_is_one_sentence_and_stops_the_engines(launcher: Launcher) -> None:
    failing = Launcher(launcher.folder, {"STANDIN_FAILS": "migrate"})
    refused = failing.run("up", "--ports", "auto", "--detach")
    assert refused.returncode == 1
    assert "migrate failed: the stand-in was told to fail" in refused.stderr
    assert launcher.run("status").returncode == 3
    assert not (launcher.home / "run" / "processes.json").exists()


def test_given_addresses_replace_engines(
    launcher: Launcher, redis_url: str, clickhouse_url: str, postgres_url: str
) -> None:
    given = {
        "REDIS_URL": redis_url,
        "CLICKHOUSE_URL": clickhouse_url,
        "BACKEND_DATABASE_URL": postgres_url,
        "AUTH_DATABASE_URL": postgres_url,
    }
    with Launcher(launcher.folder, given).running() as ready:
        assert set(ready["pids"]) == EVERYTHING - {"postgres", "valkey", "clickhouse"}
    assert not (launcher.home / "postgres").exists()


def test_the_two_databases_are_closed_to_each_other(
    running: dict[str, Any], shared_launcher: Launcher
) -> None:
    secrets = json.loads((shared_launcher.home / "secrets" / "secrets.json").read_text(encoding="utf-8"))
    ports = json.loads((shared_launcher.home / "ports.json").read_text(encoding="utf-8"))
    place = f"127.0.0.1:{ports['postgres']}"
    with psycopg.connect(f"postgresql://netra_auth:{secrets['auth_database']}@{place}/netra_auth") as own:
        assert own.execute("SELECT current_user").fetchone() == ("netra_auth",)
    for other in ("netra_backend", "postgres", "template1"):
        with pytest.raises(psycopg.OperationalError, match="permission denied"):
            psycopg.connect(f"postgresql://netra_auth:{secrets['auth_database']}@{place}/{other}")
    with (
        redis.Redis(port=ports["valkey"], retry=Retry(NoBackoff(), 0)) as stranger,
        pytest.raises(redis.AuthenticationError),
    ):
        stranger.ping()
    netra = Client.from_url(
        f"clickhouse://netra:{secrets['clickhouse']}@127.0.0.1:{ports['clickhouse']}/netra"
    )
    with netra:
        assert netra.execute("SELECT currentUser()") == [("netra",)]
