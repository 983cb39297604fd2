"""Ways of asking that the readers know by other words: put in these words, for all of them at once."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.plain_forms import (
    ANYTHING_ODD,
    AVERAGE_SIDES,
    BEST_VALUE,
    BUDGET_SOUGHT,
    BUSY_HOURS,
    BY_LENGTH,
    CACHING_WORKS,
    COSTS_MORE_SIDE,
    DOMINATES,
    ERROR_COURSE,
    HIT_RATE_COURSE,
    HOW_MANY_USE,
    LENGTHS_HELD,
    ODD_COSTS,
    PRICIER,
    SINCE_WHEN,
    SLOW_FOR_WHOM,
    SUBAGENTS_WORTH,
    SWITCHED_OFF,
    TYPICAL_SESSION,
    USE_GROWS,
    USES_MORE,
    VS_MONTH_BEFORE,
    VS_WEEK_BEFORE,
    WEEKEND_SHARE,
    WHEN_AND_WHY,
    WITHIN_SESSIONS,
    WORTH_KNOWING,
)
from netra.backend.agents.triage.domain.words.wording import Hit, Text, Word

_OURS: Final = r"(?:(?:our|the|my|their|your|these|all) )*"
_ANSWERS: Final = r"(?:answers?|responses?|outputs?|completions?|replies)"
_PROMPTS: Final = r"(?:prompts?|inputs?|contexts?|questions?)"
_SIZED: Final = r"(?:long|big|large|short|lengthy|verbose|wordy)"
_AWAITED: Final = r"(?! (?:time|times|tak\w+|to|until|delayed|caps?|limits?|window))"


def _sizes(of: str) -> re.Pattern[str]:
    """Asks how large something is, and not how long it takes."""
    return whole_words(
        rf"how {_SIZED} (?:are|is|were|was) {_OURS}(?:average |typical |usual )?{of}{_AWAITED}|"
        rf"(?:average|mean|typical) (?:sizes?|lengths?) of {_OURS}{of}|"
        rf"(?:average|mean|typical) {of} (?:sizes?|lengths?)(?!.* (?:vs|versus|than|compared|before|after) )"
    )


_FOR_SOMEBODY: Final = (
    r"(?:my|our|the) (?:board (?:slides?|deck|meeting|pack)|slides?|deck|boss|manager|lead|cfo|cto|ceo|vp|"
    r"director|team|leadership|management|board|execs?|"
    r"executives?|finance(?: team)?|stakeholders?)"
)
_A: Final = r"(?:(?:a|an|the|quick|short|one page|executive|brief) )*"
SUMMARY: Final = whole_words(
    rf"(?:(?:give|send|make|write|show|get) (?:me |us )?)?{_A}"
    rf"(?:summary|overview|recap|briefing|report|update|numbers|figures|kpis) (?:(?:i|we) can (?:send|show|"
    rf"give|forward) )?"
    rf"(?:for|to) {_FOR_SOMEBODY}|"
    rf"(?:give me |i need |show me )?{_A}"
    r"(?:(?:executive |overall )?summary|overview|recap|status report|big picture|tl ?dr)"
    r"(?= *[.?!]*$| (?:of|for) (?:last|this|the (?:last|past)|yesterday|today) )|"
    r"(?:what|anything|something) (?:should|must|do) (?:i|we) (?:really |need to )?"
    r"(?:know|look at first|start with)(?= *[.?!]*$)|"
    rf"(?:what|anything|something) (?:i|we)? ?(?:should|must|can|could) (?:(?:i|we) )?tell {_FOR_SOMEBODY}"
)
"""Asks for all that matters, in short."""
BEHIND_A_SUMMARY: Final = "where can we save money; what broke or got worse?"
"""What belongs to a summary besides where the money goes."""
_NUMBER: Final = r"(?:\d\d?|one|two|three|four|five|six|seven|ten)"
_WE: Final = r"(?:i|we|the team|you|one)"
_WHEN_TO_DO: Final = (
    r"(?: (?:on |by |this |next |the next )?(?:mondays?|tuesday|wednesday|thursday|friday|week|month|sprint|"
    r"quarter|tomorrow|today|now|first|next)(?: (?:morning|first|week))?)"
)
_TO_DO: Final = rf"(?:should|could|can|must|need to|have to|to) (?:{_WE} )?(?:do|change|tackle|fix|act on)"
_PLAN: Final = whole_words(
    rf"(?:(?:give|tell|show) (?:me |us )?)?(?:(?:the|my|our|top|just) )*{_NUMBER} "
    rf"(?:(?:biggest|best|most important|main|quick|concrete) )*(?:things?|actions?|steps|measures|changes) "
    rf"(?:that )?(?:{_WE} )?{_TO_DO}{_WHEN_TO_DO}?|"
    rf"what {_TO_DO}{_WHEN_TO_DO}|"
    rf"(?:the )?(?:top|best|biggest|first) {_NUMBER} "
    rf"(?:savings|saving options|ways to save|levers|quick wins)(?: {_TO_DO}{_WHEN_TO_DO}?)?"
)
"""Asks for the next steps: the day on which they are done is none of the calls'."""
_GOING_ON: Final = whole_words(
    r"do(?:es)? (?:(?:our|the|an?) )?(?:conversations?|sessions?|chats?|threads?) (?:get|become|grow) "
    r"(?:more expensive|dearer|costlier|pricier)"
    r"(?: (?:the longer|as|when|over time)(?: (?:they|it) \w+(?: on)?)?)?"
)
_SENT_BEFORE: Final = whole_words(
    r"(?:how (?:much|many)|what share|do we|are we) (?:\S+ ){0,5}?"
    r"(?:re ?send\w*|resent|repeat\w*|sent again) (?:\S+ ){0,5}?"
    r"(?:sent before|before|earlier(?: requests?| calls?| prompts?)?|already sent)"
)
"""Asks of beginnings of prompts that providers may keep, and not of answers to the very same prompt."""
_FORMS: Final[Mapping[re.Pattern[str], str]] = MappingProxyType(
    {
        _sizes(_ANSWERS): "how many output tokens per call",
        _sizes(_PROMPTS): "how many input tokens per call",
        WHEN_AND_WHY: "when",
        SINCE_WHEN: "since when",
        PRICIER: "more expensive",
        VS_WEEK_BEFORE: "compared to the week before",
        VS_MONTH_BEFORE: "compared to the month before",
        SUBAGENTS_WORTH: "how much of the bill is subagents",
        BUDGET_SOUGHT: "what does a month cost at this rate",
        BY_LENGTH: LENGTHS_HELD,
        WITHIN_SESSIONS: LENGTHS_HELD,
        USE_GROWS: "how many calls over time",
        USES_MORE: "which {who} grew the most",
        BEST_VALUE: "is the cheapest per million tokens",
        COSTS_MORE_SIDE: "what share is input vs output cost",
        HOW_MANY_USE: "how many users",
        DOMINATES: "how is the cost spread over {who}",
        TYPICAL_SESSION: "how is the cost spread over {who}",
        SWITCHED_OFF: "how much costs",
        WEEKEND_SHARE: "what share of the cost is on weekends",
        ERROR_COURSE: "errors over time",
        BUSY_HOURS: "calls by hour of day",
        AVERAGE_SIDES: "tokens per call",
        HIT_RATE_COURSE: "cache hit rate by week",
        CACHING_WORKS: "what does caching cost and save us",
        ANYTHING_ODD: "what broke or got worse or dearer",
        WORTH_KNOWING: "here",
        ODD_COSTS: "did calls become dearer at some point",
        SLOW_FOR_WHOM: "p95 latency by {who}",
        SUMMARY: "where does the money go",
        _PLAN: "where can we spend less",
        _GOING_ON: "what do the tails of sessions cost",
        _SENT_BEFORE: "what would prompt caching save",
    }
)


def _filled(plain: str, hit: Hit) -> str:
    """The plain words, with whom the question names in them."""
    return plain.format(who=hit.match.groupdict().get("who") or "users")


def said_plainly(text: Text) -> Text:
    """The same with such stretches in the words that readers know; a screen still shows the asker's own."""
    for pattern, plain in _FORMS.items():
        hit = next(text.hits(pattern), None)
        if hit is not None:
            begun, ended = text.words[hit.first], text.words[hit.last]
            put = (Word(word, word, begun.start, ended.end) for word in _filled(plain, hit).split())
            text = Text.of(text.clean, (*text.words[: hit.first], *put, *text.words[hit.last + 1 :]))
    return text
