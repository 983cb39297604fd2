"""Every query on API keys. The organization is an argument of each one a caller can reach."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from netra.auth.keys.domain import ApiKey
from netra.auth.keys.models import ApiKeyRow
from netra.auth.organizations.models import OrganizationRow
from netra.shared.postgres import among
from netra.shared.rights import Scope


class KeyRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_organization(self, organization_id: UUID, project_id: UUID | None) -> list[ApiKey]:
        """The organization's keys, of one project or all, newest first."""
        query = select(ApiKeyRow).where(ApiKeyRow.organization_id == organization_id)
        if project_id is not None:
            query = query.where(ApiKeyRow.project_id == project_id)
        rows = await self._session.scalars(query.order_by(ApiKeyRow.created_at.desc(), ApiKeyRow.id))
        return [_key(row) for row in rows]

    async def several(self, key_ids: Collection[UUID]) -> dict[UUID, ApiKey]:
        query = select(*ApiKeyRow.__table__.columns).where(among(ApiKeyRow.id, key_ids))
        return {row.id: _key(row) for row in await self._session.execute(query)}

    async def add(self, key: ApiKey) -> None:
        row = {**asdict(key), "scopes": sorted(key.scopes)}
        await self._session.execute(insert(ApiKeyRow).values(row))
        # Whoever is deleting the organization at the same moment is waited for: then it opens nothing either.
        deleted = select(OrganizationRow.deleted_at).where(OrganizationRow.id == key.organization_id)
        deleted_at = await self._session.scalar(deleted.with_for_update(read=True))
        if deleted_at is not None:
            made = update(ApiKeyRow).where(ApiKeyRow.id == key.id)
            await self._session.execute(made.values(suspended_at=deleted_at))

    async def disable(self, key_id: UUID, at: datetime) -> None:
        statement = update(ApiKeyRow).where(ApiKeyRow.id == key_id)
        await self._session.execute(statement.values(disabled_at=at))

    async def locked(self, organization_id: UUID, key_id: UUID) -> ApiKey | None:
        """A key of the organization, which nobody else may change until the transaction ends."""
        query = select(ApiKeyRow).where(ApiKeyRow.id == key_id, ApiKeyRow.organization_id == organization_id)
        row = await self._session.scalar(query.with_for_update())
        return _key(row) if row else None

    async def replace(self, key_id: UUID, successor: UUID, expires_at: datetime) -> None:
        """Have a key expire, no later than it did before, in favour of its successor."""
        sooner = func.least(func.coalesce(ApiKeyRow.expires_at, expires_at), expires_at)
        statement = update(ApiKeyRow).where(ApiKeyRow.id == key_id)
        await self._session.execute(statement.values(replaced_by=successor, expires_at=sooner))

    async def note_uses(self, key_ids: Collection[UUID], at: datetime) -> None:
        """Remember when the keys were used; one that somebody else is noting is left to them."""
        free = select(ApiKeyRow.id).where(ApiKeyRow.id.in_(key_ids)).with_for_update(skip_locked=True)
        statement = update(ApiKeyRow).where(ApiKeyRow.id.in_(free.scalar_subquery()))
        await self._session.execute(statement.values(last_used_at=at))

    async def suspend(self, organization_id: UUID, at: datetime | None) -> Sequence[UUID]:
        """Have no key of the organization be in force, or, with None, those that would be; all of them."""
        statement = update(ApiKeyRow).where(ApiKeyRow.organization_id == organization_id)
        return (
            await self._session.scalars(statement.values(suspended_at=at).returning(ApiKeyRow.id))
        ).all()

    async def remove_all(self, organization_id: UUID) -> None:
        await self._session.execute(delete(ApiKeyRow).where(ApiKeyRow.organization_id == organization_id))

    async def forget_maker(self, user_id: UUID) -> None:
        statement = update(ApiKeyRow).where(ApiKeyRow.created_by == user_id)
        await self._session.execute(statement.values(created_by=None))


def _key(row: ApiKeyRow | Row[Any]) -> ApiKey:
    return ApiKey(
        id=row.id,
        organization_id=row.organization_id,
        project_id=row.project_id,
        name=row.name,
        scopes=frozenset(map(Scope, row.scopes)),
        digest=row.digest,
        created_by=row.created_by,
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        disabled_at=row.disabled_at,
        replaced_by=row.replaced_by,
        suspended_at=row.suspended_at,
    )
