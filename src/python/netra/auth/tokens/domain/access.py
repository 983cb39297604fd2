"""Access tokens: short-lived JWTs that say who somebody is."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Self
from uuid import UUID

import jwt

from netra.auth.tokens.domain.signing import SigningKey
from netra.shared.access_token_format import ALGORITHM, TOKEN_TYPE

AUDIENCE: Final = "netra"
_REQUIRED: Final = ("iss", "aud", "sub", "org", "sid", "jti", "name", "roles", "iat", "exp")
_CLOCKS_DIFFER: Final = timedelta(seconds=30)
"""A token that another instance has just signed may seem to come from the future."""
_LONGEST_LIFE: Final = timedelta(hours=1)
"""Longer than that we sign for nobody."""


@dataclass(frozen=True, slots=True)
class AccessClaims:
    """Who holds a token, by which session, until when (UTC, whole seconds)."""

    user_id: UUID
    organization_id: UUID
    session_id: UUID
    name: str
    roles: tuple[str, ...]
    expires_at: datetime

    @classmethod
    def from_payload(cls, payload: dict[str, object]) -> Self:
        """Raises ValueError or TypeError for what we would never have signed."""
        roles = payload["roles"]
        if not isinstance(roles, list):
            raise TypeError("roles")
        return cls(
            user_id=UUID(str(payload["sub"])),
            organization_id=UUID(str(payload["org"])),
            session_id=UUID(str(payload["sid"])),
            name=str(payload["name"]),
            roles=tuple(str(role) for role in roles),
            expires_at=datetime.fromtimestamp(int(str(payload["exp"])), UTC),
        )


def sign(claims: AccessClaims, key: SigningKey, *, issuer: str, now: datetime) -> str:
    """The token for the claims."""
    payload = {
        "iss": issuer,
        "aud": AUDIENCE,
        "sub": str(claims.user_id),
        "org": str(claims.organization_id),
        "sid": str(claims.session_id),
        "jti": secrets.token_urlsafe(12),
        "name": claims.name,
        "roles": list(claims.roles),
        "iat": int(now.timestamp()),
        "exp": int(claims.expires_at.timestamp()),
    }
    return jwt.encode(payload, key.private, ALGORITHM, headers={"typ": TOKEN_TYPE, "kid": key.kid})


def verify(token: str, key: SigningKey, *, issuer: str, now: datetime) -> AccessClaims | None:
    """The claims of a genuine, unexpired token of this issuer; None otherwise."""
    try:
        payload = jwt.decode(
            token,
            key.private.public_key(),
            algorithms=[ALGORITHM],
            audience=AUDIENCE,
            issuer=issuer,
            # Times are judged below, by our own clock.
            options={
                "require": list(_REQUIRED),
                "verify_exp": False,
                "verify_iat": False,
                "verify_nbf": False,
            },
        )
        begins = datetime.fromtimestamp(int(str(payload.get("nbf", payload["iat"]))), UTC)
        claims = AccessClaims.from_payload(payload)
    except (jwt.InvalidTokenError, ValueError, TypeError, OverflowError):
        return None
    is_ours = claims.expires_at - begins <= _LONGEST_LIFE
    return claims if is_ours and begins <= now + _CLOCKS_DIFFER and now < claims.expires_at else None
