"""What a benchmark found: each number beside its promise and beside a peer measured in the same run."""

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil

GIGABYTE = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Measurement:
    """One number. `promise` is the bound an issue names; `peer` what the same run reached by other means."""

    name: str
    value: float
    unit: str
    promise: float | None = None
    higher_is_better: bool = False
    peer: str = ""
    peer_value: float | None = None

    @property
    def kept(self) -> bool | None:
        """Whether the promise holds; None where none was made."""
        if self.promise is None:
            return None
        return self.value >= self.promise if self.higher_is_better else self.value <= self.promise

    def row(self) -> str:
        """One line of the results table."""
        bound = (
            "" if self.promise is None else f"{'>=' if self.higher_is_better else '<='} {self.promise:,.6g}"
        )
        verdict = {None: "", True: "kept", False: "**broken**"}[self.kept]
        ratio = f"{self.value / self.peer_value:.2f}" if self.peer_value else ""
        peer = f"{self.peer} {self.peer_value:,.6g}" if self.peer_value is not None else ""
        return f"| {self.name} | {self.value:,.6g} {self.unit} | {bound} | {verdict} | {peer} | {ratio} |"


HEAD = "| what | measured | promise | | beside | ratio |\n|---|---|---|---|---|---|"


def table(measurements: Sequence[Measurement]) -> str:
    """A Markdown table of the measurements."""
    return "\n".join([HEAD, *(measurement.row() for measurement in measurements)])


def machine() -> str:
    """The machine in one line; names nobody's machine."""
    memory = psutil.virtual_memory().total / GIGABYTE
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {psutil.cpu_count()} cores, {memory:.0f} GB, {platform.machine()}, "
        f"Linux {platform.release().split('-')[0]}, CPython {platform.python_version()}"
    )


def write(path: Path, measurements: Sequence[Measurement]) -> None:
    """Keep the results beside the benchmarks."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"# Measured\n{machine()}\n\n{table(measurements)}\n", encoding="utf-8")
