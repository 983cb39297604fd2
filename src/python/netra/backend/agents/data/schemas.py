"""What the data agent is given, and what it found."""

from dataclasses import dataclass, field

from netra.backend.agents.changes.domain import ChangeFound
from netra.backend.agents.cost_spread.domain import SpreadFound
from netra.backend.agents.data.domain import Lead, Span
from netra.backend.agents.domain import Kept
from netra.backend.agents.failed_places.domain import FailedPlaces
from netra.backend.agents.levels import NewLevel
from netra.backend.agents.part_levels.domain import PartLevel
from netra.backend.agents.recurrences import Recurrence
from netra.backend.agents.run_rate.domain import RateFound
from netra.backend.agents.side_by_side.domain import SideFound
from netra.backend.agents.slowness.domain import SlowFound
from netra.backend.agents.triage.domain.goal import Goal
from netra.backend.agents.triage.domain.setting import ProjectNames
from netra.backend.analytics.schemas import Breakdown, Overview, RankedCalls
from netra.backend.call_sizes.schemas import CallSizesRead
from netra.backend.calls.schemas import CallFilterQuery
from netra.backend.comparisons.schemas import ComparisonRead
from netra.backend.crosstabs.schemas import CrosstabRead
from netra.backend.incidents.schemas import IncidentsRead
from netra.backend.last_calls.schemas import LastCallsRead
from netra.backend.latency.schemas import LatencyRead
from netra.backend.peaks.schemas import PeakRead
from netra.backend.retries.schemas import RetriesRead
from netra.backend.session_steps.schemas import SessionStepsRead
from netra.backend.token_costs.schemas import TokenCostsRead


@dataclass(frozen=True, slots=True)
class DataInput:
    goal: Goal
    names: ProjectNames
    has_features: bool
    span: Span
    """The first and the last call of the project."""


@dataclass(frozen=True, slots=True)
class DataOutput:
    """What was found, each with the id under which it can be opened."""

    asked: CallFilterQuery
    overview: Kept[Overview] | None = None
    whole: Kept[Overview] | None = None
    whole_asked: CallFilterQuery | None = None
    whole_parts: Kept[Breakdown] | None = None
    named: Kept[Overview] | None = None
    named_parts: tuple[Kept[Breakdown], ...] = ()
    named_asked: CallFilterQuery | None = None
    named_before: Kept[Overview] | None = None
    overview_before: Kept[Overview] | None = None
    before_asked: CallFilterQuery | None = None
    ranked: Kept[RankedCalls] | None = None
    breakdowns: tuple[Kept[Breakdown], ...] = ()
    comparison: Kept[ComparisonRead] | None = None
    sizes: Kept[CallSizesRead] | None = None
    lead: Lead | None = None
    within: Kept[ComparisonRead] | None = None
    change: ChangeFound | None = None
    latency: Kept[LatencyRead] | None = None
    latency_before: Kept[LatencyRead] | None = None
    slow: SlowFound | None = None
    spread: SpreadFound | None = None
    retries: Kept[RetriesRead] | None = None
    incidents: tuple[Kept[IncidentsRead], ...] = ()
    recurrence: Recurrence | None = None
    part_levels: tuple[PartLevel, ...] = ()
    days: Kept[Breakdown] | None = None
    peak: Kept[PeakRead] | None = None
    last_calls: Kept[LastCallsRead] | None = None
    session_steps: Kept[SessionStepsRead] | None = None
    failed_parts: Kept[Breakdown] | None = None
    failed_places: FailedPlaces | None = None
    all_parts: Kept[Breakdown] | None = None
    sides: tuple[SideFound, ...] = ()
    rate: RateFound | None = None
    table: Kept[CrosstabRead] | None = None
    token_costs: Kept[TokenCostsRead] | None = None
    level: NewLevel | None = None
    notes: tuple[str, ...] = field(default=())
