"""Words of why one part costs so much, and of how cost is spread over parts, over folded words."""

from typing import Final

from netra.backend.agents.triage.domain.divisions.breakdowns import DIMENSION_WORDS
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.calls.domain.groups import GroupKey

_OF: Final = (
    *(GroupKey.SESSION, GroupKey.USER, GroupKey.FEATURE, GroupKey.AGENT),
    *(GroupKey.MODEL, GroupKey.PROVIDER),
)
NOUN: Final = f"(?:{'|'.join(rf'(?P<{key}>{DIMENSION_WORDS[key]})' for key in _OF)})"
KINDS: Final = _OF
"""What parts are of, the narrowest first."""
_WHY: Final = r"(?:why|how come|warum|wieso|pourquoi|por que)"
_DEAR: Final = (
    r"(?:expensive|dear(?:er|est)?|costl(?:y|ier|iest)|pricey|pricier|high|teuer|cher\w*|car[oa]s?|"
    r"(?:cost\w*|spen[dt]\w*|burn\w*|eat\w*|us(?:e|es|ed)|kost\w*) (?:us |me )?"
    r"(?:that|this|so|too|as|so much|way)? ?(?:much|many|more))"
)
_EVERYONE: Final = (
    r"(?:(?:all )?(?:the |our )?(?:others?|rest|average|norm|usual|typical|median|middle)(?: \S+)?|"
    r"every ?(?:one|body)(?: else)?|any ?(?:one|body)(?: else)?|its peers?|(?:a |the )?normal \S+)"
)
WHY_DEAR: Final = whole_words(
    rf"{_WHY} (?:\S+ ){{1,7}}?(?:so |such |that |too |this )?{_DEAR}(?: than| as| compared to| vs)?"
    rf"(?: {_EVERYONE})?|"
    rf"what (?:makes|made|is making|s making) (?:\S+ ){{1,4}}?{_DEAR}|"
    rf"what (?:drives|is driving|s driving) (?:up )?(?:the )?(?:costs?|spend\w*|bill|price) (?:of|for) @\S+|"
    rf"what (?:drives|is driving|s driving) @\S+ (?:\S+ )?(?:costs?|spend\w*|bill)"
)
"""Asks for the reason of what a part costs."""
AND_WHY: Final = whole_words(rf"(?:and|und|et|y|but|,) {_WHY}(?: (?:is|was) (?:that|it|this))?(?=[ ?.!]*$)")
UNLIKE_OTHERS: Final = whole_words(
    rf"(?:doing|do|does|did) (?:\S+ )?(?:different\w*|wrong)(?: (?:from|to|than) {_EVERYONE})?|"
    rf"(?:different|differ|differs|stands? out) (?:from|to|than|compared to|among) {_EVERYONE}|"
    rf"(?:set|sets) (?:\S+ )?apart(?: from {_EVERYONE})?|"
    r"(?:what is|what s) (?:so )?(?:different|special|unusual) (?:about|with)"
)
"""Asks how a part is unlike the others of its kind."""
IS_OUTLIER: Final = whole_words(
    r"(?:is|was|are|were|isn t) (?:\S+ ){0,3}?(?:just )?(?:an? |the )?(?:\S+ )?(?:outliers?|"
    r"exceptions?|one ?offs?|unusual|abnormal|typical|the norm)"
    r"(?: or (?:are there|is that|is it|do we have) (?:\S+ ?){1,5})?"
)
"""Asks whether a part is an outlier."""
GOING_ON: Final = whole_words(
    r"what (?:(?:is|was|s|were) (?:going on|happening)|happened) (?:in|with) "
    r"(?:(?:the )?(?:most expensive|dearest) \S+|@session)"
)
POINTS: Final = whole_words(
    r"(?:is|was|does|did|made|makes|are|were|do|about|with) "
    r"(?:that|it|this|he|she|they|them|him|her)(?: one)?"
)
"""Points at the part that the answer before named first."""
_FEW: Final = r"(?:a |the )?(?:few|handful of|couple of)"
_TOP: Final = r"(?:top|dearest|biggest|largest|heaviest)"
_MOST: Final = r"(?:the )?(?:most|all|half|bulk|majority|lot|whole)(?: of)?"
_TAKES: Final = (
    r"(?:mak\w+ up|made up|account\w* for|responsible for|driv\w+|eat\w*|caus\w+|"
    r"burn\w*|spend\w*|cost\w*|doing|do|are|have)"
)
SPREAD: Final = (
    whole_words(
        rf"(?:spread|distribut\w+|dispers\w+|vary|varies|variation|variance|skew\w*|histogram|percentiles?|"
        rf"quantiles?|deviat\w+)(?: \S+){{0,6}}? {NOUN}"
    ),
    whole_words(
        rf"{NOUN}(?: \S+){{0,4}}? (?:spread|distribut\w+|distribution|variance|percentiles?|histogram|skewed)"
    ),
    whole_words(
        rf"{_FEW} (?:\d+ |really |very |big |heavy |expensive )*{NOUN} (?:\S+ ){{0,3}}?{_TAKES}(?: {_MOST})?"
    ),
    whole_words(rf"{_TOP} (?:\d+ )?{NOUN} (?:\S+ ){{0,3}}?{_TAKES} {_MOST}"),
    whole_words(
        rf"(?:top |dearest |most expensive )?(?:\d+ ?%|\d+ percent|@share)(?: of)?(?: the| our| my)? {NOUN}"
        rf"(?: \S+){{0,3}}? (?:{_TAKES}|most|share)"
    ),
    whole_words(
        rf"(?:what share|how much|what part|what percentage|share)(?: \S+){{0,6}}? "
        rf"(?:top|dearest|biggest|heaviest) (?:\d+ ?%|\d+ percent|@share)(?: of)?(?: the| our)? {NOUN}"
    ),
    whole_words(
        rf"(?:median|p50|typical|middle|mean|average) and (?:the )?p ?\d+ (?:cost|price|spend)\w* "
        rf"(?:per|of a|for a) {NOUN}"
    ),
    whole_words(
        rf"(?:(?:are|is|any|which|what) (?:\S+ ){{0,4}}?{NOUN} (?:\S+ ){{0,2}}?outliers?(?! in)|outlier "
        rf"{NOUN.replace('?P<', '?P<o_')}(?! in))"
    ),
    whole_words(rf"p ?\d\d (?:cost|price|spend)\w* (?:per|of a|for a|by) {NOUN}"),
)
"""Asks how the cost is spread over parts, or whether few make most of it."""
EVENLY: Final = whole_words(r"(?:spread |distributed )?(?:out )?(?:evenly|equally|even|equal)(?: spread)?")
