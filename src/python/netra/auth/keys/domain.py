"""API keys: only a hash of the secret is kept."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from netra.shared.api_key_format import PresentedKey
from netra.shared.rights import Scope

LONGEST_LIFE: Final = timedelta(days=366)
LONGEST_OVERLAP: Final = timedelta(days=7)
USUAL_OVERLAP: Final = timedelta(hours=24)
"""How long a key that was replaced is still taken, so that whatever uses it can be changed over."""
# How exact "last used" is: one write a minute and key, not one a request.
USE_RESOLUTION: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as the database knows it."""

    id: UUID
    organization_id: UUID
    project_id: UUID
    name: str
    scopes: frozenset[Scope]
    digest: bytes
    created_by: UUID | None
    """None once they are gone; the key stays the organization's."""
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    disabled_at: datetime | None
    replaced_by: UUID | None
    """The key that takes its place; both are taken until this one expires."""

    suspended_at: datetime | None = None
    """Since when its organization is deleted; a restored one has its keys back."""

    @property
    def prefix(self) -> str:
        return PresentedKey(self.id, b"").shown

    def opens_for(self, presented: PresentedKey, now: datetime) -> bool:
        """Whether the secret is this key's and the key is in force; equally fast for every wrong secret."""
        matches = hmac.compare_digest(self.digest, presented.digest)
        return matches and self.is_in_force(now)

    def is_use_to_note(self, now: datetime) -> bool:
        """Whether it was last used so long ago that this use is worth a write."""
        return self.last_used_at is None or self.last_used_at < now - USE_RESOLUTION

    def is_in_force(self, now: datetime) -> bool:
        is_off = self.disabled_at is not None or self.suspended_at is not None
        return not is_off and (self.expires_at is None or now < self.expires_at)
