"""What an auth process uses: made once, opened at first use, closed at the end."""

from collections.abc import Callable, Mapping
from typing import Annotated

from fastapi import Depends, Request

from netra.auth.config import SERVICE, AuthSettings
from netra.shared.clock import Clock, SystemClock
from netra.shared.postgres import CoreDatabaseManager
from netra.shared.redis import RedisStore
from netra.shared.web import Check


class Resources:
    """The settings, clock and database of one process; it remembers nothing between requests."""

    def __init__(self, current_settings: Callable[[], AuthSettings], clock: Clock | None = None) -> None:
        self._current_settings = current_settings
        self.clock: Clock = clock or SystemClock()
        self.database = CoreDatabaseManager(
            self.settings.database_url.get_secret_value(), application=f"netra-{SERVICE}"
        )
        self.redis = RedisStore(self.settings.redis_url, SERVICE)

    @property
    def settings(self) -> AuthSettings:
        """The settings as they are now."""
        return self._current_settings()

    @property
    def readiness(self) -> Mapping[str, Check]:
        """Redis is not among them: what waits to be told through it waits, and everybody is served."""
        return {"postgresql": self.database.ping}

    async def close(self) -> None:
        await self.redis.close()
        await self.database.dispose()


def _resources(request: Request) -> Resources:
    resources: Resources = request.app.state.resources
    return resources


ResourcesDep = Annotated[Resources, Depends(_resources)]
