"""People come into being by signing in, and in no other way."""

from collections.abc import Collection
from typing import Self
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from netra.auth.outbox.service import OutboxService
from netra.auth.users.domain import DEVELOPMENT_USERS, Identity, Person, Profile
from netra.auth.users.repository import UserRepository
from netra.shared.clock import Clock
from netra.shared.errors import Conflict, NotFound
from netra.shared.events.people import UserDeleted, UserKnown


class UserService:
    def __init__(self, users: UserRepository, outbox: OutboxService, clock: Clock) -> None:
        self._users = users
        self._outbox = outbox
        self._clock = clock

    @classmethod
    def on(cls, session: AsyncSession, clock: Clock) -> Self:
        return cls(UserRepository(session), OutboxService.on(session, clock), clock)

    async def sign_in_for_development(self, user_id: UUID) -> tuple[Person, bool] | None:
        """Sign in one of the development users, and whether it is the first time; None for anybody else."""
        person = next((person for person in DEVELOPMENT_USERS if person.id == user_id), None)
        if person is None:
            return None
        return person, await self._recorded(person)

    async def sign_in(self, profile: Profile) -> tuple[Person, UUID]:
        """The person of a profile, made at the first sign-in, and the id of the identity.

        Raises Conflict where the address is somebody's here already: that a provider knows an address does
        not make its holder the person who signs in by another one.
        """
        now = self._clock.now()
        found = await self._users.by_identity(profile.issuer, profile.subject)
        if found is None:
            made = Person(uuid4(), profile.email, profile.name)
            if await self._recorded(made):
                await self._users.add_identity(made.id, profile, now)
            # Whoever came first with the same identity has made the person by now.
            found = await self._users.by_identity(profile.issuer, profile.subject)
        if found is None:
            raise Conflict("This e-mail address is registered with another way to sign in.")
        before = await self._users.note_sign_in(found[0].id, profile, now)
        if before is None:
            raise Conflict("This account was deleted a moment ago: sign in again to begin anew.")
        if before != profile.name:
            changed = UserKnown(type="user.changed", user_id=found[0].id, name=profile.name)
            await self._outbox.tell(changed)
        return found

    async def _recorded(self, person: Person) -> bool:
        """Whether this sign-in is the person's first, of which others are told."""
        is_first = await self._users.record_sign_in(person, self._clock.now())
        if is_first:
            created = UserKnown(type="user.created", user_id=person.id, name=person.name)
            await self._outbox.tell(created)
        return is_first

    async def link(self, user_id: UUID, profile: Profile) -> bool:
        """Have a person sign in with a profile too; whether that is new. Conflict if somebody else does."""
        if await self._users.add_identity(user_id, profile, self._clock.now()):
            return True
        holder = await self._users.by_identity(profile.issuer, profile.subject)
        if holder is None or holder[0].id != user_id:
            raise Conflict("Somebody else signs in with this account.")
        return False

    async def identity(self, issuer: str, subject: str) -> UUID | None:
        """The id of an identity that somebody signs in with."""
        found = await self._users.by_identity(issuer, subject)
        return found[1] if found else None

    async def by_email(self, email: str) -> Person | None:
        """Whose address it is here."""
        return await self._users.by_email(email)

    async def identities(self, user_id: UUID) -> list[Identity]:
        """All ways in which a person signs in, the oldest first."""
        return await self._users.identities(user_id)

    async def unlink(self, user_id: UUID, identity_id: UUID) -> Identity:
        """Take one of several ways to sign in from a person. NotFound, or Conflict for the last one."""
        found = await self._users.identities(user_id, locked=True)
        removed = next((one for one in found if one.id == identity_id), None)
        if removed is None:
            raise NotFound(f"No way to sign in {identity_id} of yours.")
        if len(found) == 1:
            raise Conflict("This is your only way to sign in: add another one first.")
        await self._users.remove_identity(user_id, identity_id)
        return removed

    async def get(self, user_id: UUID) -> Person | None:
        return (await self._users.several([user_id])).get(user_id)

    async def several(self, user_ids: Collection[UUID]) -> dict[UUID, Person]:
        """Those of the people that there are, by their ids."""
        return await self._users.several(user_ids)

    async def held(self, user_id: UUID) -> Person | None:
        """A person as whom nobody signs in, and of whom nothing is made, until the end."""
        return await self._users.locked(user_id)

    async def remove(self, user_id: UUID) -> None:
        """Remove a held person for good, and have others told."""
        await self._users.remove(user_id)
        await self._outbox.tell(UserDeleted(user_id=user_id))
