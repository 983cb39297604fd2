"""Figures of an expected file beside the ones recomputed: names, tolerances, verdicts."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

Number = int | float | Decimal
FigurePath = tuple[str, ...]
Answer = Callable[[FigurePath], "Computed"]

RATIO = Decimal("5.1e-7")
"""Ratios are written with six decimals; half a unit of the last one, and a little for the rounding."""
MEAN = Decimal("5.1e-5")
"""Means and percentages are written with four decimals."""
EXACT = Decimal(0)


class UnknownFigureError(LookupError):
    """A key of an expected file that no rule of its set reads."""


class GivenError(LookupError):
    """A key of an expected file that is a setting of the figures beside it, and no figure."""


class NotComputedError(LookupError):
    """A figure that has a rule, but that these data do not yield."""


@dataclass(frozen=True)
class Computed:
    """A recomputed value and how far from it an expected one may lie."""

    value: Number
    tolerance: Decimal = EXACT


@dataclass(frozen=True)
class Figure:
    """One line of the report."""

    path: FigurePath
    expected: object
    got: object
    ok: bool

    @property
    def name(self) -> str:
        return ".".join(self.path)

    def line(self) -> str:
        return f"{self.name:<55} {self.expected!s:>20} {self.got!s:>32} {'ok' if self.ok else 'MISS'}"


def read_json(path: Path) -> Any:
    """Return a JSON file with its decimals as they are written."""
    return json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def leaves(tree: object, path: FigurePath = ()) -> Iterator[tuple[FigurePath, object]]:
    """Yield every value of a tree of objects and lists with the keys and places that lead to it."""
    if isinstance(tree, Mapping):
        for key, branch in tree.items():
            yield from leaves(branch, (*path, key))
    elif isinstance(tree, list) and tree:
        for place, branch in enumerate(tree):
            yield from leaves(branch, (*path, str(place)))
    else:
        yield path, tree


def check(expected: object, answer: Answer) -> Iterator[Figure]:
    """Compare every figure of an expected file with the recomputed one; settings are no figures."""
    for path, value in leaves(expected):
        try:
            yield compare(path, value, answer)
        except GivenError:
            continue


def compare(path: FigurePath, expected: object, answer: Answer) -> Figure:
    """Compare one figure; an unknown key, a figure without a value and a miss are all failures."""
    try:
        computed = answer(path)
    except UnknownFigureError:
        return Figure(path, expected, "unknown key", ok=False)
    except NotComputedError as missing:
        return Figure(path, expected, f"not computed: {missing}", ok=False)
    number = _number(expected)
    ok = number is not None and abs(_exact(computed.value) - number) <= computed.tolerance
    return Figure(path, expected, computed.value, ok)


def ratio(part: Number, whole: Number) -> Decimal:
    """Return part / whole; NotComputedError where there is nothing to divide by."""
    if not whole:
        raise NotComputedError("nothing to divide by")
    return _exact(part) / _exact(whole)


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        return None
    try:
        return Decimal(value.removesuffix("%") if isinstance(value, str) else value)
    except ArithmeticError:
        return None


def _exact(value: Number) -> Decimal:
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
