"""What lies beyond an amount: "a cap of $50 a session: how many would hit it, what would it have kept?"."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from netra.backend.agents.triage.domain.amounts.amounts import find_amounts
from netra.backend.agents.triage.domain.divisions.breakdowns import DIMENSION_WORDS
from netra.backend.agents.triage.domain.goal import Goal, Intent, Metric, Part, PartBound, Phrase
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Hit, Text
from netra.backend.calls.domain.bounds import Bound, Relation
from netra.backend.calls.domain.groups import GroupKey
from netra.backend.calls.domain.measures import CallMeasure

_CALL: Final = r"(?P<call>calls?|requests?)"
_OF: Final = (GroupKey.SESSION, GroupKey.USER, GroupKey.FEATURE, GroupKey.AGENT)
_EVERYONE: Final = "|every(?:one|body)"
_NOUNS: Final = (
    rf"(?P<{key}>{DIMENSION_WORDS[key]}{_EVERYONE if key is GroupKey.USER else ''})" for key in _OF
)
_NOUN: Final = f"(?:{'|'.join(_NOUNS)}|{_CALL})"
_CAP: Final = (
    r"cap|capped|caps|capping|limit|limits|limited|ceiling|(?:hard )?stop|stopped|cut off|cutoff|maximum|max|"
    r"could (?:not )?cost more than|cost at most"
)
_CAPPED: Final = (
    whole_words(
        rf"(?:{_CAP}) (?:\S+ ){{0,4}}?@money (?:per|a|an|each|every|for each|on each|for every) {_NOUN}"
    ),
    whole_words(rf"{_NOUN} (?:\S+ ){{0,4}}?(?:{_CAP}) (?:\S+ ){{0,2}}?@money"),
    whole_words(rf"(?:{_CAP}) (?:\S+ ){{0,3}}?{_NOUN} (?:at|to|of|after|over|beyond) @money"),
)
_RATED: Final = whole_words(
    rf"(?:above|over|beyond|exceed\w*|more than|in excess of) @money (?:per|a|an|each|every|for each) {_NOUN}"
)
_ASKS: Final = whole_words(
    r"who|which|how (?:many|much)|what (?:would|does|do|did|will|is|was|if)|saves?|saved|kept|total|excess"
)
_BEYOND: Final = whole_words(
    r"(?:(?:the|total|in total|combined) )*excess(?: (?:together|in total|combined|in all))?|"
    r"(?:(?:what|how much)(?: money)? (?:is|was|lies|do they come to) )?(?:the )?"
    r"(?:total|sum|amount|money|part) (?:above|over|beyond|past)"
    r"(?: (?:it|that|this|the (?:limit|cap|line|threshold)|@money))?|"
    r"(?:and )?by how much(?: in total| together| in all)?|"
    r"how much (?:of (?:the|our|it|\S+ cost|\S+ spend) )?(?:is|was|lies|went) (?:above|over|beyond)|"
    r"overspen\w+|"
    r"how much (?:over|above|beyond)(?: (?:it|that))?(?: in total| together| in all)?"
)
_TOLD: Final = whole_words(
    r"(?:would )?(?:have )?(?:r[ua]n into|hit|reached|been affected|are affected|affected|"
    r"(?:been )?stopped)(?: it)?|"
    r"(?:would )?(?:have )?(?:been )?(?:kept|saved?|saves)|if i gave|gave|every|hard|no|how many|"
    r"how much(?: money)?|"
    r"could|in total|together|sav(?:e|es|ing|ings)|if|what if"
)
_MONEY: Final = frozenset({"", "USD"})
_UPWARDS: Final = frozenset({Relation.MORE, Relation.AT_LEAST})


def with_excess(goal: Goal, intent: Intent | None, text: Text) -> tuple[Goal, Intent | None]:
    """The goal of a question for what lies beyond an amount of each session, user or call."""
    with_amounts, amounts = find_amounts(text)
    parts = goal.only_parts
    if parts is not None and parts.metric is Metric.COST and parts.relation in _UPWARDS:
        if _BEYOND.search(with_amounts.line) is None:
            return goal, intent
        words = (*goal.words, *_phrases(with_amounts))
        return replace(goal, only_parts=replace(parts, tells_excess=True), words=words), intent
    hit = _capped(with_amounts)
    if hit is None or not _ASKS.search(with_amounts.line):
        return goal, intent
    at = next(w for w in reversed(with_amounts.words[hit.first : hit.last + 1]) if w.text == "@money")
    if amounts[at.start].currency not in _MONEY:
        return goal, intent
    by = next((key for key in _OF if hit.match[key]), None)
    bound = PartBound(Metric.COST, Relation.MORE, amounts[at.start].value, tells_excess=True)
    words = (Phrase(Part.FILTER, with_amounts.phrase(hit.first, hit.last)), *_phrases(with_amounts))
    return _of_parts(goal, by, bound, (*goal.words, *words))


def _capped(text: Text) -> Hit | None:
    return next((hit for pattern in (*_CAPPED, _RATED) for hit in text.hits(pattern)), None)


def _phrases(text: Text) -> Iterator[Phrase]:
    for pattern in (_BEYOND, _TOLD):
        yield from (Phrase(Part.METRIC, text.phrase(hit.first, hit.last)) for hit in text.hits(pattern))


def _of_parts(
    goal: Goal, by: GroupKey | None, bound: PartBound, words: tuple[Phrase, ...]
) -> tuple[Goal, Intent]:
    """The calls, or the parts, that are dearer than the amount; nothing else of them is asked."""
    intent = Intent.WHERE_MONEY_GOES if by is not None else Intent.HOW_MUCH
    chosen = replace(goal.chosen, stop_reasons=())
    if by is None:
        only = Bound(CallMeasure.COST, Relation.MORE, bound.amount)
        kept = tuple(one for one in chosen.bounds if one.measure is not CallMeasure.COST)
        chosen = replace(chosen, bounds=(*kept, only))
    return Goal(
        intent,
        metric=Metric.COST,
        chosen=chosen,
        excluded=goal.excluded,
        unknown_names=goal.unknown_names,
        time=goal.time,
        breakdown=by,
        only_parts=bound,
        words=words,
    ), intent
