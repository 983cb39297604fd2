"""Every query on threads."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from netra.backend.people.domain import NOBODY
from netra.backend.projects.models import ProjectRow
from netra.backend.threads.domain import Thread, TitledBy
from netra.backend.threads.models import ThreadRow
from netra.shared.access import ProjectId

MOST_SEARCHED: Final = 100_000
"""Characters of a thread's questions that the search looks at."""


class ThreadRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, thread: Thread) -> bool:
        """Store a new thread; False when its id is taken."""
        values = {name: getattr(thread, name) for name in Thread.__dataclass_fields__}
        added = insert(ThreadRow).values(**values, asked="").on_conflict_do_nothing().returning(ThreadRow.id)
        return await self._session.scalar(added) is not None

    async def get(self, thread_ids: Collection[UUID]) -> dict[UUID, Thread]:
        """Those of the threads that there are, deleted ones too; the caller asks whom they are for.

        The threads of a deleted project are deleted with it.
        """
        query = select(ThreadRow, ProjectRow.deleted_at).where(ThreadRow.id.in_(thread_ids))
        itself = ProjectRow.id == ThreadRow.project_id
        rows = await self._session.execute(query.join(ProjectRow, itself))
        threads = ((_thread(row), gone_at) for row, gone_at in rows)
        return {one.id: replace(one, deleted_at=one.deleted_at or gone_at) for one, gone_at in threads}

    async def owned(
        self, organization_id: UUID, owner_id: UUID, thread_id: UUID, *, deleted: bool = False
    ) -> Thread | None:
        return await self._one(
            ThreadRow.id == thread_id,
            ThreadRow.organization_id == organization_id,
            ThreadRow.owner_id == owner_id,
            ThreadRow.deleted_at.is_not(None) if deleted else _living(),
        )

    async def page(
        self,
        project_id: ProjectId,
        owner_id: UUID,
        *,
        search: str,
        after: tuple[datetime, UUID] | None,
        limit: int,
    ) -> list[Thread]:
        """The owner's threads, the last changed first, whose title or questions hold `search`."""
        wanted = [ThreadRow.project_id == project_id, ThreadRow.owner_id == owner_id, _living()]
        if search:
            texts = (ThreadRow.title, ThreadRow.asked)
            wanted.append(or_(*(text.icontains(search, autoescape=True) for text in texts)))
        if after:
            wanted.append(tuple_(ThreadRow.changed_at, ThreadRow.id) < after)
        query = select(ThreadRow).where(and_(*wanted))
        ordered = query.order_by(ThreadRow.changed_at.desc(), ThreadRow.id.desc()).limit(limit)
        return [_thread(row) for row in await self._session.scalars(ordered)]

    async def save(self, thread: Thread) -> None:
        values = {name: getattr(thread, name) for name in Thread.__dataclass_fields__ if name != "id"}
        await self._session.execute(update(ThreadRow).where(ThreadRow.id == thread.id).values(**values))

    async def note_question(self, thread_id: UUID, question: str, at: datetime) -> None:
        asked = func.left(func.concat(ThreadRow.asked, "\n", question), MOST_SEARCHED)
        same = ThreadRow.id == thread_id
        await self._session.execute(update(ThreadRow).where(same).values(asked=asked, changed_at=at))

    async def title(self, thread_id: UUID, title: str) -> None:
        """Give a first title to a thread that nobody has given one."""
        untitled = and_(ThreadRow.id == thread_id, ThreadRow.titled_by == TitledBy.NOBODY)
        await self._session.execute(
            update(ThreadRow).where(untitled).values(title=title, titled_by=TitledBy.RUN)
        )

    async def remove_deleted(self, before: datetime) -> None:
        await self._session.execute(delete(ThreadRow).where(ThreadRow.deleted_at < before))

    async def forget_owner(self, owner_id: UUID) -> None:
        """Remove threads that nobody else may read; the others are nobody's."""
        own = ThreadRow.owner_id == owner_id
        await self._session.execute(delete(ThreadRow).where(own, ThreadRow.is_shared.is_(False)))
        await self._session.execute(update(ThreadRow).where(own).values(owner_id=NOBODY))

    async def _one(self, *conditions: ColumnElement[bool]) -> Thread | None:
        row = await self._session.scalar(select(ThreadRow).where(*conditions))
        return _thread(row) if row else None


def _living() -> ColumnElement[bool]:
    return ThreadRow.deleted_at.is_(None)


def _thread(row: ThreadRow) -> Thread:
    values = {name: getattr(row, name) for name in Thread.__dataclass_fields__}
    return Thread(**{**values, "titled_by": TitledBy(row.titled_by)})
