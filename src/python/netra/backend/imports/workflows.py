"""Imports as background work."""

import asyncio
from typing import Final
from uuid import UUID

from procrastinate import App, JobContext

from netra.backend.imports.domain.jobs import IMPORT_QUEUE, IMPORT_TASK
from netra.backend.imports.service import ImportService
from netra.backend.projects.service import ProjectService
from netra.backend.resources import Resources
from netra.backend.worker import DrainingError, Queue, Retry
from netra.shared.errors import Unavailable

IMPORTS_AT_ONCE: Final = 2
MOST_ATTEMPTS: Final = 100


def register(app: App, resources: Resources, draining: asyncio.Event) -> None:
    """Give the queue's application its one task."""
    imports = ImportService.on(resources)

    @app.task(name=IMPORT_TASK, queue=IMPORT_QUEUE, retry=Retry(), pass_context=True)
    async def run(context: JobContext, import_id: str) -> None:
        if context.job.attempts >= MOST_ATTEMPTS:
            # Also for a file that kills every worker that reads it, which no exception can tell.
            await imports.give_up(UUID(import_id), f"It was tried {MOST_ATTEMPTS} times without an end.")
            return
        try:
            await imports.run(UUID(import_id), draining.is_set)
        except (DrainingError, Unavailable):
            raise
        except Exception:
            await imports.give_up(UUID(import_id), "Something went wrong here while the file was being read.")
            raise


async def clean(resources: Resources) -> None:
    """Forget uploads that nobody finished, and projects deleted too long ago to be restored."""
    await ImportService.on(resources).clean()
    async with resources.database.session() as session:
        await ProjectService.on(resources, session).purge()


IMPORTS: Final = Queue(IMPORT_QUEUE, IMPORTS_AT_ONCE, register, clean)
