"""Makes the databases and their users in our own engines."""

from typing import Final

from netra.dev.databases import ensure_databases
from netra.dev.run import Run

TITLE: Final = "Databases and users"


def run(run: Run) -> None:
    ensure_databases(run.stack)
