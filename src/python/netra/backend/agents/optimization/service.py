"""Optimization: replays the levers that a question is about on the calls that it speaks of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from pydantic import BaseModel

from netra.backend.agents.desk import Desk
from netra.backend.agents.domain import Kept
from netra.backend.agents.optimization.domain import exact_repeats, prompt_caching
from netra.backend.agents.schemas import Finding, Unknown
from netra.backend.agents.text import plain_text
from netra.backend.agents.tools import EXACT_REPEATS, PROMPT_CACHING, AnyTool
from netra.backend.agents.triage.domain.describe import LEVER_WORDS
from netra.backend.agents.triage.domain.goal import Lever
from netra.backend.analytics.schemas import Overview
from netra.backend.calls.schemas import CallFilterQuery
from netra.shared.events.run import FindingPart


@dataclass(frozen=True, slots=True)
class LeverStudy:
    """How a lever is looked at: the tool, what it is asked, and what follows from its result."""

    tool: AnyTool
    arguments: Callable[[CallFilterQuery], BaseModel]
    finding: Callable[[Kept[Any], Overview], Finding | None]


STUDIES: Final[Mapping[Lever, LeverStudy]] = MappingProxyType(
    {
        Lever.PROMPT_CACHING: LeverStudy(PROMPT_CACHING, lambda asked: asked, prompt_caching.finding_of),
        Lever.RESPONSE_CACHE: LeverStudy(EXACT_REPEATS, lambda asked: asked, exact_repeats.finding_of),
    }
)


@dataclass(frozen=True, slots=True)
class OptimizationInput:
    levers: tuple[Lever, ...]
    asked: CallFilterQuery
    today: Overview


@dataclass(frozen=True, slots=True)
class Studied:
    """A finding and the result that it rests on."""

    finding: Finding
    result: BaseModel


@dataclass(frozen=True, slots=True)
class OptimizationOutput:
    """What each lever came to, the largest saving first, and which could not be looked at."""

    studied: tuple[Studied, ...]
    unknowns: tuple[Unknown, ...]


class OptimizationAgent:
    async def run(self, desk: Desk, given: OptimizationInput) -> OptimizationOutput:
        """Replay one lever after another."""
        studied, unknowns = list[Studied](), list[Unknown]()
        for lever in given.levers:
            study = STUDIES.get(lever)
            if study is None:
                unknowns.append(_not_replayed(lever))
                continue
            made = await self._study(desk, study, given)
            if made is not None:
                studied.append(made)
        studied.sort(key=_by_saving)
        paying = sum(one.finding.saving is not None for one in studied)
        await desk.close(f"{len(studied)} levers looked at, {paying} pay.")
        return OptimizationOutput(tuple(studied), tuple(unknowns))

    async def _study(self, desk: Desk, study: LeverStudy, given: OptimizationInput) -> Studied | None:
        found = await desk.use(study.tool, study.arguments(given.asked))
        finding = study.finding(found, given.today) if found is not None else None
        if found is None or finding is None:
            return None
        part = FindingPart(title=finding.title, text=plain_text(finding.passage), result_id=found.id)
        await desk.tell(part)
        return Studied(finding, found.result)


def _by_saving(studied: Studied) -> float:
    saving = studied.finding.saving
    return -float(saving.value) if saving is not None and saving.value is not None else 0.0


def _not_replayed(lever: Lever) -> Unknown:
    words = LEVER_WORDS[lever]
    return Unknown(what=f"What {words} would save: this cannot be replayed on recorded calls yet.", send="")
