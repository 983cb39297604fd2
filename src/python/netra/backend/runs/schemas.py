"""How runs travel in HTTP."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from netra.backend.runs.domain import RunState
from netra.shared.events.run import RunEvent


class RunRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    thread_id: UUID
    project_id: UUID
    asked_by: UUID
    question: str
    state: RunState
    last_seq: int
    created_at: datetime
    finished_at: datetime | None


class RunEventsRead(BaseModel):
    """The events of a run, in order, for whoever has no socket."""

    events: list[RunEvent]


class StepResultRead(BaseModel):
    """What a tool found, as the agents got it."""

    id: UUID
    step: int
    name: str
    content: JsonValue


class EventsQuery(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    behind: int = Field(0, ge=0, le=1_000_000, description="Only events with a higher number")
