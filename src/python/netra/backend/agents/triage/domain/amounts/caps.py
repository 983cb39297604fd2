"""A limit on every call that a question supposes, of output or reasoning: "cap answers at 2,000 tokens"."""

import re
from dataclasses import dataclass, replace
from typing import Final

from netra.backend.agents.triage.domain.amounts.amounts import decimal_of
from netra.backend.agents.triage.domain.divisions.breakdowns import DIMENSION_WORDS
from netra.backend.agents.triage.domain.goal import (
    Goal,
    Intent,
    Lever,
    Metric,
    Part,
    Phrase,
    Supposition,
)
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Hit, Text

_THOUSAND: Final = 1_000
_NUMBER: Final = r"(?P<number>\d{1,9}(?:[.,]\d{1,3})*) ?(?P<scale>k|thousand|tausend|mille|mil)?"
_OUT: Final = (
    r"(?:(?:model|llm|bot|assistant) )?(?:answers?|outputs?|responses?|repl(?:y|ies)|completions?|generation|"
    r"antwort(?:en)?|ausgaben?|reponses?|sorties?|respuestas?|salidas?)"
)
_TOKENS: Final = (
    r"(?:(?P<side>output|completion|answer|response) )?(?:tokens?|toks?|jetons?)(?: of output| out)?"
)
_OTHER_UNIT: Final = (
    r"(?! ?(?:%|[$€£]|percent|prozent|calls?|requests?|words?|wort\w*|worter\w*|mots?|palabras?|characters?|"
    r"chars?|zeichen|dollars?|usd|eur|euros?|cents?|seconds?|secs?|ms|minutes?|sentences?|satze|lines?|"
    r"paragraphs?|pages?|per|a|/)(?!\S))"
)
"""What a bare number is not of, where it is a limit of tokens."""
_COUNT: Final = rf"{_NUMBER}(?: {_TOKENS}|(?!\S){_OTHER_UNIT})"
_COUNT_OF_TOKENS: Final = rf"{_NUMBER} {_TOKENS}"
_LIMIT: Final = (
    r"cap|caps|capped|capping|limit\w*|restrict\w*|truncat\w*|cut(?:ting)?(?: (?:off|short))?|bound(?:ed)?|"
    r"clamp\w*|stop\w*|(?:zu )?(?:begrenz\w*|beschrank\w*|kapp\w*|deckel\w*|kurz\w*)|gekurzt|abschneid\w*|"
    r"abzuschneiden|abgeschnitten|"
    r"plafonn\w*|coup\w*|tronqu\w*|cort\w*|restring\w*"
)
_AT: Final = (
    r"(?:at|to|after|with|=|auf|bei|nach|a|en) "
    r"(?:(?:only|just|about|a|max|maximum|maximal|hochstens|at most|most|of) ){0,3}"
)
_AT_MOST: Final = (
    r"(?:at most|no more than|not more than|up to|(?:no|not|never) (?:longer|more) than|never exceed\w*|"
    r"max|maximum(?: of)?|maximal|hochstens|au plus|au maximum|como maximo|maximo)"
)
_EACH: Final = (
    rf"(?:each|apiece|(?:per|for each|for every|in each|in every|an|a|pro|par|por|je) (?:single )?(?:{_OUT}|"
    r"calls?|requests?|aufruf|anfrage|appel|requete|llamada))"
)
_NAMED: Final = r"(?:cap|limit|maximum|max|maximo|ceiling|obergrenze|grenze|limite|tope|plafond)"
_PER_ANSWER: Final = rf"(?: (?:{_EACH}|{_NAMED}))?"
_PATTERNS: Final = (
    whole_words(rf"(?:{_LIMIT}) (?P<what>(?:[^\s\d]\S* ){{0,6}}?){_AT}{_COUNT}{_PER_ANSWER}"),
    whole_words(
        r"(?:(?:set|setting|use|using|with|a|the|of) )*max(?:imum)? ?(?P<field>(?:output |completion |new )?"
        rf"tokens?|{_OUT}(?: length| size)?)(?: (?:at|to|of|=|is|was|were|be|[.]|auf|a|de|von|"
        rf"from \d\S* to)){{0,2}} {_NUMBER}(?!\S){_OTHER_UNIT}"
    ),
    whole_words(rf"{_OUT} (?P<of>(?:\S+ ){{0,4}}?)(?:{_LIMIT}) {_AT}{_COUNT}{_PER_ANSWER}"),
    whole_words(
        rf"{_OUT} (?P<of>(?:\S+ ){{0,3}}?)(?:auf|bei) (?:(?:maximal|hochstens) )?{_COUNT} (?:{_LIMIT})"
    ),
    whole_words(
        r"(?:(?:a|an|the|with|set|hard|output|answer|response|token|tokens|max|maximum) )*"
        rf"{_NAMED} (?:of|at|von|bei|de) {_COUNT_OF_TOKENS}{_PER_ANSWER}"
    ),
    whole_words(
        rf"{_NUMBER} (?:(?P<side>output|answer|response) )?(?P<field>tokens? )?(?:(?:per )?{_OUT} )?{_NAMED}"
        r"(?: (?:on|for) (?:(?:all|every|the|our|each) )*(?:answers?|outputs?|responses?|completions?))?"
    ),
)
"""Says by itself that something is limited."""
_SUPPOSED_PATTERNS: Final = (
    whole_words(rf"{_OUT} (?P<of>(?:\S+ ){{0,3}}?){_AT_MOST} {_COUNT_OF_TOKENS}"),
    whole_words(
        rf"(?:no|keine?|aucune|ninguna) (?:single )?{_OUT} (?P<of>(?:\S+ ){{0,3}}?)(?:more than|over|above|"
        rf"exceed\w*|longer than|mehr als|uber|langer als|plus de|mas de) {_COUNT_OF_TOKENS}"
    ),
    whole_words(rf"{_AT_MOST} {_COUNT_OF_TOKENS} {_EACH}"),
    whole_words(rf"{_COUNT_OF_TOKENS} (?:max|maximum|maximal|tops|at most){_PER_ANSWER}"),
)
"""Says so only of what is supposed: else it chooses calls."""
_REASON: Final = (
    r"(?:(?:extended|internal|hidden) )?(?:reasoning|thinking|thoughts?|chain of thought|cot|denken|"
    r"nachdenken|raisonnement|reflexion|razonamiento|pensamiento)"
    r"(?: (?:(?:output )?(?:tokens?|budgets?)|effort|length|output|traces?)){0,2}"
)
_BEYOND: Final = (
    r"(?:beyond|over|above|past|exceeding|in excess of|(?:more|greater|longer|higher) than|mehr als|uber|"
    r"au dela de|plus de|mas de|por encima de)(?: the first)?"
)
_BUDGET: Final = (
    rf"(?:max(?:imum)? {_REASON}|{_REASON} (?:cap|limit|max|maximum)|(?:thinking|reasoning) budget|"
    r"budget tokens)"
)
_THINKS: Final = r"(?:think|thinks|thought|thinking|reason|reasons|reasoned)"
_OF_REASONING: Final = (
    whole_words(rf"(?:{_LIMIT}) (?P<what>(?:[^\s\d]\S* ){{0,6}}?){_AT}{_COUNT}{_PER_ANSWER}"),
    whole_words(rf"{_REASON} (?P<of>(?:\S+ ){{0,4}}?)(?:{_LIMIT}) {_AT}{_COUNT}{_PER_ANSWER}"),
    whole_words(
        rf"{_REASON} (?P<of>(?:\S+ ){{0,3}}?)(?:auf|bei) (?:(?:maximal|hochstens) )?{_COUNT} (?:{_LIMIT})"
    ),
    whole_words(
        rf"(?:(?:a|an|the|with|set|setting|use|using|our|hard) )*{_BUDGET}"
        rf"(?: (?:at|to|of|=|is|was|were|be|auf|a|de|von|bei|from \d\S* to)){{0,2}} {_COUNT}{_PER_ANSWER}"
    ),
    whole_words(rf"{_NUMBER} (?:{_TOKENS} )?{_REASON} (?:cap|limit|max|maximum|ceiling)"),
    whole_words(rf"{_NUMBER} (?:{_TOKENS} )?(?:thinking|reasoning) budgets?"),
    whole_words(
        rf"{_REASON} (?P<of>(?:(?!with)\S+ ){{0,3}}?){_BEYOND} "
        rf"{_NUMBER}(?: {_TOKENS}|(?= {_EACH})|(?!\S){_OTHER_UNIT}){_PER_ANSWER}"
    ),
    whole_words(
        r"how many (?:\S+ ){0,2}?(?:have|had|has|use|used|need|needed|spend|spent|take|took) "
        rf"{_BEYOND} {_NUMBER} (?:{_TOKENS} (?:of|on) )?{_REASON}"
    ),
    whole_words(rf"(?P<of>){_THINKS} (?:for )?{_BEYOND} {_COUNT_OF_TOKENS}{_PER_ANSWER}"),
)
"""Says that reasoning is limited, or asks of what of it is beyond a number."""
_OF_SUPPOSED_REASONING: Final = (
    whole_words(rf"{_REASON} (?P<of>(?:\S+ ){{0,3}}?){_AT_MOST} {_COUNT}{_PER_ANSWER}"),
    whole_words(rf"{_AT_MOST} {_NUMBER} (?:{_TOKENS} of )?{_REASON}{_PER_ANSWER}"),
    whole_words(
        r"(?:no|keine?|aucune?|ninguna?) (?:single )?(?:calls?|answers?|requests?|models?) (?:\S+ ){0,4}?"
        rf"{_BEYOND} {_NUMBER} (?:{_TOKENS} of )?{_REASON}"
    ),
    whole_words(rf"{_THINKS} (?:for )?(?:only |just )?{_AT_MOST} {_COUNT_OF_TOKENS}{_PER_ANSWER}"),
    whole_words(rf"{_THINKS} (?:for |with )?(?:only|just) {_COUNT_OF_TOKENS}{_PER_ANSWER}"),
)
_REASONING: Final = whole_words(rf"{_REASON}|{_THINKS}|budget tokens")
_CHOOSES: Final = re.compile(r"(?<!\S)(?:with|having|whose|have|has|had|that|which) (?:\S+ )?$")
"""Says that calls are chosen by how long they reason, and does not ask of the reasoning itself."""
_SUPPOSES: Final = whole_words(
    r"if|suppos\w*|imagin\w*|assum\w*|would|could|should|sav\w+|wenn|falls|wurden?|spar\w*|si|econom\w*|ahorr\w*"
)
_INPUT: Final = whole_words(
    r"(?:prompt|input|context|kontext|eingabe|history|histories|contexte|entree|contexto|entrada|conversation|"
    r"window|rate|spend\w*|budget|cost|bill|user|session|customer|number of)s?"
)
"""What else has a limit, of tokens or of money."""
_ANY: Final = whole_words(
    r"(?:(?:every|all|each|the|our|my|their|its|any|it|them|us|everything|calls?|requests?|models?|@\S+) ?)*"
)
"""What may be limited where nothing says that answers are."""
_OUTPUT: Final = whole_words(_OUT)
_DONE: Final = re.compile(
    r"(?<!\S)(?:since|after|before|when|seit|nachdem|depuis|apres|desde|switch\w* to|chang\w* to) "
    r"(?:\S+ ){0,3}$"
)
"""Says that a limit is in place: what it saved is seen in the calls, and not supposed."""
_OF_A_TIME: Final = whole_words(
    r"(?:per|a|an|each|every|/|pro|par|por|im|al) (?:second|minute|hour|day|week|month|user|session|customer)"
)
_ASKED: Final = whole_words(
    r"(?:(?:be|get|been) )?(?:cut off|cut short|cut|truncated|affected|clipped|abgeschnitten|betroffen|"
    r"coupees?|tronquees?|cortadas?|over (?:it|that)|exceed (?:it|that)|instead|"
    r"capping (?:it|them|that))"
)
"""Asks what a limit would do."""
_ALONE: Final = whole_words(
    r"(?:(?:ok|so|and|or|what about|how about|with|at|by|only|just|if|a|cap|limit|max|of|to|und|mit|bei|et|"
    rf"avec|y|con) )*{_COUNT}(?: instead)?[ ?.!]*"
)
"""A whole question: it asks for another limit than the one before it."""
_DIVIDED: Final = whole_words(
    r"(?:(?:and|what|how|about|with|a|an|the|of|show|me|please|und|mit|et|avec|y|con) )*@cap"
    rf"(?: (?:split|broken|down|by|per|for|each|every|nach|pro|par|por|@\S+|[?.!,]|"
    rf"{'|'.join(DIMENSION_WORDS.values())}))*"
)
"""A whole question: a limit, and by what it is told apart."""
_SAVINGS: Final = frozenset({None, Intent.LEVER, Intent.SPEND_LESS, Intent.WHAT_IF, Intent.HELP})
_MOST: Final = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Cap:
    """The most output tokens of a call, the words that say so, and whether something is supposed.

    `is_alone`: whether nothing else is asked but by what it is to be told apart. `of_reasoning`: whether it
    is of the tokens of reasoning alone.
    """

    tokens: int
    words: str
    is_supposed: bool
    is_alone: bool = False
    of_reasoning: bool = False

    @property
    def lever(self) -> Lever:
        return Lever.REASONING_EFFORT if self.of_reasoning else Lever.TRIM_OUTPUT

    @property
    def supposition(self) -> Supposition:
        if self.of_reasoning:
            return Supposition(reasoning_cap=self.tokens)
        return Supposition(output_cap=self.tokens)


