"""A team's own words for what its calls carry: its hotels are users, its claims are sessions.

No vocabulary can know them. A word that stands where something is counted, and that nothing reads, is asked
back once; whoever answers has taught it to the project.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from netra.backend.agents.triage.domain.divisions.breakdowns import DIMENSION_WORDS
from netra.backend.agents.triage.domain.setting import ProjectNames
from netra.backend.agents.triage.domain.words.fillers import FILLERS
from netra.backend.agents.triage.domain.words.patterns import listed, whole_words
from netra.backend.agents.triage.domain.words.vocabulary import COMMON, KEY_WORDS, SINGLE_WORDS
from netra.backend.agents.triage.domain.words.wording import Text, Word, folded
from netra.backend.projects.domain import WordMeaning

_COUNTED_NOUN: Final = re.compile(
    r"(?<!\S)(?:per|each|every|a single|by|how many|which|the other|pro|welche[rsn]?|wie ?viele|jede[rsnm]?|"
    r"par|quels?|quelles?|chaque|combien de|por|cada|cuant[oa]s) (?P<noun>[^\W\d_]{3,})(?!\S)"
    r"|(?<!\S)(?:one|eine?|une?|una) (?P<one>[^\W\d_]{3,})(?= (?:costs?|kostet|coute|cuesta))"
)
"""What stands behind these is counted, or told apart from others of its kind."""
_NO_NOUNS: Final = frozenset(
    listed("""
        million millions thousand thousands hundred minute minutes second seconds unit units mtok tomorrow
        half twice date dates period periods contract contracts number numbers line lines read reads move
        clocks anteil preis summe millionen tausend minuten sekunde sekunden datum lauf laufe anruf anrufe
        antwort antworten respuesta respuestas reponse reponses appel appels llamada llamadas part parts
        far single longest shortest
        hand default design mistake accident category type types kind kinds sort drei zwei two three four
        bit bits thing things stuff area areas
        five took cause reason pull metric metrics currency euro euros dollar cent cents gpt claude gemini
        document documents doc docs dokument dokumente item items page pages file files image images video
        videos row rows record records chunk chunks answer answers message messages question questions piece
        pieces result results side
        """)
)
"""Stand there too, and are no word of one team alone."""
MEANING_WORDS: Final[Mapping[WordMeaning, str]] = MappingProxyType(
    {
        WordMeaning.USER: "A user: whoever the calls were made for",
        WordMeaning.SESSION: "A session: calls that belong together",
        WordMeaning.FEATURE: "A feature: a part of your product",
        WordMeaning.AGENT: "An agent: who makes the calls",
        WordMeaning.CALL: "A call: one request to a model",
        WordMeaning.NOTHING: "None of these: answer without it",
    }
)
_OF_A_TEAM: Final = frozenset(
    listed("""
        hotel restaurant restaurants company companies project projects case cases country place places letter
        letters story stories house team teams group groups department departments
        """)
)
"""Ordinary words that a team may well count by."""
_KNOWN: Final = (*SINGLE_WORDS, *(whole_words(names) for names in DIMENSION_WORDS.values()))
_PLURALS: Final = ("ies", "en", "es", "er", "s", "e", "n")
_SHORTEST_STEM: Final = 3
_NUMBERED: Final = re.compile(r"(?P<noun>[^\W\d_]{3,})[-_ .:#]?[0-9a-f]*\d[0-9a-f-]*")
_FEWEST_NUMBERED: Final = 3
_NOTHING: Final = WordMeaning.NOTHING


def possible_meanings(names: ProjectNames) -> tuple[WordMeaning, ...]:
    """What a word can stand for in a project: what its calls carry, or a call; else nothing."""
    carried = (
        (WordMeaning.USER, names.users),
        (WordMeaning.SESSION, names.sessions),
        (WordMeaning.FEATURE, names.features),
        (WordMeaning.AGENT, names.agents[1:]),  # A single agent is told apart from nobody.
    )
    found = tuple(meaning for meaning, values in carried if values)
    return (*found, WordMeaning.CALL) if found else ()


def words_of_names(names: ProjectNames) -> Mapping[str, WordMeaning]:
    """What the names themselves say that they are: of "school-01" to "school-12" a school is a user."""
    found = (
        (WordMeaning.USER, names.users),
        (WordMeaning.SESSION, names.sessions),
        (WordMeaning.FEATURE, names.features),
    )
    said = {noun: meaning for meaning, values in found if (noun := _noun_of(values)) is not None}
    others = {*map(folded, (*names.models, *names.features, *names.agents, *names.providers))}
    return {noun: meaning for noun, meaning in said.items() if _is_unknown(noun) and noun not in others}


def _noun_of(values: Sequence[str]) -> str | None:
    """The word before the number that most of some names have in common."""
    hits = [hit["noun"] for one in values if (hit := _NUMBERED.fullmatch(folded(one))) is not None]
    if len(hits) < _FEWEST_NUMBERED:
        return None
    noun, count = Counter(hits).most_common(1)[0]
    return noun if count * 2 > len(values) else None


def with_own_words(text: Text, own_words: Mapping[str, WordMeaning]) -> Text:
    """The same with each of the team's words in the place of what it means, in the number it stands in."""
    meaning_of = {tuple(_pieces(own)): said for own, said in own_words.items() if said is not _NOTHING}
    words: list[Word] = []
    at = 0
    while at < len(text.words):
        own = _own_at(text, at, meaning_of)
        words.append(_meant(text, at, own, meaning_of[own]) if own else text.words[at])
        at += len(own) or 1
    return Text.of(text.clean, words)


