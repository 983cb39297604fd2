"""Services of ours that ask on their own account: they prove who they are by a signature."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

import jwt

from netra.auth.tokens.domain.signing import SigningKey
from netra.shared.access_token_format import ALGORITHM
from netra.shared.service_tokens import ASSERTION_LIFE, SERVICE_AUDIENCE, SERVICE_TOKEN_TYPE, PublicKeys

TOKEN_LIFE: Final = timedelta(minutes=5)
_CLOCKS_DIFFER: Final = timedelta(seconds=30)
_REQUIRED: Final = ("iss", "sub", "aud", "iat", "exp", "jti")


@dataclass(frozen=True, slots=True)
class Assertion:
    """A service's own word of who it is, good once (RFC 7523)."""

    service: str
    token_id: str
    expires_at: datetime


def service_id(name: str) -> UUID:
    """By which a service is known where people and keys are known by an id."""
    return uuid5(NAMESPACE_URL, f"netra:service:{name}")


def read_assertion(text: str, keys: PublicKeys, *, audience: str, now: datetime) -> Assertion | None:
    """What a service asserts, if the signature is its own and it was written for us just now."""
    try:
        key = keys[str(jwt.get_unverified_header(text).get("kid"))]
        said = jwt.decode(
            text, key, algorithms=[ALGORITHM], audience=audience, options=_judged_below(_REQUIRED)
        )
        service = str(jwt.get_unverified_header(text)["kid"])
        begins, ends = _time(said["iat"]), _time(said["exp"])
    except (jwt.InvalidTokenError, KeyError, ValueError, TypeError, OverflowError):
        return None
    in_time = begins - _CLOCKS_DIFFER <= now < ends and ends - begins <= ASSERTION_LIFE
    itself = said["iss"] == said["sub"] == service
    return Assertion(service, str(said["jti"]), ends) if in_time and itself else None


def service_token(service: str, key: SigningKey, *, issuer: str, now: datetime) -> str:
    """A token with which a service asks for TOKEN_LIFE."""
    claims = {
        "iss": issuer,
        "aud": SERVICE_AUDIENCE,
        "sub": service,
        "jti": secrets.token_urlsafe(12),
        "iat": int(now.timestamp()),
        "exp": int((now + TOKEN_LIFE).timestamp()),
    }
    headers = {"typ": SERVICE_TOKEN_TYPE, "kid": key.kid}
    return jwt.encode(claims, key.private, ALGORITHM, headers=headers)


def read_service_token(
    text: str, key: SigningKey, *, issuer: str, now: datetime
) -> tuple[str, datetime] | None:
    """Which service holds a token, and until when; None for everything else."""
    try:
        said = jwt.decode(
            text,
            key.private.public_key(),
            algorithms=[ALGORITHM],
            audience=SERVICE_AUDIENCE,
            issuer=issuer,
            options=_judged_below(_REQUIRED),
        )
        ends = _time(said["exp"])
    except (jwt.InvalidTokenError, ValueError, TypeError, OverflowError):
        return None
    return (str(said["sub"]), ends) if now < ends else None


def _judged_below(required: tuple[str, ...]) -> Any:  # noqa: ANN401  what the library takes
    """Times are judged by our own clock."""
    return {"require": list(required), "verify_exp": False, "verify_iat": False, "verify_nbf": False}


def _time(seconds: object) -> datetime:
    return datetime.fromtimestamp(int(str(seconds)), UTC)
