"""Which calls a report is about, in words: what was chosen, what was left out, and of which time."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from types import MappingProxyType
from typing import Final

from netra.backend.agents.text import counted, dollars
from netra.backend.agents.triage.domain.goal import Chosen, Goal, TimeRange
from netra.backend.analytics.domain.dimensions import DAY_NAMES
from netra.backend.calls.domain.bounds import Bound, Relation
from netra.backend.calls.domain.call import AgentKind, CallStatus
from netra.backend.calls.domain.measures import CallMeasure

MOST_NAMED: Final = 4
_KINDS: Final = (
    ("models", "model", "models"),
    ("agent_names", "agent", "agents"),
    ("features", "feature", "features"),
    ("users", "user", "users"),
    ("sessions", "session", "sessions"),
    ("providers", "provider", "providers"),
    ("stop_reasons", "stop reason", "stop reasons"),
)
RELATION_WORDS: Final[Mapping[Relation, str]] = MappingProxyType(
    {
        Relation.MORE: "more than",
        Relation.AT_LEAST: "at least",
        Relation.LESS: "less than",
        Relation.AT_MOST: "at most",
    }
)
_SECOND: Final = 1_000
_MOMENT: Final = timedelta(microseconds=1)


def scope_of(
    goal: Goal, calls: int, recorded: TimeRange, zone: tzinfo, *, calls_before: int | None = None
) -> str:
    """For example "160 calls: feature contract-review, 20 to 26 November 2026".

    `calls_before` are those of the earlier time, where two are compared.
    """
    chosen = [*_named(goal.chosen), *(f"without {one}" for one in _named(goal.excluded))]
    when = span_words(goal.time, zone) if goal.time else f"all that is recorded, {span_words(recorded, zone)}"
    before = "" if calls_before is None else f"{counted(calls_before, 'call')}, "
    compared = f"compared with {before}{span_words(goal.earlier, zone)}" if goal.earlier else ""
    said = ", ".join(filter(None, [*chosen, when, compared]))
    kept = ", as in the question before" if goal.keeps else ""
    return f"{counted(calls, 'call')}{kept}: {said}"


def _named(chosen: Chosen) -> Iterator[str]:
    for field, one, many in _KINDS:
        names: Sequence[str] = getattr(chosen, field)
        if names:
            more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
            yield f"{one if len(names) == 1 else many} {', '.join(names[:MOST_NAMED])}{more}"
    for kind in chosen.agents:
        yield "the main agent" if kind is AgentKind.MAIN else "sub-agents"
    if chosen.weekdays:
        yield f"on {_listed([f'{DAY_NAMES[number - 1]}s' for number in chosen.weekdays])}"
    if chosen.hours:
        yield f"at {' and '.join(_stretches(chosen.hours))}"
    yield from _bounds(chosen.bounds)
    for status in chosen.statuses:
        yield "answered calls" if status is CallStatus.OK else "failed calls"


def _bounds(bounds: Sequence[Bound]) -> Iterator[str]:
    """For example "calls of more than $0.05" and "calls of at most 2 s to the first token"."""
    for bound in bounds:
        said = RELATION_WORDS[bound.relation]
        match bound.measure:
            case CallMeasure.COST:
                yield f"calls of {said} {dollars(bound.amount)}"
            case CallMeasure.DURATION | CallMeasure.TTFT:
                first = " to the first token" if bound.measure is CallMeasure.TTFT else ""
                yield f"calls of {said} {(bound.amount / _SECOND).normalize():,f} s{first}"
            case _:
                kind = "" if bound.measure is CallMeasure.TOKENS else f"{bound.measure} "
                yield f"calls of {said} {bound.amount.normalize():,f} {kind}tokens"


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _stretches(hours: Sequence[int]) -> Iterator[str]:
    """Hours of the day that follow each other, also over midnight, such as "22:00 to 06:00"."""
    chosen = set(hours)
    begins = [hour for hour in sorted(chosen) if (hour - 1) % 24 not in chosen] or [0]
    for begin in begins:
        length = next((count for count in range(1, 24) if (begin + count) % 24 not in chosen), 24)
        yield f"{begin:02}:00 to {(begin + length) % 24:02}:00"


def span_words(time: TimeRange, zone: tzinfo) -> str:
    """A range of time: its days where it is of whole days, else its moments."""
    since, until = (at.astimezone(zone) if at else None for at in (time.since, time.until))
    if until is None:
        return "the whole time" if since is None else f"since {_moment(since)}"
    if since is None:
        return f"until {_last(until)}"
    if _is_midnight(since) and _is_midnight(until):
        return _days(since, until - _MOMENT)
    return f"{_moment(since)} to {_moment(until)}"


def _days(first: datetime, last: datetime) -> str:
    if first.date() == last.date():
        return _day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {_day(last)}"
    return (
        f"{first.day} {first:%B} to {_day(last)}"
        if first.year == last.year
        else f"{_day(first)} to {_day(last)}"
    )


def _last(until: datetime) -> str:
    return f"the end of {_day(until - _MOMENT)}" if _is_midnight(until) else _moment(until)


def _is_midnight(at: datetime) -> bool:
    return (at.hour, at.minute, at.second, at.microsecond) == (0, 0, 0, 0)


def _moment(at: datetime) -> str:
    return _day(at) if _is_midnight(at) else f"{_day(at)}, {at:%H:%M}"


def _day(at: datetime) -> str:
    return f"{at.day} {at:%B %Y}"
