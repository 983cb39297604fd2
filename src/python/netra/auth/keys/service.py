"""Issuing, listing, rotating, disabling and checking API keys."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from netra.auth.audit.domain import AuditAction, Deed, Detail, Origin, Target, TargetKind
from netra.auth.audit.service import AuditService
from netra.auth.keys.domain import ApiKey
from netra.auth.keys.repository import KeyRepository
from netra.auth.keys.schemas import KeyCreate
from netra.auth.resources import Resources
from netra.shared.access import Subject
from netra.shared.api_key_format import PresentedKey
from netra.shared.clock import Clock
from netra.shared.errors import Conflict, NotFound
from netra.shared.revocations import Mark, Revocations
from netra.shared.rights import Scope


class KeyService:
    def __init__(
        self, keys: KeyRepository, audit: AuditService, clock: Clock, revocations: Revocations
    ) -> None:
        self._keys = keys
        self._audit = audit
        self._clock = clock
        self._revocations = revocations

    @classmethod
    def on(cls, resources: Resources, session: AsyncSession) -> Self:
        clock = resources.clock
        return cls(KeyRepository(session), AuditService.on(session, clock), clock, resources.revocations)

    async def list(self, caller: Subject, project_id: UUID | None) -> list[ApiKey]:
        """The keys of the caller's organization."""
        return await self._keys.of_organization(caller.organization_id, project_id)

    async def create(self, caller: Subject, asked: KeyCreate, origin: Origin) -> tuple[ApiKey, str]:
        """A new key and its text, which cannot be had again.

        Whether the project is the organization's own is the backend's to judge, whenever the key is used.
        """
        now = self._clock.now()
        life = timedelta(days=asked.expires_in_days) if asked.expires_in_days else None
        key, text = await self._add(
            caller, asked.project_id, asked.name, frozenset(asked.scopes), now + life if life else None
        )
        await self._audit.record(caller, Deed(AuditAction.KEY_CREATED, _target(key), _told(key)), origin)
        return key, text

    async def rotate(
        self, caller: Subject, key_id: UUID, overlap: timedelta, origin: Origin
    ) -> tuple[ApiKey, str]:
        """A new key in the place of one, which is taken for the time of the overlap and no longer.

        The new one may do the same for as long as the old one might have. NotFound for a key of somebody
        else's, Conflict for one that is not in force or was replaced before.
        """
        now = self._clock.now()
        old = await self._keys.locked(caller.organization_id, key_id)
        if old is None:
            raise NotFound(f"No key {key_id}.")
        if not old.is_in_force(now) or old.replaced_by is not None:
            raise Conflict("This key is disabled, has expired or was replaced: make a new one.")
        expires_at = now + (old.expires_at - old.created_at) if old.expires_at else None
        successor, text = await self._add(caller, old.project_id, old.name, old.scopes, expires_at)
        await self._keys.replace(old.id, successor.id, now + overlap)
        if not overlap:
            await self._revocations.mark(Mark.api_key(old.id))
        hours = overlap // timedelta(hours=1)
        details = {**_told(successor), "successor": str(successor.id), "overlap_hours": hours}
        await self._audit.record(caller, Deed(AuditAction.KEY_ROTATED, _target(old), details), origin)
        return successor, text

    async def _add(
        self,
        caller: Subject,
        project_id: UUID,
        name: str,
        scopes: frozenset[Scope],
        expires_at: datetime | None,
    ) -> tuple[ApiKey, str]:
        presented = PresentedKey.new(uuid4())
        key = ApiKey(
            id=presented.id,
            organization_id=caller.organization_id,
            project_id=project_id,
            name=name,
            scopes=scopes,
            digest=presented.digest,
            created_by=caller.subject_id,
            created_at=self._clock.now(),
            expires_at=expires_at,
            last_used_at=None,
            disabled_at=None,
            replaced_by=None,
        )
        await self._keys.add(key)
        return key, presented.text

    async def disable(self, caller: Subject, key_id: UUID, origin: Origin) -> None:
        """Disable for good; again changes nothing. Someone else's key is not found, like none at all."""
        key = await self._keys.locked(caller.organization_id, key_id)
        if key is None:
            raise NotFound(f"No key {key_id}.")
        if key.disabled_at is None:
            await self._keys.disable(key.id, self._clock.now())
            await self._revocations.mark(Mark.api_key(key.id))
            await self._audit.record(caller, Deed(AuditAction.KEY_DISABLED, _target(key)), origin)

    async def opened(self, presented: Sequence[PresentedKey]) -> Sequence[ApiKey | None]:
        """For each text of a key the key in force that it opens; None for everything else."""
        known = await self._keys.several({one.id for one in presented})
        now = self._clock.now()
        return [
            key if (key := known.get(one.id)) is not None and key.opens_for(one, now) else None
            for one in presented
        ]

    async def note_uses(self, key_ids: Collection[UUID]) -> None:
        """Remember that keys are used now."""
        await self._keys.note_uses(key_ids, self._clock.now())

    async def suspend(self, organization_id: UUID) -> None:
        """Have no key of an organization open anything until they are resumed."""
        suspended = await self._keys.suspend(organization_id, self._clock.now())
        await self._revocations.mark(*map(Mark.api_key, suspended))

    async def resume(self, organization_id: UUID) -> None:
        """Have the keys of an organization open again what they did."""
        await self._keys.suspend(organization_id, None)

    async def remove_all(self, organization_id: UUID) -> None:
        """Remove the keys of an organization for good."""
        await self._keys.remove_all(organization_id)

    async def forget_maker(self, user_id: UUID) -> None:
        """Keep the keys that somebody made, and not that it was they."""
        await self._keys.forget_maker(user_id)


def _target(key: ApiKey) -> Target:
    return Target(TargetKind.API_KEY, key.id, key.name)


def _told(key: ApiKey) -> dict[str, Detail]:
    """What of a key is worth telling; its secret is not."""
    return {
        "project": str(key.project_id),
        "scopes": sorted(key.scopes),
        "expires_at": key.expires_at.isoformat() if key.expires_at else None,
    }
