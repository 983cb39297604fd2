"""Fetches the one engine that does not come with the launcher."""

from typing import Final

from netra.dev.addresses import needs_clickhouse
from netra.dev.engines.download import ensure_library
from netra.dev.folders import cache_folder
from netra.dev.run import Run

TITLE: Final = "Fetching the engines"


def run(run: Run) -> None:
    if needs_clickhouse():
        ensure_library(cache_folder(), run.voice.say)
