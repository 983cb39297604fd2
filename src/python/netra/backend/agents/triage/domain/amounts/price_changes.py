"""Prices that a question supposes to be others: "20 % off on openai", "if prices rose by 10 %"."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from netra.backend.agents.triage.domain.amounts.amounts import Amount, find_amounts
from netra.backend.agents.triage.domain.goal import Goal, Intent, Metric, Part, Phrase, Supposition
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Hit, Text

_BY: Final = r"(?:(?:by|about|around|roughly|um|de|of) )*"
_PRICES: Final = (
    r"(?:list |token |api |model |input |output )?(?:prices?|pricing|rates?|preise?n?|prix|precios?)"
)
_LINK: Final = r"(?:\S+ ){0,4}?"
_WORD: Final = r"(?:price |volume |bulk |enterprise |committed use |commitment |loyalty )?"
_DISCOUNT: Final = (
    r"(?:discounts?|rebates?|rabatte?|nachlass|remises?|descuentos?|price (?:cut|drop|reduction))"
)
_RISE: Final = (
    r"(?:r[io]se[sn]?|rais(?:e[sd]?|ing)|increas\w+|go(?:es)? up|went up|higher|more expensive|dearer|hik\w+|"
    r"steig\w*|gestiegen|teurer|augment\w*|sub\w+)"
)
_FALL: Final = (
    r"(?:fall\w*|fell|drop\w*|decreas\w+|go(?:es)? down|went down|cheaper|lower\w*|cut|cuts|reduc\w+|sink\w*|"
    r"gesunken|billiger|gunstiger|baiss\w*|baj\w+)"
)
_NAMED: Final = r"(?:@model|@provider|(?:input |output )?tokens?|llms?|models?|api)"
_IF: Final = r"(?:if|wenn|si|suppose|assuming|what if|had|were)"
_DOWN: Final = whole_words(
    rf"@share {_WORD}{_DISCOUNT}|{_WORD}{_DISCOUNT} {_BY}@share|"
    r"@share (?:off|lower|less|below|under)(?: (?:of|on|for|from|at|with|the|all|our))* "
    rf"(?:list|{_PRICES}|@model|@provider)|{_PRICES} {_LINK}{_FALL} {_BY}@share|"
    rf"{_FALL} (?:\S+ )?{_PRICES} {_BY}@share|"
    rf"{_PRICES} (?:\S+ ){{0,2}}?@share {_FALL}|{_IF} {_LINK}{_NAMED} "
    rf"(?:\S+ ){{0,2}}?@share {_FALL}|@share lower {_PRICES}|"
    r"(?:gave|gives?|giving|given|granted|offer\w*) us (?:\S+ ){0,2}?@share off"
)
_UP: Final = whole_words(
    rf"@share (?:price|{_PRICES}) (?:increase|hike|rise)|"
    rf"(?:price|{_PRICES}) (?:increase|hike|rise) {_BY}@share|"
    rf"{_PRICES} {_LINK}{_RISE} {_BY}@share|{_RISE} (?:\S+ )?{_PRICES} {_BY}@share|"
    rf"{_PRICES} (?:\S+ ){{0,2}}?@share {_RISE}|{_IF} {_LINK}{_NAMED} "
    rf"(?:\S+ ){{0,2}}?@share {_RISE}|@share higher {_PRICES}"
)
_SAME_CLAUSE: Final = r"(?:(?!if|when|wenn|si|traffic|usage|volume|load|calls|users)\S+ ){0,2}?"
"""Not "at this rate if traffic doubles", where it is use that does."""
_FACTORS: Final[Mapping[Decimal, str]] = MappingProxyType(
    {
        Decimal(2): r"doubl\w+|verdoppel\w*|dobl\w+",
        Decimal(3): r"tripl\w+",
        Decimal("0.5"): r"halv\w+|halbier\w*",
    }
)
_TIMES: Final = tuple(
    (factor, whole_words(rf"{_PRICES} {_SAME_CLAUSE}(?:{words})|(?:{words}) (?:\S+ )?{_PRICES}"))
    for factor, words in _FACTORS.items()
)
_NO_SUPPOSITION: Final = whole_words(
    r"(?:did|has|have|why|when|warum|wann|pourquoi|porque) (?:\S+ ){0,6}?(?:prices?|pricing|preise?)|"
    r"(?:should|can|could|do) (?:we|i|you) (?:ask|get|negotiate|expect|demand|request)"
)
"""Asks what prices did, or what a provider would agree to."""
_LARGEST: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class PriceChange:
    """By what prices are multiplied, and the words that say so."""

    factor: Decimal
    words: str


def read_price_change(text: Text) -> tuple[Text, PriceChange | None]:
    """Merge a change of prices that is supposed into @prices."""
    if _NO_SUPPOSITION.search(text.line):
        return text, None
    with_amounts, amounts = find_amounts(text)
    found = next(_changes(with_amounts, amounts), None)
    if found is None:
        return text, None
    factor, hit = found
    place = text.between(with_amounts.words[hit.first].start, with_amounts.words[hit.last].end)
    return text.merged(dict.fromkeys(text.around_names(*place), "@prices")), PriceChange(
        factor, text.phrase(*place)
    )


def _changes(text: Text, amounts: Mapping[int, Amount]) -> Iterator[tuple[Decimal, Hit]]:
    for pattern, sign in ((_DOWN, -1), (_UP, 1)):
        for hit in text.hits(pattern):
            word = next(word for word in text.words[hit.first : hit.last + 1] if word.text == "@share")
            share = amounts[word.start].value
            if share < _LARGEST or sign > 0:
                yield 1 + sign * share, hit
    for factor, pattern in _TIMES:
        yield from ((factor, hit) for hit in text.hits(pattern))


def with_prices(goal: Goal, intent: Intent | None, change: PriceChange | None) -> tuple[Goal, Intent | None]:
    """The goal as one of what its calls cost at other prices."""
    if change is None:
        return goal, intent
    said = replace(
        goal,
        intent=Intent.WHAT_IF,
        levers=(),
        metric=Metric.COST,
        target=None,
        supposition=Supposition(price_factor=change.factor),
        words=(*goal.words, Phrase(Part.SUPPOSITION, change.words)),
    )
    return said, Intent.WHAT_IF
