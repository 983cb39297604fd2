"""What a question is read against: what occurs in the project, and its clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import Final

from netra.backend.agents.triage.domain.goal import Lever
from netra.backend.calls.domain.groups import GroupKey
from netra.backend.projects.domain import NO_WORDS, WordMeaning

_STEPS: Final = (
    (timedelta(hours=6), GroupKey.FIVE_MINUTES),
    (timedelta(days=3), GroupKey.HOUR),
    (timedelta(weeks=3), GroupKey.DAY),
)


@dataclass(frozen=True, slots=True)
class ProjectNames:
    """What occurs in the project's calls."""

    models: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordedCaches:
    """What the calls record of caches of any kind: cached tokens, and prompts that can be replayed."""

    cached: bool = False
    prompt_blocks: bool = False
    repeats: bool = False

    @property
    def levers(self) -> tuple[Lever, ...]:
        """The kinds of caches that can be looked at."""
        kinds = ((Lever.PROMPT_CACHING, self.prompt_blocks), (Lever.RESPONSE_CACHE, self.repeats))
        return tuple(lever for lever, is_recorded in kinds if is_recorded)


@dataclass(frozen=True, slots=True)
class QuestionSetting:
    """What a question is read against; `span` is the first and last moment of the project's calls.

    `caches` is None where it is not known what the calls record.
    """

    now: datetime
    zone: tzinfo
    span: tuple[datetime, datetime] | None
    names: ProjectNames
    listed_models: tuple[str, ...] = ()
    """Models that their makers sell, by the project's price book."""
    own_words: Mapping[str, WordMeaning] = field(default_factory=lambda: NO_WORDS)
    """What the team calls users, sessions and so on."""
    caches: RecordedCaches | None = None
    has_dates: bool = True

    @property
    def step(self) -> GroupKey:
        """The stretch of time by which a course is told: so long that there are several."""
        if self.span is None:
            return GroupKey.WEEK
        length = self.span[1] - self.span[0]
        return next((step for most, step in _STEPS if length < most), GroupKey.WEEK)
