"""What a question says that no part of its goal rests on: said back, so that it is not dropped in silence."""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from netra.backend.agents.triage.domain.amounts.averages import AVERAGED
from netra.backend.agents.triage.domain.goal import Intent, Lever, Part, Phrase
from netra.backend.agents.triage.domain.words import vocabulary
from netra.backend.agents.triage.domain.words.dear_words import DEAR_AGAIN, DEAR_ONCE
from netra.backend.agents.triage.domain.words.fillers import FILLERS
from netra.backend.agents.triage.domain.words.incident_words import BROKE, FOUND_SINCE, WELL_AGAIN, WORSE
from netra.backend.agents.triage.domain.words.patterns import listed, whole_words
from netra.backend.agents.triage.domain.words.wording import Hit, Text

MOST_SHOWN: Final = 4
_SAVING: Final = (vocabulary.REDUCE, vocabulary.WHERE, vocabulary.WHY, vocabulary.BARE_CACHING)
_TIMES_AS_MANY: Final = whole_words(r"(?:by )?@share|(?:\d+ ?x|\d+ times|half|twice)(?: (?:as|more))?")
_AT_NIGHT: Final = whole_words(r"mov(?:e|ed|ing)|overnight|nightly|jobs?|discounts?|everything|every time")
"""What is said of calls that a lever is for."""
_SHORTER: Final = whole_words(r"(?:answers?|outputs?|prompts?|inputs?) (?:\S+ ){0,3}?short\w+")
_SUPPOSED: Final = whole_words(r"everything|all|more|users?|customers?|people|usage|calls?|requests?")
"""Whom use grows by, and what is moved."""
_STEPS: Final = whole_words(r"hourly|daily|weekly|monthly")
_MOST: Final = whole_words(r"most|least")
_FIRST_OF_THEM: Final = whole_words(r"biggest|largest|best|top(?: \d+)?|first")
"""What saves most is told first."""
_TOGETHER: Final = whole_words(r"(?:adds?|added|adding|sums?|summed) (?:up )?(?:to)?|combined|sum of")
"""What the first parts of an order come to is told with them."""
_WORST: Final = whole_words(r"worst|best")
_WAITED: Final = whole_words(r"answers?|repl(?:y|ies)|responses?|users?|customers?|people|antwort\w*")
"""What is waited for, and by whom."""
_WHEN: Final = whole_words(r"(?:on )?(?:what|which) (?:day|date)|when|wann|quand|cuando")
_CHEAPER: Final = whole_words(r"cheap\w*|less|so much|viel|weniger|billiger|gunstiger|moins|tanto|menos")
_SIDE: Final = whole_words(r"(?:is|are|was|were) (?:\S+ )?(?:input|prompt|output|completion)s?")
_ALSO_WHY: Final = whole_words(r"(?:and|but|also|plus) why(?: \S+){0,6}")
"""A reason that is asked for besides, which only few kinds of answers give."""
_OF_REASONS: Final = frozenset(
    {Intent.WHY_CHANGED, Intent.WHY_DEAR, Intent.WHY_SLOW, Intent.INCIDENTS}
)
_RATE: Final = whole_words(r"rates?|percent\w*|shares?|fraction|proportion")
_READ_FOR: Final[Mapping[Intent, tuple[re.Pattern[str], ...]]] = MappingProxyType(
    {
        Intent.SPEND_LESS: (*_SAVING, _MOST, _FIRST_OF_THEM),
        Intent.LEVER: (*_SAVING, *vocabulary.LEVER_PATTERNS.values(), _AT_NIGHT, _TIMES_AS_MANY, _SHORTER),
        Intent.WHY_DEAR: (vocabulary.WHY, vocabulary.WHERE, _MOST, _CHEAPER),
        Intent.SPREAD: (vocabulary.WHERE, _MOST),
        Intent.WHY_CHANGED: (vocabulary.WHY, vocabulary.CHANGE, vocabulary.WHERE, _CHEAPER),
        Intent.SPEED: (vocabulary.SPEED, vocabulary.WHERE, vocabulary.REDUCE, _WORST, _WAITED),
        Intent.ERRORS: (vocabulary.ERRORS, vocabulary.WHERE, vocabulary.REDUCE, _RATE, _WORST),
        Intent.WHY_SLOW: (vocabulary.SPEED, vocabulary.WHERE, vocabulary.WHY, _WORST, _WAITED, _SIDE),
        Intent.LAST_CALLS: (_MOST,),
        Intent.RUNAWAYS: (_MOST, _WORST),
        Intent.INCIDENTS: (
            *(vocabulary.ERRORS, vocabulary.SPEED, vocabulary.WHY, vocabulary.CHANGE, vocabulary.WHERE),
            *(BROKE, WELL_AGAIN, WORSE, FOUND_SINCE, DEAR_AGAIN, DEAR_ONCE, _WAITED),
        ),
        Intent.HOW_MUCH: (vocabulary.SPEED, _STEPS, _MOST, _SIDE),
        Intent.WHERE_MONEY_GOES: (vocabulary.WHERE, vocabulary.WHY, _MOST, _TOGETHER),
        Intent.WHAT_IF: (
            *(vocabulary.WHAT_IF, vocabulary.REDUCE, vocabulary.CHANGE, _TIMES_AS_MANY, _SUPPOSED),
            vocabulary.LEVER_PATTERNS[Lever.CHEAPER_MODEL],
        ),
        Intent.RUN_RATE: (vocabulary.WHAT_IF, vocabulary.REDUCE, _WHEN),
        Intent.PROVENANCE: (vocabulary.WHERE,),
        Intent.HELP: (vocabulary.HELP,),
    }
)
"""What is looked for in a question of each kind, besides money and models."""
_FOR_ALL: Final = (vocabulary.DOMAIN, vocabulary.HOW_MUCH)
_FAR: Final = 2
"""So many words that say nothing may stand between two that belong together."""
_TELLING: Final = frozenset(
    listed("""
        first second third fourth last next before after since until till above below between within
        average mean median avg per each top bottom highest lowest rate ratio percentage percent fraction
        proportion share half quarter week weeks month months day days hour hours minute minutes weekday
        weekdays weekend weekends morning night noon midnight year years quarters peak vs versus compared
        euro euros early mid late why when wann quand mois monat monats woche semaine jour tag
        """)
)
"""Ordinary words that change what is asked, however long the question."""
_MOST_WORDS: Final = 30
"""In more words people tell a story, and not every word of it is part of what they ask."""
_JOINING: Final = frozenset(
    listed("before after since until till between within per each above below from to")
)
"""Words that belong to what follows; where that was read, so were they."""
_AMOUNTS: Final = frozenset({"@share", "@money", "@duration"})
"""Amounts are read where a target, a limit or a supposition is made of them."""
_OF_A_NAME: Final = frozenset("._@/")
_SIGNS: Final = re.compile(r"[^\w@]+")


