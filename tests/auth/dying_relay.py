"""A relay that is killed for good when it has told of something and not marked it yet: `python -m ...`."""

import asyncio
import os
import signal
from unittest.mock import patch

from netra.auth.config import AuthSettings
from netra.auth.outbox.repository import OutboxRepository
from netra.auth.outbox.workflows import relaying
from netra.auth.resources import Resources
from netra.shared.environment import get_env

LONGEST_SECONDS = 60


async def _die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


async def _relay() -> None:
    settings = AuthSettings.read(get_env())
    async with relaying(Resources(lambda: settings)):
        await asyncio.sleep(LONGEST_SECONDS)


if __name__ == "__main__":
    with patch.object(OutboxRepository, "mark_published", _die):
        asyncio.run(_relay())
