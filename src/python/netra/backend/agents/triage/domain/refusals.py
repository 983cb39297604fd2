"""Questions that are not answered: those about something else, and those that no log of calls can tell."""

import re
from dataclasses import dataclass
from typing import Final

from netra.backend.agents.triage.domain.goal import OffTopic, Unanswerable
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.vocabulary import COST_WORDS, DOMAIN, REDUCE

_OFF_TOPIC: Final = OffTopic(
    "I answer where the money and the time of your LLM calls go and how to spend less. "
    "This is about something else."
)
_ORDERS: Final = OffTopic(
    "This asks me to drop my instructions or to give away what is not about your calls. "
    "I read questions, I take no orders from them."
)


_INJECTION: Final = whole_words(
    r"""(?:ignore|forget|disregard|override|bypass|vergiss|ignoriere|oublie\w*
    |ignor[ae]\w*|olvida) (?:\S+ ){0,4}(?:instructions?|rules?|prompts?|guidelines?|guardrails
    |anweisungen|regeln|consignes|instrucciones)
    (?:ignore|forget|disregard) (?:everything|all|anything) (?:\S+ ){0,3}(?:above|before
    |previous\w*|said|told)
    (?:reveal|print|show|tell|give|leak|dump|expose|output|repeat|display|list
    |send) (?:\S+ ){0,5}(?:system prompt|secrets?|passwords?|api keys?|credentials
    |env(?:ironment)? variables?|hidden prompt|your (?:prompt|instructions|rules)|keys)
    you are now|from now on you|act as|pretend (?:to be|you)|jailbreak|dan mode|developer mode
    |drop table|rm - ?rf|sudo|delete (?:all|everything)
    what (?:is|are) your (?:system prompt|instructions|secrets?)"""
)
_OTHER_WORK: Final = whole_words(
    r"""(?:write|compose|draft|generate|create|make|code|sing|tell|recite|schreib\w*
    |ecris|escribe
    |erzahl\w*) (?:me |us |my |mir |moi )*(?:a |an |some |the |ein\w* |un |une |una )?(?:\S+ )?(?:poems?
    |haikus? about|songs?|story|stories|essay|novel|jokes?|code|function|script|program|app|class
    |regex|email|letter|tweet|blog\w*|gedicht|poeme|poema|witz|blague|chiste|limerick|cv|resume
    |sonnets? about)
    (?:translate|traduis|traduce|ubersetze?) (?:\S+ ){0,4}|solve (?:\S+ ){0,3}(?:equation|riddle
    |puzzle)|play (?:a |some )?(?:game|chess|music)"""
)
_COMPETITORS: Final = whole_words(
    r"""competitors?|competition|(?:other|similar|comparable
    |rival) (?:\S+ )?(?:companies|company|firms?|startups?|teams? like us|organi[sz]ations?
    |businesses)|industry|peers|(?:everyone|everybody|anyone) else|benchmark us|market (?:average
    |rate)
    (?:others|typical companies|the average company) (?:pay|spend|do)|konkurrenz|concurrents?
    |competidor\w*|(?:companies|startups|teams) (?:like us|our size)"""
)
_FUTURE: Final = whole_words(
    r"""next (?:year|month|week|quarter|decade)|in the future|tomorrow
    |will (?:\S+ ){0,5}(?:cost|charge|price|prices|pricing|drop|rise|raise|cut|spend|pay|bill|be)
    |going to (?:\S+ ){0,2}(?:cost|charge|raise|drop|cut|be|spend)
    20(?:2[7-9]|[3-9]\d)|forecast\w*|predict\w*|when (?:will|does) (?:\S+ ){0,5}(?:cheaper|drop
    |cut|prices?)|nachstes jahr|nachsten (?:monat|jahr)|l annee prochaine|proximo (?:ano|mes)
    |upcoming|(?:by )?end of (?:the )?year"""
)
_FORECAST: Final = whole_words(r"forecasts?|predict\w*|extrapolat\w*|next (?:month|week|quarter|year)s?")
_PROVIDERS_TO_COME: Final = whole_words(
    r"(?:will|when|is|are) (?:\S+ ){0,2}(?:@model|prices?|providers?|models?|"
    r"tokens?) (?:\S+ ){0,3}(?:get|become|be|getting|becoming|drop|go|"
    r"going) (?:\S+ )?(?:cheap\w*|expensive|dearer|down|prices?|up)"
)
_OWN_FUTURE: Final = whole_words(r"we|our|us|i|my|wir|nous|on|nosotros")
_SUPPOSES: Final = whole_words(r"what if|if|suppose|assuming|imagine")
_QUALITY_JUDGED: Final = whole_words(
    r"""quality|qualitat|qualite|calidad|accura\w+|hallucinat\w+|halluzin\w+
    |correct(?:ly|ness)?|(?:as|how|equally|really|good) good|good enough|as (?:good|smart|capable
    |accurate|well) as|smart\w*|clever\w*|dumb\w*|stupid
    (?:better|best|worse|worst|wrong|right|bad|good|helpful|useful) (?:\S+ ){0,2}(?:answers?
    |responses?|results?|replies|output|model|@model)|(?:answers?|responses?(?! times?)|results?|replies
    |output) (?:\S+ ){0,3}(?:better|worse|wrong|good|bad|helpful|useful|improv\w+|true|right)
    (?:@model|model) (?:\S+ ){0,2}(?:better|worse) (?:than|at|for|with)?|(?:better
    |worse) than @model|(?:satisf\w+|happy|happier|unhappy|complain\w*
    |like) (?:\S+ ){0,3}(?:answers?|users?|customers?)|(?:users?
    |customers?) (?:\S+ ){0,3}(?:satisf\w+|happy|happier|like|complain\w*|love|thumbs)
    (?:do|does|did) (?:\S+ ){1,4}?(?:like|love|hate|trust|enjoy) (?:\S+ ){0,3}?(?:answers?|letters?|texts?
    |drafts?|replies|it writes|it says)
    (?:get|gets|got|getting|answer\w*) (?:\S+ ){0,2}?wrong|wrong most|satisfaction|zufrieden\w*
    |satisfait\w*|satisfech\w*
    (?:happier|happy|unhappy|satisfied|zufriedener) (?:with|since|about|mit|seit)
    how (?:satisfied|happy|content|useful|helpful)|mistakes?
    (?:reviews?|translations?|summar(?:y|ies)|texts?|letters?|drafts?|notes?|headlines?
    |quotes?) (?:\S+ ){0,2}(?:worse|better|wrong|good|bad)
    intelligen\w+|benchmarks?|evals?|csat|nps|toxic\w*|bias\w*"""
)
_OF_ANSWERS: Final = re.compile(
    r"reviews?|translations?|summar(?:y|ies)|texts?|letters?|drafts?|notes?|headlines?|quotes?|"
    r"answers?|responses?|results?|replies|output|quality|calidad|qualit|bots?|assistants?|users?|"
    r"customers?|clients?|people|happier|unhappy|happy|satisf\w+"
)
"""Who or what is judged."""
_BUSINESS: Final = whole_words(
    r"""revenue|(?:un)?profit\w*|margins?|roi|return on investment|conversion\w*|churn|ltv
    |salar(?:y|ies)|headcount|umsatz|gewinn|ingresos|chiffre d affaires|business value
    |worth the money|earn\w*"""
)
_OTHER_BILLS: Final = whole_words(
    r"""(?:aws|gcp|azure|cloud|ec2|s3|kubernetes|k8s|gpu|gpus|server|servers
    |electricity|datadog|snowflake|office|rent|phone|hosting|infrastructure|hardware|salesforce
    |github) (?:\S+ )?(?:bills?|costs?|spend\w*|invoices?|charges?|prices?)
    (?:carbon|co2|energy|electricity|emissions?|footprint|kwh)"""
)
_CONTRACT: Final = whole_words(
    r"(?:negotiat\w+|volume|enterprise|committed|contract\w*|"
    r"reserved) (?:\S+ ){0,3}(?:discounts?|prices?|pricing|deals?|contracts?|rates?)|"
    r"negotiat\w+|discounts? (?:could|can|would|should)"
)


