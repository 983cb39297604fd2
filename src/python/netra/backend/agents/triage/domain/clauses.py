"""A second question behind the first: "which customer costs most, and what do they use it for?"."""

import re
from dataclasses import replace
from typing import Final

from netra.backend.agents.triage.domain.goal import Goal, Intent, Metric
from netra.backend.agents.triage.domain.words.wording import Text

_ASKS: Final = (
    r"(?:what|which|who|how|when|why|where|did|does|do|is it|are they|was|wer|wie|warum|welche\w*|wann|"
    r"combien|qui|quel\w*|pourquoi|quand|cuant\w+|quien|cual\w*|por que)(?!\S)"
)
_SECOND: Final = re.compile(
    rf"(?:(?<=[.;:?!] )|(?<= - )|(?<= -- )|(?<= )(?=(?:and|und|et|y) {_ASKS}))(?:(?:and|und|et|y|also) )?"
    rf"(?={_ASKS})"
)
_JOINS: Final = re.compile(r"(?:and|und|et|y|also|so)\b\W*", re.IGNORECASE)
_FEWEST: Final = 2
"""So many words has a question before a second one can follow."""
_SAVINGS: Final = frozenset({Intent.LEVER, Intent.SPEND_LESS, Intent.WHAT_IF})
_FIGURES: Final = frozenset({Intent.HOW_MUCH, Intent.WHERE_MONEY_GOES})


def second_question(text: Text) -> str:
    """The words of a second question, as they were typed; empty where there is none."""
    for match in _SECOND.finditer(text.line):
        first = next((at for at, place in enumerate(text.places) if place >= match.start()), None)
        if first is None or first < _FEWEST or len(text.words) - first < _FEWEST:
            continue
        return text.clean[text.words[first].start :].strip()
    return ""


def is_answered(goal: Goal, second: Goal) -> bool:
    """Whether the answer to a question tells a second one too: every one tells the cost and the calls."""
    if goal.intent in _SAVINGS and second.intent in _SAVINGS and not second.levers:
        return True
    if second.intent in _FIGURES and second.metric in {None, Metric.COST, Metric.CALLS}:
        asked = ("chosen", "excluded", "time", "breakdown", "average", "share_of", "only_parts")
        return all(getattr(second, name) in {getattr(goal, name), None} for name in asked)
    return replace(second, words=(), unread=()) == replace(goal, words=(), unread=())


def with_second(goal: Goal, words: str) -> Goal:
    """The goal with a question that is left for the next turn, said to be unread."""
    asked = _JOINS.sub("", words, count=1) if _JOINS.match(words) else words
    return replace(goal, next_question=asked, unread=tuple(dict.fromkeys((*goal.unread, words))))
