"""Whether a question in a model's words still asks for the same: nothing that narrows it lost, nothing added.

Both are read by the rules and held against each other. What the thread named before may be said again.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from netra.backend.agents.triage.domain.drafting import draft_of
from netra.backend.agents.triage.domain.goal import Goal, Part
from netra.backend.agents.triage.domain.names.nearby import nearby
from netra.backend.agents.triage.domain.names.own_words import with_own_words
from netra.backend.agents.triage.domain.names.pointers import Leading
from netra.backend.agents.triage.domain.question_parts import read_parts
from netra.backend.agents.triage.domain.setting import QuestionSetting
from netra.backend.agents.triage.domain.words.languages import is_other_language
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text, corrected, folded, read_words

_PARTS: Final[Mapping[str, tuple[str, Part]]] = MappingProxyType(
    {
        "chosen": ("the names and limits of the calls", Part.FILTER),
        "excluded": ("what is left out", Part.EXCLUDED),
        "unknown_names": ("the names", Part.UNKNOWN),
        "time": ("the time", Part.TIME),
        "earlier": ("the time that it is compared with", Part.COMPARISON),
        "target": ("the target", Part.TARGET),
        "constraints": ("what must stay as it is", Part.CONSTRAINTS),
        "above": ("the limit of tokens", Part.FILTER),
        "only_parts": ("the limit of the parts", Part.FILTER),
        "breakdown": ("what it is told by", Part.BREAKDOWN),
    }
)
"""The parts of a goal that narrow it, and what they are called to whoever says them again."""
_MAY_BE_ADDED: Final = frozenset({"breakdown"})
"""What changes how an answer is told, not what it is about."""
_OF_TIME: Final = frozenset({"time", "earlier"})
_OF_NAMES: Final = frozenset({"chosen", "excluded"})
_WORD: Final = re.compile(r"[^\W_]+(?:[-_.,/:@'\u2019][^\W_]+)*")
_QUOTED: Final = re.compile(
    r"[\"`\u201c\u201e\u00ab]([^\"`\u201c\u201d\u00ab\u00bb]+)[\"`\u201d\u201c\u00bb]"
)
_ASKS_MORE: Final = re.compile(r"[?.!;]\s+\w")
_JOINS: Final = whole_words(r"and|plus|also|und|sowie|et|y|e")
_ENDING: Final = re.compile(r"(\d+(?:\.\d+)?)(?:st|nd|rd|th|x)")
_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{3})+")
_SENTENCE_ENDS: Final = ".!?:;\n"
_EXCLUDES: Final = whole_words(
    r"without|except\w*|excluding|exclude|but not|other than|apart from|besides|leav\w+ (?:\S+ ){0,4}out|"
    r"minus|ignoring|ohne|ausser|sans|sauf|sin|salvo"
)
_TO_TWELVE: Final = ("three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMERALS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **{word: str(number) for number, word in enumerate(_TO_TWELVE, 3)},
        **{f"{word}ty": f"{number}0" for number, word in enumerate(("twen", "thir", "for", "fif"), 2)},
        **dict.fromkeys(("two", "twice", "double", "doubled"), "2"),
        **dict.fromkeys(("triple", "tripled"), "3"),
        **dict.fromkeys(("half", "halved", "halve"), "half"),
        **dict.fromkeys(("hundred", "hundreds"), "100"),
        **dict.fromkeys(("thousand", "thousands"), "1000"),
    }
)
_NO_NAMES: Final = frozenset(
    {"i'm", "i'd", "i'll", "i've", "llm", "llms", "api", "apis", "ai", "usd", "eur", "ok"}
)
"""What is written with capitals everywhere, and names nothing."""
_FEWEST_ALIKE: Final = 4
"""So many letters at the beginning of a word make it the same word, such as "notes" and "note-draft"."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What the rules see in words of either side."""

    text: str
    plain: Text
    goal: Goal
    names: frozenset[str]
    """What names of the project it names."""
    left: str
    """Its words with names taken out."""


def changed_meaning(
    asked: str,
    said: str,
    setting: QuestionSetting,
    before: Goal | None = None,
    leading: Leading | None = None,
) -> list[str]:
    """What `said` loses of `asked`, or adds to it; one sentence each for whoever said it."""
    own, other = _read(asked, setting, leading), _read(said, setting, leading)
    return [
        *_names(own, other, before),
        *_numbers(own, other, before),
        *_parts(own, other, before),
        *_proper_words(own, other),
        *_exclusion(own, other),
        *_further_questions(own, other),
    ]


def _read(question: str, setting: QuestionSetting, leading: Leading | None) -> _Read:
    words = read_words(question)
    plain = with_own_words(corrected(words), setting.own_words)
    setting = replace(setting, names=nearby(words, setting.names))
    parts = read_parts(plain, setting, leading)
    names = frozenset(name for one in parts.mentions.values() for name in one.names)
    left = plain.clean
    for word in reversed(parts.said.words):
        if word.start in parts.mentions:
            left = f"{left[: word.start]} {left[word.end :]}"
    return _Read(question, plain, draft_of(parts, setting).goal, names, left)


def _names(own: _Read, other: _Read, before: Goal | None) -> Iterator[str]:
    """A name may come from the thread, or be the whole of one that the question says a part of."""
    yield from (f"Keep the name “{name}”." for name in sorted(own.names - other.names))
    known = own.names | _names_before(before)
    words = {folded(word) for word in _WORD.findall(own.text)}
    for name in sorted(other.names - known):
        if not any(_alike(piece, word) for piece in re.split(r"[\W_]+", folded(name)) for word in words):
            yield f"Leave out the name “{name}”: the question does not speak of it."