def read_cap(text: Text) -> tuple[Text, Cap | None]:
    """Merge a limit on the output of calls into @cap; names are merged, times and amounts are not yet."""
    supposes = _SUPPOSES.search(text.line) is not None
    for pattern in (*_OF_REASONING, *(_OF_SUPPOSED_REASONING if supposes else ())):
        for hit in text.hits(pattern):
            tokens = _tokens(hit.match)
            if tokens is not None and _is_of_reasoning(text, hit):
                return _merged(text, hit, tokens, supposes=True, of_reasoning=True)
    for pattern in (*_PATTERNS, *(_SUPPOSED_PATTERNS if supposes else ())):
        for hit in text.hits(pattern):
            tokens = _tokens(hit.match)
            if tokens is not None and _is_of_output(text, hit):
                return _merged(text, hit, tokens, supposes=supposes, of_reasoning=False)
    return text, None


def _merged(text: Text, hit: Hit, tokens: int, *, supposes: bool, of_reasoning: bool) -> tuple[Text, Cap]:
    tags = dict.fromkeys(text.around_names(hit.first, hit.last), "@cap")
    merged, words = text.merged(tags), text.phrase(hit.first, hit.last)
    is_alone = _DIVIDED.fullmatch(merged.line) is not None
    return merged, Cap(tokens, words, supposes, is_alone, of_reasoning)


