"""Organizations: the unit of people."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

DEFAULT_ORGANIZATION_NAME: Final = "Default organization"
OWNER: Final = "owner"


@dataclass(frozen=True, slots=True)
class Membership:
    """A person's place in an organization."""

    organization_id: UUID
    organization_name: str
    role: str
