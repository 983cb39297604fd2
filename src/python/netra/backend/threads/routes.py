"""HTTP for threads."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from netra.backend.projects.routes import Analyst, Member, ProjectFor
from netra.backend.projects.service import AccessibleProject
from netra.backend.resources import ResourcesDep
from netra.backend.threads.schemas import ThreadChange, ThreadCreate, ThreadPage, ThreadQuery, ThreadRead
from netra.backend.threads.service import ThreadService, next_cursor
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
    read = [ThreadRead.model_validate(thread) for thread in page]
    return ThreadPage(threads=read, next_cursor=next_cursor(page, query.limit))


@router.post("/api/projects/{project_id}/threads", status_code=201)
async def create_thread(
    project: ProjectOfAnalyst, body: ThreadCreate, user: Analyst, threads: Threads
) -> ThreadRead:
    """Begin a thread."""
    return ThreadRead.model_validate(await threads.create(project, user, body.id))


@router.get("/api/threads/{thread_id}")
async def get_thread(thread_id: UUID, user: Member, threads: Threads) -> ThreadRead:
    """Get a thread of one's own, or one that was shared within the organization."""
    return ThreadRead.model_validate(await threads.readable(user, thread_id))


@router.patch("/api/threads/{thread_id}")
async def change_thread(thread_id: UUID, body: ThreadChange, user: Analyst, threads: Threads) -> ThreadRead:
    """Rename a thread, share it or stop sharing it."""
    return ThreadRead.model_validate(await threads.change(user, thread_id, body))


@router.delete("/api/threads/{thread_id}", status_code=204)
async def delete_thread(thread_id: UUID, user: Analyst, threads: Threads) -> None:
    """Delete a thread; it can be restored for 30 days."""
    await threads.delete(user, thread_id)


@router.post("/api/threads/{thread_id}/restore")
async def restore_thread(thread_id: UUID, user: Analyst, threads: Threads) -> ThreadRead:
    """Undo a deletion."""
    return ThreadRead.model_validate(await threads.restore(user, thread_id))
