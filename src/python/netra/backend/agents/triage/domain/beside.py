"""Names that a question holds beside each other, and in what: each is told its own figure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from netra.backend.calls.domain.groups import GroupKey


class BesideMeasure(StrEnum):
    """What is told of each, in the order in which it matters where nothing is said."""

    CALL_COST = "call_cost"
    SESSION_COST = "session_cost"
    COST = "cost"
    DURATION = "duration"
    P95 = "p95"
    P99 = "p99"
    TTFT = "ttft"
    ERROR_RATE = "error_rate"
    CALLS = "calls"
    TOKENS = "tokens"
    INPUT = "input"
    OUTPUT = "output"


class NamedSide(NamedTuple):
    """The calls of one name; of a word that covers several names those of all of them."""

    names: tuple[str, ...]
    words: str

    @property
    def label(self) -> str:
        return self.names[0] if len(self.names) == 1 else self.words


class Claim(NamedTuple):
    """What is asked to be confirmed: that the side at a place has more, or less, than the other one."""

    place: int
    is_more: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """Sides of one kind, and what is asked of each; `is_judged`: which of them is worth keeping."""

    by: GroupKey
    sides: tuple[NamedSide, ...]
    measures: tuple[BesideMeasure, ...]
    is_judged: bool = False
    claim: Claim | None = None
