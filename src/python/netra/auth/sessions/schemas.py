"""How signing in travels."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints

from netra.shared.access import LONGEST_TOKEN
from netra.shared.deployment import DeploymentEnvironment


class DevelopmentUser(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    email: str
    name: str


class AuthConfig(BaseModel):
    """How one may sign in here. Without development login, `dev_users` is empty."""

    environment: DeploymentEnvironment
    dev_login: bool
    dev_users: list[DevelopmentUser]


class DevelopmentLogin(BaseModel):
    model_config = ConfigDict(extra="forbid")

    user_id: UUID


class OrganizationRead(BaseModel):
    id: UUID
    name: str


class UserRead(BaseModel):
    """The signed-in person and the organization they work in."""

    id: UUID
    email: str
    name: str
    organization: OrganizationRead


class SignedIn(BaseModel):
    """An access token for `expires_in` seconds; the refresh token is in the cookie of the same answer."""

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105
    expires_in: int
    user: UserRead


class TokenToValidate(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    token: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TOKEN)]


class ActiveToken(BaseModel):
    """Who holds the token; one shape for people and API keys."""

    model_config = ConfigDict(from_attributes=True)

    active: Literal[True] = True
    kind: Literal["user", "api_key"]
    subject_id: UUID
    organization_id: UUID
    name: str
    roles: frozenset[str]
    scopes: frozenset[str]
    project_id: UUID | None
    expires_at: datetime | None
    session_id: UUID | None


class InactiveToken(BaseModel):
    """Not valid; why is not said."""

    active: Literal[False] = False
