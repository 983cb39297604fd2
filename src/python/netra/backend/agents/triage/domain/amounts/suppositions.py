"""What a question supposes besides models: shorter prompts or answers, more calls, a part of the calls."""

from dataclasses import replace
from types import MappingProxyType
from typing import Final

from netra.backend.agents.triage.domain.goal import Goal, Intent, Lever, Part, Phrase, Supposition
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text

_AMOUNT: Final = r"(?:@share|half|a third|one third|a quarter|one quarter|two thirds)"
_LINKS: Final = (
    r"(?:(?:was|were|are|is|be|been|being|get|got|had|would|become|became|all|each|by|about|around|roughly|only|"
    r"just|down|every|call|request|s) )*"
)
_LESS: Final = r"(?:short\w*|smaller|less|fewer|leaner|lower|as long|as large|as big|the length|the size)"
_CUT: Final = r"(?:shorten\w*|trim\w*|cut\w*|reduc\w+|shrink\w*|compress\w*|prun\w+|drop\w*|remov\w+|sav\w+)"


def _shorter(names: str) -> str:
    """ "Prompts were 20 % shorter", "20 % shorter prompts", "cut prompts by 20 %", "trim 20 % of them"."""
    of = r"(?:of |the |our |my |all |every |each )*"
    return (
        rf"(?:{names}) {_LINKS}{_AMOUNT} {_LESS}|(?:{names}) {_LINKS}{_CUT} (?:in |by |about )*{_AMOUNT}|"
        rf"{_AMOUNT} {_LESS} {of}(?:{names})|"
        rf"{_CUT} {of}(?:\S+ ){{0,2}}?(?:{names}) (?:in |by |about )+{_AMOUNT}|"
        rf"{_CUT} {_AMOUNT} (?:of|off|from) {of}(?:{names})"
    )


_SHORTER: Final = MappingProxyType(
    {
        Lever.TRIM_CONTEXT: whole_words(
            _shorter(
                r"(?:\S+ )?(?:prompts?|contexts?|inputs?|input tokens|histor(?:y|ies)|conversations?)"
                r"(?: (?:length|size)s?)?"
            )
        ),
        Lever.TRIM_OUTPUT: whole_words(
            _shorter(
                r"(?:\S+ )?(?:answers?|outputs?|output tokens|responses?|replies|completions?)"
                r"(?: (?:length|size)s?)?"
            )
        ),
    }
)
_SENT: Final = r"(?:usage|traffic|volume|load|demand|requests?|calls?|users?|customers?)"
_VOLUME: Final = whole_words(
    rf"{_SENT} (?:\S+ ){{0,3}}?(?:doubl\w+|tripl\w+|quadrupl\w+|grow\w*|grew|increas\w+|ris\w+|rose|drop\w*|"
    r"fall\w*|fell|halv\w+|shrink\w*)|"
    rf"(?:double|twice|triple|\d+ ?x|@share (?:more|fewer|less)) (?:the |as many |as much |our )*{_SENT}"
)
_PART: Final = whole_words(
    r"(?:half|a third|a quarter|@share|some|part|most|a few|two thirds) of|(?:simple|easy|simpler|easier|"
    r"small|short|trivial|hard|complex) (?:\S+ ){0,2}?(?:calls?|requests?|questions?|prompts?|tasks?|ones)"
)
_SHORTENS: Final = frozenset({Intent.LEVER, Intent.SPEND_LESS, Intent.WHAT_IF})
_PART_NOTE: Final = (
    "You asked about a part of these calls: the amounts are for all of them; a part changes in proportion."
)


def with_share(goal: Goal, text: Text) -> Goal:
    """The goal whose share is by how much prompts or answers are shorter, and not what is to be saved."""
    share = goal.target.change if goal.target is not None else None
    supposed = goal.supposition.usage_factor if goal.supposition is not None else None
    if share is None and supposed is not None and goal.intent is Intent.WHAT_IF:
        share = -abs(supposed - 1)  # "30 % shorter" was taken for so many calls more.
    lever = next((one for one, pattern in _SHORTER.items() if pattern.search(text.line)), None)
    if share is None or lever is None or goal.intent not in _SHORTENS:
        return goal
    words = tuple(
        Phrase(Part.SUPPOSITION, phrase.words) if phrase.part is Part.TARGET else phrase
        for phrase in goal.words
    )
    supposition = replace(goal.supposition or Supposition(), shorter_by=-share, usage_factor=None)
    asked = replace(goal, intent=Intent.LEVER, levers=(lever,), target=None)
    return replace(asked, supposition=supposition, words=words)


def is_of_volume(text: Text) -> bool:
    """Whether a factor in the question is one of how much is sent."""
    return _VOLUME.search(text.line) is not None


def part_note(text: Text) -> tuple[str, ...]:
    """What to say where only a part of the calls would move."""
    return (_PART_NOTE,) if _PART.search(text.line) else ()
