"""Every query on API keys. The organization is an argument of each one a caller can reach."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from netra.auth.keys.domain import USE_RESOLUTION, ApiKey
from netra.auth.keys.models import ApiKeyRow


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

    async def by_id(self, key_id: UUID) -> ApiKey | None:
        row = await self._session.scalar(select(ApiKeyRow).where(ApiKeyRow.id == key_id))
        return _key(row) if row else None

    async def add(self, key: ApiKey) -> None:
        await self._session.execute(insert(ApiKeyRow).values(asdict(key)))

    async def disable(self, organization_id: UUID, key_id: UUID, at: datetime) -> bool:
        """Disable a key of the organization, once; whether there is such a key."""
        statement = (
            update(ApiKeyRow)
            .where(ApiKeyRow.id == key_id, ApiKeyRow.organization_id == organization_id)
            .values(disabled_at=func.coalesce(ApiKeyRow.disabled_at, at))
            .returning(ApiKeyRow.id)
        )
        return await self._session.scalar(statement) is not None

    async def note_use(self, key_id: UUID, at: datetime) -> None:
        """Remember when the key was used, to the minute."""
        stale = or_(ApiKeyRow.last_used_at.is_(None), ApiKeyRow.last_used_at < at - USE_RESOLUTION)
        statement = update(ApiKeyRow).where(ApiKeyRow.id == key_id, stale)
        await self._session.execute(statement.values(last_used_at=at))


def _key(row: ApiKeyRow) -> ApiKey:
    return ApiKey(
        id=row.id,
        organization_id=row.organization_id,
        project_id=row.project_id,
        name=row.name,
        digest=row.digest,
        created_by=row.created_by,
        created_at=row.created_at,
        last_used_at=row.last_used_at,
        disabled_at=row.disabled_at,
    )
