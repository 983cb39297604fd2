"""The home folder: whose it is, which version, and what happens to damaged files in it."""

import json
import os
import shutil
import signal
import socket
import subprocess
from pathlib import Path

import pytest

from netra.dev import port_choice
from netra.dev.doctor import diagnose
from netra.dev.errors import LauncherError
from netra.dev.home import FORMAT, Home
from netra.dev.identity import identify, is_alive
from netra.dev.port_choice import choose_ports, remembered_ports
from netra.dev.ports import free_port, is_taken
from netra.dev.secrets_file import create_secrets, read_secrets, write_secrets
from tests.dev.launcher import Launcher, eventually, is_running


def refusal(launcher: Launcher, *words: str) -> str:
    """The one sentence with which a command refuses."""
    done = launcher.run(*words)
    assert done.returncode == 1
    assert done.stderr.startswith("netra: ")
    assert done.stderr.count("\n") == 1
    return done.stderr


def test_another_version_or_a_strange_folder_is_refused(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.prepare()
    home.prepare()
    for version, words in ((FORMAT + 1, "newer Netra"), (0, "cannot read")):
        (home.folder / "format").write_text(str(version), encoding="utf-8")
        with pytest.raises(LauncherError, match=words):
            home.prepare()


@pytest.mark.parametrize("theirs", ["dear.txt", "frontend/index.html", "logs/monday.log"])
def test_a_folder_of_somebody_else_is_refused_and_left_as_it_was(launcher: Launcher, theirs: str) -> None:
    path = launcher.home / theirs
    path.parent.mkdir(parents=True)
    path.write_text("mine", encoding="utf-8")
    (launcher.home / "lock").write_text("mine too", encoding="utf-8")
    assert "holds other things" in refusal(launcher, "up", "--ports", "auto")
    assert path.read_text(encoding="utf-8") == "mine"
    assert (launcher.home / "lock").read_text(encoding="utf-8") == "mine too"


def test_a_folder_made_by_hand_is_closed_to_others(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    Home(tmp_path).prepare()
    assert tmp_path.stat().st_mode & 0o777 == 0o700


def test_the_doctor_names_what_would_stop_the_first_start(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    title = f"home {home.folder}"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 8080))
        taken.listen()
        assert "8080 for auth" in (diagnose(home)["ports"] or "")
    home.prepare()
    home.ports_file.write_text(json.dumps({"postgres": 1}), encoding="utf-8")
    assert diagnose(home)["ports"] is None
    assert diagnose(home)[title] is None
    home.restoring_mark.touch()
    assert "cut off" in (diagnose(home)[title] or "")
    home.restoring_mark.unlink()
    (home.folder / "format").write_text(str(FORMAT + 1), encoding="utf-8")
    assert "newer Netra" in (diagnose(home)[title] or "")


def test_damaged_and_missing_secrets_are_refused(launcher: Launcher) -> None:
    home = Home(launcher.home)
    home.prepare()
    write_secrets(home.secrets_file, create_secrets())
    home.secrets_file.write_text(home.secrets_file.read_text(encoding="utf-8")[:40], encoding="utf-8")
    assert "damaged" in refusal(launcher, "up", "--ports", "auto")
    home.secrets_file.unlink()
    (home.engine("postgres") / "data").mkdir(parents=True)
    assert "missing" in refusal(launcher, "up", "--ports", "auto")
    assert not home.secrets_file.exists()


def test_secrets_are_read_as_written_and_never_shown(tmp_path: Path) -> None:
    path = tmp_path / "secrets" / "secrets.json"
    made = create_secrets()
    write_secrets(path, made)
    assert read_secrets(path) == made
    assert made.redis not in repr(made)
    path.write_text(json.dumps({"redis": "only"}), encoding="utf-8")
    with pytest.raises(LauncherError, match="not the expected ones"):
        read_secrets(path)


def test_ports_are_remembered_and_damage_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "ports.json"
    first = choose_ports(path, automatic=True)
    assert choose_ports(path, automatic=True) == first
    assert len(set(first.values())) == len(first)
    assert not any(is_taken(port) for port in first.values())
    path.write_text("[]", encoding="utf-8")
    assert remembered_ports(path) == {}


def test_a_port_is_given_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = iter([free_port()] * 3 + [free_port() for _ in range(50)])
    monkeypatch.setattr(port_choice, "free_port", lambda: next(found))
    chosen = choose_ports(tmp_path / "ports.json", automatic=True)
    assert len(set(chosen.values())) == len(chosen)


def test_a_recycled_pid_is_another_process() -> None:
    with subprocess.Popen(["sleep", "60"]) as child:
        first = identify(child.pid)
        assert first is not None
        assert is_alive(first)
        child.kill()
    assert not is_alive(first)


def test_reset_asks_and_removes_only_its_own(launcher: Launcher) -> None:
    home = Home(launcher.home)
    home.prepare()
    (home.engine("postgres") / "data").mkdir(parents=True)
    with home.locked():
        assert "Another launcher" in refusal(launcher, "reset", "--yes")
    (home.folder / "mine.txt").touch()
    asked = subprocess.run(
        launcher.command("reset"),
        env=launcher.env(),
        input="n\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 1
    assert home.has_data()
    assert launcher.run("reset", "--yes").returncode == 0
    assert not home.has_data()
    assert (home.folder / "mine.txt").exists()


def test_reset_stops_what_a_killed_launcher_left(launcher: Launcher) -> None:
    with launcher.running("--no-sample") as ready:
        os.kill(ready["pids"]["launcher"], signal.SIGKILL)
        assert eventually(lambda: not is_running(ready["pids"]["launcher"]))
        assert launcher.run("reset", "--yes").returncode == 0
        assert not [name for name, pid in ready["pids"].items() if is_running(pid)]
    assert {entry.name for entry in launcher.home.iterdir()} == {"lock", "words.txt"}


def test_a_reset_that_was_cut_off_leaves_no_installation_that_starts(launcher: Launcher) -> None:
    home = Home(launcher.home)
    home.prepare()
    write_secrets(home.secrets_file, create_secrets())
    (home.engine("clickhouse") / "data").mkdir(parents=True)
    (home.engine("postgres") / "data").mkdir(parents=True)
    unremovable = mounted(home.engine("postgres"), launcher.command("reset", "--yes"))
    assert subprocess.run(unremovable, env=launcher.env(), capture_output=True, check=False).returncode == 1
    assert "secrets file" in refusal(launcher, "up", "--ports", "auto")
    assert launcher.run("reset", "--yes").returncode == 0
    assert home.format() is None


def mounted(folder: Path, command: list[str]) -> tuple[str, ...]:
    """The command in a world of its own where `folder` is a mount, which nobody can remove."""
    words = f'mount -t tmpfs -o size=20m tmpfs {folder} && exec "$@"'
    return ("unshare", "--map-root-user", "--mount", "sh", "-c", words, "sh", *command)


def test_a_small_disk_is_said_before_anything_starts(launcher: Launcher) -> None:
    launcher.home.mkdir()
    words = mounted(launcher.home, launcher.command("up", "--ports", "auto"))
    done = subprocess.run(words, env=launcher.env(), capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "MB free and 500 are needed" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_disk_that_fills_up_leaves_nothing_half_started(launcher: Launcher) -> None:
    prlimit = shutil.which("prlimit")
    assert prlimit is not None
    # No file may grow beyond 8 MB, less than the first file of PostgreSQL's log.
    words = (prlimit, "--fsize=8000000", *launcher.command("up", "--ports", "auto"))
    done = subprocess.run(words, env=launcher.env(), capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "netra: PostgreSQL's initdb failed" in done.stderr
    assert launcher.run("status").returncode == 3
    with launcher.running() as ready:
        assert ready["ready"] is True
