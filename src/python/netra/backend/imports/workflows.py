"""The worker: runs queued imports, takes over what a dead worker left, and cleans up."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable
from typing import Final
from uuid import UUID

from procrastinate import App, JobContext, PsycopgConnector, RetryDecision
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy

from netra.backend.imports.domain.jobs import JOB_QUEUE, RUN_TASK
from netra.backend.imports.service import DrainingError, ImportService
from netra.backend.projects.service import ProjectService
from netra.backend.resources import Resources
from netra.shared.errors import NetraError, Unavailable
from netra.shared.postgres import Driver, resolve_url

CONCURRENCY: Final = 2
HEARTBEAT_SECONDS: Final = 1.0
DEAD_AFTER_SECONDS: Final = 5.0
RESCUE_SECONDS: Final = 1.0
CLEAN_SECONDS: Final = 60.0
DRAIN_SECONDS: Final = 7.0
"""Batches end sooner; whatever does not is taken over by another worker."""
MOST_ATTEMPTS: Final = 100
LONGEST_WAIT_SECONDS: Final = 30

_log = logging.getLogger(__name__)


class RetryImports(BaseRetryStrategy):
    """At once when the worker drains, later and later while a store is away, never for a bug.

    Without limit: an import that is given up must still be forgotten by the store when that comes back.
    """

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, DrainingError | asyncio.CancelledError):
            return RetryDecision()
        if isinstance(exception, Unavailable):
            return RetryDecision(retry_in={"seconds": min(2**job.attempts, LONGEST_WAIT_SECONDS)})
        return None


def build_worker(resources: Resources, draining: asyncio.Event) -> App:
    """The queue's application with its one task."""
    url = resolve_url(resources.settings.database_url, Driver.SYNC).set(drivername="postgresql")
    app = App(connector=PsycopgConnector(conninfo=url.render_as_string(hide_password=False)))
    imports = ImportService.on(resources)

    @app.task(name=RUN_TASK, queue=JOB_QUEUE, retry=RetryImports(), pass_context=True)
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

    return app


async def run_worker(resources: Resources) -> None:
    """Work until SIGTERM or SIGINT, then finish or hand over what is running, within 10 s."""
    draining = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, draining.set)
    try:
        await work_until(resources, draining)
    finally:
        await resources.close()


async def work_until(resources: Resources, draining: asyncio.Event) -> None:
    """Work until the event is set, then finish or hand over what is running."""
    app = build_worker(resources, draining)
    async with app.open_async():
        await _work(app, resources, draining)


async def _work(app: App, resources: Resources, draining: asyncio.Event) -> None:
    worker = asyncio.create_task(
        app.run_worker_async(
            queues=[JOB_QUEUE],
            concurrency=CONCURRENCY,
            install_signal_handlers=False,
            fetch_job_polling_interval=RESCUE_SECONDS,
            update_heartbeat_interval=HEARTBEAT_SECONDS,
            stalled_worker_timeout=DEAD_AFTER_SECONDS,
            shutdown_graceful_timeout=DRAIN_SECONDS,
            delete_jobs="successful",
        )
    )
    helpers = [
        asyncio.create_task(_repeat(lambda: _rescue(app), RESCUE_SECONDS)),
        asyncio.create_task(_repeat(lambda: _clean(resources), CLEAN_SECONDS)),
    ]
    ended = asyncio.create_task(draining.wait())
    await asyncio.wait({worker, ended}, return_when=asyncio.FIRST_COMPLETED)
    for task in (worker, ended, *helpers):
        task.cancel()
    outcome, *_ = await asyncio.gather(worker, ended, *helpers, return_exceptions=True)
    if isinstance(outcome, Exception):
        raise outcome


async def _repeat(work: Callable[[], Awaitable[None]], seconds: float) -> None:
    while True:
        try:
            await work()
        except (NetraError, ConnectorException) as error:
            _log.warning("Will try again: %s", error)
        except Exception:  # noqa: BLE001  a helper that dies in silence leaves its work undone for good
            _log.exception("Will try again")
        await asyncio.sleep(seconds)


async def _rescue(app: App) -> None:
    """Queue again what belonged to a worker that has stopped giving signs of life."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER_SECONDS):
        _log.warning("Taking over a stalled job", extra={"job": job.id})
        await app.job_manager.retry_job(job)


async def _clean(resources: Resources) -> None:
    await ImportService.on(resources).clean()
    async with resources.database.session() as session:
        await ProjectService.on(resources, session).purge()
