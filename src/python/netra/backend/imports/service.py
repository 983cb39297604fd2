"""Files on their way to calls: received in chunks, read by a worker, cancelled or undone by their sender."""

import asyncio
import hashlib
import io
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import IO, Any, Final, Self, cast
from uuid import UUID, uuid4

from netra.backend.calls.domain.call import Call
from netra.backend.calls.service import CallService
from netra.backend.imports.domain.chunks import ChunkFile
from netra.backend.imports.domain.jobs import (
    CHUNK_BYTES,
    MOST_BYTES,
    FileFormat,
    ImportJob,
    ImportState,
    Progress,
    Refusal,
)
from netra.backend.imports.domain.reading import Batch, FileError, content_sha256, read_file
from netra.backend.imports.domain.samples import SAMPLES, SampleProject
from netra.backend.imports.repository import ImportRepository
from netra.backend.ingest.domain.formats.records import Refused, Source, guarded
from netra.backend.ingest.domain.intake import Intake
from netra.backend.pricing.service import PricingService
from netra.backend.projects.service import AccessibleProject, ProjectService
from netra.backend.resources import Resources
from netra.backend.worker import DrainingError, OvertakenError
from netra.shared.access import DEFAULT_ORGANIZATION_ID, ProjectId
from netra.shared.errors import Conflict, NotFound, TooLarge

ABANDONED_AFTER: Final = timedelta(minutes=10)
_PARQUET_ROWS: Final = 500
"""Decoded at a time: a row's texts can be far larger than the file."""
GROWN: Final = (
    "Another import holds this sum as it was earlier, when it was smaller. Undo that import, then send this "
    "file again."
)
_OPEN: Final = tuple(state for state in ImportState if state.is_open)


