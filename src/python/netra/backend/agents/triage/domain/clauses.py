"""Several questions in one: "which customer costs most, and what do they use it for?"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from netra.backend.agents.triage.domain.goal import (
    FIGURES,
    Choice,
    Goal,
    Intent,
    Metric,
    OffTopic,
    Reading,
    Unanswerable,
    Understood,
)
from netra.backend.agents.triage.domain.words import vocabulary
from netra.backend.agents.triage.domain.words.patterns import listed
from netra.backend.agents.triage.domain.words.wording import Text

_ASKS: Final = re.compile(
    r"(?:what|whats|which|who|whos|how|hows|when|why|where|wheres|wer|wie|was|warum|wieso|welche\w*|wann|combien|qui|quel\w*|pourquoi|"
    r"quand|est ce|cuant\w+|quien|cual\w*|por que)(?!\S)|"
    r"(?:is|does|has|was) (?:it|that)(?!\S)|"
    r"(?:did|does|do|is|are|was|were|has|have|had|can|could|should|would|will|ist|sind|hat|haben|kann|konnen|"
    r"wird) (?!\S*(?:ed|en|t)(?!\S))\S+(?!\S)"
)
_JOINS: Final = frozenset(listed("and n und et y also plus or with"))
_JOINED: Final = re.compile(r"^(?:and|n|und|et|y|also|plus|so|with)\b\W*", re.IGNORECASE)
_JOIN_AT_END: Final = re.compile(r"[\s,;:]+(?:and|n|und|et|y|also|plus|so|with)\W*$", re.IGNORECASE)
_BETWEEN: Final = " ,;:-\u2013\u2014"
_COMPARE: Final = re.compile(r"^compare (?=what|how|wh)", re.IGNORECASE)
"""Two questions that are to be compared are answered side by side."""
_ENDS: Final = re.compile(r"[.;?!]|\s[-\u2013\u2014]+\s|,|:")
_CLAUSE: Final = re.compile(r"[,;.?!]| (?:and|und|et|y) ", re.IGNORECASE)
_EACH: Final = re.compile(r"(?:per|pro|par|por|by|a|each) \w+$", re.IGNORECASE)
_MEASURED: Final = re.compile(
    r"(?:^|\b(?:average|mean|median|total) )(?:number|count|amount) of \w+$|"
    r"\b(?:average|mean|median) [\w ]+$",
    re.IGNORECASE,
)
_FEWEST: Final = 2
"""So many words has a question before a second one can follow."""
_MOST_CUTS: Final = 6
_LONGEST: Final = 60
"""In more words people tell a story, and only what asks is a question of its own."""
_ABOUT: Final = (
    *(*vocabulary.SINGLE_WORDS, vocabulary.DOMAIN, vocabulary.WHAT_IF),
    *vocabulary.LEVER_PATTERNS.values(),
)
_SAVINGS: Final = frozenset({Intent.LEVER, Intent.SPEND_LESS, Intent.WHAT_IF})
_WORST: Final = 1_000
"""What a reading that is none leaves unread, in words."""


class Cut(NamedTuple):
    """A question in two, in the asker's words, and whether the second one asks by itself."""

    first: str
    then: str
    asks: bool


def cuts(text: Text) -> Iterator[Cut]:
    """Where a question can be taken apart: those places first where a second question begins."""
    places = [at for at in range(_FEWEST, len(text.words)) if _begins(text, at)]
    asking = [at for at in places if _asks(text, at)]
    others = [at for at in places if at not in asking] if len(text.words) <= _LONGEST else []
    # What stands behind a colon mostly says more of what stands before it.
    others.sort(key=lambda at: ":" in text.clean[text.words[at - 1].start : text.words[at].start])
    for at in [*asking, *others][:_MOST_CUTS]:
        begin = text.words[at].start
        first = _COMPARE.sub("", text.clean[:begin].rstrip(_BETWEEN))
        if not any(pattern.search(text.line[: text.places[at]].rstrip()) for pattern in _ABOUT):
            continue  # "Support bot: what does it cost?" begins with a name, which asks for nothing.
        first = _with_shared_end(first, text.clean[begin:])
        then, is_joined = text.clean[begin:].strip(), text.words[at].text in _JOINS
        yield Cut(first, then if is_joined or at in asking else f"and {then}", at in asking)


def _with_shared_end(first: str, then: str) -> str:
    """The first of two measures of the same: "calls and cost per session" is "calls per session" too."""
    clause = _CLAUSE.split(_JOINED.sub("", then.strip(), count=1), maxsplit=1)[0]
    shared = _EACH.search(clause)
    if shared is None or _EACH.search(first) or not _MEASURED.search(first):
        return first
    return f"{first} {shared[0]}"


