"""Every query on imports, their staged chunks and their queue."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from netra.backend.imports.domain.jobs import (
    IMPORT_QUEUE,
    IMPORT_TASK,
    FileFormat,
    ImportJob,
    ImportState,
    Progress,
    Refusal,
)
from netra.backend.imports.models import ImportChunkRow, ImportRow
from netra.shared.access import ProjectId
from netra.shared.postgres import changes_a_row

_LATEST: Final = 100
# procrastinate's own function, called here so that the job and the import's new state are one transaction.
_DEFER: Final = text(
    "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(CAST(:queue AS text), CAST(:task AS text), 0,"
    " CAST(:lock AS text), NULL, jsonb_build_object('import_id', CAST(:import_id AS text)), NULL)"
    "::procrastinate_job_to_defer_v1])"
)


class ImportRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, job: ImportJob) -> None:
        values = {
            name: getattr(job, name)
            for name in ("id", "project_id", "file_name", "format", "state", "sha256")
        }
        self._session.add(
            ImportRow(
                **values,
                bytes_total=job.bytes_total,
                created_at=job.created_at,
                touched_at=job.created_at,
                refusals=[],
            )
        )

    async def latest(self, project_id: ProjectId) -> list[ImportJob]:
        query = (
            select(ImportRow)
            .where(ImportRow.project_id == project_id)
            .order_by(ImportRow.created_at.desc(), ImportRow.id)
            .limit(_LATEST)
        )
        return [_job(row) for row in await self._session.scalars(query)]

    async def get(self, project_id: ProjectId, import_id: UUID) -> ImportJob | None:
        query = select(ImportRow).where(ImportRow.id == import_id, ImportRow.project_id == project_id)
        row = await self._session.scalar(query)
        return _job(row) if row else None

    async def by_id(self, import_id: UUID) -> ImportJob | None:
        row = await self._session.scalar(select(ImportRow).where(ImportRow.id == import_id))
        return _job(row) if row else None

    async def move(self, import_id: UUID, *, of: tuple[ImportState, ...], **values: object) -> bool:
        """Change an import that is in one of the states `of`; return whether it was."""
        return await changes_a_row(
            self._session,
            update(ImportRow).where(ImportRow.id == import_id, ImportRow.state.in_(of)).values(**values),
        )

    async def advance(
        self, import_id: UUID, attempt: UUID, progress: Progress, at: datetime, **values: object
    ) -> bool:
        """Write progress of one attempt; False when another attempt, a cancel or an end has overtaken it."""
        condition = (
            ImportRow.id == import_id,
            ImportRow.attempt == attempt,
            ImportRow.state == ImportState.RUNNING,
        )
        return await changes_a_row(
            self._session,
            update(ImportRow).where(*condition).values(**_progress(progress), touched_at=at, **values),
        )

    async def abandoned(self, before: datetime) -> list[UUID]:
        """Uploads whose sender has gone: still receiving, yet untouched since."""
        query = select(ImportRow.id).where(
            ImportRow.state == ImportState.RECEIVING, ImportRow.touched_at < before
        )
        return list(await self._session.scalars(query))

    async def add_chunk(self, import_id: UUID, number: int, content: bytes) -> None:
        await self._session.execute(
            insert(ImportChunkRow).values(import_id=import_id, number=number, content=content)
        )

    async def chunk(self, import_id: UUID, number: int) -> bytes | None:
        query = select(ImportChunkRow.content).where(
            ImportChunkRow.import_id == import_id, ImportChunkRow.number == number
        )
        return await self._session.scalar(query)

    async def drop_chunks(self, import_id: UUID) -> None:
        await self._session.execute(delete(ImportChunkRow).where(ImportChunkRow.import_id == import_id))

    async def enqueue(self, job: ImportJob) -> None:
        """Queue the import. Those of a project run one after another: each must see what the others wrote."""
        lock, import_id = str(job.project_id), str(job.id)
        values = {"queue": IMPORT_QUEUE, "task": IMPORT_TASK, "lock": lock, "import_id": import_id}
        await self._session.execute(_DEFER, values)


def _progress(progress: Progress) -> dict[str, Any]:
    values = {name: getattr(progress, name) for name in Progress.__dataclass_fields__}
    return {**values, "refusals": [asdict(refusal) for refusal in progress.refusals]}


def _job(row: ImportRow) -> ImportJob:
    return ImportJob(
        id=row.id,
        project_id=row.project_id,
        file_name=row.file_name,
        format=FileFormat(row.format),
        state=ImportState(row.state),
        sha256=row.sha256,
        bytes_total=row.bytes_total,
        created_at=row.created_at,
        progress=Progress(
            bytes_read=row.bytes_read,
            rows_read=row.rows_read,
            rows_written=row.rows_written,
            rows_known=row.rows_known,
            rows_refused=row.rows_refused,
            refusals=tuple(Refusal(**refusal) for refusal in row.refusals),
        ),
        error=row.error,
        finished_at=row.finished_at,
    )
