"""A worker that is told to end does, whatever its helpers do with being told."""

import asyncio

import pytest

from netra.backend.main import QUEUES
from netra.backend.resources import Resources
from netra.backend.worker import Helper, work_until


@pytest.mark.asyncio
async def test_a_worker_ends_though_a_helper_loses_its_cancellation(resources: Resources) -> None:
    began, draining = asyncio.Event(), asyncio.Event()

    async def deaf(_: Resources) -> None:
        began.set()
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            return

    working = asyncio.create_task(work_until(resources, QUEUES, draining, (Helper(deaf, 0.01),)))
    await asyncio.wait_for(began.wait(), 20)
    draining.set()
    done, _ = await asyncio.wait({working}, timeout=20)
    assert done == {working}
