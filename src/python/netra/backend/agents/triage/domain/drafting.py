"""From what was read in a question to a goal as far as it says one."""

import re
from dataclasses import replace
from typing import Final

from netra.backend.agents.triage.domain import (
    bare_questions,
    caching_asked,
    dear_parts_asked,
    failures_asked,
    incidents_asked,
    last_calls_asked,
    runaways_asked,
    sides_asked,
    slowness_asked,
    tables_asked,
)
from netra.backend.agents.triage.domain.amounts import (
    caps,
    concentration,
    excess,
    peaks,
    price_changes,
    projections,
    saving_rates,
    suppositions,
)
from netra.backend.agents.triage.domain.amounts.averages import Averaged
from netra.backend.agents.triage.domain.caching_asked import CachingAsked
from netra.backend.agents.triage.domain.divisions import courses, token_kinds
from netra.backend.agents.triage.domain.divisions.breakdowns import noun_of
from netra.backend.agents.triage.domain.divisions.rankings import MEASURED
from netra.backend.agents.triage.domain.draft import Draft
from netra.backend.agents.triage.domain.goal import (
    WHOLES,
    Average,
    Chosen,
    ConstraintKind,
    Goal,
    Intent,
    Lever,
    Metric,
    Part,
    Phrase,
    Supposition,
    Target,
    TimeRange,
    Whole,
)
from netra.backend.agents.triage.domain.intents import (
    COUNTED,
    HOW_MANY,
    LATENCIES,
    Signals,
    decide,
    evidence,
)
from netra.backend.agents.triage.domain.names.filters import chosen_of
from netra.backend.agents.triage.domain.names.names import Named
from netra.backend.agents.triage.domain.question_parts import QuestionParts
from netra.backend.agents.triage.domain.setting import QuestionSetting
from netra.backend.agents.triage.domain.times import (
    calendar_ranges,
    since_when,
    sizes_compared,
    two_periods,
)
from netra.backend.agents.triage.domain.words import vocabulary
from netra.backend.agents.triage.domain.words.leftovers import unread
from netra.backend.calls.domain.measures import Order

_NO_DAY_SOUGHT: Final = frozenset({Intent.INCIDENTS, Intent.LAST_CALLS, Intent.RUNAWAYS})
_WITH_LEVERS: Final = frozenset({None, Intent.LEVER, Intent.SPEND_LESS})
_BY_ONE: Final = frozenset(
    {Intent.ERRORS, Intent.SPEED, Intent.WHY_SLOW, Intent.INCIDENTS, Intent.LAST_CALLS}
)
"""Answers that are divided by one dimension."""
_ADDED_UP: Final = frozenset({Intent.HOW_MUCH, Intent.WHERE_MONEY_GOES})
_MANY_CALLS: Final = re.compile(r".*busiest.*|(?:longest|shortest|biggest|largest|smallest) .*session")
"""Orders that are about how many calls there are."""
_LENGTHS: Final = re.compile(r"(?:longest|shortest) .*session")
_MANY_OF: Final = re.compile(
    r"\b(?:how many|wie viele|combien de|cuantos) @(?:feature|agent)(?= |$)(?! \w*tokens)"
)
_CALLS_BY: Final = re.compile(
    r"(?:(?:show|list|me|the|our|all) )*(?:calls|requests) (?:by|per|for each|pro|par|por)\b|"
    r"when (?:are|is|were|was) (?:\S+ )?(?:traffic|load|volume|usage)\b"
)
_OF_LONG_CALLS: Final = re.compile(r"shares?|percent\w*|documents?|docs?|texts?|contexts?")
_HAPPENED: Final = re.compile(r"\bwhat (?:ha[sd] )?(?:happened|was going on|went on)\b|\bwas ist passiert\b")
_TOLD_AS_SHARES: Final = frozenset(
    {Intent.SPEND_LESS, Intent.LEVER, Intent.ERRORS, Intent.WHY_SLOW, Intent.SPREAD}
)
_GROWS_BY: Final = re.compile(r"\d+ ?(?:%|x|times|percent|to \d)|doubl|tripl")
"""By how much use grows, of a question that is answered at that use."""
_ONE_MOVE: Final = frozenset({Lever.CHEAPER_MODEL, Lever.PROVIDER_CHOICE})
_MOVABLE: Final = frozenset(
    {None, Intent.LEVER, Intent.SPEND_LESS, Intent.HOW_MUCH, Intent.WHERE_MONEY_GOES, Intent.HELP}
)
_MOVES: Final = frozenset({Lever.CHEAPER_MODEL, Lever.ROUTING, Lever.PROVIDER_CHOICE, Lever.BATCH})


