"""When words can mean several things: a short choice instead of a guess."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Final

from netra.backend.agents.triage.domain import refusals
from netra.backend.agents.triage.domain.draft import Draft
from netra.backend.agents.triage.domain.goal import (
    MOST_OPTIONS,
    Choice,
    Chosen,
    Goal,
    Intent,
    Lever,
    Metric,
    OffTopic,
    Option,
    Reading,
    Supposition,
    TimeRange,
    Unanswerable,
    Understood,
)
from netra.backend.agents.triage.domain.intents import Levers
from netra.backend.agents.triage.domain.names.names import Mention, NameKind
from netra.backend.agents.triage.domain.setting import QuestionSetting
from netra.backend.agents.triage.domain.times import calendar_ranges
from netra.backend.agents.triage.domain.times.time_ranges import Times
from netra.backend.agents.triage.domain.words import vocabulary
from netra.backend.agents.triage.domain.words.patterns import whole_words

_ENGLISH: Final = whole_words(
    r"the|a|an|is|are|was|you|your|i|we|our|my|me|it|of|to|and|what|whats|how|who|when|"
    r"where|which|can|do|does|did|this|that|for|in|on|with|please|tell|will|thanks?|bye|sucks?|love|"
    r"hello"
)
_TIME_WORDS: Final = whole_words(
    r"last|next|past|previous|first|second|half|early|late|since|until|till|before|after|during|between|ago|"
    r"from|by|at|now|then|vs|versus|compared|today|yesterday|tomorrow|tonight|mornings?|afternoons?|evenings?|"
    r"nights?|noon|midnight|(?:hour|day|week|weekend|month|quarter|year)s?|minutes?|seconds?|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_CACHES: Final = (
    ("Prompt caching: the same beginning of prompts, kept by the provider", Lever.PROMPT_CACHING),
    ("A response cache: the same prompt word for word, answered from store", Lever.RESPONSE_CACHE),
    ("A semantic cache: prompts of like meaning, answered from store", Lever.SEMANTIC_CACHE),
)
_KINDS: Final = frozenset(vocabulary.CACHES)
_OF_CALLS_THEMSELVES: Final = frozenset(
    {
        *(Intent.WHY_CHANGED, Intent.WHERE_MONEY_GOES, Intent.SPEED, Intent.WHY_SLOW, Intent.ERRORS),
        *(Intent.INCIDENTS, Intent.WHY_DEAR, Intent.SPREAD),
    }
)
_AS_BILLED: Final = (
    "This is caching as billed: what more could be cached cannot be told, for no prompts are recorded."
)
_ASKABLE: Final = (
    ("What did it cost?", Intent.HOW_MUCH, Metric.COST),
    ("Where does the money go?", Intent.WHERE_MONEY_GOES, Metric.COST),
    ("How can we spend less?", Intent.SPEND_LESS, Metric.COST),
    ("Why did the cost change?", Intent.WHY_CHANGED, Metric.COST),
)
_FIELD_OF: Final[Mapping[NameKind, str]] = MappingProxyType(
    {
        NameKind.MODEL: "models",
        NameKind.AGENT: "agent_names",
        NameKind.FEATURE: "features",
        NameKind.USER: "users",
        NameKind.SESSION: "sessions",
    }
)
_WORDS_OF_A_TOPIC: Final = 2
_SHOWN_NAME: Final = 60
_MOST_DAYS: Final = 3_660
_DAY: Final = timedelta(days=1)
_HOURS_SAID: Final = r"(?:nights?|overnight|evenings?|mornings?|hours?|\d+ ?[ap]m|nachts)"
_DAYS_SAID: Final = (
    r"(?:weekends?|weekdays?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|holidays?|wochenenden?)"
)
_HOURS_OR_DAYS: Final = whole_words(
    rf"{_HOURS_SAID} or (?:\S+ ){{0,2}}{_DAYS_SAID}|{_DAYS_SAID} or (?:\S+ ){{0,2}}{_HOURS_SAID}"
)
_WHICH_FIRST: Final = "Hours or days are counted one at a time. Which first?"
_OPEN: Final = "I found nothing in this that I can answer from your calls. Is it one of these?"


def of_draft(draft: Draft, levers: Levers, line: str) -> Choice | OffTopic | None:
    """What to ask back when the question settles no intent; None when it does."""
    settled = draft.intent in _OF_CALLS_THEMSELVES
    settled = settled or bool(levers.wanted) or draft.goal.metric is Metric.CACHED_TOKENS
    settled = settled or draft.goal.is_without_caching or bool(_KINDS.intersection(draft.goal.levers))
    if levers.bare_caching and not settled:
        # What is saved is no share of anything, and no average.
        plain = replace(draft.goal, share_of=None, average=None, ranking=None, cost_of=None)
        made = tuple(
            Option(label, replace(plain, intent=Intent.LEVER, levers=(lever,), metric=Metric.COST))
            for label, lever in _CACHES
        )
        return Choice("Which kind of caching do you mean?", made)
    if draft.intent is not None:
        return None
    about = any(
        pattern.search(line) for pattern in (vocabulary.COST_WORDS, vocabulary.DOMAIN, vocabulary.WHY)
    )
    if about or draft.says_of_calls or (draft.says_something and not _tells_of_something(line)):
        return Choice(_OPEN, _askable(draft.goal))
    if line and _ENGLISH.search(line):
        return refusals.other_topic()
    return Choice(f"I read English best, and could not read this. {_OPEN}", _askable(draft.goal))


def _tells_of_something(line: str) -> bool:
    """Whether words are left that say what it is about, beside a time and the glue of the language."""
    glue = (_ENGLISH, _TIME_WORDS)
    left = [one for one in line.split() if one.isalpha() and not any(words.fullmatch(one) for words in glue)]
    return len(left) >= _WORDS_OF_A_TOPIC


def is_open(choice: Choice) -> bool:
    """Whether anything might have been asked: the words settle nothing."""
    return choice.question.endswith(_OPEN)


def with_recorded_cache(draft: Draft, levers: Levers, line: str, setting: QuestionSetting) -> Draft:
    """The draft of a question about caching of no kind, where the calls record only one kind of it."""
    caches = setting.caches
    if caches is None or not isinstance(of_draft(draft, levers, line), Choice) or not levers.bare_caching:
        return draft
    plain = replace(draft.goal, share_of=None, average=None, ranking=None, cost_of=None, metric=Metric.COST)
    if len(caches.levers) == 1:
        goal = replace(plain, intent=Intent.LEVER, levers=caches.levers)
    elif caches.cached and not caches.levers:
        supposed = Supposition(without_caching=True, notes=(_AS_BILLED,))
        goal = replace(plain, intent=Intent.WHAT_IF, levers=(), supposition=supposed)
    else:
        return draft
    return replace(draft, intent=goal.intent, goal=goal)


def _askable(goal: Goal) -> tuple[Option, ...]:
    return tuple(
        Option(label, replace(goal, intent=intent, metric=metric)) for label, intent, metric in _ASKABLE
    )


def of_hours_or_days(goal: Goal, line: str) -> Choice | None:
    """Calls of some hours or of some days: they are chosen by both at once, so one of them is to be said."""
    chosen = goal.chosen
    if not (chosen.hours and chosen.weekdays and _HOURS_OR_DAYS.search(line)):
        return None
    return Choice(
        _WHICH_FIRST,
        (
            Option("These hours, on every day", replace(goal, chosen=replace(chosen, weekdays=()))),
            Option("These days, at every hour", replace(goal, chosen=replace(chosen, hours=()))),
            Option("Only these hours of these days", goal),
        ),
    )


def is_of_hours_or_days(choice: Choice) -> bool:
    """Whether the "or" of a question stands between hours and days, and joins no two questions."""
    return choice.question == _WHICH_FIRST


_NO_DATES: Final = Unanswerable(
    "This log has relative times only, counted from its start: which of its calls were on a date, a weekday "
    "or at an hour is not known, so nothing is told of them.",
    "Send each call with the moment at which it began. What changed within a log of one clock can be told: "
    "ask “Why did the cost change?”",
)


def settled(goal: Goal, times: Times, setting: QuestionSetting, ambiguous: Sequence[Mention]) -> Reading:
    """The goal, unless a name in it or its time leaves something to choose."""
    for mention in ambiguous:
        return _names(goal, mention)
    if not setting.has_dates and _needs_dates(goal, setting):
        return _NO_DATES
    if times.other is not None and goal.time == times.range:
        return _orders(goal, times, times.other, setting)
    if times.relative and setting.span is not None and goal.time is not None:
        last = setting.span[1].astimezone(setting.zone)
        if goal.time.since is not None and goal.time.since > last and not setting.has_dates:
            unread = (*goal.unread, *filter(None, (times.range_words,)))
            return Understood(replace(goal, time=None, earlier=None, unread=unread))
        if goal.time.since is not None and goal.time.since > last:
            length = (goal.time.until or setting.now) - goal.time.since
            return _times(goal, times.range_words, _end_of_data(last, length), setting)
    return Understood(goal)


def _needs_dates(goal: Goal, setting: QuestionSetting) -> bool:
    """Whether it asks about weekdays, hours, or two times of which the log has none: that is not no calls."""
    if goal.chosen.weekdays or goal.chosen.hours:
        return True
    time, span = goal.time, setting.span
    if time is None or goal.earlier is None or span is None:
        return False
    is_later = time.since is not None and time.since > span[1]
    return is_later or (time.until is not None and time.until < span[0])


def _names(goal: Goal, mention: Mention) -> Choice:
    options = [Option(_label(one), _with(goal, mention, one)) for one in mention.others]
    if all(one.kind is mention.kind for one in mention.others):
        options.append(Option("All of them", goal))
    return Choice("Which one do you mean?", tuple(options[:MOST_OPTIONS]))


def _label(mention: Mention) -> str:
    return f"The {mention.kind} {mention.names[0][:_SHOWN_NAME]}"


def _with(goal: Goal, mention: Mention, meant: Mention) -> Goal:
    """The goal with one meaning of the name in place of the one first read."""
    names = frozenset(name for one in (mention, *mention.others) for name in one.names)

    def swapped(chosen: Chosen) -> Chosen:
        first = getattr(chosen, _FIELD_OF[mention.kind])
        if not names.intersection(first):
            return chosen
        left = replace(
            chosen, **{_FIELD_OF[mention.kind]: tuple(name for name in first if name not in names)}
        )
        field = _FIELD_OF[meant.kind]
        return replace(left, **{field: (*getattr(left, field), *meant.names)})

    supposed = goal.supposition
    if supposed is not None and names.intersection(supposed.models):
        supposed = replace(supposed, models=meant.names)
    return replace(goal, chosen=swapped(goal.chosen), excluded=swapped(goal.excluded), supposition=supposed)


def _times(goal: Goal, words: str, last: TimeRange, setting: QuestionSetting) -> Choice:
    """A range counted from today holds no call: as many days at the end of the data, or today's."""
    begin, end = last.since or setting.now, last.until or setting.now
    earlier = calendar_ranges.before(last, setting.zone) if goal.earlier is not None else None
    count, final = round((end - begin) / _DAY), end - timedelta(microseconds=1)
    days = "The last day" if count == 1 else f"The last {count} days"
    return Choice(
        f"Your data ends on {_day(final)}. Which time do you mean?",
        (
            Option(
                f"{days} of your data (from {_day(begin)} to {_day(final)})",
                replace(goal, time=last, earlier=earlier),
            ),
            Option(f"{words or 'That time'} by today's calendar: no calls", goal),
        ),
    )


