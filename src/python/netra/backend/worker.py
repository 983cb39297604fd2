"""The worker: does what is queued, takes over what a dead worker left, and cleans up."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from procrastinate import App, PsycopgConnector, RetryDecision
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy

from netra.backend.resources import Resources
from netra.shared.errors import NetraError, Unavailable
from netra.shared.postgres import Driver, resolve_url

HEARTBEAT_SECONDS: Final = 1.0
DEAD_AFTER_SECONDS: Final = 5.0
RESCUE_SECONDS: Final = 1.0
CLEAN_SECONDS: Final = 60.0
DRAIN_SECONDS: Final = 7.0
"""Steps end sooner; whatever does not is taken over by another worker."""
LONGEST_WAIT_SECONDS: Final = 30

_log = logging.getLogger(__name__)


class DrainingError(Exception):
    """The worker is to stop: whatever is not done is done by another one."""


class OvertakenError(Exception):
    """This attempt is no longer the one that matters: cancelled, taken over by another worker, or ended."""


@dataclass(frozen=True, slots=True)
class Queue:
    """A kind of background work: `register` gives the queue's tasks to the application, `clean` tidies up."""

    name: str
    concurrency: int
    register: Callable[[App, Resources, asyncio.Event], None]
    clean: Callable[[Resources], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Helper:
    """What a worker does again and again beside its queues, so many seconds after it was done before."""

    work: Callable[[Resources], Awaitable[None]]
    seconds: float


class Retry(BaseRetryStrategy):
    """At once when the worker drains, later and later while a store is away, never for a bug.

    Without limit: what is given up must still be tidied up when the store comes back.
    """

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, DrainingError | asyncio.CancelledError):
            return RetryDecision()
        if isinstance(exception, Unavailable):
            return RetryDecision(retry_in={"seconds": min(2**job.attempts, LONGEST_WAIT_SECONDS)})
        return None


async def run_worker(
    resources: Resources, queues: Sequence[Queue], helpers: Sequence[Helper] = ()
) -> None:
    """Work until SIGTERM or SIGINT, then finish or hand over what is running, within 10 s."""
    draining = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, draining.set)
    try:
        await work_until(resources, queues, draining, helpers)
    finally:
        await resources.close()


async def work_until(
    resources: Resources,
    queues: Sequence[Queue],
    draining: asyncio.Event,
    helpers: Sequence[Helper] = (),
) -> None:
    """Work until the event is set, then finish or hand over what is running."""
    app = _application(resources)
    for queue in queues:
        queue.register(app, resources, draining)
    async with app.open_async():
        beside: list[tuple[Callable[[], Awaitable[None]], float]] = [
            (lambda: _rescue(app), RESCUE_SECONDS),
            *((partial(queue.clean, resources), CLEAN_SECONDS) for queue in queues),
            *((partial(helper.work, resources), helper.seconds) for helper in helpers),
        ]
        tasks = [asyncio.create_task(_repeat(work, seconds)) for work, seconds in beside]
        await _work(app, queues, draining, tasks)


def _application(resources: Resources) -> App:
    url = resolve_url(resources.settings.database_url, Driver.SYNC).set(drivername="postgresql")
    return App(connector=PsycopgConnector(conninfo=url.render_as_string(hide_password=False)))


async def _work(
    app: App, queues: Sequence[Queue], draining: asyncio.Event, helpers: Sequence[asyncio.Task[None]]
) -> None:
    workers = [asyncio.create_task(_take(app, queue)) for queue in queues]
    ended = asyncio.create_task(draining.wait())
    await asyncio.wait({*workers, ended}, return_when=asyncio.FIRST_COMPLETED)
    for task in (*workers, ended, *helpers):
        task.cancel()
    outcomes = await asyncio.gather(*workers, ended, *helpers, return_exceptions=True)
    for outcome in outcomes[: len(workers)]:
        if isinstance(outcome, Exception):
            raise outcome


async def _take(app: App, queue: Queue) -> None:
    await app.run_worker_async(
        queues=[queue.name],
        concurrency=queue.concurrency,
        install_signal_handlers=False,
        fetch_job_polling_interval=RESCUE_SECONDS,
        update_heartbeat_interval=HEARTBEAT_SECONDS,
        stalled_worker_timeout=DEAD_AFTER_SECONDS,
        shutdown_graceful_timeout=DRAIN_SECONDS,
        delete_jobs="successful",
    )


async def _repeat(work: Callable[[], Awaitable[None]], seconds: float) -> None:
    # A client that waits may lose a cancellation in its own time-outs: the task itself still knows of it.
    task = asyncio.current_task()
    while task is None or not task.cancelling():
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
