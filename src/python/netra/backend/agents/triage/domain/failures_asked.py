"""Asks of failures whom they meet, and whether sending a call again helps."""

import re
from dataclasses import replace
from typing import Final

from netra.backend.agents.triage.domain.divisions.breakdowns import DIMENSION_WORDS
from netra.backend.agents.triage.domain.goal import Goal, Intent, Metric, Part, Phrase
from netra.backend.agents.triage.domain.words import vocabulary
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text
from netra.backend.calls.domain.call import CallStatus
from netra.backend.calls.domain.groups import GroupKey

_MET: Final = whole_words(
    r"affect\w*|impacted|hit|suffer\w*|meet|met|experienc\w*|(?:see|saw|seen|had|have|got|get)|"
    r"betroffen|erwischt|touche\w*|concerne\w*|afectad[oa]s?"
)
_IS_MET: Final = whole_words(
    r"affect(?:ed|s)?|impacted|betroffen|touche(?:e?s?)|concerne(?:e?s?)|afectad[oa]s?"
)
"""Says so by itself, whatever it is that meets them."""
_WHOM: Final = whole_words(r"who|whom|whose|wer|wen|qui|quien(?:es)?|anyone|anybody|somebody|everybody")
_AND_WHOM: Final = whole_words(r"(?:and|und|y|,) (?:by |for |to |with |bei )?(?:who|whom|whose|wem|wer)")
_RATE: Final = whole_words(r"rates?|quote|taux|tasa|share|percent\w*")
_WORKS: Final = whole_words(
    r"work\w*|succe\w+|help\w*|(?:go(?:es)?|went|gets?|got|comes?) (?:through|away|well)|worth(?: it)?|"
    r"pay(?:s)? off|answer\w*|outcome\w*|(?:success )?rates?|(?:it )?through|types?|kinds?|after|when|second|"
    r"attempts?|again|trying|try|tries|funktionier\w*|hilft|helfen|gelingt|klappt|marche\w*|reussi\w*|aide\w*|"
    r"funciona\w*|ayuda\w*"
)
_MANY: Final = r"(?:how many|number of|count of|wie ?viele|combien de?|cuant[oa]s) (?:\S+ )?"
_COUNTED: Final = tuple(
    (key, whole_words(rf"{_MANY}(?:{DIMENSION_WORDS[key]})")) for key in (GroupKey.USER, GroupKey.SESSION)
)
_ADDED_UP: Final = frozenset({Intent.WHERE_MONEY_GOES, Intent.HOW_MUCH, None})


def with_failures(goal: Goal, intent: Intent | None, text: Text) -> tuple[Goal, Intent | None]:
    """The goal of a question about failures with whom they meet, and the words that ask of sending again."""
    if intent in _ADDED_UP and _IS_MET.search(text.line) and not vocabulary.COST_WORDS.search(text.line):
        goal, intent = _of_failures(goal), Intent.ERRORS
    if intent is not Intent.ERRORS:
        return goal, intent
    both = _with_those_behind(goal, text)
    if both.also_by is not None and not _RATE.search(text.line):
        return _counted_by_both(both, text), Intent.HOW_MUCH
    if goal.metric is Metric.RETRIES:
        return _with_phrases(goal, text, _WORKS), intent
    return _with_those_met(goal, text), intent


def _of_failures(goal: Goal) -> Goal:
    plain = replace(goal, intent=Intent.ERRORS, metric=Metric.ERRORS, ranking=None, average=None)
    return replace(plain, share_of=None, counts_parts=False, chosen=replace(goal.chosen, statuses=()))


def _with_those_behind(goal: Goal, text: Text) -> Goal:
    """By user besides, where it is asked which model, day or the like fails "and by whom"."""
    if goal.breakdown in {None, GroupKey.USER} or goal.also_by is not None:
        return goal
    hit = next(text.hits(_AND_WHOM), None)
    if hit is None:
        return goal
    words = Phrase(Part.BREAKDOWN, text.phrase(hit.first, hit.last))
    return _with_phrases(replace(goal, also_by=GroupKey.USER, words=(*goal.words, words)), text, _MET)


def _counted_by_both(goal: Goal, text: Text) -> Goal:
    """Rates are told by one dimension; failed calls are counted by two."""
    failed = replace(goal.chosen, statuses=(CallStatus.ERROR,))
    counted = replace(goal, intent=Intent.HOW_MUCH, metric=Metric.CALLS, chosen=failed)
    return _with_phrases(counted, text, vocabulary.ERRORS)


def _with_those_met(goal: Goal, text: Text) -> Goal:
    """By user where it is asked who, and by what is asked how many of it there are."""
    for key, pattern in _COUNTED:
        hit = next(text.hits(pattern), None)
        if hit is not None and goal.breakdown in {None, key}:
            words = Phrase(Part.BREAKDOWN, text.phrase(hit.first, hit.last))
            counted = replace(goal, breakdown=key, words=(*goal.words, words))
            return _with_phrases(counted, text, _MET)
    if goal.breakdown is None and _WHOM.search(text.line) and _MET.search(text.line):
        goal = _with_phrases(replace(goal, breakdown=GroupKey.USER), text, _WHOM)
    return _with_phrases(goal, text, _MET) if goal.breakdown is not None else goal


def _with_phrases(goal: Goal, text: Text, pattern: re.Pattern[str]) -> Goal:
    said = (Phrase(Part.METRIC, text.phrase(hit.first, hit.last)) for hit in text.hits(pattern))
    return replace(goal, words=(*goal.words, *said))
