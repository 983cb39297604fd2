"""Sending people to a provider, and believing who they are when they return."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final, Self
from uuid import UUID

import httpx2
import structlog
from cachetools import TTLCache
from sqlalchemy.ext.asyncio import AsyncSession

from netra.auth.audit.domain import (
    SYSTEM,
    Actor,
    ActorKind,
    AuditAction,
    Deed,
    Origin,
    Outcome,
    Target,
    TargetKind,
)
from netra.auth.audit.service import AuditService
from netra.auth.config import AuthSettings, CheckAgain
from netra.auth.oauth.domain import (
    ATTEMPT_LIFE,
    CODE_LIFE,
    Arrival,
    Attempt,
    Proven,
    ProviderAnswer,
    ProviderLogout,
    ProviderName,
    Refusal,
    SignInRefused,
    is_admitted,
)
from netra.auth.oauth.repository.attempts import AttemptRepository
from netra.auth.oauth.repository.github import GitHubProvider
from netra.auth.oauth.repository.openid import CLOCKS_DIFFER_SECONDS, GOOGLE_OFFLINE, OpenIdProvider
from netra.auth.oauth.repository.providers import Provider
from netra.auth.opaque import is_opaque_token, new_opaque_token, opaque_digest
from netra.auth.organizations.service import OrganizationService
from netra.auth.resources import Resources
from netra.auth.users.domain import Identity, Person, Profile
from netra.auth.users.service import UserService
from netra.shared.access import Subject
from netra.shared.clock import Clock
from netra.shared.errors import Conflict, NotFound, Unavailable

GOOGLE_ISSUER: Final = "https://accounts.google.com"
# For so long a key that an issuer has withdrawn may still be believed.
BELIEVED_SECONDS: Final = 600
LEEWAY: Final = timedelta(seconds=CLOCKS_DIFFER_SECONDS)
"""So much longer than it says a token of a provider may be taken."""

_log = structlog.get_logger("netra.sign_in")


class Providers:
    """The providers of one process, with what they say about themselves."""

    def __init__(
        self,
        current_settings: Callable[[], AuthSettings],
        *,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self._current_settings = current_settings
        self._transport = transport
        self._known: TTLCache[tuple[ProviderName | CheckAgain | str, ...], Provider] = TTLCache(
            8, BELIEVED_SECONDS
        )

    @property
    def titles(self) -> dict[ProviderName, str]:
        """Those that are configured, by the names that people know."""
        settings = self._current_settings()
        titles = {
            ProviderName.GOOGLE: settings.google_client_id and "Google",
            ProviderName.GITHUB: settings.github_client_id and "GitHub",
            ProviderName.OIDC: settings.oidc_client_id and settings.oidc_title,
        }
        return {name: title for name, title in titles.items() if title}

    def named(self, name: ProviderName) -> Provider:
        """A configured provider. Raises NotFound."""
        if name not in self.titles:
            raise NotFound(f"There is no sign-in with {name} here.")
        settings = self._current_settings()
        key = (name, self.issuer(name), self._check_again(name), *_identification(settings, name))
        if key not in self._known:
            self._known[key] = self._made(settings, name)
        return self._known[key]

    def issuer(self, name: ProviderName) -> str:
        """By what name the identities of a provider are known."""
        settings = self._current_settings()
        return {
            ProviderName.GOOGLE: GOOGLE_ISSUER,
            ProviderName.GITHUB: settings.github_url,
            ProviderName.OIDC: settings.oidc_issuer,
        }[name]

    def asked_again(self, name: ProviderName, issuer: str) -> Provider | None:
        """A provider that is asked again; None where it is not wanted, or another one has that name since."""
        is_same = name in self.titles and self.issuer(name) == issuer
        return self.named(name) if is_same and self._check_again(name) is not CheckAgain.OFF else None

    def _check_again(self, name: ProviderName) -> CheckAgain:
        settings = self._current_settings()
        if name is ProviderName.OIDC:
            return settings.oidc_check_again
        is_on = name is ProviderName.GOOGLE and settings.google_check_again
        return CheckAgain.ON if is_on else CheckAgain.OFF

    def _made(self, settings: AuthSettings, name: ProviderName) -> Provider:
        client = _identification(settings, name)
        if name is ProviderName.GITHUB:
            return GitHubProvider(
                settings.github_url, settings.github_api_url, *client, transport=self._transport
            )
        is_google = name is ProviderName.GOOGLE
        return OpenIdProvider(
            self.issuer(name),
            *client,
            verified_only=is_google,
            check_again=self._check_again(name),
            offline=GOOGLE_OFFLINE if is_google else None,
            transport=self._transport,
        )


@dataclass(frozen=True, slots=True)
class Return:
    """Where a browser goes after its provider; the code is for our page alone, once."""

    return_to: str
    code: str | None = field(default=None, repr=False)
    linked: ProviderName | None = None
    refusal: Refusal | None = None


class OAuthService:
    """The two halves of a sign-in. Each uses transactions of its own: none waits for a provider."""

    def __init__(self, resources: Resources, providers: Providers) -> None:
        self._resources = resources
        self._settings = resources.settings
        self._providers = providers
        self._clock = resources.clock

    async def begin(
        self, name: ProviderName, *, browser: str, return_to: str, link_to: UUID | None = None
    ) -> str:
        """The address of the provider to send a browser to. Raises NotFound or Unavailable."""
        provider, now = self._providers.named(name), self._clock.now()
        try:
            begun = await provider.begin(self._redirect_uri(name), new_opaque_token())
        except SignInRefused as refused:
            _log.warning("provider", provider=name.value, reason=str(refused))
            raise Unavailable("The provider of this sign-in is not answering.", retry_after=5) from None
        attempt = Attempt(name, return_to, link_to, begun.code_verifier, begun.nonce, now + ATTEMPT_LIFE)
        async with self._resources.database.session() as session:
            attempts = AttemptRepository(session)
            await attempts.forget(now)
            state = opaque_digest(begun.state)
            await attempts.add(attempt, state=state, browser=opaque_digest(browser))
        return begun.url

    async def finish(
        self,
        name: ProviderName,
        *,
        browser: str,
        answer: ProviderAnswer,
        origin: Origin,
        is_here: Callable[[UUID], Awaitable[bool]],
    ) -> Return:
        """What became of a sign-in; it is over with this, whatever the answer was.

        A further way to sign in is added where the person is still signed in (`is_here`): an attempt that
        somebody began with their session must not outlive it.
        """
        attempt = await self._taken(name, browser, answer.state)
        if attempt is None or not (attempt.link_to is None or await is_here(attempt.link_to)):
            return Return(self._settings.first_origin, refusal=Refusal.EXPIRED)
        try:
            arrival = await self._arrival(attempt, answer)
            return await self._settled(attempt, arrival, browser, origin)
        except SignInRefused as refused:
            _log.warning("sign-in refused", provider=name.value, reason=str(refused))
            return Return(attempt.return_to, refusal=refused.reason)

    async def logout(self, name: ProviderName, token: str) -> ProviderLogout | None:
        """What a provider's logout token says; None for anything that is not one of its own."""
        try:
            return await self._providers.named(name).logout(token)
        except SignInRefused as refused:
            _log.warning("logout refused", provider=name.value, reason=str(refused))
            return None

    def issuer(self, name: ProviderName) -> str:
        """By what name a provider's identities are known."""
        return self._providers.issuer(name)

    async def _taken(self, name: ProviderName, browser: str, state: str) -> Attempt | None:
        """The attempt that an answer belongs to, which from now on nothing belongs to."""
        if not (is_opaque_token(browser) and is_opaque_token(state)):
            return None
        async with self._resources.database.session() as session:
            attempt = await AttemptRepository(session).take(
                state=opaque_digest(state), browser=opaque_digest(browser), provider=name
            )
        return attempt if attempt is not None and self._clock.now() < attempt.expires_at else None

    async def _arrival(self, attempt: Attempt, answer: ProviderAnswer) -> Arrival:
        """Who the provider says it is. Raises SignInRefused."""
        if answer.error == "access_denied":
            raise SignInRefused(Refusal.CANCELLED)
        if answer.error or not answer.code:
            raise SignInRefused(Refusal.FAILED, "the provider reports an error")
        name = attempt.provider
        arrival = await self._providers.named(name).arrival(attempt, answer, self._redirect_uri(name))
        if not is_admitted(arrival.profile.email, self._settings.admitted_domains):
            raise SignInRefused(Refusal.NOT_ADMITTED)
        return arrival

    async def _settled(
        self, attempt: Attempt, arrival: Arrival, browser: str, origin: Origin
    ) -> Return:
        """Sign a profile's person in, or give somebody a further way to. Raises SignInRefused."""
        profile = arrival.profile
        try:
            async with self._resources.database.session() as session:
                if attempt.link_to is not None:
                    await WaysToSignIn.on(self._resources, session).add(attempt.link_to, profile, origin)
                    return Return(attempt.return_to, linked=attempt.provider)
                person, identity = await UserService.on(session, self._clock).sign_in(profile)
                proven = self._proven(person.id, identity, attempt.provider, arrival)
                code = await SignInCodes.on(session, self._clock).issue(proven, browser)
                return Return(attempt.return_to, code=code)
        except Conflict:
            if attempt.link_to is not None:
                raise SignInRefused(Refusal.ALREADY_LINKED) from None
        async with self._resources.database.session() as session:
            await WaysToSignIn.on(self._resources, session).note_namesake(profile, origin)
        raise SignInRefused(Refusal.ALREADY_REGISTERED)

    def _proven(
        self, user_id: UUID, identity_id: UUID, provider: ProviderName, arrival: Arrival
    ) -> Proven:
        sealer, grant, id_token = self._settings.sealer(), arrival.grant, arrival.id_token
        return Proven(
            user_id,
            provider.value,
            identity_id,
            arrival.profile.session,
            grant.seal(sealer) if grant else None,
            sealer.encrypt(id_token.encode()) if id_token else None,
        )

    def _redirect_uri(self, name: ProviderName) -> str:
        """Each provider answers at its own address: none can pass for another (RFC 9700, 4.4)."""
        return f"{self._settings.public_url}/auth/oauth/{name}/callback"


