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
    spec = Path("spec") / published
    assert json.loads(_told(pex, command)) == json.loads(spec.read_text(encoding="utf-8")), (
        f"write `{command}` to {spec} again"
    )


@pytest.mark.parametrize(("pex", "published"), [(AUTH, "access/auth.md"), (BACKEND, "access/backend.md")])
def test_published_table_of_routes_is_fresh(pex: str, published: str) -> None:
    spec = Path("spec") / published
    assert _told(pex, "routes") == spec.read_text(encoding="utf-8"), f"write `routes` to {spec} again"


def _told(pex: str, command: str) -> str:
    """What a command of a packaged service prints, with no settings but its environment."""
    done = subprocess.run(
        [sys.executable, str(package(pex)), command],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        env={"NETRA_ENV": "test"},
    )
    return done.stdout
