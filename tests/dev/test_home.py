"""The home folder: whose it is, which version, and what happens to damaged files in it."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from netra.dev.errors import LauncherError
from netra.dev.home import FORMAT, Home
from netra.dev.identity import identify, is_alive
from netra.dev.port_choice import choose_ports, remembered_ports
from netra.dev.ports import is_taken
from netra.dev.secrets_file import create_secrets, read_secrets, write_secrets
from tests.dev.launcher import Launcher


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
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").touch()
    with pytest.raises(LauncherError, match="holds other things"):
        Home(tmp_path / "letters").prepare()


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


def test_a_small_disk_is_said_before_anything_starts(launcher: Launcher) -> None:
    launcher.home.mkdir()
    mount = f'mount -t tmpfs -o size=20m tmpfs {launcher.home} && exec "$@"'
    words = (
        "unshare",
        "--map-root-user",
        "--mount",
        "sh",
        "-c",
        mount,
        "sh",
        *launcher.command("up", "--ports", "auto"),
    )
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
