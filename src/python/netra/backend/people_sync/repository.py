"""The stream of events about people, as this service's group reads it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from redis.exceptions import ResponseError

from netra.shared.events.people import PEOPLE_FIELD, PEOPLE_STREAM
from netra.shared.redis import RedisStore

GROUP: Final = "backend"
_GROUP_IS_THERE: Final = "BUSYGROUP"
_GROUP_IS_GONE: Final = "NOGROUP"


@dataclass(frozen=True, slots=True)
class Delivery:
    """An entry of the stream that was given to this consumer and to no other."""

    id: str
    content: str
    """JSON; empty where somebody has removed it from the stream."""


class Deliveries:
    """What one consumer of the group is given. Every method raises Unavailable while Redis is away."""

    def __init__(self, redis: RedisStore, consumer: str) -> None:
        self._redis = redis
        self._consumer = consumer

    async def new(self, most: int, wait_ms: int) -> Sequence[Delivery]:
        """The next entries that nobody was given, after a wait when there are none."""
        with self._redis.translated():
            try:
                found: Any = await self._redis.client.xreadgroup(
                    GROUP, self._consumer, {PEOPLE_STREAM: ">"}, count=most, block=wait_ms
                )
            except ResponseError as error:
                await self._made(error)
                return ()
        return [one for _, entries in found or () for one in _deliveries(entries)]

    async def left(self, most: int, idle_ms: int) -> Sequence[Delivery]:
        """Entries that were given to somebody so long ago, and that nobody has settled."""
        with self._redis.translated():
            try:
                found: Any = await self._redis.client.xautoclaim(
                    PEOPLE_STREAM, GROUP, self._consumer, min_idle_time=idle_ms, count=most
                )
            except ResponseError as error:
                await self._made(error)
                return ()
        return _deliveries(found[1])

    async def settle(self, delivery: Delivery) -> None:
        """It is done: nobody is given it again, and nothing of it stays in Redis."""
        with self._redis.translated():
            async with self._redis.client.pipeline(transaction=True) as pipe:
                pipe.xack(PEOPLE_STREAM, GROUP, delivery.id)
                pipe.xdel(PEOPLE_STREAM, delivery.id)
                await pipe.execute()

    async def forget_dead(self, idle_ms: int) -> None:
        """Take from the group the consumers that have asked for nothing for so long and owe nothing."""
        with self._redis.translated():
            try:
                found: Any = await self._redis.client.xinfo_consumers(PEOPLE_STREAM, GROUP)
            except ResponseError:
                return  # No stream or no group: nobody to forget.
            for one in found:
                if one["pending"] == 0 and one["idle"] >= idle_ms:
                    await self._redis.client.xgroup_delconsumer(PEOPLE_STREAM, GROUP, one["name"])

    async def _made(self, error: ResponseError) -> None:
        """Make the group, reading from the beginning, where there is none: at first, or Redis lost it."""
        if not str(error).startswith(_GROUP_IS_GONE):
            raise error
        try:
            await self._redis.client.xgroup_create(PEOPLE_STREAM, GROUP, id="0", mkstream=True)
        except ResponseError as again:
            if not str(again).startswith(_GROUP_IS_THERE):
                raise


def _deliveries(entries: Iterable[tuple[str, dict[str, str] | None]]) -> list[Delivery]:
    return [Delivery(entry_id, (fields or {}).get(PEOPLE_FIELD, "")) for entry_id, fields in entries]
