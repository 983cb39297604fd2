"""Every query on organizations, memberships and invitations."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from sqlalchemy import Update, delete, exists, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as insert_once
from sqlalchemy.ext.asyncio import AsyncSession

from netra.auth.organizations.domain import NAME_WITHOUT_PEOPLE, DeletedOrganization, Invitation, Membership
from netra.auth.organizations.models import InvitationRow, MembershipRow, OrganizationRow
from netra.shared.postgres import among
from netra.shared.rights import Role


class OrganizationRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def ensure(self, organization_id: UUID, name: str, at: datetime) -> None:
        """Make the organization unless it is there."""
        row = {"id": organization_id, "name": name, "created_at": at}
        await self._session.execute(insert_once(OrganizationRow).values(row).on_conflict_do_nothing())

    async def locked_name(self, organization_id: UUID) -> str | None:
        """The name, which nobody else may change until the transaction ends."""
        query = select(OrganizationRow.name).where(OrganizationRow.id == organization_id)
        return await self._session.scalar(query.with_for_update(key_share=True))

    async def rename(self, organization_id: UUID, name: str) -> None:
        statement = update(OrganizationRow).where(OrganizationRow.id == organization_id)
        await self._session.execute(statement.values(name=name))

    async def ensure_member(self, organization_id: UUID, user_id: UUID, role: Role, at: datetime) -> bool:
        """Make the person a member unless they are one; whether they were none."""
        row = {
            "organization_id": organization_id,
            "user_id": user_id,
            "role": role.value,
            "created_at": at,
        }
        made = insert_once(MembershipRow).values(row).on_conflict_do_nothing()
        return await self._session.scalar(made.returning(MembershipRow.user_id)) is not None

    async def memberships(self, user_ids: Collection[UUID]) -> dict[UUID, tuple[Membership, ...]]:
        """All memberships of each of the people who have any, the oldest first.

        Those of deleted organizations do not count.
        """
        query = (
            select(MembershipRow.user_id, OrganizationRow.id, OrganizationRow.name, MembershipRow.role)
            .join(MembershipRow, MembershipRow.organization_id == OrganizationRow.id)
            .where(among(MembershipRow.user_id, user_ids), OrganizationRow.deleted_at.is_(None))
            .order_by(MembershipRow.user_id, MembershipRow.created_at, OrganizationRow.id)
        )
        rows = (await self._session.execute(query)).all()
        return {
            user_id: tuple(Membership(row[1], row[2], Role(row[3])) for row in of_one)
            for user_id, of_one in groupby(rows, key=itemgetter(0))
        }

    async def roles(self, organization_id: UUID) -> dict[UUID, tuple[Role, datetime]]:
        """Who is a member, in which role and since when."""
        query = select(MembershipRow).where(MembershipRow.organization_id == organization_id)
        rows = await self._session.scalars(query.order_by(MembershipRow.created_at, MembershipRow.user_id))
        return {row.user_id: (Role(row.role), row.created_at) for row in rows}

    async def locked_roles(self, organization_id: UUID, user_ids: Sequence[UUID]) -> dict[UUID, Role]:
        """The roles of some members, which nobody else may change until the transaction ends."""
        query = (
            select(MembershipRow)
            .where(MembershipRow.organization_id == organization_id, MembershipRow.user_id.in_(user_ids))
            .order_by(MembershipRow.user_id)
            .with_for_update()
        )
        return {row.user_id: Role(row.role) for row in await self._session.scalars(query)}

    async def set_role(self, organization_id: UUID, user_id: UUID, role: Role) -> None:
        statement = update(MembershipRow).where(
            MembershipRow.organization_id == organization_id, MembershipRow.user_id == user_id
        )
        await self._session.execute(statement.values(role=role.value))

    async def remove_member(self, organization_id: UUID, user_id: UUID) -> None:
        statement = delete(MembershipRow).where(
            MembershipRow.organization_id == organization_id, MembershipRow.user_id == user_id
        )
        await self._session.execute(statement)

    async def add_invitation(self, invitation: Invitation, digest: bytes) -> None:
        row = {**asdict(invitation), "role": invitation.role.value, "digest": digest}
        await self._session.execute(insert(InvitationRow).values(row))

    async def open_invitations(self, organization_id: UUID, now: datetime) -> list[Invitation]:
        """Those that can still be accepted, newest first."""
        query = select(InvitationRow).where(
            InvitationRow.organization_id == organization_id,
            InvitationRow.accepted_by.is_(None),
            InvitationRow.revoked_at.is_(None),
            InvitationRow.expires_at > now,
        )
        rows = await self._session.scalars(query.order_by(InvitationRow.created_at.desc(), InvitationRow.id))
        return [_invitation(row) for row in rows]

    async def revoke_of(self, organization_id: UUID, user_id: UUID, at: datetime) -> None:
        """Take back every open invitation that a member has made."""
        statement = update(InvitationRow).where(
            InvitationRow.organization_id == organization_id,
            InvitationRow.created_by == user_id,
            InvitationRow.accepted_by.is_(None),
            InvitationRow.revoked_at.is_(None),
        )
        await self._session.execute(statement.values(revoked_at=at))

    async def locked_invitation(self, digest: bytes) -> Invitation | None:
        """The invitation of a link; whoever else follows it waits until this transaction ends."""
        living = exists().where(
            OrganizationRow.id == InvitationRow.organization_id, OrganizationRow.deleted_at.is_(None)
        )
        query = select(InvitationRow).where(InvitationRow.digest == digest, living)
        row = await self._session.scalar(query.with_for_update())
        return _invitation(row) if row else None

    async def accept(self, invitation_id: UUID, user_id: UUID) -> None:
        statement = update(InvitationRow).where(InvitationRow.id == invitation_id)
        await self._session.execute(statement.values(accepted_by=user_id))

    async def revoke(self, organization_id: UUID, invitation_id: UUID, at: datetime) -> bool:
        """Whether there was such an open invitation of the organization."""
        statement = (
            update(InvitationRow)
            .where(
                InvitationRow.id == invitation_id,
                InvitationRow.organization_id == organization_id,
                InvitationRow.accepted_by.is_(None),
                InvitationRow.revoked_at.is_(None),
            )
            .values(revoked_at=at)
            .returning(InvitationRow.id)
        )
        return await self._session.scalar(statement) is not None

    async def locked_memberships(self, user_id: UUID) -> dict[UUID, Role]:
        """A person's roles by organization, deleted ones too; nobody else changes them meanwhile."""
        query = select(MembershipRow).where(MembershipRow.user_id == user_id)
        rows = await self._session.scalars(query.order_by(MembershipRow.organization_id).with_for_update())
        return {row.organization_id: Role(row.role) for row in rows}

    async def locked_living(self, organization_ids: Collection[UUID]) -> dict[UUID, str]:
        """The names of those that are not deleted; nobody changes or deletes them meanwhile."""
        query = select(OrganizationRow).where(
            OrganizationRow.id.in_(organization_ids), OrganizationRow.deleted_at.is_(None)
        )
        # Not against rows that refer to it: whoever makes one may be waiting for a person who is held here.
        held = query.order_by(OrganizationRow.id).with_for_update(key_share=True)
        rows = await self._session.scalars(held)
        return {row.id: row.name for row in rows}

    async def set_deleted(self, organization_id: UUID, at: datetime | None) -> None:
        statement = update(OrganizationRow).where(OrganizationRow.id == organization_id)
        await self._session.execute(statement.values(deleted_at=at))

    async def deleted_of(self, owner_id: UUID, *, only: UUID | None = None) -> list[DeletedOrganization]:
        """The deleted organizations of an owner, the last deleted first; `only` is held until the end."""
        query = (
            select(OrganizationRow)
            .join(MembershipRow, MembershipRow.organization_id == OrganizationRow.id)
            .where(MembershipRow.user_id == owner_id, MembershipRow.role == Role.OWNER.value)
            .where(OrganizationRow.deleted_at.is_not(None))
            .order_by(OrganizationRow.deleted_at.desc(), OrganizationRow.id)
        )
        if only is not None:
            query = query.where(OrganizationRow.id == only).with_for_update(of=OrganizationRow)
        rows = await self._session.scalars(query)
        return [DeletedOrganization(row.id, row.name, row.deleted_at) for row in rows if row.deleted_at]

    async def locked_expired(self, deleted_before: datetime) -> UUID | None:
        """An organization that was deleted before a moment, which nobody else is removing."""
        query = select(OrganizationRow.id).where(OrganizationRow.deleted_at < deleted_before)
        return await self._session.scalar(query.limit(1).with_for_update(skip_locked=True))

    async def remove(self, organization_id: UUID) -> None:
        """Remove an organization with its memberships and invitations."""
        for table in (InvitationRow, MembershipRow):
            await self._session.execute(delete(table).where(table.organization_id == organization_id))
        await self._session.execute(delete(OrganizationRow).where(OrganizationRow.id == organization_id))

    async def forget_person(self, user_id: UUID) -> None:
        """Remove a person's memberships and what they invited or were invited by; used links stay others'."""
        unused = (InvitationRow.created_by == user_id) & InvitationRow.accepted_by.is_(None)
        statement = delete(InvitationRow).where(or_(InvitationRow.accepted_by == user_id, unused))
        await self._session.execute(statement)
        made = update(InvitationRow).where(InvitationRow.created_by == user_id)
        await self._session.execute(made.values(created_by=None))
        await self._session.execute(_unname_deleted(user_id))
        await self._session.execute(delete(MembershipRow).where(MembershipRow.user_id == user_id))


def _unname_deleted(user_id: UUID) -> Update:
    """What a person owned alone and has deleted keeps no name that may be theirs."""
    theirs = select(MembershipRow.organization_id).where(MembershipRow.user_id == user_id)
    others = exists().where(
        MembershipRow.organization_id == OrganizationRow.id,
        MembershipRow.user_id != user_id,
        MembershipRow.role == Role.OWNER.value,
    )
    deleted = OrganizationRow.id.in_(theirs) & OrganizationRow.deleted_at.is_not(None)
    return update(OrganizationRow).where(deleted, ~others).values(name=NAME_WITHOUT_PEOPLE)


def _invitation(row: InvitationRow) -> Invitation:
    return Invitation(
        id=row.id,
        organization_id=row.organization_id,
        role=Role(row.role),
        note=row.note,
        created_by=row.created_by,
        created_at=row.created_at,
        expires_at=row.expires_at,
        accepted_by=row.accepted_by,
        revoked_at=row.revoked_at,
    )
