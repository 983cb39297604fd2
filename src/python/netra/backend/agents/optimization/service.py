"""Optimization: replays the levers that a question is about on the calls that it speaks of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from pydantic import BaseModel

from netra.backend.agents.desk import Desk
from netra.backend.agents.domain import Kept
from netra.backend.agents.optimization.domain import (
    alternatives,
    batch,
    call_sizes,
    exact_repeats,
    output_caps,
    prompt_caching,
    reasoning_caps,
    retries,
    unread_caches,
)
from netra.backend.agents.schemas import Finding, Unknown
from netra.backend.agents.text import counted, plain_text
from netra.backend.agents.tools import (
    ALTERNATIVES,
    BATCH_PRICES,
    CACHING_NOW,
    CALL_SIZES,
    EXACT_REPEATS,
    PROMPT_CACHING,
    REASONING_CAP,
    RETRIES,
    SUPPOSED_MODEL,
    AnyTool,
)
from netra.backend.agents.triage.domain.describe import LEVER_WORDS
from netra.backend.agents.triage.domain.goal import Lever, Supposition
from netra.backend.alternatives.domain import AlternativeScope
from netra.backend.alternatives.schemas import AlternativesQuery, SupposedQuery, SupposedRead
from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.schemas import Overview
from netra.backend.batch_prices.schemas import BatchPricesRead
from netra.backend.caching_now.schemas import CachingNow, CachingNowQuery
from netra.backend.call_sizes.domain import Side
from netra.backend.call_sizes.schemas import CallSizesQuery, CallSizesRead
from netra.backend.calls.schemas import CallFilterQuery
from netra.backend.reasoning_caps.schemas import ReasoningCapQuery, ReasoningCapRead
from netra.backend.retries.schemas import RetriesQuery
from netra.shared.events.run import FindingPart

_QUALITY_MUST_STAY: Final = (
    "You want answers to stay as good, which no log can tell: not counted as a saving."
)


@dataclass(frozen=True, slots=True)
class OptimizationInput:
    """The levers to look at, on which calls; `supposed` names models to move to, or how much shorter."""

    levers: tuple[Lever, ...]
    asked: CallFilterQuery
    today: Overview
    supposed: Supposition
    keeps_quality: bool = False
    by: Dimension | None = None
    """What the result of a lever is told apart by, where it can be and that was asked."""


@dataclass(frozen=True, slots=True)
class LeverStudy:
    """How a lever is looked at: the tool, what it is asked, and what follows from its result."""

    tool: AnyTool
    arguments: Callable[[OptimizationInput], BaseModel]
    finding: Callable[[Kept[Any], Overview], Finding | None]


@dataclass(frozen=True, slots=True)
class Studied:
    """A finding and the result that it rests on."""

    finding: Finding
    result: BaseModel


@dataclass(frozen=True, slots=True)
class OptimizationOutput:
    """What each lever came to, first what leaves answers alone and saves most; and what was not looked at."""

    studied: tuple[Studied, ...]
    unknowns: tuple[Unknown, ...]
    supposed: Kept[SupposedRead] | None = None
    """All calls at the models that were named, where some were."""
    caching: Kept[CachingNow] | None = None
    """What caching comes to as billed, where that was asked."""

    @property
    def batches(self) -> Kept[BatchPricesRead] | None:
        """What calls would cost in batches, where that was asked."""
        found = ((one.finding.result_id, one.result) for one in self.studied)
        return next((Kept(id_, read) for id_, read in found if isinstance(read, BatchPricesRead)), None)

    @property
    def capped(self) -> Kept[CallSizesRead] | None:
        """Which calls have more output than a limit, where one was asked about."""
        for one in self.studied:
            if one.finding.id == output_caps.OUTPUT_CAP and isinstance(one.result, CallSizesRead):
                return Kept(one.finding.result_id, one.result)
        return None

    @property
    def reasoned(self) -> Kept[ReasoningCapRead] | None:
        """Which calls reason for longer than a cap, where one was asked about."""
        found = ((one.finding.result_id, one.result) for one in self.studied)
        return next((Kept(id_, read) for id_, read in found if isinstance(read, ReasoningCapRead)), None)


class OptimizationAgent:
    async def run(self, desk: Desk, given: OptimizationInput) -> OptimizationOutput:
        """Replay the levers: all are begun, so that one computes while another one reads; then one by one."""
        named = _OF_MODELS if given.supposed.models else frozenset[Lever]()
        wanted = {lever: _study(lever, given) for lever in given.levers}
        studies = [study for lever, study in wanted.items() if study is not None and lever not in named]
        try:
            supposed = await desk.use(SUPPOSED_MODEL, _supposed(given)) if named else None
            found = await _all_found(desk, studies, given)
            studied = [one for one in map(_studying(given), studies, found) if one is not None]
        finally:
            desk.abandon()
        ordered = sorted({one.finding.id: one for one in reversed(studied)}.values(), key=_rank)
        for one in ordered:
            await desk.tell(_told(one))
        paying = sum(one.finding.saving is not None for one in ordered)
        pays = "pays" if paying == 1 else "pay"
        looked = f"{counted(len(ordered), 'lever')} looked at, {paying} {pays}."
        caching = _caching(given, found)
        priced = "Priced without a cache." if caching else "Priced at the models that you name."
        await desk.close(looked if ordered or not (supposed or caching) else priced)
        unknowns = tuple(_not_replayed(lever) for lever, study in wanted.items() if study is None)
        return OptimizationOutput(tuple(ordered), unknowns, supposed, caching)


def _caching(given: OptimizationInput, found: Sequence[Kept[Any] | None]) -> Kept[CachingNow] | None:
    """What was found of caching as billed, where it is asked for itself and not only as one of all levers."""
    if not given.supposed.without_caching:
        return None
    kept = (Kept(one.id, one.result) for one in found if one and isinstance(one.result, CachingNow))
    return next(kept, None)


async def _all_found(
    desk: Desk, studies: Sequence[LeverStudy], given: OptimizationInput
) -> list[Kept[Any] | None]:
    """What each study's tool found; a tool is asked the same thing once, for whatever needs it."""
    asked = [(study.tool, study.arguments(given)) for study in studies]
    keys = [(tool.name, arguments.model_dump_json()) for tool, arguments in asked]
    begun = {}
    for key, (tool, arguments) in zip(keys, asked, strict=True):
        if key not in begun:
            begun[key] = await desk.begin(tool, arguments)
    # The longest is begun first and waited for last, so that what the others found is told meanwhile.
    found = {key: await desk.finish(begun[key]) for key in reversed(begun)}
    return [found[key] for key in keys]


