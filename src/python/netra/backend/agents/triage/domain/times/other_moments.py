"""Moments that choose no calls: when something else takes place, and all the time that is recorded."""

import re
from collections.abc import Mapping
from typing import Final

from netra.backend.agents.triage.domain.goal import Period
from netra.backend.agents.triage.domain.times.found_times import Found, Merged
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Hit, Text

_GATHERING: Final = (
    r"meetings?|meet ?up|presentation|demo|deadline|appointment|interview|workshop|town ?hall|all hands|"
    r"stand ?up|sync|qbr|board|conference|offsite|besprechung|termin|prasentation|reunion|"
    r"presentacion|cita|deck|slides?|pitch|folien"
)
_PAPER: Final = r"report|review|memo|summary|bericht|rapport|informe"
_OCCASION: Final = rf"(?:{_GATHERING}|{_PAPER})"
_GAP: Final = (
    rf"(?: (?:{_GATHERING}|{_PAPER}|pack|prep|call|is|s|that|due|scheduled|planned|with|the|our|my|cfo|ceo|"
    r"cto|boss|team|finance|investors?|client|customer|coming|up)){0,4}?"
)
_CLOCK: Final = r"(?:at )?\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|uhr|h|o clock)"
_TO_COME: Final = (
    r"(?:early |late )?(?:tomorrow|morgen|demain|manana)(?: (?:morning|afternoon|evening|night|noon|eod))?|"
    r"(?:the )?(?:end of (?:the )?day|eod|cob|end of (?:the )?week|eow)|next (?:week|month|quarter)"
)
_MOMENT: Final = rf"(?:(?:next|coming|this|the) ){{0,2}}(?P<at>@time|{_CLOCK}|{_TO_COME})(?: (?:at )?@time)?"
_AT: Final = r"(?:(?:due|on|for|by|before|at|until|till|in|am|fur|bis|um|pour|para|le|el|avant|antes) ){0,2}"
_ELSEWHERE: Final = (
    whole_words(rf"(?P<what>{_OCCASION}){_GAP} {_AT}{_MOMENT}"),
    whole_words(
        r"(?:(?:before|for|ahead of|until|by|at|in|prior to|fur|vor|avant|pour|antes de|para) )?"
        rf"(?:(?:my|our|the|a|this|meine?n?|mon|notre|mi) ){{0,2}}{_MOMENT}(?: s)? (?:(?:board|team|weekly|"
        rf"review|status|budget|finance|cost) ){{0,2}}(?P<what>{_OCCASION})"
    ),
    whole_words(
        rf"(?:(?:before|for|ahead of|until|by|prior to) )?(?:my|our) {_MOMENT}(?: s)? (?:\S+ )?(?P<what>call)"
    ),
    whole_words(
        r"(?:need|want|send|have|give|finish|prepar\w+|deliver|show|share|due)(?: (?:me|us|it|this|that|"
        rf"these|them|the|some|numbers?|figures?|answers?|to \S+)){{0,4}} (?P<what>by|before) {_MOMENT}"
    ),
    whole_words(
        rf"(?:prepar\w+|present\w*|finish)(?: (?:it|this|that|these|them|the|numbers?|figures?|to \S+))"
        rf"{{0,4}} (?P<what>on|for) {_MOMENT}"
    ),
)
"""When something else takes place or is due: "the deck for Monday", "my 3pm call", "I need it by Friday"."""
_OF_PAPER: Final = re.compile(_PAPER)
_DUE: Final = whole_words(r"due|by|before")
_BOUNDS: Final = frozenset({"since", "after", "seit", "nach", "depuis", "apres", "desde", "despues"})
_NEAR: Final = 3
_RECORDED: Final = whole_words(
    r"(?:ever )?since (?:the |our )?(?:very )?(?:beginning|start|inception|launch|day one|day 1|first call|"
    r"we (?:\S+ )?(?:started|began|launched|went live|signed up|joined|exist|are live|have data))"
    r"(?: of (?:the |our |all )?(?:data|logs?|logging|time|recordings?|recorded|project))?"
    r"""
    (?:from|since) (?:the )?(?:beginning|start|day one|day 1)(?: on)? (?:until|till|to|up to) (?:now|today)
    so far|to date|(?:up )?(?:until|till|to) now|bis jetzt|bisher|jusqu (?:a present|ici)|hasta ahora
    |(?:for |of |over )?(?:the )?all time|all times|(?:for )?ever(?! since)|overall time|lifetime|life time
    |(?:over |in |for )?(?:the )?(?:whole|entire|full) (?:period|time|log|logs|history|data|dataset|data set)
    |seit (?:dem )?(?:beginn|anfang|start)|von anfang an|seit wir (?:\S+ )?(?:begonnen|gestartet)(?: haben)?
    |insgesamt bisher|depuis le debut|desde el (?:principio|inicio|comienzo)|de todos los tiempos
    |jemals|de tous les temps"""
)
_NO_TIME_BEHIND: Final = re.compile(r"(?: (?:of|on|in|at|from))? (?:the )?@time")


def without_other_moments(text: Text, found: Mapping[int, Found]) -> Merged:
    """Merge moments of something else into @aside, and words for all that is recorded into @always."""
    for pattern in _ELSEWHERE:
        hits = [hit for hit in text.hits(pattern) if _is_elsewhere(text, hit, found)]
        text = text.merged({(hit.first, hit.last): "@aside" for hit in hits})
    whole = [hit for hit in text.hits(_RECORDED) if not _NO_TIME_BEHIND.match(text.line, hit.match.end())]
    return text.merged({(hit.first, hit.last): "@always" for hit in whole}), found


def _is_elsewhere(text: Text, hit: Hit, found: Mapping[int, Found]) -> bool:
    """A period that bounds what is asked, or that a report is on, is one of calls."""
    before = text.words[max(0, hit.first - _NEAR) : hit.first]
    if any(word.text in _BOUNDS for word in before):
        return False
    times = [found[word.start] for word in text.words[hit.first : hit.last + 1] if word.text == "@time"]
    if hit.match["at"] != "@time" or not times:
        return True
    is_due = _OF_PAPER.fullmatch(hit.match["what"]) is None or _DUE.search(hit.match.group()) is not None
    return is_due and times[0].unit in {Period.DAY, Period.HOUR}