def unread(
    text: Text, intent: Intent, phrases: Iterable[Phrase], nouns: re.Pattern[str] | None
) -> tuple[str, ...]:
    """The words of a question, in the asker's own, that say something and that no part of its goal rests on.

    Read is what was merged into a tag, such as @model, what stands in a phrase, and what questions of this
    kind are told by; so are the `nouns` of what it is divided by. Of what is left, only words that say
    nothing in any question are passed over.
    """
    told_by = [*_FOR_ALL, *_READ_FOR[intent]]
    if intent not in {Intent.SPEED, Intent.WHY_SLOW}:
        told_by.append(vocabulary.COST_WORDS)
    if nouns is not None:
        told_by.append(nouns)
    read = _read_places(text, told_by) - _unlike(text, intent) | _within(text, phrases)
    telling = [at for at in range(len(text.words)) if at not in read and _is_telling(text, at, read)]
    return tuple(dict.fromkeys(text.phrase(first, last) for first, last in _stretches(telling)))[:MOST_SHOWN]


def _read_places(text: Text, used: Iterable[re.Pattern[str]]) -> frozenset[int]:
    tags = {
        at
        for at, word in enumerate(text.words)
        if word.text.startswith("@") and word.text not in _AMOUNTS
    }
    hits = [hit for pattern in used for hit in text.hits(pattern)]
    found = {at for hit in hits for at in range(hit.first, hit.last + 1) if _is_found(text, at, hit)}
    return frozenset(tags | found)


def _is_found(text: Text, at: int, hit: Hit) -> bool:
    """Whether a hit tells what the word means: an amount may stand between its ends by chance."""
    word = text.words[at].text
    is_amount = any(map(str.isdigit, word)) or _SIGNS.fullmatch(word) is not None
    return not is_amount or hit.last - hit.first < _FAR


def _unlike(text: Text, intent: Intent) -> frozenset[int]:
    """Words that ask for an average or a share: they are read only where they stand in a phrase."""
    patterns = (AVERAGED,) if intent is Intent.ERRORS else (AVERAGED, _RATE)
    patterns = patterns if intent in _OF_REASONS else (*patterns, _ALSO_WHY)
    hits = (hit for pattern in patterns for hit in text.hits(pattern))
    return frozenset(at for hit in hits for at in range(hit.first, hit.last + 1))


def _within(text: Text, phrases: Iterable[Phrase]) -> frozenset[int]:
    """Places of the words that stand in one of the phrases."""
    said = (phrase.words for phrase in phrases if phrase.words and phrase.part is not Part.INTENT)
    found = [hit.span() for words in set(said) for hit in re.finditer(re.escape(words), text.clean)]
    return frozenset(
        at
        for at, word in enumerate(text.words)
        if any(begin <= word.start and word.end <= end for begin, end in found)
    )


def _is_telling(text: Text, at: int, read: frozenset[int]) -> bool:
    """Whether a word may change what is asked: a number, a sign, part of a name, or no mere filler."""
    word = text.words[at]
    if _SIGNS.fullmatch(word.text):
        after = text.words[at + 1].text if at + 1 < len(text.words) else ""
        return word.text in {">", "<"} and any(map(str.isdigit, after))
    if word.text in _JOINING and at + 1 in read:
        return False
    is_amount = word.text in _AMOUNTS or any(map(str.isdigit, word.text))
    says = len(word.text) > 1 and word.text not in FILLERS and len(text.words) <= _MOST_WORDS
    return is_amount or says or word.text in _TELLING or _is_part_of_a_name(text, at)


def _is_part_of_a_name(text: Text, at: int) -> bool:
    """Whether a sign joins the word to the one before or behind it, as in bob.smith."""
    pairs = (text.words[place : place + 2] for place in (at - 1, at) if place >= 0)
    joints = (text.clean[pair[0].end : pair[1].start] for pair in pairs if len(pair) > 1)
    return any(joint in _OF_A_NAME for joint in joints)


def _stretches(places: list[int]) -> Iterator[tuple[int, int]]:
    """Places that stand near each other, as first and last."""
    begin = end = -1
    for place in places:
        if end >= 0 and place - end <= _FAR + 1:
            end = place
            continue
        if end >= 0:
            yield begin, end
        begin = end = place
    if end >= 0:
        yield begin, end
