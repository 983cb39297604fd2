"""The packaged product under its own launcher, as a person starts it, on a home of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from netra.dev.home import Home
from netra.dev.record import read_record
from netra.shared.environment import get_env
from tests.framework.packaged import AUTH, BACKEND, FRONTEND, package

LAUNCHER: Final = "src.python.netra.dev/netra.pex"
START_SECONDS: Final = 180


def recorded_pids(home: Path) -> dict[str, int]:
    """The processes of the stack on a home, as its launcher has written them down."""
    record = read_record(Home(home).record_file)
    return {} if record is None else {one.name: one.identity.pid for one in record.processes}


@dataclass(frozen=True)
class Product:
    """One installation."""

    home: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    """Further variables that its services see."""

    def launch(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command of the launcher, to its end."""
        packages = {
            "NETRA_PACKAGED": "1",
            "NETRA_AUTH_PEX": str(package(AUTH)),
            "NETRA_BACKEND_PEX": str(package(BACKEND)),
            "NETRA_FRONTEND_DIST": str(package(FRONTEND)),
        }
        command = [sys.executable, str(package(LAUNCHER)), *words, "--home", str(self.home)]
        env = get_env().get_subprocess_env(**packages, **self.settings)
        return subprocess.run(
            command, env=env, capture_output=True, text=True, timeout=START_SECONDS, check=False
        )

    @contextmanager
    def running(self, *words: str) -> Iterator[Mapping[str, Any]]:
        """The stack on free ports for the length of the block; what its ready line says."""
        started = self.launch("up", "--detach", "--ports", "auto", "--json", *words)
        try:
            assert started.returncode == 0, started.stderr
            yield json.loads(started.stdout)
        finally:
            self.launch("down")

    def pids(self) -> Mapping[str, int]:
        """What is recorded as running now."""
        return recorded_pids(self.home)
