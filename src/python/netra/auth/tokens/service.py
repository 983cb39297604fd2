"""Issuing, rotating, revoking and checking the tokens of people."""

import hashlib
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, Self
from uuid import UUID, uuid4

from cachetools import TTLCache
from cryptography.fernet import MultiFernet
from sqlalchemy.ext.asyncio import AsyncSession

from netra.auth.config import AuthSettings
from netra.auth.opaque import is_opaque_token, new_opaque_token, opaque_digest
from netra.auth.organizations.domain import Membership
from netra.auth.resources import Resources
from netra.auth.sealing import SealBrokenError, sealed_anew
from netra.auth.tokens.domain.access import AccessClaims, sign, verify
from netra.auth.tokens.domain.refresh import (
    SESSION_LIFE,
    Beginning,
    DueCheck,
    EndedSession,
    Presented,
    RefreshRecord,
    Session,
    Verdict,
    judged,
)
from netra.auth.tokens.domain.signing import SIGNS_FOR, VERIFIES_FOR, SealedKey, SigningKey
from netra.auth.tokens.repository import TokenRepository
from netra.shared.access_token_format import key_id_of
from netra.shared.clock import Clock
from netra.shared.errors import Unavailable
from netra.shared.resilience import Remembered
from netra.shared.revocations import Mark, Revocations
from netra.shared.rights import Role

KEY_SECONDS: Final = 5.0
MOST_KEYS: Final = 100
CLAIMS_SECONDS: Final = 60.0
MOST_CLAIMS: Final = 10_000
CHECK_CLAIM: Final = timedelta(minutes=5)
"""So long nobody else asks a provider about a session, whatever becomes of the answer."""
_KEPT_AFTER_EXPIRY: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class FamilyToken:
    """A fresh refresh token and the session it belongs to."""

    session_id: UUID
    user_id: UUID
    organization_id: UUID | None
    """Where its work goes on; None is the organization that the person joined first."""
    refresh_token: str = field(repr=False)
    is_repeated: bool = False
    """Whether the token that it is for was used a moment before."""
    sign_out_at: str | None = None
    """The provider that one can sign out at with this session."""
    check: DueCheck | None = None
    """What to ask the provider before anybody goes on with this."""


@dataclass(frozen=True, slots=True)
class AccessToken:
    """A signed token and the seconds for which it is good."""

    text: str = field(repr=False)
    seconds: int


def _anew(sealed: bytes | None, sealer: MultiFernet) -> bytes | None:
    """The same sealed with the first master key; what no master key opens is worth nothing."""
    try:
        return sealed_anew(sealed, sealer) if sealed else None
    except SealBrokenError:
        return None


