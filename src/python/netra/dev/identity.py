"""Which process is meant: a pid alone may have been given to somebody else since."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")
# Fields of /proc/PID/stat after the name in parentheses, counted from 0 (proc(5), fields 3 and 22).
_STATE: Final = 0
_START: Final = 19


@dataclass(frozen=True)
class Identity:
    """A process for good: its pid, when it started in ticks since boot, and which boot that was."""

    pid: int
    started: int
    boot: str


def identify(pid: int) -> Identity | None:
    """The process with this pid, or None when there is none (or only its dead shell)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    if fields[_STATE] == "Z":
        return None
    return Identity(pid, int(fields[_START]), _BOOT.read_text(encoding="utf-8").strip())


def is_alive(identity: Identity) -> bool:
    return identify(identity.pid) == identity


def send(identity: Identity, number: signal.Signals) -> None:
    """Signals exactly this process; nothing happens when it is gone."""
    try:
        process = os.pidfd_open(identity.pid)
    except ProcessLookupError:
        return
    try:
        # Asked once the descriptor holds the process: from here on its pid cannot become another's.
        if is_alive(identity):
            signal.pidfd_send_signal(process, number)
    except ProcessLookupError:
        return
    finally:
        os.close(process)


def wait_gone(identity: Identity, seconds: float) -> bool:
    """Whether the process is gone within `seconds`."""
    deadline = time.monotonic() + seconds
    while is_alive(identity):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
