"""Who follows a thread, how far each was told, and what each has missed: reckoned for many at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from netra.backend.threads.domain import Thread
from netra.shared.access import Subject

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

    reader: Subject
    thread_id: UUID
    cursors: Cursors

    def may_read(self, threads: Mapping[UUID, Thread]) -> bool:
        thread = threads.get(self.thread_id)
        return thread is not None and thread.is_readable_by(self.reader)


def furthest_behind(everybody: Iterable[Mapping[UUID, int]]) -> dict[UUID, int]:
    """By run, the lowest number that anybody was told."""
    lowest: dict[UUID, int] = {}
    for behind in everybody:
        for run, seq in behind.items():
            lowest[run] = min(seq, lowest.get(run, seq))
    return lowest


def share_of(behind: Mapping[UUID, int], lowest: Mapping[UUID, int], events: Events) -> Events:
    """One's own part of the events behind the lowest numbers."""
    return {run: events.get(run, [])[seq - lowest[run] :] for run, seq in behind.items()}
