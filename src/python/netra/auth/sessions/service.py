"""Signing in, staying signed in, signing out, and who a token belongs to."""

from dataclasses import dataclass, field
from typing import Self
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from netra.auth.audit.domain import (
    SYSTEM,
    Actor,
    ActorKind,
    AuditAction,
    Deed,
    Origin,
    Target,
    TargetKind,
)
from netra.auth.audit.service import AuditService, actor_of
from netra.auth.config import AuthSettings
from netra.auth.keys.domain import PREFIX, ApiKey
from netra.auth.keys.service import KeyService
from netra.auth.oauth.service import SignInCodes
from netra.auth.organizations.domain import Membership
from netra.auth.organizations.service import OrganizationService
from netra.auth.resources import Resources
from netra.auth.tokens.domain.access import AccessClaims
from netra.auth.tokens.domain.refresh import Session
from netra.auth.tokens.service import AccessToken, EndedSession, FamilyToken, TokenService
from netra.auth.users.domain import Person
from netra.auth.users.service import UserService
from netra.shared.access import Subject
from netra.shared.errors import NotFound, Unauthorized
from netra.shared.rights import Role


@dataclass(frozen=True, slots=True)
class Worker:
    """A person in the organization they work in, and all that they could work in."""

    person: Person
    membership: Membership
    memberships: tuple[Membership, ...]


@dataclass(frozen=True, slots=True)
class Grant:
    """What a successful sign-in or refresh gives."""

    worker: Worker
    access_token: AccessToken
    refresh_token: str = field(repr=False)


