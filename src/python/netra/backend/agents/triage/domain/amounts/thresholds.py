"""Amounts that a question chooses by: calls that cost, took or used more or less, and parts that do."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from netra.backend.agents.triage.domain.amounts.amounts import Amount, decimal_of, find_amounts
from netra.backend.agents.triage.domain.divisions.breakdowns import DIMENSION_WORDS
from netra.backend.agents.triage.domain.goal import Above, Metric, PartBound, Period
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Hit, Text
from netra.backend.calls.domain.bounds import Bound, Relation
from netra.backend.calls.domain.groups import GroupKey
from netra.backend.calls.domain.measures import CallMeasure

_MOST_ABOVE: Final = 1_000_000_000
_ABOVE: Final = whole_words(
    r"(?:with |that have |having |of |which have |where )*"
    r"(?:more than|over|above|at least|exceed\w*|longer than|larger than|bigger than|greater than|>)(?: =)? "
    r"(?P<number>\d{1,12}(?:[.,]\d{1,9})*)(?: ?(?P<scale>k|m|thousand|million))?"
    r"(?: (?P<side>input|prompt|output|completion|answer))? tokens?(?P<out> (?:out|of output))?"
)
_ARE_CALLS: Final = whole_words(
    r"(?:calls?|requests?|prompts?|ones|those|documents?|docs?|texts?|answers?|inputs?|contexts?|messages?|"
    r"(?<!which )@(?:feature|model|agent)) (?:\S+ ){0,3}$"
)
"""What stands right before: of users or sessions the tokens are summed, and that is something else."""
_OUTPUT: Final = frozenset({"output", "completion", "answer"})
_SCALES: Final = MappingProxyType(
    {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000}
)
_COMPARED: Final = (
    r"(?P<at_most>at most|up to|no more than|not more than|(?:no|not) longer than|hochstens|maximal|< =)|"
    r"(?P<at_least>at least|no less than|not less than|mindestens|wenigstens|au moins|al menos|> =)|"
    r"(?P<more>(?:more|greater|higher|larger|bigger|longer|slower|costlier|dearer|pricier|later|"
    r"more expensive) than|over|above|beyond|past|after|exceed\w*|in excess of|north of|"
    r"(?:mehr|langer|langsamer|teurer) als|uber|uberschr\w*|plus de|depass\w*|mas de|superan?|>)|"
    r"(?P<less>(?:less|fewer|cheaper|faster|quicker|shorter|lower|smaller|less expensive) than|under|below|"
    r"beneath|within|before|(?:weniger|kurzer|schneller|billiger) als|unter|moins de|menos de|<)"
)
_OR_MORE: Final = (
    r"(?: (?:and|or) (?:(?P<or_more>more|above|over|up|higher|longer)|(?P<or_less>less|below|under|fewer)))"
)
_RELATIONS: Final[Mapping[str, Relation]] = MappingProxyType(
    {
        "or_more": Relation.AT_LEAST,
        "or_less": Relation.AT_MOST,
        "at_most": Relation.AT_MOST,
        "at_least": Relation.AT_LEAST,
        "more": Relation.MORE,
        "less": Relation.LESS,
    }
)
_UNITS_OF_TIME: Final = (
    r"hour|day|week|month|quarter|year|tag|woche|monat|jahr|jour|semaine|mois|dia|semana|mes"
)
_NO_RATE: Final = (
    rf"(?! (?:per|a|an|each|every|/|pro|par|por|im|al) (?:{_UNITS_OF_TIME})(?!\S)|"
    r" (?:daily|weekly|monthly|yearly|annually)(?!\S))"
)
"""An amount for each of a stretch of time is a budget, and no single call has it."""
_CALLS_CHOSEN: Final = (
    r"calls?|requests?|quer(?:y|ies)|generations?|traces?|ones|aufrufen?|anrufen?|anfragen?|appels?|requetes?|"
    r"llamadas?|how many|wie ?viele|combien|@bound (?:and|but|und|et|y)"
)
_OF_CALLS: Final = (
    r"(?:(?:that|which|who|were|was|are|is|have|has|had|of|did|do|for|on|in|to|from|by|the|our|it|them|die|"
    r"@\S+) ){0,5}?"
)
_TELLING_OF: Final = (
    r"(?:(?:that|which|with|having|whose|where|taking|took|takes?|taken|run|ran|running|runs|last\w*|"
    r"wait\w*|cost\w*|kost\w*|gekostet|dauer\w*|brauch\w*|a|an|the|its|total|price|response time|latency|"
    r"duration|first token|ttft|time to (?:the )?first token|of|is|was|were|came|comes?|arriv\w*|for|us|"
    r"each) ){0,8}?"
)
_BOUND: Final = (
    whole_words(
        rf"(?:(?P<kind>cheap|expensive|slow|fast|quick|costly|dear|pricey|long|short) )?(?:{_CALLS_CHOSEN}) "
        rf"{_OF_CALLS}(?P<tail>{_TELLING_OF}(?:{_COMPARED}) (?:a |about |a total of )?"
        rf"(?:@money|@duration)(?!\S){_NO_RATE})"
    ),
    whole_words(
        rf"(?:{_CALLS_CHOSEN}) {_OF_CALLS}(?P<tail>{_TELLING_OF}(?:@money|@duration){_OR_MORE})"
    ),
    whole_words(
        rf"(?P<tail>(?:cost\w* |kost\w* )?(?:{_COMPARED}) (?:@money|@duration) "
        r"(?:per|pro|je|a|each|par|por|for each|for a) (?:single )?"
        r"(?:calls?|requests?|aufruf|anruf|anfrage|appel|requete|llamada))"
    ),
)
_NUMBER: Final = r"\d{1,12}(?:[.,]\d{1,9})*"
_BETWEEN: Final = whole_words(
    rf"(?:{_CALLS_CHOSEN}) {_OF_CALLS}(?P<tail>{_TELLING_OF}(?:between|from|zwischen|von|entre|de) "
    rf"(?P<low>@money|@duration|{_NUMBER}) (?:and|to|und|bis|et|a|y|-) (?P<high>@money|@duration|{_NUMBER})"
    rf"(?: each)?){_NO_RATE}"
)
_ALONE: Final = whole_words(
    rf"(?:(?:ok|so|and|or|but|what about|how about|und|et|y|only) )*(?P<tail>(?:{_COMPARED}) "
    r"(?:@money|@duration))[ ?.!]*"
)
"""A whole question: it asks for another amount than the one before it."""
_FIRST_TOKEN: Final = re.compile(r"first token|ttft")
_OF_MOMENTS: Final = re.compile(r"(?:after|later than|before|within)(?!\S)")
_WISHED: Final = whole_words(
    r"keep\w*|stay\w*|remain\w*|must|should|need\w*|want\w*|get|getting|bring\w*|make|reduc\w*|cut|cutting|"
    r"lower\w*|goal|target|limit|ensure|cap|hold|push|drive|how (?:can|could|do|to|would)|p ?\d\d|percentile|"
    r"median|soll\w*|muss|mussen|doit|debe\w*"
)
"""Where something is to get below an amount, that is a target and chooses nothing."""
_NEGATED: Final = re.compile(
    r"(?<!\S)(?:no|not|never|without|except(?: for)?|excluding|besides|ignor\w+|ohne|sauf|sin|avoid\w*|"
    r"keine?)(?: (?:the|any|our|all))* $"
)
_SUPPOSED: Final = whole_words(r"will|would|going to|if|wenn|werden|si")
_WHO: Final[Mapping[GroupKey, str]] = MappingProxyType({GroupKey.USER: r"|who|wer|qui|quien"})
_NOUNS: Final = "|".join(
    rf"(?P<{key}>{names}{_WHO.get(key, '')})" for key, names in DIMENSION_WORDS.items()
)
_OF_PARTS: Final = (
    r"(?:(?:that|which|who|did|do|does|we|i|it|you|they|have|has|had|went|go|goes|going|gone|was|were|are|is|"
    r"cost|costs|costing|spent|spend|spends|spending|use|used|uses|using|made|make|makes|making|run|ran|sent|"
    r"with|having|the|our|a|total|of|on|in|for|by|come|came|usage|us|haben|hat|wir|"
    r"@(?!money|share)\S+) ){0,8}?"
)
_AMOUNT: Final = (
    r"(?:@money|(?P<number>\d{1,12}(?:[.,]\d{1,9})*) ?(?P<scale>k|m|thousand|million)? "
    r"(?P<unit>calls?|requests?|(?:(?:input|prompt|output|completion|total) )?tokens?))"
)
_EACH: Final = r"(?: (?:per|a|an|each|every|/) (?P<per>hour|day|week|month))?"
_PART: Final = whole_words(
    rf"(?:{_NOUNS}) {_OF_PARTS}(?P<tail>(?:{_COMPARED}) (?:(?:our|the|a|budget|limit|of) ){{0,3}}"
    rf"{_AMOUNT}{_EACH}(?: budget| limit| in total)?)(?! (?:per|a|an|each|/|pro) )"
)
_BUDGETED: Final = whole_words(
    r"(?P<head>(?:(?:with|given|at) )?(?:(?:a|our|the|my) )?(?:\S+ )?budget (?:(?:of|is|was|[.]) )?"
    rf"@money{_EACH})(?: \S+){{0,4}}? (?:which|what|how many|welchen?) (?:{_NOUNS}) (?:\S+ ){{0,5}}?"
    r"(?P<tail>(?:(?P<more>over|above|exceed\w*|beyond|past|br[eo]a?ke?|blow|blew|bust)|"
    r"(?P<less>under|below|within))(?: (?:the|our|that|this|it|budget|limit))*)"
)
_CHARGED: Final = whole_words(
    rf"(?P<head>(?:charg\w*|bill\w*|earn\w*|make|get|take in|paid|pays?|paying|price is|flat fee of) "
    rf"(?:\S+ ){{0,3}}?@money(?: (?:per|a|an|each|every|/) (?P<period>day|week|month|year))?"
    rf"(?: (?:per|a|an|each|every|/|from each|by each) (?:{_NOUNS}))) (?:\S+ ){{0,6}}?(?P<tail>"
    r"(?P<more>lose (?:money|on)(?: on)?|losing money(?: on)?|make a loss(?: on)?|unprofitable|"
    r"not profitable|cost (?:us )?more|too expensive)|"
    r"(?P<less>profitable|make money(?: on)?|cost (?:us )?less))"
)
"""What is taken in from each of something: a loss is where it costs more."""
_METRICS_OF_UNITS: Final = (
    ("call", Metric.CALLS),
    ("request", Metric.CALLS),
    ("input", Metric.INPUT_TOKENS),
    ("prompt", Metric.INPUT_TOKENS),
    ("output", Metric.OUTPUT_TOKENS),
    ("completion", Metric.OUTPUT_TOKENS),
    ("token", Metric.TOKENS),
)
_MOST_CHOSEN: Final = 4
_US_DOLLARS: Final = frozenset({"", "USD"})


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The bounds on calls; the bound on parts, with what parts these are; and the words that say so.

    `unread` are words that say such a thing of money whose worth is not known.
    """

    bounds: tuple[Bound, ...] = ()
    parts: PartBound | None = None
    by: GroupKey | None = None
    noun: str = ""
    words: tuple[str, ...] = ()
    part_words: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    period: Period | None = None
    """The stretch of time that an amount is for, where it is taken in from each part."""
    alone: Bound | None = None
    """A bound that does not say of what."""


