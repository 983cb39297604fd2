"""Which agents a question needs, given what was recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from netra.backend.agents.schemas import Sufficiency, Unknown
from netra.backend.agents.triage.domain.goal import (
    Goal,
    Intent,
    Lever,
    Metric,
    Period,
    Reading,
    Understood,
)
from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.calls.domain.groups import GroupKey
from netra.backend.profiles.schemas import ProjectProfile, Recorded
from netra.backend.token_costs.domain import TokenKind
from netra.shared.events.run import AgentName

_SEND: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "model": ("Which model answered", "Send gen_ai.request.model, or import a file with model."),
        "price": (
            "What the calls cost",
            "Name the model and its provider, or set an assumed price in the project's settings.",
        ),
        "cache_use": (
            "What was cached already",
            "Send gen_ai.usage.cache_read.input_tokens and gen_ai.usage.cache_creation.input_tokens.",
        ),
        "reasoning": (
            "What was reasoning",
            "Send gen_ai.usage.reasoning.output_tokens, or import a file with output_reasoning.",
        ),
        "prompt": ("Which prompts are equal", "Send gen_ai.input.messages: only fingerprints need be kept."),
        "prompt_blocks": (
            "How prompts begin alike",
            "Send gen_ai.input.messages, or import a file with the blocks of each prompt.",
        ),
        "answer": (
            "Whether equal prompts were answered alike",
            "Send gen_ai.output.messages: only a fingerprint need be kept.",
        ),
        "duration": ("How long calls take", "Send spans with start and end, or a file with duration_ms."),
        "session": (
            "Which calls belong together",
            "Send gen_ai.conversation.id, or import a file with session_id.",
        ),
        "first_token": (
            "How long the first token takes",
            "Send gen_ai.response.time_to_first_chunk, or a file with ttft_ms.",
        ),
    }
)
_NEEDS: Final[Mapping[Lever, tuple[str, ...]]] = MappingProxyType(
    {
        Lever.PROMPT_CACHING: ("prompt_blocks",),
        Lever.RESPONSE_CACHE: ("prompt", "answer"),
        Lever.RETRY_WASTE: ("prompt",),
        Lever.CHEAPER_MODEL: ("model",),
        Lever.PROVIDER_CHOICE: ("model",),
        Lever.ROUTING: ("model",),
        Lever.BATCH: ("model", "session"),
    }
)
REPLAYED: Final = (
    Lever.PROMPT_CACHING,
    Lever.UNREAD_CACHES,
    Lever.RESPONSE_CACHE,
    Lever.TRIM_CONTEXT,
    Lever.TRIM_OUTPUT,
    Lever.RETRY_WASTE,
    Lever.BATCH,
    Lever.CHEAPER_MODEL,
)
"""The levers looked at when nobody names one."""
_FOR_TIMES: Final = frozenset(
    {Metric.LATENCY, Metric.LATENCY_P50, Metric.LATENCY_P95, Metric.LATENCY_P99}
    | {Metric.TTFT, Metric.OUTPUT_SPEED}
)
_OF_KINDS: Final[Mapping[TokenKind, str]] = MappingProxyType(
    {
        TokenKind.CACHED: "cache_use",
        TokenKind.CACHE_WRITES: "cache_use",
        TokenKind.FRESH: "cache_use",
        TokenKind.REASONING: "reasoning",
    }
)
"""What must be recorded to know what a kind of token cost."""
_TIMELESS: Final = frozenset({Intent.SPEED})
_STEPS: Final[Mapping[Period, Dimension]] = MappingProxyType(
    {
        Period.HOUR: Dimension.HOUR,
        Period.DAY: Dimension.DAY,
        Period.WEEK: Dimension.WEEK,
        Period.MONTH: Dimension.MONTH,
    }
)


@dataclass(frozen=True, slots=True)
class Plan:
    """Who works on the question, in order, and what is missing for a better answer."""

    because: str
    agents: tuple[tuple[AgentName, str], ...]
    sufficiency: Sufficiency
    unknowns: tuple[Unknown, ...] = ()

    def has(self, agent: AgentName) -> bool:
        return any(name is agent for name, _ in self.agents)


_REPORT: Final = (AgentName.REPORTING, "Writes the answer with its figures.")
_DATA: Final = (AgentName.DATA, "Adds up what the calls cost and took.")
_ACT: Final = (AgentName.ACTIONS, "Says what to do about each finding.")
_SAVING: Final = ((AgentName.OPTIMIZATION, "Replays levers on the recorded calls."), _ACT)


def plan_for(reading: Reading, profile: ProjectProfile | None) -> Plan:
    """The plan for a question, given what the project's calls record."""
    recorded = profile.recorded if profile else None
    if not isinstance(reading, Understood):
        return Plan("The question cannot be answered as it is.", (_REPORT,), Sufficiency.NONE)
    if reading.goal.intent is Intent.HELP:
        return Plan("You asked what can be asked.", (_REPORT,), Sufficiency.ENOUGH)
    if profile is None or recorded is None or not recorded.calls:
        return Plan("There are no calls to look at.", (_REPORT,), Sufficiency.NONE, (_NO_CALLS,))
    return _plan_with_calls(reading.goal, _with_assumed_price(profile))