class SessionService:
    def __init__(
        self,
        settings: AuthSettings,
        users: UserService,
        organizations: OrganizationService,
        tokens: TokenService,
        keys: KeyService,
        codes: SignInCodes,
        audit: AuditService,
    ) -> None:
        self._settings = settings
        self._users = users
        self._organizations = organizations
        self._tokens = tokens
        self._keys = keys
        self._codes = codes
        self._audit = audit

    @classmethod
    def on(cls, resources: Resources, session: AsyncSession) -> Self:
        return cls(
            resources.settings,
            UserService.on(session, resources.clock),
            OrganizationService.on(session, resources.clock),
            TokenService.on(resources, session),
            KeyService.on(session, resources.clock),
            SignInCodes.on(session, resources.clock),
            AuditService.on(session, resources.clock),
        )

    async def sign_in_for_development(self, user_id: UUID, origin: Origin) -> Grant:
        """Sign in a development user. NotFound where there is no development login."""
        if not self._settings.dev_login:
            raise NotFound("There is no development login here.")
        found = await self._users.sign_in_for_development(user_id)
        if found is None:
            raise Unauthorized("This is not a development user.")
        person, is_first = found
        if is_first:
            await self._organizations.join_default(person.id)
        return await self._begun(person, origin, is_first=is_first)

    async def sign_in_by_code(self, code: str, browser: str, origin: Origin) -> Grant:
        """Sign in whoever a code was made for. Unauthorized for any that is not good here and now."""
        user_id = await self._codes.redeem(code, browser)
        person = await self._users.get(user_id) if user_id else None
        if person is None:
            raise Unauthorized("This sign-in has ended: begin again.")
        return await self._begun(person, origin)

    async def refresh(self, refresh_token: str, origin: Origin) -> Grant | None:
        """A new pair of tokens; None when the refresh token is not good for one (commit all the same)."""
        rotated = await self._tokens.rotate(refresh_token)
        if isinstance(rotated, EndedSession):
            await self._note_theft(rotated, origin)
            return None
        return await self._granted(rotated) if rotated else None

    async def sign_out(self, refresh_token: str, origin: Origin) -> None:
        """End the session of the token; an unknown token has none."""
        ended = await self._tokens.revoke(refresh_token)
        worker = await self._working(ended.user_id, ended.organization_id) if ended else None
        if ended and worker:
            await self._note(worker, AuditAction.SESSION_ENDED, ended.session_id, origin)

    async def worker(self, user_id: UUID, organization_id: UUID | None) -> Worker:
        """The person in an organization of theirs. Unauthorized when either has gone.

        Whoever has left the organization that a session works in goes on in the one they joined first.
        """
        worker = await self._working(user_id, organization_id)
        if worker is None:
            raise Unauthorized("This person is no longer a member.")
        return worker

    async def _working(self, user_id: UUID, organization_id: UUID | None) -> Worker | None:
        person = await self._users.get(user_id)
        found = await self._organizations.memberships(user_id)
        if person is None or not found:
            return None
        here = next((one for one in found if one.organization_id == organization_id), found[0])
        return Worker(person, here, tuple(found))

    async def sessions(self, caller: Subject) -> list[Session]:
        """The caller's living sessions, the last used first."""
        return await self._tokens.sessions(caller.subject_id)

    async def end(self, caller: Subject, session_id: UUID, origin: Origin) -> None:
        """End one of the caller's sessions."""
        if not await self._tokens.end(caller.subject_id, session_id):
            raise NotFound(f"No session {session_id} of yours.")
        deed = Deed(AuditAction.SESSION_ENDED, Target(TargetKind.SESSION, session_id))
        await self._audit.record(caller, deed, origin)

    async def end_others(self, caller: Subject, origin: Origin) -> None:
        """End all sessions of the caller but the one that asks."""
        ended = await self._tokens.end_others(caller.subject_id, caller.session_id)
        if ended:
            target = Target(TargetKind.USER, caller.subject_id, caller.name)
            deed = Deed(AuditAction.OTHER_SESSIONS_ENDED, target, {"sessions": ended})
            await self._audit.record(caller, deed, origin)

    async def switch(self, caller: Subject, organization_id: UUID, origin: Origin) -> None:
        """Have the caller's session go on in another organization of theirs, from its next refresh."""
        there = await self._organizations.membership(caller.subject_id, organization_id)
        if there is None or caller.session_id is None:
            raise NotFound(f"No organization {organization_id} of yours.")
        await self._tokens.work_in(caller.session_id, organization_id)
        deed = Deed(AuditAction.SESSION_SWITCHED, Target(TargetKind.SESSION, caller.session_id))
        await self._audit.record_in(organization_id, actor_of(caller), deed, origin)

    async def accept_invitation(self, caller: Subject, token: str, origin: Origin) -> None:
        """Join the organization of an invitation, and go on there from the next refresh."""
        invitation = await self._organizations.invitation(token)
        if caller.session_id is not None:
            await self._tokens.work_in(caller.session_id, invitation.organization_id)
        await self._organizations.accept(caller, invitation, origin)

    async def holder(self, token: str) -> Subject | None:
        """The person or the API key behind a token, if any."""
        if token.startswith(f"{PREFIX}_"):
            key = await self._keys.holder(token)
            return _holder_of_key(key) if key else None
        claims = await self._tokens.claims_of(token)
        if claims is None:
            return None
        # What a person may do is what it is now, not what it was when the token was signed.
        here = await self._organizations.membership(claims.user_id, claims.organization_id)
        return _person(claims, here.role) if here else None

    async def _begun(self, person: Person, origin: Origin, *, is_first: bool = False) -> Grant:
        """A session in the organization that the person joined first, which may be one made now."""
        founded = await self._organizations.found_own(person)
        family = await self._tokens.start(person.id)
        grant = await self._granted(family)
        # Written last, when whatever the sign-in needs is locked.
        if founded:
            await self._note_arrival(grant.worker, AuditAction.ORGANIZATION_FOUNDED, origin)
        elif is_first:
            await self._note_arrival(grant.worker, AuditAction.MEMBER_JOINED, origin)
        await self._note(grant.worker, AuditAction.SESSION_BEGAN, family.session_id, origin)
        return grant

    async def _granted(self, family: FamilyToken) -> Grant:
        worker = await self.worker(family.user_id, family.organization_id)
        access_token = await self._tokens.access_token(
            family.session_id,
            family.user_id,
            worker.membership.organization_id,
            worker.person.name,
            (worker.membership.role,),
        )
        return Grant(worker, access_token, family.refresh_token)

    async def _note(
        self, worker: Worker, action: AuditAction, session_id: UUID, origin: Origin
    ) -> None:
        """Write what somebody did with a session where they work."""
        deed = Deed(action, Target(TargetKind.SESSION, session_id))
        await self._audit.record_in(worker.membership.organization_id, _actor(worker), deed, origin)

    async def _note_arrival(self, worker: Worker, action: AuditAction, origin: Origin) -> None:
        """Write how somebody came to be where they work, other than by an invitation."""
        target = Target(TargetKind.USER, worker.person.id, worker.person.name)
        deed = Deed(action, target, {"role": worker.membership.role.value})
        await self._audit.record_in(worker.membership.organization_id, _actor(worker), deed, origin)

    async def _note_theft(self, ended: EndedSession, origin: Origin) -> None:
        """Write that a refresh token came twice, and from where: who it was is not known."""
        worker = await self._working(ended.user_id, ended.organization_id)
        if worker is not None:
            target = Target(TargetKind.USER, worker.person.id, worker.person.name)
            deed = Deed(AuditAction.SESSION_STOLEN, target, {"session": str(ended.session_id)})
            await self._audit.record_in(worker.membership.organization_id, SYSTEM, deed, origin)


class HouseDoorman:
    """Tells the routes of this very service who holds a token, with no network in between."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources

    async def subject(self, token: str) -> Subject:
        """Raises Unauthorized."""
        async with self._resources.database.session() as session:
            holder = await SessionService.on(self._resources, session).holder(token)
        if holder is None:
            raise Unauthorized("The token or key is not valid.")
        return holder


def _actor(worker: Worker) -> Actor:
    return Actor(ActorKind.USER, worker.person.id, worker.person.name)


def _person(claims: AccessClaims, role: Role) -> Subject:
    return Subject(
        kind="user",
        subject_id=claims.user_id,
        organization_id=claims.organization_id,
        name=claims.name,
        roles=frozenset({role.value}),
        expires_at=claims.expires_at,
        session_id=claims.session_id,
    )


def _holder_of_key(key: ApiKey) -> Subject:
    return Subject(
        kind="api_key",
        subject_id=key.id,
        organization_id=key.organization_id,
        name=key.name,
        scopes=key.scopes,
        project_id=key.project_id,
        expires_at=key.expires_at,
    )
