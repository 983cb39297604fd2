"""Signing in, staying signed in, signing out, and who a token belongs to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final
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
from netra.auth.keys.domain import ApiKey
from netra.auth.keys.service import KeyService
from netra.auth.limits.domain import REPEATED_REFRESH
from netra.auth.oauth.domain import Proven, ProviderLogout, ProviderName
from netra.auth.oauth.service import LEEWAY, SignInCodes, WaysToSignIn
from netra.auth.opaque import is_opaque_token, opaque_digest
from netra.auth.organizations.domain import Membership
from netra.auth.organizations.service import OrganizationService
from netra.auth.rechecks.service import Rechecks
from netra.auth.resources import Resources
from netra.auth.services.service import ServiceTokens
from netra.auth.tokens.domain.access import AccessClaims
from netra.auth.tokens.domain.refresh import Beginning, RefreshRecord, Session, Verdict
from netra.auth.tokens.domain.signing import SigningKey
from netra.auth.tokens.service import AccessToken, FamilyToken, KeyRing, TokenService, access_token
from netra.auth.users.domain import Person
from netra.auth.users.service import UserService
from netra.shared.access import Subject
from netra.shared.access_token_format import key_id_of
from netra.shared.api_key_format import PREFIX, PresentedKey
from netra.shared.errors import BadRequest, NotFound, Unauthorized
from netra.shared.limits import refuse_unless_admitted
from netra.shared.resilience import Gathered
from netra.shared.rights import Role
from netra.shared.service_tokens import SERVICE_TOKEN_TYPE

MOST_TOGETHER: Final = 100
"""So many of those who ask at the same moment are answered together."""


@dataclass(frozen=True, slots=True)
class Worker:
    """A person in the organization they work in, and all that they could work in."""

    person: Person
    membership: Membership
    memberships: tuple[Membership, ...]

    def working_in(self, organization_id: UUID | None) -> "Worker":
        """The same person in an organization of theirs; in another one they stay where they are."""
        here = (one for one in self.memberships if one.organization_id == organization_id)
        return replace(self, membership=next(here, self.membership))


@dataclass(frozen=True, slots=True)
class Grant:
    """What a successful sign-in or refresh gives."""

    worker: Worker
    access_token: AccessToken
    refresh_token: str = field(repr=False)
    sign_out_at: str | None = None
    """The provider that one can sign out at with the session."""


Rotated = tuple[FamilyToken, Worker]
"""A fresh refresh token, and who goes on with it."""


@dataclass(frozen=True, slots=True)
class Rotations:
    """What became of refresh tokens in their order, None for one that is refused; and what was stolen."""

    granted: Sequence[Rotated | None]
    stolen: Mapping[int, RefreshRecord]
    """Those used by two, by their place: their sessions are to be ended."""


class SessionService:
    def __init__(self, resources: Resources, session: AsyncSession) -> None:
        self._resources = resources
        self._users = UserService.on(session, resources.clock)
        self._organizations = OrganizationService.on(resources, session)
        self._tokens = TokenService.on(resources, session)
        self._codes = SignInCodes.on(session, resources.clock)
        self._ways = WaysToSignIn.on(resources, session)
        self._audit = AuditService.on(session, resources.clock)

    async def sign_in_for_development(self, user_id: UUID, origin: Origin) -> Grant:
        """Sign in a development user. NotFound where there is no development login."""
        if not self._resources.settings.dev_login:
            raise NotFound("There is no development login here.")
        key = await KeyRing.of(self._resources).signing_key()
        found = await self._users.sign_in_for_development(user_id)
        if found is None:
            raise Unauthorized("This is not a development user.")
        person, is_first = found
        if is_first:
            await self._organizations.join_default(person.id)
        return await self._begun(person, key, origin, _from(origin), is_first=is_first)

    async def sign_in_by_code(self, code: str, browser: str, origin: Origin) -> Grant:
        """Sign in whoever a code was made for. Unauthorized for any that is not good here and now."""
        key = await KeyRing.of(self._resources).signing_key()
        proven = await self._codes.redeem(code, browser)
        person = await self._users.get(proven.user_id) if proven else None
        if proven is None or person is None:
            raise Unauthorized("This sign-in has ended: begin again.")
        return await self._begun(person, key, origin, _from(origin, proven))

    async def rotate(self, refresh_tokens: Sequence[str]) -> Rotations:
        """What becomes of refresh tokens that were presented at the same moment."""
        presented = await self._tokens.presented(refresh_tokens)
        good = {
            place: (one, verdict) for place, (one, verdict) in enumerate(presented) if one and verdict.is_good
        }
        workers = await self._workers({one.user_id for one, _ in good.values()})
        able = {place: (one, verdict) for place, (one, verdict) in good.items() if one.user_id in workers}
        families = await self._tokens.rotate(list(able.values())) if able else []
        granted = {
            place: (family, workers[family.user_id].working_in(family.organization_id))
            for place, family in zip(able, families, strict=True)
        }
        stolen = {
            place: one
            for place, (one, verdict) in enumerate(presented)
            if one and verdict is Verdict.REUSED
        }
        return Rotations([granted.get(place) for place in range(len(presented))], stolen)

    async def sign_out(self, refresh_token: str, origin: Origin) -> None:
        """End the session of the token; an unknown token has none."""
        ended = await self._tokens.revoke(refresh_token)
        worker = await self._working(ended.user_id, ended.organization_id) if ended else None
        if ended and worker:
            await self._note(worker, AuditAction.SESSION_ENDED, ended.family_id, origin)

    async def end_stolen(self, used_twice: RefreshRecord, origin: Origin) -> None:
        """End the session of a refresh token that came twice; from where is told, by whom is not known."""
        ended = await self._tokens.end_stolen(used_twice.family_id)
        worker = await self._working(used_twice.user_id, used_twice.organization_id) if ended else None
        if worker is not None:
            target = Target(TargetKind.USER, worker.person.id, worker.person.name)
            deed = Deed(AuditAction.SESSION_STOLEN, target, {"session": str(used_twice.family_id)})
            await self._audit.record_in(worker.membership.organization_id, SYSTEM, deed, origin)

    async def end_of_provider(
        self, provider: ProviderName, issuer: str, told: ProviderLogout, origin: Origin
    ) -> None:
        """End the sessions of whoever has signed out at a provider. BadRequest for a token used before."""
        if not await self._tokens.use_once(issuer, told.token_id, told.expires_at + LEEWAY):
            raise BadRequest("This logout token was used before.")
        identity_id = await self._users.identity(issuer, told.subject) if told.subject else None
        # A way to sign in that was removed since is known by the session of the provider's alone.
        if identity_id is None and told.session is None:
            return
        await self._codes.forget(provider.value, identity_id, told.session)
        ended = await self._tokens.end_of_provider(provider.value, identity_id, told.session)
        for one in sorted(ended, key=lambda one: str(one.organization_id)):
            worker = await self._working(one.user_id, one.organization_id)
            if worker is not None:
                target = Target(TargetKind.USER, worker.person.id, worker.person.name)
                deed = Deed(AuditAction.SESSION_ENDED_ELSEWHERE, target, {"issuer": issuer})
                await self._audit.record_in(worker.membership.organization_id, SYSTEM, deed, origin)

    async def remove_identity(self, person: Subject, identity_id: UUID, origin: Origin) -> None:
        """Take a way to sign in from a person, with every session that was begun with it but this one."""
        await self._tokens.end_of_identity(identity_id, person.subject_id, kept=person.session_id)
        await self._ways.remove(person, identity_id, origin)

    async def worker(self, user_id: UUID, organization_id: UUID | None) -> Worker:
        """The person in an organization of theirs. Unauthorized when either has gone.

        Whoever has left the organization that a session works in goes on in the one they joined first.
        """
        worker = await self._working(user_id, organization_id)
        if worker is None:
            raise Unauthorized("This person is no longer a member.")
        return worker

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

    async def _begun(
        self,
        person: Person,
        key: SigningKey,
        origin: Origin,
        beginning: Beginning,
        *,
        is_first: bool = False,
    ) -> Grant:
        """A session in the organization that the person joined first, which may be one made now."""
        # Two first sign-ins at once of one person found one organization.
        await self._users.held(person.id)
        founded = await self._organizations.found_own(person)
        family = await self._tokens.start(person.id, beginning)
        worker = await self.worker(person.id, family.organization_id)
        # Written last, when whatever the sign-in needs is locked.
        if founded:
            await self._note_arrival(worker, AuditAction.ORGANIZATION_FOUNDED, origin)
        elif is_first:
            await self._note_arrival(worker, AuditAction.MEMBER_JOINED, origin)
        await self._note(worker, AuditAction.SESSION_BEGAN, family.session_id, origin)
        return _granted(family, worker, key, self._resources)

    async def _working(self, user_id: UUID, organization_id: UUID | None) -> Worker | None:
        found = (await self._workers([user_id])).get(user_id)
        return found.working_in(organization_id) if found else None

    async def _workers(self, user_ids: Collection[UUID]) -> dict[UUID, Worker]:
        """Each of the people who is a member of anything, in the organization they joined first."""
        people = await self._users.several(user_ids)
        memberships = await self._organizations.memberships(people)
        return {
            user_id: Worker(people[user_id], found[0], found) for user_id, found in memberships.items()
        }

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


def _from(origin: Origin, proven: Proven | None = None) -> Beginning:
    """Where a session begins."""
    if proven is None:
        return Beginning(origin.address, origin.user_agent)
    return Beginning(
        origin.address,
        origin.user_agent,
        proven.provider,
        proven.identity_id,
        proven.provider_session,
        proven.provider_grant,
        proven.provider_id_token,
    )


def _actor(worker: Worker) -> Actor:
    return Actor(ActorKind.USER, worker.person.id, worker.person.name)


def _granted(family: FamilyToken, worker: Worker, key: SigningKey, resources: Resources) -> Grant:
    token = access_token(family, worker.membership, worker.person.name, key, resources)
    return Grant(worker, token, family.refresh_token, family.sign_out_at)


class Refreshing:
    """Exchanges refresh tokens: those that come at the same moment in one transaction, with one commit."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._rotated = Gathered(self._rotate, most=MOST_TOGETHER)

    @classmethod
    def of(cls, resources: Resources) -> "Refreshing":
        """The one of this process."""
        return resources.once(cls, lambda: cls(resources))

    async def refresh(self, refresh_token: str, origin: Origin, rechecks: Rechecks) -> Grant | None:
        """A new pair of tokens; None when the refresh token is not good for one. Raises TooMany.

        Where the provider has to be asked again, only those wait for it whose session that is.
        """
        if not is_opaque_token(refresh_token):
            return None
        key = await KeyRing.of(self._resources).signing_key()
        rotated = await self._rotated.get((refresh_token, origin))
        if rotated is None:
            return None
        if rotated[0].is_repeated:
            digest = opaque_digest(refresh_token).hex()
            refuse_unless_admitted(await self._resources.limiter.hit(REPEATED_REFRESH, digest))
        (family, worker), place = rotated, rotated[1].membership.organization_id
        if family.check and not await rechecks.passes(family.check, worker.person, place, origin):
            return None
        return _granted(*rotated, key, self._resources)

    async def _rotate(self, presented: Sequence[tuple[str, Origin]]) -> Sequence[Rotated | None]:
        tokens = [token for token, _ in presented]
        async with self._resources.database.session() as session:
            rotations = await SessionService(self._resources, session).rotate(tokens)
        for place, used_twice in rotations.stolen.items():
            # Each by itself: a lock that one of them waits for must hold up nobody's refresh for long.
            async with self._resources.database.session() as session:
                await SessionService(self._resources, session).end_stolen(used_twice, presented[place][1])
        return rotations.granted


