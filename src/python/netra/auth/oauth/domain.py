"""Signing in at a provider: an attempt begins here, goes there and comes back once; and what stays of it."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

from cryptography.fernet import MultiFernet

from netra.auth.sealing import unsealed
from netra.auth.users.domain import Profile

ATTEMPT_LIFE: Final = timedelta(minutes=10)
"""How long somebody may take to sign in at their provider."""
CODE_LIFE: Final = timedelta(minutes=1)
"""How long our page may take to exchange the code that it was sent back with."""


class ProviderName(StrEnum):
    """Where people may sign in: by these names in addresses and settings."""

    GOOGLE = "google"
    GITHUB = "github"
    OIDC = "oidc"


class Refusal(StrEnum):
    """Why a sign-in came to nothing, as our page is told; more than that is in the log alone."""

    CANCELLED = "cancelled"
    EXPIRED = "expired"
    FAILED = "failed"
    UNAVAILABLE = "unavailable"
    UNVERIFIED = "unverified"
    NOT_ADMITTED = "not_admitted"
    ALREADY_REGISTERED = "already_registered"
    ALREADY_LINKED = "already_linked"


class SignInRefused(Exception):  # noqa: N818  named after what happened, like the answers in shared.errors
    """A sign-in that comes to nothing; `hint` is for the log and holds no secret."""

    def __init__(self, reason: Refusal, hint: str = "") -> None:
        super().__init__(f"{reason}: {hint}")
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Attempt:
    """A sign-in under way: begun in one browser, at one provider, good for one answer."""

    provider: ProviderName
    return_to: str
    """The origin of our page that began it."""
    link_to: UUID | None
    """Whose further way to sign in this becomes; None for signing in."""
    code_verifier: str = field(repr=False)
    nonce: str | None = field(repr=False)
    """Of OpenID Connect alone."""
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Authorization:
    """Where to send a browser, and what has to be remembered until it returns."""

    url: str = field(repr=False)
    state: str = field(repr=False)
    code_verifier: str = field(repr=False)
    nonce: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class ProviderAnswer:
    """What a browser brings back from a provider (RFC 6749, RFC 9207); anybody may have written it."""

    state: str = field(repr=False)
    code: str = field(repr=False)
    error: str
    issuer: str


@dataclass(frozen=True, slots=True)
class ProviderGrant:
    """By what a provider can be asked again about somebody, and whom it must speak of then."""

    issuer: str
    subject: str
    nonce: str | None = field(repr=False)
    refresh_token: str = field(repr=False)

    def seal(self, sealer: MultiFernet) -> bytes:
        return sealer.encrypt(json.dumps(asdict(self)).encode())

    @classmethod
    def open(cls, sealed: bytes, sealer: MultiFernet) -> Self:
        """Raises SealBrokenError."""
        return cls(**json.loads(unsealed(sealed, sealer)))


@dataclass(frozen=True, slots=True)
class Arrival:
    """Who has come back from a provider, and what of the provider's stays with the session."""

    profile: Profile
    grant: ProviderGrant | None = None
    id_token: str | None = field(default=None, repr=False)
    """To sign out there; None where the provider has no address for that."""


class Standing(StrEnum):
    """What a provider says of somebody when it is asked again."""

    CONFIRMED = "confirmed"
    ENDED = "ended"
    UNTRUSTED = "untrusted"
    """The answer breaks a rule that holds for the person's sake."""
    UNKNOWN = "unknown"
    """Nothing was said about the person."""


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """A provider's answer; the tokens take the place of those that were kept, where there are any."""

    standing: Standing
    refresh_token: str | None = field(default=None, repr=False)
    id_token: str | None = field(default=None, repr=False)
    hint: str = ""
    """For the log; without a secret."""


@dataclass(frozen=True, slots=True)
class Proven:
    """Who has just proved who they are, at which provider, by which of its sessions."""

    user_id: UUID
    provider: str
    identity_id: UUID
    provider_session: str | None
    provider_grant: bytes | None = field(default=None, repr=False)
    """Sealed, as is the next one."""
    provider_id_token: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class ProviderLogout:
    """A provider's word that somebody has signed out there: a person, one of their sessions, or both."""

    subject: str | None
    session: str | None
    token_id: str
    expires_at: datetime


def is_admitted(email: str, domains: frozenset[str]) -> bool:
    """Whether an address is of one of the domains; without any domain, everybody is."""
    return not domains or email.rpartition("@")[2].lower() in domains
