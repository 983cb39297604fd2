"""The rules of the socket: its limits, why it is closed, and what is told next of a thread."""

from collections import OrderedDict
from enum import IntEnum
from typing import Final
from uuid import UUID

from netra.backend.runs.domain import Cursors

MOST_MESSAGE_BYTES: Final = 64 * 1024
MESSAGES_A_SECOND: Final = 20
MOST_REFUSED: Final = 100
"""A socket that is refused this often in all is cut off."""
MOST_THREADS: Final = 20
MOST_SOCKETS: Final = 30
"""Of one person on one instance: a page has one, and few people have thirty."""
MOST_WAITING: Final = 1_000
"""Messages that may wait for a slow reader; then it is cut off, and resumes from its cursors."""
SEND_SECONDS: Final = 10.0
"""The longest that one message may take to be taken in."""
EXPIRY_NOTICE_SECONDS: Final = 60
LOOK_SECONDS: Final = 2.0
"""How often it is looked for what has ended, should nobody have been told."""
SETTLE_SECONDS: Final = 0.3
"""A change is marked a moment before it is committed; so much later auth is asked about it."""
AGAIN_AFTER_SECONDS: Final = 1.0
"""So long after a fault of our own the work for all sockets begins again."""
ASKED_AT_ONCE: Final = 32
"""Of so many sockets auth is asked at a time."""


class Close(IntEnum):
    """Why a socket is closed."""

    SLOW = 4408
    FLOOD = 4429
    SESSION_OVER = 4401
    NO_ACCESS = 4403
    TRY_AGAIN = 1013


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
