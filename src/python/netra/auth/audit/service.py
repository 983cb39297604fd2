"""Writing the audit log in the transaction of what it tells of, reading it, and computing it again."""

from collections.abc import AsyncIterator
from typing import Final, Self
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from netra.auth.audit.domain import (
    Actor,
    ActorKind,
    AuditAction,
    AuditFilter,
    ChainCheck,
    Deed,
    Origin,
    Recorded,
    Target,
    TargetKind,
    Verification,
    linked,
)
from netra.auth.audit.repository import AuditRepository
from netra.auth.audit.schemas import (
    ENTRY_COLUMNS,
    AuditEntryRead,
    AuditExportQuery,
    AuditPage,
    AuditPageQuery,
    ExportFormat,
    entry_cells,
    entry_line,
)
from netra.auth.resources import Resources
from netra.shared import spreadsheet
from netra.shared.access import Subject
from netra.shared.clock import Clock

ENTRIES_AT_ONCE: Final = 250
"""So many of a chain are read and computed before others have their turn."""


class AuditService:
    def __init__(self, log: AuditRepository, clock: Clock) -> None:
        self._log = log
        self._clock = clock

    @classmethod
    def on(cls, session: AsyncSession, clock: Clock) -> Self:
        return cls(AuditRepository(session), clock)

    async def record(self, caller: Subject, deed: Deed, origin: Origin) -> int:
        """Write what a caller did in the organization they work in; the number of the entry."""
        return await self.record_in(caller.organization_id, actor_of(caller), deed, origin)

    async def record_in(self, organization_id: UUID, actor: Actor, deed: Deed, origin: Origin) -> int:
        """Write what was done in an organization; the number of the entry.

        Comes last in its transaction: until that ends, nobody else writes in the organization, and whoever
        took another lock afterwards could wait for somebody who waits for this one.
        """
        head = await self._log.locked_head(organization_id)
        made = linked(head, organization_id, actor, deed, origin, self._clock.now())
        await self._log.append(made)
        return made.entry.number

    async def page(self, caller: Subject, query: AuditPageQuery) -> AuditPage:
        """Entries of the caller's organization, newest first."""
        found = await self._log.newest(caller.organization_id, query.filter, query.cursor, query.limit + 1)
        page = found[: query.limit]
        more = len(found) > query.limit
        return AuditPage(
            entries=[AuditEntryRead.of(one) for one in page],
            next_cursor=page[-1].entry.number if more else None,
        )

    async def verify(self, organization_id: UUID) -> Verification:
        """Compute the chain of an organization again, as it is at one moment."""
        await self._log.read_as_of_now()
        check, after = ChainCheck(await self._log.head(organization_id)), 0
        while some := await self._log.oldest(organization_id, AuditFilter(), after, None, ENTRIES_AT_ONCE):
            for recorded in some:
                check.take(recorded)
            after = some[-1].entry.number
        return check.end()

    async def organizations(self) -> list[UUID]:
        """All that anything was written of."""
        return await self._log.organizations()

    async def forget_person(self, person_id: UUID) -> None:
        """Remove what the logs say of a person. What they did stays, and that nobody has changed it."""
        await self._log.forget_person(person_id)

    async def purge(self, organization_id: UUID) -> None:
        """Remove the log of an organization that is being removed for good."""
        await self._log.purge(organization_id)


class AuditExport:
    """The log as a file, written while it is read, after the transaction that noted the export."""

    def __init__(self, resources: Resources, organization_id: UUID, query: AuditExportQuery) -> None:
        self._resources = resources
        self._organization_id = organization_id
        self._query = query

    async def noted(self, log: AuditService, caller: Subject, origin: Origin) -> AsyncIterator[str]:
        """Write down that the caller takes the log with them; the pieces of the file, up to that."""
        deed = Deed(AuditAction.AUDIT_EXPORTED, Target(TargetKind.AUDIT), self._query.told)
        return self._pieces(await log.record(caller, deed, origin))

    async def _pieces(self, before: int) -> AsyncIterator[str]:
        if self._query.format is ExportFormat.CSV:
            yield spreadsheet.table([ENTRY_COLUMNS])
        after = 0
        while some := await self._some(after, before):
            yield self._text(some)
            after = some[-1].entry.number

    async def _some(self, after: int, before: int) -> list[Recorded]:
        # A session for each piece: whoever takes the file slowly must not keep a connection meanwhile.
        async with self._resources.database.reading() as session:
            log = AuditRepository(session)
            return await log.oldest(self._organization_id, self._query.filter, after, before, ENTRIES_AT_ONCE)

    def _text(self, some: list[Recorded]) -> str:
        if self._query.format is ExportFormat.CSV:
            return spreadsheet.table(map(entry_cells, some))
        return "".join(map(entry_line, some))


def actor_of(caller: Subject) -> Actor:
    return Actor(ActorKind(caller.kind), caller.subject_id, caller.name)
