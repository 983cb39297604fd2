"""What agents may call: services of the backend, with typed arguments and results. All numbers are theirs."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Generic, TypeVar

from pydantic import BaseModel, JsonValue

from netra.backend.alternatives.schemas import (
    AlternativesQuery,
    AlternativesRead,
    SupposedQuery,
    SupposedRead,
)
from netra.backend.alternatives.service import AlternativesService
from netra.backend.analytics.schemas import (
    Breakdown,
    BreakdownQuery,
    Overview,
    RankedCalls,
    RankedCallsQuery,
)
from netra.backend.analytics.service import AnalyticsService
from netra.backend.batch_prices.schemas import BatchPricesRead
from netra.backend.batch_prices.service import BatchPricesService
from netra.backend.caching_now.schemas import CachingNow, CachingNowQuery
from netra.backend.caching_now.service import CachingNowService
from netra.backend.call_sizes.schemas import CallSizesQuery, CallSizesRead
from netra.backend.call_sizes.service import CallSizesService
from netra.backend.calls.schemas import CallFilterQuery
from netra.backend.comparisons.schemas import ComparisonQuery, ComparisonRead
from netra.backend.comparisons.service import ComparisonService
from netra.backend.crosstabs.schemas import CrosstabQuery, CrosstabRead
from netra.backend.crosstabs.service import CrosstabService
from netra.backend.incidents.schemas import IncidentsQuery, IncidentsRead
from netra.backend.incidents.service import IncidentService
from netra.backend.last_calls.schemas import LastCallsQuery, LastCallsRead
from netra.backend.last_calls.service import LastCallsService
from netra.backend.latency.schemas import LatencyQuery, LatencyRead
from netra.backend.latency.service import LatencyService
from netra.backend.optimizer.schemas import PromptCaching
from netra.backend.optimizer.service import OptimizerService
from netra.backend.peaks.schemas import PeakQuery, PeakRead
from netra.backend.peaks.service import PeakService
from netra.backend.profiles.schemas import ProjectProfile
from netra.backend.profiles.service import ProfileService
from netra.backend.projects.service import AccessibleProject
from netra.backend.reasoning_caps.schemas import ReasoningCapQuery, ReasoningCapRead
from netra.backend.reasoning_caps.service import ReasoningCapService
from netra.backend.resources import Resources
from netra.backend.response_caching.schemas import ExactRepeatsRead
from netra.backend.response_caching.service import ResponseCachingService
from netra.backend.retries.schemas import RetriesQuery, RetriesRead
from netra.backend.retries.service import RetriesService
from netra.backend.session_steps.schemas import SessionStepsQuery, SessionStepsRead
from netra.backend.session_steps.service import SessionStepsService
from netra.backend.slow_calls.schemas import SlowCallsQuery, SlowCallsRead
from netra.backend.slow_calls.service import SlowCallService
from netra.backend.token_costs.schemas import TokenCostsQuery, TokenCostsRead
from netra.backend.token_costs.service import TokenCostsService
from netra.shared.events.run import EventProblem

A = TypeVar("A", bound=BaseModel)
R = TypeVar("R", bound=BaseModel)


class ToolName(StrEnum):
    PROJECT_PROFILE = "project_profile"
    OVERVIEW = "overview"
    BREAKDOWN = "breakdown"
    RANKED_CALLS = "ranked_calls"
    PERIOD_COMPARISON = "period_comparison"
    LATENCY = "latency"
    SLOW_CALLS = "slow_calls"
    INCIDENTS = "incidents"
    PEAK = "peak"
    LAST_CALLS = "last_calls"
    SESSION_STEPS = "session_steps"
    PROMPT_CACHING = "prompt_caching"
    EXACT_REPEATS = "exact_repeats"
    CALL_SIZES = "call_sizes"
    RETRIES = "retries"
    ALTERNATIVES = "alternatives"
    SUPPOSED_MODEL = "supposed_model"
    BATCH_PRICES = "batch_prices"
    CACHING_NOW = "caching_now"
    REASONING_CAP = "reasoning_cap"
    CROSSTAB = "crosstab"
    TOKEN_COSTS = "token_costs"  # noqa: S105  a name, no secret


@dataclass(frozen=True, slots=True)
class Toolbox:
    """The services, and the one project that they may be asked about."""

    resources: Resources
    project: AccessibleProject


class Outcome(BaseModel, Generic[R]):
    """What became of a tool call: its result, or the problem that there is none."""

    result: R | None = None
    problem: EventProblem | None = None
    duration_ms: float


@dataclass(frozen=True, slots=True)
class Tool(Generic[A, R]):
    """One thing that agents may call; `summarise` says in a sentence what came back."""

    name: ToolName
    title: str
    outcome: type[Outcome[R]]
    call: Callable[[Toolbox, A], Awaitable[R]]
    summarise: Callable[[R], str]


def arguments_of(asked: BaseModel) -> dict[str, JsonValue]:
    """The arguments as they are shown: what was not given is left out."""
    return asked.model_dump(mode="json", by_alias=True, exclude_defaults=True)


async def _profile(box: Toolbox, asked: CallFilterQuery) -> ProjectProfile:
    return await ProfileService.on(box.resources).profile(box.project, asked.filter)


async def _overview(box: Toolbox, asked: CallFilterQuery) -> Overview:
    return await AnalyticsService.on(box.resources).overview(box.project, asked.filter)


async def _breakdown(box: Toolbox, asked: BreakdownQuery) -> Breakdown:
    service = AnalyticsService.on(box.resources)
    return await service.breakdown(
        box.project, asked.filter, asked.by, asked.also_by, tallied=asked.tallied
    )


async def _ranked(box: Toolbox, asked: RankedCallsQuery) -> RankedCalls:
    service = AnalyticsService.on(box.resources)
    return await service.ranked_calls(box.project, asked.filter, asked.by, asked.order, asked.limit)


async def _comparison(box: Toolbox, asked: ComparisonQuery) -> ComparisonRead:
    return await ComparisonService.on(box.resources).compare(box.project, asked.earlier, asked.filter)


async def _latency(box: Toolbox, asked: LatencyQuery) -> LatencyRead:
    return await LatencyService.on(box.resources).latency(box.project, asked.filter, asked.by)


async def _slow_calls(box: Toolbox, asked: SlowCallsQuery) -> SlowCallsRead:
    return await SlowCallService.on(box.resources).slow_calls(box.project, asked.filter, asked.by)


async def _incidents(box: Toolbox, asked: IncidentsQuery) -> IncidentsRead:
    return await IncidentService.on(box.resources).incidents(box.project, asked.filter, asked.measure)


async def _peak(box: Toolbox, asked: PeakQuery) -> PeakRead:
    return await PeakService.on(box.resources).peak(box.project, asked.filter, asked.length)


async def _last_calls(box: Toolbox, asked: LastCallsQuery) -> LastCallsRead:
    service = LastCallsService.on(box.resources)
    return await service.last_calls(box.project, asked.filter, asked.by, asked.not_since)


async def _session_steps(box: Toolbox, asked: SessionStepsQuery) -> SessionStepsRead:
    service = SessionStepsService.on(box.resources)
    return await service.session_steps(box.project, asked.filter, asked.beyond)


async def _call_sizes(box: Toolbox, asked: CallSizesQuery) -> CallSizesRead:
    service = CallSizesService.on(box.resources)
    return await service.call_sizes(
        box.project, asked.filter, asked.above, asked.shorter_by, asked.by
    )


async def _retries(box: Toolbox, asked: RetriesQuery) -> RetriesRead:
    return await RetriesService.on(box.resources).retries(box.project, asked.filter, asked.within_seconds)


async def _alternatives(box: Toolbox, asked: AlternativesQuery) -> AlternativesRead:
    return await AlternativesService.on(box.resources).alternatives(box.project, asked.filter, asked.scope)


async def _supposed_model(box: Toolbox, asked: SupposedQuery) -> SupposedRead:
    service = AlternativesService.on(box.resources)
    return await service.suppose(
        box.project, asked.filter, asked.other_model, any_provider=asked.any_provider
    )


async def _batch_prices(box: Toolbox, asked: CallFilterQuery) -> BatchPricesRead:
    return await BatchPricesService.on(box.resources).batch_prices(box.project, asked.filter)


async def _reasoning_cap(box: Toolbox, asked: ReasoningCapQuery) -> ReasoningCapRead:
    service = ReasoningCapService.on(box.resources)
    return await service.reasoning_cap(box.project, asked.filter, asked.cap, asked.by)


async def _token_costs(box: Toolbox, asked: TokenCostsQuery) -> TokenCostsRead:
    return await TokenCostsService.on(box.resources).token_costs(
        box.project, asked.filter, asked.by, asked.kind
    )


async def _crosstab(box: Toolbox, asked: CrosstabQuery) -> CrosstabRead:
    return await CrosstabService.on(box.resources).crosstab(box.project, asked)


async def _prompt_caching(box: Toolbox, asked: CallFilterQuery) -> PromptCaching:
    return await OptimizerService.on(box.resources).prompt_caching(box.project, asked.filter)


async def _caching_now(box: Toolbox, asked: CachingNowQuery) -> CachingNow:
    return await CachingNowService.on(box.resources).caching_now(box.project, asked.filter, asked.by)


async def _exact_repeats(box: Toolbox, asked: CallFilterQuery) -> ExactRepeatsRead:
    return await ResponseCachingService.on(box.resources).exact_repeats(box.project, asked.filter)


PROFILE: Final = Tool(
    ToolName.PROJECT_PROFILE,
    "Look at what the calls record",
    Outcome[ProjectProfile],
    _profile,
    lambda found: f"{found.recorded.calls:,} calls, {len(found.names.models)} models.",
)
OVERVIEW: Final = Tool(
    ToolName.OVERVIEW,
    "Add up cost, tokens and times",
    Outcome[Overview],
    _overview,
    lambda found: f"{found.calls:,} calls cost {usd(found.cost.value)}.",
)
BREAKDOWN: Final = Tool(
    ToolName.BREAKDOWN,
    "Divide the cost",
    Outcome[Breakdown],
    _breakdown,
    lambda found: f"{len(found.rows):,} rows by {' and '.join(filter(None, (found.by, found.also_by)))}.",
)
RANKED_CALLS: Final = Tool(
    ToolName.RANKED_CALLS,
    "Put calls in order",
    Outcome[RankedCalls],
    _ranked,
    lambda found: f"{len(found.calls):,} calls by {found.by}.",
)
COMPARISON: Final = Tool(
    ToolName.PERIOD_COMPARISON,
    "Compare two periods",
    Outcome[ComparisonRead],
    _comparison,
    lambda found: f"From {usd(found.before.cost.value)} to {usd(found.after.cost.value)}.",
)
PROMPT_CACHING: Final = Tool(
    ToolName.PROMPT_CACHING,
    "Replay prompt caching",
    Outcome[PromptCaching],
    _prompt_caching,
    lambda found: f"{len(found.policies)} policies over {found.calls:,} calls.",
)
EXACT_REPEATS: Final = Tool(
    ToolName.EXACT_REPEATS,
    "Look for exact repeats",
    Outcome[ExactRepeatsRead],
    _exact_repeats,
    lambda found: f"{found.repeats.value} of {found.calls:,} calls repeat.",
)
LATENCY: Final = Tool(
    ToolName.LATENCY,
    "Measure how long calls take",
    Outcome[LatencyRead],
    _latency,
    lambda found: f"{len(found.groups):,} groups by {found.by}.",
)
CROSSTAB: Final = Tool(
    ToolName.CROSSTAB,
    "Tabulate the calls",
    Outcome[CrosstabRead],
    _crosstab,
    lambda found: f"{len(found.rows):,} rows of {len(found.measures)} numbers.",
)
SLOW_CALLS: Final = Tool(
    ToolName.SLOW_CALLS,
    "Look for what goes with the time of calls",
    Outcome[SlowCallsRead],
    _slow_calls,
    lambda found: f"{found.whole.calls.value or 0:,} timed calls, {len(found.causes)} things to do.",
)
INCIDENTS: Final = Tool(
    ToolName.INCIDENTS,
    "Look for times that stand out",
    Outcome[IncidentsRead],
    _incidents,
    lambda found: f"{found.measure}: {len(found.incidents)} of {found.steps:,} steps of time stand out.",
)
PEAK: Final = Tool(
    ToolName.PEAK,
    "Find the busiest time",
    Outcome[PeakRead],
    _peak,
    lambda found: f"{found.calls.value} calls in the busiest {found.length.words}.",
)
LAST_CALLS: Final = Tool(
    ToolName.LAST_CALLS,
    "Look who was last heard of when",
    Outcome[LastCallsRead],
    _last_calls,
    lambda found: f"{found.quiet:,} of {found.groups:,} went quiet.",
)
SESSION_STEPS: Final = Tool(
    ToolName.SESSION_STEPS,
    "Count the steps of sessions",
    Outcome[SessionStepsRead],
    _session_steps,
    lambda found: f"{found.long:,} of {found.sessions:,} sessions go beyond {found.limit:,} calls.",
)
CALL_SIZES: Final = Tool(
    ToolName.CALL_SIZES,
    "Look for oversized calls",
    Outcome[CallSizesRead],
    _call_sizes,
    lambda found: f"{found.whole.calls:,} calls, {len(found.growing)} sessions whose context grows.",
)
RETRIES: Final = Tool(
    ToolName.RETRIES,
    "Look for failed and repeated calls",
    Outcome[RetriesRead],
    _retries,
    lambda found: f"{found.failed.value} of {found.calls:,} calls failed.",
)
ALTERNATIVES: Final = Tool(
    ToolName.ALTERNATIVES,
    "Price the same tokens at other models",
    Outcome[AlternativesRead],
    _alternatives,
    lambda found: f"{len(found.models)} models compared at the prices of {found.price_book}.",
)
SUPPOSED_MODEL: Final = Tool(
    ToolName.SUPPOSED_MODEL,
    "Price all calls at another model",
    Outcome[SupposedRead],
    _supposed_model,
    lambda found: f"{found.calls:,} calls at {len(found.supposed)} models; {len(found.unsold)} unpriced.",
)
BATCH_PRICES: Final = Tool(
    ToolName.BATCH_PRICES,
    "Price the same calls in batches",
    Outcome[BatchPricesRead],
    _batch_prices,
    lambda found: f"{found.counted.calls:,} calls in batches: {usd(found.counted.saving.value)} less.",
)
CACHING_NOW: Final = Tool(
    ToolName.CACHING_NOW,
    "Price the same tokens without a cache",
    Outcome[CachingNow],
    _caching_now,
    lambda found: (
        f"Caching saves {usd(found.saving.value)} on {found.counted_calls:,} calls; {len(found.losing)} lose."
    ),
)
TOKEN_COSTS: Final = Tool(
    ToolName.TOKEN_COSTS,
    "Tell the cost apart by kind of token",
    Outcome[TokenCostsRead],
    _token_costs,
    lambda found: f"{found.calls - found.unpriced_calls:,} calls told apart, {len(found.parts)} parts.",
)
REASONING_CAP: Final = Tool(
    ToolName.REASONING_CAP,
    "Price the reasoning beyond a cap",
    Outcome[ReasoningCapRead],
    _reasoning_cap,
    lambda found: (
        f"{found.whole.longer.value or 0:,} calls above {found.cap:,} reasoning tokens; "
        f"{usd(found.whole.cost.value)} beyond it."
    ),
)
AnyTool = Tool[Any, Any]


def usd(amount: object) -> str:
    """Money in the summary of a tool."""
    return "an unknown amount" if amount is None else f"${amount:,.2f}"
