"""A question of a thread is about the calls of the question before it, unless it says otherwise."""

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Final

from netra.backend.agents.triage.domain.divisions.breakdowns import DIMENSION_WORDS
from netra.backend.agents.triage.domain.goal import NOTHING_CHOSEN, Chosen, Goal, Intent
from netra.backend.agents.triage.domain.names.pointers import Leading
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.calls.domain.groups import GroupKey

CHOSEN_BY: Final[Mapping[GroupKey, str]] = MappingProxyType(
    {
        GroupKey.MODEL: "models",
        GroupKey.AGENT: "agent_names",
        GroupKey.FEATURE: "features",
        GroupKey.USER: "users",
        GroupKey.SESSION: "sessions",
        GroupKey.PROVIDER: "providers",
        GroupKey.STOP_REASON: "stop_reasons",
    }
)
"""What calls are chosen by, for each name that they are divided by."""
_ALL: Final = (
    r"(?:all|alle|tous les|toutes les|todas las|todos los)(?: (?:of|the|our|my|recorded|nos|unsere))* "
    r"(?:calls?|requests?|traffic|data|logs?|time|times|aufrufe?|anfragen|appels|requetes|llamadas|datos)|"
    r"(?:the )?(?:whole|entire|complete) (?:project|traffic|bill|time|period|data|log|account)"
)
_SAYS_ALL: Final = whole_words(
    rf"{_ALL}|of (?:the|our|my|all) (?:total )?(?:bill|spend|spending|money)|"
    r"overall|altogether|everything|across the board|in general|all in all|"
    r"insgesamt|uberhaupt|alles|globalement|au total|tout|todo|en general"
)
"""Asks about more than the calls of the question before."""
_WIDENS: Final = whole_words(
    r"(?:ok |so )?(?:(?:and|what about|how about|now|but|und|et|y) )*(?:(?:for|of|over|in|across|on) )?"
    rf"(?:{_ALL}|overall|everything|altogether)[ ?.!]*"
)
_THE_OTHERS: Final = re.compile(
    r"(?:(?:ok|so|and|what about|how about|for|of|und|et|y) )*"
    r"(?:(?:all|the|everyone|everybody|die|les|los|las) )*(?:"
    r"others?|else|rest|remaining ones|other ones|anderen|autres|otros|demas|"
    rf"(?:other|remaining|rest of the|anderen|autres|otros) (?P<noun>{'|'.join(DIMENSION_WORDS.values())})"
    r")[ ?.!]*"
)
"""Asks the same of all that the question before was not about."""
ALL_CALLS: Final = "And of all calls?"
"""The question that leaves the calls of a thread."""
_JOINED: Final = re.compile(
    r"(?:(?:ok|okay|so|but|hm+|well|yes|no) )*(?:and|what about|how about|same|also|then|und|et|y)(?!\S)"
)
_POINTS: Final = re.compile(
    r"(?<!\S)(?:it|its|that|those|these|them|they|their|he|she|him|his|her|there|then|same|one|"
    r"(?<!failed )(?<!failing )(?<!slow )(?<!long )(?<!expensive )ones|"
    r"davon|dafur|dabei|dort|das|dies|ca|cela|sie|ihn|diese[rsnm]?|celui|celle|eux|ellos|eso)(?!\S)"
)
_WORD: Final = re.compile(r"\w+")
_FEW_WORDS: Final = 4
"""So few words go on from the question before."""
_OF_MOMENTS: Final = frozenset({"weekdays", "hours"})
_UNLIKE: Final = frozenset({Intent.HELP, Intent.RUN_RATE})
"""What goes on from now keeps no time that is past, and help is about no calls."""


def widened(line: str, before: Goal) -> Goal | None:
    """The goal before of all calls, where just that is asked; else None."""
    if not _WIDENS.fullmatch(line):
        return None
    of_all = replace(before, chosen=NOTHING_CHOSEN, excluded=NOTHING_CHOSEN, time=None, earlier=None)
    return replace(of_all, unread=(), keeps=False)


