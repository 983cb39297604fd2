"""How root comes to run PostgreSQL."""

import os
from pathlib import Path

import pytest

from netra.dev.engines import privileges
from netra.dev.engines.privileges import unprivileged
from netra.dev.errors import LauncherError


def test_an_ordinary_user_runs_it_as_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert unprivileged(tmp_path, "/bin/true") == ("/bin/true",)


def test_root_who_can_become_nobody_in_no_way_is_told_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(os, "chown", lambda *_arguments, **_options: None)
    monkeypatch.setattr(privileges, "NAMESPACE", ("false",))
    monkeypatch.setattr(privileges, "DROPPED", ("false",))
    with pytest.raises(LauncherError, match="ordinary user"):
        unprivileged(tmp_path, "/bin/true")
