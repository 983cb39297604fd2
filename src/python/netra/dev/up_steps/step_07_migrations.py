"""Brings both services' tables up to date; the migrations refuse data of a newer version."""

from typing import Final

from netra.dev.commands import run_all
from netra.dev.names import AUTH, BACKEND
from netra.dev.run import Run
from netra.dev.services import service_command

TITLE: Final = "Bringing tables up to date"


def run(run: Run) -> None:
    commands = (service_command(run.stack, name, "migrate") for name in (AUTH, BACKEND))
    run_all(run.voice.say, run.interrupts, *commands)
