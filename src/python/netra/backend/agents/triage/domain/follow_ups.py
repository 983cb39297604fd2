"""Short questions that amend the one before: "and for haiku?", "only the main agent", "why?"."""

import re
from dataclasses import fields, replace
from datetime import UTC, tzinfo
from typing import Final

from netra.backend.agents.triage.domain import incidents_asked, reasons
from netra.backend.agents.triage.domain.draft import Draft
from netra.backend.agents.triage.domain.goal import (
    FIGURES,
    Chosen,
    Goal,
    Intent,
    Metric,
    Part,
    Phrase,
    Supposition,
    TimeRange,
    Whole,
)
from netra.backend.agents.triage.domain.kept_calls import CHOSEN_BY
from netra.backend.agents.triage.domain.last_calls_asked import LAST_HEARD, QUIET
from netra.backend.agents.triage.domain.names.pointers import Leading
from netra.backend.agents.triage.domain.one_other import with_one_other
from netra.backend.agents.triage.domain.runaways_asked import LOOPS
from netra.backend.agents.triage.domain.times import calendar_ranges
from netra.backend.agents.triage.domain.times.calendar_ranges import Shift
from netra.backend.agents.triage.domain.words import vocabulary
from netra.backend.agents.triage.domain.words.incident_words import BROKE, WELL_AGAIN
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.analytics.domain.dimensions import Dimension, part_end
from netra.backend.calls.domain.groups import TIME_STEPS, GroupKey

_LEAD: Final = re.compile(
    r"(?:(?:ok|okay|and|but|also|now|then|so|sorry|hm+|und|et|y|pero|aber|"
    r"please) )*(?:and|what about|how about|same|again|only|just|now|but|or|instead|also|"
    r"without|with|excluding|except|rather|not|make (?:it|that)|show (?:it|that|them)"
    r"|und|was ist mit|wie sieht es|nur|et(?: pour)?|qu en est il|seulement|y(?: para)?|"
    r"que tal|solo|for|in|on|by|split (?:it|that|them)|break (?:it|that|them) down|since|"
    r"compared|vs|versus)(?!\S)"
)
_JOINS: Final = re.compile(r"(?:(?:ok|okay|so) )?(?:and|what about|how about|same|also|und|et|y)(?!\S)")
_WHY_ALONE: Final = re.compile(
    r"(?:(?:but|and|ok|so|und|et|y|aber|pero) )*(?:why|how come|warum|wieso|pourquoi|"
    r"por que)(?: (?:so|that|is that|is it|was that|the change|so (?:much|high|expensive)|"
    r"did (?:it|that) (?:change|happen|go up|go down)|(?:is |was )?(?:that|this) (?:one|day|week|month|hour)|"
    r"(?:then|on that (?:day|one))|celle? la|ce (?:jour|mois) la|cette (?:semaine|heure) la|diese[rsnm]?|"
    r"es[ea]|ese dia|esa semana))?[ ?.!]*"
)
_CAUSED: Final = whole_words(
    r"hit|affect\w*|responsible|behind|cause\w*|driv\w+|drove|contribut\w+|blame|grew|grow|increas\w+|chang\w+|"
    r"mov\w+|(?:by|of|for|in) (?:that|this|it)|betroffen|verantwortlich|schuld"
)
"""Asks what a change comes from, or whom it hits."""
_REFERS: Final = whole_words(
    r"(?:is|was|are|were|does|did|do|has|had|would) (?:that|it|this|those|these|they|them|the same)|"
    r"(?:of|for|in|on|with|by) (?:that|those|these|them|it|this|the same)"
    r"(?: (?:calls|ones|requests))?|there(?=[ ?.!]*$)|"
    r"(?:those|these|the same|said) (?:calls|requests|ones)|davon|dafur|de (?:ca|ceux ci|cela)|de eso"
)
"""Points at the calls of the question before."""
_OF_CALLS: Final = frozenset({Intent.ERRORS, Intent.SPEED, Intent.WHY_SLOW})
"""Of these "the worst day" is that of most failures, or of the slowest calls, and not the dearest."""
_ABOUT_THEM: Final = FIGURES | {
    *(Intent.WHAT_IF, Intent.LEVER, Intent.SPEND_LESS, Intent.SPEED, Intent.ERRORS, Intent.WHY_CHANGED),
    *(Intent.INCIDENTS, Intent.LAST_CALLS, Intent.RUNAWAYS, Intent.WHY_SLOW),
    *(Intent.WHY_DEAR, Intent.SPREAD),
}
_OWN: Final = (
    vocabulary.COST_WORDS,
    vocabulary.REDUCE,
    vocabulary.WHY,
    vocabulary.SPEED,
    vocabulary.ERRORS,
    vocabulary.HOW_MUCH,
    vocabulary.WHAT_IF,
    BROKE,
    WELL_AGAIN,
    LAST_HEARD,
    QUIET,
    LOOPS,
)
_EVOLVED: Final = whole_words(
    r"(?:how|wie|comment|como) (?:\S+ ){0,4}?(?:chang\w+|develop\w*|evolv\w+|gone|entwick\w+|verander\w+|"
    r"evolue\w*|cambi\w+|evolucion\w+)"
)
_FEW_WORDS: Final = 3
"""So few words are no question of their own."""
_EXTRA: Final = re.compile(r"(?:so much )?(?:extra|additional\w*|mehr|en plus|de mas)", re.IGNORECASE)
"""What the answer on two times tells."""
_NARROWS: Final = whole_words("only|calls?|requests?|traffic|just for|nur|seulement|solo")
"""Says that a model is there to choose calls by, though another one was supposed before."""
_MOST_WORDS: Final = 14
_KEPT_UNLESS_SAID: Final = (
    *("constraints", "excluded_levers", "time", "breakdown", "unknown_names", "target", "earlier"),
    *("average", "per_units", "is_median", "above", "only_parts", "cost_of", "projection"),
    *("saving_per", "day_sought", "peak", "beyond_step", "table"),
)


