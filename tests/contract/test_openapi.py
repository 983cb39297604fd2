"""The published interfaces are what the packaged services offer; saying so needs no database."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.framework.packaged import AUTH, BACKEND, package


@pytest.mark.parametrize(
    ("pex", "command", "published"),
    [
        (AUTH, "openapi", "openapi/auth.json"),
        (BACKEND, "openapi", "openapi/backend.json"),
        (BACKEND, "event-schema", "events.schema.json"),
    ],
)
def test_published_interface_is_fresh(pex: str, command: str, published: str) -> None:
    done = subprocess.run(
        [sys.executable, str(package(pex)), command],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        env={"NETRA_ENV": "test"},
    )
    spec = Path("spec") / published
    assert json.loads(done.stdout) == json.loads(spec.read_text(encoding="utf-8")), (
        f"write `{command}` to {spec} again"
    )
