"""The stores and services a backend process uses: made once, opened at first use, closed at the end."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Annotated, Final, TypeVar, cast

from fastapi import Depends, Request
from pydantic import BaseModel, ValidationError

from netra.backend.config import SERVICE, VERSION, BackendSettings
from netra.shared.auth_client import AuthClient
from netra.shared.clickhouse import ClickHouse
from netra.shared.clock import Clock, SystemClock
from netra.shared.errors import Unavailable
from netra.shared.limits import Limiter
from netra.shared.postgres import CoreDatabaseManager
from netra.shared.redis import RedisStore
from netra.shared.revocations import Revocations
from netra.shared.service_auth import ServiceAuth
from netra.shared.service_tokens import ServiceKey
from netra.shared.web import Check

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)

_log = logging.getLogger(__name__)

REMEMBERED_FOR_SECONDS: Final = 3_600
READERS: Final = 6
WRITERS: Final = 2


class ResultCache:
    """Results that cost something to compute, in Redis, so that every instance finds them.

    A key names everything the result depends on, so nothing ever has to be thrown away. Without Redis nothing
    is remembered and nothing else changes; nor with what another release of the service has left there.
    """

    def __init__(self, redis: RedisStore) -> None:
        self._redis = redis

    async def get(self, kind: type[M], *parts: object) -> M | None:
        try:
            with self._redis.translated():
                found = await self._redis.client.get(self._key(kind, parts))
            return None if found is None else kind.model_validate_json(found)
        except Unavailable:
            _log.warning("Redis is not answering; computing instead.")
        except ValidationError:
            _log.warning("Another release has left a result of another shape; computing instead.")
        return None

    async def put(self, result: BaseModel, *parts: object) -> None:
        content = result.model_dump_json(by_alias=True)
        try:
            with self._redis.translated():
                await self._redis.client.set(
                    self._key(type(result), parts), content, ex=REMEMBERED_FOR_SECONDS
                )
        except Unavailable:
            _log.warning("Redis is not answering; a result is not remembered.")

    def _key(self, kind: type[BaseModel], parts: tuple[object, ...]) -> str:
        digest = sha256(repr((kind.__name__, *parts)).encode()).hexdigest()
        return self._redis.key("result", VERSION, digest)


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
        self.revocations = Revocations(self.redis)
        self.limiter = Limiter(self.redis, factor=settings.limits_factor)
        self.auth = auth or AuthClient(
            settings.auth_url,
            clock=self.clock,
            revocations=self.revocations,
            identity=_identity(settings),
        )
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


def _identity(settings: BackendSettings) -> ServiceAuth | None:
    """What proves to auth who asks, where this service was given a key."""
    if settings.service_key is None:
        return None
    key = ServiceKey.read(SERVICE, settings.service_key.get_secret_value())
    return ServiceAuth(key, settings.auth_url, settings.auth_public_url or settings.auth_url)


async def _resources(request: Request) -> Resources:
    # Async, though nothing is awaited: FastAPI sends plain functions to a thread, on every request.
    resources: Resources = request.app.state.resources
    return resources


ResourcesDep = Annotated[Resources, Depends(_resources)]