def read_thresholds(text: Text) -> tuple[Text, Thresholds]:
    """Merge what chooses calls by an amount into @bound, and what chooses parts into @parts."""
    text, chosen, words = _read_bounds(text)
    with_amounts, amounts = find_amounts(text)
    if _ALONE.fullmatch(with_amounts.line):
        hit = next(with_amounts.hits(_ALONE))
        return text, Thresholds(alone=_bound(with_amounts, hit, amounts))
    for pattern in (_CHARGED, _BUDGETED, _PART):
        for hit in with_amounts.hits(pattern):
            found = _part_bound(with_amounts, hit, amounts)
            if found is not None:
                tags = {_place(text, with_amounts, hit, name): "@parts" for name in _stretches_of(hit)}
                noun = text.phrase(*_place(text, with_amounts, hit, found[1]))
                said = tuple(text.phrase(*place) for place in tags)
                period = hit.match.groupdict().get("period")
                each = Period(period) if period else None
                return text.merged(tags), Thresholds(chosen, *found, noun, words, said, period=each)
    return text, Thresholds(chosen, words=words, unread=_in_other_money(with_amounts, amounts))


def _in_other_money(text: Text, amounts: Mapping[int, Amount]) -> tuple[str, ...]:
    """What would choose calls or parts if it were in dollars: what they cost is known in nothing else."""
    hits = [hit for pattern in (*_BOUND, _PART) for hit in text.hits(pattern)]
    paid = [hit for hit in hits if "@money" in hit.match.group()]
    other = [hit for hit in paid if _amount_in(text, hit, amounts)[1].currency not in _US_DOLLARS]
    return tuple(text.phrase(*_place(text, text, hit, "tail")) for hit in other)[:1]


