"""Issuing, listing, disabling and checking API keys."""

from typing import Self
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from netra.auth.keys.domain import ApiKey, PresentedKey
from netra.auth.keys.repository import KeyRepository
from netra.shared.access import Subject
from netra.shared.clock import Clock
from netra.shared.errors import NotFound


class KeyService:
    def __init__(self, keys: KeyRepository, clock: Clock) -> None:
        self._keys = keys
        self._clock = clock

    @classmethod
    def on(cls, session: AsyncSession, clock: Clock) -> Self:
        return cls(KeyRepository(session), clock)

    async def list(self, caller: Subject, project_id: UUID | None) -> list[ApiKey]:
        """The keys of the caller's organization."""
        return await self._keys.of_organization(caller.organization_id, project_id)

    async def create(self, caller: Subject, project_id: UUID, name: str) -> tuple[ApiKey, str]:
        """A new key and its text, which cannot be had again.

        Whether the project is the organization's own is the backend's to judge, whenever the key is used.
        """
        presented = PresentedKey.new(uuid4())
        key = ApiKey(
            id=presented.id,
            organization_id=caller.organization_id,
            project_id=project_id,
            name=name,
            digest=presented.digest,
            created_by=caller.subject_id,
            created_at=self._clock.now(),
            last_used_at=None,
            disabled_at=None,
        )
        await self._keys.add(key)
        return key, presented.text

    async def disable(self, caller: Subject, key_id: UUID) -> None:
        """Disable for good; again changes nothing. Someone else's key is not found, like none at all."""
        if not await self._keys.disable(caller.organization_id, key_id, self._clock.now()):
            raise NotFound(f"No key {key_id}.")

    async def holder(self, text: str) -> ApiKey | None:
        """The key in force that the text opens; None for everything else."""
        presented = PresentedKey.parse(text)
        key = await self._keys.by_id(presented.id) if presented else None
        if presented is None or key is None or not key.opens_for(presented):
            return None
        await self._keys.note_use(key.id, self._clock.now())
        return key
