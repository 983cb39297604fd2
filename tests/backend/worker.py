"""Workers for tests: beside the test, or as a process of its own that can be killed."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from netra.backend.config import BackendSettings
from netra.backend.main import QUEUES
from netra.backend.people_sync.workflows import PEOPLE_SYNC
from netra.backend.resources import Resources
from netra.backend.worker import work_until
from netra.shared.environment import get_env


def worker_environment(stores: BackendSettings) -> dict[str, str]:
    """The environment of a worker process on the given stores."""
    key = stores.language_model_api_key
    model = {
        "LANGUAGE_MODEL_PROVIDER": stores.language_model_provider,
        "LANGUAGE_MODEL": stores.language_model,
        "LANGUAGE_MODEL_API_KEY": key.get_secret_value() if key else None,
        "LANGUAGE_MODEL_BASE_URL": stores.language_model_base_url,
    }
    return get_env().get_subprocess_env(
        **{name: value for name, value in model.items() if value is not None},
        NETRA_ENV="test",
        PORT="0",
        BACKEND_DATABASE_URL=stores.database_url,
        CLICKHOUSE_URL=stores.clickhouse_url,
        REDIS_URL=stores.redis_url,
        AUTH_URL=stores.auth_url,
        PYTHONPATH=":".join(path for path in sys.path if path),
    )


@contextmanager
def running_worker(stores: BackendSettings) -> Iterator["subprocess.Popen[bytes]"]:
    """Run `backend worker` on the given stores until the block ends."""
    command = [sys.executable, "-m", "netra.backend.main", "worker"]
    process = subprocess.Popen(command, env=worker_environment(stores), stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(15)


@asynccontextmanager
async def working(resources: Resources) -> AsyncIterator[None]:
    """Work on the test's own event loop until the block ends."""
    draining = asyncio.Event()
    worker = asyncio.create_task(work_until(resources, QUEUES, draining, PEOPLE_SYNC))
    try:
        yield
    finally:
        draining.set()
        await worker
