"""What an auth process uses: made once, opened at first use, closed at the end."""

from collections.abc import Callable, Mapping
from typing import Annotated, TypeVar, cast

from fastapi import Depends, Request

from netra.auth.config import SERVICE, AuthSettings
from netra.shared.clock import Clock, SystemClock
from netra.shared.limits import Limiter
from netra.shared.postgres import CoreDatabaseManager
from netra.shared.redis import RedisStore
from netra.shared.revocations import Revocations
from netra.shared.web import Check

T = TypeVar("T")


class Resources:
    """The settings, clock and database of one process; what it remembers between requests is seconds old."""

    def __init__(self, current_settings: Callable[[], AuthSettings], clock: Clock | None = None) -> None:
        self._current_settings = current_settings
        self.clock: Clock = clock or SystemClock()
        self.database = CoreDatabaseManager(
            self.settings.database_url.get_secret_value(), application=f"netra-{SERVICE}"
        )
        self.redis = RedisStore(self.settings.redis_url, SERVICE)
        self.revocations = Revocations(self.redis)
        self.limiter = Limiter(self.redis, factor=self.settings.limits_factor)
        self._singletons: dict[type, object] = {}

    def once(self, kind: type[T], make: Callable[[], T]) -> T:
        """The one `kind` of this process, made when first asked for."""
        if kind not in self._singletons:
            self._singletons[kind] = make()
        return cast(T, self._singletons[kind])

    @property
    def settings(self) -> AuthSettings:
        """The settings as they are now."""
        return self._current_settings()

    @property
    def readiness(self) -> Mapping[str, Check]:
        """Redis is not among them: limits are counted by each process, what others are told waits."""
        return {"postgresql": self.database.ping}

    async def close(self) -> None:
        await self.redis.close()
        await self.database.dispose()


def resources_of(request: Request) -> Resources:
    """What the process uses, for dependencies of routes that are asked all the time: one less to solve."""
    resources: Resources = request.app.state.resources
    return resources


async def _resources(request: Request) -> Resources:
    # Async, though nothing is awaited: FastAPI sends plain functions to a thread, on every request.
    return resources_of(request)


ResourcesDep = Annotated[Resources, Depends(_resources)]
