"""How long a question is read without a model, beside one look at each of its characters in the same run."""

import time
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Final

from benchmarks.report import Measurement
from netra.backend.agents.triage.domain.reading import read_question
from netra.backend.agents.triage.domain.setting import ProjectNames, QuestionSetting

QUESTION: Final = "Why did cost jump last week for opus 4.1, except for user-4711, without getting slower? "
LONG: Final = 100_000
NAMES: Final = 50_000
ROUNDS: Final = 5
PROMISED_MS: Final = 200.0
FEW: Final = ProjectNames(("claude-opus-4-1",), ("main",), ("search",), ("user-4711",), ())


def measure() -> Iterator[Measurement]:
    """A short and a long question, in a project of few names and of many."""
    many = ProjectNames(users=tuple(f"user-{number}" for number in range(NAMES)))
    long = (QUESTION * LONG)[:LONG]
    for what, question, names in (
        ("90 characters", QUESTION, FEW),
        ("90 characters, 50,000 names", QUESTION, many),
        ("100,000 characters", long, FEW),
        ("100,000 characters, 50,000 names", long, many),
    ):
        yield Measurement(
            f"one question: {what}",
            _fastest(_reading(question, names)),
            "ms",
            PROMISED_MS,
            peer="category of each character, ms",
            peer_value=_fastest(_looking(question)),
        )


def _reading(question: str, names: ProjectNames) -> Callable[[], object]:
    setting = QuestionSetting(datetime(2026, 11, 12, 15, tzinfo=UTC), UTC, None, names)
    return lambda: read_question(question, setting)


def _looking(question: str) -> Callable[[], object]:
    return lambda: [unicodedata.category(sign) for sign in question]


def _fastest(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times) * 1000
