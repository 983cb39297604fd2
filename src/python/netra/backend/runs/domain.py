"""A run: one question on its way to a report, told as events numbered 1..n."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

RUN_QUEUE: Final = "runs"
RUN_TASK: Final = "runs.answer"
RUN_SECONDS: Final = 300
"""The longest a run may take."""
LANES: Final = 4
"""How many runs of one organization may be worked on at the same time."""
MOST_OPEN_RUNS: Final = 20
"""How many unfinished runs one user may have."""


class RunState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        """Whether more may still happen by itself."""
        return self in OPEN_STATES


OPEN_STATES: Final = frozenset({RunState.QUEUED, RunState.RUNNING})


@dataclass(frozen=True, slots=True)
class Run:
    id: UUID
    thread_id: UUID
    project_id: UUID
    organization_id: UUID
    asked_by: UUID
    question: str
    state: RunState
    last_seq: int
    created_at: datetime
    changed_at: datetime
    finished_at: datetime | None = None
    cancel_requested_at: datetime | None = None
    job_id: int | None = None
    chosen_run_id: UUID | None = None
    """The earlier run whose choice this one settles, by the option `chosen_option`."""
    chosen_option: int | None = None


@dataclass(frozen=True, slots=True)
class StepResult:
    """What one step of a run found, as JSON: kept, so that it is never done twice."""

    id: UUID
    step: int
    name: str
    content: str


def lane(organization_id: UUID, thread_id: UUID) -> str:
    """The lock under which a run is worked on.

    Runs of a thread go one after another, since each must know the one before. All of an organization share
    `LANES` lanes, so that nobody who asks a lot keeps others waiting.
    """
    return f"runs:{organization_id}:{thread_id.int % LANES}"


@dataclass(frozen=True, slots=True)
class Notice:
    """An event on its way to whoever follows its thread; `message` is the event as it travels."""

    thread_id: UUID
    run_id: UUID
    seq: int
    message: str

    def __str__(self) -> str:
        return f"{self.thread_id}{self.run_id}{self.seq:08d}{self.message}"

    @classmethod
    def parse(cls, text: str) -> Self:
        return cls(UUID(text[:36]), UUID(text[36:72]), int(text[72:80]), text[80:])


Events = Mapping[UUID, list[str]]
"""By run, events that follow one another, as they travel."""


@dataclass(slots=True)
class Cursors:
    """The last number that was told of each run of one thread."""

    told: dict[UUID, int] = field(default_factory=dict)

    def is_next(self, run_id: UUID, seq: int) -> bool:
        return seq == self.told.get(run_id, 0) + 1

    def is_ahead(self, run_id: UUID, seq: int) -> bool:
        """Whether there is something that was not told yet."""
        return seq > self.told.get(run_id, 0)

    def advance(self, run_id: UUID, seq: int) -> None:
        self.told[run_id] = seq

    def behind(self, last: Mapping[UUID, int]) -> dict[UUID, int]:
        """The runs of which not all was told, given the last number of each, with the last that was told."""
        return {run: self.told.get(run, 0) for run, seq in last.items() if self.is_ahead(run, seq)}


@dataclass(frozen=True, slots=True)
class Following:
    """Somebody who turns to a thread, having been told of it as far as the cursors."""

    organization_id: UUID
    reader_id: UUID
    thread_id: UUID
    cursors: Cursors


def furthest_behind(everybody: Iterable[Mapping[UUID, int]]) -> dict[UUID, int]:
    """By run, the lowest number that anybody was told."""
    lowest: dict[UUID, int] = {}
    for behind in everybody:
        for run, seq in behind.items():
            lowest[run] = min(seq, lowest.get(run, seq))
    return lowest


def missed_of(behind: Mapping[UUID, int], lowest: Mapping[UUID, int], events: Events) -> Events:
    """One's own part of the events behind the lowest numbers."""
    return {run: events.get(run, [])[seq - lowest[run] :] for run, seq in behind.items()}
