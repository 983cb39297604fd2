"""A question as words: cleaned, folded, its typing mistakes set right, and readable by patterns.

Patterns run over `Text.line`, the words with one space between them. What a reader has understood it merges
into one word that begins with "@", such as "@model"; no word of a question can begin so.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, NamedTuple, Self

from rapidfuzz import process
from rapidfuzz.distance import OSA

from netra.backend.agents.triage.domain.times.calendar_words import ANY_MONTH, MONTHS
from netra.backend.agents.triage.domain.words.vocabulary import COMMON, KEY_WORDS, SINGLE_WORDS

MOST_HEAD: Final = 3_000
MOST_TAIL: Final = 1_000
"""A longer question is read at its two ends, where people say what they want."""
MOST_PHRASE: Final = 80
_MOST_WORD: Final = 60
_SHORTEST_CORRECTED: Final = 4
_SAFELY_LONG: Final = 8
_TWO_MISTAKES: Final = 2
_MONTH: Final = rf"(?i:{ANY_MONTH})(?!\w)"
_BEHIND_MONTH: Final = "|".join(f"(?<=[^a-z]{month})" for month in MONTHS)
_WORD: Final = re.compile(
    r"\d{4}([-/.])\d{1,2}\1\d{1,2}(?!\d)|\d{1,2}([./-])\d{1,2}\2\d{4}(?!\d)"
    r"|\d{1,2}[./]\d{1,2}[./](?:\d\d)?(?!\d)|\d{1,2}/\d{1,2}(?![\d/])|\d+(?:[.,:]\d+)+[^\W\d_]*"
    r"|(?<=\d)[Tt](?=\d\d:)|[^\W_]+|[%$€£¥¢<>?+/=]|(?<=\d)-(?=\d)|(?<=\d[ap]m)-(?=\d)|[.;!:](?=\s|$)|\n"
    r"|(?<!\w)-(?=\d)|(?<=\d )-(?= (?:\d|[A-Z][a-z]{2,8} \d))"
    rf"|(?<=\w )-(?= (?:\d{{1,2}}(?:st|nd|rd|th|\.)? {_MONTH}|{_MONTH} \d))|(?<=\d)-(?={_MONTH} \d)"
    rf"|(?i:{_BEHIND_MONTH})-(?=\d{{1,2}}(?:st|nd|rd|th)? {_MONTH})"
    r"|[\u2013\u2014\u2192\u21d2\u27f6]"
)
_CLAUSE_ENDS: Final = frozenset(".;!:\n")
_ARROWS: Final = frozenset("\u2192\u21d2\u27f6")
_APOSTROPHE: Final = re.compile(r"(?<=n)['\u2019](?=t\b)", re.IGNORECASE)

_WITHOUT: Final = re.compile(r"\bw/o\b", re.IGNORECASE)
SHORT_FORMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "n": "and", "nd": "and", "abt": "about", "ppl": "people", "em": "them", "u": "you", "ur": "your",
        "smth": "something", "sth": "something", "r": "are", "pls": "please", "plz": "please",
        "convo": "conversation", "convos": "conversations", "wk": "week", "wks": "weeks",
        "yday": "yesterday", "bc": "because", "cuz": "because", "gonna": "will", "wanna": "want",
        "xmas": "christmas", "tho": "though", "reqs": "requests", "req": "request",
        "msgs": "messages", "sess": "sessions",
    }
)
"""How people write in a hurry."""
_ENDINGS: Final = ("ing", "ed", "es", "s", "ly", "er")


class Word(NamedTuple):
    """A word as patterns see it, as it was typed, and its place in the cleaned question."""

    text: str
    raw: str
    start: int
    end: int


class Hit(NamedTuple):
    """Words `first` to `last`, both included, that a pattern found."""

    first: int
    last: int
    match: re.Match[str]


@dataclass(frozen=True, slots=True)
class Text:
    clean: str
    words: tuple[Word, ...]
    line: str
    places: tuple[int, ...]
    """Where in `line` each word begins."""

    @classmethod
    def of(cls, clean: str, words: Iterable[Word]) -> Self:
        kept = tuple(words)
        places, at = [], 0
        for word in kept:
            places.append(at)
            at += len(word.text) + 1
        return cls(clean, kept, " ".join(word.text for word in kept), tuple(places))

    def hits(self, pattern: re.Pattern[str]) -> Iterator[Hit]:
        """What the pattern finds; it must begin and end at the edges of words."""
        for match in pattern.finditer(self.line):
            first = bisect_right(self.places, match.start()) - 1
            yield Hit(first, max(first, bisect_right(self.places, max(match.end() - 1, 0)) - 1), match)

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The first and the last word within a stretch of the clean question."""
        inside = [at for at, word in enumerate(self.words) if start <= word.start and word.end <= end]
        return inside[0], inside[-1]

    def around_names(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """The stretches from one word to another between the names in them, which choose calls."""
        begin = first
        for at in range(first, last + 2):
            if at > last or self.words[at].text.startswith("@"):
                if begin < at:
                    yield begin, at - 1
                begin = at + 1

    def phrase(self, first: int, last: int) -> str:
        """The asker's own words."""
        return self.clean[self.words[first].start : self.words[last].end][:MOST_PHRASE]

    def merged(self, tags: Mapping[tuple[int, int], str]) -> Self:
        """The same with each stretch of words as one word, the tag; a stretch within another is dropped."""
        words: list[Word] = []
        at = 0
        for (first, last), tag in sorted(tags.items(), key=lambda item: (item[0][0], -item[0][1])):
            if first < at:
                continue
            words += self.words[at:first]
            words.append(Word(tag, tag, self.words[first].start, self.words[last].end))
            at = last + 1
        return self.of(self.clean, (*words, *self.words[at:]))


def cleaned(question: str) -> str:
    """The question without control, format and direction marks, cut to what is read."""
    if len(question) > MOST_HEAD + MOST_TAIL:
        question = f"{question[:MOST_HEAD]}\n{question[-MOST_TAIL:]}"
    text = "".join(_visible(sign) for sign in unicodedata.normalize("NFKC", question))
    return _WITHOUT.sub("without", _APOSTROPHE.sub("", text))[: MOST_HEAD + MOST_TAIL + 1]


def _visible(sign: str) -> str:
    if sign == "\n":
        return sign
    category = unicodedata.category(sign)
    if category in {"Cf", "Cs", "Co", "Cn"}:
        return ""
    return " " if category[0] in "CZ" else sign


def folded(text: str) -> str:
    """Without case and accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFKC", "".join(sign for sign in apart if not unicodedata.combining(sign)))


def read_words(question: str) -> Text:
    """The words of a question, mistakes not yet corrected."""
    clean = cleaned(question)
    words = []
    for match in _WORD.finditer(clean):
        raw = folded(match.group())[:_MOST_WORD]
        text = "." if match.group() in _CLAUSE_ENDS else ">" if match.group() in _ARROWS else raw
        words.append(Word(text, raw, *match.span()))
    return Text.of(clean, words)


def corrected(text: Text) -> Text:
    """The same with short forms in full, and words one slip away from one that matters taken for it."""
    unknown = {word.text for word in text.words if _may_be_a_slip(word.text)}
    right = {**{word: _nearest(word) for word in unknown}, **SHORT_FORMS}
    return Text.of(text.clean, (_respelled(word, right.get(word.text)) for word in text.words))


def _respelled(word: Word, text: str | None) -> Word:
    return word._replace(text=text) if text else word


def _may_be_a_slip(word: str) -> bool:
    return (
        len(word) >= _SHORTEST_CORRECTED
        and word.isalpha()
        and word not in KEY_WORDS
        and not any(pattern.fullmatch(word) for pattern in SINGLE_WORDS)
        and not any(stem in COMMON for stem in (word, *(word.removesuffix(end) for end in _ENDINGS)))
    )


def _nearest(word: str) -> str | None:
    """The word that matters which this one is a slip of; a short one only where letters changed places."""
    most = _TWO_MISTAKES if len(word) >= _SAFELY_LONG else 1
    found = process.extract(
        word, KEY_WORDS, scorer=OSA.distance, score_cutoff=most, limit=_TWO_MISTAKES * most, processor=None
    )
    fit = [right for right, _, _ in found if _is_likely(word, right)]
    return fit[0] if fit else None


def _lacks_a_letter(word: str, right: str) -> bool:
    return any(word == right[:at] + right[at + 1 :] for at in range(1, len(right)))


def _is_likely(word: str, right: str) -> bool:
    if len(word) == _SHORTEST_CORRECTED:
        return sorted(word) == sorted(right) or _lacks_a_letter(word, right)
    return word[0] == right[0]
