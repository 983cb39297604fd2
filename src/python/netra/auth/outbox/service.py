"""What other services have to be told: written with the change, published after it, lost by nothing."""

from datetime import timedelta
from typing import Final, Self

from sqlalchemy.ext.asyncio import AsyncSession

from netra.auth.outbox.repository import OutboxRepository, PeopleStream
from netra.auth.resources import Resources
from netra.shared.clock import Clock
from netra.shared.events.people import PeopleEvent, UserDeleted

MOST_AT_ONCE: Final = 200
KEPT_AFTER_PUBLICATION: Final = timedelta(days=1)
"""So long it can be seen what was told and when; nobody needs it."""


class OutboxService:
    def __init__(self, outbox: OutboxRepository, clock: Clock) -> None:
        self._outbox = outbox
        self._clock = clock

    @classmethod
    def on(cls, session: AsyncSession, clock: Clock) -> Self:
        return cls(OutboxRepository(session), clock)

    async def tell(self, event: PeopleEvent) -> None:
        """Have others told of an event; of a person that is gone, in the place of all told of them before.

        Comes after the row of the person was written: who holds that row is told of in the order in which it
        was held.
        """
        if isinstance(event, UserDeleted):
            await self._outbox.forget_user(event.user_id)
        await self._outbox.add(event, self._clock.now())


async def publish_some(resources: Resources) -> bool:
    """Publish the first events that wait, in their order; whether there may be more.

    They are marked as published in the transaction that holds the right to publish. An instance that dies in
    between leaves them in the stream and unmarked: they are told again. Raises Unavailable while the database
    or Redis is away.
    """
    async with resources.database.session() as session:
        outbox, now = OutboxRepository(session), resources.clock.now()
        if not await outbox.take_turn():
            return False
        await outbox.forget_published(now - KEPT_AFTER_PUBLICATION)
        waiting = await outbox.waiting(MOST_AT_ONCE)
        if waiting:
            await PeopleStream(resources.redis).append(waiting)
            await outbox.mark_published([one.version for one in waiting], now)
        return len(waiting) == MOST_AT_ONCE
