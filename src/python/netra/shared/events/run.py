"""What a run tells: events numbered 1..n, without a gap or a repeat."""

import re
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue, TypeAdapter

PROTOCOL: Final = 1


class AgentName(StrEnum):
    """Who works on a run, in the order in which a whole chain does."""

    SUPERVISOR = "supervisor"
    TRIAGE = "triage"
    DATA = "data"
    OPTIMIZATION = "optimization"
    ACTIONS = "actions"
    REPORTING = "reporting"


class Told(BaseModel):
    """What an event says. Never changed after it was said."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class RunQueued(Told):
    """The question was stored and waits for a worker."""

    question: str
    asked_by: UUID


class AgentStarted(Told):
    agent: AgentName
    title: str = Field(description="What it is about to do, in a few words")


class AgentThinking(Told):
    agent: AgentName
    thought: str


class ToolExecuting(Told):
    """A tool is being called with these very arguments."""

    agent: AgentName
    tool_call_id: UUID
    tool: str
    title: str
    arguments: dict[str, JsonValue]


class EventProblem(Told):
    """What went wrong, in the words of `application/problem+json`, and what to do about it."""

    code: str
    detail: str
    remedy: str = ""


class ToolCompleted(Told):
    """The result is kept under `result_id`; a tool that failed has a problem instead."""

    agent: AgentName
    tool_call_id: UUID
    tool: str
    summary: str
    duration_ms: float
    result_id: UUID | None = None
    problem: EventProblem | None = None


class AgentCompleted(Told):
    agent: AgentName
    summary: str
    duration_ms: float


class PlannedAgent(Told):
    agent: AgentName
    why: str


class PlanPart(Told):
    """Who will work on the question, and why."""

    kind: Literal["plan"] = "plan"
    because: str
    agents: tuple[PlannedAgent, ...]


class ReadPart(Told):
    """How the question was understood: parts of the goal with the words that led to them."""

    kind: Literal["question_read"] = "question_read"
    summary: str
    words: tuple[tuple[str, str], ...]


class FindingPart(Told):
    """Something worth knowing, before the report is written."""

    kind: Literal["finding"] = "finding"
    title: str
    text: str
    result_id: UUID


class PartialResult(Told):
    agent: AgentName
    part: Annotated[PlanPart | ReadPart | FindingPart, Field(discriminator="kind")]


class ToldAnswer(Told):
    """One answer of several, with the part of the question that it answers."""

    question: str
    text: str
    scope: str
    unread: tuple[str, ...]


class ReportReady(Told):
    title: str
    headline: str = Field(description="All answers in one")
    scope: str = Field("", description="Which calls it is about, in words")
    unread: tuple[str, ...] = Field((), description="Words of the question that were not used")
    answers: tuple[ToldAnswer, ...] = Field((), description="Each answer, where several were asked for")


class RunCompleted(Told):
    duration_ms: float


class RunFailed(Told):
    problem: EventProblem
    had: tuple[str, ...] = Field((), description="What was done by then")


class RunCancelled(Told):
    had: tuple[str, ...] = Field((), description="What was done by then")


class ThreadRenamed(Told):
    title: str


class _Event(BaseModel):
    """The envelope of an event of a run."""

    model_config = ConfigDict(frozen=True)

    v: Literal[1] = PROTOCOL
    thread_id: UUID
    run_id: UUID
    seq: int = Field(ge=1)
    at: datetime


class RunQueuedEvent(_Event):
    type: Literal["run_queued"] = "run_queued"
    payload: RunQueued


class AgentStartedEvent(_Event):
    type: Literal["agent_started"] = "agent_started"
    payload: AgentStarted


class AgentThinkingEvent(_Event):
    type: Literal["agent_thinking"] = "agent_thinking"
    payload: AgentThinking


class ToolExecutingEvent(_Event):
    type: Literal["tool_executing"] = "tool_executing"
    payload: ToolExecuting


class ToolCompletedEvent(_Event):
    type: Literal["tool_completed"] = "tool_completed"
    payload: ToolCompleted


class AgentCompletedEvent(_Event):
    type: Literal["agent_completed"] = "agent_completed"
    payload: AgentCompleted


class PartialResultEvent(_Event):
    type: Literal["partial_result"] = "partial_result"
    payload: PartialResult


class ReportReadyEvent(_Event):
    type: Literal["report_ready"] = "report_ready"
    payload: ReportReady


class RunCompletedEvent(_Event):
    type: Literal["run_completed"] = "run_completed"
    payload: RunCompleted


class RunFailedEvent(_Event):
    type: Literal["run_failed"] = "run_failed"
    payload: RunFailed


class RunCancelledEvent(_Event):
    type: Literal["run_cancelled"] = "run_cancelled"
    payload: RunCancelled


class ThreadRenamedEvent(_Event):
    type: Literal["thread_renamed"] = "thread_renamed"
    payload: ThreadRenamed


RunEvent = Annotated[
    RunQueuedEvent
    | AgentStartedEvent
    | AgentThinkingEvent
    | ToolExecutingEvent
    | ToolCompletedEvent
    | AgentCompletedEvent
    | PartialResultEvent
    | ReportReadyEvent
    | RunCompletedEvent
    | RunFailedEvent
    | RunCancelledEvent
    | ThreadRenamedEvent,
    Field(discriminator="type"),
]
RunPayload = (
    RunQueued
    | AgentStarted
    | AgentThinking
    | ToolExecuting
    | ToolCompleted
    | AgentCompleted
    | PartialResult
    | ReportReady
    | RunCompleted
    | RunFailed
    | RunCancelled
    | ThreadRenamed
)
RUN_EVENT: Final[TypeAdapter[RunEvent]] = TypeAdapter(RunEvent)
LAST_EVENTS: Final = frozenset({"run_completed", "run_failed", "run_cancelled"})
"""After one of these a run says nothing more."""


def type_of(payload: RunPayload) -> str:
    """The type of the event that carries this payload: RunQueued is told by run_queued."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(payload).__name__).lower()


def event_of(payload: RunPayload, **envelope: object) -> RunEvent:
    """The event that carries a payload; the envelope is `thread_id`, `run_id`, `seq` and `at`."""
    return RUN_EVENT.validate_python({**envelope, "type": type_of(payload), "payload": payload})