def with_the_others(line: str, before: Goal) -> Goal | None:
    """The goal before of all others of a kind, where it was about some: "and the other users?"."""
    found = _THE_OTHERS.fullmatch(line)
    if found is None:
        return None
    noun = found["noun"]
    chosen = [key for key, field in CHOSEN_BY.items() if getattr(before.chosen, field)]
    meant = [key for key in chosen if noun is None or re.fullmatch(DIMENSION_WORDS[key], noun)]
    if len(meant) != 1:
        return None
    field = CHOSEN_BY[meant[0]]
    named = {field: getattr(before.chosen, field)}
    left_out = replace(before.excluded, **named)
    return replace(before, chosen=replace(before.chosen, **{field: ()}), excluded=left_out, unread=())


def with_calls_of(before: Goal, goal: Goal, line: str, leading: Leading | None) -> Goal:
    """The goal about the calls of the goal before; names that it says itself take the place of all others.

    The part that the answer before named is one of the same calls.
    """
    if _SAYS_ALL.search(line) or goal.intent is Intent.HELP or not _goes_on(line, goal, leading):
        return goal
    is_of_others = bool(_names(goal.chosen) or goal.excluded or goal.unknown_names)
    is_of_others = is_of_others and not _is_part_of_them(goal.chosen, leading)
    is_of_its_time = goal.time is not None or goal.earlier is not None
    time = before.time if not is_of_its_time and goal.intent not in _UNLIKE else goal.time
    kept = replace(
        goal,
        chosen=_over(goal, before.chosen, keeps_names=not is_of_others, keeps_moments=not is_of_its_time),
        excluded=goal.excluded if is_of_others else before.excluded,
        time=time,
    )
    kept = beside_others(kept, goal)
    return replace(kept, keeps=kept != goal)


def said_to_keep(goal: Goal, said: Goal) -> Goal:
    """The goal, marked where its calls are those of the question before and were not named again."""
    return replace(goal, keeps=goal.keeps or (goal.chosen, goal.time) != (said.chosen, said.time))


def _goes_on(line: str, goal: Goal, leading: Leading | None) -> bool:
    """Whether a question is about the one before: it points at it, is joined to it, or has few words.

    Whoever asks a whole question means all calls: a budget that is held for one feature alone misleads.
    """
    if goal.intent is Intent.RUN_RATE and goal.target is not None:
        return _JOINED.match(line) is not None
    is_short = len(_WORD.findall(line)) <= _FEW_WORDS
    points = _JOINED.match(line) or _POINTS.search(line)
    return is_short or points is not None or _is_part_of_them(goal.chosen, leading)


def _names(chosen: Chosen) -> bool:
    return any(getattr(chosen, field.name) for field in fields(Chosen) if field.name not in _OF_MOMENTS)


def _is_part_of_them(chosen: Chosen, leading: Leading | None) -> bool:
    """Whether nothing is chosen but one of the parts that the answer before named."""
    field = CHOSEN_BY.get(leading.by) if leading is not None else None
    if leading is None or field is None or not getattr(chosen, field):
        return False
    is_named = set(getattr(chosen, field)) <= {leading.key, *leading.others}
    return is_named and not _names(replace(chosen, **{field: ()}))


def _over(goal: Goal, before: Chosen, *, keeps_names: bool, keeps_moments: bool) -> Chosen:
    """What is chosen now, and of what was chosen before that which is kept."""
    values = {}
    for field in fields(Chosen):
        keeps = keeps_moments if field.name in _OF_MOMENTS else keeps_names
        kept = getattr(before, field.name) if keeps else ()
        values[field.name] = getattr(goal.chosen, field.name) or kept
    return Chosen(**values)


def beside_others(kept: Goal, said: Goal) -> Goal:
    """The goal without the one name that its parts are told apart by: "which user?" is not about that one."""
    by = None if kept.intent is Intent.WHY_DEAR else kept.breakdown
    field = CHOSEN_BY.get(by) if by is not None else None
    if field is None or getattr(said.chosen, field) or len(getattr(kept.chosen, field)) != 1:
        return kept
    return replace(kept, chosen=replace(kept.chosen, **{field: ()}))
