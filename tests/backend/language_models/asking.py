"""Questions that are asked of a product with a language model."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from netra.backend.agents.schemas import Report
from netra.backend.agents.service import AgentService
from netra.backend.resources import Resources
from netra.shared.access import Subject
from tests.backend.conftest import Organization
from tests.backend.runs.kills import ask, until_over
from tests.backend.worker import working

SECONDS = 60.0


@dataclass(frozen=True)
class Answered:
    """A run that has ended."""

    run: UUID
    user: Subject
    events: list[dict[str, Any]]
    report: Report

    @property
    def thoughts(self) -> str:
        return "\n".join(one["payload"]["thought"] for one in self.events if one["type"] == "agent_thinking")

    @property
    def read(self) -> str:
        """What was told of how the question was read."""
        parts = [one["payload"]["part"] for one in self.events if one["type"] == "partial_result"]
        return str(next(part["summary"] for part in parts if part["kind"] == "question_read"))

    @property
    def arguments(self) -> list[dict[str, Any]]:
        """What tools were called with."""
        return [one["payload"]["arguments"] for one in self.events if one["type"] == "tool_executing"]


async def asked(resources: Resources, organization: Organization, project: str, question: str) -> Answered:
    """The answer to a question, which must come whatever the model does."""
    user = organization.analyst
    async with working(resources):
        run = await ask(resources, user, UUID(project), question)
        events = await until_over(resources, user, run, SECONDS)
    assert events[-1]["type"] == "run_completed", events[-1]
    return Answered(run, user, events, await AgentService.on(resources).report(user, run))
