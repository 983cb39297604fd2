"""File locks between processes. Needs the standard library only (see engines/download.py)."""

import fcntl
from typing import IO


def try_lock(lock: IO[str]) -> bool:
    """Takes the lock for this process until the file is closed; False when another one has it."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
