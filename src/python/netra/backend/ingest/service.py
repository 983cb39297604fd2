"""Traces on their way in: whose they are, reading them, and writing many requests in one insert."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Self
from uuid import UUID, uuid4

from cachetools import LRUCache

from netra.backend.calls.domain.call import Call
from netra.backend.calls.service import CallService
from netra.backend.ingest.domain import genai
from netra.backend.ingest.domain.intake import Intake, Received
from netra.backend.ingest.domain.otlp import OtlpError, read_json, read_protobuf
from netra.backend.ingest.domain.spans import TraceSpan
from netra.backend.ingest.repository import SpanRepository
from netra.backend.ingest.schemas import JSON, ExportAnswer
from netra.backend.pricing.service import PricingService
from netra.backend.projects.domain import ProjectRules
from netra.backend.projects.service import AccessibleProject, ProjectService
from netra.backend.resources import Resources
from netra.shared.access import Subject
from netra.shared.errors import BadRequest, Forbidden, TooLarge, Unavailable
from netra.shared.resilience import Remembered

MOST_ROWS_A_GROUP: Final = 20_000
MOST_ROWS_WAITING: Final = 200_000
MOST_BYTES_A_GROUP: Final = 64 * 1024 * 1024
MOST_BYTES_WAITING: Final = 256 * 1024 * 1024
"""Of requests as they were sent, unpacked. Past either bound exporters are told to come back."""
MOST_HELD_RULES: Final = 4
"""Requests at a time that keep the rules of a project without calls: each holds a database connection."""
REMEMBERED_SECONDS: Final = 5.0
REMEMBERED_PROJECTS: Final = 10_000
SMALL_BODY: Final = 256 * 1024
"""Below this a request is read on the event loop: moving it to a thread costs more than it frees."""


@dataclass(slots=True)
class _Request:
    """The rows of one request, and who waits for them."""

    calls: Sequence[Call]
    spans: Sequence[TraceSpan]
    size: int
    """Bytes that it had when it was sent; what it holds in memory is a small multiple."""
    held: asyncio.Future[None]

    @property
    def rows(self) -> int:
        return len(self.calls) + len(self.spans)


@dataclass(slots=True)
class GroupCommit:
    """Joins requests that arrive together into one insert each; every one waits until its rows are held.

    `write` inserts all rows of a group. While a group is being written the next one gathers.
    """

    write: Callable[[list[Call], list[TraceSpan]], Awaitable[None]]
    _waiting: list[_Request] = field(default_factory=list)
    _rows_waiting: int = 0
    _bytes_waiting: int = 0
    _writer: asyncio.Task[None] | None = None

    async def commit(self, calls: Sequence[Call], spans: Sequence[TraceSpan], size: int) -> None:
        """Return once the store holds the rows. Raises Unavailable when it cannot, or when too much waits."""
        request = _Request(calls, spans, size, asyncio.get_running_loop().create_future())
        full = self._rows_waiting + request.rows > MOST_ROWS_WAITING
        if full or self._bytes_waiting + size > MOST_BYTES_WAITING:
            raise Unavailable("More is arriving than the store can take.")
        self._waiting.append(request)
        self._rows_waiting += request.rows
        self._bytes_waiting += size
        if self._writer is None:
            self._writer = asyncio.create_task(self._write_waiting())
        await request.held

    async def _write_waiting(self) -> None:
        while group := self._next_group():
            error = await self._written(group)
            if error is None or isinstance(error, Unavailable) or len(group) == 1:
                for request in group:
                    _settle(request.held, error)
            else:
                # One request that the store refuses must not take its neighbours along.
                for request in group:
                    _settle(request.held, await self._written([request]))
        # Nothing is awaited since the last look, so no request can have come in unseen.
        self._writer = None

    async def _written(self, group: Sequence[_Request]) -> Exception | None:
        """Write a group; return what went wrong, which each of its requests raises."""
        calls = [call for request in group for call in request.calls]
        spans = [span for request in group for span in request.spans]
        try:
            await self.write(calls, spans)
        except Exception as failure:  # noqa: BLE001
            return failure
        return None

    def _next_group(self) -> list[_Request]:
        """The requests that waited longest, whole ones, up to the limits but always at least one."""
        group: list[_Request] = []
        rows = size = 0
        while self._waiting and (not group or self._fits(rows, size)):
            group.append(self._waiting.pop(0))
            rows += group[-1].rows
            size += group[-1].size
        self._rows_waiting -= rows
        self._bytes_waiting -= size
        return group

    def _fits(self, rows: int, size: int) -> bool:
        following = self._waiting[0]
        return rows + following.rows <= MOST_ROWS_A_GROUP and size + following.size <= MOST_BYTES_A_GROUP


def _settle(held: asyncio.Future[None], error: Exception | None) -> None:
    """Tell a waiting request; one whose client has gone no longer listens."""
    if held.done():
        return
    if error is None:
        held.set_result(None)
    else:
        held.set_exception(error)


class TraceService:
    """One per process: it holds the group commit and what it remembers of projects."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._calls = CallService.on(resources)
        self._spans = SpanRepository(resources.clickhouse_writer)
        self._pricing = PricingService.on(resources)
        self._commit = GroupCommit(self._write)
        self._projects: Remembered[tuple[UUID, UUID], AccessibleProject] = Remembered(
            REMEMBERED_PROJECTS, REMEMBERED_SECONDS
        )
        self._fixed_rules: LRUCache[UUID, ProjectRules] = LRUCache(REMEMBERED_PROJECTS)
        self._rule_holders = asyncio.Semaphore(MOST_HELD_RULES)

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return resources.once(cls, lambda: cls(resources))

    async def project_of(self, subject: Subject) -> AccessibleProject:
        """The project of an API key. Raises NotFound for a project that is not there."""
        if subject.project_id is None:
            raise Forbidden("Traces are sent with an API key of a project.")
        project_id = subject.project_id
        return await self._projects.get(
            (subject.organization_id, project_id), lambda: self._accessible(subject, project_id)
        )

    async def _accessible(self, subject: Subject, project_id: UUID) -> AccessibleProject:
        async with self._resources.database.session() as session:
            return await ProjectService.on(self._resources, session).accessible(subject, project_id)

    async def receive(self, found: AccessibleProject, body: bytes, media_type: str) -> ExportAnswer:
        """Read a request and return once its spans are held. Raises BadRequest when it cannot be read."""
        intake = Intake(found.project, self._pricing.book(found.project.price_book))
        try:
            if len(body) < SMALL_BODY:
                received = _read(intake, body, media_type)
            else:
                received = await asyncio.to_thread(_read, intake, body, media_type)
        except OtlpError as error:
            raise BadRequest(str(error)) from None
        if len(received.calls) + len(received.spans) > MOST_ROWS_WAITING:
            raise TooLarge(f"A request holds at most {MOST_ROWS_WAITING:,} spans.")
        if received.calls or received.spans:
            await self._keep(found, received, len(body))
        return ExportAnswer.of(received.rejected, received.reason)

    async def _keep(self, found: AccessibleProject, received: Received, size: int) -> None:
        """Have the rows written under the rules by which they were read."""
        if received.calls and not self._are_fixed(found):
            async with self._rule_holders:
                # Looked at again: whoever waited for the first calls of a project need not be one of them.
                if not self._are_fixed(found):
                    await self._keep_first(found, received, size)
                    return
        await self._commit.commit(received.calls, received.spans, size)

    def _are_fixed(self, found: AccessibleProject) -> bool:
        """Whether it is known that the project has calls, all under these rules; its rules are fixed then."""
        return self._fixed_rules.get(found.id) == found.project.rules

    async def _keep_first(self, found: AccessibleProject, received: Received, size: int) -> None:
        async with self._resources.database.session() as session:
            await ProjectService.on(self._resources, session).hold_rules(found)
            await self._commit.commit(received.calls, received.spans, size)
        self._fixed_rules[found.id] = found.project.rules

    async def _write(self, calls: list[Call], spans: list[TraceSpan]) -> None:
        token = str(uuid4())
        await self._calls.record(calls, token)
        if spans:
            await self._spans.insert(spans, token)


def _read(intake: Intake, body: bytes, media_type: str) -> Received:
    read = read_json if media_type == JSON else read_protobuf
    return intake.receive(read(body, genai.ATTRIBUTES))
