"""One process: when it counts as ready, and that none is forgotten."""

import http.server
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from netra.dev.commands import Command, run_all
from netra.dev.errors import LauncherError
from netra.dev.interrupts import Interrupts, StopRequested
from netra.dev.ports import free_port
from netra.dev.processes import ManagedProcess, ProcessSpec
from netra.dev.progress import Say
from netra.dev.services import answers
from netra.dev.supervisor import Supervisor
from tests.dev.launcher import eventually, is_running

SLEEPER = (sys.executable, "-c", "import time; time.sleep(300)")
STUBBORN = ("sh", "-c", "trap '' TERM; echo deaf; sleep 300")


class Refusing(http.server.BaseHTTPRequestHandler):
    """Whoever else listens there: it answers, but not as a service of ours."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/" else 404)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Says nothing."""


@pytest.fixture
def stranger() -> Iterator[int]:
    """A port at which somebody else answers."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def spec(folder: Path, *command: str) -> ProcessSpec:
    return ProcessSpec("sleeper", command or SLEEPER, folder / "log", lambda: True, start_timeout_s=0.5)


def stubborn(folder: Path, name: str, grace_s: float) -> ProcessSpec:
    """A process that is ready once it ignores the signal to stop."""
    log, env = folder / name, {"PATH": "/usr/bin:/bin"}
    return ProcessSpec(name, STUBBORN, log, lambda: log.stat().st_size > 0, env, grace_s=grace_s)


def test_a_stranger_on_the_port_is_not_taken_for_the_process(tmp_path: Path, stranger: int) -> None:
    beside = replace(spec(tmp_path), ready=lambda: answers(stranger, "/"), port=stranger)
    process = ManagedProcess(beside)
    try:
        with pytest.raises(LauncherError, match="was not ready"):
            process.wait_ready()
    finally:
        process.stop()
    assert not answers(stranger, "/health/ready")


def test_who_has_ended_is_not_ready(tmp_path: Path) -> None:
    process = ManagedProcess(spec(tmp_path, "false"))
    assert eventually(lambda: process.exit_code() is not None)
    with pytest.raises(LauncherError, match="ended while starting"):
        process.wait_ready()


def supervisor(interrupts: Interrupts, say: Say = lambda _: None) -> Supervisor:
    return Supervisor(say, lambda _: None, interrupts)


def test_a_stop_that_is_interrupted_can_be_finished(tmp_path: Path) -> None:
    interrupts = Interrupts()
    supervised = supervisor(interrupts)
    with interrupts.installed():
        supervised.start(stubborn(tmp_path, "sleeper", grace_s=2.0))
        pid = supervised._slots["sleeper"].process.pid
        threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
        with pytest.raises(StopRequested):
            supervised.stop("sleeper")
        assert is_running(pid)
        interrupts.ignore()
        supervised.stop("sleeper")
    assert not is_running(pid)


def test_several_that_do_not_stop_are_waited_for_together(tmp_path: Path) -> None:
    supervised = supervisor(Interrupts())
    supervised.start(*(stubborn(tmp_path, str(number), grace_s=1.0) for number in range(3)))
    began = time.monotonic()
    supervised.stop("0", "1", "2")
    assert time.monotonic() - began < 2


def test_what_cannot_be_started_again_now_is_tried_later(tmp_path: Path) -> None:
    program, away = tmp_path / "program", tmp_path / "away"
    program.write_text("#!/bin/sh\nexec sleep 300\n", encoding="utf-8")
    program.chmod(0o700)
    said: list[str] = []
    supervised = supervisor(Interrupts(), said.append)
    supervised.start(spec(tmp_path, str(program)))
    slot = supervised._slots["sleeper"]
    program.rename(away)
    os.kill(slot.process.pid, signal.SIGKILL)
    try:
        while not any("cannot be started" in line for line in said):
            supervised._tend(slot)
        away.rename(program)
        while slot.restarts == 0:
            supervised._tend(slot)
        assert "was killed by signal 9" in said[0]
        assert is_running(slot.process.pid)
    finally:
        supervised.stop("sleeper")


def test_ctrl_c_between_two_starts_forgets_none(tmp_path: Path) -> None:
    interrupts = Interrupts()
    pids = tmp_path / "pids"
    words = ("sh", "-c", f"echo $$ >>{pids}; kill -INT {os.getpid()}; exec sleep 300")
    env = {"PATH": "/usr/bin:/bin"}
    commands = [Command(str(number), words, env, tmp_path / str(number)) for number in (1, 2)]
    with interrupts.installed(), pytest.raises(StopRequested):
        run_all(lambda _: None, interrupts, *commands)
    assert not [pid for pid in pids.read_text(encoding="utf-8").split() if is_running(int(pid))]


def test_a_free_port_is_heard_only_by_who_listens_there(stranger: int) -> None:
    assert answers(stranger, "/")
    assert not answers(free_port(), "/")


def test_a_free_port_is_lent_to_no_outgoing_connection() -> None:
    """Else any client may hold it while its server is being started, or started again."""
    lent = Path("/proc/sys/net/ipv4/ip_local_port_range").read_text(encoding="utf-8").split()
    assert max(free_port() for _ in range(200)) < int(lent[0])
