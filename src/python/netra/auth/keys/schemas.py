"""How API keys travel."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints


class KeyCreate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    project_id: UUID
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]


class KeyRead(BaseModel):
    """A key without its secret; `prefix` is how it begins."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    project_id: UUID
    prefix: str
    created_at: datetime
    last_used_at: datetime | None
    disabled_at: datetime | None


class KeyCreated(KeyRead):
    """A new key; `key` is shown this once."""

    key: str
