"""What a question asks for: the goal, its parts, and what a reading can end in."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal

from netra.backend.agents.triage.domain.beside import Beside
from netra.backend.calls.domain.bounds import Bound, Relation
from netra.backend.calls.domain.call import AgentKind, CallStatus
from netra.backend.calls.domain.groups import GroupKey
from netra.backend.calls.domain.measures import CallMeasure, Order
from netra.backend.crosstabs.domain.measures import TableMeasure
from netra.backend.peaks.domain import PeakLength
from netra.backend.projects.domain import WordMeaning
from netra.backend.token_costs.domain import TokenKind

MOST_OPTIONS: Final = 6
FEWEST_OPTIONS: Final = 2


class Intent(StrEnum):
    """What the asker wants to be told."""

    SPEND_LESS = "spend_less"
    LEVER = "lever"
    WHERE_MONEY_GOES = "where_money_goes"
    WHY_CHANGED = "why_changed"
    WHY_DEAR = "why_dear"
    SPREAD = "spread"
    SPEED = "speed"
    WHY_SLOW = "why_slow"
    ERRORS = "errors"
    INCIDENTS = "incidents"
    LAST_CALLS = "last_calls"
    RUNAWAYS = "runaways"
    HOW_MUCH = "how_much"
    WHAT_IF = "what_if"
    RUN_RATE = "run_rate"
    PROVENANCE = "provenance"
    HELP = "help"


FIGURES: Final = frozenset({Intent.HOW_MUCH, Intent.WHERE_MONEY_GOES})
"""What adds calls up, as a whole or part by part."""


class Lever(StrEnum):
    """A way to spend or wait less that can be named in a question."""

    PROMPT_CACHING = "prompt_caching"
    UNREAD_CACHES = "unread_caches"
    RESPONSE_CACHE = "response_cache"
    SEMANTIC_CACHE = "semantic_cache"
    TRIM_CONTEXT = "trim_context"
    TRIM_OUTPUT = "trim_output"
    RETRY_WASTE = "retry_waste"
    CHEAPER_MODEL = "cheaper_model"
    PROVIDER_CHOICE = "provider_choice"
    ROUTING = "routing"
    BATCH = "batch"
    REASONING_EFFORT = "reasoning_effort"


class CacheTold(StrEnum):
    """What of caching as billed is asked for."""

    SAVING = "saving"
    COST = "cost"
    """What the calls would have cost without it."""
    WRITES = "writes"
    LOSSES = "losses"
    """Where it costs more than it saves."""


class Metric(StrEnum):
    """What is measured; COST in USD, times in milliseconds, the rest counted."""

    COST = "cost"
    CALLS = "calls"
    SESSIONS = "sessions"
    TOKENS = "tokens"
    INPUT_TOKENS = "input_tokens"
    OUTPUT_TOKENS = "output_tokens"
    CACHED_TOKENS = "cached_tokens"
    REASONING_TOKENS = "reasoning_tokens"
    LATENCY = "latency"
    LATENCY_P50 = "latency_p50"
    LATENCY_P95 = "latency_p95"
    LATENCY_P99 = "latency_p99"
    TTFT = "ttft"
    OUTPUT_SPEED = "output_speed"
    ERRORS = "errors"
    RETRIES = "retries"
    USERS = "users"


WHOLES: Final[Mapping[Metric, Metric]] = MappingProxyType(
    {
        Metric.CACHED_TOKENS: Metric.INPUT_TOKENS,
        Metric.REASONING_TOKENS: Metric.OUTPUT_TOKENS,
    }
)
"""What is part of something larger by itself, and of what."""


class Average(StrEnum):
    """What a figure is divided by: calls, sessions, users, tokens, or the groups of the breakdown."""

    CALL = "call"
    SESSION = "session"
    USER = "user"
    TOKEN = "token"  # noqa: S105  a unit, no secret
    INPUT_TOKEN = "input token"  # noqa: S105  a unit, no secret
    OUTPUT_TOKEN = "output token"  # noqa: S105  a unit, no secret
    GROUP = "group"


class Period(StrEnum):
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Target:
    """How far to go: `change` is a share of today's figure (-0.3), `at_most` a figure in the metric's unit.

    `reduction` is an amount to take off. One of the three is set; `currency` names what an amount of money
    is in, `per` its period.
    """

    metric: Metric
    change: Decimal | None = None
    at_most: Decimal | None = None
    reduction: Decimal | None = None
    per: Period | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Above:
    """Only calls with more tokens than this on one side."""

    side: Literal["input", "output"]
    tokens: int


@dataclass(frozen=True, slots=True)
class PartBound:
    """Only the parts that add up to more, or less, than an amount or a share of all, each or together."""

    metric: Metric
    relation: Relation
    amount: Decimal
    tells_excess: bool = False
    of: Literal["each", "share", "together"] = "each"


@dataclass(frozen=True, slots=True)
class Ranking:
    """Which end of an order, and how many: single `calls` by a measure, else parts by the goal's metric."""

    order: Order
    count: int | None = None
    calls: CallMeasure | None = None


