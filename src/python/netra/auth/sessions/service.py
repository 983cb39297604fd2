"""Signing in, staying signed in, signing out, and who a token belongs to."""

from dataclasses import dataclass, field
from typing import Self
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from netra.auth.config import AuthSettings
from netra.auth.keys.domain import PREFIX, ApiKey
from netra.auth.keys.service import KeyService
from netra.auth.oauth.service import SignInCodes
from netra.auth.organizations.domain import Membership
from netra.auth.organizations.service import OrganizationService
from netra.auth.resources import Resources
from netra.auth.tokens.domain.access import AccessClaims
from netra.auth.tokens.domain.refresh import Session
from netra.auth.tokens.service import AccessToken, FamilyToken, TokenService
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
    ) -> None:
        self._settings = settings
        self._users = users
        self._organizations = organizations
        self._tokens = tokens
        self._keys = keys
        self._codes = codes

    @classmethod
    def on(cls, resources: Resources, session: AsyncSession) -> Self:
        return cls(
            resources.settings,
            UserService.on(session, resources.clock),
            OrganizationService.on(session, resources.clock),
            TokenService.on(resources, session),
            KeyService.on(session, resources.clock),
            SignInCodes.on(session, resources.clock),
        )

    async def sign_in_for_development(self, user_id: UUID) -> Grant:
        """Sign in a development user. NotFound where there is no development login."""
        if not self._settings.dev_login:
            raise NotFound("There is no development login here.")
        found = await self._users.sign_in_for_development(user_id)
        if found is None:
            raise Unauthorized("This is not a development user.")
        person, is_first = found
        if is_first:
            await self._organizations.join_default(person.id)
        return await self._begun(person)

    async def sign_in_by_code(self, code: str, browser: str) -> Grant:
        """Sign in whoever a code was made for. Unauthorized for any that is not good here and now."""
        user_id = await self._codes.redeem(code, browser)
        person = await self._users.get(user_id) if user_id else None
        if person is None:
            raise Unauthorized("This sign-in has ended: begin again.")
        return await self._begun(person)

    async def refresh(self, refresh_token: str) -> Grant | None:
        """A new pair of tokens; None when the refresh token is not good for one (commit all the same)."""
        rotated = await self._tokens.rotate(refresh_token)
        return await self._granted(rotated) if rotated else None

    async def sign_out(self, refresh_token: str) -> None:
        """End the session of the token; an unknown token has none."""
        await self._tokens.revoke(refresh_token)

    async def worker(self, user_id: UUID, organization_id: UUID | None) -> Worker:
        """The person in an organization of theirs. Unauthorized when either has gone.

        Whoever has left the organization that a session works in goes on in the one they joined first.
        """
        person = await self._users.get(user_id)
        found = await self._organizations.memberships(user_id)
        if person is None or not found:
            raise Unauthorized("This person is no longer a member.")
        here = next((one for one in found if one.organization_id == organization_id), found[0])
        return Worker(person, here, tuple(found))

    async def sessions(self, caller: Subject) -> list[Session]:
        """The caller's living sessions, the last used first."""
        return await self._tokens.sessions(caller.subject_id)

    async def end(self, caller: Subject, session_id: UUID) -> None:
        """End one of the caller's sessions."""
        if not await self._tokens.end(caller.subject_id, session_id):
            raise NotFound(f"No session {session_id} of yours.")

    async def end_others(self, caller: Subject) -> None:
        """End all sessions of the caller but the one that asks."""
        await self._tokens.end_others(caller.subject_id, caller.session_id)

    async def switch(self, caller: Subject, organization_id: UUID) -> None:
        """Have the caller's session go on in another organization of theirs, from its next refresh."""
        there = await self._organizations.membership(caller.subject_id, organization_id)
        if there is None or caller.session_id is None:
            raise NotFound(f"No organization {organization_id} of yours.")
        await self._tokens.work_in(caller.session_id, organization_id)

    async def accept_invitation(self, caller: Subject, token: str) -> None:
        """Join the organization of an invitation, and go on there from the next refresh."""
        organization_id = await self._organizations.accept(caller.subject_id, token)
        if caller.session_id is not None:
            await self._tokens.work_in(caller.session_id, organization_id)

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

    async def _begun(self, person: Person) -> Grant:
        """A session in the organization that the person joined first, which may be one made now."""
        await self._organizations.found_own(person)
        return await self._granted(await self._tokens.start(person.id))

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
