"""Says where to go."""

import os
from typing import Final

from netra.dev.run import Run
from netra.dev.voice import Ready

TITLE: Final = "Ready"


def run(run: Run) -> None:
    run.announce()
    pids = {"launcher": os.getpid(), **run.supervisor.pids()}
    run.voice.ready(Ready(dict(run.stack.urls), pids, str(run.home.folder)))
