"""How imports travel in HTTP."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from netra.backend.imports.domain.jobs import FileFormat, ImportState

FileName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=255)]


class UploadQuery(BaseModel):
    """What is said about an uploaded file; its bytes are the request body."""

    model_config = ConfigDict(extra="forbid")

    file_name: FileName
    format: FileFormat = FileFormat.AUTO


class RefusalRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    row: int = Field(description="Row of the file, counted from 1")
    reason: str


class ImportRead(BaseModel):
    """An import and how far it has come. `refusals` holds the first 100; `rows_refused` counts all."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    file_name: str
    format: FileFormat
    state: ImportState
    bytes_total: int
    bytes_read: int
    rows_read: int
    rows_written: int
    rows_known: int = Field(description="Rows whose call the project already had")
    rows_refused: int
    refusals: list[RefusalRead]
    error: str | None
    created_at: datetime
    finished_at: datetime | None
