"""The auth service as the stream shows it: what it tells, and the workers that hear it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import text

from netra.backend.people.service import PeopleService
from netra.backend.people_sync.repository import GROUP
from netra.backend.people_sync.service import PeopleSync
from netra.backend.resources import Resources
from netra.shared.events.people import (
    PEOPLE_FIELD,
    PEOPLE_STREAM,
    OrganizationDeleted,
    PeopleEvent,
    PeopleMessage,
    UserDeleted,
    UserKnown,
)


def known(user_id: UUID, name: str) -> UserKnown:
    return UserKnown(type="user.changed", user_id=user_id, name=name)


def gone(user_id: UUID) -> UserDeleted:
    return UserDeleted(user_id=user_id)


def closed(organization_id: UUID) -> OrganizationDeleted:
    return OrganizationDeleted(organization_id=organization_id)


async def tell(resources: Resources, version: int, event: PeopleEvent) -> None:
    """What the auth service's relay does."""
    message = PeopleMessage(version=version, event=event).model_dump_json()
    await resources.redis.client.xadd(PEOPLE_STREAM, {PEOPLE_FIELD: message})


async def heard(resources: Resources) -> PeopleSync:
    """A consumer that has done all that was told so far."""
    sync = PeopleSync.on(resources)
    # The first time it makes the group.
    for _ in range(2):
        await sync.take_some()
    return sync


async def name_of(resources: Resources, user_id: UUID) -> str | None:
    async with resources.database.session() as session:
        return (await PeopleService.on(session).names([user_id])).get(user_id)


async def unsettled(resources: Resources) -> tuple[int, int]:
    """How many events were given to somebody and not settled, and how many are in the stream at all."""
    client: Any = resources.redis.client
    pending = await client.xpending(PEOPLE_STREAM, GROUP)
    return pending["pending"], await client.xlen(PEOPLE_STREAM)


async def rows(resources: Resources, query: str, **values: object) -> list[Any]:
    async with resources.database.session() as session:
        return list((await session.execute(text(query), values)).all())


@asynccontextmanager
async def another(resources: Resources) -> AsyncIterator[Resources]:
    """The same stores as another process sees them."""
    made = Resources(resources.settings, resources.clock)
    try:
        yield made
    finally:
        await made.close()
