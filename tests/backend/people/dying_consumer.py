"""A consumer that is killed for good when it has committed and not settled an event: `python -m ...`."""

import asyncio
import os
import signal
from unittest.mock import patch

from netra.backend.config import BackendSettings
from netra.backend.main import QUEUES
from netra.backend.people_sync.repository import Deliveries
from netra.backend.people_sync.workflows import PEOPLE_SYNC
from netra.backend.resources import Resources
from netra.backend.worker import run_worker
from netra.shared.environment import get_env


async def _die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    with patch.object(Deliveries, "settle", _die):
        asyncio.run(run_worker(Resources(BackendSettings.read(get_env())), QUEUES, PEOPLE_SYNC))
