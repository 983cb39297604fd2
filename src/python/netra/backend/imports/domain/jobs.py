"""An import: a file on its way to calls, and the states it may pass through."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

MEBIBYTE: Final = 1024 * 1024
CHUNK_BYTES: Final = MEBIBYTE
MOST_BYTES: Final = 5 * 1024 * MEBIBYTE
"""5 GB, of the upload and of what it unpacks to."""
MOST_REFUSALS_KEPT: Final = 100
IMPORT_QUEUE: Final = "imports"
IMPORT_TASK: Final = "imports.run"


class FileFormat(StrEnum):
    """What an uploaded file may be; `AUTO` is found out from its first bytes."""

    AUTO = "auto"
    NATIVE = "native"
    WEKA = "weka"
    MOONCAKE = "mooncake"
    CLAUDE_CODE = "claude-code"
    OPENAI_USAGE = "openai-usage"
    ANTHROPIC_USAGE = "anthropic-usage"


class ImportState(StrEnum):
    RECEIVING = "receiving"
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    UNDONE = "undone"

    @property
    def is_open(self) -> bool:
        """Whether more may still happen by itself."""
        return self in {ImportState.RECEIVING, ImportState.QUEUED, ImportState.RUNNING}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that is no call, counted from 1, and why."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import has come."""

    bytes_read: int = 0
    rows_read: int = 0
    rows_written: int = 0
    rows_known: int = 0
    rows_refused: int = 0
    refusals: tuple[Refusal, ...] = ()

    def after(
        self, *, bytes_read: int, written: int, known: int, refused: int, refusals: tuple[Refusal, ...]
    ) -> "Progress":
        """Return the progress after one more batch; only the first refusals are kept, all are counted."""
        return Progress(
            bytes_read=bytes_read,
            rows_read=self.rows_read + written + known + refused,
            rows_written=self.rows_written + written,
            rows_known=self.rows_known + known,
            rows_refused=self.rows_refused + refused,
            refusals=(self.refusals + refusals)[:MOST_REFUSALS_KEPT],
        )


@dataclass(frozen=True, slots=True)
class ImportJob:
    """One upload and what became of it."""

    id: UUID
    project_id: UUID
    file_name: str
    format: FileFormat
    state: ImportState
    sha256: str
    bytes_total: int
    created_at: datetime
    progress: Progress = field(default_factory=Progress)
    error: str | None = None
    finished_at: datetime | None = None
