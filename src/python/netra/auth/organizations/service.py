"""Organizations, who works in them, and how people come and go."""

from collections.abc import Collection
from typing import Self
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from netra.auth.audit.domain import AuditAction, Deed, Origin, Target, TargetKind, changed
from netra.auth.audit.service import AuditService, actor_of
from netra.auth.opaque import is_opaque_token, new_opaque_token, opaque_digest
from netra.auth.organizations.domain import (
    DEFAULT_ORGANIZATION_NAME,
    INVITATION_LIFE,
    ORGANIZATION_RESTORABLE_FOR,
    DeletedOrganization,
    Invitation,
    Member,
    Membership,
    Offer,
    Place,
    check_leaving,
    check_role_change,
)
from netra.auth.organizations.repository import OrganizationRepository
from netra.auth.resources import Resources
from netra.auth.users.domain import Person
from netra.auth.users.service import UserService
from netra.shared.access import DEFAULT_ORGANIZATION_ID, Subject
from netra.shared.clock import Clock
from netra.shared.errors import Conflict, Gone, NotFound
from netra.shared.revocations import Mark, Revocations
from netra.shared.rights import Role


class OrganizationService:
    def __init__(
        self,
        organizations: OrganizationRepository,
        users: UserService,
        audit: AuditService,
        clock: Clock,
        revocations: Revocations,
    ) -> None:
        self._organizations = organizations
        self._users = users
        self._audit = audit
        self._clock = clock
        self._revocations = revocations

    @classmethod
    def on(cls, resources: Resources, session: AsyncSession) -> Self:
        clock = resources.clock
        users, audit = UserService.on(session, clock), AuditService.on(session, clock)
        return cls(OrganizationRepository(session), users, audit, clock, resources.revocations)

    async def join_default(self, user_id: UUID) -> None:
        """Make the person an owner of the default organization, and it too when it is missing."""
        now = self._clock.now()
        await self._organizations.ensure(DEFAULT_ORGANIZATION_ID, DEFAULT_ORGANIZATION_NAME, now)
        await self._organizations.ensure_member(DEFAULT_ORGANIZATION_ID, user_id, Role.OWNER, now)

    async def found_own(self, person: Person) -> bool:
        """Make an organization of the person's own where they have none: whoever was removed begins anew.

        Whether one was made.
        """
        if await self._organizations.memberships([person.id]):
            return False
        now, organization_id = self._clock.now(), uuid4()
        await self._organizations.ensure(organization_id, f"Organization of {person.name}", now)
        await self._organizations.ensure_member(organization_id, person.id, Role.OWNER, now)
        return True

    async def memberships(self, user_ids: Collection[UUID]) -> dict[UUID, tuple[Membership, ...]]:
        """Where each of the people works, the first joined first; whoever works nowhere is not in it."""
        return await self._organizations.memberships(user_ids)

    async def membership(self, user_id: UUID, organization_id: UUID | None) -> Membership | None:
        """The person's place in an organization, or in the one they joined first; None without one."""
        found = (await self._organizations.memberships([user_id])).get(user_id, ())
        return next((one for one in found if organization_id in {None, one.organization_id}), None)

    async def rename(self, caller: Subject, name: str, origin: Origin) -> None:
        before = await self._organizations.locked_name(caller.organization_id) or ""
        if before == name:
            return
        await self._organizations.rename(caller.organization_id, name)
        target = Target(TargetKind.ORGANIZATION, caller.organization_id, name)
        deed = Deed(AuditAction.ORGANIZATION_RENAMED, target, {"name": changed(before, name)})
        await self._audit.record(caller, deed, origin)

    async def members(self, caller: Subject) -> list[Member]:
        """The members of the caller's organization, the first joined first."""
        roles = await self._organizations.roles(caller.organization_id)
        people = await self._users.several(list(roles))
        return [
            Member(user_id, people[user_id].email, people[user_id].name, role, joined_at)
            for user_id, (role, joined_at) in roles.items()
            if user_id in people
        ]

    async def change_role(self, caller: Subject, user_id: UUID, wanted: Role, origin: Origin) -> None:
        """Change what a member may do. Whoever is no member here is not found, wherever else they work."""
        roles = await self._organizations.locked_roles(
            caller.organization_id, [caller.subject_id, user_id]
        )
        present = _role_of(user_id, roles)
        check_role_change(_role_of(caller.subject_id, roles), present, wanted)
        if present is wanted:
            return
        await self._organizations.set_role(caller.organization_id, user_id, wanted)
        await self._take_back_invitations(caller.organization_id, user_id, wanted)
        details = {"role": changed(present, wanted)}
        deed = Deed(AuditAction.MEMBER_ROLE_CHANGED, await self._person(user_id), details)
        await self._audit.record(caller, deed, origin)
        await self._mark(caller.organization_id, user_id)

    async def remove(self, caller: Subject, user_id: UUID, origin: Origin) -> None:
        """Have a member, or oneself, work here no more."""
        roles = await self._organizations.locked_roles(caller.organization_id, [user_id])
        role = _role_of(user_id, roles)
        check_leaving(role)
        await self._organizations.remove_member(caller.organization_id, user_id)
        await self._take_back_invitations(caller.organization_id, user_id, None)
        left = user_id == caller.subject_id
        action = AuditAction.MEMBER_LEFT if left else AuditAction.MEMBER_REMOVED
        deed = Deed(action, await self._person(user_id), {"role": role.value})
        await self._audit.record(caller, deed, origin)
        await self._mark(caller.organization_id, user_id)

    async def _take_back_invitations(self, organization_id: UUID, user_id: UUID, role: Role | None) -> None:
        """Close the doors that somebody has left open who may not invite any more: they may be their own."""
        if role is None or not role.includes(Role.ADMIN):
            await self._organizations.revoke_of(organization_id, user_id, self._clock.now())

    async def hand_over(self, caller: Subject, user_id: UUID, origin: Origin) -> None:
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
        deed = Deed(AuditAction.ORGANIZATION_HANDED_OVER, await self._person(user_id))
        await self._audit.record(caller, deed, origin)
        await self._mark(caller.organization_id, user_id, caller.subject_id)

    async def invite(
        self, caller: Subject, role: Role, note: str, origin: Origin
    ) -> tuple[Invitation, str]:
        """A new invitation and the token of its link, which cannot be had again."""
        now, token = self._clock.now(), new_opaque_token()
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
        await self._organizations.add_invitation(invitation, opaque_digest(token))
        deed = Deed(AuditAction.INVITATION_CREATED, _link(invitation.id), {"role": role.value})
        await self._audit.record(caller, deed, origin)
        return invitation, token

    async def invitations(self, caller: Subject) -> list[Invitation]:
        return await self._organizations.open_invitations(caller.organization_id, self._clock.now())

    async def revoke_invitation(self, caller: Subject, invitation_id: UUID, origin: Origin) -> None:
        if not await self._organizations.revoke(
            caller.organization_id, invitation_id, self._clock.now()
        ):
            raise NotFound(f"No open invitation {invitation_id}.")
        await self._audit.record(
            caller, Deed(AuditAction.INVITATION_REVOKED, _link(invitation_id)), origin
        )

    async def invitation(self, token: str) -> Invitation:
        """The open invitation of a link, for one at a time; whatever is wrong with it, the same NotFound."""
        found = None
        if is_opaque_token(token):
            found = await self._organizations.locked_invitation(opaque_digest(token))
        if found is None or not found.is_open(self._clock.now()):
            raise NotFound("This invitation was used, has expired or was taken back: ask for a new one.")
        return found

    async def offer(self, caller: Subject, token: str) -> Offer:
        """What the open invitation of a link offers a person; whatever is wrong with it, one NotFound."""
        found = await self.invitation(token)
        inviter = await self._users.get(found.created_by) if found.created_by else None
        name = await self._organizations.locked_name(found.organization_id) or ""
        members = await self._organizations.roles(found.organization_id)
        held, _ = members.get(caller.subject_id, (None, None))
        return Offer(name, found.role, inviter.name if inviter else None, found.expires_at, held)

    async def accept(self, caller: Subject, found: Invitation, origin: Origin) -> None:
        """Join by an invitation. Nothing changes for whoever is a member already, but that it is used."""
        now, there = self._clock.now(), found.organization_id
        joined = await self._organizations.ensure_member(there, caller.subject_id, found.role, now)
        await self._organizations.accept(found.id, caller.subject_id)
        details = {"role": found.role.value, "joined": joined}
        deed = Deed(AuditAction.INVITATION_ACCEPTED, _link(found.id), details)
        await self._audit.record_in(there, actor_of(caller), deed, origin)

    async def held_places(self, user_id: UUID) -> list[Place]:
        """Where a person works, in one order for all; nobody deletes any of these until the end."""
        roles = await self._organizations.locked_memberships(user_id)
        names = await self._organizations.locked_living(list(roles))
        return [await self._place(user_id, one, name, roles[one]) for one, name in names.items()]

    async def _place(self, user_id: UUID, organization_id: UUID, name: str, role: Role) -> Place:
        roles = await self._organizations.roles(organization_id)
        others = [other for other_id, (other, _) in roles.items() if other_id != user_id]
        return Place(organization_id, name, role, len(others), others.count(Role.OWNER))

    async def held_name(self, organization_id: UUID) -> str:
        """The name of a living organization, which nobody changes or deletes until the end. NotFound."""
        found = await self._organizations.locked_living([organization_id])
        if organization_id not in found:
            raise NotFound(f"No organization {organization_id}.")
        return found[organization_id]

    async def close(self, organization_id: UUID, name: str) -> None:
        """Have nobody work in a held organization from now on; it keeps everything but its name, if given."""
        await self._organizations.rename(organization_id, name)
        await self._organizations.set_deleted(organization_id, self._clock.now())
        await self._mark(organization_id, *await self._organizations.roles(organization_id))

    async def deleted(self, caller: Subject) -> list[DeletedOrganization]:
        """What the caller owned, was deleted and can be restored, the last deleted first."""
        found = await self._organizations.deleted_of(caller.subject_id)
        return [one for one in found if self._clock.now() < one.removed_at]

    async def reopen(self, caller: Subject, organization_id: UUID) -> DeletedOrganization:
        """Undo the deletion of what the caller owned. NotFound for anything else, Gone after 30 days."""
        found = await self._organizations.deleted_of(caller.subject_id, only=organization_id)
        if not found:
            raise NotFound(f"No deleted organization {organization_id} of yours.")
        if self._clock.now() >= found[0].removed_at:
            raise Gone("This organization was deleted more than 30 days ago.")
        await self._organizations.set_deleted(organization_id, None)
        return found[0]

    async def held_expired(self) -> UUID | None:
        """An organization that can no longer be restored, which nobody else is removing."""
        return await self._organizations.locked_expired(self._clock.now() - ORGANIZATION_RESTORABLE_FOR)

    async def remove_organization(self, organization_id: UUID) -> None:
        """Remove it for good, with its members and invitations."""
        await self._organizations.remove(organization_id)

    async def forget_person(self, user_id: UUID) -> None:
        """Have a person be a member of nothing; links of theirs that were not used bring nobody in."""
        await self._organizations.forget_person(user_id)

    async def _mark(self, organization_id: UUID, *user_ids: UUID) -> None:
        """Have every service learn that the places of members have changed, before that is committed."""
        await self._revocations.mark(*(Mark.member(one, organization_id) for one in user_ids))

    async def _person(self, user_id: UUID) -> Target:
        """A person by the name that they have now."""
        person = await self._users.get(user_id)
        return Target(TargetKind.USER, user_id, person.name if person else "")


def _link(invitation_id: UUID) -> Target:
    # Without its note, which may name somebody whom nothing else here knows.
    return Target(TargetKind.INVITATION, invitation_id)


def _role_of(user_id: UUID, roles: dict[UUID, Role]) -> Role:
    if user_id not in roles:
        raise NotFound(f"No member {user_id}.")
    return roles[user_id]