_WORK_DONE: Final = (
    r"lines? of code|commits?|pull requests?|prs|merge requests?|tickets?|bugs?|issues|tasks?|emails?|"
    r"documents?|docs?|files?|pages?|invoices?|leads?|deals?|cases|complaints|codezeilen|zeilen code|"
    r"lignes de code|lineas de codigo"
)
_NOT_RECORDED: Final = whole_words(
    r"(?:how many|number of|wie ?viele|combien de|cuant[oa]s) (?:of (?:the|our|my|all) )?"
    rf"(?:(?!@)\S+ )?(?:{_WORK_DONE})"
    r"(?! (?:calls?|requests?|sessions?|prompts?|tokens?|cost|costs|@\S+))|"
    r"(?:which|what|how many|how often) (?:\S+ ){0,2}?tools? (?:\S+ )?(?:calls? )?(?:are|is|was|were|get|"
    r"gets|got|do|does|"
    r"fail\w*|call\w*|used?)|(?:fewer|less|more|most|least) bugs|"
    r"(?:success|completion|resolution|solve|pass|win) rates? (?:of|for|on|in) "
    rf"(?:\S+ ){{0,3}}(?:{_WORK_DONE})|"
    rf"(?:finish|solv|complet|resolv|fix|clos)(?:e|es|ed|ing)? (?:\S+ ){{0,2}}(?:jobs?|{_WORK_DONE})|"
    r"(?:code|pull request|pr|prs|change|changes|patch|letters?|answers?|drafts?) (?:\S+ ){0,4}?"
    r"(?:get |got |gets |was |were |been )(?:\S+ )?(?:merged|shipped|deployed|accepted|rejected|sent out)|"
    rf"(?:jobs?|{_WORK_DONE}) (?:\S+ ){{0,4}}(?:solved?|resolved?|succeed(?:ed)?|worked out)|"
    r"what (?:did|do|does|are|were|have|has|is) (?:(?:the|our|my|most|all|these|those) )*"
    r"(?:users?|customers?|clients?|people|they|@user) (?:mostly |usually |often )?"
    r"(?:ask(?:ed|ing)?|want(?:ed)?|say|said|saying|talk(?:ed|ing)?|writ(?:e|ing)|complain\w*|discuss\w*)|"
    r"(?:most|top|common|frequent)(?: (?:common|frequent\w*|asked))? (?:questions|topics|subjects)|"
    r"what (?:topics|subjects|questions)|(?:wonach|was) (?:fragen|fragten) (?:die |unsere )?(?:kunden|nutzer)"
)


