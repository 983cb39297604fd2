"""Starts the services."""

from typing import Final

from netra.dev.run import Run
from netra.dev.services import service_specs

TITLE: Final = "Starting the services"


def run(run: Run) -> None:
    run.supervisor.start(*service_specs(run.stack))
