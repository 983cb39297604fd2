"""HTTP for threads."""

from dataclasses import asdict
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from netra.backend.people.service import PeopleService
from netra.backend.projects.routes import Analyst, Member, ProjectFor
from netra.backend.projects.service import AccessibleProject
from netra.backend.resources import ResourcesDep
from netra.backend.threads.domain import Thread
from netra.backend.threads.schemas import ThreadChange, ThreadCreate, ThreadPage, ThreadQuery, ThreadRead
from netra.backend.threads.service import ThreadService, next_cursor
from netra.shared.access import Subject
from netra.shared.postgres import SessionDep
from netra.shared.rights import FOLLOW, WORK

router = APIRouter(tags=["threads"])


async def _thread_service(resources: ResourcesDep, session: SessionDep) -> ThreadService:
    return ThreadService.on(resources, session)


Threads = Annotated[ThreadService, Depends(_thread_service)]
ProjectOfMember = Annotated[AccessibleProject, Depends(ProjectFor(FOLLOW))]
ProjectOfAnalyst = Annotated[AccessibleProject, Depends(ProjectFor(WORK))]


@router.get("/api/projects/{project_id}/threads")
async def list_threads(
    project: ProjectOfMember, query: Annotated[ThreadQuery, Query()], user: Member, threads: Threads
) -> ThreadPage:
    """List the caller's threads, the last changed first."""
    page = await threads.page(project, user, query)
    read = [_own(thread, user) for thread in page]
    return ThreadPage(threads=read, next_cursor=next_cursor(page, query.limit))


@router.post("/api/projects/{project_id}/threads", status_code=201)
async def create_thread(
    project: ProjectOfAnalyst, body: ThreadCreate, user: Analyst, threads: Threads
) -> ThreadRead:
    """Begin a thread."""
    return _own(await threads.create(project, user, body.id), user)


@router.get("/api/threads/{thread_id}")
async def get_thread(thread_id: UUID, user: Member, threads: Threads, session: SessionDep) -> ThreadRead:
    """Get a thread of one's own, or one that was shared within the organization."""
    thread = await threads.readable(user, thread_id)
    names = await PeopleService.on(session).names([thread.owner_id])
    return _read(thread, names.get(thread.owner_id))


@router.patch("/api/threads/{thread_id}")
async def change_thread(thread_id: UUID, body: ThreadChange, user: Analyst, threads: Threads) -> ThreadRead:
    """Rename a thread, share it or stop sharing it."""
    return _own(await threads.change(user, thread_id, body), user)


@router.delete("/api/threads/{thread_id}", status_code=204)
async def delete_thread(thread_id: UUID, user: Analyst, threads: Threads) -> None:
    """Delete a thread; it can be restored for 30 days."""
    await threads.delete(user, thread_id)


@router.post("/api/threads/{thread_id}/restore")
async def restore_thread(thread_id: UUID, user: Analyst, threads: Threads) -> ThreadRead:
    """Undo a deletion."""
    return _own(await threads.restore(user, thread_id), user)


def _own(thread: Thread, owner: Subject) -> ThreadRead:
    return _read(thread, owner.name)


def _read(thread: Thread, owner_name: str | None) -> ThreadRead:
    return ThreadRead.model_validate({**asdict(thread), "owner_name": owner_name})
