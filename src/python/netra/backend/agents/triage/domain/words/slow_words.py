"""Words of what makes calls slow and where their time goes, over folded words."""

from typing import Final

from netra.backend.agents.triage.domain.words.patterns import whole_words

_TIME: Final = r"(?:times?|latenc(?:y|ies)|durations?|seconds?|waiting|wait|zeit|temps|tiempo)"
_SIZE: Final = (
    r"(?:outputs?|answers?|responses?(?! times?)|completions?|repl(?:y|ies)|inputs?|prompts?|contexts?|"
    r"tokens?|lengths?|sizes?|reasoning|thinking|@lever|models?|@model|history|histories|antwort\w*|"
    r"eingabe\w*|ausgabe\w*|reponses?|sorties?|respuestas?|salidas?|entradas?)"
)
_LONG: Final = r"(?:long|longer|large|larger|big|bigger|huge|short|shorter|small|smaller|more|many)"
_PART: Final = r"(?:how much|what (?:part|share|fraction|portion|percent\w*)|share|part|fraction|portion)"
_OF_IT: Final = r"(?:wait\w*|first token|ttft|writ\w+|generat\w+|stream\w*|decod\w*|prefill\w*|think\w*)"
_MAKES: Final = r"(?:making|causing|driving|slowing|behind)"
WHY_IT_TAKES: Final = whole_words(
    rf"""why|how come|(?:is|s|are|was|were|whats) {_MAKES}|what (?:makes?|made|causes?|caused|drives?|drove
    |explains?|determines?|decides?|governs?|influences?|affects?|impacts?|slows|slowed|dominates?)
    |what (?:contributes? to|adds to|holds)|(?:which|that) (?:makes?|slows?)
    |(?:the )?(?:main |biggest |likely )?(?:reasons?|causes?|explanations?) (?:for|behind|of|that|why)
    |root causes?|due to|because of|caused by|driven by|drivers? of|to blame(?: for)?
    |explain (?:\S+ ){{0,2}}?(?:latency|slow\w*|delays?)
    |warum|wieso|weshalb|woran (?:liegt|liegen)|was macht|pourquoi|qu est ce qui|por que|que hace"""
)
"""Asks for a reason; it is one of times where these are named too."""
GOES_WITH: Final = whole_words(
    r"""(?:co ?)?relat(?:e[sd]?|ions?|ionships?)(?: (?:to|with|between))?
    |correlat\w+(?: (?:with|to|between))?
    |depend(?:s|ing|ent|ency)?(?: on)?|(?:linked|tied|connected|down|due|proportional) to|because of
    |(?:go|goes|going|grow|grows|rise|rises|scales?|increases?|vary|varies)(?: along| together| up)? with
    |(?:a )?function of|(?:caused|driven|dominated|explained|determined|affected) by
    |comes? from|(?:influence|affect|impact|matter|drive|explain|determine)s?(?: (?:for|to|on))?
    |hangt (?:\S+ ){0,4}?(?:ab|zusammen)|abhangig|depend(?:ent)? d[eu]|depende[n]? de"""
)
"""Holds a time and a size beside each other."""
HELD_AGAINST: Final = whole_words(
    rf"(?:lengths?|sizes?|tokens) (?:vs|versus|against|over) (?:the )?(?:{_TIME}|response times?|ttft)|"
    rf"(?:{_TIME}|ttft) (?:vs|versus|against|over) (?:the )?(?:\S+ )?(?:lengths?|sizes?|tokens)|"
    r"(?:delays?|latency) (?:\S+ )?from"
)
"""The same as of a chart."""
SIZES_HELD: Final = whole_words(_SIZE)
LONGER_TAKE_LONGER: Final = whole_words(
    rf"{_LONG} (?:\S+ )?{_SIZE} (?:\S+ ){{0,3}}?(?:(?:takes?|needs?) (?:\S+ )?(?:longer|more time|long)|slow|"
    r"slows|slower|faster|quicker)(?: (?:calls?|us|it|things|down|the|answers?|responses?))*|"
    r"mak(?:e|es|ing) (?:\S+ ){0,4}?(?:slow|slower|take (?:so )?long(?:er)?)"
)
ALIKE: Final = whole_words(
    r"""(?:(?:have|has|got) )?in common|alike|similar(?:ities|ity)?|common(?:alit(?:y|ies))?|patterns?
    |(?:special|different)(?: (?:about|of))?|profile|anatomy|characteri[sz]\w+|characteristics?
    |distinguish\w*|differs?|sets? (?:\S+ ){1,3}?apart(?: from)?|have (?:\S+ )?that others
    |gemeinsam\w*|en commun|en comun"""
)
SLOW_ONES: Final = whole_words(
    r"slow(?:er|est)?|long(?:est)? running|longest (?:calls?|requests?)|tail|langsam\w*|lent\w*|sluggish"
)
WHERE_TIME_GOES: Final = whole_words(
    rf"""where (?:\S+ ){{0,5}}?{_TIME}(?: \S+){{0,3}}? (?:go|goes|going|gone|spent|lost|comes?|from|pass)
    |where (?:\S+ ){{0,4}}?(?:spend|spent|lose|losing|waste) (?:\S+ ){{0,4}}?{_TIME}
    |where (?:\S+ ){{0,2}}?(?:calls?|requests?|they|answers?) (?:lose|wait)(?: most)?
    |what (?:takes|eats|costs|uses|consumes) (?:(?:up|us|the|so|most|of|all|much|this) )*(?:time|long)
    |how much time (?:\S+ ){{0,4}}?(?:spen[dt]s?|goes|is|lost) (?:\S+ ){{0,2}}?{_OF_IT}
    |{_PART} of (?:(?:the|a|our|calls?|response|total) )*{_TIME} (?:\S+ ){{0,5}}?{_OF_IT}
    |(?:call |response )?time break ?downs?|break ?down of (?:(?:the|our|call|response) )*times?
    |(?:which|what) (?:part|phase|stage) of (?:\S+ ){{0,3}}?(?:takes?|is) (?:the )?(?:longest|slow\w*)
    |(?:wohin|wo) (?:\S+ ){{0,3}}?zeit(?: hin| verloren)?|ou (?:passe|va|part) (?:\S+ )?temps
    |(?:a )?donde (?:\S+ ){{0,3}}?tiempo"""
)
BOTTLENECK: Final = whole_words(r"bottle ?necks?|engpass\w*|goulots? d etranglement|cuellos? de botella")
TAKES_LONG: Final = whole_words(
    r"(?:tak(?:e|es|ing)|took) (?:\S+ ){0,3}?(?:longer|long|more time|time|@duration)"
)
ONE_OR_OTHER: Final = whole_words(
    rf"(?:is|are|was|does|do) (?:(?:it|that|this|they|the) )*(?:\S+ )?{_SIZE} (?:\S+ ){{0,3}}?or "
    rf"(?:\S+ ){{0,3}}?{_SIZE}"
)
"""Asks which of two it is."""
ALSO_OF_TIMES: Final = whole_words(
    rf"{_SIZE}|{_LONG}|long|longest|bad|poor|terrible|high|higher|awful|behind|wait\w*|users?|people|go|goes|"
    r"spent|first token|matter|generat\w+|writing|main|time|it|our|beside|rest|others?|kind of|sort of|"
    r"calls?|requests?|than|part|share|how much|low|prefill\w*|decod\w*|much|some"
)
"""Said beside it, and told by every such answer."""
