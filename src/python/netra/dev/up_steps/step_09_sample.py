"""Puts sample projects in, once: a sample that was deleted stays deleted."""

from typing import Final

from netra.dev.commands import run_all
from netra.dev.databases import has_sample, mark_sample
from netra.dev.names import BACKEND
from netra.dev.run import Run
from netra.dev.services import service_command

TITLE: Final = "Sample projects"


def run(run: Run) -> None:
    if not run.stack.options.sample:
        run.voice.say("left out")
    elif has_sample(run.stack):
        run.voice.say("already there")
    else:
        run_all(run.voice.say, run.interrupts, service_command(run.stack, BACKEND, "sample"))
        mark_sample(run.stack, present=True)
