"""The relay: empties the outbox into the stream, as soon as something is committed to it."""

import asyncio
import logging
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from netra.auth.outbox.domain import OUTBOX_CHANNEL
from netra.auth.outbox.service import publish_some
from netra.auth.resources import Resources
from netra.shared.background import beside
from netra.shared.errors import Unavailable

LOOK_SECONDS: Final = 5.0
"""Whoever is not woken looks this often: the one who was to publish may have died."""
FIRST_WAIT_SECONDS: Final = 0.5
LONGEST_WAIT_SECONDS: Final = 15.0

_log = logging.getLogger(__name__)


@asynccontextmanager
async def relaying(resources: Resources) -> AsyncIterator[None]:
    """Publish beside whatever else the process does; each instance may, one at a time does."""
    async with beside(_relay(resources)):
        yield


async def _relay(resources: Resources) -> None:
    failures = 0
    while True:
        try:
            async with resources.database.bell(OUTBOX_CHANNEL) as bell:
                while True:
                    while await publish_some(resources):
                        pass
                    failures = 0
                    await bell.wait(LOOK_SECONDS)
        except Unavailable as error:
            _log.warning("Others are told of people later: %s", error)
        except Exception:  # noqa: BLE001  a relay that dies in silence leaves others untold for good
            _log.exception("Others are told of people later")
        failures += 1
        await asyncio.sleep(_wait_seconds(failures))


def _wait_seconds(failures: int) -> float:
    longest = min(FIRST_WAIT_SECONDS * 2**failures, LONGEST_WAIT_SECONDS)
    return random.uniform(longest / 2, longest)  # noqa: S311  spreads instances, guards nothing