class WaysToSignIn:
    """The providers at which a person signs in. What changes is told to each organization they work in."""

    def __init__(self, users: UserService, organizations: OrganizationService, audit: AuditService) -> None:
        self._users = users
        self._organizations = organizations
        self._audit = audit

    @classmethod
    def on(cls, resources: Resources, session: AsyncSession) -> Self:
        clock = resources.clock
        return cls(
            UserService.on(session, clock),
            OrganizationService.on(resources, session),
            AuditService.on(session, clock),
        )

    async def of(self, person: Subject) -> list[Identity]:
        """All of them, the oldest first."""
        return await self._users.identities(person.subject_id)

    async def add(self, user_id: UUID, profile: Profile, origin: Origin) -> None:
        """One more for a person. Raises Conflict where it is somebody else's."""
        if await self._users.link(user_id, profile):
            await self._note(user_id, AuditAction.IDENTITY_ADDED, profile.issuer, origin)

    async def remove(self, person: Subject, identity_id: UUID, origin: Origin) -> None:
        """One less for a person. Raises NotFound, or Conflict for the last."""
        removed = await self._users.unlink(person.subject_id, identity_id)
        await self._note(person.subject_id, AuditAction.IDENTITY_REMOVED, removed.issuer, origin)

    async def note_namesake(self, profile: Profile, origin: Origin) -> None:
        """Tell that somebody who is not the person came with the person's address."""
        person = await self._users.by_email(profile.email)
        if person is not None:
            target = Target(TargetKind.USER, person.id, person.name)
            deed = Deed(AuditAction.SIGN_IN_REFUSED, target, {"issuer": profile.issuer}, Outcome.REFUSED)
            await self._tell(person, SYSTEM, deed, origin)

    async def _note(self, user_id: UUID, action: AuditAction, issuer: str, origin: Origin) -> None:
        person = await self._users.get(user_id)
        if person is not None:
            deed = Deed(action, Target(TargetKind.IDENTITY, name=issuer))
            await self._tell(person, Actor(ActorKind.USER, person.id, person.name), deed, origin)

    async def _tell(self, person: Person, actor: Actor, deed: Deed, origin: Origin) -> None:
        found = await self._organizations.memberships([person.id])
        # In one order for all, so that no two of these wait for each other.
        for organization_id in sorted(one.organization_id for one in found.get(person.id, ())):
            await self._audit.record_in(organization_id, actor, deed, origin)


