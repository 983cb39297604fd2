"""`up` in the foreground and in the background, and `down`."""

import json
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from netra.dev.errors import LauncherError
from netra.dev.home import Home
from netra.dev.identity import Identity, identify, send, wait_gone
from netra.dev.interrupts import Interrupts, StopRequested
from netra.dev.processes import open_log
from netra.dev.progress import heartbeat
from netra.dev.record import read_record, stop_recorded
from netra.dev.reload import reloading
from netra.dev.run import Run, go_through_steps, prepared
from netra.dev.stack import Options
from netra.dev.voice import PipeVoice, Ready, Voice

INTERRUPTED: Final = 130
# Longer than any process may take to stop, one after the other.
PATIENCE_S: Final = 60.0


def up(home: Home, options: Options, voice: Voice) -> int:
    """Starts everything and keeps it running until Ctrl-C or `down`; the exit code."""
    interrupts = Interrupts()
    with interrupts.installed():
        try:
            with prepared(home, options, voice, interrupts) as run:
                return _run_until_stopped(run)
        except StopRequested:
            return INTERRUPTED


def _run_until_stopped(run: Run) -> int:
    try:
        go_through_steps(run)
        with reloading(run):
            run.supervisor.watch()
    except StopRequested:
        run.voice.say("stopping")
    return 0 if run.is_ready else INTERRUPTED


def up_detached(home: Home, options: Options, voice: Voice) -> int:
    """Like `up`, but returns once everything is ready and leaves a launcher in the background."""
    home.prepare()
    hear, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(hear)
        os._exit(_in_background(home, options, tell))
    os.close(tell)
    try:
        return _follow(hear, voice)
    except KeyboardInterrupt:
        os.kill(child, signal.SIGTERM)
        os.waitpid(child, 0)
        return INTERRUPTED


def _in_background(home: Home, options: Options, tell: int) -> int:
    """The body of the forked launcher, which must not return into its parent's code."""
    os.setsid()
    with open_log(home.log("launcher")) as log, Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    voice = PipeVoice(os.fdopen(tell, "w", encoding="utf-8"))
    try:
        return up(home, options, voice)
    except (LauncherError, OSError) as error:
        voice.fail(sentence(error))
        return 1
    finally:
        sys.stdout.flush()


def sentence(error: LauncherError | OSError) -> str:
    """What a person is told about an error."""
    if isinstance(error, LauncherError):
        return str(error)
    place = f": {error.filename}" if error.filename else ""
    return f"{error.strerror or error}{place}."


def _follow(hear: int, voice: Voice) -> int:
    with os.fdopen(hear, encoding="utf-8") as pipe:
        for line in pipe:
            if _relay(json.loads(line), voice):
                return 0
    raise LauncherError("The launcher in the background ended while starting; `logs launcher` says why.")


def _relay(message: Mapping[str, Any], voice: Voice) -> bool:
    """Repeats one message of the background; True for the last one."""
    match message["kind"]:
        case "step":
            voice.step(message["number"], message["total"], message["title"])
        case "say":
            voice.say(message["line"])
        case "fail":
            raise LauncherError(message["sentence"])
        case "ready":
            voice.ready(Ready(message["urls"], message["pids"], message["home"]))
            return True
    return False


def down(home: Home, voice: Voice) -> list[str]:
    """Stops what runs on the home, exactly that; the names of what was stopped."""
    record = read_record(home.record_file)
    names = [] if record is None else [process.name for process in record.processes]
    launcher = _launcher(home)
    if launcher is not None:
        _ask_launcher(launcher, voice)
        names.append("launcher")
    elif record is not None:
        names = stop_recorded(record)
        home.record_file.unlink(missing_ok=True)
    return names


def _launcher(home: Home) -> Identity | None:
    """Who holds the home's lock; None when nobody does."""
    if not home.is_locked():
        return None
    try:
        return identify(int(home.lock_file.read_text(encoding="utf-8")))
    except ValueError:
        return None


def _ask_launcher(launcher: Identity, voice: Voice) -> None:
    send(launcher, signal.SIGTERM)
    with heartbeat(
        voice.say, lambda seconds: f"waiting for the launcher to stop everything: {seconds:.0f} s"
    ):
        gone = wait_gone(launcher, PATIENCE_S)
    if not gone:
        raise LauncherError(f"The launcher (pid {launcher.pid}) does not stop; `logs launcher` may say why.")
