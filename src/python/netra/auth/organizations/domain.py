"""Organizations: the unit of people, what each may do in it, and the links that invite to it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from netra.shared.errors import Conflict, Forbidden
from netra.shared.rights import Role

DEFAULT_ORGANIZATION_NAME: Final = "Default organization"
INVITATION_LIFE: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Membership:
    """A person's place in an organization."""

    organization_id: UUID
    organization_name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Member:
    """A member as the others see them."""

    user_id: UUID
    email: str
    name: str
    role: Role
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    """The right to join, for whoever has the link, once; only its digest is kept."""

    id: UUID
    organization_id: UUID
    role: Role
    note: str
    created_by: UUID
    created_at: datetime
    expires_at: datetime
    accepted_by: UUID | None
    revoked_at: datetime | None

    def is_open(self, now: datetime) -> bool:
        return self.accepted_by is None and self.revoked_at is None and now < self.expires_at


def check_role_change(actor: Role, present: Role, wanted: Role) -> None:
    """Raise Forbidden where a role may not be changed so: ownership is handed over, not given away."""
    if Role.OWNER in {present, wanted}:
        raise Forbidden("The owner changes by handing the organization over.")
    if not actor.includes(Role.ADMIN):
        raise Forbidden("Only an admin changes the role of others.")


def check_leaving(role: Role) -> None:
    """Raise Conflict for an owner: somebody must own the organization."""
    if role is Role.OWNER:
        raise Conflict("An owner cannot leave: hand the organization over first.")
