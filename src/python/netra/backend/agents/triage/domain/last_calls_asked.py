"""Asks when somebody, or something, was last heard of, and who has gone quiet."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from netra.backend.agents.triage.domain.divisions.breakdowns import noun_of
from netra.backend.agents.triage.domain.goal import Chosen, Goal, Intent, Metric, Part, Phrase
from netra.backend.agents.triage.domain.words import vocabulary
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text
from netra.backend.calls.domain.groups import TIME_STEPS, GroupKey

_OF_A_CALL: Final = (
    r"(?:calls?|requests?|us(?:e|es|ed|age)|activ\w+|seen|heard(?: (?:of|from))?|called|logins?|times?|"
    r"appear\w*)"
)
LAST_HEARD: Final = whole_words(
    rf"(?:last|latest|most recent)(?: known| recorded)? {_OF_A_CALL}"
    r"(?! (?:\d|day|week|month|hour|year|few))|"
    rf"(?:when|how long ago) (?:\S+ ){{1,5}}?last(?: {_OF_A_CALL})?|{_OF_A_CALL} last(?=[ ?.!]*$)|"
    r"(?:last|most recently) used|recently (?:used|active|seen)|"
    r"(?:letzte\w*) (?:aufruf\w*|anfrage\w*|nutzung|aktivitat)|zuletzt|"
    r"derniere?s? (?:appels?|requetes?|utilisations?|activites?|fois)|"
    r"ultim[oa]s? (?:llamadas?|peticion\w*|uso|actividad|vez)"
)
QUIET: Final = whole_words(
    r"""(?:stops|stopped|quit|quits|ceased)(?: (?:using|calling|sending|making|coming))?(?! reasons?)
    |(?:stop|stops|stopped|quit|ceased?) (?:using|calling|sending|making|being|to use|to call) (?:us|it|calls?
    |requests?|anything|the \S+|active)
    |(?:go|goes|going|gone|went|fell|fallen|became|become|gotten|been) (?:(?:very|all|so) )?(?:quiet
    |silent|dark|dormant|inactive|idle|missing|away)
    |(?:quiet|silent|dormant|inactive|idle|unused|disused|abandon\w*|disappear\w*|vanish\w*|churn\w*)
    |(?:dropped|drop|fell|fall|falling) (?:off|away|out)
    |(?:no|any) longer (?:active|used?|using|calls?|calling|there)
    |not (?:active|used|using|in use)(?: any ?more| any longer| lately)?
    |(?:have|has|had|did|do|does)(?:nt| not|n t) (?:\S+ ){0,2}?(?:call\w*|use[ds]?|using|request\w*|active
    |sen[dt]|appear\w*)
    |(?:made|make|makes|had|has|have|with|without) (?:no|zero|any) (?:calls?|requests?|activity|usage)
    |(?:did|have|do) (?:we|you) (?:\S+ )?(?:lose|lost)|(?:we|who) (?:\S+ )?lost|left us|who left
    |(?:nicht|kein\w*) (?:\S+ ){0,3}?mehr|inaktiv\w*|verstummt\w*|verschwunden\w*|abgesprungen
    |(?:n|ne) (?:\S+ ){0,3}?plus|inactif\w*|disparu\w*|inactiv[oa]s?|dejaron|dejo de"""
)
_ALSO_SAID: Final = whole_words(
    r"when|how long(?: ago)?|last|latest|most recent(?:ly)?|activity|lately|recently|any ?more|longest|order|"
    r"list|wann|quand|cuando|(?:calls?|requests?)|seen|heard|us|but not|also|so far|yet|never|long|time|each"
)
_WHO: Final = whole_words(r"who|whom|anyone|anybody|somebody|everybody|wer|qui|quien(?:es)?")
_OTHERS: Final = frozenset(
    {
        Intent.WHAT_IF,
        Intent.LEVER,
        Intent.RUN_RATE,
        Intent.SPEND_LESS,
        Intent.SPEED,
        Intent.ERRORS,
        Intent.INCIDENTS,
    }
)
_BY: Final = (
    ("users", GroupKey.USER),
    ("sessions", GroupKey.SESSION),
    ("features", GroupKey.FEATURE),
    ("agent_names", GroupKey.AGENT),
    ("models", GroupKey.MODEL),
    ("providers", GroupKey.PROVIDER),
)


_NOT_OF: Final = frozenset({*TIME_STEPS, GroupKey.STOP_REASON, GroupKey.WEEKDAY, GroupKey.HOUR_OF_DAY})
_FIRST: Final = whole_words(r"first|erste\w*|premier\w*|primer\w*")
"""Of the first and the last call the answer tells both as the time that is recorded."""


def with_last_calls(goal: Goal, intent: Intent | None, text: Text) -> tuple[Goal, Intent | None]:
    """The goal as one of who was last heard of when, where that is asked."""
    others = (vocabulary.COST_WORDS, vocabulary.ERRORS, vocabulary.WHY, _FIRST)
    if intent in _OTHERS or goal.breakdown in _NOT_OF or any(one.search(text.line) for one in others):
        return goal, intent
    is_last, is_quiet = (pattern.search(text.line) is not None for pattern in (LAST_HEARD, QUIET))
    by = _by(goal, text)
    if not (is_last or (is_quiet and by is not None)):
        return goal, intent
    asked = replace(
        goal,
        intent=Intent.LAST_CALLS,
        metric=Metric.CALLS,
        levers=(),
        breakdown=by,
        also_by=None,
        ranking=None,
        average=None,
        share_of=None,
        counts_parts=False,
        supposition=None,
        words=(*goal.words, *_said(text)),
    )
    return asked, Intent.LAST_CALLS


def _by(goal: Goal, text: Text) -> GroupKey | None:
    """Of what the last calls are: what is named, else users where somebody is asked for."""
    if goal.breakdown is not None:
        return goal.breakdown
    chosen: Chosen = goal.chosen
    named = next((key for field, key in _BY if getattr(chosen, field)), None)
    if named is not None:
        return named
    said = (key for _, key in _BY if (noun := noun_of(key)) is not None and noun.search(text.line))
    return GroupKey.USER if _WHO.search(text.line) else next(said, None)


def _said(text: Text) -> Iterator[Phrase]:
    """The words that it was read from."""
    for pattern in (LAST_HEARD, QUIET, _ALSO_SAID, _WHO):
        for hit in text.hits(pattern):
            yield Phrase(Part.METRIC, text.phrase(hit.first, hit.last))
