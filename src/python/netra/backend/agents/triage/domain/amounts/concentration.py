"""How few make up most of it: "how many users are 80% of the cost?", "does one customer take over 10%?"."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from netra.backend.agents.triage.domain.amounts.amounts import find_amounts
from netra.backend.agents.triage.domain.divisions.breakdowns import DIMENSION_WORDS
from netra.backend.agents.triage.domain.goal import Goal, Intent, Metric, Part, PartBound, Phrase
from netra.backend.agents.triage.domain.setting import ProjectNames
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Hit, Text, Word
from netra.backend.calls.domain.bounds import Relation
from netra.backend.calls.domain.groups import TIME_STEPS, GroupKey

USUAL_SHARE: Final = Decimal("0.8")
"""What is meant where no share is named: the larger part in the rule of Pareto."""
HALF: Final = Decimal("0.5")
_OF: Final = tuple(key for key in DIMENSION_WORDS if key not in TIME_STEPS)
_NOUN: Final = f"(?:{'|'.join(rf'(?P<{key}>{DIMENSION_WORDS[key]})' for key in _OF)})"
_TAKES: Final = (
    r"(?:(?:would|does|do|did) )?(?:make|makes|made|account\w*|are|is|caus\w+|driv\w+|cover\w*|generat\w+|"
    r"spen[dt]\w*|us(?:e|es|ed)|burn\w*|cost\w*|tak(?:e|es)|took|produc\w+|stand\w*|represent\w*|eat\w*|"
    r"responsible|reach\w*|get|have|has)"
)
_SHARE: Final = "(?:@share|(?P<half>half) (?:of )?(?:the|our))"
_TOGETHER: Final = (
    whole_words(
        rf"how (?:many|few) (?:of (?:the|our) )?{_NOUN} (?:\S+ ){{0,3}}?{_TAKES} (?:\S+ ){{0,3}}?{_SHARE}"
    ),
    whole_words(
        rf"(?:which|what) {_NOUN} (?:\S+ )?(?:together )?{_TAKES} (?:up |for )?(?:the first )?{_SHARE}"
    ),
    whole_words(rf"(?:how )?concentrat\w+(?: (?:\S+ ){{0,5}}?{_NOUN})?"),
    whole_words(rf"(?:pareto\w*|80 ?/? ?20)(?: (?:\S+ ){{0,5}}?{_NOUN})?"),
)
_EACH: Final = whole_words(
    rf"{_NOUN} (?:\S+ ){{0,3}}?(?P<relation>more than|over|above|beyond|at least|less than|under|below) "
    rf"@share(?: of)?"
)
_RELATIONS: Final = (
    (Relation.AT_LEAST, frozenset({"at least"})),
    (Relation.LESS, frozenset({"less than", "under", "below"})),
)
_MEASURED: Final = (
    (Metric.TOKENS, whole_words(r"tokens?")),
    (Metric.CALLS, whole_words(r"calls?|requests?|traffic|usage|volume|load")),
)
_ALSO_SAID: Final = whole_words(
    r"any|single|one|few|few of|half|alone|each|our|total|overall|accounts? for|makes? up|responsible for|up|"
    r"together|how concentrated|spread|rule|spend|spending|costs?|bill"
)
_BY_DEFAULT: Final = ("users", "features", "models")


def with_concentration(
    goal: Goal, intent: Intent | None, text: Text, names: ProjectNames
) -> tuple[Goal, Intent | None]:
    """The goal of a question for the parts that are most of it, or more of it than a share."""
    with_amounts, amounts = find_amounts(text)
    for pattern, of in (*((one, "together") for one in _TOGETHER), (_EACH, "share")):
        hit = next(with_amounts.hits(pattern), None)
        if hit is None:
            continue
        by = next((key for key in _OF if hit.match.groupdict().get(key)), goal.breakdown or _usual(names))
        shares = [amounts[word.start].value for word in _within(with_amounts, hit) if word.text == "@share"]
        share = shares[0] if shares else HALF if hit.match.groupdict().get("half") else USUAL_SHARE
        if not 0 < share < 1 or by is None:
            continue
        relation = Relation.AT_LEAST if of == "together" else _relation(hit)
        bound = PartBound(_metric(text), relation, share, of="together" if of == "together" else "share")
        words = (*goal.words, *_phrases(with_amounts, hit))
        return _of_parts(goal, by, bound, words), Intent.WHERE_MONEY_GOES
    return goal, intent


def _within(text: Text, hit: Hit) -> Iterator[Word]:
    yield from text.words[hit.first : hit.last + 1]


def _usual(names: ProjectNames) -> GroupKey | None:
    """What a cost is concentrated on, where nothing says: what the calls name of these."""
    kinds = zip(_BY_DEFAULT, (GroupKey.USER, GroupKey.FEATURE, GroupKey.MODEL), strict=True)
    return next((key for kind, key in kinds if len(getattr(names, kind)) > 1), None)


def _relation(hit: Hit) -> Relation:
    said = hit.match["relation"]
    return next((relation for relation, words in _RELATIONS if said in words), Relation.MORE)


def _metric(text: Text) -> Metric:
    return next((metric for metric, pattern in _MEASURED if pattern.search(text.line)), Metric.COST)


def _phrases(text: Text, found: Hit) -> Iterator[Phrase]:
    yield Phrase(Part.FILTER, text.phrase(found.first, found.last))
    for hit in text.hits(_ALSO_SAID):
        yield Phrase(Part.METRIC, text.phrase(hit.first, hit.last))


def _of_parts(goal: Goal, by: GroupKey, bound: PartBound, words: tuple[Phrase, ...]) -> Goal:
    """The same calls, of which nothing else is asked."""
    return Goal(
        Intent.WHERE_MONEY_GOES,
        metric=bound.metric,
        chosen=goal.chosen,
        excluded=goal.excluded,
        unknown_names=goal.unknown_names,
        time=goal.time,
        breakdown=by,
        only_parts=bound,
        words=words,
    )