class ConstraintKind(StrEnum):
    KEEP_QUALITY = "keep_quality"
    KEEP_SPEED = "keep_speed"
    KEEP_COST = "keep_cost"
    LIMIT = "limit"
    KEEP_MODELS = "keep_models"


@dataclass(frozen=True, slots=True)
class Constraint:
    """What must stay true: for LIMIT the metric and its most, for KEEP_MODELS which, and where."""

    kind: ConstraintKind
    metric: Metric | None = None
    at_most: Decimal | None = None
    models: tuple[str, ...] = ()
    features: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeRange:
    """From `since` up to, not including, `until`; None is open."""

    since: datetime | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Chosen:
    """Values of calls that a question names, as `CallFilter` takes them; the clock is the project's."""

    models: tuple[str, ...] = ()
    agents: tuple[AgentKind, ...] = ()
    agent_names: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    statuses: tuple[CallStatus, ...] = ()
    providers: tuple[str, ...] = ()
    stop_reasons: tuple[str, ...] = ()
    weekdays: tuple[int, ...] = ()
    hours: tuple[int, ...] = ()
    bounds: tuple[Bound, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))


NOTHING_CHOSEN: Final = Chosen()
FIRST_NAMED: Final = "@first"
"""Stands for the part that the answer before names first, in a goal that is read before there is one."""


@dataclass(frozen=True, slots=True)
class Whole:
    """What a share is asked of: a measure over calls, of the same time; nothing chosen means all of them."""

    metric: Metric
    chosen: Chosen = NOTHING_CHOSEN


@dataclass(frozen=True, slots=True)
class Supposition:
    """What a "what if" supposes: usage times a factor, or other models. Only prices can tell; not quality.

    `shorter_by` is a share by which prompts or answers are shorter; `price_factor` multiplies prices. `notes`
    say which models were taken, `without_caching` that nothing is cached, `cache_told` what is asked of it.
    `output_cap` is the most output tokens of a call: longer answers are cut off there; `reasoning_cap` the
    most tokens of reasoning.
    """

    usage_factor: Decimal | None = None
    price_factor: Decimal | None = None
    models: tuple[str, ...] = ()
    shorter_by: Decimal | None = None
    notes: tuple[str, ...] = ()
    without_caching: bool = False
    cache_told: CacheTold = CacheTold.SAVING
    output_cap: int | None = None
    reasoning_cap: int | None = None


@dataclass(frozen=True, slots=True)
class Projection:
    """The time to come that is asked about: so many of a unit, or a period; a month where neither is said.

    With `until_spent` the question is when the target is spent.
    """

    unit: Period | None = None
    count: int = 1
    period: TimeRange | None = None
    until_spent: bool = False


class Direction(StrEnum):
    """Which way a cost went."""

    UP = "up"
    DOWN = "down"


