"""Organizations: the unit of people, what each may do in it, and the links that invite to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from netra.shared.errors import Conflict, Forbidden
from netra.shared.rights import Role

DEFAULT_ORGANIZATION_NAME: Final = "Default organization"
INVITATION_LIFE: Final = timedelta(days=7)
ORGANIZATION_RESTORABLE_FOR: Final = timedelta(days=30)
"""A deleted organization can be restored by its owner for this long; then it is removed for good."""
NAME_WITHOUT_PEOPLE: Final = "Deleted organization"
"""Of one whose last member is gone: what it was called may name them."""


@dataclass(frozen=True, slots=True)
class Membership:
    """A person's place in an organization."""

    organization_id: UUID
    organization_name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Place:
    """A person's place in an organization, beside so many other members and other owners."""

    organization_id: UUID
    organization_name: str
    role: Role
    others: int
    other_owners: int

    @property
    def is_alone(self) -> bool:
        return self.others == 0

    @property
    def is_needed(self) -> bool:
        """Whether others would be left without an owner."""
        return self.role is Role.OWNER and self.others > 0 and self.other_owners == 0


@dataclass(frozen=True, slots=True)
class DeletedOrganization:
    """An organization that nobody works in any more and that its owner can restore."""

    id: UUID
    name: str
    deleted_at: datetime

    @property
    def removed_at(self) -> datetime:
        """When it goes for good."""
        return self.deleted_at + ORGANIZATION_RESTORABLE_FOR


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
    created_by: UUID | None
    """None once they are gone."""
    created_at: datetime
    expires_at: datetime
    accepted_by: UUID | None
    revoked_at: datetime | None

    def is_open(self, now: datetime) -> bool:
        return self.accepted_by is None and self.revoked_at is None and now < self.expires_at


@dataclass(frozen=True, slots=True)
class Offer:
    """What an open invitation offers, as whoever has its link sees it."""

    organization_name: str
    role: Role
    invited_by: str | None
    expires_at: datetime
    role_held: Role | None


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


def check_departure(places: Iterable[Place]) -> None:
    """Raise Conflict for somebody whom others need as their owner."""
    needed = [place.organization_name for place in places if place.is_needed]
    if needed:
        raise Conflict(f"You own {' and '.join(needed)}, where others work: hand over first, or delete it.")
