"""How going, and coming back, travels."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints

Confirmation = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]


class PersonDeletion(BaseModel):
    """`confirm` is the e-mail address of whoever deletes their account."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    confirm: Confirmation


class OrganizationDeletion(BaseModel):
    """`confirm` is the name of the organization."""

    model_config = ConfigDict(extra="forbid")

    confirm: Confirmation


class DeletedOrganizationRead(BaseModel):
    """An organization that can be restored until `removed_at`."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    deleted_at: datetime
    removed_at: datetime
