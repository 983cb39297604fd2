"""Every query on the outbox, and the stream that it is emptied into."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from redis.typing import EncodableT
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from netra.auth.outbox.domain import OUTBOX_CHANNEL
from netra.auth.outbox.models import OutboxRow
from netra.shared.events.people import (
    MOST_WAITING,
    PEOPLE_EVENT,
    PEOPLE_FIELD,
    PEOPLE_STREAM,
    PeopleEvent,
    PeopleMessage,
)
from netra.shared.redis import RedisStore

# Any number of our own; held by the one instance that publishes.
_RELAY_LOCK: Final = 0x72656C79


class OutboxRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, event: PeopleEvent, at: datetime) -> None:
        """Have an event told once this transaction is committed, and whoever tells it woken by that."""
        row = {"kind": event.type, "payload": event.model_dump(mode="json"), "created_at": at}
        await self._session.execute(insert(OutboxRow).values(row))
        await self._session.execute(text("SELECT pg_notify(:channel, '')"), {"channel": OUTBOX_CHANNEL})

    async def take_turn(self) -> bool:
        """Whether this transaction is the only one that publishes, until it ends."""
        return bool(await self._session.scalar(select(func.pg_try_advisory_xact_lock(_RELAY_LOCK))))

    async def waiting(self, limit: int) -> list[PeopleMessage]:
        """The first events that were not published, in their order."""
        query = select(OutboxRow).where(OutboxRow.published_at.is_(None)).order_by(OutboxRow.id).limit(limit)
        return [
            PeopleMessage(version=row.id, event=PEOPLE_EVENT.validate_python(row.payload))
            for row in await self._session.scalars(query)
        ]

    async def mark_published(self, versions: Collection[int], at: datetime) -> None:
        statement = update(OutboxRow).where(OutboxRow.id.in_(versions))
        await self._session.execute(statement.values(published_at=at))

    async def forget_published(self, before: datetime) -> None:
        await self._session.execute(delete(OutboxRow).where(OutboxRow.published_at < before))

    async def forget_user(self, user_id: UUID) -> None:
        """Remove what was to be told, or has been, of a person."""
        about = OutboxRow.payload["user_id"].astext == str(user_id)
        await self._session.execute(delete(OutboxRow).where(about))


class PeopleStream:
    """The stream in Redis, where other services read."""

    def __init__(self, redis: RedisStore) -> None:
        self._redis = redis

    async def append(self, messages: Sequence[PeopleMessage]) -> None:
        """All of them in their order, or none. Raises Unavailable."""
        with self._redis.translated():
            async with self._redis.client.pipeline(transaction=True) as pipe:
                for message in messages:
                    entry: dict[EncodableT, EncodableT] = {PEOPLE_FIELD: message.model_dump_json()}
                    pipe.xadd(PEOPLE_STREAM, entry, maxlen=MOST_WAITING, approximate=True)
                await pipe.execute()
