"""Short questions that amend the one before: "and for haiku?", "only the main agent", "why?"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from netra.backend.agents.triage.domain.divisions import token_kinds
from netra.backend.agents.triage.domain.divisions.shares import Share
from netra.backend.agents.triage.domain.goal import (
    Average,
    Chosen,
    Goal,
    Intent,
    Metric,
    Part,
    Period,
    Phrase,
    Projection,
    Ranking,
    Supposition,
    TimeRange,
    Whole,
)
from netra.backend.agents.triage.domain.kept_calls import CHOSEN_BY, widened
from netra.backend.agents.triage.domain.names.filters import NO_TARGETS, Targets
from netra.backend.agents.triage.domain.times import calendar_ranges
from netra.backend.agents.triage.domain.times.calendar_ranges import Shift
from netra.backend.agents.triage.domain.words import vocabulary
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.analytics.domain.dimensions import Dimension, part_end
from netra.backend.calls.domain.bounds import Bound
from netra.backend.calls.domain.groups import TIME_STEPS, GroupKey
from netra.backend.calls.domain.measures import CallMeasure, Order

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
    r"did (?:it|that) (?:change|happen|go up|go down)))?[ ?.!]*"
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
_FIGURES: Final = frozenset({Intent.HOW_MUCH, Intent.WHERE_MONEY_GOES})
_ABOUT_THEM: Final = _FIGURES | {
    *(Intent.WHAT_IF, Intent.LEVER, Intent.SPEND_LESS, Intent.SPEED, Intent.ERRORS, Intent.WHY_CHANGED),
}
_OTHER_END: Final = whole_words(
    r"(?:ok |so )?(?:(?:and|what about|how about|which|what|und|et|y) )*"
    r"(?:(?:one|ones|day|is|was|are|were) )*(?:the |der |die |das |le |la |el )?"
    r"(?:most expensive|dearest|priciest|cheapest|least expensive|biggest|largest|smallest|longest|shortest|"
    r"lowest|highest|busiest|fewest|gunstigste\w*|billigste\w*|teuerste\w*)"
    r"(?: ones?| day| days| week| calls?)?[ ?]*"
)
_OTHER_MEASURE: Final = whole_words(
    r"(?:ok |so )?(?:and|what about|how about|und|et|y)(?: in| for| the| of)* "
    r"(?P<measure>(?:input|output|cached|reasoning|prompt|completion)(?: tokens?)?|"
    r"(?:the )?(?:costs?|calls?|requests?|tokens?|money|dollars))[ ?]*"
)
_MEASURES: Final[Mapping[str, Metric]] = MappingProxyType(
    {
        "input": Metric.INPUT_TOKENS,
        "prompt": Metric.INPUT_TOKENS,
        "output": Metric.OUTPUT_TOKENS,
        "completion": Metric.OUTPUT_TOKENS,
        "cached": Metric.CACHED_TOKENS,
        "reasoning": Metric.REASONING_TOKENS,
        "token": Metric.TOKENS,
        "call": Metric.CALLS,
        "request": Metric.CALLS,
        "cost": Metric.COST,
        "money": Metric.COST,
        "dollars": Metric.COST,
    }
)
_STEPS: Final[Mapping[Period, str]] = MappingProxyType(
    {
        Period.HOUR: "hour|hourly|stunde|heure|hora",
        Period.DAY: "day|daily|tag|jour|dia",
        Period.WEEK: "week|weekly|woche|semaine|semana",
        Period.MONTH: "month|monthly|monat|mois|mes",
        Period.YEAR: "year|yearly|annually|jahr|an|ano",
    }
)
_OTHER_STEP: Final = whole_words(
    r"(?:ok |so )?(?:(?:and|what about|how about|what is that|und|et|y) )*"
    rf"(?:(?:per|a|an|each|every|by|pro|par|por|im|al) )?(?P<step>{'|'.join(_STEPS.values())})[ ?.!]*"
)
_OTHER_SHARE: Final = whole_words(
    r"(?:(?:ok|so|and|or|what about|how about|with|at|by|only|und|mit|et|avec|y|con) )*\d+(?:[.,]\d+)? ?"
    r"(?:%|percent|prozent)[ ?.!]*"
)
_OWN: Final = (
    vocabulary.COST_WORDS,
    vocabulary.REDUCE,
    vocabulary.WHY,
    vocabulary.SPEED,
    vocabulary.ERRORS,
    vocabulary.HOW_MUCH,
    vocabulary.WHAT_IF,
    whole_words(r"how (?:has|have|did|does) (?:\S+ ){0,3}?(?:chang\w+|develop\w*|evolv\w+|gone)"),
)
_EXTRA: Final = re.compile(r"(?:so much )?(?:extra|additional\w*|mehr|en plus|de mas)", re.IGNORECASE)
"""What the answer on two times tells."""
_NARROWS: Final = whole_words("only|calls?|requests?|traffic|just for|nur|seulement|solo")
"""Says that a model is there to choose calls by, though another one was supposed before."""
_MOST_WORDS: Final = 14
_KEPT_UNLESS_SAID: Final = (
    *("constraints", "excluded_levers", "time", "breakdown", "unknown_names", "target", "earlier"),
    *("average", "per_units", "is_median", "above", "only_parts", "cost_of"),
)
@dataclass(frozen=True, slots=True)
class Draft:
    """A goal as far as the question says it; the goal's intent counts only where `intent` is set."""

    intent: Intent | None
    goal: Goal
    time_is_assumed: bool = False
    """Whether the goal's time was not said, but follows from what it is compared with."""
    shift: Shift | None = None
    """How far it goes back from the time of the goal before."""
    named: Targets = NO_TARGETS
    """The models that it names and does not suppose, as they would be taken if it did."""
    ranking: Ranking | None = None
    """The end of an order that it names, whatever is to be put in order."""
    share: Share | None = None
    """A share that is asked for, of which the goal does not say what the part is."""
    bound: Bound | None = None
    """An amount that is asked for alone, as in "and over $2?"."""

    @property
    def is_whole_move(self) -> bool:
        """Whether it says both which calls go and where: a question of its own."""
        supposed = self.goal.supposition
        return supposed is not None and bool(supposed.models and self.goal.chosen.models)

    @property
    def is_of_its_own(self) -> bool:
        """Whether it says what is put in order, counted, or of which whole: nothing is left to amend."""
        goal = self.goal
        named = goal.breakdown is not None or (goal.ranking is not None and goal.ranking.calls is not None)
        return named and (goal.ranking is not None or goal.counts_parts or goal.share_of is not None)

    @property
    def says_what_of_them(self) -> bool:
        """Whether it names a lever, or single calls in an order: something else of the same calls."""
        ranking = self.goal.ranking
        return bool(self.goal.levers) or (ranking is not None and ranking.calls is not None)

    @property
    def says_something(self) -> bool:
        goal = self.goal
        return any(
            (
                *(goal.chosen, goal.excluded, goal.unknown_names, goal.time, goal.breakdown),
                *(goal.constraints, goal.target, goal.supposition, goal.levers, goal.excluded_levers),
                self.shift,
            )
        )