def _pieces(own: str) -> list[str]:
    """The words of a phrase, which may have spaces or hyphens between them: pull request, pull-request."""
    return folded(own).replace("-", " ").split()


def _own_at(text: Text, at: int, known: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The longest of the team's words that stands at a place; empty where none does."""
    found = (own for own in known if _stands_at(text, at, own))
    return max(found, key=len, default=())


def _stands_at(text: Text, at: int, own: tuple[str, ...]) -> bool:
    there = text.words[at : at + len(own)]
    if len(there) < len(own):
        return False
    return all(_is_same(text, word, piece) for word, piece in zip(there, own, strict=True))


def _is_same(text: Text, word: Word, piece: str) -> bool:
    """Two letters are too few for a stem: PR is in no other word, and in the plural that is written PRs."""
    if len(piece) < _SHORTEST_STEM:
        as_typed = text.clean[word.start : word.end]
        is_plural = as_typed.endswith("s") and as_typed[:-1].isupper()
        return piece == (word.raw.removesuffix("s") if is_plural else word.raw)
    return _stem(piece) in {_stem(word.text), _stem(word.raw)}


def _meant(text: Text, at: int, own: tuple[str, ...], meaning: WordMeaning) -> Word:
    """The words of a phrase as one that has its meaning."""
    first, last = text.words[at], text.words[at + len(own) - 1]
    is_plural = last.raw.endswith("s") or len(last.raw) > len(own[-1])
    raw = " ".join(word.raw for word in text.words[at : at + len(own)])
    return Word(f"{meaning}s" if is_plural else meaning.value, raw, first.start, last.end)


def unknown_noun(text: Text, own_words: Iterable[str], names: ProjectNames) -> str | None:
    """The first word that is counted in a question, means nothing to its reader and is part of no name."""
    known = [tuple(_pieces(own)) for own in own_words]
    for hit in text.hits(_COUNTED_NOUN):
        noun = hit.match["noun"] or hit.match["one"]
        is_known = any(pattern.match(text.line, text.places[hit.last]) for pattern in _KNOWN)
        is_own = _own_at(text, hit.last, known)
        if not is_known and not is_own and _is_unknown(noun) and not _is_in_a_name(noun, names):
            return text.phrase(hit.last, hit.last).lower()
    return None


def _is_unknown(noun: str) -> bool:
    if noun in _OF_A_TEAM:
        return True
    return noun not in _NO_NOUNS and noun not in FILLERS and noun not in COMMON and noun not in KEY_WORDS


def _is_in_a_name(noun: str, names: ProjectNames) -> bool:
    stem = _stem(noun)
    every = (names.models, names.agents, names.features, names.users, names.sessions, names.providers)
    return any(stem in folded(name) for each in every for name in each)


def _stem(word: str) -> str:
    """Without a plural's ending, in any of four languages; enough to tell one word from another."""
    for ending in _PLURALS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word
