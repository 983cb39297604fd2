"""Answers that ended at the limit of their tokens before they were done."""

from typing import Final

from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text
from netra.backend.calls.domain.call import CUT_OFF_REASONS

_TAG: Final = "@cutoff"
_LIMIT: Final = (
    r"(?:(?:max\w*|output|their|its|the) )*(?:(?:tokens?|length|output) limit|max(?:imum)? ?tokens?|limit)"
)
_BE: Final = r"(?:(?:were|was|got|gets?|are|is|be|been|being|have|has|had) )*"
_CUT_OFF: Final = whole_words(
    rf"{_BE}(?:cut ?off|cut short|truncated|clipped)(?: (?:at|by|because of|due to) {_LIMIT})?|"
    rf"(?:hit|hits|reach(?:ed)?|(?:ran|run) into|exceeded|(?:stop|end)(?:ped|ed)? at) {_LIMIT}|"
    r"(?:wurden? |werden )?abgeschnitten\w*|(?:ete |ont |sont |etaient )*tronque\w*|(?:fueron )?cortad[oa]s?"
)
_ANSWER: Final = (
    r"(?:answers?|responses?|repl(?:y|ies)|outputs?|completions?|antwort\w*|reponses?|respuestas?)"
)
_ANSWERS: Final = whole_words(rf"{_ANSWER}(?= (?:that |which |die )?{_TAG}(?!\S))|(?<={_TAG} ){_ANSWER}")


def read_cut_off(text: Text) -> Text:
    """Merge what says that answers were cut off, so that it orders nobody to cut anything.

    Each of these answers is a call.
    """
    merged = text.merged({(hit.first, hit.last): _TAG for hit in text.hits(_CUT_OFF)})
    answers = {place for hit in merged.hits(_ANSWERS) for place in (hit.first, hit.last)}
    words = (
        word._replace(text="calls") if place in answers and word.text != _TAG else word
        for place, word in enumerate(merged.words)
    )
    return merged if not answers else Text.of(merged.clean, words)


def reasons(text: Text) -> tuple[str, ...]:
    """Why the calls ended that a question is about; empty where it does not say."""
    return CUT_OFF_REASONS if any(word.text == _TAG for word in text.words) else ()
