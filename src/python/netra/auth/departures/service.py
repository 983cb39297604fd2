"""People and organizations go: at once for everybody, and without a trace that names them."""

from typing import Self
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from netra.auth.audit.domain import Actor, ActorKind, AuditAction, Deed, Origin, Target, TargetKind
from netra.auth.audit.service import AuditService, actor_of
from netra.auth.keys.service import KeyService
from netra.auth.organizations.domain import NAME_WITHOUT_PEOPLE, Place, check_departure
from netra.auth.organizations.service import OrganizationService
from netra.auth.outbox.service import OutboxService
from netra.auth.resources import Resources
from netra.auth.tokens.service import TokenService
from netra.auth.users.domain import Person
from netra.auth.users.service import UserService
from netra.shared.access import Subject
from netra.shared.errors import Invalid, Unauthorized
from netra.shared.events.people import OrganizationDeleted


class DepartureService:
    def __init__(
        self,
        users: UserService,
        organizations: OrganizationService,
        tokens: TokenService,
        keys: KeyService,
        outbox: OutboxService,
        audit: AuditService,
    ) -> None:
        self._users = users
        self._organizations = organizations
        self._tokens = tokens
        self._keys = keys
        self._outbox = outbox
        self._audit = audit

    @classmethod
    def on(cls, resources: Resources, session: AsyncSession) -> Self:
        clock = resources.clock
        return cls(
            UserService.on(session, clock),
            OrganizationService.on(resources, session),
            TokenService.on(resources, session),
            KeyService.on(resources, session),
            OutboxService.on(session, clock),
            AuditService.on(session, clock),
        )

    async def delete_person(self, caller: Subject, confirm: str, origin: Origin) -> None:
        """Remove the caller: who they were, and every way to come back as the same.

        Organizations where nobody else is are deleted with them. Raises Invalid where the address is not
        theirs, and Conflict where others would be left without an owner.
        """
        # Sessions first, as whoever joins by a link holds theirs before the person.
        await self._tokens.hold_all(caller.subject_id)
        person = await self._users.held(caller.subject_id)
        if person is None:
            raise Unauthorized("This person is no longer here.")
        if confirm.lower() != person.email:
            raise Invalid("This is not the e-mail address of your account.")
        places = await self._organizations.held_places(person.id)
        check_departure(places)
        for place in places:
            if place.is_alone:
                await self._close(place.organization_id, NAME_WITHOUT_PEOPLE)
        await self._organizations.forget_person(person.id)
        await self._keys.forget_maker(person.id)
        await self._tokens.remove_all(person.id)
        await self._users.remove(person.id)
        await self._note_person(person, places, origin)

    async def _note_person(self, person: Person, places: list[Place], origin: Origin) -> None:
        """Write that somebody has gone where they worked, and take from all logs who they were."""
        actor = Actor(ActorKind.USER, person.id, person.name)
        for place in places:
            target = Target(TargetKind.USER, person.id, person.name)
            deed = Deed(AuditAction.USER_DELETED, target, {"role": place.role.value})
            await self._audit.record_in(place.organization_id, actor, deed, origin)
        await self._audit.forget_person(person.id)

    async def delete_organization(self, caller: Subject, confirm: str, origin: Origin) -> None:
        """Have nobody work in the caller's organization any more; its owner can restore it.

        The caller goes on where they work besides, be it in one made now. Raises Invalid for another name.
        """
        name = await self._organizations.held_name(caller.organization_id)
        if confirm != name:
            raise Invalid("This is not the name of the organization.")
        await self._close(caller.organization_id, name)
        await self._found_another(caller, origin)
        await self._note(AuditAction.ORGANIZATION_DELETED, caller, caller.organization_id, name, origin)

    async def _found_another(self, caller: Subject, origin: Origin) -> None:
        person = await self._users.get(caller.subject_id)
        if person is None or not await self._organizations.found_own(person):
            return
        new = await self._organizations.membership(person.id, None)
        if new is not None:
            target = Target(TargetKind.USER, person.id, person.name)
            deed = Deed(AuditAction.ORGANIZATION_FOUNDED, target, {"role": new.role.value})
            await self._audit.record_in(new.organization_id, actor_of(caller), deed, origin)

    async def restore_organization(self, caller: Subject, organization_id: UUID, origin: Origin) -> None:
        """Undo a deletion: members and keys are what they were, and the caller goes on there."""
        restored = await self._organizations.reopen(caller, organization_id)
        await self._keys.resume(organization_id)
        if caller.session_id is not None:
            await self._tokens.work_in(caller.session_id, organization_id)
        await self._note(AuditAction.ORGANIZATION_RESTORED, caller, organization_id, restored.name, origin)

    async def purge_one(self) -> bool:
        """Remove an organization that can no longer be restored, with all it has; whether there was one."""
        organization_id = await self._organizations.held_expired()
        if organization_id is None:
            return False
        await self._keys.remove_all(organization_id)
        await self._tokens.leave(organization_id)
        await self._audit.purge(organization_id)
        await self._organizations.remove_organization(organization_id)
        await self._outbox.tell(OrganizationDeleted(organization_id=organization_id))
        return True

    async def _close(self, organization_id: UUID, name: str) -> None:
        await self._organizations.close(organization_id, name)
        await self._keys.suspend(organization_id)

    async def _note(
        self, action: AuditAction, caller: Subject, organization_id: UUID, name: str, origin: Origin
    ) -> None:
        deed = Deed(action, Target(TargetKind.ORGANIZATION, organization_id, name))
        await self._audit.record_in(organization_id, actor_of(caller), deed, origin)