class Part(StrEnum):
    """The parts of a goal, as a screen names what it read."""

    INTENT = "intent"
    LEVERS = "levers"
    METRIC = "metric"
    TARGET = "target"
    CONSTRAINTS = "constraints"
    FILTER = "filter"
    EXCLUDED = "excluded"
    TIME = "time"
    COMPARISON = "comparison"
    BREAKDOWN = "breakdown"
    SUPPOSITION = "supposition"
    ORDER = "order"
    SHARE = "share"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of the question that led to a part of the goal."""

    part: Part
    words: str


@dataclass(frozen=True, slots=True)
class Table:
    """Several numbers of each part, in the order in which they are asked for."""

    measures: tuple[TableMeasure, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """A question as the agents take it; what it does not say is empty or None.

    `chosen` narrows the calls, `excluded` leaves some out, `earlier` is the range that `time` is compared
    with. `unknown_names` were asked for and do not occur in the project. `also_by` is a second breakdown.
    `cost_of`: the kind of token whose cost is asked for; all of them where it is told by kind.
    `share_of` is the whole where a share is asked for. `counts_parts`: how many parts the breakdown has.
    `per_units`: how many of what the average is over, such as a million tokens. `is_median`: the middle one
    instead of the mean. `unread` are words of the question that say something which nothing of this rests on.
    """

    intent: Intent
    levers: tuple[Lever, ...] = ()
    excluded_levers: tuple[Lever, ...] = ()
    metric: Metric | None = None
    cost_of: TokenKind | None = None
    target: Target | None = None
    constraints: tuple[Constraint, ...] = ()
    chosen: Chosen = NOTHING_CHOSEN
    excluded: Chosen = NOTHING_CHOSEN
    unknown_names: tuple[str, ...] = ()
    time: TimeRange | None = None
    earlier: TimeRange | None = None
    beside: Beside | None = None
    table: Table | None = None
    breakdown: GroupKey | None = None
    also_by: GroupKey | None = None
    average: Average | None = None
    per_units: int = 1
    is_median: bool = False
    is_average_beside: bool = False
    """Whether parts are in order of their amounts, with the average beside it."""
    above: Above | None = None
    only_parts: PartBound | None = None
    ranking: Ranking | None = None
    share_of: Whole | None = None
    counts_parts: bool = False
    supposition: Supposition | None = None
    projection: Projection | None = None
    day_sought: Direction | None = None
    """Which way the cost is said to have gone, where it is asked since when."""
    beyond_step: int | None = None
    """So many calls of a session are asked about as its most; the rest is its tail."""
    peak: PeakLength | None = None
    """The stretch of time whose busiest one is asked for."""
    saving_per: Period | None = None
    """The stretch of time that a saving is asked for, at the pace of the recorded calls."""
    words: tuple[Phrase, ...] = ()
    unread: tuple[str, ...] = ()
    keeps: bool = False
    """Whether it is about calls or a time that a question before it in the thread named, and it did not."""

    @property
    def is_without_caching(self) -> bool:
        return self.supposition is not None and self.supposition.without_caching


@dataclass(frozen=True, slots=True)
class OwnWord:
    """A word of the team's own, what it was said to mean, and the question that is then read again."""

    word: str
    meaning: WordMeaning
    question: str


@dataclass(frozen=True, slots=True)
class Option:
    """One of the things that a question may mean; `teaches` is kept for later questions once it is chosen.

    `behind` are goals to be answered after it.
    """

    label: str
    goal: Goal
    teaches: OwnWord | None = None
    behind: tuple[Goal, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    goal: Goal
    then: str = ""
    """The question behind this one, in the asker's words, to be read after it as one of its thread."""
    behind: tuple[Goal, ...] = ()
    """Goals to be answered after it, where these were read at once; `then` is the first one's title."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A short choice instead of a guess."""

    question: str
    options: tuple[Option, ...]

    def __post_init__(self) -> None:
        if not FEWEST_OPTIONS <= len(self.options) <= MOST_OPTIONS:
            raise ValueError(f"A choice has {FEWEST_OPTIONS} to {MOST_OPTIONS} options.")


@dataclass(frozen=True, slots=True)
class OffTopic:
    reason: str


@dataclass(frozen=True, slots=True)
class Unanswerable:
    """About models and money, but not in what was sent; `send` says what would help, or is empty."""

    reason: str
    send: str


Reading = Understood | Choice | OffTopic | Unanswerable
