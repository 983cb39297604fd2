"""`down`: stops what `up` started on a home, and nothing else."""

import signal
import time
from typing import Final

from netra.dev.errors import LauncherError
from netra.dev.home import Home
from netra.dev.identity import is_alive, send, wait_gone
from netra.dev.progress import heartbeat
from netra.dev.record import UP, Record, read_record
from netra.dev.run import clear_leftovers
from netra.dev.voice import Voice

# Who has just taken the lock first stops what a killed launcher left, and only then writes itself down.
INTRODUCTION_S: Final = 3.0
# For what a launcher does between its processes: the command or the step in which the signal meets it.
SLACK_S: Final = 30.0


def down(home: Home, voice: Voice) -> list[str]:
    """The names of what was stopped; LauncherError when what works on the home is not an `up`."""
    deadline = time.monotonic() + INTRODUCTION_S
    while home.is_locked():
        record = read_record(home.record_file)
        if record is not None and is_alive(record.launcher):
            return _stop_launcher(home, record, voice)
        if time.monotonic() > deadline:
            raise LauncherError(f"Another launcher works on {home.folder}, and it is no `up`; let it finish.")
        time.sleep(0.05)
    if read_record(home.record_file) is None:
        return []
    with home.locked():
        return clear_leftovers(home, voice)


def _stop_launcher(home: Home, record: Record, voice: Voice) -> list[str]:
    if record.purpose != UP:
        raise LauncherError(
            f"A {record.purpose} (pid {record.launcher.pid}) works on {home.folder}; let it finish, or press "
            "Ctrl-C where it runs."
        )
    send(record.launcher, signal.SIGTERM)
    patience = SLACK_S + sum(process.grace_s for process in record.processes)
    with heartbeat(
        voice.say, lambda seconds: f"waiting for the launcher to stop everything: {seconds:.0f} s"
    ):
        gone = wait_gone(record.launcher, patience)
    if not gone:
        raise LauncherError(
            f"The launcher (pid {record.launcher.pid}) does not stop; `logs launcher` may say why."
        )
    return [*(process.name for process in record.processes), "launcher"]