class ImportService:
    """Opens its own short transactions: an upload or an import is far longer than one may be."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._calls = CallService.on(resources)
        self._pricing = PricingService.on(resources)

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return cls(resources)

    async def receive(
        self,
        found: AccessibleProject,
        file_name: str,
        format_: FileFormat,
        stream: AsyncIterator[bytes],
        announced: int = 0,
    ) -> ImportJob:
        """Stage an upload of `announced` bytes, 0 when it did not say, and queue its import.

        Raises TooLarge; what ends early leaves nothing behind.
        """
        _check_size(announced)
        job = self._new(found, file_name, format_)
        async with self._imports() as imports:
            await imports.add(job)
        try:
            digest, size = await self._stage(job.id, stream)
        except BaseException:
            await asyncio.shield(self._end(job.id, ImportState.FAILED, error="The upload ended early."))
            raise
        async with self._imports() as imports:
            values = {"state": ImportState.QUEUED, "sha256": digest, "bytes_total": size}
            if not await imports.move(job.id, of=(ImportState.RECEIVING,), **values):
                raise Conflict("The import was cancelled while its file was being received.")
            await imports.enqueue(job)
        return await self.get(found, job.id)

    async def latest(self, found: AccessibleProject) -> list[ImportJob]:
        async with self._imports() as imports:
            return await imports.latest(found.id)

    async def get(self, found: AccessibleProject, import_id: UUID) -> ImportJob:
        async with self._imports() as imports:
            job = await imports.get(found.id, import_id)
        if job is None:
            raise NotFound(f"No import {import_id}.")
        return job

    async def cancel(self, found: AccessibleProject, import_id: UUID) -> ImportJob:
        """Stop an import; what it has written is removed. Conflict when it has already ended."""
        job = await self.get(found, import_id)
        if job.state is ImportState.CANCELLED:
            return job
        if not await self._end(import_id, ImportState.CANCELLED):
            raise Conflict(f"The import is {job.state}: there is nothing to cancel.")
        await self._calls.forget_import(found.id, import_id)
        return await self.get(found, import_id)

    async def undo(self, found: AccessibleProject, import_id: UUID) -> ImportJob:
        """Remove every call that a finished import has written. Conflict when it has not finished."""
        job = await self.get(found, import_id)
        if job.state is ImportState.UNDONE:
            return job
        if job.state is not ImportState.DONE:
            raise Conflict(f"The import is {job.state}: only a finished one can be undone.")
        await self._calls.forget_import(found.id, import_id)
        async with self._imports() as imports:
            await imports.move(import_id, of=(ImportState.DONE,), state=ImportState.UNDONE)
        return await self.get(found, import_id)

    async def run(self, import_id: UUID, is_draining: Callable[[], bool]) -> None:
        """Do the import; may be called again after any crash. Raises DrainingError or Unavailable."""
        async with self._imports() as imports:
            job = await imports.by_id(import_id)
        if job is None:
            return
        found = await self._project(job)
        if not job.state.is_open:
            await self._forget(job)
        elif found is None:
            await self._fail(job, "The project was deleted before the file was read.")
        else:
            await self._try(found, job, is_draining)

    async def _try(self, found: AccessibleProject, job: ImportJob, is_draining: Callable[[], bool]) -> None:
        try:
            await _Attempt(self._resources, found, job, is_draining).run()
        except FileError as error:
            await self._fail(job, str(error))
        except OvertakenError:
            await self._forget(job)

    async def give_up(self, import_id: UUID, reason: str) -> None:
        """End an import that cannot be done; what it has written is removed. Raises Unavailable."""
        async with self._imports() as imports:
            job = await imports.by_id(import_id)
        if job is not None:
            await self._fail(job, reason)

    async def provide_samples(self, read: Callable[[SampleProject], bytes]) -> list[ImportJob]:
        """Create the sample projects that are not there and queue their files; safe to repeat.

        A sample that somebody deleted stays deleted. `read` returns a sample's packaged file.
        """
        jobs = []
        for sample in SAMPLES:
            found = await self._sample_project(sample)
            if found is not None and not await self._has_come_in(found):
                stream = _once(await asyncio.to_thread(read, sample))
                jobs.append(await self.receive(found, sample.file[1], FileFormat.AUTO, stream))
        return jobs

    async def _sample_project(self, sample: SampleProject) -> AccessibleProject | None:
        async with self._resources.database.session() as session:
            projects = ProjectService.on(self._resources, session)
            return await projects.provide_sample(
                DEFAULT_ORGANIZATION_ID,
                sample.id,
                sample.name,
                price_book=sample.price_book,
                assumed_price=sample.assumed_price,
                sample=sample.sample,
            )

    async def _has_come_in(self, found: AccessibleProject) -> bool:
        """Whether the sample's file is there, on its way, or was taken out by somebody."""
        came = {ImportState.QUEUED, ImportState.RUNNING, ImportState.DONE, ImportState.UNDONE}
        return any(job.state in came for job in await self.latest(found))

    async def clean(self) -> None:
        """Drop uploads whose sender has gone."""
        async with self._imports() as imports:
            abandoned = await imports.abandoned(self._resources.clock.now() - ABANDONED_AFTER)
        for import_id in abandoned:
            await self._end(import_id, ImportState.FAILED, error="The upload ended early.")

    def _new(self, found: AccessibleProject, file_name: str, format_: FileFormat) -> ImportJob:
        return ImportJob(
            id=uuid4(),
            project_id=found.id,
            file_name=file_name,
            format=format_,
            state=ImportState.RECEIVING,
            sha256="",
            bytes_total=0,
            created_at=self._resources.clock.now(),
        )

    async def _stage(self, import_id: UUID, stream: AsyncIterator[bytes]) -> tuple[str, int]:
        """Store the stream in chunks; return its SHA-256 and size."""
        digest, size, number, pending = hashlib.sha256(), 0, 0, bytearray()
        async for piece in stream:
            digest.update(piece)
            size += len(piece)
            _check_size(size)
            pending += piece
            while len(pending) >= CHUNK_BYTES:
                await self._add_chunk(import_id, number, bytes(pending[:CHUNK_BYTES]))
                del pending[:CHUNK_BYTES]
                number += 1
        if pending:
            await self._add_chunk(import_id, number, bytes(pending))
        return digest.hexdigest(), size

    async def _add_chunk(self, import_id: UUID, number: int, content: bytes) -> None:
        async with self._imports() as imports:
            touched = await imports.move(
                import_id, of=(ImportState.RECEIVING,), touched_at=self._resources.clock.now()
            )
            if not touched:
                raise Conflict("The import was cancelled while its file was being received.")
            await imports.add_chunk(import_id, number, content)

    async def _project(self, job: ImportJob) -> AccessibleProject | None:
        async with self._resources.database.session() as session:
            return await ProjectService.on(self._resources, session).authorised_before(job.project_id)

    async def _fail(self, job: ImportJob, reason: str) -> None:
        """A failed import leaves nothing behind but the reason. Raises Unavailable; safe to repeat."""
        await self._end(job.id, ImportState.FAILED, error=reason)
        await self._forget(job)

    async def _forget(self, job: ImportJob) -> None:
        """Remove what an import that came to nothing has written; one that goes on elsewhere is left."""
        async with self._imports() as imports:
            now = await imports.by_id(job.id)
        if now is not None and not now.state.is_open and now.state is not ImportState.DONE:
            await self._calls.forget_import(ProjectId(job.project_id), job.id)

    async def _end(self, import_id: UUID, state: ImportState, error: str | None = None) -> bool:
        """Bring an open import to an end and drop its file; return whether it was open."""
        async with self._imports() as imports:
            ended = await imports.move(
                import_id, of=_OPEN, state=state, error=error, finished_at=self._resources.clock.now()
            )
            if ended:
                await imports.drop_chunks(import_id)
        return ended

    @asynccontextmanager
    async def _imports(self) -> AsyncIterator[ImportRepository]:
        async with self._resources.database.session() as session:
            yield ImportRepository(session)


