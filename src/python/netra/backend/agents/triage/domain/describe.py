"""What was read in a question, said back to whoever asked it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from netra.backend.agents.triage.domain.goal import (
    Choice,
    Goal,
    Intent,
    Lever,
    OffTopic,
    Reading,
    Table,
    Unanswerable,
)
from netra.backend.analytics.domain.dimensions import Dimension

LEVER_WORDS: Final[Mapping[Lever, str]] = MappingProxyType(
    {
        Lever.PROMPT_CACHING: "prompt caching",
        Lever.UNREAD_CACHES: "caches that are hardly ever read",
        Lever.RESPONSE_CACHE: "a response cache",
        Lever.SEMANTIC_CACHE: "a semantic cache",
        Lever.TRIM_CONTEXT: "shorter prompts",
        Lever.TRIM_OUTPUT: "shorter answers",
        Lever.RETRY_WASTE: "failed and repeated calls",
        Lever.CHEAPER_MODEL: "cheaper models",
        Lever.PROVIDER_CHOICE: "other providers",
        Lever.ROUTING: "routing to other models",
        Lever.BATCH: "batch processing",
        Lever.REASONING_EFFORT: "less reasoning",
    }
)
_INTENT_WORDS: Final[Mapping[Intent, str]] = MappingProxyType(
    {
        Intent.SPEND_LESS: "Where money can be saved",
        Intent.LEVER: "What can be saved with",
        Intent.WHERE_MONEY_GOES: "Where the money goes",
        Intent.WHY_CHANGED: "Why the cost changed",
        Intent.WHY_DEAR: "Why a part costs so much",
        Intent.SPREAD: "How the cost is spread",
        Intent.SPEED: "How fast the calls are",
        Intent.WHY_SLOW: "Why calls are slow",
        Intent.ERRORS: "Which calls fail",
        Intent.INCIDENTS: "What broke or got worse, and when",
        Intent.RUNAWAYS: "Which sessions run away",
        Intent.LAST_CALLS: "Who was last heard of when",
        Intent.HOW_MUCH: "How much it was",
        Intent.WHAT_IF: "What it would cost otherwise",
        Intent.RUN_RATE: "What it will cost at this rate",
        Intent.PROVENANCE: "Where the figures and their prices come from",
        Intent.HELP: "What can be asked",
    }
)


def said_in_words(reading: Reading) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A sentence, and the words of the question behind each part of the goal."""
    match reading:
        case Choice():
            return f"Not clear: {reading.question}", ()
        case OffTopic() | Unanswerable():
            return reading.reason, ()
        case _:
            goal = reading.goal
            return f"{title_of(goal)}.", tuple((phrase.part.value, phrase.words) for phrase in goal.words)


def title_of(goal: Goal) -> str:
    """The goal as the title of a report."""
    if goal.intent is Intent.LEVER and goal.levers:
        return f"{_INTENT_WORDS[goal.intent]} {', '.join(LEVER_WORDS[lever] for lever in goal.levers)}"
    if goal.table is not None:
        return _of_a_table(goal, goal.table)
    if goal.is_without_caching:
        return "What caching costs and saves"
    return "What kinds of tokens cost" if goal.cost_of is not None else _INTENT_WORDS[goal.intent]


def _of_a_table(goal: Goal, table: Table) -> str:
    """For example "Mean duration, longest duration by model and day"."""
    by = [Dimension(one).words for one in (goal.breakdown, goal.also_by) if one is not None]
    said = f" by {' and '.join(by)}" if by else ""
    numbers = ", ".join(one.words for one in table.measures)
    return f"{numbers[:1].upper()}{numbers[1:]}{said}"