def amended(
    draft: Draft, line: str, before: Goal, leading: Leading | None = None, zone: tzinfo = UTC
) -> Goal | None:
    """The goal before with what the draft changes; None when the draft is a question of its own."""
    asked = _asked_of_it(draft, line, before, leading, zone)
    return asked if asked is not None else _overlaid(draft, line, before)


def _asked_of_it(
    draft: Draft, line: str, before: Goal, leading: Leading | None, zone: tzinfo
) -> Goal | None:
    """What few words ask of the answer before: what a change comes from, why, how it went, another figure."""
    if before.intent is Intent.WHY_CHANGED and draft.goal.breakdown is not None and _CAUSED.search(line):
        return replace(before, breakdown=draft.goal.breakdown, words=(*before.words, *draft.goal.words))
    if _WHY_ALONE.fullmatch(line):
        return reasons.why(draft.goal, before, leading, zone)
    if _EVOLVED.search(line) and before.intent in FIGURES and draft.goal.time is not None:
        return _course(draft, before)
    other = with_one_other(draft, line, before)
    return None if other is None else replace(other, words=(*before.words, *draft.goal.words), unread=())


def _overlaid(draft: Draft, line: str, before: Goal) -> Goal | None:
    """The goal before with the parts that the draft says; None where it says enough to stand alone."""
    count = len(line.split())
    says_what = draft.says_what_of_them or any(pattern.search(line) for pattern in _OWN)
    if _REFERS.search(line) and draft.intent in _ABOUT_THEM and count <= _MOST_WORDS:
        return _shared(_merged(before, draft, own=says_what), draft, before)
    is_short = count <= _FEW_WORDS and not draft.is_whole_move
    joined = draft.intent is not None and (is_short or _JOINS.match(line) is not None)
    if not (draft.says_something or joined) or count > _MOST_WORDS:
        return None
    is_own = draft.is_of_its_own and not (before.intent in _OF_CALLS and not says_what)
    own = draft.intent is not None and (is_own or draft.is_whole_move or says_what)
    if own and not joined:
        return None
    if not own and not (_LEAD.match(line) or draft.intent is None or count <= _MOST_WORDS // 2):
        return None
    merged = _merged(before, draft, own=own)
    return merged if own or _NARROWS.search(line) else _with_next_model(merged, before, draft)


def _course(draft: Draft, before: Goal) -> Goal:
    """How the same went from week to week: the calls of the name that is pointed at, or all of them."""
    merged = _merged(before, draft, own=False)
    by_week = replace(merged, intent=Intent.WHERE_MONEY_GOES, breakdown=GroupKey.WEEK, also_by=None)
    unread = tuple(words for words in merged.unread if not vocabulary.CHANGE.search(words.lower()))
    return replace(by_week, ranking=None, average=None, only_parts=None, counts_parts=False, unread=unread)


def _shared(goal: Goal, draft: Draft, before: Goal) -> Goal:
    """With the share that is asked for, of all calls, where the question before says of which."""
    if draft.share is None or not goal.chosen:
        return goal
    words = tuple(words for words in goal.unread if words not in draft.share.words)
    metric = draft.share.metric or before.metric or Metric.COST
    said = (*goal.words, Phrase(Part.SHARE, draft.share.words))
    return replace(goal, metric=metric, share_of=Whole(metric), words=said, unread=words)


def _merged(before: Goal, draft: Draft, *, own: bool) -> Goal:
    said = draft.goal
    parts = {name: getattr(said, name) or getattr(before, name) for name in _KEPT_UNLESS_SAID}
    if said.time is not None:
        only_earlier = said.earlier is not None and draft.time_is_assumed and before.time is not None
        parts |= {"time": before.time} if only_earlier else {"earlier": said.earlier}
    if draft.shift is not None:
        parts |= {"time": _time_before(before.time, draft.shift), "earlier": None}
    kept_out = parts["excluded_levers"]
    parts["excluded_levers"] = tuple(lever for lever in kept_out if lever not in said.levers)
    if said.chosen:
        parts["unknown_names"] = said.unknown_names
    goal = replace(
        before,
        **parts,
        words=(*_kept_words(before, said), *said.words),
        unread=said.unread,
        also_by=said.also_by if said.breakdown is not None else before.also_by,
        chosen=_chosen_over(before.chosen, said),
        excluded=_chosen_over(before.excluded, said, out=True),
    )
    goal = _with_before(goal if said.breakdown is not None else _without_one_row(goal, said), before)
    return _with_own(goal, before, said) if own else _fitted(goal, before, said)


def _with_before(goal: Goal, before: Goal) -> Goal:
    """The goal with the time before its own, where it is asked what its calls cost extra."""
    since = goal.time.since if goal.time is not None else None
    others = tuple(words for words in goal.unread if not _EXTRA.fullmatch(words))
    if since is None or others == goal.unread:
        return goal
    begin = before.earlier.since if before.earlier is not None else None
    is_before = begin is None or begin < since
    earlier = goal.earlier or TimeRange(begin if is_before else None, since)
    return replace(goal, earlier=earlier, unread=others)


def _without_one_row(goal: Goal, said: Goal) -> Goal:
    """The goal without a breakdown by what is chosen now: the table would have one row."""
    field, by, time = CHOSEN_BY.get(goal.breakdown or GroupKey.AGENT_KIND), goal.breakdown, said.time
    is_one = field is not None and len(getattr(said.chosen, field)) == 1
    if by in TIME_STEPS and time is not None and time.since is not None and time.until is not None:
        is_one = time.until <= part_end(time.since, Dimension(by))
    return replace(goal, breakdown=goal.also_by, also_by=None) if is_one else goal


def _with_own(goal: Goal, before: Goal, said: Goal) -> Goal:
    """The goal with what a question of its own asks of the same calls."""
    said = incidents_asked.behind(said, before)
    return replace(
        goal,
        breakdown=said.breakdown if said.intent is Intent.INCIDENTS else goal.breakdown,
        intent=said.intent,
        supposition=_supposed(before, said),
        levers=said.levers,
        metric=said.metric,
        cost_of=said.cost_of,
        peak=said.peak,
        ranking=said.ranking,
        share_of=said.share_of,
        table=said.table,
    )


def _supposed(before: Goal, said: Goal) -> Supposition | None:
    """One supposition comes on top of the other."""
    if before.supposition is None or said.supposition is None:
        return said.supposition
    factor = said.supposition.usage_factor or before.supposition.usage_factor
    is_capped = {said.supposition.output_cap, said.supposition.reasoning_cap} != {None}
    is_other = said.supposition.models or is_capped or before.supposition.without_caching
    latest = said.supposition if is_other else before.supposition
    return replace(latest, usage_factor=factor)


def _time_before(time: TimeRange | None, shift: Shift) -> TimeRange | None:
    if time is None or time.since is None:
        return time
    if shift.unit is not None:
        return calendar_ranges.before_by(time.since, shift.unit, shift.count)
    return calendar_ranges.before(time, time.since.tzinfo or UTC)


def _kept_words(before: Goal, said: Goal) -> tuple[Phrase, ...]:
    changed = {phrase.part for phrase in said.words}
    return tuple(phrase for phrase in before.words if phrase.part not in changed)


def _chosen_over(before: Chosen, said: Goal, *, out: bool = False) -> Chosen:
    """Each kind of name that is said takes the place of the one before; what is chosen is not left out."""
    new, other = (said.excluded, said.chosen) if out else (said.chosen, said.excluded)
    values = {}
    for field in fields(Chosen):
        kept = tuple(
            value for value in getattr(before, field.name) if value not in getattr(other, field.name)
        )
        values[field.name] = getattr(new, field.name) or kept
    if said.unknown_names and not out:
        values["models"] = new.models
    return Chosen(**values)


def _fitted(goal: Goal, before: Goal, said: Goal) -> Goal:
    """A breakdown turns a plain figure into one."""
    if said.levers:
        goal = replace(goal, intent=Intent.LEVER, levers=said.levers)
    if said.breakdown is not None and said.breakdown not in TIME_STEPS and before.intent is Intent.HOW_MUCH:
        goal = replace(goal, intent=Intent.WHERE_MONEY_GOES)
    return goal


def _with_next_model(goal: Goal, before: Goal, draft: Draft) -> Goal:
    """A model that is named after one that was supposed is the next one supposed."""
    supposed = before.supposition
    if before.intent is not Intent.WHAT_IF or supposed is None or not supposed.models:
        return goal
    said = draft.goal.supposition
    if said is not None and said.models:
        return replace(goal, supposition=_supposed(before, draft.goal))
    if not draft.named:
        return goal
    named = replace(supposed, models=draft.named.models, notes=draft.named.notes)
    return replace(goal, chosen=before.chosen, unknown_names=draft.named.lacking, supposition=named)