def _check_size(size: int) -> None:
    if size > MOST_BYTES:
        raise TooLarge(f"A file holds at most {MOST_BYTES:,} bytes.")


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content


class _Attempt:
    """One try at doing an import. Every write is safe to repeat, so a later try may begin anew."""

    def __init__(
        self,
        resources: Resources,
        found: AccessibleProject,
        job: ImportJob,
        is_draining: Callable[[], bool],
    ) -> None:
        self._resources = resources
        self._calls = CallService.on(resources)
        self._found = found
        self._job = job
        self._is_draining = is_draining
        self._id = uuid4()
        self._progress = Progress()
        self._intake = Intake(found.project, PricingService.on(resources).book(found.project.price_book))

    async def run(self) -> None:
        """Read, write and count batch after batch."""
        await self._begin()
        batches = await asyncio.to_thread(self._batches, asyncio.get_running_loop())
        while (batch := await asyncio.to_thread(next, batches, None)) is not None:
            if self._is_draining():
                raise DrainingError
            await self._write(batch)
            await self._advance()
        if not self._progress.rows_written + self._progress.rows_known:
            raise FileError(_nothing_in(self._progress))
        await self._advance(state=ImportState.DONE, finished_at=self._resources.clock.now())

    async def _begin(self) -> None:
        async with self._repository() as imports:
            states = (ImportState.QUEUED, ImportState.RUNNING)
            if not await imports.move(self._job.id, of=states, state=ImportState.RUNNING, attempt=self._id):
                raise OvertakenError

    def _batches(self, loop: asyncio.AbstractEventLoop) -> Iterator[Batch]:
        """Read in a thread, from which the event loop is asked for chunks."""

        def fetch(number: int) -> bytes:
            if self._is_draining():
                raise DrainingError
            return asyncio.run_coroutine_threadsafe(self._chunk(number), loop).result()

        file = ChunkFile(fetch, self._job.bytes_total)
        source = Source(self._found.id, self._job.id, content_sha256(file, self._job.sha256))
        return read_file(file, self._job.format, source, parquet_rows)

    async def _chunk(self, number: int) -> bytes:
        async with self._repository() as imports:
            content = await imports.chunk(self._job.id, number)
        if content is None:
            raise OvertakenError
        return content

    async def _write(self, batch: Batch) -> None:
        """Store what is new of a batch and count all of it."""
        calls, refusals = await asyncio.to_thread(self._completed, batch)
        found = await self._calls.sort_out(self._found.id, calls, self._job.id)
        new = found.new
        refusals += [Refusal(call.source_seq, GROWN) for call in found.grown]
        async with self._resources.database.session() as session:
            await ProjectService.on(self._resources, session).hold_rules(self._found)
            await self._calls.record(new, _token(self._job.id, new))
        self._progress = self._progress.after(
            bytes_read=batch.bytes_read,
            written=len(new),
            known=len(calls) - len(new) - len(found.grown),
            refused=len(refusals),
            refusals=tuple(refusals),
        )

    def _completed(self, batch: Batch) -> tuple[list[Call], list[Refusal]]:
        calls: list[Call] = []
        refused = list(batch.refused)
        for record in batch.records:
            call = guarded(record.row, self._intake.complete, record)
            (refused if isinstance(call, Refused) else calls).append(call)  # type: ignore[arg-type]
        ordered = sorted(refused, key=lambda one: one.row)
        return calls, [Refusal(one.row, one.reason) for one in ordered]

    async def _advance(self, **values: object) -> None:
        async with self._repository() as imports:
            at = self._resources.clock.now()
            if not await imports.advance(self._job.id, self._id, self._progress, at, **values):
                raise OvertakenError
            if values:
                await imports.drop_chunks(self._job.id)

    @asynccontextmanager
    async def _repository(self) -> AsyncIterator[ImportRepository]:
        async with self._resources.database.session() as session:
            yield ImportRepository(session)


def parquet_rows(file: io.RawIOBase) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield the rows of a Parquet file. Raises FileError for a damaged one."""
    # Loaded here only: the library takes 100 MB that a service without imports should not pay for.
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        number = 0
        for batch in pq.ParquetFile(cast("IO[bytes]", file)).iter_batches(_PARQUET_ROWS):
            for row in batch.to_pylist():
                number += 1
                yield number, row
    except (pa.ArrowException, OSError, ValueError):
        raise FileError("The file is not valid Parquet: damaged, truncated or of odd values.") from None


def _token(import_id: UUID, calls: Sequence[Call]) -> str:
    """Names these very calls of this very import, so that a repeated attempt does not insert them again."""
    digest = hashlib.blake2b(digest_size=16)
    for call in calls:
        digest.update(call.call_id.bytes)
    return f"{import_id}:{digest.hexdigest()}"


def _nothing_in(progress: Progress) -> str:
    if not progress.refusals:
        return "The file holds no calls."
    first = progress.refusals[0]
    return f"No row of the file is a call. Row {first.row}: {first.reason}"