def _orders(goal: Goal, times: Times, other: Times, setting: QuestionSetting) -> Choice:
    """A date such as 05/11: the day first or the month first."""
    options = tuple(_dated(goal, one, setting) for one in (times, other))
    return Choice(f"Which date do you mean by “{times.range_words}”?", options)


def _dated(goal: Goal, times: Times, setting: QuestionSetting) -> Option:
    earlier = times.earlier
    if earlier is None and goal.earlier is not None and times.range is not None:
        until = times.range.until or setting.now
        earlier = calendar_ranges.before(replace(times.range, until=until), setting.zone)
    said = [_told(one) for one in (times.range, times.earlier) if one is not None]
    return Option(" against ".join(said), replace(goal, time=times.range, earlier=earlier))


def _told(range_: TimeRange) -> str:
    first = _day(range_.since) if range_.since else ""
    last = _day(range_.until - timedelta(microseconds=1)) if range_.until else ""
    if first and last:
        return first if first == last else f"{first} to {last}"
    return f"since {first}" if first else f"up to {last}"


def _end_of_data(last: datetime, length: timedelta) -> TimeRange:
    """As many whole days, the last of them that of the last call."""
    count = min(max(1, round(length / _DAY)), _MOST_DAYS)
    zone = last.tzinfo or UTC
    return calendar_ranges.days((last - timedelta(days=count - 1)).date(), count, zone)


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"