class KeyRing:
    """Signing keys in the open, so that not every token costs a query and an unsealing.

    A key that was taken out of the database is used for KEY_SECONDS more. Signatures are verified once in
    CLAIMS_SECONDS: what was signed does not change, and by the digest of a token nobody can guess another.
    """

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._verifying: Remembered[str, SigningKey | None] = Remembered(MOST_KEYS, KEY_SECONDS)
        self._signing: Remembered[None, SigningKey] = Remembered(1, KEY_SECONDS)
        self._claims: TTLCache[bytes, tuple[str, AccessClaims]] = TTLCache(MOST_CLAIMS, CLAIMS_SECONDS)

    @classmethod
    def of(cls, resources: Resources) -> "KeyRing":
        """The one of this process."""
        return resources.once(cls, lambda: cls(resources))

    async def claims_of(self, access_token: str) -> tuple[str, AccessClaims] | None:
        """The key of a genuine token and what it says; None for everything else.

        Whether its session lives is not asked.
        """
        digest = hashlib.sha256(access_token.encode()).digest()
        kid, known = self._claims.get(digest) or (key_id_of(access_token), None)
        key = await self.verifying_key(kid) if kid else None
        now = self._resources.clock.now()
        if kid is None or key is None or key.created_at <= now - VERIFIES_FOR:
            return None
        claims = known or verify(access_token, key, issuer=self._resources.settings.public_url, now=now)
        if claims is None or claims.expires_at <= now:
            return None
        if known is None:
            self._claims[digest] = (kid, claims)
        return kid, claims

    async def verifying_key(self, kid: str) -> SigningKey | None:
        """The key of an id, while tokens that it signed may live."""
        return await self._verifying.get(kid, lambda: self._read(kid))

    async def signing_key(self) -> SigningKey:
        """The key that signs now, made where there is none, in a transaction of its own.

        Ask before a transaction is begun: a key that nobody else can see yet must sign nothing.
        """
        since = self._resources.clock.now() - SIGNS_FOR
        key = await self._signing.get(None, self._read_signing)
        if key.created_at <= since:
            self._signing.forget(None)
            key = await self._signing.get(None, self._read_signing)
        return key

    async def _read_signing(self) -> SigningKey:
        async with self._resources.database.session() as session:
            return await TokenService.on(self._resources, session).signing_key()

    async def _read(self, kid: str) -> SigningKey | None:
        async with self._resources.database.reading() as session:
            return await TokenService.on(self._resources, session).verifying_key(kid)


def access_token(
    family: FamilyToken, membership: Membership, name: str, key: SigningKey, resources: Resources
) -> AccessToken:
    """A token for the session of a family, in an organization of the person's."""
    now, settings = resources.clock.now(), resources.settings
    seconds = settings.access_token_seconds - secrets.randbelow(settings.access_jitter_seconds + 1)
    claims = AccessClaims(
        user_id=family.user_id,
        organization_id=membership.organization_id,
        session_id=family.session_id,
        name=name,
        roles=(membership.role,),
        expires_at=now + timedelta(seconds=seconds),
    )
    return AccessToken(sign(claims, key, issuer=settings.public_url, now=now), seconds)