def _signals(read: QuestionParts) -> Signals:
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


def draft_of(read: QuestionParts, setting: QuestionSetting, plainly: Metric | None = None) -> Draft:
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
        time=read.times.range or _of_the_amount(read, setting),
        earlier=read.times.earlier,
        breakdown=read.breakdown[0],
        also_by=read.also_by[0],
    )
    goal = _with_names(_with_target(_added_up(goal, intent, read), intent, read), intent, read)
    goal = suppositions.with_share(replace(goal, words=_words(goal, intent, read)), read.said)
    goal, intent = _settled(goal, intent, read, setting)
    goal = saving_rates.with_rate(goal, read.rest, read.breakdown[1])
    share = read.share if goal.share_of is None else None
    goal = compared(replace(goal, unread=_unread(goal, read)), setting)
    times, alone = read.times, read.thresholds.alone
    return Draft(
        intent, goal, times.is_assumed, times.shift, read.filters.named, read.ranking[0], share, alone
    )


def _of_the_amount(read: QuestionParts, setting: QuestionSetting) -> TimeRange | None:
    """The month, or the like, of the last calls, where an amount is taken in for one."""
    if read.thresholds.period is None or setting.span is None:
        return None
    return calendar_ranges.period(read.thresholds.period, setting.span[1], setting.zone)


def _settled(
    goal: Goal, intent: Intent | None, read: QuestionParts, setting: QuestionSetting
) -> tuple[Goal, Intent | None]:
    """The goal and its intent, with what makes it another question than its plainest words do."""
    goal, intent = dear_parts_asked.with_dear_parts(goal, intent, read.said, read.ranking[0])
    if intent in dear_parts_asked.OF_PARTS:
        return goal, intent
    goal, intent = _of_a_kind(goal, intent, read, setting)
    goal, intent = _reckoned(goal, intent, read, setting)
    named = Named(read.said, read.mentions)
    goal, intent = sides_asked.with_sides(goal, intent, named, read.average, setting.names)
    goal, intent = slowness_asked.with_slowness(goal, intent, read.said)
    return tables_asked.with_table(goal, intent, read.said, read.plain, setting.step)


def _of_a_kind(
    goal: Goal, intent: Intent | None, read: QuestionParts, setting: QuestionSetting
) -> tuple[Goal, Intent | None]:
    """The goal of a second period, or of what happened: what broke, ran away, peaked, or began on a day."""
    goal, intent = two_periods.with_both(goal, intent, read.times)
    goal, intent = incidents_asked.with_incidents(
        goal, intent, read.said, read.times, read.limits, read.since_when
    )
    goal, intent = sizes_compared.with_sizes(goal, intent, read.said, read.since_when, setting.zone)
    goal, intent = last_calls_asked.with_last_calls(goal, intent, read.said)
    goal, intent = runaways_asked.with_runaways(goal, intent, read.plain)
    goal, intent = peaks.with_peak(goal, intent, read.said)
    goal, intent = failures_asked.with_failures(goal, intent, read.said)
    is_sought = goal.earlier is None and intent not in _NO_DAY_SOUGHT
    if is_sought and not bare_questions.asks_of_record(read.plain):
        return since_when.with_day_sought(goal, intent, read.since_when, read.times)
    return goal, intent


def _reckoned(
    goal: Goal, intent: Intent | None, read: QuestionParts, setting: QuestionSetting
) -> tuple[Goal, Intent | None]:
    """The goal of what is reckoned: without caching, of the time to come, of a kind of token, of a cap."""
    goal, intent = caching_asked.with_caching(goal, intent, _caching(read), setting.step)
    goal, intent = price_changes.with_prices(goal, intent, read.prices)
    growth = read.limits.factor if read.limits.grows else None
    goal, intent = projections.projected(goal, intent, read.ahead, setting.now, growth)
    share = read.share.words if read.share is not None else ""
    goal, intent = token_kinds.with_cost_of(goal, intent, read.said, read.average, share)
    goal, intent = courses.with_course(goal, intent, read.plain, setting.step)
    goal, intent = caps.with_cap(goal, intent, read.cap, read.rest)
    goal, intent = excess.with_excess(goal, intent, read.plain)
    return concentration.with_concentration(goal, intent, read.plain, setting.names)


