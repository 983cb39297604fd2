"""HTTP for imports."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from netra.backend.imports.domain.jobs import ImportJob
from netra.backend.imports.schemas import ImportRead, UploadQuery
from netra.backend.imports.service import ImportService
from netra.backend.ingest.domain.formats.native import TEMPLATE, schema
from netra.backend.projects.routes import ProjectFor, ReadableProject
from netra.backend.projects.service import AccessibleProject
from netra.backend.resources import ResourcesDep
from netra.shared.access import ANYBODY
from netra.shared.rights import CORRECT, IMPORT

router = APIRouter(tags=["imports"])


async def _import_service(resources: ResourcesDep) -> ImportService:
    return ImportService.on(resources)


Imports = Annotated[ImportService, Depends(_import_service)]
ImportingProject = Annotated[AccessibleProject, Depends(ProjectFor(IMPORT))]
CorrectableProject = Annotated[AccessibleProject, Depends(ProjectFor(CORRECT))]


@router.post(
    "/api/projects/{project_id}/imports",
    status_code=202,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
async def create_import(
    project: ImportingProject, query: Annotated[UploadQuery, Query()], request: Request, imports: Imports
) -> ImportRead:
    """Upload a file, as it is or gzipped, up to 5 GB; a worker reads it afterwards."""
    announced = int(request.headers.get("Content-Length", 0))
    job = await imports.receive(project, query.file_name, query.format, request.stream(), announced)
    return _read(job)


@router.get("/api/projects/{project_id}/imports")
async def list_imports(project: ReadableProject, imports: Imports) -> list[ImportRead]:
    """The latest hundred imports, newest first."""
    return [_read(job) for job in await imports.latest(project)]


@router.get("/api/projects/{project_id}/imports/{import_id}")
async def get_import(project: ReadableProject, import_id: UUID, imports: Imports) -> ImportRead:
    """One import and how far it has come."""
    return _read(await imports.get(project, import_id))


@router.post("/api/projects/{project_id}/imports/{import_id}/cancel")
async def cancel_import(project: CorrectableProject, import_id: UUID, imports: Imports) -> ImportRead:
    """Stop an import and remove what it has written."""
    return _read(await imports.cancel(project, import_id))


@router.post("/api/projects/{project_id}/imports/{import_id}/undo")
async def undo_import(project: CorrectableProject, import_id: UUID, imports: Imports) -> ImportRead:
    """Remove every call that a finished import has written."""
    return _read(await imports.undo(project, import_id))


@router.get("/api/imports/template.jsonl", response_class=Response, dependencies=[ANYBODY])
async def get_import_template() -> Response:
    """A file of native JSON lines to start from."""
    headers = {"Content-Disposition": "attachment; filename=netra-calls.jsonl"}
    return Response(TEMPLATE, media_type="application/jsonl", headers=headers)


@router.get("/api/imports/schema.json", dependencies=[ANYBODY])
async def get_import_schema() -> dict[str, Any]:
    """The JSON Schema of one native line."""
    return schema()


def _read(job: ImportJob) -> ImportRead:
    progress = {name: getattr(job.progress, name) for name in job.progress.__dataclass_fields__}
    fields = {name: getattr(job, name) for name in ImportRead.model_fields if name not in progress}
    return ImportRead.model_validate({**fields, **progress}, from_attributes=True)
