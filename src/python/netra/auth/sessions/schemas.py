"""How signing in travels."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints

from netra.auth.oauth.domain import ProviderName
from netra.shared.access import LONGEST_TOKEN
from netra.shared.deployment import DeploymentEnvironment
from netra.shared.rights import Role


class DevelopmentUser(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    email: str
    name: str


class ProviderOffered(BaseModel):
    """A provider that one may sign in at, by its name in addresses and the one that people know."""

    name: ProviderName
    title: str


class AuthConfig(BaseModel):
    """How one may sign in here. Without development login, `dev_users` is empty."""

    environment: DeploymentEnvironment
    providers: list[ProviderOffered]
    dev_login: bool
    dev_users: list[DevelopmentUser]


class DevelopmentLogin(BaseModel):
    model_config = ConfigDict(extra="forbid")

    user_id: UUID


class SignInCode(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    code: Annotated[str, StringConstraints(min_length=1, max_length=100)]


class OrganizationRead(BaseModel):
    """An organization, and what the person may do in it."""

    id: UUID
    name: str
    role: Role


class OrganizationSwitch(BaseModel):
    model_config = ConfigDict(extra="forbid")

    organization_id: UUID


class SessionRead(BaseModel):
    """One place where the person is signed in; address and browser are empty where they are not known."""

    id: UUID
    address: str
    user_agent: str
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    is_current: bool


class UserRead(BaseModel):
    """The signed-in person, the organization they work in, and all that they could."""

    id: UUID
    email: str
    name: str
    organization: OrganizationRead
    organizations: list[OrganizationRead]


class SignedIn(BaseModel):
    """An access token for `expires_in` seconds; the refresh token is in the cookie of the same answer.

    `sign_out_at` is the provider that one can sign out at too, if there is one.
    """

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105
    expires_in: int
    user: UserRead
    sign_out_at: ProviderOffered | None


class TokenToValidate(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    token: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TOKEN)]


class ActiveToken(BaseModel):
    """Who holds the token; one shape for people, API keys and services, which are of no organization."""

    model_config = ConfigDict(from_attributes=True)

    active: Literal[True] = True
    kind: Literal["user", "api_key", "service"]
    subject_id: UUID
    organization_id: UUID
    name: str
    roles: frozenset[str]
    scopes: frozenset[str]
    project_id: UUID | None
    expires_at: datetime | None
    session_id: UUID | None
    signing_key: str | None


class InactiveToken(BaseModel):
    """Not valid; why is not said."""

    active: Literal[False] = False
