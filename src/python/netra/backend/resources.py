"""The stores and services a backend process uses: made once, opened at first use, closed at the end."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Annotated, Final, TypeVar, cast

from fastapi import Depends, Request

from netra.backend.config import SERVICE, VERSION, BackendSettings
from netra.shared.access import AuthClient
from netra.shared.clickhouse import ClickHouse
from netra.shared.clock import Clock, SystemClock
from netra.shared.errors import Unavailable
from netra.shared.postgres import CoreDatabaseManager
from netra.shared.redis import RedisStore
from netra.shared.web import Check

T = TypeVar("T")

_log = logging.getLogger(__name__)

REMEMBERED_FOR_SECONDS: Final = 3_600
READERS: Final = 6
WRITERS: Final = 2


class ResultCache:
    """Results that cost something to compute, in Redis, so that every instance finds them.

    A key names everything the result depends on, so nothing ever has to be thrown away. Without Redis nothing
    is remembered and nothing else changes.
    """

    def __init__(self, redis: RedisStore) -> None:
        self._redis = redis

    async def get(self, *parts: object) -> str | None:
        try:
            with self._redis.translated():
                found = await self._redis.client.get(self._key(parts))
                return str(found) if found is not None else None
        except Unavailable:
            _log.warning("Redis is not answering; computing instead.")
            return None

    async def put(self, result: str, *parts: object) -> None:
        try:
            with self._redis.translated():
                await self._redis.client.set(self._key(parts), result, ex=REMEMBERED_FOR_SECONDS)
        except Unavailable:
            _log.warning("Redis is not answering; a result is not remembered.")

    def _key(self, parts: tuple[object, ...]) -> str:
        return self._redis.key("result", VERSION, sha256(repr(parts).encode()).hexdigest())


class Resources:
    """Everything a request or a job may need; nothing is opened until somebody asks."""

    def __init__(
        self, settings: BackendSettings, clock: Clock | None = None, auth: AuthClient | None = None
    ) -> None:
        self.settings = settings
        self.clock: Clock = clock or SystemClock()
        self.database = CoreDatabaseManager(settings.database_url, application=SERVICE)
        # Pages and ingest have threads of their own: a slow page must not delay an acknowledgement.
        self.clickhouse = ClickHouse.from_url(settings.clickhouse_url, READERS)
        self.clickhouse_writer = ClickHouse.from_url(settings.clickhouse_url, WRITERS)
        self.redis = RedisStore(settings.redis_url, SERVICE)
        self.results = ResultCache(self.redis)
        self.auth = auth or AuthClient(settings.auth_url, clock=self.clock)
        self._singletons: dict[type, object] = {}

    def once(self, kind: type[T], make: Callable[[], T]) -> T:
        """The one `kind` of this process, made when first asked for."""
        if kind not in self._singletons:
            self._singletons[kind] = make()
        return cast(T, self._singletons[kind])

    @property
    def readiness(self) -> Mapping[str, Check]:
        return {
            "postgresql": self.database.ping,
            "clickhouse": self.clickhouse.ping,
            "redis": self.redis.ping,
        }

    async def close(self) -> None:
        await asyncio.gather(
            self.clickhouse.close(),
            self.clickhouse_writer.close(),
            self.redis.close(),
            self.auth.close(),
            self.database.dispose(),
        )


async def _resources(request: Request) -> Resources:
    # Async, though nothing is awaited: FastAPI sends plain functions to a thread, on every request.
    resources: Resources = request.app.state.resources
    return resources


ResourcesDep = Annotated[Resources, Depends(_resources)]
