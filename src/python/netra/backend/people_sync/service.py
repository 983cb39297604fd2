"""What follows for the backend from what happens to people and organizations."""

import logging
from datetime import timedelta
from typing import Final, Self
from uuid import UUID, uuid4

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from netra.backend.calls.service import CallService
from netra.backend.language_models.domain import own_project_id
from netra.backend.people.service import PeopleService
from netra.backend.people_sync.repository import Deliveries, Delivery
from netra.backend.projects.service import ProjectService
from netra.backend.resources import Resources
from netra.backend.runs.service import RunService
from netra.backend.threads.service import ThreadService
from netra.shared.access import ProjectId
from netra.shared.events.people import PeopleMessage, UserDeleted, UserKnown

MOST_EVENTS_AT_ONCE: Final = 50
WAIT_MS: Final = 2_000
LEFT_AFTER_MS: Final = 30_000
"""Whoever has not settled an event for so long is taken for dead."""
DEAD_AFTER_MS: Final = 3_600_000
LOOKED_AT_AGAIN_FOR: Final = timedelta(hours=1)
"""A token is believed for some seconds after its person has gone, and a run may be at work for minutes."""

_log = logging.getLogger(__name__)


class PeopleSync:
    """One consumer of the stream. Events are done in their order, each in a transaction, and then settled.

    Whoever dies between the two has the event done again, which changes nothing.
    """

    def __init__(self, resources: Resources, deliveries: Deliveries) -> None:
        self._resources = resources
        self._deliveries = deliveries

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return cls(resources, Deliveries(resources.redis, f"worker-{uuid4()}"))

    async def take_some(self) -> None:
        """Do what a dead consumer has left, and what is new. Raises Unavailable while a store is away."""
        for delivery in await self._deliveries.left(MOST_EVENTS_AT_ONCE, LEFT_AFTER_MS):
            await self._take(delivery)
        for delivery in await self._deliveries.new(MOST_EVENTS_AT_ONCE, WAIT_MS):
            await self._take(delivery)

    async def look_again(self) -> None:
        """Forget once more whoever went a short time ago, and of whom something may have come since."""
        async with self._resources.database.session() as session:
            since = self._resources.clock.now() - LOOKED_AT_AGAIN_FOR
            for user_id in await PeopleService.on(session).gone_since(since):
                await self._forget(session, user_id)

    async def forget_dead(self) -> None:
        """Each worker is a consumer of its own: those that have ended are taken from the group."""
        await self._deliveries.forget_dead(DEAD_AFTER_MS)

    async def _take(self, delivery: Delivery) -> None:
        try:
            message = PeopleMessage.model_validate_json(delivery.content)
        except ValidationError:
            # Of a later release, which tells of more than this one could do anything about.
            _log.exception("An event about people is not understood and is passed over")
        else:
            async with self._resources.database.session() as session:
                await self._obey(session, message)
        await self._deliveries.settle(delivery)

    async def _obey(self, session: AsyncSession, message: PeopleMessage) -> None:
        people, event = PeopleService.on(session), message.event
        if isinstance(event, UserKnown):
            await people.hear_name(event.user_id, event.name, message.version)
        elif isinstance(event, UserDeleted):
            now = self._resources.clock.now()
            if await people.hear_deleted(event.user_id, now, message.version):
                await self._forget(session, event.user_id)
        else:
            await ProjectService.on(self._resources, session).forget_organization(event.organization_id)

    async def _forget(self, session: AsyncSession, user_id: UUID) -> None:
        """Remove what was a person's alone, and take their id from all that stays."""
        projects = ProjectService.on(self._resources, session)
        own = [ProjectId(own_project_id(one)) for one in await projects.organizations()]
        await CallService.on(self._resources).forget_user(own, str(user_id))
        # Runs first, as a worker that writes one holds it before its thread.
        await RunService.on(self._resources).hold_runs_of(session, user_id)
        await ThreadService.on(self._resources, session).forget_owner(user_id)
        await RunService.on(self._resources).forget_asker(session, user_id)