OTHERS_PAY: Final = Unanswerable(
    "What others pay is not in your calls.",
    "Nothing from your side would tell; ask how your own cost developed instead.",
)


@dataclass(frozen=True, slots=True)
class _Limit:
    pattern: re.Pattern[str]
    answer: Unanswerable


_LIMITS: Final = (
    _Limit(_COMPETITORS, OTHERS_PAY),
    _Limit(
        _OTHER_BILLS,
        Unanswerable(
            "Only calls to models are recorded here, not other bills.",
            "The price of those services would have to come from their own invoices.",
        ),
    ),
    _Limit(
        _BUSINESS,
        Unanswerable(
            "What a call earns is not recorded, only what it costs.",
            "What it costs by user or feature can be told, to be set beside your revenue.",
        ),
    ),
    _Limit(
        _CONTRACT,
        Unanswerable(
            "What a provider would agree to is not in your calls; costs follow the list prices.",
            "Set the prices of your contract as those of the project.",
        ),
    ),
)
_FUTURE_PRICES: Final = Unanswerable(
    "Future prices are not known; figures use the prices that were in force.",
    "A supposition can be computed: ask what if usage or the model changes.",
)
_FUTURE_USE: Final = Unanswerable(
    "Logs tell what was, not what will be.",
    "Say how usage will change, such as: what if usage grows by 20 %?",
)
_QUALITY_ANSWER: Final = Unanswerable(
    "The quality of answers is not recorded in your calls.",
    "No call can carry a rating here yet: judge answers to the same requests in an evaluation of your own, "
    "and ask here what each model or feature costs, how long it takes and how often it fails.",
)


_NOT_IN_CALLS: Final = Unanswerable(
    "Your calls tell their model, tokens, time and cost, not what was written, done or asked in them.",
    "Name the work as a feature or a session of the calls; then what it costs can be told.",
)


def not_recorded(line: str) -> Unanswerable | None:
    """What was done or said with the help of calls, which no log of calls counts."""
    return _NOT_IN_CALLS if _NOT_RECORDED.search(line) else None


def forbidden(line: str) -> OffTopic | None:
    """Orders to the product, and work that it does not do, whatever else is asked."""
    if _INJECTION.search(line):
        return _ORDERS
    return _OFF_TOPIC if _OTHER_WORK.search(line) else None


def unanswerable(line: str, *, is_projected: bool) -> Unanswerable | None:
    """What is about models and money, or answers, but not in any log; own costs to come may be projected."""
    if _PROVIDERS_TO_COME.search(line):
        return _FUTURE_PRICES
    for limit in _LIMITS:
        if limit.pattern.search(line):
            return limit.answer
    if is_projected:
        return None
    if (
        _FUTURE.search(line)
        and COST_WORDS.search(line)
        and not _SUPPOSES.search(line)
        and not REDUCE.search(line)
    ):
        return _FUTURE_USE if _OWN_FUTURE.search(line) else _FUTURE_PRICES
    if _FORECAST.search(line) and not _SUPPOSES.search(line):
        return _FUTURE_USE
    judged = _QUALITY_JUDGED.search(line) is not None
    about_models = DOMAIN.search(line) or _OF_ANSWERS.search(line)
    if judged and about_models and not COST_WORDS.search(line) and not REDUCE.search(line):
        return _QUALITY_ANSWER
    return None


def other_topic() -> OffTopic:
    return _OFF_TOPIC
