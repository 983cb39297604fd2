"""Organizations: the unit of people."""

from dataclasses import dataclass
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

# A fixed id, so that two instances that meet an empty database at once make one organization.
DEFAULT_ORGANIZATION_ID: Final = uuid5(NAMESPACE_URL, "netra:organization:default")
DEFAULT_ORGANIZATION_NAME: Final = "Default organization"
OWNER: Final = "owner"


@dataclass(frozen=True, slots=True)
class Membership:
    """A person's place in an organization."""

    organization_id: UUID
    organization_name: str
    role: str
