"""What an API key looks like: `nk_<id>_<secret>`, with a checksum, so that garbage is refused unasked."""

import binascii
import hashlib
import hmac
import re
import secrets
from base64 import b32decode, b32encode
from dataclasses import dataclass, field
from typing import Final, Self
from uuid import UUID

PREFIX: Final = "nk"
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


def _encoded(data: bytes) -> str:
    return b32encode(data).decode().rstrip("=").lower()


def _decoded(text: str) -> bytes:
    return b32decode(text.upper() + "=" * (-len(text) % 8))
