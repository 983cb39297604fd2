"""Says where to go."""

from typing import Final

from netra.dev.run import Run

TITLE: Final = "Ready"


def run(run: Run) -> None:
    run.announce()
