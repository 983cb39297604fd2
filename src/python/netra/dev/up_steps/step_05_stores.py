"""Starts PostgreSQL, Valkey and ClickHouse, those of them no address replaces."""

from typing import Final

from netra.dev.run import Run

TITLE: Final = "Starting the engines"


def run(run: Run) -> None:
    run.supervisor.start(*run.stack.prepare_engines())
