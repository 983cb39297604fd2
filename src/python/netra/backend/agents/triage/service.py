"""Triage: reads the question, knowing what occurs in the project and what was asked before."""

from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel

from netra.backend.agents.desk import Desk
from netra.backend.agents.domain import Kept
from netra.backend.agents.tools import PROFILE
from netra.backend.agents.triage.domain.describe import said_in_words
from netra.backend.agents.triage.domain.goal import (
    Choice,
    Goal,
    OffTopic,
    ProjectNames,
    QuestionSetting,
    Reading,
    Unanswerable,
    Understood,
)
from netra.backend.agents.triage.domain.reading import read_question
from netra.backend.calls.schemas import EVERY_CALL
from netra.backend.profiles.schemas import ProjectProfile
from netra.shared.events.run import ReadPart

QUESTION_READ: Final = "question_read"
"""The name of the result that tells how a run's question was read."""


class QuestionRead(BaseModel):
    """How a question was read; kept, so that a later question of the thread can refer to it."""

    reading: Understood | Choice | Unanswerable | OffTopic

    @property
    def goal(self) -> Goal | None:
        return self.reading.goal if isinstance(self.reading, Understood) else None

    def option(self, number: int) -> Goal | None:
        """The goal of an option that was left to the asker."""
        if not isinstance(self.reading, Choice) or number >= len(self.reading.options):
            return None
        return self.reading.options[number].goal


@dataclass(frozen=True, slots=True)
class TriageInput:
    """The question, the goal of the question before, and the goal when the asker has chosen one."""

    question: str
    before: Goal | None
    chosen: Goal | None


@dataclass(frozen=True, slots=True)
class TriageOutput:
    reading: Reading
    profile: Kept[ProjectProfile] | None


class TriageAgent:
    async def run(self, desk: Desk, given: TriageInput) -> TriageOutput:
        """Read the question by rules. Without a profile of the project no name in it can be known."""
        profile = await desk.use(PROFILE, EVERY_CALL)
        setting = _setting(desk, profile.result if profile else None)

        async def read() -> QuestionRead:
            if given.chosen is not None:
                return QuestionRead(reading=Understood(given.chosen))
            return QuestionRead(reading=read_question(given.question, setting, given.before))

        _, question = await desk.decide(QUESTION_READ, QuestionRead, read, _part)
        summary, _ = said_in_words(question.reading)
        await desk.close(summary)
        return TriageOutput(question.reading, profile)


def _part(question: QuestionRead) -> ReadPart:
    summary, words = said_in_words(question.reading)
    return ReadPart(summary=summary, words=words)


def _setting(desk: Desk, profile: ProjectProfile | None) -> QuestionSetting:
    context = desk.context
    if profile is None or profile.first is None or profile.last is None:
        return QuestionSetting(context.now, context.zone, None, ProjectNames())
    names = {name: tuple(values) for name, values in profile.names.model_dump().items()}
    return QuestionSetting(context.now, context.zone, (profile.first, profile.last), ProjectNames(**names))
