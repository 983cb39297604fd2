"""Whether sentences around figures say only what the rules have written, and no claim besides."""

import re
from collections.abc import Iterator
from typing import Final

MOST_NEW_WORDS: Final = 5
"""In a sentence with a figure: enough to say it another way, too few to say something else besides."""
_SHORTEST: Final = 4
_STEM: Final = 5
_REFERENCE: Final = re.compile(r"\{\w+\}")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_SMALL: Final = re.compile(
    r"also|although|among|amount|amounts|because|been|being|both|call|calls|came|come|comes|cost|costs|"
    r"could|does|done|each|figure|figures|found|from|have|here|into|itself|just|leaves|less|made|make|"
    r"makes|mean|means|more|most|much|namely|none|nothing|only|other|others|over|overall|same|should|"
    r"since|some|still|such|than|that|their|them|then|there|these|they|this|those|through|thus|total|"
    r"under|very|well|were|what|when|where|which|while|whose|with|within|would|your|yours"
)
"""What holds a sentence together, and says nothing by itself."""


def ungrounded(sentence: str, given: str) -> str:
    """The words with which a sentence says something that is not in the given text; empty when it does not.

    A sentence without a figure of its own has to be in the given words: nothing else holds it to them.
    """
    new = list(dict.fromkeys(_new_words(sentence, given)))
    allowed = MOST_NEW_WORDS if _REFERENCE.search(sentence) else 0
    return ", ".join(new) if len(new) > allowed else ""


def _new_words(sentence: str, given: str) -> Iterator[str]:
    known = {_stem(word) for word in _WORD.findall(given)}
    for word in _WORD.findall(_REFERENCE.sub(" ", sentence)):
        plain = word.lower()
        if len(plain) >= _SHORTEST and not _SMALL.fullmatch(plain) and _stem(word) not in known:
            yield plain


def _stem(word: str) -> str:
    return word.lower()[:_STEM]
