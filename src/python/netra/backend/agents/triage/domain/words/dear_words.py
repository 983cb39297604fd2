"""Words of calls, or of spend, that were dearer for a time, over folded words."""

from typing import Final

from netra.backend.agents.triage.domain.words.patterns import whole_words

_DEAR: Final = r"(?:more expensive|pricier|dearer|costlier|more costly|teurer|plus cher\w*|mas car[oa]s?)"
_SPIKES: Final = r"(?:spikes?|incidents?|anomal\w+|surges?|outbreaks?|blow ?ups?|explosions?)"
_MONEY: Final = r"(?:costs?|price|spend\w*|bills?|billing)"
DEAR_AGAIN: Final = whole_words(
    r"still (?:so |more |too |that |as )?(?:expensive|dear|costly|pricey|elevated)|"
    r"(?:come|came|gone|went|go|fallen|fell) (?:back )?(?:down(?: again)?|back(?: to)?)"
    r"(?=[ ?.!,]*$| (?:and|yet|again|what)(?!\S))|"
    r"back down|(?:is|are|was|were) (?:it|that|this) (?:all )?(?:over|past|done)(?: yet| now)?(?=[ ?.!,]*$)|"
    r"ist es vorbei|est ce (?:que c est )?(?:fini|termine)|se acabo|ha terminado|"
    r"(?:gone|went|come|came) back to"
)
"""Asks whether what was dear is so no more."""
DEAR_ONCE: Final = whole_words(
    rf"(?:a|an|any|the|some|of) (?:\S+ )?{_MONEY} {_SPIKES}|"
    rf"{_MONEY} (?:spikes?|incidents?|anomal\w+)(?=[ ?.!]*$)|"
    rf"(?:any|a|some) {_SPIKES} (?:in|of) (?:\S+ )?{_MONEY}|"
    rf"{_DEAR} (?:than|als|que) (?:usual|before|normal|(?:it|they|we) used to(?: be)?|sonst|de costumbre)|"
    r"(?:cost|costs|costing) (?:us )?more than (?:usual|before|normal|they used to)|"
    r"(?:did|has|have) (?:something|anything) (?:\S+ ){0,2}?(?:make|made) (?:\S+ ){1,3}?"
    rf"(?:{_DEAR}|cost more)|"
    rf"(?:did|has|have) (?:\S+ ){{1,4}}?{_DEAR} at (?:some|any) point"
)
"""Asks whether, and when, there was such a time."""
EACH_CALL: Final = whole_words(
    r"calls?|requests?|answers?|per (?:call|request|answer)|aufrufe?s?|anfragen?|appels?|requetes?|llamadas?"
)
"""Says that it is about what a call costs, and not about all of a day."""
