"""Every query on people."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from netra.backend.people.models import UserRow


class PeopleRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, user_id: UUID, name: str) -> None:
        """Keep somebody's name unless anything is known of them, be it that they are gone."""
        row = {"id": user_id, "name": name, "version": 0}
        await self._session.execute(insert(UserRow).values(row).on_conflict_do_nothing())

    async def hear(self, user_id: UUID, version: int, name: str | None, deleted_at: datetime | None) -> None:
        """Keep what an event says, unless something newer was heard before."""
        said: dict[str, Any] = {"name": name, "version": version, "deleted_at": deleted_at}
        statement = insert(UserRow).values(id=user_id, **said)
        newer = statement.on_conflict_do_update(
            index_elements=[UserRow.id], set_=said, where=UserRow.version < version
        )
        await self._session.execute(newer)

    async def is_gone(self, user_id: UUID) -> bool:
        query = select(UserRow.id).where(UserRow.id == user_id, UserRow.deleted_at.is_not(None))
        return await self._session.scalar(query) is not None

    async def gone_since(self, since: datetime) -> list[UUID]:
        query = select(UserRow.id).where(UserRow.deleted_at >= since).order_by(UserRow.id)
        return list(await self._session.scalars(query))

    async def names(self, user_ids: Collection[UUID]) -> dict[UUID, str]:
        """The names of those who are known and not gone."""
        rows = await self._session.scalars(select(UserRow).where(UserRow.id.in_(user_ids)))
        return {row.id: row.name for row in rows if row.name is not None}
