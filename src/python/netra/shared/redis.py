"""Redis for one service: a lazy client whose keys carry the service's prefix."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from urllib.parse import urlsplit

from redis import exceptions
from redis.asyncio import BlockingConnectionPool, Redis

from netra.shared.errors import Unavailable
from netra.shared.network import knock

MOST_CONNECTIONS: Final = 32
COMMON_PREFIX: Final = "netra"
"""Of what the services of one installation tell each other."""
WAIT_SECONDS: Final = 5
_AWAY: Final = (
    exceptions.ConnectionError,
    exceptions.TimeoutError,
    exceptions.BusyLoadingError,
    exceptions.OutOfMemoryError,
    exceptions.ReadOnlyError,
)


class RedisStore:
    """Owns the connections; nothing is opened before first use."""

    def __init__(self, url: str, prefix: str) -> None:
        self._url = url
        self._prefix = prefix
        self._client: Redis | None = None

    @property
    def client(self) -> Redis:
        """The client itself; wrap its use in `translated()` and build keys with `key()`."""
        if self._client is None:
            # A crowd waits for a connection; the pool that does not wait would refuse it.
            pool = BlockingConnectionPool.from_url(
                self._url,
                max_connections=MOST_CONNECTIONS,
                timeout=WAIT_SECONDS,
                decode_responses=True,
                health_check_interval=30,
            )
            self._client = Redis.from_pool(pool)
        return self._client

    def key(self, *parts: object) -> str:
        """`prefix:part:part`, so that services sharing one Redis never meet."""
        return ":".join((self._prefix, *map(str, parts)))

    @staticmethod
    def common_key(*parts: object) -> str:
        """A key that every service of the installation knows."""
        return ":".join((COMMON_PREFIX, *map(str, parts)))

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn a Redis that is lost, full or read-only into Unavailable."""
        try:
            yield
        except _AWAY as error:
            raise Unavailable("Redis is not answering.") from error

    async def ping(self) -> None:
        """Raise Unavailable when Redis does not answer. Does not create a client."""
        if self._client is None:
            parts = urlsplit(self._url)
            await knock(parts.hostname or "", parts.port or 6379, name="Redis")
            return
        with self.translated():
            await self._client.ping()

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()
