"""How signing in at a provider travels."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class SignInStarted(BaseModel):
    """Where to send the browser now."""

    authorization_url: str


class IdentityRead(BaseModel):
    """One of the ways in which the caller signs in."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    issuer: str
    email: str
    created_at: datetime
    last_used_at: datetime