def _tokens(match: re.Match[str]) -> int | None:
    number = decimal_of(match["number"]) * (_THOUSAND if match["scale"] else 1)
    return int(number) if 1 <= number <= _MOST else None


def _is_of_reasoning(text: Text, hit: Hit) -> bool:
    """Whether reasoning is limited before anything else is named, and nothing that is in place already."""
    said, ahead = hit.match.group(), text.line[: hit.match.start()]
    found, output = _REASONING.search(said), _OUTPUT.search(said)
    if found is None or (output is not None and output.start() < found.start()):
        return False
    is_of_many = _OF_A_TIME.match(text.line[hit.match.end() :].lstrip()) or _OF_A_TIME.search(said)
    return not (is_of_many or _DONE.search(ahead) or _CHOOSES.search(ahead))


def _is_of_output(text: Text, hit: Hit) -> bool:
    """Whether answers are limited, and not prompts, money or what somebody may use in a time."""
    said, after = hit.match.group(), text.line[hit.match.end() :].lstrip()
    before = text.words[hit.first - 1].text if hit.first else ""
    if (
        _DONE.search(text.line[: hit.match.start()])
        or _INPUT.search(said)
        or _INPUT.fullmatch(before)
        or _OF_A_TIME.match(after)
    ):
        return False
    groups = hit.match.groupdict()
    if _OUTPUT.search(said) or groups.get("side") or _OUTPUT.fullmatch(before):
        return True
    return "token" in said and _ANY.fullmatch((groups.get("what") or "").strip()) is not None