class TokenService:
    def __init__(
        self, tokens: TokenRepository, settings: AuthSettings, clock: Clock, revocations: Revocations
    ) -> None:
        self._tokens = tokens
        self._settings = settings
        self._clock = clock
        self._revocations = revocations

    @classmethod
    def on(cls, resources: Resources, session: AsyncSession) -> Self:
        return cls(TokenRepository(session), resources.settings, resources.clock, resources.revocations)

    async def start(self, user_id: UUID, beginning: Beginning) -> FamilyToken:
        """Begin a session."""
        now = self._clock.now()
        family_id = uuid4()
        await self._tokens.forget_families(now - _KEPT_AFTER_EXPIRY, now)
        await self._tokens.add_family(
            family_id,
            user_id,
            beginning,
            created_at=now,
            expires_at=now + SESSION_LIFE,
            check_at=self.next_check(now) if beginning.provider_grant else None,
        )
        token = new_opaque_token()
        await self._tokens.add_refresh_tokens({opaque_digest(token): family_id}, now)
        there = beginning.provider if beginning.provider_id_token else None
        return FamilyToken(family_id, user_id, None, token, sign_out_at=there)

    def next_check(self, now: datetime) -> datetime:
        """Until when the word of a provider counts that is given now."""
        return now + timedelta(seconds=self._settings.check_again_seconds)

    async def sessions(self, user_id: UUID) -> list[Session]:
        """The living sessions of a person, the last used first."""
        return await self._tokens.sessions(user_id, self._clock.now())

    async def end(self, user_id: UUID, session_id: UUID) -> bool:
        """End one session of a person; whether there was one."""
        had = await self._tokens.revoke_session(user_id, session_id, self._clock.now())
        return await self._marked([session_id] if had else [])

    async def end_others(self, user_id: UUID, kept: UUID | None) -> int:
        """End every session of a person but one; how many those were."""
        ended = await self._tokens.revoke_others(user_id, kept, self._clock.now())
        await self._marked(ended)
        return len(ended)

    async def end_of_provider(
        self, provider: str, identity_id: UUID | None, provider_session: str | None
    ) -> list[EndedSession]:
        """End the sessions that were begun with an identity or at a session of its provider's."""
        now = self._clock.now()
        ended = await self._tokens.revoke_of_provider(provider, identity_id, provider_session, now)
        await self._marked([one.id for one in ended])
        return ended

    async def end_of_identity(self, identity_id: UUID, user_id: UUID, *, kept: UUID | None) -> None:
        """End a person's sessions that were begun with an identity, but one."""
        now = self._clock.now()
        await self._marked(await self._tokens.revoke_of_identity(identity_id, user_id, kept, now))

    async def use_once(self, issuer: str, token_id: str, expires_at: datetime) -> bool:
        """Whether a token of somebody else's comes for the first time; it never will again."""
        digest = opaque_digest(f"{issuer} {token_id}")
        return await self._tokens.note_used(digest, expires_at, self._clock.now())

    async def work_in(self, session_id: UUID, organization_id: UUID) -> None:
        """Have a session go on in an organization, from its next refresh."""
        await self._tokens.work_in(session_id, organization_id)

    async def hold_all(self, user_id: UUID) -> None:
        """Have nobody change a person's sessions until the transaction ends."""
        await self._tokens.hold_families(user_id)

    async def remove_all(self, user_id: UUID) -> None:
        """Remove a person's sessions, as if there had been none."""
        await self._marked(await self._tokens.remove_families(user_id))

    async def leave(self, organization_id: UUID) -> None:
        """Have sessions work no longer in an organization that is being removed."""
        await self._tokens.leave(organization_id)

    async def presented(self, refresh_tokens: Sequence[str]) -> list[Presented]:
        """What is known of each token and what to do with it; nobody else may use them until this commits."""
        digests = [opaque_digest(one) if is_opaque_token(one) else b"" for one in refresh_tokens]
        known = await self._tokens.locked_refresh_tokens(set(digests) - {b""})
        return judged([known.get(digest) for digest in digests], self._clock.now())

    async def rotate(self, good: Sequence[tuple[RefreshRecord, Verdict]]) -> list[FamilyToken]:
        """A successor for each token; one that was not used yet is used now."""
        now = self._clock.now()
        fresh = [new_opaque_token() for _ in good]
        await self._tokens.mark_used([one.digest for one, verdict in good if verdict is Verdict.ROTATE], now)
        families = (one.family_id for one, _ in good)
        added = dict(zip(map(opaque_digest, fresh), families, strict=True))
        await self._tokens.add_refresh_tokens(added, now)
        due = {one.family_id for one, _ in good if one.is_check_due(now)}
        checks = await self._tokens.claim_checks(due, now, now + CHECK_CLAIM) if due else {}
        return [
            FamilyToken(
                one.family_id,
                one.user_id,
                one.organization_id,
                token,
                verdict is Verdict.REPEAT,
                one.sign_out_at,
                # Two of one session: the first of them asks.
                checks.pop(one.family_id, None),
            )
            for (one, verdict), token in zip(good, fresh, strict=True)
        ]

    async def settle_check(
        self,
        check: DueCheck,
        *,
        check_at: datetime | None,
        unconfirmed_since: datetime | None = None,
        grant: bytes | None = None,
        id_token: bytes | None = None,
    ) -> None:
        """Note what came of a check; without a grant there will be no other."""
        await self._tokens.settle_check(
            check,
            check_at=check_at,
            unconfirmed_since=unconfirmed_since,
            grant=grant,
            id_token=id_token,
        )

    async def id_token(self, session_id: UUID) -> bytes | None:
        """By what one signs out at the provider of a session, sealed."""
        return await self._tokens.id_token(session_id)

    async def revoke(self, refresh_token: str) -> RefreshRecord | None:
        """End the session of the token, at whatever age it is presented; None when there was none to end."""
        [(record, verdict)] = await self.presented([refresh_token])
        if record is None or verdict is Verdict.OVER:
            return None
        return record if await self.end_stolen(record.family_id) else None

    async def end_stolen(self, session_id: UUID) -> bool:
        """End a session, whoever has it; whether it lived."""
        lived = await self._tokens.revoke_family(session_id, self._clock.now())
        return await self._marked([session_id] if lived else [])

    async def _marked(self, ended: Collection[UUID]) -> bool:
        """Have everybody learn of sessions that have just ended; whether there were any."""
        await self._revocations.mark(*map(Mark.session, ended))
        return bool(ended)

    async def verifying_key(self, kid: str) -> SigningKey | None:
        """The key of an id, while tokens that it signed may live."""
        sealed = await self._tokens.signing_key(kid, self._clock.now() - VERIFIES_FOR)
        return self._opened(sealed) if sealed else None

    async def roles(self, session_ids: Collection[UUID]) -> dict[tuple[UUID, ...], Role]:
        """What may be done in the sessions that have not ended, by session, person and organization."""
        return await self._tokens.roles(session_ids, self._clock.now())

    async def public_keys(self) -> list[dict[str, Any]]:
        """The JWKs of all keys whose tokens may still be alive."""
        keys = await self._tokens.signing_keys(self._clock.now() - VERIFIES_FOR)
        return [self._opened(key).public_jwk() for key in keys]

    async def signing_key(self) -> SigningKey:
        """The newest key that still signs; when there is none, one instance makes it and the others wait."""
        if (key := await self._newest_key()) is not None:
            return key
        await self._tokens.lock_signing_keys()
        if (key := await self._newest_key()) is not None:
            return key
        made = SigningKey.new(self._clock.now())
        await self._tokens.add_signing_key(made.seal(self._settings.sealer()))
        return made

    async def known_keys(self) -> list[str]:
        """The keys whose tokens may still be alive, the newest first, each with its time."""
        keys = await self._tokens.signing_keys(self._clock.now() - VERIFIES_FOR)
        return [f"{key.kid}  made {key.created_at:%Y-%m-%d %H:%M} UTC" for key in keys]

    async def rotate_signing_key(self) -> str:
        """Make a key that signs from now on; its id."""
        await self._tokens.lock_signing_keys()
        made = SigningKey.new(self._clock.now())
        await self._tokens.add_signing_key(made.seal(self._settings.sealer()))
        return made.kid

    async def revoke_signing_key(self, kid: str) -> bool:
        """Forget a key with all that it has signed, open sockets too; whether there was one."""
        was_there = await self._tokens.forget_signing_key(kid)
        if was_there:
            await self._revocations.mark(Mark.signing_key(kid))
        return was_there

    async def reseal(self) -> tuple[int, int]:
        """Seal every key, and what is kept of providers, with the first master key; how many those are."""
        await self._tokens.lock_signing_keys()
        keys = await self._tokens.signing_keys(self._clock.now() - VERIFIES_FOR)
        for key in keys:
            await self._tokens.reseal(self._opened(key).seal(self._settings.sealer()))
        kept, sealer = await self._tokens.kept_of_providers(), self._settings.sealer()
        for session_id, *sealed in kept:
            grant, id_token = (_anew(one, sealer) for one in sealed)
            await self._tokens.reseal_kept(session_id, grant, id_token)
        return len(keys), len(kept)

    async def _newest_key(self) -> SigningKey | None:
        keys = await self._tokens.signing_keys(self._clock.now() - SIGNS_FOR)
        return self._opened(keys[0]) if keys else None

    def _opened(self, key: SealedKey) -> SigningKey:
        try:
            return key.open(self._settings.sealer())
        except SealBrokenError:
            raise Unavailable(
                "The signing keys were sealed with another AUTH_MASTER_KEY.", retry_after=60
            ) from None