def _caching(read: QuestionParts) -> CachingAsked | None:
    wanted, is_divided = frozenset(read.levers.wanted), read.breakdown[0] is not None
    return caching_asked.read_caching(read.plain, wanted, read.metric[0], is_divided=is_divided)


def _added_up(goal: Goal, intent: Intent | None, read: QuestionParts) -> Goal:
    """The goal with its average, its order and its long calls, where calls are added up."""
    ranking = read.ranking[0]
    if intent is Intent.SPEED and ranking is not None and ranking.calls is not None:
        return replace(goal, ranking=ranking)
    if intent in {Intent.SPEED, Intent.WHY_CHANGED}:
        return replace(goal, average=read.average.over, is_median=read.average.is_median)
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
    if goal.metric is Metric.SESSIONS and asked.over is Average.SESSION:
        goal = replace(goal, metric=Metric.COST)  # "The number of sessions and the cost per session".
    is_cost = goal.metric in {None, Metric.COST}
    if asked.is_median and asked.over is Average.CALL and not is_cost:
        return goal
    beside = goal.ranking is not None and asked.is_beside
    return replace(
        goal,
        average=asked.over,
        per_units=asked.units,
        is_median=asked.is_median,
        is_average_beside=beside,
    )


def _with_share(goal: Goal, read: QuestionParts) -> Goal:
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


def _chosen(read: QuestionParts) -> Chosen:
    """The calls that are named, by what they are and by when they come again."""
    again = read.recurring
    bounds = read.thresholds.bounds
    return replace(read.filters.chosen, weekdays=again.weekdays, hours=again.hours, bounds=bounds)


def _intent(read: QuestionParts, signals: Signals) -> Intent | None:
    """What is asked; a move to a named model is a "what if", whatever else would be said of it."""
    intent = decide(signals)
    if intent is None and read.times.range is not None and _HAPPENED.search(read.plain.line):
        return Intent.WHY_CHANGED
    if caps.is_asked(intent, read.cap):
        return Intent.LEVER
    other = set(read.levers.wanted) - _ONE_MOVE
    if not suppositions.part_note(read.said):
        other.discard(Lever.ROUTING)
    moves = read.filters.moves and not other
    if intent is Intent.WHY_CHANGED and two_periods.is_figure(read.plain, read.average, read.metric[0]):
        intent = Intent.HOW_MUCH if read.times.earlier is not None and not read.breakdown[0] else intent
    return Intent.WHAT_IF if moves and intent in _MOVABLE else intent


def _levers(intent: Intent | None, read: QuestionParts) -> tuple[Lever, ...]:
    if intent is Intent.WHAT_IF:
        asked = {Lever.PROVIDER_CHOICE}.intersection(read.levers.wanted) if read.filters.supposed else ()
        return tuple(asked)
    return read.levers.wanted if intent in _WITH_LEVERS else ()


def _with_target(goal: Goal, intent: Intent | None, read: QuestionParts) -> Goal:
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


def _with_names(goal: Goal, intent: Intent | None, read: QuestionParts) -> Goal:
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


def _metric(intent: Intent | None, read: QuestionParts, signals: Signals) -> Metric | None:
    """What is measured: said, or what the intent is about."""
    said = read.metric[0]
    if intent is None or intent is Intent.HELP:
        return None
    if intent is Intent.SPEED:
        return said if said in LATENCIES else Metric.LATENCY
    if intent is Intent.ERRORS:
        return Metric.RETRIES if said is Metric.RETRIES else Metric.ERRORS
    if _LENGTHS.fullmatch(_order_of(read)):
        return Metric.CALLS  # How long a session is, is told by its calls, whatever else is asked of it.
    if said is None and _counts_calls(read) and not signals.says(vocabulary.COST_WORDS):
        return Metric.CALLS
    counted = said in COUNTED and intent in {Intent.HOW_MUCH, Intent.WHERE_MONEY_GOES, Intent.WHY_CHANGED}
    priced = signals.says(vocabulary.COST_WORDS) and not signals.counts
    priced = priced and said is not Metric.REASONING_TOKENS
    return said if counted and not priced else Metric.COST


