"""Questions of few words that still ask for a figure: "requests last Friday", "is bob using it?"."""

from collections.abc import Collection
from typing import Final

from netra.backend.agents.triage.domain.goal import Metric
from netra.backend.agents.triage.domain.names.names import Mention, NameKind
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text

_LOG: Final = r"(?:logs?|logging|data|dataset|recordings?|records?|history|calls?|requests?|traffic|project)"
_OUR: Final = r"(?:(?:the|our|my|this|your|call|llm) ){0,3}"
_SPAN: Final = (
    r"(?:(?:time|date|data) )?(?:periods?|ranges?|span|frame|window|dates?|days|months|timeframe|time)"
)
_OF_THE_RECORD: Final = whole_words(
    r"(?:the )?first (?:and|or|und|et|y) (?:the )?(?:last|latest) (?:recorded |logged )?"
    r"(?:calls?|requests?|entry|entries|logs?|records?)|"
    rf"when (?:did|does|do|will) {_OUR}{_LOG} (?:first |last )?(?:start|begin|end|stop|happen)|"
    rf"when (?:was|is|were) {_OUR}(?:very )?(?:first|last|earliest|latest|oldest|newest|most recent) "
    r"(?:calls?|requests?|entry|records?|log)(?: (?:made|recorded|logged))?|"
    rf"(?:which|what) {_SPAN} (?:do|does|did|is|are) {_OUR}{_LOG}(?: (?:cover|span|include|go|from|for))?|"
    rf"(?:which|what) {_SPAN} (?:is|are) (?:covered|recorded|available|loaded|"
    rf"(?:(?:there )?in|covered by|recorded in) {_OUR}{_LOG})|from when (?:to|until|till) when|"
    rf"how far back (?:do|does|is|are) {_OUR}{_LOG}(?: (?:go|reach))?|"
    r"wann (?:begann\w*|beginn\w*|start\w*|end\w*) (?:die |das |der )?(?:daten|log|aufzeichnung\w*|aufrufe)|"
    r"welchen zeitraum|quelle periode|que periodo"
)
_CALLS: Final = (
    r"calls?|requests?|traffic|queries|anfragen|aufrufe?|anrufe?|appels?|requetes?|llamadas?|peticion(?:es)?"
)
_COST: Final = r"costs?|spend|spending|spent|bills?|kosten|ausgaben|couts?|cout|depenses?|gastos?|costes?"
_SMALL: Final = (
    r"the|our|my|all|any|of|on|in|for|from|by|at|to|during|s|and|please|show|me|list|give|get|with|llm|api|total|"
    r"von|am|im|der|die|das|den|vom|de|du|le|la|les|des|el|los|las|en|pour|par|how|about|quel|quels|[?.!:]"
)
_TAG: Final = r"@(?:range|time|user|session|feature|agent|model|provider|kind|recurring|always)"
_BARE_CALLS: Final = whole_words(
    rf"^(?=.*\b(?:{_CALLS})\b)(?=.*{_TAG})(?:(?:{_CALLS}|{_SMALL}|{_TAG}|@aside)(?: |$))+$"
)
_BARE_COST: Final = whole_words(
    rf"^(?=.*\b(?:{_COST})\b)(?=.*@always)(?:(?:{_COST}|{_SMALL}|{_TAG}|@aside)(?: |$))+$"
)
_USES: Final = whole_words(
    rf"us(?:e|es|ed|ing|age)|active|inactive|idle|exists?|anything|{_CALLS}|aktiv|nutz\w*|benutz\w*|utilis\w+|"
    r"usa\w*|activ[oa]"
)
_ASKS_YOU: Final = whole_words(r"you|u|du|tu|vous|usted")
_OWN: Final = frozenset({NameKind.USER, NameKind.SESSION})
_NAMED: Final = frozenset({NameKind.FEATURE, NameKind.AGENT})
_MOST_WORDS: Final = 16
_MOST_BESIDE_FEATURE: Final = 8
"""In more words the name of a feature, often an ordinary word, may stand by chance."""


def asks_of_record(text: Text) -> str:
    """The words that ask from when to when calls are recorded; empty where none do."""
    hit = next(text.hits(_OF_THE_RECORD), None)
    return text.phrase(hit.first, hit.last) if hit is not None else ""


def plain_metric(line: str, mentions: Collection[Mention]) -> Metric | None:
    """What a question is taken to measure that settles nothing but calls of a time, or a name."""
    if _BARE_CALLS.search(line):
        return Metric.CALLS
    if _BARE_COST.search(line):
        return Metric.COST
    kinds, count = {mention.kind for mention in mentions}, len(line.split())
    is_own = bool(kinds & _OWN) and count <= _MOST_WORDS
    is_named = bool(kinds & _NAMED) and count <= _MOST_BESIDE_FEATURE and not _ASKS_YOU.search(line)
    if not (is_own or is_named):
        return None
    return Metric.CALLS if _USES.search(line) else Metric.COST
