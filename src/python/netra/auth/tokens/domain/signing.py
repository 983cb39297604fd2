"""ES256 signing keys: made here, kept sealed, published as JWK."""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Self

from cryptography.fernet import MultiFernet
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)
from jwt.algorithms import ECAlgorithm

from netra.auth.sealing import SealBrokenError, unsealed
from netra.shared.access_token_format import ALGORITHM

SIGNS_FOR: Final = timedelta(days=30)
# A retired key is published as long as a token it signed may live, with room for clocks that differ.
VERIFIES_FOR: Final = SIGNS_FOR + timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class SealedKey:
    """A signing key as the database holds it."""

    kid: str
    sealed: bytes
    created_at: datetime

    def open(self, sealer: MultiFernet) -> "SigningKey":
        """Raises SealBrokenError."""
        private = load_der_private_key(unsealed(self.sealed, sealer), password=None)
        if not isinstance(private, EllipticCurvePrivateKey):
            raise SealBrokenError
        return SigningKey(self.kid, private, self.created_at)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A signing key in the open; never leaves the process."""

    kid: str
    private: EllipticCurvePrivateKey
    created_at: datetime

    @classmethod
    def new(cls, now: datetime) -> Self:
        return cls(secrets.token_hex(8), generate_private_key(SECP256R1()), now)

    def seal(self, sealer: MultiFernet) -> SealedKey:
        der = self.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        return SealedKey(self.kid, sealer.encrypt(der), self.created_at)

    def public_jwk(self) -> dict[str, Any]:
        """What a verifier needs (RFC 7517)."""
        public: dict[str, Any] = json.loads(ECAlgorithm.to_jwk(self.private.public_key()))
        return {**public, "kid": self.kid, "use": "sig", "alg": ALGORITHM}
