"""Asks which sessions run away: loops, steps beyond a number, and what these cost."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from netra.backend.agents.triage.domain.goal import Goal, Intent, Lever, Metric, Part, Phrase
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text
from netra.backend.calls.domain.groups import GroupKey

_SESSION: Final = (
    r"(?:sessions?|conversations?|agents?|chats?|threads?|@session|@agent|bots?|runs?|agenten|sitzung(?:en)?)"
)
LOOPS: Final = whole_words(
    r"""(?:in |into |an? )?(?:infinite |endless |never ending )?loop(?:s|ed|ing)?|run ?aways?
    |run(?:s|ning)? away|spin\w* (?:forever|endlessly)
    |(?:go(?:es|ing)?|run(?:s|ning)?|spin(?:s|ning)?|turn\w*) (?:(?:a)?round )?in circles
    |(?:go(?:es|ing|ne)?|went|run(?:s|ning)?|ran) (?:crazy|wild|nuts|haywire|off the rails|amok|berserk)
    |never (?:end|ends|ending|stop|stops|finish\w*)|endless\w*|out of control
    |endlosschleife\w*|schleifen?|im kreis|boucles?|bucles?"""
)
_BEYOND: Final = r"(?:beyond|after|past|above|over|later than|behind)"
_NUMBER: Final = r"(?P<number>\d{1,6})"
_ORDINAL: Final = r"(?:st|nd|rd|th)"
_OF_ONE: Final = rf"(?: (?:of|in|per) (?:(?:a|each|every|the|their|any) )?{_SESSION})?"
_TAIL: Final = (
    whole_words(
        rf"(?:steps?|turns?|iterations?) {_BEYOND} (?:(?:the|step|number) )*{_NUMBER}{_ORDINAL}?{_OF_ONE}"
    ),
    whole_words(
        rf"(?:calls?|requests?) {_BEYOND} (?:the )?(?:(?:step|call|turn|number) {_NUMBER}|"
        rf"(?P<nth>\d{{1,6}}){_ORDINAL}?(?: (?:steps?|calls?|turns?))){_OF_ONE}"
    ),
    whole_words(rf"{_BEYOND} (?:the )?{_NUMBER}{_ORDINAL}? (?:steps?|turns?|iterations?){_OF_ONE}"),
    whole_words(
        r"(?:limit|cap|max|maximum|stop\w*|at most|cut\w*)(?: \S+){0,4}? (?P<number>\d{1,6}) "
        rf"(?:steps?|calls?|turns?|iterations?)(?: (?:per|a|for each|in each|in a|each|of a) {_SESSION})?"
    ),
)
_STEPS: Final = whole_words(
    rf"how many (?:steps|turns|iterations) (?:\S+ ){{0,3}}?{_SESSION}|"
    rf"(?:steps|turns|iterations) (?:per|a|of a|in a|each|by) {_SESSION}|"
    rf"(?:cost of the |the )?tails? of {_SESSION}"
)
_REPEATS: Final = whole_words(
    rf"{_SESSION} (?:\S+ ){{0,3}}?(?:repeat\w*|send\w*|call\w*|ask\w*) (?:\S+ ){{0,3}}?same (?:\S+ ){{0,3}}?"
    r"(?:again(?: and again)?|over and over|repeatedly|times)"
)
_ALSO_SAID: Final = whole_words(
    rf"{_SESSION}|stuck|caught|find|tails?|steps?|turns?|calls?|same|prompts?|again(?: and again)?|"
    r"over and over|costs?|how (?:much|many)|sav(?:e|es|ed|ing|ings)|limit|cap|what(?: does)?|take|would|"
    r"more than|is|any"
)
_OTHERS: Final = frozenset({Intent.RUN_RATE, Intent.INCIDENTS, Intent.LAST_CALLS})


def with_runaways(goal: Goal, intent: Intent | None, text: Text) -> tuple[Goal, Intent | None]:
    """The goal as one of sessions that run away, where loops or steps beyond a number are asked about."""
    steps, retries = _steps(text), goal.metric is Metric.RETRIES or Lever.RETRY_WASTE in goal.levers
    is_asked = steps or any(pattern.search(text.line) for pattern in (LOOPS, _STEPS, _REPEATS))
    if intent in _OTHERS or retries or not is_asked:
        return goal, intent
    asked = replace(
        goal,
        intent=Intent.RUNAWAYS,
        metric=Metric.COST,
        levers=(),
        target=None,
        constraints=(),
        breakdown=GroupKey.SESSION,
        also_by=None,
        ranking=None,
        average=None,
        share_of=None,
        only_parts=None,
        supposition=None,
        cost_of=None,
        beyond_step=steps,
        words=(*goal.words, *_said(text)),
    )
    return asked, Intent.RUNAWAYS


def _steps(text: Text) -> int | None:
    """So many steps as a session may have, where a number is named."""
    found = next((hit for pattern in _TAIL if (hit := pattern.search(text.line))), None)
    named = found.groupdict().values() if found is not None else ()
    return next((int(number) for number in named if number), None)


def _said(text: Text) -> Iterator[Phrase]:
    """The words that it was read from."""
    patterns: tuple[re.Pattern[str], ...] = (LOOPS, _STEPS, _REPEATS, *_TAIL, _ALSO_SAID)
    for pattern in patterns:
        for hit in text.hits(pattern):
            yield Phrase(Part.METRIC, text.phrase(hit.first, hit.last))
