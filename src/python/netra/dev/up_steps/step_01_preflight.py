"""Says what is missing before anything is started."""

import shutil
from typing import Final

from netra.dev.doctor import missing_prerequisites
from netra.dev.errors import LauncherError
from netra.dev.run import Run

TITLE: Final = "Looking at what is here"
NEEDED_MB: Final = 500


def run(run: Run) -> None:
    missing = missing_prerequisites()
    if missing:
        raise LauncherError(" ".join(missing))
    free = shutil.disk_usage(run.home.folder).free // 1_000_000
    if free < NEEDED_MB:
        raise LauncherError(
            f"{run.home.folder} has {free} MB free and {NEEDED_MB} are needed; make room or give --home."
        )
    run.voice.say(f"ports: {', '.join(f'{name} {port}' for name, port in run.stack.ports.items())}")
