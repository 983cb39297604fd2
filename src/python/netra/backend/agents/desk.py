"""Where one agent works in one run: what it was asked, the log it writes to, the tools it may call.

Everything here is made for one run and belongs to it alone.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Final, Generic, Self, TypeVar
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from netra.backend.agents.domain import Failure, Kept
from netra.backend.agents.tools import Outcome, Tool, Toolbox, arguments_of
from netra.backend.language_models.domain import Asker, LanguageModelError, ModelQuestion
from netra.backend.language_models.service import LanguageModelService
from netra.backend.pricing.domain.makers import maker_of
from netra.backend.pricing.service import PricingService
from netra.backend.projects.domain import WordMeaning
from netra.backend.projects.service import AccessibleProject, ProjectService
from netra.backend.runs.domain import Run
from netra.backend.runs.workflows import Journal
from netra.shared.errors import NetraError, Unavailable
from netra.shared.events.run import (
    AgentCompleted,
    AgentName,
    AgentStarted,
    AgentThinking,
    EventProblem,
    FindingPart,
    PartialResult,
    PlanPart,
    ReadPart,
    ReportReady,
    ToolCompleted,
    ToolExecuting,
)
from netra.shared.resilience import retry

A = TypeVar("A", bound=BaseModel)
R = TypeVar("R", bound=BaseModel)

TOOL_SECONDS: Final = 120
_ATTEMPTS: Final = 6
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RunContext:
    """What a run is about; never changed."""

    run: Run
    project: AccessibleProject
    part: int = 0
    """Which of the questions that were asked in one is worked on."""

    @property
    def now(self) -> datetime:
        """The moment at which the question was asked: the same however often the run is taken up."""
        return self.run.created_at

    @property
    def zone(self) -> tzinfo:
        return ZoneInfo(self.project.project.time_zone)


@dataclass(frozen=True, slots=True)
class Begun(Generic[R]):
    """A tool that was called, and the way to what becomes of it."""

    tool: Tool[Any, R]
    call_id: UUID
    outcome: Callable[[], Awaitable[Outcome[R]]]


class Desk:
    """One agent at work: it thinks aloud, calls tools and ends with a sentence, and all of it is an event."""

    def __init__(self, agent: AgentName, context: RunContext, journal: Journal, tools: Toolbox) -> None:
        self._agent = agent
        self.context = context
        self._journal = journal
        self._tools = tools
        self._used = 0
        self._began = time.perf_counter()
        self._working: list[asyncio.Task[Any]] = []
        self.failures: list[Failure] = []

    @classmethod
    async def opened(
        cls, agent: AgentName, title: str, context: RunContext, journal: Journal, tools: Toolbox
    ) -> Self:
        """The desk of an agent that has said what it is about to do."""
        await journal.say(AgentStarted(agent=agent, title=title))
        return cls(agent, context, journal, tools)

    async def think(self, thought: str) -> None:
        await self._journal.say(AgentThinking(agent=self._agent, thought=thought))

    async def tell(self, part: PlanPart | ReadPart | FindingPart) -> None:
        await self._journal.say(PartialResult(agent=self._agent, part=part))

    async def close(self, summary: str) -> None:
        milliseconds = (time.perf_counter() - self._began) * 1000
        await self._journal.say(
            AgentCompleted(agent=self._agent, summary=summary, duration_ms=round(milliseconds, 1))
        )

    async def decide(
        self,
        name: str,
        kind: type[R],
        work: Callable[[], Awaitable[R]],
        part: Callable[[R], PlanPart | ReadPart],
    ) -> tuple[UUID, R]:
        """Decide something once and for all, and tell it."""
        return await self._journal.step(
            name, kind, work, lambda _, made: PartialResult(agent=self._agent, part=part(made))
        )

    async def deliver(
        self,
        name: str,
        kind: type[R],
        work: Callable[[], Awaitable[R]],
        told: Callable[[R], ReportReady],
    ) -> R:
        """Write what the run is for, once and for all, and tell the gist of it."""
        return (await self._journal.step(name, kind, work, lambda _, made: told(made)))[1]

    @property
    def model(self) -> str | None:
        """The name of the language model that may be asked; None without one."""
        return LanguageModelService.on(self._tools.resources).name

    async def listed_models(self) -> tuple[str, ...]:
        """The models that their makers sell, by the project's price book."""
        book = PricingService.on(self._tools.resources).book(self.context.project.project.price_book)
        catalogue = await asyncio.to_thread(lambda: book.catalogue)
        return tuple(one.model for one in catalogue.models if maker_of(one.model) == one.provider)

    async def own_words(self) -> Mapping[str, WordMeaning]:
        """What the project's team calls users, sessions and so on, as it is known now."""
        async with self._tools.resources.database.session() as session:
            projects = ProjectService.on(self._tools.resources, session)
            return await projects.own_words(self.context.run.project_id)

    async def learn(self, word: str, meaning: WordMeaning) -> None:
        """Keep what a word of the team's own means, for every later question in the project."""
        async with self._tools.resources.database.session() as session:
            projects = ProjectService.on(self._tools.resources, session)
            await projects.learn_word(self.context.run.project_id, word, meaning)

    async def ask_model(self, asked: ModelQuestion[R]) -> R:
        """Ask the language model, within a step: nothing else keeps the answer. Raises LanguageModelError."""
        run = self.context.run
        asker = Asker(run.organization_id, run.asked_by, run.thread_id, run.id, self._agent)
        return await LanguageModelService.on(self._tools.resources).structured(asked, asker)

    async def use(self, tool: Tool[A, R], asked: A) -> Kept[R] | None:
        """Call a tool. None when it gave no result, which is noted among the failures."""
        return await self.finish(await self.begin(tool, asked))

    async def begin(self, tool: Tool[A, R], asked: A) -> Begun[R]:
        """Call a tool and go on; what is begun has to be finished, in the same order each time."""
        self._used += 1
        numbered = f"{self.context.part}.{self._used}" if self.context.part else f"{self._used}"
        call_id = uuid5(self.context.run.id, f"{self._agent} {numbered}")
        await self._announce(tool, call_id, asked)
        working = None
        if not self._journal.is_repeating:
            working = asyncio.create_task(self._outcome(tool, asked))
            self._working.append(working)
        return Begun(tool, call_id, lambda: working or self._outcome(tool, asked))

    async def finish(self, begun: Begun[R]) -> Kept[R] | None:
        """The result of a tool that was begun."""

        def completed(result_id: UUID, outcome: Outcome[R]) -> ToolCompleted:
            return self._completed(begun.tool, begun.call_id, result_id, outcome)

        tool = begun.tool
        result_id, outcome = await self._journal.step(tool.name, tool.outcome, begun.outcome, completed)
        if outcome.problem is not None:
            self.failures.append(Failure(tool.title, outcome.problem.detail))
        return Kept(result_id, outcome.result) if outcome.result is not None else None

    def taken_failures(self) -> list[Failure]:
        """What gave no result since this was last asked."""
        taken, self.failures = self.failures, []
        return taken

    def abandon(self) -> None:
        """Stop what was begun and is not finished."""
        for working in self._working:
            working.cancel()

    async def _announce(self, tool: Tool[A, R], call_id: UUID, asked: A) -> None:
        await self._journal.say(
            ToolExecuting(
                agent=self._agent,
                tool_call_id=call_id,
                tool=tool.name,
                title=tool.title,
                arguments=arguments_of(asked),
            )
        )

    def _completed(
        self, tool: Tool[A, R], call_id: UUID, result_id: UUID, outcome: Outcome[R]
    ) -> ToolCompleted:
        done = outcome.result is not None
        return ToolCompleted(
            agent=self._agent,
            tool_call_id=call_id,
            tool=tool.name,
            summary=tool.summarise(outcome.result) if outcome.result is not None else "No result.",
            duration_ms=outcome.duration_ms,
            result_id=result_id if done else None,
            problem=outcome.problem,
        )

    async def _outcome(self, tool: Tool[A, R], asked: A) -> Outcome[R]:
        began = time.perf_counter()
        result, problem = await _tried(lambda: tool.call(self._tools, asked), tool.name)
        milliseconds = round((time.perf_counter() - began) * 1000, 1)
        return Outcome(result=result, problem=problem, duration_ms=milliseconds)


def rules_instead(model: str | None, error: LanguageModelError) -> str:
    """What is said when a language model was of no use."""
    return f"{model} {error}: the rules answered instead."


async def _tried(call: Callable[[], Awaitable[R]], name: str) -> tuple[R | None, EventProblem | None]:
    """The result of a tool, or why there is none: a report without it is better than no report."""
    try:
        async with asyncio.timeout(TOOL_SECONDS):
            return await retry(call, on=(Unavailable,), attempts=_ATTEMPTS, longest_wait=4.0), None
    except NetraError as error:
        return None, EventProblem(code=error.code, detail=error.detail)
    except TimeoutError:
        detail = f"It took longer than {TOOL_SECONDS} s."
        return None, EventProblem(code="timed_out", detail=detail, remedy="Ask about a shorter time.")
    except Exception:  # noqa: BLE001  whatever a tool does wrong is logged here and said in the report
        _log.exception("A tool failed", extra={"tool": name})
        return None, EventProblem(code="internal", detail="Something went wrong here.")