def is_asked(intent: Intent | None, cap: Cap | None) -> bool:
    """Whether it is asked what a limit would save, and not what one did, or how fast calls are."""
    if cap is None or intent is Intent.SPEED:
        return False
    return cap.is_supposed or cap.is_alone or intent in _SAVINGS


def with_cap(goal: Goal, intent: Intent | None, cap: Cap | None, text: Text) -> tuple[Goal, Intent | None]:
    """The goal as one of what is saved where every answer is cut off at a limit."""
    if cap is None:
        return goal, intent
    if not is_asked(intent, cap):
        return replace(goal, unread=(*goal.unread, cap.words)), intent
    replaced = _replaced(goal)
    kept = (phrase for phrase in goal.words if phrase.part not in replaced)
    lost = (phrase.words for phrase in goal.words if phrase.part in replaced)
    said = replace(
        goal,
        intent=Intent.LEVER,
        levers=(cap.lever,),
        metric=Metric.COST,
        cost_of=None,
        target=None,
        share_of=None,
        ranking=None,
        average=None,
        projection=None,
        counts_parts=False,
        supposition=cap.supposition,
        unread=(*goal.unread, *lost),
        words=(*kept, *_said(cap, text)),
    )
    return said, Intent.LEVER


def _replaced(goal: Goal) -> frozenset[Part]:
    """What the question was taken to say of an amount, before it was known to be a limit."""
    shorter = goal.supposition is not None and goal.supposition.shorter_by is not None
    return frozenset({Part.TARGET, Part.SUPPOSITION} if shorter else {Part.TARGET})


def _said(cap: Cap, text: Text) -> tuple[Phrase, ...]:
    asked = [text.phrase(hit.first, hit.last) for one in (_ASKED, _OUTPUT) for hit in text.hits(one)]
    return tuple(Phrase(Part.SUPPOSITION, words) for words in (cap.words, *asked))


def with_other_cap(line: str, before: Goal) -> Goal | None:
    """The same limit at another number: "and at 1,000?"."""
    supposed = before.supposition
    if supposed is None or {supposed.output_cap, supposed.reasoning_cap} == {None}:
        return None
    found = _ALONE.fullmatch(line)
    tokens = _tokens(found) if found is not None else None
    if tokens is None:
        return None
    is_of_output = supposed.output_cap is not None
    other = replace(
        supposed,
        output_cap=tokens if is_of_output else None,
        reasoning_cap=None if is_of_output else tokens,
    )
    return replace(before, supposition=other, unread=())