def _read_bounds(text: Text) -> tuple[Text, tuple[Bound, ...], tuple[str, ...]]:
    text, bounds, words = _read_between(text)
    for _ in range(_MOST_CHOSEN):
        with_amounts, amounts = find_amounts(text)
        hits = (hit for pattern in _BOUND for hit in with_amounts.hits(pattern))
        found = next(((hit, bound) for hit in hits if (bound := _bound(with_amounts, hit, amounts))), None)
        if found is None:
            break
        tags = {_place(text, with_amounts, found[0], name): "@bound" for name in _stretches_of(found[0])}
        bounds.append(found[1])
        words += [text.phrase(*place) for place in tags]
        text = text.merged(tags)
    return text, tuple(bounds), tuple(words)


def _read_between(text: Text) -> tuple[Text, list[Bound], list[str]]:
    """The first two amounts between which calls are chosen; the unit of one is that of both."""
    with_amounts, amounts = find_amounts(text)
    hit = next(with_amounts.hits(_BETWEEN), None)
    ends = _ends(with_amounts, hit, amounts) if hit is not None else None
    if hit is None or ends is None:
        return text, [], []
    place = _place(text, with_amounts, hit, "tail")
    return text.merged({place: "@bound"}), ends, [text.phrase(*place)]


def _ends(text: Text, hit: Hit, amounts: Mapping[int, Amount]) -> list[Bound] | None:
    said = {hit.match[name] for name in ("low", "high")} & {"@money", "@duration"}
    if len(said) != 1 or _NEGATED.search(text.line[: hit.match.start()]):
        return None
    tag = said.pop()
    words = [word for word in text.words[hit.first : hit.last + 1] if word.text == tag]
    given = [amounts[word.start] for word in words]
    if any(amount.currency not in _US_DOLLARS for amount in given):
        return None
    # "Between 5 and 10 seconds": the bare number is so many of the unit of the other one.
    unit = given[0].value / decimal_of(re.findall(_NUMBER, text.clean[words[0].start : words[0].end])[0])
    values = iter(given)
    low, high = (
        next(values).value if hit.match[name] == tag else decimal_of(hit.match[name]) * unit
        for name in ("low", "high")
    )
    is_first = _FIRST_TOKEN.search(hit.match.group()) is not None
    timed = CallMeasure.TTFT if is_first else CallMeasure.DURATION
    measure = timed if tag == "@duration" else CallMeasure.COST
    return [Bound(measure, Relation.AT_LEAST, low), Bound(measure, Relation.AT_MOST, high)]