def _studying(given: OptimizationInput) -> Callable[[LeverStudy, Kept[Any] | None], Studied | None]:
    def studied(study: LeverStudy, found: Kept[Any] | None) -> Studied | None:
        finding = study.finding(found, given.today) if found is not None else None
        if found is None or finding is None:
            return None
        return Studied(_within(finding, given), found.result)

    return studied


def _told(studied: Studied) -> FindingPart:
    finding = studied.finding
    return FindingPart(
        title=finding.title, text=plain_text(finding.passage), result_id=finding.result_id
    )


def _within(finding: Finding, given: OptimizationInput) -> Finding:
    """The finding under what must stay true."""
    if not (given.keeps_quality and finding.changes_answers and finding.saving):
        return finding
    return finding.model_copy(update={"saving": None, "tradeoffs": [*finding.tradeoffs, _QUALITY_MUST_STAY]})


def _rank(studied: Studied) -> tuple[bool, float]:
    """First what leaves every answer as it is, by what it saves; then what may change answers, likewise."""
    finding = studied.finding
    saving = finding.saving.value if finding.saving is not None else None
    return finding.changes_answers, -float(saving or 0)


def _not_replayed(lever: Lever) -> Unknown:
    words = LEVER_WORDS[lever]
    return Unknown(what=f"What {words} would save: this cannot be replayed on recorded calls yet.", send="")


