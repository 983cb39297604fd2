"""`./pants` before Pants exists: what it needs, what it stops, and what it takes for current."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from tests.dev.launcher import eventually, is_running

HERE: Final = Path.cwd()
# What a machine with no build tool, no Node and no CPython 3.9 still has.
PROGRAMS: Final = ("bash", "dirname", "cat", "find", "git", "rm", "mktemp", "sleep", "tail", "cut", "env")
LAUNCHER: Final = "import os, sys; print(os.getcwd(), *sys.argv[1:])"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The script and its helpers, and a launcher that says where it was called and with what."""
    made = tmp_path / "checkout"
    shutil.copytree(HERE / "build-support", made / "build-support")
    shutil.copy(HERE / "pants", made / "pants")
    for name in ("netra.dev/netra.pex", "netra.auth/auth.pex", "netra.backend/backend.pex"):
        package = made / "dist" / f"src.python.{name}"
        package.mkdir(parents=True)
        (package / "__main__.py").write_text(LAUNCHER, encoding="utf-8")
    (made / "dist" / "src.js.frontend").mkdir()
    (made / "dist" / "src.js.frontend" / "frontend.tar.gz").touch()
    return made


@pytest.fixture
def env(tmp_path: Path) -> Mapping[str, str]:
    """A machine with CPython 3.11 and little else."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in PROGRAMS:
        (programs / name).symlink_to(shutil.which(name) or name)
    (programs / "python3.11").symlink_to(sys.executable)
    return {"PATH": str(programs), "HOME": str(tmp_path), "PYENV_ROOT": str(tmp_path / "none")}


def sourced(checkout: Path, env: Mapping[str, str], script: str) -> "subprocess.Popen[str]":
    """Runs a script that has the functions of the bootstrap."""
    whole = f"set -euo pipefail; ROOT=$PWD; source build-support/bootstrap.sh; {script}"
    both = subprocess.PIPE
    return subprocess.Popen(["bash", "-c", whole], cwd=checkout, env=env, stdout=both, stderr=both, text=True)


@pytest.mark.parametrize("command", ["down", "status", "logs"])
def test_what_runs_can_be_stopped_without_the_build_tool_and_from_anywhere(
    checkout: Path, env: Mapping[str, str], tmp_path: Path, command: str
) -> None:
    words = [str(checkout / "pants"), command, "--home", "relative"]
    done = subprocess.run(words, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.stdout.split() == [str(tmp_path), command, "--home", "relative"], done.stderr


def test_what_changes_data_is_no_older_launcher(checkout: Path, env: Mapping[str, str]) -> None:
    words = [str(checkout / "pants"), "restore", "file"]
    done = subprocess.run(words, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "CPython 3.9 is missing" in done.stderr


def test_packages_are_current_only_while_all_are_there(checkout: Path, env: Mapping[str, str]) -> None:
    ask = "require_launcher_prerequisites; packages_are_current && echo current || echo stale"
    (checkout / ".gitignore").write_text("/dist/\n", encoding="utf-8")
    person = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com")
    for words in (("init", "--quiet"), ("add", "."), (*person, "commit", "--quiet", "-m", "first")):
        subprocess.run(["git", *words], cwd=checkout, env=env, check=True)
    mark = 'require_launcher_prerequisites; source_state >"$PACKAGED_FROM"'
    assert sourced(checkout, env, mark).communicate()[1] == ""
    assert sourced(checkout, env, ask).communicate()[0] == "current\n"
    shutil.rmtree(checkout / "dist" / "src.python.netra.auth" / "auth.pex")
    assert sourced(checkout, env, ask).communicate()[0] == "stale\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_what_a_step_started(
    checkout: Path, env: Mapping[str, str], tmp_path: Path, number: signal.Signals
) -> None:
    work = f"work() {{ sleep 300 & echo $! >{tmp_path}/inner; wait; }}"
    with sourced(checkout, env, f"{work}; with_progress working work") as running:
        inner = tmp_path / "inner"
        assert eventually(lambda: inner.exists() and inner.read_text(encoding="utf-8").endswith("\n"))
        os.kill(running.pid, number)
        assert running.wait(timeout=10) == 130
    assert eventually(lambda: not is_running(int(inner.read_text(encoding="utf-8"))))


def test_steps_go_on_side_by_side_and_a_failure_is_shown(checkout: Path, env: Mapping[str, str]) -> None:
    steps = "good() { sleep 2.2; }; bad() { echo the reason; false; echo never; }"
    with sourced(checkout, env, f"{steps}; begin good good; begin bad bad; finish") as running:
        said = running.communicate(timeout=20)[1]
    assert running.returncode == 1
    assert "    good: 2 s" in said
    assert "the reason\nnetra: bad failed" in said
    assert "never" not in said
