"""Patterns over the words of a line."""

import re
from typing import Final

_BREAK: Final = re.compile(r"\s*\n\s*\|?")


def whole_words(alternatives: str) -> re.Pattern[str]:
    """Alternatives that match from word to word; a break of the line separates them as "|" does."""
    return re.compile(rf"(?<!\S)(?:{_BREAK.sub('|', alternatives.strip())})(?!\S)")


def listed(words: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(words.split())
