"""The supervisor: has each question of a run answered, one behind the other, and one report written."""

from dataclasses import replace
from typing import Final

from netra.backend.agents.desk import Desk, RunContext
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.reporting.domain.leading import leading_of
from netra.backend.agents.reporting.service import ReportingAgent
from netra.backend.agents.schemas import Report
from netra.backend.agents.tools import Toolbox
from netra.backend.agents.triage.domain.goal import Option, Understood
from netra.backend.agents.triage.domain.names.pointers import Leading
from netra.backend.agents.turns.service import Recalled, Turn
from netra.backend.runs.workflows import Journal
from netra.shared.events.run import AgentName

MOST_QUESTIONS: Final = 4
"""So many are answered that were asked in one."""


class Supervisor:
    """The agents of one run. Made for it, and for nothing else."""

    def __init__(self, context: RunContext, journal: Journal, tools: Toolbox) -> None:
        self._context = context
        self._journal = journal
        self._tools = tools

    async def run(self, asked: Recalled) -> Report:
        """Have each question that was asked in one answered behind the other, and one report written."""
        own = await self._desk(AgentName.SUPERVISOR, "Take up the question")
        found: list[Given] = []
        question = self._context.run.question
        while question and len(found) < MOST_QUESTIONS:
            context = replace(self._context, part=len(found))
            given = await Turn(own, context, self._journal, self._tools).answered(question, asked)
            found.append(given)
            question, asked = given.then, _recalled(given, asked)
        report = await ReportingAgent().run(await self._desk(AgentName.REPORTING, "Write the report"), found)
        await own.close("Done.")
        return report

    async def _desk(self, agent: AgentName, title: str) -> Desk:
        return await Desk.opened(agent, title, self._context, self._journal, self._tools)


def _recalled(given: Given, asked: Recalled) -> Recalled:
    """What the next question of the same words goes on from."""
    named = leading_of(given)
    leading = Leading(named.by, named.key, named.is_one, tuple(named.others)) if named else asked.leading
    behind = given.reading.behind if isinstance(given.reading, Understood) else ()
    chosen = Option(given.then, behind[0], behind=behind[1:]) if behind else None
    return Recalled(given.goal or asked.before, chosen, leading)
