"""Removing for good what can no longer be restored."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from netra.auth.departures.service import DepartureService
from netra.auth.resources import Resources
from netra.shared.background import beside
from netra.shared.errors import Unavailable

PURGE_SECONDS: Final = 60.0

_log = logging.getLogger(__name__)


@asynccontextmanager
async def purging(resources: Resources) -> AsyncIterator[None]:
    """Look for it beside whatever else the process does; several instances take different ones."""
    async with beside(_purge(resources)):
        yield


async def _purge(resources: Resources) -> None:
    while True:
        try:
            await purge_expired(resources)
        except Unavailable as error:
            _log.warning("Deleted organizations are removed later: %s", error)
        except Exception:  # noqa: BLE001  what dies in silence removes nothing any more
            _log.exception("Deleted organizations are removed later")
        await asyncio.sleep(PURGE_SECONDS)


async def purge_expired(resources: Resources) -> int:
    """Remove all of them, each in a transaction of its own; how many those were."""
    removed = 0
    while True:
        async with resources.database.session() as session:
            if not await DepartureService.on(resources, session).purge_one():
                return removed
        removed += 1
