"""Makes the databases and their users in our own engines."""

from typing import Final

from netra.dev.databases import ensure_databases
from netra.dev.replacement import take_back_if_cut_off
from netra.dev.run import Run

TITLE: Final = "Databases and users"


def run(run: Run) -> None:
    take_back_if_cut_off(run.stack, run.voice.say)
    ensure_databases(run.stack)
