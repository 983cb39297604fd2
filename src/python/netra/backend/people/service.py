"""People as the backend knows them: by events of the auth service, and by their first request."""

import logging
from collections.abc import Collection
from datetime import datetime
from typing import Final, Self
from uuid import UUID

from cachetools import LRUCache
from sqlalchemy.ext.asyncio import AsyncSession

from netra.backend.people.repository import PeopleRepository
from netra.backend.resources import Resources
from netra.shared.access import Subject
from netra.shared.errors import Unavailable

MOST_REMEMBERED: Final = 10_000
"""People whom a process does not look up again."""

_log = logging.getLogger(__name__)


class PeopleService:
    def __init__(self, people: PeopleRepository) -> None:
        self._people = people

    @classmethod
    def on(cls, session: AsyncSession) -> Self:
        return cls(PeopleRepository(session))

    async def meet(self, person: Subject) -> None:
        """Keep the name of somebody of whom nothing was heard yet."""
        await self._people.add(person.subject_id, person.name)

    async def hear_name(self, user_id: UUID, name: str, version: int) -> None:
        """Keep what an event says, unless something newer was heard."""
        await self._people.hear(user_id, version, name, None)

    async def hear_deleted(self, user_id: UUID, at: datetime, version: int) -> bool:
        """Keep that somebody is gone, and nothing else of them; False when they have come back since."""
        await self._people.hear(user_id, version, None, at)
        return await self._people.is_gone(user_id)

    async def gone_since(self, since: datetime) -> list[UUID]:
        """Who has gone since a moment and has not come back."""
        return await self._people.gone_since(since)

    async def names(self, user_ids: Collection[UUID]) -> dict[UUID, str]:
        """The names of those who are known and not gone."""
        return await self._people.names(user_ids)


class Reception:
    """Knows who holds a token, as the auth service tells, and keeps the name of whoever comes first."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._met: LRUCache[UUID, None] = LRUCache(MOST_REMEMBERED)

    async def subject(self, token: str) -> Subject:
        """Raises Unauthorized, or Unavailable when nobody can tell now."""
        subject = await self._resources.auth.subject(token)
        if subject.kind == "user" and subject.subject_id not in self._met:
            await self._meet(subject)
        return subject

    async def subject_now(self, token: str) -> Subject:
        """The same, whatever was said some seconds ago; whoever is asked about again is known."""
        return await self._resources.auth.subject_now(token)

    async def _meet(self, person: Subject) -> None:
        # Remembered first: a crowd of first requests of one person is one row and one query.
        self._met[person.subject_id] = None
        try:
            async with self._resources.database.session() as session:
                await PeopleService.on(session).meet(person)
        except Unavailable:
            # Whoever needs the database will say so; the next request tries again.
            self._met.pop(person.subject_id, None)
            _log.warning("The name of a person is kept later: the database is not answering.")
