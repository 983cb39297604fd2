"""What auth tells other services of people and organizations, in the order in which it happened to each.

At least once: whoever listens takes an event again without harm. No more is told than somebody needs, so no
e-mail address is, and nobody's membership: what a person may do is asked of auth each time.
"""

from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

PEOPLE_STREAM: Final = "netra:events:users"
"""The Redis stream; the prefix of no service, since services meet here."""
PEOPLE_FIELD: Final = "event"
"""Where in an entry of the stream the event stands, as JSON."""
MOST_WAITING: Final = 1_000_000
"""Entries of about 200 bytes that wait for somebody who listens; older ones are dropped beyond that."""


class _PeopleEvent(BaseModel):
    model_config = ConfigDict(frozen=True)


class UserKnown(_PeopleEvent):
    """A person is new or has another name."""

    type: Literal["user.created", "user.changed"]
    user_id: UUID
    name: str


class UserDeleted(_PeopleEvent):
    """A person is gone: whatever is kept of them alone goes, and their id with it."""

    type: Literal["user.deleted"] = "user.deleted"
    user_id: UUID


class OrganizationDeleted(_PeopleEvent):
    """An organization is gone for good, with all its data."""

    type: Literal["organization.deleted"] = "organization.deleted"
    organization_id: UUID


PeopleEvent = UserKnown | UserDeleted | OrganizationDeleted


class PeopleMessage(BaseModel):
    """An event as it travels. `version` grows with each event; an event with a lower one is older."""

    model_config = ConfigDict(frozen=True)

    version: int = Field(ge=1)
    event: Annotated[PeopleEvent, Field(discriminator="type")]


PEOPLE_EVENT: Final[TypeAdapter[PeopleEvent]] = TypeAdapter(
    Annotated[PeopleEvent, Field(discriminator="type")]
)
