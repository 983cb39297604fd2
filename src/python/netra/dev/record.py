"""What runs on a home folder, on disk, so that `down`, `status` and the next `up` know it."""

import json
import os
import signal
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from netra.dev.engines.files import write_private
from netra.dev.identity import Identity, identify, is_alive, send, wait_gone
from netra.dev.processes import ProcessSpec

UP: Final = "up"


@dataclass(frozen=True)
class Recorded:
    """One process that was started, and how it is stopped."""

    name: str
    identity: Identity
    stop_signal: int
    grace_s: float
    restarts: int = 0


@dataclass(frozen=True)
class Record:
    """Everything one launcher started, and the command it carries out."""

    launcher: Identity
    purpose: str
    processes: Sequence[Recorded] = ()
    urls: Mapping[str, str] = field(default_factory=dict)
    ready: bool = False

    def pids(self) -> Mapping[str, int]:
        return {"launcher": self.launcher.pid, **{one.name: one.identity.pid for one in self.processes}}


def recorded(spec: ProcessSpec, pid: int, restarts: int) -> Recorded | None:
    """The record of a process, None when it has ended already."""
    identity = identify(pid)
    return (
        None if identity is None else Recorded(spec.name, identity, spec.stop_signal, spec.grace_s, restarts)
    )


def this_launcher() -> Identity:
    identity = identify(os.getpid())
    if identity is None:
        raise RuntimeError("a running process has no entry in /proc")
    return identity


def write_record(path: Path, record: Record) -> None:
    write_private(path, json.dumps(asdict(record)))


def read_record(path: Path) -> Record | None:
    """The record, or None when nothing was recorded or a dying machine damaged it."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        processes = tuple(_process(item) for item in raw["processes"])
        # A launcher from before the last `git pull` may still run, and wrote down no purpose.
        purpose = raw.get("purpose", UP)
        return Record(Identity(**raw["launcher"]), purpose, processes, raw["urls"], raw["ready"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def _process(raw: Mapping[str, Any]) -> Recorded:
    return Recorded(**{**raw, "identity": Identity(**raw["identity"])})


def alive(record: Record) -> list[Recorded]:
    """What of it still runs, in the order of starting."""
    return [process for process in record.processes if is_alive(process.identity)]


def stop_recorded(record: Record) -> list[str]:
    """Stops what a dead launcher left behind, latest first; the names of what was stopped."""
    left = list(reversed(alive(record)))
    for process in left:
        send(process.identity, signal.Signals(process.stop_signal))
        if not wait_gone(process.identity, process.grace_s):
            send(process.identity, signal.SIGKILL)
            wait_gone(process.identity, process.grace_s)
    return [process.name for process in left]