def _begins(text: Text, at: int) -> bool:
    """Whether a clause may begin with a word, and has words enough."""
    between = text.clean[text.words[at - 1].end : text.words[at].start]
    is_sign = re.match(r"\w", text.words[at].raw) is None
    joins = text.words[at].text in _JOINS
    if is_sign or len(text.words) - at < 1 + joins:
        return False
    return joins or _ENDS.search(between) is not None or text.words[at - 1].text == "."


def _asks(text: Text, at: int) -> bool:
    is_joined = text.words[at].text in _JOINS and at + 1 < len(text.words)
    if _ASKS.match(text.line, text.places[at + is_joined]) is None:
        return False
    between = text.clean[text.words[at - 1].end : text.words[at].start]
    return "," not in between or is_joined


def without_join(question: str) -> str:
    """The words of a further question, without what joins it to the one before."""
    return _JOINED.sub("", question, count=1)


def without_further(question: str, further: str) -> str:
    """What a question asks before the next one, which begins where most of its words stand as they are."""
    line, words = " ".join(question.split()), without_join(further).split()
    for count in range(len(words), min(_FEWEST, len(words)) - 1, -1):
        at = line.rfind(" ".join(words[:count]))
        if words and at > 0:
            return _JOIN_AT_END.sub("", line[:at].rstrip(_BETWEEN))
    return question


_BY_HOW_MUCH: Final = re.compile(
    r"(?:and )?(?:by )?how much(?: (?:more|less))?(?: (?:week|month|day) (?:over|on|by|after) "
    r"(?:week|month|day)| wow| each week)?\W*",
    re.IGNORECASE,
)
_TELL_HOW_MUCH: Final = frozenset({Intent.WHY_CHANGED, Intent.INCIDENTS, Intent.WHY_DEAR})


def is_told_anyhow(goal: Goal, then: str) -> bool:
    """Whether a second question asks only by how much something changed, which its answer tells."""
    return goal.intent in _TELL_HOW_MUCH and _BY_HOW_MUCH.fullmatch(then) is not None


def is_better(whole: Reading, first: Understood, then: Reading, *, asks: bool) -> bool:
    """Whether two questions say more of what was asked than one: what asks by itself is one of its own."""
    if isinstance(then, Choice | OffTopic):
        return False
    if isinstance(then, Unanswerable):
        return asks
    left = _left(whole)
    if isinstance(whole, Understood) and _is_same_incident(whole.goal, then.goal):
        return False
    if _is_answered(first.goal, then.goal) or (not left and _alike(whole, then) and _holds(then, first)):
        return False
    return asks or _left(first) + _left(then) < left


def _left(reading: Reading) -> int:
    """How many words of a question are unread."""
    if not isinstance(reading, Understood):
        return _WORST
    return sum(len(words.split()) for words in reading.goal.unread)


def _alike(one: Reading, other: Understood) -> bool:
    return isinstance(one, Understood) and _bare(one.goal) == _bare(other.goal)


def _holds(then: Understood, first: Understood) -> bool:
    """Whether the answer to the second question tells the first one too, which asks for less of the same."""
    asked = ("average", "share_of", "only_parts", "breakdown", "cost_of")
    is_less = all(getattr(first.goal, name) in {getattr(then.goal, name), None} for name in asked)
    return is_less and (
        first.goal.intent is then.goal.intent or {first.goal.intent, then.goal.intent} <= FIGURES
    )


def _bare(goal: Goal) -> Goal:
    return replace(goal, words=(), unread=(), keeps=False)


def _is_same_incident(goal: Goal, second: Goal) -> bool:
    """Whether both ask when something was worse, and the second of nothing else: "and is it over?"."""
    return goal.intent is second.intent is Intent.INCIDENTS and second.metric in {goal.metric, None}


def _is_answered(goal: Goal, second: Goal) -> bool:
    """Whether the answer to a question tells a second one too: every one tells the cost and the calls."""
    if _is_same_incident(goal, second):
        return True
    if goal.intent in _SAVINGS and second.intent in _SAVINGS and not second.levers:
        return True
    if second.intent in FIGURES and second.metric in {None, Metric.COST, Metric.CALLS}:
        asked = ("chosen", "excluded", "time", "breakdown", "average", "share_of", "only_parts")
        return all(getattr(second, name) in {getattr(goal, name), None} for name in asked)
    return _bare(second) == _bare(goal)