def _stretches_of(hit: Hit) -> list[str]:
    return [name for name in ("kind", "head", "tail") if hit.match.groupdict().get(name)]


def _place(text: Text, with_amounts: Text, hit: Hit, name: str) -> tuple[int, int]:
    """The words of a group of the hit, in the text whose amounts are not merged."""
    spans = [
        (word.start, word.end)
        for word, at in zip(with_amounts.words, with_amounts.places, strict=True)
        if hit.match.start(name) <= at < hit.match.end(name)
    ]
    return text.between(spans[0][0], spans[-1][1])


def _relation(found: re.Match[str]) -> Relation:
    said = found.groupdict()
    return next(relation for name, relation in _RELATIONS.items() if said.get(name))


def _is_choice(text: Text, hit: Hit, relation: Relation) -> bool:
    """Whether something is chosen: what is to get below an amount is not, nor what is left out."""
    wished = not relation.is_upwards and _WISHED.search(text.line[: hit.match.end()])
    return not wished and not _NEGATED.search(text.line[: hit.match.start()])


def _amount_in(text: Text, hit: Hit, amounts: Mapping[int, Amount]) -> tuple[str, Amount]:
    words = text.words[hit.first : hit.last + 1]
    word = next(word for word in reversed(words) if word.text in {"@money", "@duration"})
    return word.text, amounts[word.start]


