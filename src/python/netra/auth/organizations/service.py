"""Which organization a person works in."""

from typing import Self
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from netra.auth.organizations.domain import (
    DEFAULT_ORGANIZATION_NAME,
    OWNER,
    Membership,
)
from netra.auth.organizations.repository import OrganizationRepository
from netra.shared.access import DEFAULT_ORGANIZATION_ID
from netra.shared.clock import Clock


class OrganizationService:
    def __init__(self, organizations: OrganizationRepository, clock: Clock) -> None:
        self._organizations = organizations
        self._clock = clock

    @classmethod
    def on(cls, session: AsyncSession, clock: Clock) -> Self:
        return cls(OrganizationRepository(session), clock)

    async def join_default(self, user_id: UUID) -> None:
        """Make the person an owner of the default organization, and it too when it is missing."""
        now = self._clock.now()
        await self._organizations.ensure(DEFAULT_ORGANIZATION_ID, DEFAULT_ORGANIZATION_NAME, now)
        await self._organizations.ensure_member(DEFAULT_ORGANIZATION_ID, user_id, OWNER, now)

    async def membership(self, user_id: UUID) -> Membership | None:
        """The organization the person works in, if any."""
        return await self._organizations.membership(user_id)
