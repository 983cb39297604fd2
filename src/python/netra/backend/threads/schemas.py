"""How threads travel in HTTP."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from netra.backend.threads.domain import LONGEST_TITLE, TitledBy


def _shown(title: str) -> str:
    if not title.strip():
        raise ValueError("a title with at least one character to see")
    return title.strip()


Title = Annotated[str, Field(max_length=LONGEST_TITLE), AfterValidator(_shown)]


class ThreadCreate(BaseModel):
    """A thread to be; the browser may name it, so that creating it again after a lost answer makes one."""

    id: UUID | None = None


class ThreadChange(BaseModel):
    title: Title | None = None
    is_shared: bool | None = None


class ThreadRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    project_id: UUID
    owner_id: UUID
    owner_name: str | None = Field(description="None of whoever is gone, or not known by name yet")
    title: str
    titled_by: TitledBy
    is_shared: bool = Field(description="Everybody of the organization who has its link may read it")
    created_at: datetime
    changed_at: datetime


class ThreadPage(BaseModel):
    threads: list[ThreadRead]
    next_cursor: str | None


class ThreadQuery(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    search: str = Field("", max_length=200, description="Words of the title or of a question")
    cursor: str | None = Field(None, max_length=100)
    limit: int = Field(30, ge=1, le=100)
