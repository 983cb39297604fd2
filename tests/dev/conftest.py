"""A launcher with stand-in services, on a home of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.dev.launcher import Launcher


@pytest.fixture
def launcher(tmp_path: Path) -> Iterator[Launcher]:
    """Whatever a test leaves running is stopped after it."""
    made = Launcher(tmp_path / "installation").prepare()
    yield made
    if made.leftovers():
        made.run("down")


@pytest.fixture(scope="module")
def shared_launcher(tmp_path_factory: pytest.TempPathFactory) -> Launcher:
    """For tests that leave the stack as they found it."""
    return Launcher(tmp_path_factory.mktemp("shared") / "installation").prepare()


@pytest.fixture(scope="module")
def running(shared_launcher: Launcher) -> Iterator[dict[str, Any]]:
    """The ready line of a stack that runs in the background."""
    with shared_launcher.running() as ready:
        yield ready