def amended(draft: Draft, line: str, before: Goal) -> Goal | None:
    """The goal before with what the draft changes; None when the draft is a question of its own."""
    if before.intent is Intent.WHY_CHANGED and draft.goal.breakdown is not None and _CAUSED.search(line):
        return replace(before, breakdown=draft.goal.breakdown, words=(*before.words, *draft.goal.words))
    if _WHY_ALONE.fullmatch(line):
        return _why(draft, before)
    other = _with_one_other(draft, line, before)
    if other is not None:
        return replace(other, words=(*before.words, *draft.goal.words), unread=())
    says_what = draft.says_what_of_them or any(pattern.search(line) for pattern in _OWN)
    if _REFERS.search(line) and draft.intent in _ABOUT_THEM and len(line.split()) <= _MOST_WORDS:
        return _shared(_merged(before, draft, own=says_what), draft, before)
    joined = draft.intent is not None and _JOINS.match(line) is not None
    if not (draft.says_something or joined) or len(line.split()) > _MOST_WORDS:
        return None
    own = draft.intent is not None and (
        draft.is_of_its_own
        or draft.is_whole_move or says_what
    )
    if own and not _JOINS.match(line):
        return None
    if not own and not (_LEAD.match(line) or draft.intent is None or len(line.split()) <= _MOST_WORDS // 2):
        return None
    merged = _merged(before, draft, own=own)
    return merged if own or _NARROWS.search(line) else _with_next_model(merged, before, draft)


def _why(draft: Draft, before: Goal) -> Goal:
    """Why what was asked about changed; of failures and times the same answer tells kinds and places."""
    if before.intent in {Intent.ERRORS, Intent.SPEED}:
        return replace(before, unread=())
    why = replace(before, intent=Intent.WHY_CHANGED, levers=(), average=None)
    return replace(why, words=draft.goal.words, unread=())


def _with_one_other(draft: Draft, line: str, before: Goal) -> Goal | None:
    """The goal before with the one thing that a few words replace; None where they say more, or less."""
    return (
        widened(line, before)
        or token_kinds.with_other_kind(line, before)
        or _with_other_end(draft, line, before)
        or _with_other_measure(line, before)
        or _with_other_bound(draft.bound, before)
        or _with_other_step(line, before)
        or _with_other_share(draft, line, before)
    )


def _with_other_end(draft: Draft, line: str, before: Goal) -> Goal | None:
    """The same order from its other end: "and the cheapest?" after the dearest day."""
    ordered = before.breakdown is not None or before.ranking is not None
    if draft.ranking is None or not ordered or not _OTHER_END.fullmatch(line):
        return None
    kept = before.ranking or Ranking(Order.MOST)
    intent = Intent.WHERE_MONEY_GOES if before.intent in _FIGURES else before.intent
    ranking = replace(kept, order=draft.ranking.order, count=draft.ranking.count or kept.count)
    return replace(before, intent=intent, ranking=ranking)


def _with_other_measure(line: str, before: Goal) -> Goal | None:
    """The same calls measured otherwise: "and output?" after the input tokens."""
    found = _OTHER_MEASURE.fullmatch(line)
    if found is None or before.intent not in _FIGURES:
        return None
    metric = next(metric for word, metric in _MEASURES.items() if word in found["measure"])
    whole = before.share_of and replace(before.share_of, metric=metric)
    return replace(before, metric=metric, share_of=whole)


def _with_other_bound(bound: Bound | None, before: Goal) -> Goal | None:
    """The same calls or parts chosen by another amount: "and over $2?"."""
    if bound is None:
        return None
    if before.only_parts is not None and bound.measure is CallMeasure.COST:
        parts = replace(before.only_parts, relation=bound.relation, amount=bound.amount)
        return replace(before, only_parts=parts)
    if not any(one.measure is bound.measure for one in before.chosen.bounds):
        return None
    kept = tuple(one for one in before.chosen.bounds if one.measure is not bound.measure)
    return replace(before, chosen=replace(before.chosen, bounds=(*kept, bound)))


def _with_other_share(draft: Draft, line: str, before: Goal) -> Goal | None:
    """The same supposition by another share: "and with 50 %?"."""
    target, supposed = draft.goal.target, before.supposition
    if target is None or target.change is None or supposed is None or not _OTHER_SHARE.fullmatch(line):
        return None
    if supposed.shorter_by is not None:
        return replace(before, supposition=replace(supposed, shorter_by=-target.change))
    if supposed.price_factor is not None:
        factor = _as_much_more(supposed.price_factor, target.change)
        return replace(before, supposition=replace(supposed, price_factor=factor))
    if supposed.usage_factor is not None:
        factor = _as_much_more(supposed.usage_factor, target.change)
        return replace(before, supposition=replace(supposed, usage_factor=factor))
    return None


def _as_much_more(factor: Decimal, change: Decimal) -> Decimal:
    """The factor of another share in the same direction; a bare share was read as one to save."""
    return 1 - change if factor > 1 else 1 + change


def _with_other_step(line: str, before: Goal) -> Goal | None:
    """The same calls by other stretches of time: "and per month?"; of a year it is the rate of now."""
    found = _OTHER_STEP.fullmatch(line)
    if found is None or before.intent not in {*_FIGURES, Intent.RUN_RATE}:
        return None
    step = next(step for step, words in _STEPS.items() if re.fullmatch(words, found["step"]))
    if step is Period.YEAR or before.intent is Intent.RUN_RATE:
        rate = replace(before, intent=Intent.RUN_RATE, breakdown=None, average=None)
        return replace(rate, projection=Projection(step))
    average = Average.GROUP if before.average in {None, Average.GROUP} else before.average
    return replace(before, intent=Intent.HOW_MUCH, breakdown=GroupKey(step), average=average, ranking=None)


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
        chosen=_overlaid(before.chosen, said),
        excluded=_overlaid(before.excluded, said, out=True),
    )
    goal = goal if said.breakdown is not None else _without_one_row(goal, said)
    if goal.earlier is not None:
        goal = replace(goal, unread=tuple(words for words in goal.unread if not _EXTRA.fullmatch(words)))
    return _with_own(goal, before, said) if own else _fitted(goal, before, said)


