"""What words around figures may not do: bring numbers, rates, markup or another certainty along."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_NUMBER_WORDS: Final = re.compile(
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?|[mbtr]+illions?|dozens?|half|halves|"
    r"thirds?|quarters?|fifths?|tenths?|doubled?|twice|thrice|tripled?|\w+fold|percent(?:age)?|cents?|dollars?|"
    r"euros?|usd|eur)"
)
_MARKS: Final = frozenset("<>[]`*_#|~\\^=$€£¥%@/+")
_ADDRESS: Final = re.compile(r"\w\.\w{2,}|^(?:https?|www|javascript|data|mailto)\b", re.IGNORECASE)
_DISTORTING: Final = re.compile(
    r"(about|around|circa|roughly|approximately|nearly|almost|close to|over|under|above|below|beyond|"
    r"more than|less than|fewer than|at least|at most|up to|another|minus|plus|times|not)\s*$",
    re.IGNORECASE,
)
_RATE: Final = re.compile(
    r"\b(?:(?:per|an?|each|every) (?:second|minute|hour|day|week|month|quarter|year)|"
    r"(?:per|each|every) (?:call|user|session|token)|"
    r"hourly|daily|weekly|monthly|quarterly|yearly|annual|annually)\b",
    re.IGNORECASE,
)
_CERTAIN: Final = re.compile(
    r"\b(?:exact(?! repeats?\b)|exactly|measured?|precise(?:ly)?|guarantee[ds]?|certain(?:ly)?|"
    r"sure(?:ly)?|definite(?:ly)?|proven|actual(?:ly)?|undoubtedly|will)\b",
    re.IGNORECASE,
)
_DOUBTFUL: Final = re.compile(
    r"\b(?:estimate[ds]?|approximate|approximately|guess(?:ed)?|perhaps)\b", re.IGNORECASE
)


def has_hidden(text: str) -> bool:
    """Whether there are line breaks or characters that are not seen."""
    return any(unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"} for character in text)


def is_number(token: str) -> bool:
    """Whether a word is a number rather than a name that has digits, such as gpt-5."""
    has_letters = any(character.isalpha() for character in token)
    return any(character.isnumeric() for character in token) and not has_letters


def needs_licence(token: str) -> bool:
    """Whether a word may stand only when the rules have written it: digits, numerals, marks, addresses."""
    if any(character.isnumeric() or character in _MARKS for character in token):
        return True
    parts = re.split(r"[-\u2013\u2014]", token.lower())
    return any(map(_NUMBER_WORDS.fullmatch, parts)) or _ADDRESS.search(token) is not None


def distorting(before: str) -> str:
    """The words at the end of a text that would make another figure of the one behind them; or empty."""
    found = _DISTORTING.search(before)
    return found[1] if found else ""


def rates(text: str, given: str) -> Iterator[str]:
    """What makes a rate of an amount, and is not in the given text."""
    allowed = given.lower()
    return (found for found in _RATE.findall(text) if found.lower() not in allowed)


def certain_word(sentence: str) -> str:
    found = _CERTAIN.search(sentence)
    return found[0] if found else ""


def doubtful_word(sentence: str) -> str:
    found = _DOUBTFUL.search(sentence)
    return found[0] if found else ""
