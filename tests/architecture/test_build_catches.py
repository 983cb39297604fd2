"""Pants, ruff and mypy, with the project's own settings, refuse what they are there to refuse."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

# Each asks a build tool that has never seen the copy before.
pytestmark = pytest.mark.timeout(300)

ROOT = Path.cwd()
SHARED = "src/python/netra/shared"
VIOLATIONS = {
    f"{SHARED}/relative.py": '"""Broken on purpose."""\n\nfrom . import clock\n\n__all__ = ["clock"]\n',
    f"{SHARED}/reader.py": '"""Broken on purpose."""\n\nimport os\n\nHOME = os.environ["HOME"]\n',
    f"{SHARED}/untyped.py": '"""Broken on purpose."""\n\n\ndef double(x):\n    return x * 2\n',
    f"{SHARED}/fence.py": '"""Broken on purpose."""\n\nimport netra.auth.main\n\n__all__ = ["netra"]\n',
    f"{SHARED}/unowned.py": '"""Broken on purpose."""\n\nimport nobody_ships\n\n__all__ = ["nobody_ships"]\n',
}


@pytest.fixture(scope="module")
def broken_copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the build with one file per broken rule; its Pants daemon lives as long as the tests."""
    copy = tmp_path_factory.mktemp("broken") / "checkout"
    for name in ("build-support", "3rdparty", "src/python"):
        shutil.copytree(ROOT / name, copy / name)
    for name in ("pants", "pants.toml", "pyproject.toml"):
        shutil.copy(ROOT / name, copy / name)
    (copy / ".coveragerc").touch()
    for path, text in VIOLATIONS.items():
        (copy / path).write_text(text, encoding="utf-8")
    yield copy
    for daemon in copy.glob(".pids/*/pantsd/pid"):
        os.kill(int(daemon.read_text(encoding="utf-8")), signal.SIGTERM)


def _pants(copy: Path, *arguments: str) -> str:
    command = ["bash", "./pants", "--no-dynamic-ui", *arguments]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False, timeout=280)
    assert done.returncode != 0, f"{arguments} passed on a broken copy"
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("goal", "complaints"),
    [
        ("lint", {"relative": "TID252", "reader": "TID251"}),
        ("check", {"untyped": "no-untyped-def"}),
        ("dependencies", {"fence": "DependencyRuleActionDeniedError"}),
        ("dependencies", {"unowned": "UnownedDependencyError"}),
    ],
)
def test_build_refuses(broken_copy: Path, goal: str, complaints: dict[str, str]) -> None:
    told = _pants(broken_copy, goal, *(f"{SHARED}/{name}.py" for name in complaints))
    assert [complaint for complaint in complaints.values() if complaint not in told] == []