def _without_one_row(goal: Goal, said: Goal) -> Goal:
    """The goal without a breakdown by what is chosen now: the table would have one row."""
    field, by, time = CHOSEN_BY.get(goal.breakdown or GroupKey.AGENT_KIND), goal.breakdown, said.time
    is_one = field is not None and len(getattr(said.chosen, field)) == 1
    if by in TIME_STEPS and time is not None and time.since is not None and time.until is not None:
        is_one = time.until <= part_end(time.since, Dimension(by))
    return replace(goal, breakdown=goal.also_by, also_by=None) if is_one else goal


def _with_own(goal: Goal, before: Goal, said: Goal) -> Goal:
    """The goal with what a question of its own asks of the same calls."""
    return replace(
        goal,
        intent=said.intent,
        supposition=_supposed(before, said),
        levers=said.levers,
        metric=said.metric,
        cost_of=said.cost_of,
        ranking=said.ranking,
        share_of=said.share_of,
    )


def _supposed(before: Goal, said: Goal) -> Supposition | None:
    """One supposition comes on top of the other."""
    if before.supposition is None or said.supposition is None:
        return said.supposition
    factor = said.supposition.usage_factor or before.supposition.usage_factor
    is_other = said.supposition.models or before.supposition.without_caching
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


def _overlaid(before: Chosen, said: Goal, *, out: bool = False) -> Chosen:
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
