"""People come into being by signing in, and in no other way."""

from collections.abc import Collection
from typing import Self
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from netra.auth.users.domain import DEVELOPMENT_USERS, Person
from netra.auth.users.repository import UserRepository
from netra.shared.clock import Clock


class UserService:
    def __init__(self, users: UserRepository, clock: Clock) -> None:
        self._users = users
        self._clock = clock

    @classmethod
    def on(cls, session: AsyncSession, clock: Clock) -> Self:
        return cls(UserRepository(session), clock)

    async def sign_in_for_development(self, user_id: UUID) -> tuple[Person, bool] | None:
        """Sign in one of the development users, and whether it is the first time; None for anybody else."""
        person = next((person for person in DEVELOPMENT_USERS if person.id == user_id), None)
        if person is None:
            return None
        return person, await self._users.record_sign_in(person, self._clock.now())

    async def several(self, user_ids: Collection[UUID]) -> dict[UUID, Person]:
        """Those of the people that there are, by their ids."""
        return await self._users.several(user_ids)
