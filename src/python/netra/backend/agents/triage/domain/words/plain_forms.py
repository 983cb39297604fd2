"""More ways of asking that the readers know by other words: both sides of a call, caches, oddities, plans."""

from typing import Final

from netra.backend.agents.triage.domain.words.patterns import whole_words

_OURS: Final = r"(?:(?:our|the|my|this|all|prompt) )*"
_STILL: Final = r"(?:(?:even|really|actually|still|any|at all) )*"
_IN: Final = r"(?:inputs?|prompts?)(?: tokens?)?"
_OUT: Final = r"(?:outputs?|completions?|answers?)(?: tokens?)?"
AVERAGE_SIDES: Final = whole_words(
    rf"(?:average|avg|mean|typical) (?:\S+ )?{_IN} (?:and|vs|versus|to|/|against|compared to) (?:the )?{_OUT}"
    r"(?: (?:per|a|for a|of a) (?:call|request))?|"
    rf"{_IN} (?:and|vs|versus|/) {_OUT} (?:per|a) (?:call|request)"
)
"""Asks how much a call reads and writes."""
USE_GROWS: Final = whole_words(
    r"(?:is|are) (?:(?:our|the|total|api|llm) )*(?:usage|traffic|volume|demand|load|adoption|requests) "
    r"(?:still )?(?:growing|rising|increasing|going (?:up|down)|falling|shrinking|dropping|climbing)"
)
"""Asks how many calls there are from step to step."""
CACHING_WORKS: Final = whole_words(
    rf"(?:is|are) {_OURS}cach\w+ {_STILL}(?:doing (?:anything|something|much|its job)|working|broken|useful|"
    r"helping|broke)(?: for us)?(?: (?:or|and)? ?(?:is it )?(?:it )?(?:seems?|looks?|feels?) "
    r"(?:broken|off|wrong|bad))?(?: (?:lately|recently|now|these days))?|"
    rf"does {_OURS}cach\w+ {_STILL}(?:do (?:anything|something)|work|help)(?: for us)?|"
    rf"(?:seems?|looks?) like {_OURS}cach\w+ (?:broke|is broken|stopped working|does not work)|"
    rf"(?:something|anything) (?:is )?(?:wrong|broken|off) with {_OURS}(?:cach\w+)|"
    rf"did {_OURS}cach\w+ (?:break|stop working)"
)
"""Asks whether what is written to caches is read."""
HIT_RATE_COURSE: Final = whole_words(
    rf"(?:did|has|have|is|does|why did) {_OURS}cache hit (?:rate|ratio)s? "
    r"(?:drop\w*|fall\w*|fell|go(?:ne|ing)? (?:down|up)|went (?:down|up)|worse\w*|declin\w*|chang\w+|"
    r"get\w* worse|improv\w*)"
)
"""Asks how the share that is read from caches went."""
_ODD: Final = (
    r"(?:weird|odd|strange|unusual|suspicious|fishy|funny|surprising|alarming|abnormal|off|surprises|oddities|"
    r"red flags?|worr(?:y|ies|ied|ying|isome))"
)
ANYTHING_ODD: Final = whole_words(
    rf"(?:(?:is|was|are|were) there |do you see |have you seen |did you (?:see|find|spot) )?"
    rf"(?:anything|something|any|some) (?:else )?(?:(?:that )?(?:is|looks|seems|was) )?{_ODD}"
    r"(?! (?:with|about|happen\w*|going|for|at) )"
    r"(?: (?:that )?(?:i|we) (?:should|must|need to|have to) (?:know|worry|care|hear)(?: about)?)?"
    r"(?: (?:in|with|about) (?:this|the|our|my) (?:data|log|logs|calls|numbers|usage|bill|traffic))?|"
    r"(?:anything|something) (?:i|we) (?:should|must|need to|have to) (?:worry|be worried|care|know|hear) "
    rf"about|(?:what is|what s|whats) (?:so )?{_ODD}"
    r"(?: (?:in|with|about) (?:this|the|our|my) (?:data|log|logs|calls|numbers|usage|bill|traffic))?"
)
"""Asks for whatever stands out, of any kind."""
BEHIND_THE_ODD: Final = "was there a cost spike"
BEHIND_THE_ODD_OF_CACHES: Final = f"{BEHIND_THE_ODD}; what does caching cost and save us?"
_WE: Final = r"(?:(?:would|are|will|is|should|could|can) (?:we|i|it) (?:be )?)?"
FLAT_PLAN: Final = whole_words(
    rf"{_WE}(?:better off |cheaper |worth it )?(?:to (?:buy|get|use|have|switch to) )?(?:with |w/? |on |by )?"
    r"(?:an? |the )?(?:flat |fixed )?(?P<amount>\$ \d+|\d+ \$|\d+ (?:dollars?|bucks|usd))(?: a month)? "
    r"(?:flat |max |pro |team |enterprise )*(?:plans?|subscriptions?|seats?|licen[cs]es?|flat rates?)"
    r"(?: (?:per|a|for each|for every|each) (?:\S+))?"
    r"(?: (?:than|instead of|vs|versus|over|compared to|be cheaper than) (?:\S+ ){0,3}?(?:api|calls?|"
    r"tokens?))?(?: be cheaper(?: than (?:\S+ ){0,3}?(?:api|calls?|tokens?))?)?"
)
"""Asks whether a fixed price for each person is below what each one's calls cost."""
