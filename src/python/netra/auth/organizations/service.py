"""Organizations, who works in them, and how people come and go."""

from collections.abc import Collection
from typing import Self
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from netra.auth.organizations.domain import (
    DEFAULT_ORGANIZATION_NAME,
    INVITATION_LIFE,
    Invitation,
    Member,
    Membership,
    check_leaving,
    check_role_change,
    invitation_digest,
    is_invitation_token,
    new_invitation_token,
)
from netra.auth.organizations.repository import OrganizationRepository
from netra.auth.users.domain import Person
from netra.auth.users.service import UserService
from netra.shared.access import DEFAULT_ORGANIZATION_ID, Subject
from netra.shared.clock import Clock
from netra.shared.errors import Conflict, NotFound
from netra.shared.rights import Role


class OrganizationService:
    def __init__(self, organizations: OrganizationRepository, users: UserService, clock: Clock) -> None:
        self._organizations = organizations
        self._users = users
        self._clock = clock

    @classmethod
    def on(cls, session: AsyncSession, clock: Clock) -> Self:
        return cls(OrganizationRepository(session), UserService.on(session, clock), clock)

    async def join_default(self, user_id: UUID) -> None:
        """Make the person an owner of the default organization, and it too when it is missing."""
        now = self._clock.now()
        await self._organizations.ensure(DEFAULT_ORGANIZATION_ID, DEFAULT_ORGANIZATION_NAME, now)
        await self._organizations.ensure_member(DEFAULT_ORGANIZATION_ID, user_id, Role.OWNER, now)

    async def found_own(self, person: Person) -> None:
        """Make an organization of the person's own where they have none: whoever was removed begins anew."""
        if await self._organizations.memberships([person.id]):
            return
        now, organization_id = self._clock.now(), uuid4()
        await self._organizations.ensure(organization_id, f"Organization of {person.name}", now)
        await self._organizations.ensure_member(organization_id, person.id, Role.OWNER, now)

    async def memberships(self, user_ids: Collection[UUID]) -> dict[UUID, tuple[Membership, ...]]:
        """Where each of the people works, the first joined first; whoever works nowhere is not in it."""
        return await self._organizations.memberships(user_ids)

    async def membership(self, user_id: UUID, organization_id: UUID | None) -> Membership | None:
        """The person's place in an organization, or in the one they joined first; None without one."""
        found = (await self._organizations.memberships([user_id])).get(user_id, ())
        return next((one for one in found if organization_id in {None, one.organization_id}), None)

    async def rename(self, caller: Subject, name: str) -> None:
        await self._organizations.rename(caller.organization_id, name)

    async def members(self, caller: Subject) -> list[Member]:
        """The members of the caller's organization, the first joined first."""
        roles = await self._organizations.roles(caller.organization_id)
        people = await self._users.several(list(roles))
        return [
            Member(user_id, people[user_id].email, people[user_id].name, role, joined_at)
            for user_id, (role, joined_at) in roles.items()
            if user_id in people
        ]

    async def change_role(self, caller: Subject, user_id: UUID, wanted: Role) -> None:
        """Change what a member may do. Whoever is no member here is not found, wherever else they work."""
        roles = await self._organizations.locked_roles(
            caller.organization_id, [caller.subject_id, user_id]
        )
        check_role_change(_role_of(caller.subject_id, roles), _role_of(user_id, roles), wanted)
        await self._organizations.set_role(caller.organization_id, user_id, wanted)

    async def remove(self, caller: Subject, user_id: UUID) -> None:
        """Have a member, or oneself, work here no more."""
        roles = await self._organizations.locked_roles(caller.organization_id, [user_id])
        check_leaving(_role_of(user_id, roles))
        await self._organizations.remove_member(caller.organization_id, user_id)

    async def hand_over(self, caller: Subject, user_id: UUID) -> None:
        """Make a member the owner in the caller's place, who stays as an admin."""
        roles = await self._organizations.locked_roles(
            caller.organization_id, [caller.subject_id, user_id]
        )
        if _role_of(user_id, roles) is Role.OWNER:
            raise Conflict("This member owns the organization already.")
        if _role_of(caller.subject_id, roles) is not Role.OWNER:
            raise Conflict("The organization was handed over in the meantime.")
        await self._organizations.set_role(caller.organization_id, user_id, Role.OWNER)
        await self._organizations.set_role(caller.organization_id, caller.subject_id, Role.ADMIN)

    async def invite(self, caller: Subject, role: Role, note: str) -> tuple[Invitation, str]:
        """A new invitation and the token of its link, which cannot be had again."""
        now, token = self._clock.now(), new_invitation_token()
        invitation = Invitation(
            id=uuid4(),
            organization_id=caller.organization_id,
            role=role,
            note=note,
            created_by=caller.subject_id,
            created_at=now,
            expires_at=now + INVITATION_LIFE,
            accepted_by=None,
            revoked_at=None,
        )
        await self._organizations.add_invitation(invitation, invitation_digest(token))
        return invitation, token

    async def invitations(self, caller: Subject) -> list[Invitation]:
        return await self._organizations.open_invitations(caller.organization_id, self._clock.now())

    async def revoke_invitation(self, caller: Subject, invitation_id: UUID) -> None:
        if not await self._organizations.revoke(
            caller.organization_id, invitation_id, self._clock.now()
        ):
            raise NotFound(f"No open invitation {invitation_id}.")

    async def accept(self, user_id: UUID, token: str) -> UUID:
        """Join by a link; the organization. Whatever is wrong with the link, it is the same NotFound."""
        found = None
        if is_invitation_token(token):
            found = await self._organizations.locked_invitation(invitation_digest(token))
        now = self._clock.now()
        if found is None or not found.is_open(now):
            raise NotFound("This invitation was used, has expired or was taken back: ask for a new one.")
        await self._organizations.ensure_member(found.organization_id, user_id, found.role, now)
        await self._organizations.accept(found.id, user_id)
        return found.organization_id


def _role_of(user_id: UUID, roles: dict[UUID, Role]) -> Role:
    if user_id not in roles:
        raise NotFound(f"No member {user_id}.")
    return roles[user_id]
