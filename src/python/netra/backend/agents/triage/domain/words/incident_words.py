"""Words of what broke, got worse, or is well again, over folded words."""

from typing import Final

from netra.backend.agents.triage.domain.words.patterns import whole_words

_NOT_A_TABLE: Final = (
    r"(?! (?:it |them |that |this |these |costs? |calls? )?(?:down|by|out|into|apart|even|up)(?!\S))"
)
"""To break something down is no breakage."""
BROKE: Final = whole_words(
    rf"""(?:broke|broken|breaks?|breaking|breakages?){_NOT_A_TABLE}
    (?:go|goes|going|gone|went) (?:\S+ )?wrong|go(?:es|ing)? down(?! by)|went down(?=[ ?.!]*$)
    (?:anything|something|whats?(?: is)?|things?) (?:\S+ ){{0,2}}?(?:weird|odd|strange|unusual|abnormal
    |suspicious|fishy|funny|out of the ordinary|off)(?: (?:going on|happening|happen(?:ed)?|here))?
    outages?|incidents?|downtime|disruptions?|degrad\w+|malfunction\w*|stop(?:s|ped|ping)? (?:working
    |responding)
    |(?:be|is|was|were|been) down|brown ?outs?|blackouts?
    (?:storungen?|storung|ausfall\w*|ausgefallen|kaputt\w*|schief ?(?:ge\w+|lauft|lief))
    |pannes?|en panne|casse\w*|incidencias?|caid[oa]s?|caidas?|roto|averias?|avari\w+"""
)
WELL_AGAIN: Final = whole_words(
    r"""fixed|resolved|solved|sorted(?: out)?|repaired|recover\w*|healed|mended|back to (?:normal|usual
    |where \S+ (?:was|were)
    |what \S+ (?:was|were)|how \S+ (?:was|were)|(?:its|their|the) (?:old|usual|former|earlier
    |previous) (?:\S+)|before)
    |back up|normal(?: again)?|all right(?: again)?|(?:is|are|was|were) (?:\S+ ){0,4}?(?:over
    |gone)(?= (?:and|yet|now|by|[?.!,;])|$)
    still (?:going on|go on|happening|ongoing|failing
    |fail|slow|slower|broken|broke|down|bad|high|higher|there)|ongoing|did (?:\S+ ){1,3}?(?:stop|end|pass)
    |(?:is|are|was|were|has|have) (?:\S+ ){0,4}?(?:stopped|ended|passed)
    behoben|wieder (?:normal|gut|in ordnung)|vorbei|erholt|resolu\w*|repare\w*|retabli\w*
    |revenu\w* a la normale
    |resuelt[oa]s?|arreglad[oa]s?|recuperad[oa]s?|normalizad[oa]s?"""
)
WORSE: Final = whole_words(
    r"""go(?:es|ing|ne)? up|went up|ris(?:e|es|en|ing)|rose|increas\w+|climb\w*|spik(?:e|es|ed|ing|y)
    |jump\w*|surg\w+
    |grew|grow\w*|worsen\w*|deteriorat\w*|regress\w*|creep\w*|crept|shot up|soar\w*|explod\w+|pil(?:e|es|ed
    |ing) up
    (?:got|gets?|getting|gotten|become|became|becoming|been getting|grown) (?:\S+ ){0,2}?(?:worse|slower
    |slow|laggy
    |laggier|sluggish|longer|higher|bad)|worse(?: than)?(?! @)
    (?:slower|longer|higher|worse) (?:than (?:before|usual|normal|(?:it|they|we|that|these
    |those) (?:\S+ )?(?:used to
    |was|were|did)|in the past|earlier|ever)|(?:lately|recently|now|nowadays|again)(?!\S))
    (?:slow|slower|failing|fail|worse|flak\w+) (?:lately|recently|all of a sudden|suddenly|nowadays)
    more (?:\S+ ){0,2}?(?:than|often than|frequently than) (?:before|usual|normal|earlier|(?:it|they
    |we) used to)
    |more often|more frequent\w*|(?:when|did|do|has|have|since) (?:\S+ ){0,5}?(?:start(?:s|ed)?|begin|began
    |begun)
    |(?:any|a|the|some) (?:\S+ )?(?:spikes?|bursts?|waves?|storms?|peaks?|change[sd]?)
    zugenommen|gestiegen|angestiegen|haufen|langsamer|schlechter|(?:plus|mas) lent\w*|plus d(?: |e )?erreurs
    |(?:plus|mas) (?:errores|souvent|echecs)|augment\w*|empir\w*|degrade\w*|subi\w+|aument\w+"""
)
FOUND_SINCE: Final = whole_words(
    r"when|since when|(?:(?:on )?(?:which|what|one) )?(?:day|hour)|(?:how )?bad|"
    r"at (?:some|any|what|which) (?:point|time|moment)|somewhere|some ?time|suddenly|"
    r"begin|end|yet|by now|meanwhile|wann|quand|cuando|lately|recently|anything|something|things|used to|"
    r"(?:how|for how) long|usual|before|ever|moment|point|rates?"
)
"""Said beside it, and told by every such answer."""