def _names_before(before: Goal | None) -> frozenset[str]:
    if before is None:
        return frozenset()
    supposed = before.supposition.models if before.supposition else ()
    listed = (before.chosen, before.excluded)
    named = ((*one.models, *one.agent_names, *one.features, *one.users, *one.sessions) for one in listed)
    return frozenset((*(name for names in named for name in names), *supposed))


def _alike(piece: str, word: str) -> bool:
    if min(len(piece), len(word)) < _FEWEST_ALIKE:
        return False
    return piece.startswith(word[:_FEWEST_ALIKE]) and (piece.startswith(word) or word.startswith(piece[:-1]))


def _numbers(own: _Read, other: _Read, before: Goal | None) -> Iterator[str]:
    asked, said = _figures(own.left), _figures(other.left)
    known = {*asked, *(one for words in _said_before(before) for one in _figures(words))}
    yield from (f"Keep “{word}”." for number, word in asked.items() if number not in said)
    yield from (f"Leave out “{word}”." for number, word in said.items() if number not in known)


def _said_before(before: Goal | None) -> Sequence[str]:
    """The words of the question before, and the days that it was about."""
    if before is None:
        return ()
    ends = (before.time.since, before.time.until) if before.time is not None else ()
    days = [f"{moment.day} {moment.year}" for moment in ends if moment is not None]
    return [*(phrase.words for phrase in before.words), *days]


def _figures(text: str) -> dict[str, str]:
    """The numbers of a text, by their value as far as it is plain, and as they stand."""
    found = {}
    for word in _WORD.findall(text):
        plain = folded(word)
        if plain in _NUMERALS:
            found[_NUMERALS[plain]] = word
        elif any(character.isdigit() for character in plain):
            found[_value(plain)] = word
    return found


def _value(word: str) -> str:
    if _GROUPED.fullmatch(word):
        return word.replace(",", "")
    bare = _ENDING.fullmatch(word)
    return bare[1] if bare else word


def _parts(own: _Read, other: _Read, before: Goal | None) -> Iterator[str]:
    """Parts of the goal that the rules read in one and not in the other.

    A time in a language of which the rules know few times may be one that they did not read. Where something
    is left out they may have taken it for what is chosen: there its name and that it is left out are held.
    """
    foreign, excludes = is_other_language(own.text), _EXCLUDES.search(own.plain.line) is not None
    for field, (called, part) in _PARTS.items():
        if excludes and field in _OF_NAMES:
            continue
        asked, said = getattr(own.goal, field), getattr(other.goal, field)
        if asked == said or (asked and field in {"chosen", "unknown_names"} and _holds(said, asked)):
            continue
        if asked:
            words = ", ".join(f"“{one.words}”" for one in own.goal.words if one.part is part)
            yield f"Keep {called} of the question{f', in its words {words}' if words else ''}."
        elif field not in _MAY_BE_ADDED and not _may_be_new(field, said, before, foreign=foreign):
            yield f"Add nothing to the question: leave out {called}."


def _holds(said: object, asked: object) -> bool:
    """Whether what narrows a question is all there; names that are more are held against it elsewhere."""
    if isinstance(said, tuple) and isinstance(asked, tuple):
        return set(said) >= set(asked)
    fields = getattr(asked, "__slots__", ())
    return bool(fields) and all(_holds(getattr(said, name), getattr(asked, name)) for name in fields)


def _may_be_new(field: str, said: object, before: Goal | None, *, foreign: bool) -> bool:
    if before is not None and said == getattr(before, field):
        return True
    # Names are held against the question by themselves.
    return field in {"chosen", "unknown_names"} or (foreign and field in _OF_TIME)


def _proper_words(own: _Read, other: _Read) -> Iterator[str]:
    """What is quoted, written like a name in a program, or has a capital within an English sentence."""
    said = folded(other.text)
    for word in dict.fromkeys((*_QUOTED.findall(own.text), *_marked(own))):
        if folded(word) not in said:
            yield f"Keep “{word}” as it stands."


def _marked(own: _Read) -> Iterator[str]:
    foreign = is_other_language(own.text)
    for found in _WORD.finditer(own.left):
        word, ahead = found[0], own.left[: found.start()].rstrip()
        begins = not ahead or ahead[-1] in _SENTENCE_ENDS
        written = any(joint in word[1:-1] for joint in "_@")
        named = word[:1].isupper() and not begins and not foreign and len(word) > 1
        plain = word.replace("\u2019", "'").removesuffix("'s")
        if (written or named) and plain.lower() not in _NO_NAMES:
            yield plain


def _exclusion(own: _Read, other: _Read) -> Iterator[str]:
    found = _EXCLUDES.search(own.plain.line)
    if found and not _EXCLUDES.search(other.plain.line):
        yield f"Keep that something is left out: “{found[0]}”."


def _further_questions(own: _Read, other: _Read) -> Iterator[str]:
    """Several questions in the place of one: what is asked besides was not asked."""
    if _ASKS_MORE.search(other.text) and not (_ASKS_MORE.search(own.text) or _JOINS.search(own.plain.line)):
        yield "Ask only what the question asks, in one sentence."
