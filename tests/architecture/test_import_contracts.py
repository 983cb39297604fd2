"""The import contracts of .importlinter hold, and each kind of violation is reported."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path.cwd()


PROGRAM = """
import sys
sys.path.insert(0, "src/python")
from importlinter.cli import lint_imports
sys.exit(lint_imports(config_filename=".importlinter", no_cache=True))
"""


def _lint(root: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", PROGRAM]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=120)


def _copy(target: Path) -> Path:
    shutil.copy(ROOT / ".importlinter", target / ".importlinter")
    shutil.copytree(ROOT / "src/python/netra", target / "src/python/netra")
    return target


def test_contracts_are_kept() -> None:
    result = _lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("dev/main.py", "import netra.backend.main"),
        ("auth/main.py", "import netra.backend.main"),
        ("shared/clock.py", "import netra.auth.main"),
        ("backend/calls/domain.py", "import netra.backend.pricing.domain"),
        ("backend/projects/routes.py", "import netra.backend.projects.repository"),
        ("backend/calls/domain.py", "import sqlalchemy"),
        ("backend/calls/helpers.py", ""),
        ("backend/surprise/service.py", ""),
    ],
)
def test_violation_is_reported(tmp_path: Path, path: str, line: str) -> None:
    broken = _copy(tmp_path) / "src/python/netra" / path
    broken.parent.mkdir(exist_ok=True)
    old = broken.read_text(encoding="utf-8") if broken.exists() else ""
    broken.write_text(f"{old}\n{line}\n", encoding="utf-8")
    result = _lint(tmp_path)
    assert result.returncode == 1, result.stdout + result.stderr
    assert (
        "BROKEN" in result.stdout
        or "Missing layer" in result.stdout + result.stderr
        or "exhaustive" in result.stdout
    )
