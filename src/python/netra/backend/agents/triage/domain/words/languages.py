"""Whether a question is in a language that is read, but not answered in."""

from typing import Final

from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import read_words

_OTHERS: Final = whole_words(
    r"wie|viel|wieviel|was|welche[rsnm]?|wer|warum|wieso|wann|kostet|kosten|haben|wir|uns|unsere?n?|ist|sind|und|"
    r"mit|fur|letzte[nr]?|pro|der|die|das|den|dem|nach|ohne|"
    r"combien|quel(?:le)?s?|pourquoi|avons|nous|nos|notre|dernier[es]*|coute|couts?|est|sont|avec|pour|sans|les|"
    r"cuant[oa]s?|cual(?:es)?|por|hemos|nuestr[oa]s?|gastamos|gasto|cuesta|ultim[oa]s?|los|las|del|una"
)
_ENGLISH: Final = whole_words(
    r"the|what|which|how|much|many|we|our|is|are|did|does|do|for|by|of|last|cost|spend|why|show|me|where|and|in"
)
_FEWEST: Final = 2


def is_other_language(question: str) -> bool:
    """Whether more of the small words are German, French or Spanish than English."""
    line = read_words(question).line
    others = len(_OTHERS.findall(line))
    return others >= _FEWEST and others > len(_ENGLISH.findall(line))
