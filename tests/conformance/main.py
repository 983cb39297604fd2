"""`./pants conformance DIR...`: recomputes each figure of expected*.json with the product's own functions."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from tests.conformance.figures import Figure, NotComputedError, check, read_json
from tests.conformance.sets.registry import SETS, WorkloadSet


@dataclass(frozen=True)
class Report:
    """The figures of one expected file."""

    folder: Path
    expected: str
    figures: tuple[Figure, ...]
    problem: str = ""

    @property
    def ok(self) -> bool:
        return not self.problem and bool(self.figures) and all(figure.ok for figure in self.figures)


def reports(folder: Path) -> Iterator[Report]:
    """Check a folder of a known set, or each such folder inside it."""
    workload = recognise(folder)
    if workload is not None:
        yield from _folder_reports(folder, workload)
        return
    for inner in sorted(path for path in folder.iterdir() if path.is_dir()):
        if (workload := recognise(inner)) is not None:
            yield from _folder_reports(inner, workload)


def recognise(folder: Path) -> WorkloadSet | None:
    """Return the set whose schema a file of the folder has."""
    return next((workload for workload in SETS if workload.data_files(folder)), None)


def _folder_reports(folder: Path, workload: WorkloadSet) -> Iterator[Report]:
    expected_files = sorted(folder.glob("expected*.json"))
    if not expected_files:
        yield Report(folder, "expected*.json", (), "There is no expected*.json.")
    for expected in expected_files:
        yield _report(folder, expected, workload)


def _report(folder: Path, expected: Path, workload: WorkloadSet) -> Report:
    try:
        answer = workload.answers(folder, expected)
        figures = (*check(read_json(expected), answer), *answer.own_figures())
    except (NotComputedError, ValueError) as problem:
        return Report(folder, expected.name, (), str(problem))
    return Report(folder, expected.name, figures, "" if figures else "It expects nothing.")


def say(report: Report) -> None:
    """Print a report, figure by figure."""
    click.echo(f"\n{report.folder.name}: {report.expected}")
    for figure in report.figures:
        click.echo(figure.line())
    good = sum(figure.ok for figure in report.figures)
    click.echo(report.problem or f"{good} of {len(report.figures)} figures ok")


def run(folders: Iterable[Path]) -> bool:
    """Check the folders and print what came out; True when every figure of every one is right."""
    fine = True
    for folder in folders:
        found = list(reports(folder))
        for report in found:
            say(report)
        if not found:
            click.echo(f"\n{folder}: no set of a known schema in it.")
        fine = fine and bool(found) and all(report.ok for report in found)
    return fine


@click.command()
@click.argument(
    "folders", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
def cli(folders: tuple[Path, ...]) -> None:
    """Recompute every figure of every expected*.json in the FOLDERS; exits 1 unless all of them agree."""
    sys.exit(0 if run(folders) else 1)


if __name__ == "__main__":
    cli()
