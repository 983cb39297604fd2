"""Every query on people."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from netra.auth.users.domain import Person
from netra.auth.users.models import UserRow


class UserRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def record_sign_in(self, person: Person, at: datetime) -> bool:
        """Make the person at their first sign-in, and note each one; whether this was the first."""
        row = {
            "id": person.id,
            "email": person.email,
            "name": person.name,
            "created_at": at,
            "last_sign_in_at": at,
        }
        # Two first sign-ins at once may meet at the e-mail's index before the id's, so none is named.
        made = insert(UserRow).values(row).on_conflict_do_nothing().returning(UserRow.id)
        is_first = await self._session.scalar(made) is not None
        await self._session.execute(
            update(UserRow).where(UserRow.id == person.id).values(last_sign_in_at=at)
        )
        return is_first

    async def several(self, user_ids: Collection[UUID]) -> dict[UUID, Person]:
        rows = await self._session.scalars(select(UserRow).where(UserRow.id.in_(user_ids)))
        return {row.id: Person(row.id, row.email, row.name) for row in rows}
