"""How API keys travel."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from netra.auth.keys.domain import LONGEST_LIFE, LONGEST_OVERLAP, USUAL_OVERLAP
from netra.shared.rights import Scope


class KeyCreate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    project_id: UUID
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    scopes: Annotated[set[Scope], Field(min_length=1)] = Field(
        default={Scope.INGEST}, description="What it may do in its project, and nothing else"
    )
    expires_in_days: Annotated[int, Field(ge=1, le=LONGEST_LIFE.days)] | None = Field(
        None, description="Without it the key is good until it is disabled"
    )


class KeyRotate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    overlap_hours: int = Field(
        default=USUAL_OVERLAP // timedelta(hours=1),
        ge=0,
        le=LONGEST_OVERLAP // timedelta(hours=1),
        description="So long the old key is still taken",
    )


def _in_order(scopes: Iterable[Scope]) -> list[Scope]:
    """As they are listed everywhere, since a set has no order."""
    return sorted(scopes, key=list(Scope).index)


class KeyRead(BaseModel):
    """A key without its secret; `prefix` is how it begins."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    project_id: UUID
    prefix: str
    scopes: Annotated[list[Scope], BeforeValidator(_in_order)]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    disabled_at: datetime | None
    replaced_by: UUID | None


class KeyCreated(KeyRead):
    """A new key; `key` is shown this once."""

    key: str
