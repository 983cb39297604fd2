"""`./pants bench [NAME...]`: runs the benchmarks, prints their tables, keeps them in benchmarks/results/."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

import click

from benchmarks import (
    answers,
    auth,
    cutting_off,
    ingest,
    kills,
    overview,
    questions,
    replay,
    sockets,
    startup,
)
from benchmarks.report import Measurement, table, write

RESULTS = Path("benchmarks/results")
BENCHMARKS: Mapping[str, Callable[[], Iterable[Measurement]]] = MappingProxyType(
    {
        "replay": replay.measure,
        "ingest": ingest.measure,
        "overview": overview.measure,
        "questions": questions.measure,
        "answers": answers.measure,
        "sockets": sockets.measure,
        "kills": kills.measure,
        "auth": auth.measure,
        "cutting_off": cutting_off.measure,
        "startup": startup.measure,
    }
)


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(sorted(BENCHMARKS)))
@click.option("--keep/--no-keep", default=True, help="Write the tables to benchmarks/results/.")
def cli(names: tuple[str, ...], *, keep: bool) -> None:
    """Measure what is promised. Nothing here passes or fails a build: machines differ, tables are read."""
    for name in names or tuple(BENCHMARKS):
        click.echo(f"\n{name}")
        measurements = list(BENCHMARKS[name]())
        click.echo(table(measurements))
        if keep:
            write(RESULTS / f"{name}.md", measurements)


if __name__ == "__main__":
    cli()
