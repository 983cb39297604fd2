"""Messages to every process that listens, through Redis: at most once, so what must not be lost is stored."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Final

from netra.shared.errors import Unavailable
from netra.shared.redis import RedisStore

_log = logging.getLogger(__name__)
_AGAIN_SECONDS: Final = 0.5
_HEALTH_SECONDS: Final = 5.0


class Broadcast:
    """One channel of a service, or one that all services have in common."""

    def __init__(self, redis: RedisStore, channel: str, *, is_common: bool = False) -> None:
        self._redis = redis
        key = redis.common_key if is_common else redis.key
        self._channel = key("channel", channel)

    async def publish(self, message: str) -> None:
        """Tell all who listen now. Without Redis nobody hears it, which is logged and no error."""
        try:
            with self._redis.translated():
                await self._redis.client.publish(self._channel, message)
        except Unavailable:
            _log.warning("Redis is not answering; a message is not published.")

    async def messages(self) -> AsyncGenerator[str | None, None]:
        """Every message from now on, and None whenever some may have been missed: first of all, too."""
        while True:
            try:
                async with aclosing(self._connected()) as heard:
                    async for message in heard:
                        yield message
            except Unavailable:
                _log.warning("Redis is not answering; listening again soon.")
            await asyncio.sleep(_AGAIN_SECONDS)

    async def _connected(self) -> AsyncGenerator[str | None, None]:
        """Messages until the connection is lost, which raises Unavailable."""
        with self._redis.translated():
            async with self._redis.client.pubsub(ignore_subscribe_messages=True) as channel:
                await channel.subscribe(self._channel)
                yield None
                while True:
                    message = await channel.get_message(timeout=_HEALTH_SECONDS)
                    if message is not None:
                        yield message["data"]
                    await channel.check_health()
