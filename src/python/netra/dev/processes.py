"""One process of the stack: how it is started, when it is ready, how it is stopped.

Engines and services alike: the supervisor knows nothing else about them.
"""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from netra.dev.errors import LauncherError
from netra.dev.ports import listening_ports

# A log file longer than this at start becomes `NAME.log.1`; the one before it is dropped.
LOG_LIMIT_BYTES: Final = 10_000_000
POLL_S: Final = 0.02


@dataclass(frozen=True)
class ProcessSpec:
    """What to run.

    `ready` answers whether the process does its work yet and may be asked at any time; it must not raise.
    With a `port`, that answer counts only once the process itself listens there: a stranger may answer too.
    `stop_signal` ends it gracefully within `grace_s` seconds, after which it is killed.
    """

    name: str
    command: tuple[str, ...]
    log: Path
    ready: Callable[[], bool]
    env: Mapping[str, str] = field(repr=False, default_factory=dict)
    cwd: Path | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    grace_s: float = 10.0
    start_timeout_s: float = 60.0
    port: int | None = None


class ManagedProcess:
    """A started `ProcessSpec`, leader of its own process group and session."""

    def __init__(self, spec: ProcessSpec) -> None:
        self.spec = spec
        self._child = _spawn(spec)
        self._asked_at: float | None = None

    @property
    def pid(self) -> int:
        return self._child.pid

    def exit_code(self) -> int | None:
        """None while it runs; negative signal number when a signal ended it.

        What a dead leader leaves in its group is killed first, while the leader still holds the number.
        """
        if self._child.returncode is None and _has_ended(self.pid):
            kill_group(self.pid)
            self._child.wait()
        return self._child.returncode

    def wait_ready(self) -> None:
        """Returns once it is ready; LauncherError when it died or took too long."""
        name, limit = self.spec.name, self.spec.start_timeout_s
        deadline = time.monotonic() + limit
        while not self._is_ready():
            if self.exit_code() is not None:
                raise LauncherError(f"{name} ended while starting: {last_words(self.spec.log)}")
            if time.monotonic() > deadline:
                raise LauncherError(f"{name} was not ready within {limit:.0f} s; see {self.spec.log}.")
            time.sleep(POLL_S)

    def ask_to_stop(self) -> None:
        """Sends the stop signal and returns at once; its time to stop runs from the first asking."""
        if self._asked_at is None:
            self._asked_at = time.monotonic()
        if self.exit_code() is None:
            self._child.send_signal(self.spec.stop_signal)

    def stop(self) -> None:
        """Stops it and everything in its group: gracefully first, then for good."""
        self.ask_to_stop()
        deadline = (self._asked_at or 0.0) + self.spec.grace_s
        while self.exit_code() is None:
            if time.monotonic() > deadline:
                kill_group(self.pid)
            time.sleep(POLL_S)

    def _is_ready(self) -> bool:
        return self.spec.ready() and self.exit_code() is None and self._listens()

    def _listens(self) -> bool:
        return self.spec.port is None or self.spec.port in listening_ports(self.pid)


def _has_ended(child: int) -> bool:
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _spawn(spec: ProcessSpec) -> "subprocess.Popen[bytes]":
    with open_log(spec.log) as log:
        try:
            return subprocess.Popen(
                spec.command,
                env=dict(spec.env),
                cwd=spec.cwd,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as error:
            raise LauncherError(f"{spec.name} cannot be started: {error}.") from error


def open_log(path: Path) -> IO[bytes]:
    """Opens a log for appending; only its owner may read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > LOG_LIMIT_BYTES:
        path.replace(path.with_name(path.name + ".1"))
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab")


def last_line(log: Path) -> str:
    """The last line a process wrote, empty when it wrote none."""
    lines = log.read_bytes()[-4096:].decode("utf-8", "replace").strip().splitlines() if log.exists() else []
    return lines[-1].strip() if lines else ""


def last_words(log: Path) -> str:
    """The last line of a process that ended, for a sentence about why it did."""
    line = last_line(log)
    return f"{line} (more in {log})" if line else f"it wrote nothing to {log}."


def kill_group(leader: int) -> None:
    """Kills a process group whose leader is known to be ours and not yet reaped."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return
