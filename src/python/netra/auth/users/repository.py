"""Every query on people and on the ways in which they sign in."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, exists, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from netra.auth.users.domain import Identity, Person, Profile
from netra.auth.users.models import IdentityRow, UserRow
from netra.shared.postgres import among


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

    async def locked(self, user_id: UUID) -> Person | None:
        """The person; nobody signs in as them, and nothing that names them is made, until the end."""
        row = await self._session.scalar(select(UserRow).where(UserRow.id == user_id).with_for_update())
        return Person(row.id, row.email, row.name) if row else None

    async def remove(self, user_id: UUID) -> None:
        """Remove a person with their ways to sign in and with sign-ins under way."""
        await self._session.execute(delete(IdentityRow).where(IdentityRow.user_id == user_id))
        await self._session.execute(delete(UserRow).where(UserRow.id == user_id))

    async def by_email(self, email: str) -> Person | None:
        row = await self._session.scalar(select(UserRow).where(UserRow.email == email))
        return Person(row.id, row.email, row.name) if row else None

    async def several(self, user_ids: Collection[UUID]) -> dict[UUID, Person]:
        rows = await self._session.scalars(select(UserRow).where(among(UserRow.id, user_ids)))
        return {row.id: Person(row.id, row.email, row.name) for row in rows}

    async def by_identity(self, issuer: str, subject: str) -> tuple[Person, UUID] | None:
        """Who signs in with an identity, and its id; whoever else has its e-mail address is somebody else."""
        query = (
            select(UserRow, IdentityRow.id)
            .join(IdentityRow, IdentityRow.user_id == UserRow.id)
            .where(IdentityRow.issuer == issuer, IdentityRow.subject == subject)
        )
        row = (await self._session.execute(query)).first()
        return (Person(row[0].id, row[0].email, row[0].name), row[1]) if row else None

    async def add_identity(self, user_id: UUID, profile: Profile, at: datetime) -> bool:
        """Give a person a way to sign in; whether it was nobody's yet."""
        row = {
            "id": uuid4(),
            "user_id": user_id,
            "issuer": profile.issuer,
            "subject": profile.subject,
            "email": profile.email,
            "created_at": at,
            "last_used_at": at,
        }
        made = insert(IdentityRow).values(row).on_conflict_do_nothing().returning(IdentityRow.id)
        return await self._session.scalar(made) is not None

    async def note_sign_in(self, user_id: UUID, profile: Profile, at: datetime) -> str | None:
        """Remember what the provider says now, but for an address that is somebody else's here.

        The name that the person had before; None where they have gone in the meantime.
        """
        someone = aliased(UserRow)
        before: str | None = await self._session.scalar(
            select(UserRow.name).where(UserRow.id == user_id).with_for_update(key_share=True)
        )
        is_free = ~exists().where(someone.email == profile.email, someone.id != user_id)
        user = update(UserRow).where(UserRow.id == user_id)
        await self._session.execute(user.values(last_sign_in_at=at, name=profile.name))
        await self._session.execute(user.where(is_free).values(email=profile.email))
        identity = update(IdentityRow).where(
            IdentityRow.issuer == profile.issuer, IdentityRow.subject == profile.subject
        )
        await self._session.execute(identity.values(last_used_at=at, email=profile.email))
        return before

    async def identities(self, user_id: UUID, *, locked: bool = False) -> list[Identity]:
        """All ways in which a person signs in, the oldest first."""
        query = select(IdentityRow).where(IdentityRow.user_id == user_id)
        query = query.order_by(IdentityRow.created_at, IdentityRow.id)
        rows = await self._session.scalars(query.with_for_update() if locked else query)
        return [Identity(row.id, row.issuer, row.email, row.created_at, row.last_used_at) for row in rows]

    async def remove_identity(self, user_id: UUID, identity_id: UUID) -> None:
        statement = delete(IdentityRow).where(IdentityRow.id == identity_id, IdentityRow.user_id == user_id)
        await self._session.execute(statement)
