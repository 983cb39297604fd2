"""How a service of ours proves to auth who it is: a short signed assertion for a short token (RFC 7523)."""

import base64
import json
import re
import secrets
import time
from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from typing import Final

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)
from jwt.algorithms import ECAlgorithm

TOKEN_PATH: Final = "/auth/token"  # noqa: S105  a path
GRANT_TYPE: Final = "client_credentials"
ASSERTION_TYPE: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
SERVICE_TOKEN_TYPE: Final = "svc+jwt"  # noqa: S105  a media type
SERVICE_AUDIENCE: Final = "netra-services"
ASSERTION_LIFE: Final = timedelta(minutes=1)
_ALGORITHM: Final = "ES256"
_NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")


PublicKeys = Mapping[str, EllipticCurvePublicKey]


@lru_cache(maxsize=4)
def public_keys(key_set: str) -> PublicKeys:
    """The keys of a JWK Set by the services that hold them, which are the key ids. Raises ValueError."""
    if not key_set:
        return {}
    try:
        listed = json.loads(key_set)["keys"]
        return {str(one["kid"]): _public_key(one) for one in listed}
    except (jwt.InvalidKeyError, KeyError, TypeError, ValueError):
        raise ValueError("not a JWK Set of public P-256 keys, each with the name of a service") from None


def _public_key(jwk: Mapping[str, str]) -> EllipticCurvePublicKey:
    key = ECAlgorithm.from_jwk(json.dumps(jwk)) if "d" not in jwk else None
    if not isinstance(key, EllipticCurvePublicKey) or not _NAME.fullmatch(jwk["kid"]):
        raise ValueError(jwk["kid"])
    return key


class ServiceKey:
    """The private key of a service, by its name."""

    def __init__(self, name: str, private: EllipticCurvePrivateKey) -> None:
        self.name = name
        self._private = private

    @classmethod
    def new(cls, name: str) -> "ServiceKey":
        return cls(name, generate_private_key(SECP256R1()))

    @classmethod
    def read(cls, name: str, text: str) -> "ServiceKey":
        """Of PKCS 8 in base64, on one line. Raises ValueError."""
        private = load_der_private_key(base64.b64decode(text, validate=True), password=None)
        if not isinstance(private, EllipticCurvePrivateKey) or not isinstance(private.curve, SECP256R1):
            raise ValueError("not a P-256 key")
        return cls(name, private)

    @property
    def text(self) -> str:
        """What `read` reads."""
        der = self._private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        return base64.b64encode(der).decode()

    @property
    def public_jwk(self) -> dict[str, str]:
        """What auth needs to know of it."""
        public: dict[str, str] = json.loads(ECAlgorithm.to_jwk(self._private.public_key()))
        return {**public, "kid": self.name, "use": "sig", "alg": _ALGORITHM}

    def assertion(self, audience: str) -> str:
        """Who the service is, for one request for a token."""
        now = int(time.time())
        claims = {
            "iss": self.name,
            "sub": self.name,
            "aud": audience,
            "jti": secrets.token_urlsafe(16),
            "iat": now,
            "exp": now + int(ASSERTION_LIFE.total_seconds()),
        }
        return jwt.encode(claims, self._private, _ALGORITHM, headers={"kid": self.name})
