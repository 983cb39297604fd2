"""`up --reload`: a changed source is packaged and its service started again, the others are left alone."""

import io
import tarfile
from pathlib import Path
from typing import Final

import pytest

from netra.dev.packages import frontend_server
from netra.shared.environment import IsolatedEnvironment
from tests.dev.launcher import Launcher, eventually, is_running

SOURCE: Final = Path("src/python/netra/auth/service.py")

PANTS = """#!/bin/sh
cd "$(dirname "$0")"
echo "$@" >> packaged.txt
[ -e slow ] && echo $$ > slow && exec sleep 300
true
"""


@pytest.fixture
def checkout(launcher: Launcher) -> Path:
    """One source file, and a build tool that only notes what it was asked for."""
    made = launcher.folder / "checkout"
    source = made / SOURCE
    source.parent.mkdir(parents=True)
    source.write_text("before = 1\n", encoding="utf-8")
    (made / "pants").write_text(PANTS, encoding="utf-8")
    (made / "pants").chmod(0o755)
    return made


def test_a_change_restarts_what_it_belongs_to(launcher: Launcher, checkout: Path) -> None:
    source = checkout / SOURCE
    reloading = Launcher(launcher.folder, {"NETRA_CHECKOUT": str(checkout)})
    with reloading.running("--reload", "--no-sample") as ready:
        assert not (checkout / "packaged.txt").exists()
        source.write_text("after = 2\n", encoding="utf-8")
        assert eventually(lambda: reloading.pids().get("auth") not in (None, ready["pids"]["auth"]))
        assert reloading.pids()["backend"] == ready["pids"]["backend"]
    packaged = (checkout / "packaged.txt").read_text(encoding="utf-8").splitlines()
    assert packaged == ["--no-dynamic-ui package src/python/netra/auth:auth"]


def test_packaging_is_stopped_with_the_launcher(launcher: Launcher, checkout: Path) -> None:
    (checkout / "slow").touch()
    reloading = Launcher(launcher.folder, {"NETRA_CHECKOUT": str(checkout)})
    with reloading.running("--reload", "--no-sample"):
        (checkout / SOURCE).write_text("after = 2\n", encoding="utf-8")
        assert eventually(lambda: (checkout / "slow").read_text(encoding="utf-8").endswith("\n"))
        packaging = int((checkout / "slow").read_text(encoding="utf-8"))
        assert is_running(packaging)
        assert reloading.run("down").returncode == 0
    assert not is_running(packaging)


def test_the_served_pages_stay_until_their_successor_is_there(
    tmp_path: Path, isolated_environment: IsolatedEnvironment
) -> None:
    archive, folder = tmp_path / "pages.tar.gz", tmp_path / "unpacked"
    isolated_environment.set("NETRA_FRONTEND_DIST", str(archive), "test")
    served = []
    for version in ("first", "second", "third"):
        with tarfile.open(archive, "w:gz") as pages:
            page = tarfile.TarInfo("server.js")
            page.size = len(version)
            pages.addfile(page, io.BytesIO(version.encode()))
        served.append(frontend_server(folder))
    assert [path.exists() for path in served] == [False, True, True]
    assert served[-1].read_text(encoding="utf-8") == "third"
