"""The words that matter, as patterns over folded words: English first, then German, French and Spanish."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from netra.backend.agents.triage.domain.goal import Lever, Metric
from netra.backend.agents.triage.domain.words.patterns import listed, whole_words

KEY_WORDS: Final = listed("""
    cost costs spend spending spent expense expenses expensive budget charge charges charged invoice bill
    billing price prices cheap cheaper cheapest money dollars save saves saving savings reduce reducing
    reduction decrease lower slash shrink optimize optimise optimizing optimization waste wasting wasted
    prompt prompts cache caching cached caches response responses answer answers repeat repeats repeated
    repeating duplicate duplicates identical context history output input tokens token reasoning thinking
    effort retry retries retrying batch batching batched routing route router semantic similar provider
    providers model models agent agents subagent subagents feature features session sessions customer
    customers latency slow slower slowest speed faster fastest percentile error errors failure failures
    failed failing timeout timeouts breakdown break down split month week yesterday today quarter last
    previous between compared compare versus january february march april june july august september
    october november december monday tuesday wednesday thursday friday saturday sunday increase increased
    mondays tuesdays wednesdays thursdays fridays saturdays sundays weekend weekends weekday weekdays
    jump jumped spike spiked doubled tripled change changed difference quality accuracy without usage
    traffic volume everything weather kosten sparen senken rechnung teuer warum gestern woche monat
    ausgegeben fehler langsam reduire economiser facture pourquoi hier semaine depense depenses erreurs
    reducir ahorrar factura gasto gastos costes semana errores shorten shorter verbose compress
    truncate truncated switch migrate which where average
    """)
"""What a slip of the keyboard is set right to."""

COMMON: Final = frozenset(
    listed("""
        a about above after again against ago all also am an and another any anything are around as ask
        at away back be because been before being below best better both but by can cause could day days
        did do does doing done dont down during each easy else end even ever every explain few find first
        fix for from get give go goes going good got great had has have he hello help her here hi high
        higher his hour hours how i if ignore in into is it its just keep know less let like list little
        long look lot made main make many may me mean might mine more most much must my need never new
        next no none not nothing now of off ok on once one only or other our out over part past people
        per please put really right run running said same see send set she should show since so some
        something start still stop such sure system take tell test than thank thanks that the their them
        then there these they thing things think this those though through time times to too top total
        try two under until up us use used user users using very want was way we well went were what when
        where which while who whole why will with work would year yes yet you your cast lost host coat
        post sales boost toast almost always nightly large small years month months weeks quarters causes
        caused course case cases place places prince press trail train trial stilly match catch watch
        teach reach peach bath rate rates later latest lists least lease lowest lower bills fails failed
        mails trip trips tripe spending speaking special speech spent space spaces save wave gave shave
        share shared charger change chance answering answered answers product products project projects
        promise promises company companies compare capital country story poem python function sorting
        sorts write france kosten koste leisten weather whether together brother mother father leather
        worth worthy mouth south north tokens taken broken reading leading heading loading feeding
        dealing team teams tools tool level levels letter letters ein eine und oder der die das den dem
        wir sie ich ist sind war fur von mit auf bei nicht wie wer wo le la les un une des du de et ou
        est sont pour par sur dans avec nous vous que qui quel quelle comment el los las una uno del y o
        es son para por con en nosotros como cual cuanto donde nuestro nuestra combien sortieren suchen
        bringen sparsam hotel poema horas hiver hiers house mouse pause clause
        largest smallest longest shortest fewest quickest
        percentage percentages percent fraction proportion request requests
        thanks sending conversations conversation restaurant restaurants stories several
        """)
)
"""Ordinary words: no slip of the keyboard, and no name unless the question says that it is one."""


COST_WORDS: Final = whole_words(
    r"""costs?|costing|costed|costly|spen[dt]s?|spending|bills?|billed|billing|burn\w*
    |expens\w+|money|budgets?
    invoices?|charges?|charged|charging|pric(?:e|es|ey|ing)|pay|paid|paying|payments?|dear|usd
    |dollars?|bucks|cash
    fees?|damage|econom\w+|tab|outlay|@money|kosten\w*|kostet\w*|rechnung\w*|ausgaben?|ausgegeben
    |teu[er]\w*|geld|budget
    cout\w*|depens\w+|facture\w*|cher|chere|argent|prix|cost[eo]s?|cuesta\w*|gast\w+|factura\w*
    |caro|cara|dinero|pagar\w*"""
)
REDUCE: Final = whole_words(
    r"""sav(?:e|es|ed|ings?)|cut|cuts|cutting|reduc\w+|lower|lowered|lowering|slash\w*
    |shrink\w*|decreas(?:e|ing)
    (?:bring|brings|get|keep|drive|push|take|taking|getting|bringing|driving) (?:\S+ ){0,4}down
    |less|cheap\w*
    optimi[sz]\w*|economi[sz]\w*|sav(?:e|ing)s?|wast\w+|halv(?:e|ing)|minimi[sz]\w*|shav(?:e|ing)
    |trim\w*|tighten\w*
    rein in|rein (?:\S+ ){1,3}in|lean|leaner|frugal\w*|fewer|bleed\w*|leak\w*|scale back|dial back
    |half (?:the|our|my)
    too (?:much|high|expensive|dear|pricey|costly)|ridiculous\w* expensive|overpay\w*|overspend\w*
    |wasteful
    (?:crazy|insane\w*|insanely|absurdly|way|so|very|damn) (?:too )?(?:expensive|pricey|high|dear)
    |downsiz\w*
    affordable|(?:out of|get under) (?:control|hand)|unsustainable|killing us|(?:is|are) (?:\S+ )?(?:insane
    |crazy|nuts|absurd|outrageous|ridiculous|huge)
    low hanging fruits?|(?:quick|easy) wins?|what (?:should|can|could) (?:we|i) (?:fix|do|change
    |improve)(?: first)?|recommendations?|suggestions?|what (?:do|would|can) you (?:recommend|suggest)
    things? to (?:fix|improve|do|change|look at)|(?:to|should we) (?:fix|improve|tackle) (?:first|next)
    any (?:advice|tips|ideas)|where (?:do|should) (?:we|i) start|opportunit\w+|improve (?:our|the|my)
    |drop (?:our|the|my)|afford|control (?:our|the|my)|curb\w*|conserv\w+|spar\w+
    |einspar\w*|senk\w+|reduzier\w*
    (?:gun|guen)stig\w*|billig\w*|weniger|economis\w+|reduire|reduis\w*|baisser|moins|diminuer
    |ahorr\w+|reduc\w+|baj(?:ar|amos|o)
    menos|barato|barata|abarat\w+|recort\w+|optimier\w*|gaspill\w*|verschwend\w*|desperdici\w*
    |@share (?:lower|less|cheaper|off)"""
)
WHY: Final = whole_words(
    r"""why|how come|what caused|whats? (?:is )?(?:behind|causing|driving)|what (?:s
    |is|was) (?:behind|causing|driving|with)
    cause of|causes? (?:for|behind|of)|reasons? (?:for|behind|of)|explain\w*
    |what (?:has )?happened|what drove|root cause
    what (?:has )?changed|what (?:s|is) different|what made|due to what
    |where does (?:\S+ ){1,3}come from|account for
    warum|wieso|weshalb|woran|pourquoi|por que|porque|a que se debe|d ou vient|que paso
    |was ist passiert"""
)
CHANGE: Final = whole_words(
    r"""(?:grow\w*|ris\w+) (?:the )?(?:most|fastest|quickest)|fastest (?:growing|rising)
    (?:is|are|was|were|gone|been|shot|way|so) (?:\S+ )?(?:up|down)|up @share
    |@share (?:up|higher|more)|went from|jump\w*|spik(?:e|es|ed|ing|y)|rise|rises|rose|risen|rising
    |increas\w+
    |went (?:up|down)|go(?:es|ing|ne)? (?:up|down)|higher
    doubl\w+|tripl\w+|quadrupl\w+|grew|grow|growing|growth|surg(?:e|ed|es|ing)|dropp?(?:ed|s|ing)?
    |fell|fall(?:s|en|ing)?
    chang(?:e|es|ed|ing)|differ\w*|explod\w+|explosion|skyrocket\w*|balloon\w*|through the roof
    |climb\w*|shot up|shoot up
    (?:twice|double|triple|two times|three times|10x|2x|3x|5x) (?:as (?:much|high|expensive)|the)
    |more (?:than|expensive)|delta
    anomal\w+|deviat\w+|creep\w*|crept|plummet\w*|plung\w+|dip|dipped|outlier\w*|bump|bumped
    |uptick|hike|hiked|regress\w*
    so much more|up so|down so|suddenly|sudden|swing|variance|compar\w+|vs|versus|evolution
    |trend\w*|unusual\w*|decreas\w+|reduced
    gestiegen|steig\w*|angestiegen|gesunken|hoher|verander\w*|mehr|augment\w*|baisse|hausse|change
    |subi\w+|aument\w+|cambi\w+|baj(?:o|ado)"""
)
WHERE: Final = whole_words(
    r"""where (?:\S+ ){0,6}(?:go|goes|going|gone|went|spend|spent|spending|come|comes
    |from|money|cost|costs|budget)|breakdown\w*
    break(?:ing)? (?:\S+ ){0,4}down|broken down|split\w*|distribut\w+|most expensive|priciest
    |costliest|biggest|largest|top
    (?:which|what|who) (?:\S+ ){0,6}(?:most|biggest|highest|largest|expensive|pricey|eats?|eating
    |drives?|driving|burns?|burning|dominat\w+)
    (?:cost|spend) drivers?|drivers?|shares? of|proportion\w*|eats?|eating|allocat\w+|attribut\w+
    |what (?:are|do) we pay(?:ing)? for
    contribut\w+|heavy hitters|worst offenders?|culprits?|biggest spenders?|rank\w*|hotspots?
    |detail\w*|overview|composition
    what (?:s|is) (?:\S+ ){0,2}expensive|made up of|makes up|consum(?:e|es|ing)|hogs?|hogging
    |expensive (?:models?|agents?|features?|users?|calls?|requests?|prompts?|sessions?|ones)
    wo (?:\S+ ){0,3}(?:geht|hin|bleibt)|wofur|wohin|aufteil\w*|aufgeschlusselt|aufschlussel\w*
    |am meisten|ou (?:\S+ ){0,3}(?:va|part
    |passe|depens\w+)|repartition
    ventil\w+|en que|donde (?:\S+ ){0,3}(?:va|gasta\w*)|desglos\w+|por (?:modelo|agente|usuario
    |sesion|dia|semana|funcion\w*)|mas caro"""
)
SPEED: Final = whole_words(
    r"""slow\w*|(?<!growing )(?<!grow )(?<!grows )(?<!grew )(?<!rising )(?<!rise )fast\w*(?! growing)
    |latenc(?:y|ies)|p ?(?:50|75|90|95|99)s?|response times?|ttft
    |time to (?:the )?first (?:token|byte|word)|speed\w*
    quick(?:er|ly|est)?(?! wins?)|delay\w*|wait\w*|lag|lags|laggy|lagging|percentiles?|take so long
    |takes? (?:so |too |very )?(?:long|forever|ages)|sluggish\w*
    tail latency|snapp\w+|how long|durations?|longest|throughput|tokens per second|responsive\w*
    |performan\w+|hangs?
    langsam\w*|schnell\w*|latenz\w*|antwortzeit\w*|lent\w*|rapid\w*|latence|temps de reponse
    |latencia|tiempo\w*|tarda\w*|median time"""
)
ERRORS: Final = whole_words(
    r"""errors?|errored|erroring|fail\w*|timeouts?|timed out|time outs?|retr(?:y|ies
    |ied|ying)|4xx|5xx|rate limit\w*
    |(?:429|500|503|529)s?(?! (?:tokens?|calls?|requests?|users?|sessions?|dollars?|usd|words?))
    limited|throttl\w+|crash\w*|broken|exceptions?|outages?|unsuccessful|refus\w+|overloaded
    |(?:second|2nd|next|another|further) (?:attempts?|tr(?:y|ies))|trying (?:it |them )?again
    |reliab\w+|availab\w+|incidents?|go(?:es|ing)? wrong
    bad requests?|fehler\w*|fehlgeschlagen\w*|erreurs?|echec\w*|echou\w*|errore?s?|fall(?:os|an
    |aron)|reintent\w+"""
)
HOW_MUCH: Final = whole_words(
    r"""how much|how many|what (?:did|do|does|have|has|is|s|was|were|are
    |will) (?:\S+ ){0,5}?(?:cost|costs|costing|spend|spent|spending|pay|paying|paid
    |bill|bills|charges|burning|burn|total|sum|number|amount|count|usage|budget|price|volume)
    |totals?|sum of|number of|amount of|count of|count|figures?
    average|mean|usage|consumption|wie ?viele?|was haben|was hat|was kostet\w*|combien|cuant\w+
    |(?:cache )?hit rate|tally|price tag|spend so far"""
)
WHAT_IF: Final = whole_words(
    r"""what if|what happens? (?:\S+ ){0,4}(?:if|when)|what would(?: \S+){0,6}|suppose
    |supposing|imagine|assum(?:e|ing)|hypothetical\w*|simulat\w+|scenario
    would (?:\S+ ){0,6}(?:cost|pay|spend|be|have|look)|if (?:we|i|everything|all|every|usage
    |traffic|our|the|volume) (?:\S+ ){0,8}?(?:moved|ran|used|switched
    |went|sent|doubl\w+|tripl\w+|grows?|grew|increases?|were|run|replaced|goes|migrated|had|put
    |routed|halv\w+|drops?|rises?)|forecast\w*|project(?:ed|ion)
    estimate|price out|(?:cost|price) of (?:moving|switching|running|using)|(?:was )?wurde(?:n)?
    |wenn (?:wir|alles)|serait|couterait|costaria|si (?:todo|tout)
    was ware wenn|was passiert wenn|et si|que se passe t il si|que passe(?:rait)? (?:t il )?si
    |y si|que pasa(?:ria)? si"""
)
HELP: Final = whole_words(
    r"""help|what can (?:you|i|u) (?:do|ask|help|answer|tell)\S*|who are you
    |what are you|how (?:do|does) (?:you|this|it) works?|what (?:questions|things) can
    (?:hi|hello|hey|yo|good (?:morning|afternoon|evening)|hallo|bonjour|hola)|capabilities
    |how (?:do|can|should) i (?:use|start|begin)|what is this|menu
    what do you do|was kannst du|was konnen sie|que peux tu(?: faire)?|que pouvez vous(?: faire)?
    |que puedes(?: hacer)?|ayuda|hilfe|aide"""
)
QUALITY: Final = (
    r"qualit\w+|accura\w+|correct\w*|good|answers?|worse|dumber|dumb\w*|precision|"
    r"results?|calidad|precis\w+|performance|useful\w*"
)
SLOWNESS: Final = (
    r"slow\w*|laten\w+|speed\w*|fast\w*|delay\w*|langsam\w*|geschwindigkeit|lent\w*|"
    r"velocidad|vitesse|response times?"
)
DOMAIN: Final = whole_words(
    r"""llms?|models?|tokens?|prompts?|calls?|requests?|api|agents?|sub ?agents?
    |sessions?|@model|@agent|@feature|@user|@session|ai|inference|usage
    cach\w+|modell\w*|modele\w*|modelos?|traffic|logs?"""
)

LEVER_PATTERNS: Final[Mapping[Lever, re.Pattern[str]]] = MappingProxyType(
    {
        Lever.SEMANTIC_CACHE: whole_words(
            r"""(?:semantic\w*|fuzzy|similarity|embedding) (?:response )?cach\w+
    |cach\w+ (?:\S+ ){0,3}(?:similar|semantic\w*|meaning)
            (?:similar|nearly the same|almost identical|rephrased|paraphrased
            |near duplicate) (?:\S+ ){0,2}(?:questions?|prompts?|requests?|queries)
            semantisch\w* cach\w+|cache semanti\w+"""
        ),
        Lever.PROMPT_CACHING: whole_words(
            r"""prompts? ?cach\w+|cach\w+ (?:\S+ ){0,3}(?:prompts?|prefix\w*|context
    |instructions|history|input)|(?:prefix|context|input|kv) cach\w+
            cached (?:input|tokens?|prefix\w*|reads?|prompts?)|cache (?:reads?|writes?|hits?|ttl
            |lifetime|breakpoints?|misses|control|hit rate)|prompt cache
            (?:1|one|5|five) ?(?:h|hour|m|min|minutes?) (?:ttl|cach\w+)|(?:same|identical|static
            |long|huge|repeated|constant|big) (?:system )?(?:prompts?|prefix\w*|preamble
            |instructions)(?: \S+){0,4} (?:each|every)(?: \S+)?
            system prompts? (?:\S+ ){0,6}(?:same|identical|each|every|repeated|reuse\w*)
            |cache (?:de |du )?prompts?|prompt zwischenspeicher\w*
            (?:same|identical|static|repeat\w*) (?:\S+ ){0,4}(?:preamble|prefix\w*|instructions)"""
        ),
        Lever.RESPONSE_CACHE: whole_words(
            r"""(?:response|answer|result|completion|reply|output|exact|exact match) cach\w+
    |cach\w+ (?:\S+ ){0,3}(?:responses?|answers?|results?|completions?|replies|outputs?)
            exact (?:repeats?|duplicates?|matches)|(?:repeat\w*|duplicat\w+|identical|same
            |redundant) (?:\S+ ){0,2}(?:questions?|quer(?:y|ies)|prompts?|requests?|calls?)
            (?:re ?use|reusing) (?:\S+ ){0,2}(?:responses?|answers?|results?|completions?)
            |dedup\w*|de duplicat\w*|duplicat(?:es|ion)
            (?:ask|asks|asked|asking|send|sends|sent|sending|answer|answering|pay
            |paying) (?:\S+ ){0,5}(?:twice|again and again|over and over|repeatedly)
            same (?:\S+ ){0,2}?(?:twice|more than once|several times|again|repeatedly)|memoi[sz]\w*
            antwort ?cache|antworten (?:\S+ ){0,2}cache\w*|cache (?:de |des )?reponses?
            |cache de respuestas?|same (?:thing|stuff) (?:twice|again|over and over)"""
        ),
        Lever.TRIM_CONTEXT: whole_words(
            r"""(?:trim|trimming|shorten\w*|short\w*|prun\w+|truncat\w+|compact\w*|compress\w*
    |summari[sz]\w+|reduc\w+|cut\w*|small\w*|shrink\w*|drop\w*|less|limit\w*|slim\w*
    |lean\w*) (?:\S+ ){0,5}?(?:context\w*|history|histories|input|inputs|conversations?|prompts?
    |system prompts?|input tokens)
            (?:context\w*|history|conversations?|prompts?|inputs?
            |system prompts?) (?:\S+ ){0,4}(?:trim\w*|shorten\w*|shorter|prun\w+|truncat\w+
            |compact\w*|compress\w*|too long|too big|too large|bloat\w*|smaller|huge|long|growing
            |grows|grow|size|windows?)
            (?:whole|entire|full|complete) (?:\S+ )?(?:conversations?|histor(?:y|ies)|contexts?
            |transcripts?|documents?)
            context (?:trim\w*|window\w*|size|length|pruning|engineering|management|compression)
            |(?:long|huge|big|bloated|giant|fat|oversized) (?:context\w*|prompts?|histor\w+
            |inputs?|conversations?|system prompts?)
            kontext\w* (?:\S+ ){0,3}(?:kurz\w*|gekurzt)|(?:raccourc\w+
            |reduire) (?:\S+ ){0,3}(?:contexte|prompts?)|(?:acort\w+|recort\w+
            |reduc\w+) (?:\S+ ){0,3}(?:contexto|prompts?)"""
        ),
        Lever.TRIM_OUTPUT: whole_words(
            r"""(?:trim|shorten\w*|shorter|short|truncat\w+|reduc\w+|cut\w*|limit\w*|cap
    |capping|concise|briefer|terser|less|smaller|fewer) (?:\S+ ){0,4}?(?:outputs?|output tokens
    |answers?|responses?|replies|completions?)
            (?:outputs?|answers?|responses?|replies|completions?) (?:\S+ ){0,4}(?:too long
            |too verbose|shorter|short|length|verbose\w*|chatty|wordy|concise|brief\w*|rambl\w+
            |long|trim\w*)|verbos\w+|wordy|chatty|rambl\w+|max ?(?:output )?tokens|long winded
            (?:long|lengthy|verbose) (?:outputs?|answers?|responses?|replies)|talks? too much
            |kurzere antworten|reponses? plus courtes?|respuestas mas cortas"""
        ),
        Lever.BATCH: whole_words(
            r"""batch\w*|bulk (?:api|processing|mode|discount)|off ?peak|flex (?:processing
    |tier)|asynchronous\w*|async (?:api|jobs?|processing)|stapel\w*|par lots|por lotes
    |overnight (?:jobs?|runs?|processing)"""
        ),
        Lever.RETRY_WASTE: whole_words(
            r"""retr(?:y|ies|ying|ied) (?:\S+ ){0,4}(?:wast\w+|cost\w*|money|spend\w*|burn\w*
    |eat\w*|expens\w+|tokens|pay\w*|loop\w*|storms?|sav\w+|budget|bill)
            (?:wast\w+|cost|costs|costing|money|spend\w*|spent|burn\w*|pay|paying|paid|tokens
            |sav\w+|lose|losing|lost|eat\w*|los) (?:\S+ ){0,5}(?:retr(?:y|ies|ying)
            |failed (?:calls?|requests?|attempts?)|fail\w+|errors?|timeouts?)
            failed (?:calls?|requests?|attempts?) (?:\S+ ){0,4}(?:cost\w*|money|wast\w+|paid
            |pay\w*|charged|billed)|(?:fewer|less|avoid\w*|eliminat\w+|stop|reduce
            |cut) (?:\S+ ){0,2}retr(?:y|ies|ying)|retry (?:waste|costs?)
            retr(?:y|ies) (?:and|or|vs|versus) @lever|@lever (?:and|or|vs|versus) retr(?:y|ies)"""
        ),
        Lever.ROUTING: whole_words(
            r"""rout(?:e|es|ing|er|ers|ed)|cascad\w+|(?:simple|easy|trivial|small|basic|hard
    |complex|simpler|easier) (?:\S+ ){0,2}(?:questions?|requests?|calls?|tasks?|prompts?|queries
    |ones|stuff) (?:\S+ ){0,3}(?:to|on|with|by|using|for) (?:\S+ ){0,3}(?:@model|models?|one)
            escalat\w+ (?:\S+ ){0,3}@?models?|(?:calls?|requests?|traffic|them) (?:\S+ ){0,2}(?:go
            |goes|be sent|went) to @model|(?:pick|choose|select) (?:\S+ ){0,3}model (?:per|by
            |for each|depending|dynamically)"""
        ),
        Lever.CHEAPER_MODEL: whole_words(
            r"""(?:cheap\w*|small\w*|light\w*|other|another|different|less expensive
    |lower cost|weaker|alternative|affordable|lesser|better value|inexpensive
    |budget) (?:\S+ ){0,2}models?|models? (?:\S+ ){0,3}(?:cheaper|downgrade|swap|switch)
            (?:switch\w*|mov(?:e|ing)|migrat\w+|downgrad\w+|chang(?:e|ing)|go(?:ing)?|swap\w*
            |replac\w+|shift\w*|us(?:e|ing)|try|drop\w*) (?:\S+ ){0,7}?(?:to|with|for|from|on|by
            |onto|down to|over to|use|using|instead of) (?:\S+ ){0,2}@model
            @model (?:\S+ ){0,3}cheaper|cheaper than @model
            (?:use|using|try) @model (?:\S+ ){0,6}instead(?: of)?|@model instead(?: of)?
            |replac\w+ @model|(?:drop|retire|get rid of|stop using|ditch|remove|do without|abandon|phase out
            |give up|part with) (?:\S+ )?@model|downgrad\w+|(?:gun|guen)stiger\w* modell?\w*
            |billiger\w* modell?\w*
            |(?:is|are|was) (?:\S+ )?@model (?:\S+ )?worth(?!(?: \S+){0,2} (?:over|than|compared
            |against|or|beside))(?: it| the money| its price)?
            |worth (?:using|keeping|paying for) @model(?! (?:over|than|or))
            |kleiner\w* modell?\w*
            modeles? (?:moins chers?|plus petits?)|modelos? (?:mas (?:barato|pequeno)s?)
            |(?:switch\w*|swap\w*|chang(?:e|ing)) (?:\S+ ){0,2}models?"""
        ),
        Lever.PROVIDER_CHOICE: whole_words(
            r"""(?:switch\w*|chang\w+|cheap\w*|other|another|different|alternative|compare
    |better|which) (?:\S+ ){0,2}(?:providers?|vendors?|hosts?|hosting)
    |providers? (?:\S+ ){0,3}(?:cheaper|choice|switch\w*|compar\w+)
            (?:azure|bedrock|vertex|openrouter) (?:\S+ ){0,3}(?:cheaper|instead|versus|vs)|(?:via
            |through|on|to) (?:azure|bedrock|vertex|openrouter)|anbieter\w*|fournisseur\w*
            |proveedor\w*"""
        ),
        Lever.REASONING_EFFORT: whole_words(
            r"""reasoning(?: (?:effort|budget|level|tokens?))?|thinking (?:budget|effort
    |tokens?|level|mode)|(?:less|extended|reduce|lower|turn off|disable|cut
    |without) (?:\S+ ){0,2}thinking|think(?:s|ing)? (?:too much|too long|less)|effort (?:level
    |setting)|(?:turn|switch)(?:ing)? (?:off )?(?:\S+ )?(?:thinking|reasoning)(?: off)?
    |overthink\w*|chain of thought"""
        ),
    }
)
"""In order: what an earlier lever has taken is not read again."""
BARE_CACHING: Final = whole_words(r"cach\w+|zwischenspeicher\w*|mise en cache")
CACHES: Final = (Lever.PROMPT_CACHING, Lever.RESPONSE_CACHE, Lever.SEMANTIC_CACHE)

METRICS: Final[Mapping[Metric, re.Pattern[str]]] = MappingProxyType(
    {
        Metric.TTFT: whole_words(
            r"ttft|(?:time to |until )?(?:the )?first (?:token|byte|word)|premier token|"
            r"erste\w* token|primer token"
        ),
        Metric.OUTPUT_SPEED: whole_words(
            r"(?:output |generation )?(?:tokens?|tok|toks) ?(?:per|/|a|in a) ?(?:seconds?|secs?|s)|tps|"
            r"(?:fast|slow|quick)\w* per (?:output )?token|writes? (?:(?:the|its|an) \S+ )?(?:the )?(?:fast|"
            r"slow)\w*|"
            r"(?:writing|generation|output) speeds?"
        ),
        Metric.LATENCY_P50: whole_words(r"p ?50s?|median"),
        Metric.LATENCY_P95: whole_words(
            r"p ?95s?|95th(?: percentile)?|tail latenc(?:y|ies)|(?:worst|slowest) @share"
        ),
        Metric.LATENCY_P99: whole_words(r"p ?99s?|99th(?: percentile)?"),
        Metric.CACHED_TOKENS: whole_words(
            r"cache (?:reads?|writes?)(?: tokens)? (?:vs|versus|and|or|to) "
            r"(?:cache )?(?:reads?|writes?)(?: tokens)?|"
            r"cached (?:input )?tokens|cache (?:reads?|hits?|hit rate)|(?:tokens|share|"
            r"how (?:much|many)|percent\w*|fraction|proportion) (?:\S+ ){0,5}cached|"
            r"(?:share|percent\w*|fraction|proportion|tokens) (?:\S+ ){0,9}(?:from|out of|in) "
            r"(?:the |our |a )?(?:prompt )?caches?"
        ),
        Metric.REASONING_TOKENS: whole_words(r"(?:reasoning|thinking) tokens"),
        Metric.OUTPUT_TOKENS: whole_words(
            r"(?:output|completion|generated) tokens|tokens (?:out|generated|written)|"
            r"(?:output|answer|completion|response) (?:size|length)s?"
        ),
        Metric.INPUT_TOKENS: whole_words(
            r"(?:input|prompt) tokens|tokens (?:in|sent)(?! and)|(?:input|prompt) (?:size|length)s?"
        ),
        Metric.TOKENS: whole_words(r"tokens?|jetons|fichas"),
        Metric.SESSIONS: whole_words(
            r"(?:how many|number of|count of|wie ?viele|combien de|cuantas) (?:\S+ )?(?:sessions?|"
            r"conversations?|sitzungen|sesiones)|"
            r"(?:sessions|conversations|sitzungen|sesiones) (?:per|a|by|each|every|pro|par|por|nach)"
        ),
        Metric.USERS: whole_words(
            r"(?:how many|number of|count of|wie ?viele|combien d ?e?|cuant[oa]s) (?:\S+ )?(?:users|"
            r"customers|clients|nutzer|benutzer|kunden|utilisateurs|usuarios|clientes)"
            r"(?! (?:tokens|calls|requests))|"
            r"(?:(?:daily|weekly|monthly|active|distinct|unique) )+(?:users|customers)|"
            r"(?:users|customers|nutzer|kunden) (?:per|a|by|each|every|pro|par|por|nach)"
        ),
        Metric.CALLS: whole_words(
            r"(?:most|fewest|more|fewer) (?:calls|requests)|(?:how many|number of|count of|total|"
            r"wie ?viele|combien d ?e?|"
            r"cuantas) (?:\S+ )?(?:\S+ )?(?:calls?|requests?|aufrufe|appels|llamadas|queries|"
            r"anfragen)"
        ),
        Metric.RETRIES: whole_words(
            r"retr(?:y|ies|ied|ying)|reintent\w+|trying (?:it |them )?(?:again|once more)|"
            r"(?:second|2nd|next|another|further) (?:attempts?|tr(?:y|ies))|"
            r"(?:sent|send\w*|resen[dt]\w*) (?:it |them )?again|resen[dt]\w*"
        ),
    }
)
"""The first that is named is meant."""

SINGLE_WORDS: Final = (COST_WORDS, REDUCE, WHY, CHANGE, WHERE, SPEED, ERRORS, HOW_MUCH)
"""What any of these reads is a word in its own right, in whichever language, and no slip of another."""
