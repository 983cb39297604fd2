"""Asks of the figures themselves: where prices come from, how numbers are made, and whether to trust them."""

from typing import Final

from netra.backend.agents.triage.domain.goal import Goal, Intent, Part, Phrase
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text

_SAID: Final = (
    r"(?:(?:these|those|the|your|this|that|all|of|list) )*"
    r"(?:numbers?|figures?|prices?|pricing|estimates?|estimations?|calculations?|rates|zahlen|preise|chiffres|"
    r"prix|precios|cifras)"
)
"""What the product says; whoever asks where costs come from wants to see them."""
_NUMBERS: Final = (
    rf"(?:{_SAID}|(?:these|the|your|this) (?:dollar )?(?:costs?|amounts?|savings?|reports?|results?))"
)
_SURE: Final = (
    r"(?:accura\w+|reliable|trustworthy|exact|precise|correct|sure|certain|right|real|true|up to date|"
    r"current|fresh|measured|estimated|estimates?|guess(?:es|ed)?|genau|aktuell|fiables?|exact[aeo]s?)"
)
_ASKED: Final = whole_words(
    rf"where (?:do|does|did|are|is) (?:you )?(?:get |take |have )?{_SAID}(?: you use| used)?"
    r"(?: (?:come|came|taken|coming|got))?(?: from)|"
    rf"where (?:do|did) (?:you|it) (?:get|take|have) {_SAID}(?: from)?|"
    rf"(?:what|which|whose) {_NUMBERS} (?:do|does|did|are|is|have) (?:you|it|netra|this|these|that|we) ?"
    r"(?:\S+ )?(?:us(?:e|ed|ing)|based on|appl(?:y|ied)|tak(?:e|en)|assum(?:e|ed|ing))|"
    r"(?:what|which) (?:price ?(?:list|book|table)s?|pricing (?:data|table|source))|"
    rf"what (?:are|is) {_NUMBERS} based on|(?:source|origin) of {_NUMBERS}|"
    rf"how (?:do|does|did|are|is|were) (?:you |it |netra )?(?:{_NUMBERS} )?"
    rf"(?:calculated?|computed?|worked out|work out|derived?|come up with)(?: {_NUMBERS})?|"
    r"how do you (?:know|price)(?: (?:this|that|these|it|all))*|"
    rf"how {_SURE} (?:are|is) (?:you(?: about)? ?)?(?:{_NUMBERS}|this|that|it|they)|"
    rf"(?:are|is|were) {_NUMBERS} (?:really |actually |all )?{_SURE}|"
    rf"(?:can|could|should|may) (?:i|we|one) (?:really )?(?:trust|believe|rely on|count on) "
    rf"(?:{_NUMBERS}|you|this|that|it)|"
    rf"(?:do|does|will|would|should) (?:{_NUMBERS}|this|that|it|they) "
    r"(?:match|agree with|equal|fit|add up to) (?:our|the|my|what)(?: \S+){0,3}|"
    r"(?:is|are) (?:that|this|it|they) (?:just |only |really )?(?:an? )?"
    r"(?:estimates?|guess(?:es)?|measured|exact)|"
    r"woher (?:kommen|hast du|habt ihr) (?:die |deine )?(?:zahlen|preise)|"
    r"wie genau sind (?:die |diese )?(?:zahlen|preise)|d ou viennent (?:les |vos |ces )?(?:prix|chiffres)"
)


def of_the_figures(text: Text) -> Goal | None:
    """What asks how figures come about; None where it asks for figures."""
    hit = next(text.hits(_ASKED), None)
    if hit is None:
        return None
    words = (Phrase(Part.INTENT, text.phrase(hit.first, hit.last)),)
    return Goal(Intent.PROVENANCE, words=words)
