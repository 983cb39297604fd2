"""Sessions of very many calls: their calls beyond a number of steps, and prompts sent again and again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Self

from netra.backend.analytics.domain.figures import Rule

USUAL_PERCENT: Final = 95
FEWEST_STEPS: Final = 10
"""A session of so few calls is never told as one that runs away, where nobody gives a limit."""
LOOP_REPEATS: Final = 5
"""So many calls of a session with the same prompt are a loop."""
STEPS_RULE: Final = Rule(
    id="session-steps",
    text=(
        "The calls of a session in the order of time are its steps. Those beyond the limit (the one given, "
        "else the 95th percentile of calls a session, ten at least) are its tail; a prompt that a session "
        "sent five times or more, word for word, is a loop."
    ),
    source="Netra Apex glossary: tail of a session",
    date="2026-11-27",
)


FEWEST_TO_HALVE: Final = 20
"""A session of fewer calls has no halves that say much."""
HALVES_RULE: Final = Rule(
    id="session-halves",
    text=(
        "Sessions of 20 calls or more, each cut in two in the order of its calls; the calls of all first "
        "halves, and of all second halves, on average."
    ),
    source="Netra Apex glossary: session",
    date="2026-11-28",
)


class StepFigure(StrEnum):
    """The figures that calls stand behind."""

    TAIL = "session_steps.tail"
    TAIL_COST = "session_steps.tail.cost"


@dataclass(frozen=True, slots=True)
class SessionSteps:
    """How many calls a session has, how often it sent the prompt that it sent most, and its repeated calls.

    `prompted` calls record what was sent; the others can repeat nothing.
    """

    session: str
    calls: int
    prompted: int
    repeats: int
    most_repeated: int

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        return cls(row["session"], row["number"], row["prompted"], row["repeats"], row["most_repeated"])

    @property
    def is_loop(self) -> bool:
        return self.most_repeated >= LOOP_REPEATS


def limit_of(sessions: Sequence[SessionSteps], given: int | None) -> int:
    """The steps beyond which calls are the tail: those given, else what 95 of 100 sessions stay within."""
    if given is not None:
        return given
    counts = sorted(one.calls for one in sessions)
    if not counts:
        return FEWEST_STEPS
    place = -(-len(counts) * USUAL_PERCENT // 100) - 1
    return max(FEWEST_STEPS, counts[place])


def middle_of_calls(sessions: Sequence[SessionSteps]) -> int:
    """So many calls, or fewer, has half of the sessions."""
    counts = sorted(one.calls for one in sessions)
    return counts[(len(counts) - 1) // 2] if counts else 0
