"""`up --reload`: a changed source is packaged and its service started again, the others are left alone."""

from tests.dev.launcher import Launcher, eventually

PANTS = """#!/bin/sh
echo "$@" >> "$(dirname "$0")/packaged.txt"
"""


def test_a_change_restarts_what_it_belongs_to(launcher: Launcher) -> None:
    checkout = launcher.folder / "checkout"
    source = checkout / "src" / "python" / "netra" / "auth" / "service.py"
    source.parent.mkdir(parents=True)
    source.write_text("before = 1\n", encoding="utf-8")
    (checkout / "pants").write_text(PANTS, encoding="utf-8")
    (checkout / "pants").chmod(0o755)
    reloading = Launcher(launcher.folder, {"NETRA_CHECKOUT": str(checkout)})
    with reloading.running("--reload", "--no-sample") as ready:
        assert not (checkout / "packaged.txt").exists()
        source.write_text("after = 2\n", encoding="utf-8")
        assert eventually(lambda: reloading.pids().get("auth") not in (None, ready["pids"]["auth"]))
        assert reloading.pids()["backend"] == ready["pids"]["backend"]
    packaged = (checkout / "packaged.txt").read_text(encoding="utf-8").splitlines()
    assert packaged == ["--no-dynamic-ui package src/python/netra/auth:auth"]