class SignInCodes:
    """Codes by which our page, and the browser that began, fetches a session: once, within a minute."""

    def __init__(self, attempts: AttemptRepository, clock: Clock) -> None:
        self._attempts = attempts
        self._clock = clock

    @classmethod
    def on(cls, session: AsyncSession, clock: Clock) -> Self:
        return cls(AttemptRepository(session), clock)

    async def issue(self, proven: Proven, browser: str) -> str:
        """A code for a person who has just signed in with a browser."""
        code = new_opaque_token()
        await self._attempts.add_code(
            proven,
            code=opaque_digest(code),
            browser=opaque_digest(browser),
            expires_at=self._clock.now() + CODE_LIFE,
        )
        return code

    async def forget(self, provider: str, identity_id: UUID | None, provider_session: str | None) -> None:
        """Have codes open nothing whose person has signed out at the provider meanwhile."""
        await self._attempts.forget_codes(provider, identity_id, provider_session)

    async def redeem(self, code: str, browser: str) -> Proven | None:
        """Whose the code is; None for one that is used, old, somebody else's or made up."""
        if not (is_opaque_token(code) and is_opaque_token(browser)):
            return None
        return await self._attempts.take_code(
            code=opaque_digest(code), browser=opaque_digest(browser), now=self._clock.now()
        )


def _identification(settings: AuthSettings, name: ProviderName) -> tuple[str, str]:
    """Who we are at a provider: our client id and secret."""
    return getattr(settings, f"{name}_client_id"), getattr(
        settings, f"{name}_client_secret"
    ).get_secret_value()
