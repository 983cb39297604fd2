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
    r"(?:weird|odd|strange|unusual|suspicious|fishy|funny|surprising|alarming|abnormal|off|surprises|"
    r"oddities|"
    r"red flags?|worr(?:y|ies|ied|ying|isome))"
)
_IN_DATA: Final = (
    r"(?: (?:in|with|about) (?:(?:this|the|our|my) (?:data|log|logs|calls|numbers|usage|bill|traffic)|here|"
    r"there))?"
)
_TO_KNOW: Final = r"(?:i|we) (?:should|must|need to|have to) (?:know|worry|be worried|care|hear)"
ANYTHING_ODD: Final = whole_words(
    rf"(?:(?:is|was|are|were) there |do you see |have you seen |did you (?:see|find|spot) )?"
    rf"(?:anything|something|any|some) (?:else )?(?:(?:that )?(?:is|looks|seems|was) )?{_ODD}"
    r"(?: going on| happening)?(?! (?:with|about|happen\w*|going|for|at) )"
    rf"{_IN_DATA}(?: (?:that )?{_TO_KNOW}(?: about)?)?|"
    rf"(?:anything|something) {_TO_KNOW} about|"
    rf"(?:what is|what s|whats) (?:so )?{_ODD}{_IN_DATA}"
)
"""Asks for whatever stands out, of any kind."""
WORTH_KNOWING: Final = whole_words(
    rf"(?<!anything )(?<!something )(?<!what )(?:that |which )?{_TO_KNOW}(?: about| of)?(?= *[.?!]*$)"
)
"""Says behind a question what everybody wants to know."""
ODD_COSTS: Final = whole_words(
    rf"(?:is|are|was) (?:anything|something) {_ODD} (?:with|about|in) (?:the |our |my )?(?:costs?|spend\w*|"
    rf"money|"
    r"bills?)"
)
"""Asks whether something is off with the money."""
OF_CACHES: Final = "what does caching cost and save us"
OF_SESSIONS: Final = "are any sessions outliers"
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

_LONG: Final = r"(?:long|longer|big|bigger|large|larger|short|shorter)"
_A_CALL: Final = r"(?:per|a|for each|for a) (?:call|turn|message|request|step)"
_LASTING: Final = r"(?:sessions?|conversations?|chats?|threads?)"
BY_LENGTH: Final = whole_words(
    rf"(?:do|does|are|is) (?:the |our )?{_LONG} {_LASTING} (?:cost\w*|more expensive|dearer|cheaper) (?:more "
    rf"|less )?"
    rf"{_A_CALL}(?: (?:than|vs|versus|compared (?:to|with)) (?:the )?{_LONG} (?:ones|{_LASTING}))?|"
    rf"costs? {_A_CALL} (?:of|for|in) (?:the )?{_LONG} {_LASTING} (?:vs|versus|and|compared (?:to|with)) "
    rf"(?:the )?{_LONG} "
    rf"(?:ones|{_LASTING})|"
    rf"(?:does )?(?:the )?costs? {_A_CALL} (?:grow|rise|fall|depend|change|increase)s? (?:with|on|by) (?:the "
    rf")?"
    rf"(?:length|size) of (?:the |a )?{_LASTING}"
)
"""Asks whether a call of long sessions costs more than one of short ones."""
_GETS_DEARER: Final = r"(?:more expensive|pricier|dearer|costlier|more costly|cheaper)"
WITHIN_SESSIONS: Final = whole_words(
    rf"(?:do|does|are) (?:the |our |a |one )?(?:{_LONG} )?{_LASTING} (?:get|gets|getting|become|becoming|"
    rf"grow) "
    rf"{_GETS_DEARER}(?: {_A_CALL})?(?: (?:the longer|as|when|while) (?:they|it|you|we|people) (?:go|goes|"
    rf"run|"
    rf"runs|last|lasts|get|gets|grow|grows)(?: on| longer)?)?|"
    rf"(?:does |is )?(?:the )?costs? {_A_CALL} (?:rise|rising|grow|growing|increase|increasing|go up|change) "
    rf"(?:over|during|within|in|along) (?:the course of )?(?:a |one |the )?{_LASTING}|"
    rf"costs? {_A_CALL} by (?:its )?(?:position|place|step|turn)(?: number)? (?:in|within|of) (?:a |the )?"
    rf"{_LASTING}|"
    rf"(?:are|is) (?:the )?(?:later|last|second half of the) calls (?:of|in) (?:a |the )?{_LASTING} "
    rf"{_GETS_DEARER}"
    rf"(?: than (?:the )?(?:earlier|first|early) (?:ones|calls))?"
)
"""Asks how the cost of a call goes on within one session."""
LENGTHS_HELD: Final = "cost of calls in long sessions"
_PEOPLE: Final = (
    r"(?:people|persons?|users?|customers?|clients?|devs?|developers?|employees|colleagues|engineers?)"
)
_NOUN: Final = rf"(?:{_PEOPLE}|features?|sessions?|conversations?|models?|agents?|teams?)"
USES_MORE: Final = whole_words(
    rf"(?:any|which|are there|do any|did any|some) (?P<who>{_NOUN}) (?:that |who |which )?(?:have |has "
    rf")?(?:suddenly|lately|"
    r"recently|just) (?:start\w* |began |beg[iu]n )?(?:to )?(?:us\w+|cost\w*|spen[dt]\w*|burn\w*|call\w*|"
    r"grow\w*|grew|"
    r"increas\w+|jump\w*|spik\w+)(?: (?:way|much|a lot|far|so much))?(?: more)?"
)
"""Asks whose cost rose most."""
BEST_VALUE: Final = whole_words(
    r"(?:gives?|is|has|offers?) (?:us )?(?:the )?(?:most|best|better|more) (?:bang for (?:the|our|your) buck|"
    r"value(?: for "
    r"(?:the )?money)?|cost efficien\w+)|(?:is|are) (?:the )?(?:most|more) (?:cost )?(?:efficient|cost "
    r"effective)"
)
"""Asks what a million tokens cost of each."""
COSTS_MORE_SIDE: Final = whole_words(
    r"(?:what|which) (?:costs|cost|is costing) (?:us )?(?:more|most),? (?:the )?(?:answers?|outputs?|"
    r"completions?) or "
    r"(?:the )?(?:prompts?|inputs?)|(?:what|which) (?:costs|cost|is costing) (?:us )?(?:more|most),? (?:the "
    r")?"
    r"(?:prompts?|inputs?) or (?:the )?(?:answers?|outputs?|completions?)"
)
HOW_MANY_USE: Final = whole_words(
    rf"how many (?:{_PEOPLE}) (?:\S+ )?(?:use|are using|used|work with|have used)"
    r"(?: (?:it|this|that|the api|llms?|ai|the models?))?(?=[ ?.!]*$)"
)
DOMINATES: Final = whole_words(
    rf"(?:is|does|do|are) (?:one|a single|any|some) (?:single |big )?(?P<who>{_NOUN}) (?:dominat\w+|hog\w*|"
    r"(?:eat|tak|burn|us)\w* (?:up )?(?:most|everything|it all|all of it|the most|the whole \S+))"
)
"""Asks whether the cost is spread over all of a kind."""
TYPICAL_SESSION: Final = whole_words(
    r"(?:how much (?:is|does|are)|what (?:is|does|s|are)) (?:the )?(?:cost of )?(?:a|an|one|our)? "
    r"?(?:typical|normal|usual) "
    r"(?P<who>sessions?|conversations?|users?|customers?)(?: cost\w*)?"
)
SWITCHED_OFF: Final = whole_words(
    r"(?:how much|what) (?:would|could|do|can|will) (?:we|i) save (?:if (?:we|i) "
    r"(?:turn|switch|shut|kill|drop|stop|remov|disabl)\w*|"
    r"by (?:turn|switch|shutt|kill|dropp|stopp|remov|disabl)ing)(?: off| down)?"
    r"(?! (?:generat|answer|output|writ|after|at|us|cach|send|retr)\w*)"
)
"""What is not called any more is saved whole."""
WEEKEND_SHARE: Final = whole_words(
    r"(?:how much|what share|what part|what percentage|how many percent) (?:of (?:the|our) )?(?:spend\w*|"
    r"costs?|bill|money) "
    r"(?:is|are|comes from|happens|goes) (?:on |at |to )?(?:the )?weekends?"
)
ERROR_COURSE: Final = whole_words(
    r"(?:(?:what is|what s|whats|show|how is|hows) (?:me )?(?:the )?)?(?:trend|course|development|history) "
    r"(?:in|of|for) "
    r"(?:the )?(?:errors?|failures?|error rates?)|(?:errors?|failures?|error rates?) (?:trend|over time)"
)
BUSY_HOURS: Final = whole_words(
    r"(?:which|what) (?:hours?|times) (?:are|is|were) (?:the )?(?:busiest|quietest|dead|peak|slow|idle|empty)"
    r"(?: and (?:which|what) (?:are|ones are) (?:the )?(?:busiest|quietest|dead|slow|idle|empty))?"
)

