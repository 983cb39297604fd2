"""The busiest second, minute or hour of some calls."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any, Final, Self

from netra.backend.analytics.domain.figures import Rule
from netra.shared.clock import MICROSECONDS, moment

PEAK_RULE: Final = Rule(
    id="peak",
    text=(
        "Calls that began in the same second, minute or hour of the clock; the one with the most. A stretch "
        "as long that begins in between may have more."
    ),
    source="Netra Apex glossary: peak",
    date="2026-11-27",
)
MEAN_RULE: Final = Rule(
    id="calls-a-time",
    text="Calls divided by how many seconds, minutes or hours lie between the first of them and the last.",
    source="Netra Apex glossary: peak",
    date="2026-11-27",
)


class PeakLength(IntEnum):
    """A stretch of time in seconds."""

    SECOND = 1
    MINUTE = 60
    HOUR = 3_600

    @property
    def words(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Busiest:
    """Of stretches of one length: how many have calls, and those with the most calls and the most tokens."""

    steps: int
    calls: int
    calls_at: datetime
    tokens: int
    tokens_at: datetime
    usual: float
    """So many calls, or fewer, have 95 of 100 stretches that have any."""

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        at = {name: moment(row[name] * MICROSECONDS) for name in ("calls_at", "tokens_at")}
        return cls(row["steps"], row["calls"], at["calls_at"], row["tokens"], at["tokens_at"], row["usual"])
