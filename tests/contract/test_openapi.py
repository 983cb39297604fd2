"""The published interfaces are what the packaged services offer; saying so needs no database."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.framework.packaged import AUTH, BACKEND, package


@pytest.mark.parametrize(("service", "pex"), [("auth", AUTH), ("backend", BACKEND)])
def test_published_interface_is_fresh(service: str, pex: str) -> None:
    command = [sys.executable, str(package(pex)), "openapi"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=120, env={"NETRA_ENV": "test"}
    )
    published = json.loads(Path(f"spec/openapi/{service}.json").read_text(encoding="utf-8"))
    assert json.loads(done.stdout) == published, (
        f"write `{service} openapi` to spec/openapi/{service}.json again"
    )