def _counts_calls(read: QuestionParts) -> bool:
    """Whether it is about how many calls there are, though nothing asks how many."""
    is_of_many = _MANY_CALLS.fullmatch(_order_of(read)) or _MANY_OF.search(read.rest.line)
    is_by = _CALLS_BY.match(read.rest.line)
    return bool(is_of_many or is_by or read.filters.chosen.stop_reasons)


def _order_of(read: QuestionParts) -> str:
    """The order that is asked for, as the reader of orders saw it."""
    return f"{read.ranking[1].lower()} {read.breakdown[0] or ''}"


def _unread(goal: Goal, read: QuestionParts) -> tuple[str, ...]:
    """What the question says besides; an average counts as read only where one is taken."""
    averaged = read.average.words if goal.average is not None else ()
    phrases = (*goal.words, *(Phrase(Part.METRIC, words) for words in averaged))
    above = () if goal.above is not None else (read.above[1],)
    share = (read.share.words,) if read.share is not None and not _tells_share(goal) else ()
    # Whoever adds calls up chooses none by how long they took or what they cost.
    limits = read.limits.words if goal.intent in _ADDED_UP and read.limits.constraints else ()
    parts = read.thresholds.part_words if goal.only_parts is None else ()
    each = read.average.unread if goal.average is not None else ()
    if read.metric[0] is Metric.SESSIONS and goal.metric is Metric.COST and goal.average is Average.SESSION:
        each = (*each, read.metric[1])
    left = unread(read.rest, goal.intent, phrases, noun_of(goal.breakdown))
    if goal.above is not None:  # Its answer tells their share of the calls and of the cost.
        share, left = (), tuple(words for words in left if not _OF_LONG_CALLS.search(words.lower()))
    said = (*above, *parts, *each, *read.thresholds.unread, *_without_use(goal, read))
    idle = (*said, *share, *(phrase.words for phrase in limits))
    if goal.intent is Intent.RUN_RATE and goal.supposition is not None:
        left = tuple(words for words in left if not _GROWS_BY.search(words))
    return tuple(dict.fromkeys((*goal.unread, *filter(None, idle), *left)))


def _without_use(goal: Goal, read: QuestionParts) -> tuple[str, ...]:
    """The second of two dimensions where answers are told by one, and an order of parts that are not told."""
    is_by_one = goal.intent in _BY_ONE and goal.table is None
    also = read.also_by[1] if goal.also_by is not None and is_by_one else ""
    ranking = goal.ranking
    is_idle = ranking is not None and ranking.calls is None and goal.breakdown is None
    return also, read.ranking[1] if is_idle and goal.intent is Intent.HOW_MUCH else ""


def _tells_share(goal: Goal) -> bool:
    if goal.table is not None:
        return True
    return goal.share_of is not None or goal.only_parts is not None or goal.intent in _TOLD_AS_SHARES


def _words(goal: Goal, intent: Intent | None, read: QuestionParts) -> tuple[Phrase, ...]:
    times = read.times
    pairs = (
        (Part.TIME, times.range_words),
        (Part.COMPARISON, times.earlier_words),
        (Part.BREAKDOWN, read.breakdown[1]),
        (Part.BREAKDOWN, read.also_by[1]),
        (Part.METRIC, read.metric[1] if _is_told(read.metric[0], intent) else ""),
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


def _is_told(metric: Metric | None, intent: Intent | None) -> bool:
    """Whether a metric is one of what the intent is about: times are told of speed alone."""
    return metric not in LATENCIES or intent is Intent.SPEED


def compared(goal: Goal, setting: QuestionSetting) -> Goal:
    """Why something changed is asked against the time before, unless another is named."""
    if goal.intent is not Intent.WHY_CHANGED or goal.earlier is not None or goal.time is None:
        return goal
    time = goal.time
    if time.until is None:
        # As much time before as there are calls after.
        latest = min(setting.now, setting.span[1]) if setting.span else setting.now
        time = replace(time, until=max(latest, time.since or latest))
    return replace(goal, earlier=calendar_ranges.before(time, setting.zone))
