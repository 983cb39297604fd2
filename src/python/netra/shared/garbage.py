"""When a process that serves looks for garbage: seldom.

Python frees nearly all at once, by counting references; only cycles wait for the collector, and whoever asks
meanwhile waits for it too.
"""

import gc
from typing import Final

THRESHOLDS: Final = (50_000, 20, 20)
"""Of Python's own the last led to a walk through all that came since the start, twice a second under load."""


def collect_seldom() -> None:
    """Take what is there now out of later collections, for good, and make those rare."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
