"""A launcher with stand-in services, on a home of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.dev.launcher import Launcher
from tests.dev.stores import fill, spoil, stores
from tests.framework.engines import memory_folder


@pytest.fixture
def launcher() -> Iterator[Launcher]:
    """Whatever a test leaves running is stopped after it."""
    with memory_folder() as folder:
        made = Launcher(folder / "installation").prepare()
        yield made
        if made.leftovers():
            made.run("down")


@pytest.fixture(scope="module")
def shared_launcher() -> Iterator[Launcher]:
    """For tests that leave the stack as they found it."""
    with memory_folder() as folder:
        yield Launcher(folder / "installation").prepare()


@pytest.fixture(scope="module")
def running(shared_launcher: Launcher) -> Iterator[dict[str, Any]]:
    """The ready line of a stack that runs in the background."""
    with shared_launcher.running() as ready:
        yield ready


@pytest.fixture(scope="module")
def saved(shared_launcher: Launcher) -> Path:
    """A backup made while everything was running."""
    target = shared_launcher.folder / "netra.backup"
    with shared_launcher.running(), stores(shared_launcher) as at:
        fill(at)
        done = shared_launcher.run("backup", str(target))
        assert done.returncode == 0, done.stderr
        spoil(at)
        refused = shared_launcher.run("restore", str(target))
        assert "Another launcher" in refused.stderr
    return target