async def signed_in_here(resources: Resources, refresh_token: str) -> UUID | None:
    """Who is signed in in the browser that has a refresh token."""
    async with resources.database.session() as session:
        [(record, verdict)] = await TokenService.on(resources, session).presented([refresh_token])
    return record.user_id if record is not None and verdict.is_good else None


class Holders:
    """Who holds tokens and keys, as it is now: read together for all who ask at the same moment."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._people = Gathered(self._read_people, most=MOST_TOGETHER)
        self._keys = Gathered(self._read_keys, most=MOST_TOGETHER)

    @classmethod
    def of(cls, resources: Resources) -> "Holders":
        """The one of this process."""
        return resources.once(cls, lambda: cls(resources))

    async def holder(self, token: str) -> Subject | None:
        """The person, the API key or the service behind a token, if any."""
        if token.startswith(f"{PREFIX}_"):
            presented = PresentedKey.parse(token)
            key = await self._keys.get(presented) if presented else None
            return _holder_of_key(key) if key else None
        if kid := key_id_of(token, SERVICE_TOKEN_TYPE):
            return await ServiceTokens.of(self._resources).holder(token, kid)
        signed = await KeyRing.of(self._resources).claims_of(token)
        role = await self._people.get(signed[1]) if signed else None
        return _person(*signed, role) if signed and role else None

    async def _read_people(self, asked: Sequence[AccessClaims]) -> Sequence[Role | None]:
        """What each person may do now, whatever it was when the token was signed; None when it is over."""
        async with self._resources.database.reading() as session:
            roles = await TokenService.on(self._resources, session).roles({one.session_id for one in asked})
        return [roles.get((one.session_id, one.user_id, one.organization_id)) for one in asked]

    async def _read_keys(self, asked: Sequence[PresentedKey]) -> Sequence[ApiKey | None]:
        async with self._resources.database.reading() as session:
            found = await KeyService.on(self._resources, session).opened(asked)
        now = self._resources.clock.now()
        if used := {key.id for key in found if key and key.is_use_to_note(now)}:
            async with self._resources.database.session() as session:
                await KeyService.on(self._resources, session).note_uses(used)
        return found


class HouseDoorman:
    """Tells the routes of this very service who holds a token, with no network in between."""

    def __init__(self, resources: Resources) -> None:
        self._holders = Holders.of(resources)

    async def subject(self, token: str) -> Subject:
        """Raises Unauthorized."""
        holder = await self._holders.holder(token)
        if holder is None:
            raise Unauthorized("The token or key is not valid.")
        return holder

    async def subject_now(self, token: str) -> Subject:
        """The same: nothing is remembered here."""
        return await self.subject(token)


def _person(signing_key: str, claims: AccessClaims, role: Role) -> Subject:
    return Subject(
        kind="user",
        subject_id=claims.user_id,
        organization_id=claims.organization_id,
        name=claims.name,
        roles=frozenset({role.value}),
        expires_at=claims.expires_at,
        session_id=claims.session_id,
        signing_key=signing_key,
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
