"""How organizations travel."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints

from netra.shared.rights import Role

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
GivenRole = Literal[Role.VIEWER, Role.ANALYST, Role.ADMIN]
"""A role that can be given; ownership is handed over."""


class OrganizationChange(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Name


class MemberRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    user_id: UUID
    email: str
    name: str
    role: Role
    joined_at: datetime


class RoleChange(BaseModel):
    model_config = ConfigDict(extra="forbid")

    role: GivenRole


class HandOver(BaseModel):
    model_config = ConfigDict(extra="forbid")

    user_id: UUID


class InvitationCreate(BaseModel):
    """`note` says whom it is for; whoever has the link may use it."""

    model_config = ConfigDict(extra="forbid")

    role: GivenRole = Role.ANALYST
    note: Note = ""


class InvitationRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    role: Role
    note: str
    created_at: datetime
    expires_at: datetime


class InvitationToken(BaseModel):
    """What stands behind the # of the link."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    token: Annotated[str, StringConstraints(min_length=1, max_length=100)]


class InvitationOffered(BaseModel):
    """What whoever has the link is invited to."""

    model_config = ConfigDict(from_attributes=True)

    organization_name: str
    role: Role
    invited_by: str | None
    """None where they are gone since."""
    expires_at: datetime
    role_held: Role | None
    """What whoever asks is there already; joining would change nothing."""


class InvitationCreated(InvitationRead):
    """A new invitation; `token` is shown this once."""

    token: str
