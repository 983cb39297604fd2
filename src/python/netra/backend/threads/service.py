"""What a user may do with threads."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Self
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from netra.backend.projects.domain import RESTORABLE_FOR
from netra.backend.projects.service import AccessibleProject
from netra.backend.resources import Resources
from netra.backend.threads.domain import Thread, TitledBy, title_from
from netra.backend.threads.repository import ThreadRepository
from netra.backend.threads.schemas import ThreadChange, ThreadQuery
from netra.shared.access import Subject
from netra.shared.clock import Clock
from netra.shared.errors import Conflict, Gone, Invalid, NotFound


class ThreadService:
    def __init__(self, threads: ThreadRepository, clock: Clock) -> None:
        self._threads = threads
        self._clock = clock

    @classmethod
    def on(cls, resources: Resources, session: AsyncSession) -> Self:
        return cls(ThreadRepository(session), resources.clock)

    async def create(self, found: AccessibleProject, owner: Subject, thread_id: UUID | None) -> Thread:
        """Begin a thread; the one that is there when it was begun before."""
        known = await self._own(owner, thread_id) if thread_id else None
        if known is not None:
            return known
        now = self._clock.now()
        thread = Thread(
            id=thread_id or uuid4(),
            organization_id=owner.organization_id,
            project_id=found.id,
            owner_id=owner.subject_id,
            title="",
            titled_by=TitledBy.NOBODY,
            is_shared=False,
            created_at=now,
            changed_at=now,
        )
        if not await self._threads.add(thread):
            raise Conflict("This id is taken: choose another one.")
        return thread

    async def page(self, found: AccessibleProject, owner: Subject, query: ThreadQuery) -> Sequence[Thread]:
        """The caller's own threads, the last changed first."""
        after = _position(query.cursor) if query.cursor else None
        return await self._threads.page(
            found.id, owner.subject_id, search=query.search.strip(), after=after, limit=query.limit
        )

    async def readable(self, reader: Subject, thread_id: UUID) -> Thread:
        """A thread of the reader's own, or one that was shared within the organization."""
        thread = (await self.known([thread_id])).get(thread_id)
        if thread is None or not thread.is_readable_by(reader.organization_id, reader.subject_id):
            raise NotFound(f"No thread {thread_id}.")
        return thread

    async def known(self, thread_ids: Collection[UUID]) -> dict[UUID, Thread]:
        """Those of the threads that there are, for whoever asks each of them `is_readable_by`."""
        return await self._threads.get(thread_ids)

    async def owned(self, owner: Subject, thread_id: UUID) -> Thread:
        """A thread in which the caller may ask and which the caller may change."""
        thread = await self._own(owner, thread_id)
        if thread is None:
            raise NotFound(f"No thread {thread_id} of yours.")
        return thread

    async def change(self, owner: Subject, thread_id: UUID, change: ThreadChange) -> Thread:
        """Rename or share; what is not given stays."""
        thread = await self.owned(owner, thread_id)
        if change.title is not None:
            thread = replace(thread, title=change.title, titled_by=TitledBy.USER)
        if change.is_shared is not None:
            thread = replace(thread, is_shared=change.is_shared)
        await self._threads.save(thread)
        return thread

    async def delete(self, owner: Subject, thread_id: UUID) -> None:
        """Hide the thread; it can be restored for `RESTORABLE_FOR`."""
        thread = await self.owned(owner, thread_id)
        await self._threads.save(replace(thread, deleted_at=self._clock.now()))

    async def restore(self, owner: Subject, thread_id: UUID) -> Thread:
        """Undo a deletion; restoring a living thread changes nothing."""
        thread = await self._own(owner, thread_id, deleted=True)
        if thread is None or thread.deleted_at is None:
            return await self.owned(owner, thread_id)
        if self._clock.now() - thread.deleted_at > RESTORABLE_FOR:
            raise Gone("This thread was deleted more than 30 days ago.")
        restored = replace(thread, deleted_at=None)
        await self._threads.save(restored)
        return restored

    async def ask(self, thread: Thread, question: str) -> None:
        """Note that a question was asked: it can be searched for, and the thread is the latest."""
        await self._threads.note_question(thread.id, question, self._clock.now())

    async def title_after(self, thread_id: UUID, question: str) -> str:
        """Title a thread that nobody has titled, after its first question; return that title."""
        title = title_from(question)
        await self._threads.title(thread_id, title)
        return title

    async def purge(self) -> None:
        """Remove for good what was deleted too long ago to be restored."""
        await self._threads.remove_deleted(self._clock.now() - RESTORABLE_FOR)

    async def forget_owner(self, owner_id: UUID) -> None:
        """Remove what only somebody who is gone could read; what they shared stays, and nobody owns it."""
        await self._threads.forget_owner(owner_id)

    async def _own(self, owner: Subject, thread_id: UUID, *, deleted: bool = False) -> Thread | None:
        return await self._threads.owned(owner.organization_id, owner.subject_id, thread_id, deleted=deleted)


def next_cursor(page: Sequence[Thread], limit: int) -> str | None:
    """Where the next page goes on; None when this one was the last."""
    return f"{page[-1].changed_at.isoformat()}_{page[-1].id}" if len(page) == limit else None


def _position(cursor: str) -> tuple[datetime, UUID]:
    at, _, thread_id = cursor.partition("_")
    try:
        position = datetime.fromisoformat(at), UUID(thread_id)
    except ValueError:
        raise Invalid("This is not the cursor of a page of threads.") from None
    if position[0].tzinfo is None:
        raise Invalid("This is not the cursor of a page of threads.")
    return position