def _with_assumed_price(profile: ProjectProfile) -> Recorded:
    """What is recorded, where calls without a model have the assumed price."""
    recorded = profile.recorded
    if not profile.has_assumed_price:
        return recorded
    priced = min(recorded.calls, recorded.price + recorded.calls - recorded.model)
    return recorded.model_copy(update={"price": priced})


def _plan_with_calls(goal: Goal, recorded: Recorded) -> Plan:
    missing = [name for name in needs_of(goal) if getattr(recorded, name) < recorded.calls]
    absent = [name for name in missing if not getattr(recorded, name)]
    unknowns = tuple(_unknown(name, recorded) for name in missing)
    if absent and _rests_on(goal, absent):
        because = "Nothing that was recorded tells this."
        return Plan(because, (_DATA, _REPORT), Sufficiency.NONE, unknowns)
    sufficiency = Sufficiency.PARTLY if missing else Sufficiency.ENOUGH
    because = "Part of it can be answered." if missing else "What was recorded is enough."
    return Plan(because, (_DATA, *_acting(goal), _REPORT), sufficiency, unknowns)


def _acting(goal: Goal) -> tuple[tuple[AgentName, str], ...]:
    """Who says what to do, and what that rests on."""
    if goal.intent is Intent.WHY_SLOW:
        return (_ACT,)
    return _SAVING if goal.intent in {Intent.SPEND_LESS, Intent.LEVER, Intent.WHAT_IF} else ()


def needs_of(goal: Goal) -> list[str]:
    """What calls must record so that the goal can be answered in full."""
    if goal.intent is Intent.WHY_SLOW:
        return ["duration", "first_token"]
    if goal.intent is Intent.SPEED or goal.metric in _FOR_TIMES:
        return ["first_token"] if goal.metric is Metric.TTFT else ["duration"]
    if goal.intent is Intent.RUNAWAYS:
        return ["session", "prompt", "price"]
    if goal.intent is Intent.LAST_CALLS:
        return ["session"] if goal.breakdown is GroupKey.SESSION else []
    if goal.intent in {Intent.ERRORS, Intent.INCIDENTS}:
        return ["prompt", "session"] if goal.metric is Metric.RETRIES else []
    levers = () if goal.supposition is not None and goal.supposition.models else levers_of(goal)
    cached = ["cache_use"] if goal.is_without_caching else []
    needed = (need for lever in levers for need in _NEEDS.get(lever, ()))
    kind = [need for of, need in _OF_KINDS.items() if of is goal.cost_of]
    return list(dict.fromkeys(["price", *cached, *kind, *needed]))


def levers_of(goal: Goal) -> tuple[Lever, ...]:
    """The levers to look at: those that were named, else all that can be replayed, but none excluded."""
    if goal.intent is Intent.WHAT_IF and goal.supposition is not None and goal.supposition.models:
        return (Lever.CHEAPER_MODEL, *goal.levers)
    if goal.is_without_caching:
        return (Lever.UNREAD_CACHES,)
    if goal.intent not in {Intent.SPEND_LESS, Intent.LEVER}:
        return ()
    named = goal.levers or REPLAYED
    # Whether caching is used well is told by what is billed too, where no prompt can be replayed.
    if named == (Lever.PROMPT_CACHING,):
        named = (Lever.PROMPT_CACHING, Lever.UNREAD_CACHES)
    return tuple(lever for lever in named if lever not in goal.excluded_levers)


def part_of(goal: Goal) -> Dimension | None:
    """By what a lever is told apart: what was asked for, or the stretch of time of its saving."""
    if goal.breakdown is not None:
        return Dimension(goal.breakdown.value)
    return _STEPS.get(goal.saving_per) if goal.saving_per is not None else None


def _rests_on(goal: Goal, absent: list[str]) -> bool:
    """Whether nothing of the goal can be answered without what is absent."""
    if goal.intent is Intent.WHY_SLOW:
        return "duration" in absent
    if goal.intent in _TIMELESS or goal.metric in _FOR_TIMES:
        return True
    if goal.cost_of is not None:
        return bool({"price", _OF_KINDS.get(goal.cost_of)}.intersection(absent))
    if goal.is_without_caching:
        return "cache_use" in absent
    if goal.levers == (Lever.RETRY_WASTE,):
        return False  # What failed is known without prompts.
    levers = () if goal.supposition is not None and goal.supposition.models else levers_of(goal)
    return bool(levers) and all(set(absent) & set(_NEEDS.get(lever, ())[:1]) for lever in levers)


def _unknown(name: str, recorded: Recorded) -> Unknown:
    what, send = _SEND[name]
    lacking = recorded.calls - getattr(recorded, name)
    return Unknown(what=f"{what}: not recorded for {lacking:,} of {recorded.calls:,} calls.", send=send)


_NO_CALLS: Final = Unknown(
    what="Everything: this project has no calls yet.",
    send="Import a file on the Imports page, or send spans to /v1/traces with an API key.",
)
