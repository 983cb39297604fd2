"""What the launcher says while it works: never silent for more than three seconds."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeAlias

Say: TypeAlias = Callable[[str], None]

MB: Final = 1_000_000

# Three seconds of silence are allowed; the rest is room for a busy machine.
SAY_EVERY_S: Final = 2.0


@contextmanager
def heartbeat(say: Say, describe: Callable[[float], str], every_s: float = SAY_EVERY_S) -> Iterator[None]:
    """Says `describe(seconds so far)` every `every_s` seconds while the block runs."""
    started = time.monotonic()
    done = threading.Event()

    def beat() -> None:
        while not done.wait(every_s):
            say(describe(time.monotonic() - started))

    thread = threading.Thread(target=beat, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
