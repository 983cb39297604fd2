"""HTTP for projects, and the dependency that lets other routes at one."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from netra.backend.projects.schemas import ProjectChange, ProjectCreate, ProjectRead
from netra.backend.projects.service import AccessibleProject, CountedProject, ProjectService
from netra.backend.resources import ResourcesDep
from netra.shared.access import Allowed, CurrentSubject, Subject
from netra.shared.postgres import SessionDep
from netra.shared.rights import ADMINISTER, FOLLOW, MANAGE, READ, WORK, Rule

router = APIRouter(prefix="/api/projects", tags=["projects"])


async def _project_service(resources: ResourcesDep, session: SessionDep) -> ProjectService:
    return ProjectService.on(resources, session)


class ProjectFor:
    """The dependency of a route on one project: names who may, and finds the project for them."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule

    async def __call__(
        self, project_id: UUID, subject: CurrentSubject, resources: ResourcesDep
    ) -> AccessibleProject:
        """The project, where the subject may do this and it is of theirs."""
        subject.require(self.rule)
        # In a transaction of its own: an upload or a replay behind it must not hold a connection for minutes.
        async with resources.database.session() as session:
            return await ProjectService.on(resources, session).accessible(subject, project_id)


Projects = Annotated[ProjectService, Depends(_project_service)]
Reader = Annotated[Subject, Depends(Allowed(READ))]
Member = Annotated[Subject, Depends(Allowed(FOLLOW))]
Analyst = Annotated[Subject, Depends(Allowed(WORK))]
Manager = Annotated[Subject, Depends(Allowed(MANAGE))]
Admin = Annotated[Subject, Depends(Allowed(ADMINISTER))]
ReadableProject = Annotated[AccessibleProject, Depends(ProjectFor(READ))]


@router.get("")
async def list_projects(user: Member, projects: Projects) -> list[ProjectRead]:
    """List the projects of the caller's organization."""
    return [_read(counted) for counted in await projects.living(user)]


@router.get("/deleted")
async def list_deleted_projects(user: Member, projects: Projects) -> list[ProjectRead]:
    """List the projects that were deleted in the last 30 days and can be restored."""
    return [_read(counted) for counted in await projects.restorable(user)]


@router.post("", status_code=201)
async def create_project(body: ProjectCreate, user: Admin, projects: Projects) -> ProjectRead:
    """Create a project."""
    return _read(await projects.create(user, body))


@router.get("/{project_id}")
async def get_project(project_id: UUID, user: Reader, projects: Projects) -> ProjectRead:
    """Get one project."""
    return _read(await projects.get(user, project_id))


@router.patch("/{project_id}")
async def change_project(
    project_id: UUID, body: ProjectChange, user: Manager, projects: Projects
) -> ProjectRead:
    """Change what is given; text policy and price book are fixed once calls exist (409)."""
    return _read(await projects.change(user, project_id, body))


@router.delete("/{project_id}", status_code=204)
async def delete_project(project_id: UUID, user: Admin, projects: Projects) -> None:
    """Delete a project; it can be restored for 30 days."""
    await projects.delete(user, project_id)


@router.post("/{project_id}/restore")
async def restore_project(project_id: UUID, user: Admin, projects: Projects) -> ProjectRead:
    """Undo a deletion."""
    return _read(await projects.restore(user, project_id))


def _read(counted: CountedProject) -> ProjectRead:
    project = counted.project
    fields = {name: getattr(project, name) for name in ProjectRead.model_fields if name != "calls"}
    return ProjectRead.model_validate({**fields, "calls": counted.calls}, from_attributes=True)
