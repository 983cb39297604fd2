"""What a report is written from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from netra.backend.agents.changes.domain import ChangeFound
from netra.backend.agents.cost_spread.domain import SpreadFound
from netra.backend.agents.data.domain import Lead
from netra.backend.agents.domain import Failure, Kept
from netra.backend.agents.failed_places.domain import FailedPlaces
from netra.backend.agents.levels import NewLevel
from netra.backend.agents.part_levels.domain import PartLevel
from netra.backend.agents.recurrences import Recurrence
from netra.backend.agents.run_rate.domain import RateFound
from netra.backend.agents.schemas import Action, Finding, Sufficiency, Unknown
from netra.backend.agents.side_by_side.domain import SideFound
from netra.backend.agents.slowness.domain import SlowFound
from netra.backend.agents.triage.domain.clauses import without_further
from netra.backend.agents.triage.domain.goal import Goal, Reading, Understood
from netra.backend.alternatives.schemas import SupposedRead
from netra.backend.analytics.schemas import Breakdown, Overview, RankedCalls
from netra.backend.batch_prices.schemas import BatchPricesRead
from netra.backend.caching_now.schemas import CachingNow
from netra.backend.call_sizes.schemas import CallSizesRead
from netra.backend.calls.schemas import CallFilterQuery
from netra.backend.comparisons.schemas import ComparisonRead
from netra.backend.crosstabs.schemas import CrosstabRead
from netra.backend.incidents.schemas import IncidentsRead
from netra.backend.last_calls.schemas import LastCallsRead
from netra.backend.latency.schemas import LatencyRead
from netra.backend.peaks.schemas import PeakRead
from netra.backend.projects.domain import Project
from netra.backend.reasoning_caps.schemas import ReasoningCapRead
from netra.backend.retries.schemas import RetriesRead
from netra.backend.session_steps.schemas import SessionStepsRead
from netra.backend.token_costs.schemas import TokenCostsRead


@dataclass(frozen=True, slots=True)
class Given:
    """Everything that the other agents found; what they did not look at is None or empty."""

    run_id: UUID
    thread_id: UUID
    question: str
    asked_at: datetime
    project: Project
    reading: Reading
    sufficiency: Sufficiency
    unknowns: Sequence[Unknown] = ()
    failures: Sequence[Failure] = ()
    asked: CallFilterQuery | None = None
    overview: Kept[Overview] | None = None
    whole: Kept[Overview] | None = None
    whole_asked: CallFilterQuery | None = None
    whole_parts: Kept[Breakdown] | None = None
    """The whole of each part, where a share of each is asked for."""
    named: Kept[Overview] | None = None
    """Those of the calls that an average over sessions or users is of, where others name none."""
    named_parts: Sequence[Kept[Breakdown]] = ()
    named_asked: CallFilterQuery | None = None
    named_before: Kept[Overview] | None = None
    overview_before: Kept[Overview] | None = None
    """The calls of the earlier time, where two are asked about."""
    before_asked: CallFilterQuery | None = None
    ranked: Kept[RankedCalls] | None = None
    breakdowns: Sequence[Kept[Breakdown]] = ()
    comparison: Kept[ComparisonRead] | None = None
    sizes: Kept[CallSizesRead] | None = None
    lead: Lead | None = None
    within: Kept[ComparisonRead] | None = None
    change: ChangeFound | None = None
    """What is behind a change of cost."""
    level: NewLevel | None = None
    """Since when a day costs more, or less, where that was asked."""
    latency: Kept[LatencyRead] | None = None
    latency_before: Kept[LatencyRead] | None = None
    slow: SlowFound | None = None
    """What goes with how long calls take, where why they are slow is asked."""
    spread: SpreadFound | None = None
    """What parts cost, where their spread or one of them is asked about."""
    retries: Kept[RetriesRead] | None = None
    incidents: Sequence[Kept[IncidentsRead]] = ()
    recurrence: Recurrence | None = None
    """Hours of the week at which calls fail again and again."""
    part_levels: Sequence[PartLevel] = ()
    """Features or models that are another since a day."""
    days: Kept[Breakdown] | None = None
    """What days cost, where it is asked whether spend is as usual."""
    peak: Kept[PeakRead] | None = None
    last_calls: Kept[LastCallsRead] | None = None
    session_steps: Kept[SessionStepsRead] | None = None
    failed_places: FailedPlaces | None = None
    """Where failed calls cost money, where what they cost is asked."""
    failed_parts: Kept[Breakdown] | None = None
    """The users or sessions of failed calls, where whom failures meet is asked."""
    all_parts: Kept[Breakdown] | None = None
    sides: Sequence[SideFound] = ()
    """Each of several names that stand side by side."""
    rate: RateFound | None = None
    table: Kept[CrosstabRead] | None = None
    """Several numbers of each part, where these are asked for."""
    token_costs: Kept[TokenCostsRead] | None = None
    notes: Sequence[str] = ()
    findings: Sequence[Finding] = ()
    supposed: Kept[SupposedRead] | None = None
    caching: Kept[CachingNow] | None = None
    batches: Kept[BatchPricesRead] | None = None
    capped: Kept[CallSizesRead] | None = None
    """Which calls a limit on their output would cut off."""
    reasoned: Kept[ReasoningCapRead] | None = None
    """Which calls reason for longer than a cap."""
    actions: Sequence[Action] = ()
    suggestions: Sequence[str] = ()
    model_notes: Sequence[str] = ()
    """What a language model had to do with how the question was read."""
    is_model_away: bool = False
    """Whether it gave no answer when the question was read: it is not waited for again."""

    @property
    def then(self) -> str:
        """The question that was asked behind this one, in the asker's words; empty without one."""
        return self.reading.then if isinstance(self.reading, Understood) else ""

    @property
    def own_question(self) -> str:
        """What was asked, without what is answered behind it."""
        return without_further(self.question, self.then)

    @property
    def goal(self) -> Goal | None:
        return self.reading.goal if isinstance(self.reading, Understood) else None
