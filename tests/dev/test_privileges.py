"""How root comes to run PostgreSQL."""

import os

import pytest

from netra.dev.doctor import missing_prerequisites
from netra.dev.engines import privileges
from netra.dev.engines.privileges import REFUSAL, unprivileged
from netra.dev.errors import LauncherError


def test_an_ordinary_user_runs_it_as_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert unprivileged("/bin/true") == ("/bin/true",)


def test_root_without_namespaces_is_told_so_before_anything_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(privileges, "NAMESPACE", ("false",))
    with pytest.raises(LauncherError, match="ordinary user"):
        unprivileged("/bin/true")
    assert REFUSAL in missing_prerequisites()
