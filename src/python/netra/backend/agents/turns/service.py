"""One question of a run: read, planned, and looked into by one agent after the other."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Any, Final, TypeVar

from netra.backend.agents.actions.service import ActionsAgent, ActionsInput
from netra.backend.agents.data.domain import filter_of
from netra.backend.agents.data.schemas import DataInput, DataOutput
from netra.backend.agents.data.service import DataAgent
from netra.backend.agents.desk import Desk, RunContext
from netra.backend.agents.domain import Failure, Kept
from netra.backend.agents.optimization.domain import slow_calls
from netra.backend.agents.optimization.service import (
    OptimizationAgent,
    OptimizationInput,
    OptimizationOutput,
    Studied,
)
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.schemas import Action
from netra.backend.agents.suggestions import suggested
from netra.backend.agents.tools import PROFILE, Toolbox
from netra.backend.agents.triage.domain.goal import ConstraintKind, Goal, Option, Supposition, Understood
from netra.backend.agents.triage.domain.names.pointers import Leading
from netra.backend.agents.triage.domain.setting import ProjectNames
from netra.backend.agents.triage.service import TriageAgent, TriageInput, TriageOutput
from netra.backend.agents.turns.domain import Plan, levers_of, part_of, plan_for
from netra.backend.analytics.schemas import Overview
from netra.backend.calls.schemas import EVERY_CALL, CallFilterQuery
from netra.backend.profiles.schemas import ProjectProfile
from netra.backend.runs.workflows import Journal
from netra.shared.events.run import AgentName, PlannedAgent, PlanPart

T = TypeVar("T")
_TITLES: Final[Mapping[AgentName, str]] = MappingProxyType(
    {
        AgentName.DATA: "Look at the calls",
        AgentName.OPTIMIZATION: "Replay what could save",
        AgentName.ACTIONS: "Say what to do",
    }
)
_NOTHING_REPLAYED: Final = OptimizationOutput((), ())


@dataclass(frozen=True, slots=True)
class Recalled:
    """What was asked before a question in its thread, and the option that was chosen for it."""

    before: Goal | None
    chosen: Option | None
    leading: Leading | None = None


class Turn:
    """The agents at work on one question. Made for it, and for nothing else."""

    def __init__(self, own: Desk, context: RunContext, journal: Journal, tools: Toolbox) -> None:
        self._own = own
        self._context = context
        self._journal = journal
        self._tools = tools
        self._failures: list[Failure] = []

    async def answered(self, question: str, asked: Recalled) -> Given:
        """Have the question read, plan who works on it, and have that done."""
        triaged = await self._triage(question, asked)
        plan = plan_for(triaged.reading, await self._profile(triaged))
        await self._own.tell(_told(plan))
        data = await self._data(triaged, plan)
        optimized = await self._optimize(triaged, plan, data)
        optimized = replace(optimized, studied=(*optimized.studied, *_quicker(data)))
        actions = await self._act(plan, optimized)
        return self._given(question, triaged, plan, data, optimized, actions)

    async def _profile(self, triaged: TriageOutput) -> ProjectProfile | None:
        """What is recorded of the calls that the question is about; of all, where none of these is there."""
        whole, reading = triaged.profile, triaged.reading
        if whole is None or not isinstance(reading, Understood):
            return whole.result if whole else None
        asked = filter_of(reading.goal, _names(whole.result), self._context.zone)
        if asked == EVERY_CALL:
            return whole.result
        chosen = await self._own.use(PROFILE, asked)
        self._failures += self._own.taken_failures()
        return chosen.result if chosen and chosen.result.recorded.calls else whole.result

    async def _triage(self, question: str, asked: Recalled) -> TriageOutput:
        title = "Read the next question" if self._context.part else "Read the question"
        desk = await self._desk(AgentName.TRIAGE, title)
        given = TriageInput(question, asked.before, asked.chosen, asked.leading)
        return self._noting(desk, await TriageAgent().run(desk, given))

    async def _data(self, triaged: TriageOutput, plan: Plan) -> DataOutput | None:
        reading, profile = triaged.reading, triaged.profile
        if not plan.has(AgentName.DATA) or profile is None or not isinstance(reading, Understood):
            return None
        desk = await self._desk(AgentName.DATA)
        names = _names(profile.result)
        now = self._context.now
        given = DataInput(
            reading.goal,
            names,
            has_features=bool(profile.result.recorded.feature),
            span=(profile.result.first or now, profile.result.last or now),
        )
        return self._noting(desk, await DataAgent().run(desk, given))

    async def _optimize(
        self, triaged: TriageOutput, plan: Plan, data: DataOutput | None
    ) -> OptimizationOutput:
        reading = triaged.reading
        overview = data.overview if data else None
        if not plan.has(AgentName.OPTIMIZATION) or data is None or overview is None:
            return _NOTHING_REPLAYED
        if not isinstance(reading, Understood) or not overview.result.calls:
            return _NOTHING_REPLAYED
        desk = await self._desk(AgentName.OPTIMIZATION)
        given = _levers(reading.goal, data.asked, overview.result)
        return self._noting(desk, await OptimizationAgent().run(desk, given))

    async def _act(self, plan: Plan, optimized: OptimizationOutput) -> tuple[Action, ...]:
        if not plan.has(AgentName.ACTIONS) or not optimized.studied:
            return ()
        desk = await self._desk(AgentName.ACTIONS)
        return (await ActionsAgent().run(desk, ActionsInput(optimized.studied))).actions

    def _given(
        self,
        question: str,
        triaged: TriageOutput,
        plan: Plan,
        data: DataOutput | None,
        optimized: OptimizationOutput,
        actions: tuple[Action, ...],
    ) -> Given:
        return Given(
            **_asked_in(self._context),
            question=question,
            reading=triaged.reading,
            sufficiency=plan.sufficiency,
            unknowns=(*plan.unknowns, *optimized.unknowns),
            failures=tuple(self._failures),
            findings=tuple(one.finding for one in optimized.studied),
            actions=actions,
            **_replayed(optimized),
            suggestions=_suggested(triaged.profile),
            model_notes=triaged.notes,
            is_model_away=triaged.is_model_away,
            **_looked_at(data),
        )

    async def _desk(self, agent: AgentName, title: str = "") -> Desk:
        return await Desk.opened(agent, title or _TITLES[agent], self._context, self._journal, self._tools)

    def _noting(self, desk: Desk, output: T) -> T:
        """Keep what an agent could not find out, for the report."""
        self._failures += desk.failures
        return output


def _quicker(data: DataOutput | None) -> tuple[Studied, ...]:
    """What can be done about slow calls, where why they are slow was looked at."""
    if data is None or data.slow is None:
        return ()
    read = data.slow.read
    return tuple(Studied(finding, read.result) for finding in slow_calls.findings_of(read))


def _suggested(profile: Kept[ProjectProfile] | None) -> tuple[str, ...]:
    return tuple(one.question for one in suggested(profile.result)) if profile else ()


def _names(profile: ProjectProfile) -> ProjectNames:
    return ProjectNames(**{name: tuple(values) for name, values in profile.names.model_dump().items()})


def _asked_in(context: RunContext) -> dict[str, Any]:
    run = context.run
    return {
        "run_id": run.id,
        "thread_id": run.thread_id,
        "asked_at": run.created_at,
        "project": context.project.project,
    }


def _replayed(optimized: OptimizationOutput) -> dict[str, Any]:
    names = ("supposed", "caching", "batches", "capped", "reasoned")
    return {name: getattr(optimized, name) for name in names}


def _looked_at(data: DataOutput | None) -> dict[str, Any]:
    return {} if data is None else {field.name: getattr(data, field.name) for field in fields(DataOutput)}


def _levers(goal: Goal, asked: CallFilterQuery, today: Overview) -> OptimizationInput:
    keeps_quality = any(one.kind is ConstraintKind.KEEP_QUALITY for one in goal.constraints)
    supposed = goal.supposition or Supposition()
    return OptimizationInput(levers_of(goal), asked, today, supposed, keeps_quality, part_of(goal))


def _told(plan: Plan) -> PlanPart:
    return PlanPart(
        because=plan.because, agents=tuple(PlannedAgent(agent=agent, why=why) for agent, why in plan.agents)
    )
