"""Every query on organizations and memberships."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from netra.auth.organizations.domain import Membership
from netra.auth.organizations.models import MembershipRow, OrganizationRow


class OrganizationRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def ensure(self, organization_id: UUID, name: str, at: datetime) -> None:
        """Make the organization unless it is there."""
        row = {"id": organization_id, "name": name, "created_at": at}
        await self._session.execute(insert(OrganizationRow).values(row).on_conflict_do_nothing())

    async def ensure_member(self, organization_id: UUID, user_id: UUID, role: str, at: datetime) -> None:
        """Make the person a member unless they are one."""
        row = {"organization_id": organization_id, "user_id": user_id, "role": role, "created_at": at}
        await self._session.execute(insert(MembershipRow).values(row).on_conflict_do_nothing())

    async def membership(self, user_id: UUID) -> Membership | None:
        """The person's oldest membership."""
        query = (
            select(OrganizationRow.id, OrganizationRow.name, MembershipRow.role)
            .join(MembershipRow, MembershipRow.organization_id == OrganizationRow.id)
            .where(MembershipRow.user_id == user_id)
            .order_by(MembershipRow.created_at, OrganizationRow.id)
            .limit(1)
        )
        row = (await self._session.execute(query)).first()
        return Membership(*row) if row else None