def _bound(text: Text, hit: Hit, amounts: Mapping[int, Amount]) -> Bound | None:
    relation, (tag, amount) = _relation(hit.match), _amount_in(text, hit, amounts)
    if not _is_choice(text, hit, relation) or amount.currency not in _US_DOLLARS:
        return None
    is_first = _FIRST_TOKEN.search(hit.match.group()) is not None
    if _OF_MOMENTS.search(hit.match["tail"]) and not is_first:
        return None
    timed = CallMeasure.TTFT if is_first else CallMeasure.DURATION
    return Bound(timed if tag == "@duration" else CallMeasure.COST, relation, amount.value)


def _part_bound(text: Text, hit: Hit, amounts: Mapping[int, Amount]) -> tuple[PartBound, GroupKey] | None:
    """The bound on parts and what these are; an amount for each week is none of days."""
    relation, said = _relation(hit.match), hit.match.groupdict()
    by = next(key for key in DIMENSION_WORDS if said.get(key))
    other = said.get("per") is not None and said["per"] != by
    if other or not _is_choice(text, hit, relation) or _SUPPOSED.search(text.line):
        return None
    if said.get("unit"):
        metric = next(metric for word, metric in _METRICS_OF_UNITS if word in said["unit"])
        number = decimal_of(said["number"]) * _SCALES.get(said["scale"] or "", 1)
        return PartBound(metric, relation, Decimal(number)), by
    _, amount = _amount_in(text, hit, amounts)
    return (PartBound(Metric.COST, relation, amount.value), by) if amount.currency in _US_DOLLARS else None


def read_above(text: Text) -> tuple[Text, tuple[Above | None, str]]:
    """Merge the first such choice into @above; without a side the input is meant."""
    hit = next(text.hits(_ABOVE), None)
    if hit is None or not _ARE_CALLS.search(text.line[: hit.match.start()]):
        return text, (None, "")
    number = decimal_of(hit.match["number"]) * _SCALES.get(hit.match["scale"] or "", 1)
    if not 1 <= number <= _MOST_ABOVE:
        return text, (None, "")
    is_output = hit.match["side"] in _OUTPUT or hit.match["out"] is not None
    above = Above("output" if is_output else "input", int(number)), text.phrase(hit.first, hit.last)
    return text.merged({(hit.first, hit.last): "@above"}), above
