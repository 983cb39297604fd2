"""How public keys travel."""

from typing import Literal

from pydantic import BaseModel


class PublicKey(BaseModel):
    """An elliptic-curve public key (RFC 7518)."""

    kty: Literal["EC"]
    crv: Literal["P-256"]
    x: str
    y: str
    kid: str
    use: Literal["sig"]
    alg: Literal["ES256"]


class KeySet(BaseModel):
    """A JWK set (RFC 7517)."""

    keys: list[PublicKey]
