"""Commands that end by themselves: migrations, packaging, sample data."""

import time
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol

from netra.dev.errors import LauncherError
from netra.dev.processes import ManagedProcess, ProcessSpec, last_line, last_words
from netra.dev.progress import Say, heartbeat


class Guard(Protocol):
    """Who may stop commands, and when not: between a start and its registration."""

    def deferred(self) -> AbstractContextManager[None]: ...

    def check(self) -> None: ...


@dataclass(frozen=True)
class Command:
    """A command, what it does in a word or two, and the log that keeps what it says."""

    title: str
    words: tuple[str, ...]
    env: Mapping[str, str] = field(repr=False)
    log: Path
    cwd: Path | None = None


def run_all(say: Say, guard: Guard, *commands: Command) -> None:
    """Runs commands side by side to their end; LauncherError with the last words of one that failed.

    Whatever interrupts the waiting, and an exception of `guard.check`, also stops the commands.
    """
    started: list[tuple[Command, ManagedProcess]] = []
    try:
        for command in commands:
            with guard.deferred():
                started.append((command, ManagedProcess(_spec(command))))
        for command, process in started:
            with heartbeat(say, partial(_sign_of_life, command)):
                _wait(command, process, guard)
    finally:
        for _, process in started:
            process.stop()


def _wait(command: Command, process: ManagedProcess, guard: Guard) -> None:
    while (code := process.exit_code()) is None:
        guard.check()
        time.sleep(0.02)
    if code:
        raise LauncherError(f"{command.title} failed: {last_words(command.log)}")


def _sign_of_life(command: Command, seconds: float) -> str:
    return f"{command.title}: {seconds:.0f} s  {last_line(command.log)[:100]}".rstrip()


def _spec(command: Command) -> ProcessSpec:
    # The words of an earlier run must not pass for those of this one.
    command.log.unlink(missing_ok=True)
    return ProcessSpec(command.title, command.words, command.log, lambda: True, command.env, command.cwd)
