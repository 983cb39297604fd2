"""For which stretch of time a saving is asked: "what would batches save per month?"."""

import re
from dataclasses import replace
from typing import Final

from netra.backend.agents.triage.domain.amounts.projections import per_period
from netra.backend.agents.triage.domain.goal import CacheTold, Goal, Intent, Part, Period, Phrase
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Hit, Text
from netra.backend.calls.domain.groups import TIME_STEPS

SAVES: Final = frozenset({Intent.WHAT_IF, Intent.LEVER, Intent.SPEND_LESS})
"""Intents whose answer is a saving."""
_OF_SOMETHING_ELSE: Final = re.compile(
    r"(?<!\S)(?:\d\S* (?:[^\s@]\S* ){1,2}|(?:within|once|twice|times|half|than|only) )$"
)
"""What a stretch of time is of: "5,000 calls a day" are sent, "within a day" is answered."""
_RATE: Final = whole_words(r"(?:per|a|an|pro|par|por|im|al) \S+")
_OF_THAT: Final = whole_words(
    r"(?:(?:ok|okay|so|and|but|what|whats|how|much|would|will|does|do|could|can|might|is|are|be|that|it|this|"
    r"these|those|they|we|i|us|me|you|save|saves|saved|saving|savings|come|comes|to|mean|make|makes|amount|in|"
    r"all|total|money|then|about|if|s|the|of|for|roughly|und|wie|viel|ist|ware|das|wir|sparen|et|combien|"
    r"economise\w*|ca|cela|fait|y|cuanto|seria|eso|ahorra\w*) )*@per(?: (?:then|that|save\w*|saving|savings|"
    r"be|sparen|come to))*[ ?.!]*"
)
"""A whole question: it asks for the saving of the question before it, of a stretch of time."""


def with_rate(goal: Goal, text: Text, divided: str) -> Goal:
    """The goal with the stretch of time that its saving is asked for, instead of a table of such stretches.

    `divided` are the words of its breakdown. What is no stretch of a saving stays unread.
    """
    if goal.intent not in SAVES or (goal.target is not None and goal.target.per is not None):
        return goal  # An amount for each month is what is to be reached, not what is asked.
    if goal.is_without_caching and goal.breakdown in TIME_STEPS and not _is_rate(goal, divided):
        return goal
    steps = goal.breakdown in TIME_STEPS
    goal = _undivided(goal, divided) if steps else goal
    said = per_period(text)
    if said is None or _is_of_something_else(goal, text, said[1]):
        return replace(goal, unread=(*goal.unread, divided)) if steps else goal
    return _each(goal, text, *said)


def _is_rate(goal: Goal, divided: str) -> bool:
    """Whether what caching comes to is asked for each stretch of time, and not in the course of it."""
    told = goal.supposition.cache_told if goal.supposition is not None else None
    return told in {CacheTold.SAVING, CacheTold.COST} and _RATE.match(divided.lower()) is not None


def _undivided(goal: Goal, divided: str) -> Goal:
    words = tuple(phrase for phrase in goal.words if phrase != Phrase(Part.BREAKDOWN, divided))
    return replace(goal, breakdown=None, words=words)


def _each(goal: Goal, text: Text, period: Period, hit: Hit) -> Goal:
    phrase = Phrase(Part.TIME, text.phrase(hit.first, hit.last))
    return replace(goal, saving_per=period, words=(*goal.words, phrase))


def _is_of_something_else(goal: Goal, text: Text, hit: Hit) -> bool:
    supposed = goal.supposition
    if supposed is not None and supposed.usage_factor is not None and not supposed.models:
        return True  # More calls save nothing.
    return _OF_SOMETHING_ELSE.search(text.line[: hit.match.start()]) is not None


def amended(goal: Goal, text: Text) -> Goal:
    """A goal amended by stretches of time, with its saving for each of them: "and per week for search?"."""
    return with_rate(goal, text, "") if goal.breakdown in TIME_STEPS and per_period(text) else goal


def with_other_rate(text: Text, before: Goal) -> Goal | None:
    """The saving of the question before for a stretch of time: "and per month?", "what is that a year?"."""
    said = per_period(text) if before.intent in SAVES else None
    if said is None:
        return None
    merged = text.merged({(said[1].first, said[1].last): "@per"})
    if _OF_THAT.fullmatch(merged.line) is None:
        return None
    return replace(_each(before, text, *said), unread=())
