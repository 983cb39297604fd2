"""API keys: `nk_<id>_<secret>`, of which only a hash of the secret is kept."""

import binascii
import hashlib
import hmac
import re
import secrets
from base64 import b32decode, b32encode
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Self
from uuid import UUID

from netra.shared.rights import Scope

PREFIX: Final = "nk"
LONGEST_LIFE: Final = timedelta(days=366)
LONGEST_OVERLAP: Final = timedelta(days=7)
USUAL_OVERLAP: Final = timedelta(hours=24)
"""How long a key that was replaced is still taken, so that whatever uses it can be changed over."""
# How exact "last used" is: one write a minute and key, not one a request.
USE_RESOLUTION: Final = timedelta(minutes=1)
_SECRET_BYTES: Final = 20
_CHECK_BYTES: Final = 4
_FORMAT: Final = re.compile(rf"{PREFIX}_(?P<id>[a-z2-7]{{26}})_(?P<secret>[a-z2-7]{{39}})")


@dataclass(frozen=True, slots=True)
class PresentedKey:
    """A well-formed key: its parts agree with its checksum. That it was ever issued is another question."""

    id: UUID
    secret: bytes = field(repr=False)

    @classmethod
    def new(cls, key_id: UUID) -> Self:
        return cls(key_id, secrets.token_bytes(_SECRET_BYTES))

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """None for anything with a typing error in it, without asking anybody."""
        match = _FORMAT.fullmatch(text)
        if match is None:
            return None
        try:
            key_id, secret = _decoded(match["id"]), _decoded(match["secret"])
        except binascii.Error:
            return None
        key = cls(UUID(bytes=key_id), secret[:_SECRET_BYTES])
        # Comparing the text as well refuses other spellings of the same bytes.
        return key if hmac.compare_digest(key.text, text) else None

    @property
    def text(self) -> str:
        """The key as its owner writes it: 69 characters, each lower case or a digit."""
        return f"{self.shown}_{_encoded(self.secret + self._check())}"

    @property
    def shown(self) -> str:
        """The part by which a list of keys may name it."""
        return f"{PREFIX}_{_encoded(self.id.bytes)}"

    @property
    def digest(self) -> bytes:
        # 160 random bits need no slow hash: there is nothing to guess.
        return hashlib.sha256(self.secret).digest()

    def _check(self) -> bytes:
        return hashlib.sha256(self.id.bytes + self.secret).digest()[:_CHECK_BYTES]


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as the database knows it."""

    id: UUID
    organization_id: UUID
    project_id: UUID
    name: str
    scopes: frozenset[Scope]
    digest: bytes
    created_by: UUID | None
    """None once they are gone; the key stays the organization's."""
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    disabled_at: datetime | None
    replaced_by: UUID | None
    """The key that takes its place; both are taken until this one expires."""

    suspended_at: datetime | None = None
    """Since when its organization is deleted; a restored one has its keys back."""

    @property
    def prefix(self) -> str:
        return PresentedKey(self.id, b"").shown

    def opens_for(self, presented: PresentedKey, now: datetime) -> bool:
        """Whether the secret is this key's and the key is in force; equally fast for every wrong secret."""
        matches = hmac.compare_digest(self.digest, presented.digest)
        return matches and self.is_in_force(now)

    def is_use_to_note(self, now: datetime) -> bool:
        """Whether it was last used so long ago that this use is worth a write."""
        return self.last_used_at is None or self.last_used_at < now - USE_RESOLUTION

    def is_in_force(self, now: datetime) -> bool:
        is_off = self.disabled_at is not None or self.suspended_at is not None
        return not is_off and (self.expires_at is None or now < self.expires_at)


def _encoded(data: bytes) -> str:
    return b32encode(data).decode().rstrip("=").lower()


def _decoded(text: str) -> bytes:
    return b32decode(text.upper() + "=" * (-len(text) % 8))
