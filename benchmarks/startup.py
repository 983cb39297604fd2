"""From a fresh clone to a running product, and what the idle product weighs.

The cold start has an empty HOME, so every download and build is part of it; the peer is the time that the
largest download, the ClickHouse library, takes alone in the same run. Memory is the proportional set size of
every process that the launcher started, itself included: pages shared by two processes are counted once.
"""

import json
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.report import Measurement
from netra.dev.engines.pins import CLICKHOUSE_LIBRARY
from netra.dev.status import own_bytes
from netra.shared.environment import get_env

MEGABYTE = 1_000_000
SETTLE_SECONDS = 15


@dataclass(frozen=True)
class Clone:
    """A fresh clone of this checkout with a HOME of its own."""

    folder: Path

    @property
    def checkout(self) -> Path:
        return self.folder / "netra"

    def run(self, *command: str, cwd: Path | None = None) -> str:
        """Standard output of a command that must succeed."""
        keep = ("PATH", "LANG", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "PYENV_ROOT", "PIP_CERT")
        env = {name: value for name in keep if (value := get_env().get(name)) is not None}
        env |= {"HOME": str(self.folder / "home")}
        done = subprocess.run(
            command,
            cwd=cwd or self.checkout,
            env=env,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            timeout=900,
        )
        return done.stdout

    def up(self) -> tuple[float, dict[str, int]]:
        """Seconds until the ready line, and the process ids it names."""
        started = time.monotonic()
        line = self.run("./pants", "up", "--detach", "--ports", "auto", "--json")
        return time.monotonic() - started, json.loads(line)["pids"]


def measure() -> Iterator[Measurement]:
    """Cold start, warm start, idle memory."""
    with tempfile.TemporaryDirectory(prefix="netra-startup-") as folder:
        clone = Clone(Path(folder))
        (clone.folder / "home").mkdir()
        clone.run("git", "clone", "--quiet", str(Path.cwd()), str(clone.checkout), cwd=clone.folder)
        try:
            yield from _starts(clone)
        finally:
            clone.run("./pants", "down")


def _starts(clone: Clone) -> Iterator[Measurement]:
    cold, _ = clone.up()
    download = _download_alone(clone)
    yield Measurement(
        "fresh clone to ready", cold, "s", 180, peer="largest download alone, s", peer_value=download
    )
    clone.run("./pants", "down")
    warm, pids = clone.up()
    yield Measurement("warm start to ready", warm, "s", 10)
    time.sleep(SETTLE_SECONDS)
    yield Measurement("idle stack", _memory(pids) / MEGABYTE, "MB", 900)


def _download_alone(clone: Clone) -> float:
    package = f"{CLICKHOUSE_LIBRARY.name}@{CLICKHOUSE_LIBRARY.version}"
    target = clone.folder / "download"
    target.mkdir()
    started = time.monotonic()
    clone.run("npm", "pack", "--silent", "--prefer-online", package, cwd=target)
    return time.monotonic() - started


def _memory(pids: dict[str, int]) -> int:
    family: dict[int, psutil.Process] = {}
    for pid in pids.values():
        process = psutil.Process(pid)
        family |= {member.pid: member for member in (process, *process.children(recursive=True))}
    return sum(map(own_bytes, family.values()))
