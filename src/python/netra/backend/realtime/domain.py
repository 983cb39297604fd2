"""The rules of the socket: its limits, why it is closed, and what is told next of a thread."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final
from uuid import UUID

MOST_MESSAGE_BYTES: Final = 64 * 1024
MESSAGES_A_SECOND: Final = 20
MOST_REFUSED: Final = 100
"""A socket that is refused this often in all is cut off."""
MOST_THREADS: Final = 20
MOST_WAITING: Final = 1_000
"""Messages that may wait for a slow reader; then it is cut off, and resumes from its cursors."""
SEND_SECONDS: Final = 10.0
"""The longest that one message may take to be taken in."""
EXPIRY_NOTICE_SECONDS: Final = 60


class Close(IntEnum):
    """Why a socket is closed."""

    SLOW = 4408
    FLOOD = 4429
    SESSION_OVER = 4401
    TRY_AGAIN = 1013


@dataclass(slots=True)
class Cursors:
    """The last number that was told of each run of one thread."""

    told: dict[UUID, int] = field(default_factory=dict)

    def is_next(self, run_id: UUID, seq: int) -> bool:
        return seq == self.told.get(run_id, 0) + 1

    def is_ahead(self, run_id: UUID, seq: int) -> bool:
        """Whether there is something that was not told yet."""
        return seq > self.told.get(run_id, 0)

    def advance(self, run_id: UUID, seq: int) -> None:
        self.told[run_id] = seq

    def missing(self, numbers: Mapping[UUID, int]) -> list[tuple[UUID, int]]:
        """What has to be read, given the last number of each run: events of a run behind a number."""
        return [(run, self.told.get(run, 0)) for run, last in numbers.items() if self.is_ahead(run, last)]


class Followed:
    """The threads that one socket follows, the one it turned to last at the end."""

    def __init__(self) -> None:
        self._threads: OrderedDict[UUID, Cursors] = OrderedDict()

    def turn_to(self, thread_id: UUID, cursors: Cursors) -> UUID | None:
        """Follow a thread from these cursors; return the thread that is left for it, if any."""
        self._threads[thread_id] = cursors
        self._threads.move_to_end(thread_id)
        return self._threads.popitem(last=False)[0] if len(self._threads) > MOST_THREADS else None

    def get(self, thread_id: UUID) -> Cursors | None:
        return self._threads.get(thread_id)

    def leave(self, thread_id: UUID) -> None:
        self._threads.pop(thread_id, None)

    @property
    def threads(self) -> tuple[UUID, ...]:
        return tuple(self._threads)
