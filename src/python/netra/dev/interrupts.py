"""Ctrl-C, `down` and a closed terminal, all as one exception that cannot come at the wrong moment."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopRequested(BaseException):
    """Somebody wants the launcher to stop."""


class Interrupts:
    """Turns stop signals into StopRequested, at once or, inside `deferred`, at its end."""

    def __init__(self) -> None:
        self._requested = False
        self._deferring = 0

    @contextmanager
    def installed(self) -> Iterator[None]:
        """While the block runs, stop signals arrive here; afterwards as before."""
        before = {number: signal.signal(number, self._handle) for number in SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextmanager
    def deferred(self) -> Iterator[None]:
        """A process between its start and its registration must not be forgotten."""
        self._deferring += 1
        try:
            yield
        finally:
            self._deferring -= 1
        if self._requested and not self._deferring:
            raise StopRequested

    def check(self) -> None:
        """Nothing to ask for: a stop signal raises by itself."""

    def ignore(self) -> None:
        """From here on stop signals change nothing: the stopping is under way."""
        self._deferring += 1

    def _handle(self, _number: int, _frame: FrameType | None) -> None:
        first, self._requested = not self._requested, True
        if first and not self._deferring:
            raise StopRequested
