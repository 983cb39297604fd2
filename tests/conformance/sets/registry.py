"""The sets that can be checked; adding one is one module and one line here."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from tests.conformance.figures import Computed, Figure, FigurePath
from tests.conformance.sets import bfcl, lmcache, mooncake, usage, weka


class Answers(Protocol):
    """Computes the figures of one expected file."""

    def __call__(self, path: FigurePath) -> Computed:
        """Return the figure; UnknownFigureError without a rule for it, NotComputedError without data."""

    def own_figures(self) -> Iterator[Figure]:
        """Yield comparisons with what the data files themselves expect, row by row."""


class WorkloadSet(Protocol):
    """A module of this folder."""

    def data_files(self, folder: Path) -> tuple[Path, ...]: ...

    def answers(self, folder: Path, expected: Path) -> Answers: ...


SETS: tuple[WorkloadSet, ...] = (mooncake, weka, usage, lmcache, bfcl)
