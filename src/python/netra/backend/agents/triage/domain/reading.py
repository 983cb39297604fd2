"""Read a question without an LLM: to a goal, a short choice, or an honest no."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from netra.backend.agents.triage.domain import (
    bare_questions,
    caches_off,
    calendar_ranges,
    choices,
    follow_ups,
    pointers,
    projections,
    refusals,
    suppositions,
    two_periods,
    vocabulary,
)
from netra.backend.agents.triage.domain.amounts import Limits, read_limits
from netra.backend.agents.triage.domain.averages import Averaged, read_average
from netra.backend.agents.triage.domain.breakdowns import read_also_by, read_breakdown, read_counted_parts
from netra.backend.agents.triage.domain.filters import Filters, chosen_of, find_kinds, read_filters
from netra.backend.agents.triage.domain.follow_ups import Draft
from netra.backend.agents.triage.domain.found_times import Clock
from netra.backend.agents.triage.domain.goal import (
    WHOLES,
    Above,
    Average,
    Chosen,
    ConstraintKind,
    Goal,
    Intent,
    Lever,
    Metric,
    Part,
    Phrase,
    QuestionSetting,
    Ranking,
    Reading,
    Supposition,
    Target,
    Whole,
)
from netra.backend.agents.triage.domain.intents import (
    COUNTED,
    HOW_MANY,
    LATENCIES,
    Levers,
    Signals,
    decide,
    evidence,
    read_levers,
    read_metric,
)
from netra.backend.agents.triage.domain.leftovers import unread
from netra.backend.agents.triage.domain.names import Mention, NameKind, find_names
from netra.backend.agents.triage.domain.patterns import whole_words
from netra.backend.agents.triage.domain.pointers import Leading
from netra.backend.agents.triage.domain.projections import Ahead, read_ahead
from netra.backend.agents.triage.domain.rankings import MEASURED, read_ranking
from netra.backend.agents.triage.domain.rates import read_rate
from netra.backend.agents.triage.domain.recurring_times import Recurring, read_recurring
from netra.backend.agents.triage.domain.shares import Share, read_share
from netra.backend.agents.triage.domain.thresholds import Thresholds, read_above, read_thresholds
from netra.backend.agents.triage.domain.time_phrases import find_times
from netra.backend.agents.triage.domain.time_ranges import Times, read_times
from netra.backend.agents.triage.domain.wording import Text, corrected, read_words
from netra.backend.calls.domain.groups import GroupKey
from netra.backend.calls.domain.measures import Order

_SUPPOSES: Final = whole_words(
    r"if|could|can|go|suppose|imagine|assum\w+|would|switch\w*|mov\w+|migrat\w+|replac\w+|swap\w*|"
    r"chang\w+|rout\w+|send|downgrad\w+|instead|shift\w*|simulat\w+|wenn|wechsel\w*|si|"
    r"everything|all"
)
_WITH_LEVERS: Final = frozenset({None, Intent.LEVER, Intent.SPEND_LESS})
_ADDED_UP: Final = frozenset({Intent.HOW_MUCH, Intent.WHERE_MONEY_GOES})
_MANY_CALLS: Final = re.compile(r".*busiest.*|(?:longest|shortest|biggest|largest|smallest) .*session")
"""Orders that are about how many calls there are."""
_TOLD_AS_SHARES: Final = frozenset({Intent.SPEND_LESS, Intent.LEVER, Intent.ERRORS})
_ONE_MOVE: Final = frozenset({Lever.CHEAPER_MODEL, Lever.PROVIDER_CHOICE})
_MOVABLE: Final = frozenset(
    {None, Intent.LEVER, Intent.SPEND_LESS, Intent.HOW_MUCH, Intent.WHERE_MONEY_GOES, Intent.HELP}
)
_MOVES: Final = frozenset({Lever.CHEAPER_MODEL, Lever.ROUTING, Lever.PROVIDER_CHOICE, Lever.BATCH})


@dataclass(frozen=True, slots=True)
class _Read:
    """Everything that was read from one question, before its intent."""

    plain: Text
    said: Text
    """With names, times and amounts merged, but no levers."""
    rest: Text
    mentions: Mapping[int, Mention]
    times: Times
    limits: Limits
    levers: Levers
    filters: Filters
    breakdown: tuple[GroupKey | None, str]
    also_by: tuple[GroupKey | None, str]
    metric: tuple[Metric | None, str]
    average: Averaged
    above: tuple[Above | None, str]
    thresholds: Thresholds
    counted_parts: tuple[GroupKey | None, str]
    ranking: tuple[Ranking | None, str]
    recurring: Recurring
    share: Share | None
    ahead: Ahead | None


def read_question(
    question: str, setting: QuestionSetting, before: Goal | None = None, leading: Leading | None = None
) -> Reading:
    """What a question asks for; `before` is the goal of the thread that a short question amends.

    `leading` is the part that the answer before named first, which "that session" points at.
    """
    plain = corrected(read_words(question))
    refused = refusals.forbidden(plain.line)
    if refused is not None:
        return refused
    read = _read(plain, setting, leading)
    lacking = refusals.not_recorded(named_line(read))
    if lacking is not None:
        return lacking
    draft = _draft(read, setting, Metric.CALLS if bare_questions.asks_of_record(plain) else None)
    ambiguous = tuple(mention for mention in read.mentions.values() if mention.others)
    amended = follow_ups.amended(draft, plain.line, before) if before is not None else None
    if amended is not None:
        amended = pointers.with_unread(caches_off.amended(amended), plain)
        return choices.settled(_compared(amended, setting), read.times, setting, ambiguous)
    beyond = refusals.unanswerable(named_line(read), is_projected=draft.intent is Intent.RUN_RATE)
    if beyond is not None:
        return beyond
    draft = _of_few_words(draft, read, setting)
    return choices.of_draft(draft, read.levers, plain.line) or choices.settled(
        draft.goal, read.times, setting, ambiguous
    )


def _of_few_words(draft: Draft, read: _Read, setting: QuestionSetting) -> Draft:
    """The draft of a question that only names calls or someone, as a figure; with what points at nothing."""
    if draft.intent is None:
        metric = bare_questions.plain_metric(named_line(read), read.mentions.values())
        draft = _draft(read, setting, metric) if metric is not None else draft
    return replace(draft, goal=pointers.with_unread(draft.goal, read.plain))


def may_be_rephrased(question: str) -> bool:
    """Whether other words may be sought: an order to the product stays refused in any words."""
    return refusals.forbidden(corrected(read_words(question)).line) is None


def _read(plain: Text, setting: QuestionSetting, leading: Leading | None) -> _Read:
    clock = Clock(setting.now, setting.zone, setting.span)
    named = pointers.with_named(find_names(plain, setting.names, setting.listed_models), leading)
    text, recurring = read_recurring(named.text)
    text, kinds = find_kinds(text)
    text, rate = read_rate(text)
    text, found = pointers.with_times(*find_times(text, clock), leading, setting.zone)
    text, times = read_times(text, found, clock)
    text, above = read_above(text)
    text, thresholds = read_thresholds(text)
    models = {place: one.names for place, one in named.mentions.items() if one.kind is NameKind.MODEL}
    features = {place: one.names for place, one in named.mentions.items() if one.kind is NameKind.FEATURE}
    ahead = None if thresholds.parts else read_ahead(plain, text, setting.now, setting.zone)
    limited, limits = read_limits(text, models, features)
    constrained = _within_constraints(limited, {**named.mentions, **kinds})
    supposes = _SUPPOSES.search(plain.line) is not None
    filters = read_filters(limited, named.mentions, kinds, supposes=supposes, constrained=constrained)
    rest, levers = read_levers(limited)
    by = _breakdown(rest, recurring, thresholds)
    metric, average = _counted(read_metric(limited), by[0]), read_average(rest, *by, rate)
    said = (by, read_also_by(rest, by[1]), metric, average, above, thresholds)
    orders = (read_counted_parts(rest), read_ranking(limited), recurring, read_share(limited), ahead)
    return _Read(plain, limited, rest, named.mentions, times, limits, levers, filters, *said, *orders)


def _breakdown(text: Text, recurring: Recurring, thresholds: Thresholds) -> tuple[GroupKey | None, str]:
    """What calls are divided by; working days beside weekends are days of the week."""
    said = read_breakdown(text)
    if thresholds.by is not None:
        return thresholds.by, said[1] if said[0] is thresholds.by else thresholds.noun
    if recurring.beside:
        return GroupKey.WEEKDAY, " ".join(recurring.words)
    return said if said[0] is not None else read_counted_parts(text)


def _counted(metric: tuple[Metric | None, str], by: GroupKey | None) -> tuple[Metric | None, str]:
    """The metric; users are counted as parts where they are not those of something else, such as a day."""
    return (None, "") if metric[0] is Metric.USERS and by in {None, GroupKey.USER} else metric


def named_line(read: _Read) -> str:
    """The question with its names merged and its constraints too, so that keeping quality judges none."""
    return read.rest.line


def _within_constraints(text: Text, places: Mapping[int, object]) -> frozenset[int]:
    spans = [(word.start, word.end) for word in text.words if word.text == "@constraint"]
    return frozenset(place for place in places for start, end in spans if start <= place < end)


def _signals(read: _Read) -> Signals:
    return Signals(
        read.rest.line,
        read.levers,
        read.limits,
        read.times,
        read.breakdown[0],
        read.metric[0],
        filtered=bool(_chosen(read) or read.filters.unknown or read.filters.excluded),
        counts=HOW_MANY.search(read.plain.line) is not None,
        supposed=bool(read.filters.supposed),
        ranking=read.ranking[0],
        share=read.share is not None,
        counts_parts=read.counted_parts[0] is not None,
        bounded=bool(read.thresholds.bounds or read.above[0]),
        only_parts=read.thresholds.parts is not None,
        averaged=read.average.over is not None,
    )


def _draft(read: _Read, setting: QuestionSetting, plainly: Metric | None = None) -> Draft:
    """The goal as far as it was said, with its intent or without; `plainly` asks for that figure alone."""
    signals = _signals(read)
    intent = _intent(read, signals) if plainly is None else Intent.HOW_MUCH
    goal = Goal(
        intent or Intent.HELP,
        levers=_levers(intent, read),
        excluded_levers=read.levers.excluded,
        metric=plainly or _metric(intent, read, signals),
        constraints=read.limits.constraints,
        unknown_names=read.filters.unknown,
        time=read.times.range,
        earlier=read.times.earlier,
        breakdown=read.breakdown[0],
        also_by=read.also_by[0],
    )
    goal = _with_names(_with_target(_added_up(goal, intent, read), intent, read), intent, read)
    goal = suppositions.with_share(replace(goal, words=_words(goal, intent, read)), read.said)
    goal, intent = _settled(goal, intent, read, setting)
    share = read.share if goal.share_of is None else None
    goal = _compared(replace(goal, unread=_unread(goal, read)), setting)
    times, named = read.times, read.filters.named
    return Draft(intent, goal, times.is_assumed, times.shift, named, read.ranking[0], share)


def _settled(
    goal: Goal, intent: Intent | None, read: _Read, setting: QuestionSetting
) -> tuple[Goal, Intent | None]:
    """The goal and its intent, with a second period, without caching, or of the time to come."""
    goal, intent = two_periods.with_both(goal, intent, read.times)
    words = caches_off.asked_without(read.plain, frozenset(read.levers.wanted))
    goal, intent = caches_off.without_caching(goal, intent, words)
    return projections.projected(goal, intent, read.ahead, setting.now)


def _added_up(goal: Goal, intent: Intent | None, read: _Read) -> Goal:
    """The goal with its average, its order and its long calls, where calls are added up."""
    ranking = read.ranking[0]
    if intent is Intent.SPEED and ranking is not None and ranking.calls is not None:
        return replace(goal, ranking=ranking)
    if intent is Intent.SPEED:
        return replace(goal, average=read.average.over)
    if intent not in _ADDED_UP:
        return goal
    counts = read.counted_parts[0] is not None and goal.breakdown is read.counted_parts[0]
    goal = replace(goal, above=read.above[0], ranking=ranking, counts_parts=counts)
    goal = _with_average(goal, read.average)
    if read.thresholds.parts is not None:
        return replace(goal, only_parts=read.thresholds.parts, metric=read.thresholds.parts.metric)
    if ranking is not None and ranking.calls is not None:
        return replace(goal, metric=MEASURED[ranking.calls])
    return _with_share(goal, read)


def _with_average(goal: Goal, asked: Averaged) -> Goal:
    """The goal with what its figure is divided by; the middle call is known by its cost alone."""
    is_cost = goal.metric in {None, Metric.COST}
    if asked.is_median and asked.over is Average.CALL and not is_cost:
        return goal
    return replace(goal, average=asked.over, per_units=asked.units, is_median=asked.is_median)


def _with_share(goal: Goal, read: _Read) -> Goal:
    """The goal with the whole that a share is asked of; as it is where nothing says what the part is."""
    share, chosen = read.share, _chosen(read)
    if share is None:
        return goal
    whole = WHOLES.get(goal.metric) if goal.metric is not None else None
    if share.part is not None and share.metric is Metric.TOKENS:
        goal, whole = replace(goal, metric=share.part), Metric.TOKENS
    if whole is not None:
        ranking = goal.ranking
        if ranking is not None and "worst" in read.ranking[1].lower():
            ranking = replace(ranking, order=Order.LEAST)  # The worst share of the cache is the smallest.
        return replace(goal, ranking=ranking, share_of=Whole(whole, chosen))
    metric = share.metric or goal.metric or Metric.COST
    if not (chosen or read.filters.excluded or goal.breakdown):
        return goal
    base = read.mentions.get(share.base) if share.base is not None and len(read.mentions) > 1 else None
    return replace(goal, metric=metric, share_of=Whole(metric, chosen_of([base] if base else [])))


def _chosen(read: _Read) -> Chosen:
    """The calls that are named, by what they are and by when they come again."""
    again = read.recurring
    bounds = read.thresholds.bounds
    return replace(read.filters.chosen, weekdays=again.weekdays, hours=again.hours, bounds=bounds)


def _intent(read: _Read, signals: Signals) -> Intent | None:
    """What is asked; a move to a named model is a "what if", whatever else would be said of it."""
    intent = decide(signals)
    other = set(read.levers.wanted) - _ONE_MOVE
    if not suppositions.part_note(read.said):
        other.discard(Lever.ROUTING)
    moves = read.filters.moves and not other
    return Intent.WHAT_IF if moves and intent in _MOVABLE else intent


def _levers(intent: Intent | None, read: _Read) -> tuple[Lever, ...]:
    if intent is Intent.WHAT_IF:
        asked = {Lever.PROVIDER_CHOICE}.intersection(read.levers.wanted) if read.filters.supposed else ()
        return tuple(asked)
    return read.levers.wanted if intent in _WITH_LEVERS else ()


def _with_target(goal: Goal, intent: Intent | None, read: _Read) -> Goal:
    """In a question about speed a limit is what to reach, and a share is one of the time."""
    limits, target = read.limits, read.limits.target
    if intent is Intent.WHAT_IF:
        moved = read.filters.moves and not suppositions.is_of_volume(read.said)
        return replace(goal, supposition=Supposition(None if moved else limits.factor))
    if intent is not Intent.SPEED:
        return replace(goal, target=target)
    limit = next((one for one in limits.constraints if one.kind is ConstraintKind.LIMIT), None)
    if target is None and limit is not None and limit.metric is not None:
        rest = tuple(one for one in limits.constraints if one is not limit)
        return replace(goal, target=Target(limit.metric, at_most=limit.at_most), constraints=rest)
    metric = goal.metric or Metric.LATENCY
    return replace(goal, target=target and replace(target, metric=metric))


def _with_names(goal: Goal, intent: Intent | None, read: _Read) -> Goal:
    """Models to go to are supposed in a "what if", and else those that a lever would go to."""
    supposed, chosen = read.filters.supposed, _chosen(read)
    if intent is Intent.ERRORS or Lever.RETRY_WASTE in goal.levers:
        chosen = replace(chosen, statuses=())
    goal = replace(goal, chosen=chosen, excluded=read.filters.excluded)
    if not supposed:
        return goal
    if intent is Intent.WHAT_IF or _MOVES.intersection(goal.levers):
        notes = (*supposed.notes, *suppositions.part_note(read.said))
        supposition = replace(goal.supposition or Supposition(), models=supposed.models, notes=notes)
        return replace(goal, supposition=supposition)
    models = tuple(dict.fromkeys((*chosen.models, *supposed.known)))
    return replace(goal, chosen=replace(chosen, models=models))


def _metric(intent: Intent | None, read: _Read, signals: Signals) -> Metric | None:
    """What is measured: said, or what the intent is about."""
    said = read.metric[0]
    if intent is None or intent is Intent.HELP:
        return None
    if intent is Intent.SPEED:
        return said if said in LATENCIES else Metric.LATENCY
    if intent is Intent.ERRORS:
        return Metric.RETRIES if said is Metric.RETRIES else Metric.ERRORS
    if said is None and _MANY_CALLS.fullmatch(_order_of(read)) and not signals.says(vocabulary.COST_WORDS):
        return Metric.CALLS
    counted = said in COUNTED and intent in {Intent.HOW_MUCH, Intent.WHERE_MONEY_GOES, Intent.WHY_CHANGED}
    priced = signals.says(vocabulary.COST_WORDS) and not signals.counts
    priced = priced and said is not Metric.REASONING_TOKENS
    return said if counted and not priced else Metric.COST


def _order_of(read: _Read) -> str:
    """The order that is asked for, as the reader of orders saw it."""
    return f"{read.ranking[1].lower()} {read.breakdown[0] or ''}"


def _unread(goal: Goal, read: _Read) -> tuple[str, ...]:
    """What the question says besides; an average counts as read only where one is taken."""
    averaged = read.average.words if goal.average is not None else ()
    phrases = (*goal.words, *(Phrase(Part.METRIC, words) for words in averaged))
    above = () if goal.above is not None else (read.above[1],)
    share = (read.share.words,) if read.share is not None and not _tells_share(goal) else ()
    # Whoever adds calls up chooses none by how long they took or what they cost.
    limits = read.limits.words if goal.intent in _ADDED_UP and read.limits.constraints else ()
    parts = read.thresholds.part_words if goal.only_parts is None else ()
    said = (*above, *share, *parts, *read.thresholds.unread)
    idle = (*said, *(phrase.words for phrase in limits))
    return tuple(dict.fromkeys((*goal.unread, *filter(None, idle), *unread(read.rest, goal.intent, phrases))))


def _tells_share(goal: Goal) -> bool:
    return goal.share_of is not None or goal.intent in _TOLD_AS_SHARES


def _words(goal: Goal, intent: Intent | None, read: _Read) -> tuple[Phrase, ...]:
    times = read.times
    pairs = (
        (Part.TIME, times.range_words),
        (Part.COMPARISON, times.earlier_words),
        (Part.BREAKDOWN, read.breakdown[1]),
        (Part.BREAKDOWN, read.also_by[1]),
        (Part.METRIC, read.metric[1]),
        (Part.METRIC, bare_questions.asks_of_record(read.plain)),
        (Part.ORDER, read.ranking[1] if goal.ranking else ""),
        (Part.METRIC, read.counted_parts[1] if goal.counts_parts else ""),
        (Part.SHARE, read.share.words if read.share and _tells_share(goal) else ""),
        *((Part.TIME, words) for words in read.recurring.words),
        *((Part.FILTER, words) for words in read.thresholds.words),
        *((Part.FILTER, words) for words in read.thresholds.part_words if goal.only_parts),
    )
    said = tuple(Phrase(part, words) for part, words in pairs if words)
    found = evidence(intent, read.rest) if intent is not None else ()
    return (*found, *read.levers.words, *read.limits.words, *read.filters.words, *said)


def _compared(goal: Goal, setting: QuestionSetting) -> Goal:
    """Why something changed is asked against the time before, unless another is named."""
    if goal.intent is not Intent.WHY_CHANGED or goal.earlier is not None or goal.time is None:
        return goal
    time = goal.time if goal.time.until is not None else replace(goal.time, until=setting.now)
    return replace(goal, earlier=calendar_ranges.before(time, setting.zone))
