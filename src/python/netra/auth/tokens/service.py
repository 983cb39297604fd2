"""Issuing, rotating, revoking and checking the tokens of people."""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final, Self
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from netra.auth.config import AuthSettings
from netra.auth.opaque import is_opaque_token, new_opaque_token, opaque_digest
from netra.auth.resources import Resources
from netra.auth.tokens.domain.access import AccessClaims, key_id_of, sign, verify
from netra.auth.tokens.domain.refresh import (
    SESSION_LIFE,
    RefreshRecord,
    Session,
    Verdict,
)
from netra.auth.tokens.domain.signing import SIGNS_FOR, VERIFIES_FOR, SealBrokenError, SealedKey, SigningKey
from netra.auth.tokens.repository import TokenRepository
from netra.shared.clock import Clock
from netra.shared.errors import Unavailable

_KEPT_AFTER_EXPIRY: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class FamilyToken:
    """A fresh refresh token and the session it belongs to."""

    session_id: UUID
    user_id: UUID
    organization_id: UUID | None
    """Where its work goes on; None is the organization that the person joined first."""
    refresh_token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class EndedSession:
    """A session that was ended by one of its refresh tokens."""

    session_id: UUID
    user_id: UUID
    organization_id: UUID | None


@dataclass(frozen=True, slots=True)
class AccessToken:
    """A signed token and the seconds for which it is good."""

    text: str = field(repr=False)
    seconds: int


class TokenService:
    def __init__(self, tokens: TokenRepository, settings: AuthSettings, clock: Clock) -> None:
        self._tokens = tokens
        self._settings = settings
        self._clock = clock

    @classmethod
    def on(cls, resources: Resources, session: AsyncSession) -> Self:
        return cls(TokenRepository(session), resources.settings, resources.clock)

    async def start(self, user_id: UUID) -> FamilyToken:
        """Begin a session."""
        now = self._clock.now()
        family_id = uuid4()
        await self._tokens.forget_families(now - _KEPT_AFTER_EXPIRY)
        await self._tokens.add_family(family_id, user_id, now, now + SESSION_LIFE)
        return await self._successor(family_id, user_id, None)

    async def sessions(self, user_id: UUID) -> list[Session]:
        """The living sessions of a person, the last used first."""
        return await self._tokens.sessions(user_id, self._clock.now())

    async def end(self, user_id: UUID, session_id: UUID) -> bool:
        """End one session of a person; whether there was one."""
        return await self._tokens.revoke_session(user_id, session_id, self._clock.now())

    async def end_others(self, user_id: UUID, kept: UUID | None) -> int:
        """End every session of a person but one; how many those were."""
        return await self._tokens.revoke_others(user_id, kept, self._clock.now())

    async def work_in(self, session_id: UUID, organization_id: UUID) -> None:
        """Have a session go on in an organization, from its next refresh."""
        await self._tokens.work_in(session_id, organization_id)

    async def hold_all(self, user_id: UUID) -> None:
        """Have nobody change a person's sessions until the transaction ends."""
        await self._tokens.hold_families(user_id)

    async def remove_all(self, user_id: UUID) -> None:
        """Remove a person's sessions, as if there had been none."""
        await self._tokens.remove_families(user_id)

    async def leave(self, organization_id: UUID) -> None:
        """Have sessions work no longer in an organization that is being removed."""
        await self._tokens.leave(organization_id)

    async def rotate(self, refresh_token: str) -> FamilyToken | EndedSession | None:
        """A successor for the token, or None. A token used before, grace over, ends its whole family.

        What is revoked here must be committed, so the caller answers the refusal instead of raising it.
        """
        record = await self._record(refresh_token)
        if record is None:
            return None
        now = self._clock.now()
        verdict = record.judge(now)
        if verdict is Verdict.REUSED:
            await self._tokens.revoke_family(record.family_id, now)
            return _ended(record)
        if verdict is Verdict.OVER:
            return None
        if verdict is Verdict.ROTATE:
            await self._tokens.mark_used(record.digest, now)
        return await self._successor(record.family_id, record.user_id, record.organization_id)

    async def revoke(self, refresh_token: str) -> EndedSession | None:
        """End the session of the token, at whatever age the token is presented; None when it had ended."""
        record, now = await self._record(refresh_token), self._clock.now()
        if record is None or record.judge(now) is Verdict.OVER:
            return None
        await self._tokens.revoke_family(record.family_id, now)
        return _ended(record)

    async def access_token(
        self, session_id: UUID, user_id: UUID, organization_id: UUID, name: str, roles: tuple[str, ...]
    ) -> AccessToken:
        """A signed token for the session."""
        now = self._clock.now()
        sooner = secrets.randbelow(self._settings.access_jitter_seconds + 1)
        seconds = self._settings.access_token_seconds - sooner
        claims = AccessClaims(
            user_id, organization_id, session_id, name, roles, now + timedelta(seconds=seconds)
        )
        signed = sign(claims, await self._signing_key(), issuer=self._settings.public_url, now=now)
        return AccessToken(signed, seconds)

    async def claims_of(self, access_token: str) -> AccessClaims | None:
        """What a genuine token of a living session says; None for everything else."""
        kid = key_id_of(access_token)
        now = self._clock.now()
        sealed = await self._tokens.signing_key(kid, now - VERIFIES_FOR) if kid else None
        if sealed is None:
            return None
        claims = verify(access_token, self._opened(sealed), issuer=self._settings.public_url, now=now)
        alive = claims is not None and await self._tokens.is_alive(claims.session_id, now)
        return claims if alive else None

    async def public_keys(self) -> list[dict[str, Any]]:
        """The JWKs of all keys whose tokens may still be alive."""
        keys = await self._tokens.signing_keys(self._clock.now() - VERIFIES_FOR)
        return [self._opened(key).public_jwk() for key in keys]

    async def _successor(
        self, family_id: UUID, user_id: UUID, organization_id: UUID | None
    ) -> FamilyToken:
        token = new_opaque_token()
        await self._tokens.add_refresh_token(opaque_digest(token), family_id, self._clock.now())
        return FamilyToken(family_id, user_id, organization_id, token)

    async def _record(self, text: str) -> RefreshRecord | None:
        return (
            await self._tokens.locked_refresh_token(opaque_digest(text)) if is_opaque_token(text) else None
        )

    async def _signing_key(self) -> SigningKey:
        """The newest key that still signs; when there is none, one instance makes it and the others wait."""
        if (key := await self._newest_key()) is not None:
            return key
        await self._tokens.lock_signing_keys()
        if (key := await self._newest_key()) is not None:
            return key
        made = SigningKey.new(self._clock.now())
        await self._tokens.add_signing_key(made.seal(self._settings.sealer()))
        return made

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


def _ended(record: RefreshRecord) -> EndedSession:
    return EndedSession(record.family_id, record.user_id, record.organization_id)
