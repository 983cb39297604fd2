"""How services of ours get tokens, and how a client finds its way around this service."""

from typing import Literal

from pydantic import BaseModel


class ServiceTokenRead(BaseModel):
    """A token for a service (RFC 6749, 5.1)."""

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105
    expires_in: int


class ServerMetadata(BaseModel):
    """What this service is to clients of OAuth (RFC 8414). It is no provider: people sign in through it."""

    issuer: str
    jwks_uri: str
    token_endpoint: str
    grant_types_supported: list[str]
    response_types_supported: list[str]
    token_endpoint_auth_methods_supported: list[str]
    token_endpoint_auth_signing_alg_values_supported: list[str]