WHEN_AND_WHY: Final = whole_words(r"when(?: exactly)? and why(?= (?:did|has|have|is|was|are)(?!\S))")
"""Asks since when, and for a reason, which the answer tells anyhow."""
SINCE_WHEN: Final = whole_words(
    r"(?:at some point|some time ago|a while ago) when(?: exactly)?(?: and why)?|"
    r"(?<=expensive )when(?: exactly)?(?: and why)?|(?<=pricier )when(?: exactly)?(?: and why)?"
)
PRICIER: Final = whole_words(r"(?:way |much |a lot |so )*(?:pricier|costlier)")
VS_WEEK_BEFORE: Final = whole_words(
    r"(?<=week )(?:vs|versus|compared (?:to|with)|against) (?:the (?:time|period) )?before"
)
VS_MONTH_BEFORE: Final = whole_words(
    r"(?<=month )(?:vs|versus|compared (?:to|with)|against) (?:the (?:time|period) )?before"
)
SUBAGENTS_WORTH: Final = whole_words(
    r"(?:is|are) (?:(?:the|our|these) )*sub ?agents? (?:really )?worth (?:it|the money)"
    r"(?: or (?:\S+ ){0,3}?(?:burn\w*|wast\w*) (?:tokens|money))?"
)
"""Asks what of the cost sub-agents are; whether they are worth it no log tells."""
BUDGET_SOUGHT: Final = whole_words(
    r"(?:set|suggest|recommend|propose|give|what is|what s|what would be)(?: (?:me|us))? (?:a|an|the) "
    r"(?:sane|reasonable|sensible|good|realistic|fair|right) (?:monthly |weekly )?budget|"
    r"what budget should (?:we|i) (?:set|plan|have|take)"
)
_SLOW: Final = r"(?:slow|slowest|the slowest)"
SLOW_FOR_WHOM: Final = whole_words(
    rf"(?:who|wer|(?:which|what|whose) (?P<who>{_PEOPLE}))(?: s| is| are| has| have| gets?| sees?)? {_SLOW}"
    r"(?: (?:calls?|answers?|responses?|requests?|service|experience))?|"
    rf"(?:who|(?:which|what) (?:{_PEOPLE})) (?:has to |have to )?waits? (?:the )?(?:longest|most)"
)
"""Asks for whom calls are slow, which one slow call of each does not tell."""