def _chosen(given: OptimizationInput) -> dict[str, Any]:
    return given.asked.model_dump(by_alias=True, exclude_defaults=True)


def _as_asked(given: OptimizationInput) -> BaseModel:
    return given.asked


def _caching_now(given: OptimizationInput) -> BaseModel:
    by = {} if given.by is None else {"by": given.by}
    return CachingNowQuery.model_validate({**_chosen(given), **by})


def _capped(given: OptimizationInput) -> BaseModel:
    """Only answers are limited: how many prompts are as long does not matter."""
    limit = {"above_tokens": given.supposed.output_cap, "above_side": Side.OUTPUT, "by": given.by}
    return CallSizesQuery.model_validate({**_chosen(given), **limit})


def _reasoning_cap(given: OptimizationInput) -> BaseModel:
    by = {} if given.by is None else {"by": given.by}
    return ReasoningCapQuery.model_validate({**_chosen(given), "cap": given.supposed.reasoning_cap, **by})


def _sizes(given: OptimizationInput) -> BaseModel:
    share = given.supposed.shorter_by
    return CallSizesQuery.model_validate({**_chosen(given), **({"shorter_by": share} if share else {})})


def _supposed(given: OptimizationInput) -> SupposedQuery:
    asked = {"any_provider": True} if Lever.PROVIDER_CHOICE in given.levers else {}
    return SupposedQuery.model_validate({**_chosen(given), "other_model": given.supposed.models, **asked})


def _retries(given: OptimizationInput) -> BaseModel:
    return RetriesQuery.model_validate(_chosen(given))


def _same_provider(given: OptimizationInput) -> BaseModel:
    return AlternativesQuery.model_validate(_chosen(given))


def _any_provider(given: OptimizationInput) -> BaseModel:
    return AlternativesQuery.model_validate({**_chosen(given), "scope": AlternativeScope.ALL})


_OF_MODELS: Final = frozenset({Lever.CHEAPER_MODEL, Lever.PROVIDER_CHOICE, Lever.ROUTING})
"""Levers that a named model answers."""
_OF_A_CAP: Final = LeverStudy(CALL_SIZES, _capped, output_caps.finding_of)
_OF_REASONING: Final = LeverStudy(REASONING_CAP, _reasoning_cap, reasoning_caps.finding_of)
STUDIES: Final[Mapping[Lever, LeverStudy]] = MappingProxyType(
    {
        Lever.PROMPT_CACHING: LeverStudy(PROMPT_CACHING, _as_asked, prompt_caching.finding_of),
        Lever.UNREAD_CACHES: LeverStudy(CACHING_NOW, _caching_now, unread_caches.finding_of),
        Lever.RESPONSE_CACHE: LeverStudy(EXACT_REPEATS, _as_asked, exact_repeats.finding_of),
        Lever.TRIM_CONTEXT: LeverStudy(CALL_SIZES, _sizes, call_sizes.context_finding_of),
        Lever.TRIM_OUTPUT: LeverStudy(CALL_SIZES, _sizes, call_sizes.output_finding_of),
        Lever.RETRY_WASTE: LeverStudy(RETRIES, _retries, retries.finding_of),
        Lever.CHEAPER_MODEL: LeverStudy(ALTERNATIVES, _same_provider, alternatives.finding_of),
        Lever.PROVIDER_CHOICE: LeverStudy(ALTERNATIVES, _any_provider, alternatives.finding_of),
        Lever.ROUTING: LeverStudy(ALTERNATIVES, _same_provider, alternatives.finding_of),
        Lever.BATCH: LeverStudy(BATCH_PRICES, _as_asked, batch.finding_of),
    }
)


def _study(lever: Lever, given: OptimizationInput) -> LeverStudy | None:
    """How a lever is looked at; None where recorded calls do not tell, or a cap is not named."""
    if lever is Lever.REASONING_EFFORT:
        return None if given.supposed.reasoning_cap is None else _OF_REASONING
    is_capped = lever is Lever.TRIM_OUTPUT and given.supposed.output_cap is not None
    return _OF_A_CAP if is_capped else STUDIES.get(lever)
