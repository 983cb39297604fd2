"""Every query on the audit log. The organization is an argument of each one a caller can reach."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, exists, insert, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert as insert_once
from sqlalchemy.ext.asyncio import AsyncSession

from netra.auth.audit.domain import (
    ActorKind,
    AuditFilter,
    Entry,
    Head,
    Outcome,
    Part,
    Personal,
    Recorded,
)
from netra.auth.audit.models import AuditEntryRow, AuditHeadRow, AuditPersonRow


class AuditRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def locked_head(self, organization_id: UUID) -> Head:
        """Where the chain ends; whoever else wants to go on with it waits until this transaction ends."""
        query = select(AuditHeadRow).where(AuditHeadRow.organization_id == organization_id).with_for_update()
        row = await self._session.scalar(query)
        if row is None:
            first = {"organization_id": organization_id, **asdict(Head())}
            await self._session.execute(insert_once(AuditHeadRow).values(first).on_conflict_do_nothing())
            row = await self._session.scalar(query)
        return Head(row.entries, row.digest) if row else Head()

    async def append(self, recorded: Recorded) -> None:
        """Write the entry that follows the locked head."""
        entry = recorded.entry
        key = {"organization_id": entry.organization_id, "number": entry.number}
        await self._session.execute(insert(AuditEntryRow).values(_row(entry)))
        parts = ((Part.ACTOR, recorded.actor), (Part.TARGET, recorded.target))
        people = [{**key, "part": part.value, **asdict(told)} for part, told in parts if told]
        await self._session.execute(insert(AuditPersonRow).values(people))
        await self._session.execute(
            update(AuditHeadRow)
            .where(AuditHeadRow.organization_id == entry.organization_id)
            .values(entries=entry.number, digest=entry.digest)
        )

    async def read_as_of_now(self) -> None:
        """Have all that this transaction reads be of one moment; to be said before anything is read."""
        await self._session.connection(execution_options={"isolation_level": "REPEATABLE READ"})

    async def head(self, organization_id: UUID) -> Head:
        query = select(AuditHeadRow).where(AuditHeadRow.organization_id == organization_id)
        row = await self._session.scalar(query)
        return Head(row.entries, row.digest) if row else Head()

    async def organizations(self) -> list[UUID]:
        """All that have a chain, or entries of one."""
        query = select(AuditHeadRow.organization_id).union(select(AuditEntryRow.organization_id))
        return sorted((await self._session.scalars(query)).all())

    async def newest(
        self, organization_id: UUID, wanted: AuditFilter, before: int | None, limit: int
    ) -> list[Recorded]:
        """The last entries, before a number where one is given, newest first."""
        query = _wanted(organization_id, wanted)
        if before is not None:
            query = query.where(AuditEntryRow.number < before)
        return await self._recorded(query.order_by(AuditEntryRow.number.desc()).limit(limit))

    async def oldest(
        self, organization_id: UUID, wanted: AuditFilter, after: int, before: int | None, limit: int
    ) -> list[Recorded]:
        """The first entries after a number, and before another where one is given, in their order."""
        query = _wanted(organization_id, wanted).where(AuditEntryRow.number > after)
        if before is not None:
            query = query.where(AuditEntryRow.number < before)
        return await self._recorded(query.order_by(AuditEntryRow.number).limit(limit))

    async def forget_person(self, person_id: UUID) -> None:
        """Remove what entries say of a person; the chains stay as they are."""
        await self._session.execute(delete(AuditPersonRow).where(AuditPersonRow.person_id == person_id))

    async def purge(self, organization_id: UUID) -> None:
        """Remove the log of a deleted organization: the database lets nobody do it in another way."""
        allowed = text("SELECT set_config('netra.audit_purge', :organization, true)")
        await self._session.execute(allowed, {"organization": str(organization_id)})
        for table in (AuditPersonRow, AuditEntryRow, AuditHeadRow):
            await self._session.execute(delete(table).where(table.organization_id == organization_id))

    async def _recorded(self, query: Select[AuditEntryRow]) -> list[Recorded]:
        rows: Sequence[AuditEntryRow] = (await self._session.scalars(query)).all()
        if not rows:
            return []
        people = select(AuditPersonRow).where(
            AuditPersonRow.organization_id == rows[0].organization_id,
            AuditPersonRow.number.in_([row.number for row in rows]),
        )
        told = {(row.number, row.part): _personal(row) for row in await self._session.scalars(people)}
        return [
            Recorded(_entry(row), told.get((row.number, Part.ACTOR)), told.get((row.number, Part.TARGET)))
            for row in rows
        ]


def _wanted(organization_id: UUID, wanted: AuditFilter) -> Select[AuditEntryRow]:
    query = select(AuditEntryRow).where(AuditEntryRow.organization_id == organization_id)
    if wanted.actions:
        query = query.where(AuditEntryRow.action.in_([action.value for action in wanted.actions]))
    if wanted.actor_id is not None:
        query = query.where(AuditEntryRow.actor_id == wanted.actor_id)
    if wanted.since is not None:
        query = query.where(AuditEntryRow.at >= wanted.since)
    if wanted.until is not None:
        query = query.where(AuditEntryRow.at < wanted.until)
    if wanted.text:
        is_named = AuditPersonRow.name.icontains(wanted.text, autoescape=True)
        named = exists().where(
            AuditPersonRow.organization_id == AuditEntryRow.organization_id,
            AuditPersonRow.number == AuditEntryRow.number,
            is_named,
        )
        query = query.where(or_(AuditEntryRow.target_name.icontains(wanted.text, autoescape=True), named))
    return query


def _row(entry: Entry) -> dict[str, Any]:
    return {
        **{one.name: getattr(entry, one.name) for one in fields(entry)},
        "actor_kind": entry.actor_kind.value,
        "result": entry.result.value,
        "details": dict(entry.details),
    }


def _entry(row: AuditEntryRow) -> Entry:
    return Entry(
        organization_id=row.organization_id,
        number=row.number,
        at=row.at,
        actor_kind=ActorKind(row.actor_kind),
        actor_id=row.actor_id,
        actor_digest=row.actor_digest,
        action=row.action,
        target_kind=row.target_kind,
        target_id=row.target_id,
        target_name=row.target_name,
        target_digest=row.target_digest,
        details=row.details,
        request_id=row.request_id,
        result=Outcome(row.result),
        previous=row.previous,
        digest=row.digest,
    )


def _personal(row: AuditPersonRow) -> Personal:
    return Personal(row.person_id, row.name, row.address, row.user_agent, row.salt)
