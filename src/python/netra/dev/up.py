"""`up` in the foreground and in the background."""

import json
import os
import signal
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from netra.dev.errors import INTERRUPTED, LauncherError, sentence
from netra.dev.home import Home
from netra.dev.identity import is_alive
from netra.dev.interrupts import Interrupts, StopRequested
from netra.dev.processes import open_log
from netra.dev.record import UP, read_record
from netra.dev.reload import reloading
from netra.dev.run import Run, go_through_steps, prepared
from netra.dev.stack import Options
from netra.dev.voice import PipeVoice, Ready, Voice


def up(home: Home, options: Options, voice: Voice) -> int:
    """Starts everything and keeps it running until Ctrl-C or `down`; the exit code."""
    if _runs_already(home, voice):
        return 0
    return _up(home, options, voice)


def _up(home: Home, options: Options, voice: Voice) -> int:
    interrupts = Interrupts()
    with interrupts.installed():
        try:
            with prepared(home, options, voice, interrupts, UP) as run:
                return _run_until_stopped(run)
        except StopRequested:
            return INTERRUPTED


def _runs_already(home: Home, voice: Voice) -> bool:
    """Whether an `up` has everything ready on this home; then it says where."""
    record = read_record(home.record_file)
    if record is None or not (record.ready and is_alive(record.launcher) and home.is_locked()):
        return False
    voice.say("already running; `down` stops it")
    voice.ready(Ready(record.urls, record.pids(), str(home.folder)))
    return True


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
    if _runs_already(home, voice):
        return 0
    home.prepare()
    hear, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(hear)
        _in_background(home, options, tell)
    os.close(tell)
    try:
        with Interrupts().installed():
            return _follow(hear, voice)
    except StopRequested:
        os.kill(child, signal.SIGTERM)
        os.waitpid(child, 0)
        return INTERRUPTED


def _in_background(home: Home, options: Options, tell: int) -> NoReturn:
    """The whole life of the forked launcher: whatever happens, it must not return into its parent's code."""
    code = 1
    try:
        os.setsid()
        with open_log(home.log("launcher")) as log, Path(os.devnull).open("rb") as nothing:
            os.dup2(nothing.fileno(), 0)
            os.dup2(log.fileno(), 1)
            os.dup2(log.fileno(), 2)
        code = _up_through_pipe(home, options, PipeVoice(os.fdopen(tell, "w", encoding="utf-8")))
    except BaseException:  # noqa: BLE001  a defect of ours: the log gets all of it, the parent sees the end
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


def _up_through_pipe(home: Home, options: Options, voice: PipeVoice) -> int:
    try:
        return _up(home, options, voice)
    except (LauncherError, OSError) as error:
        voice.fail(sentence(error))
        return 1


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
