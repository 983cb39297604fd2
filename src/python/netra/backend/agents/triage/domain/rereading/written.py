"""Readings as JSON, for a language model and from one: the fields of a goal by their names, without people.

Users and sessions that a question does not name in full are told as "user 1" and taken back as who they are.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, tzinfo
from types import MappingProxyType
from typing import Any, Final

from pydantic import JsonValue, TypeAdapter, ValidationError

from netra.backend.agents.triage.domain.goal import Chosen, Goal, TimeRange
from netra.backend.agents.triage.domain.kept_calls import CHOSEN_BY

_GOALS: Final[TypeAdapter[Goal]] = TypeAdapter(Goal)
_UNTOLD: Final = ("words", "unread", "keeps")
_PEOPLE: Final[Mapping[str, str]] = MappingProxyType({"users": "user", "sessions": "session"})
_CHOOSING: Final = ("chosen", "excluded")
_TIMES: Final = ("time", "earlier")
_MOST_FAULTS: Final = 4


class NoReadingError(Exception):
    """What was sent is no reading; the text says why, one sentence a line."""


@dataclass(frozen=True, slots=True)
class People:
    """Names of users and sessions, and what they are called where they must not be told."""

    called: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, question: str, *goals: Goal | None) -> "People":
        """Those of these goals that the question does not spell out."""
        known = dict.fromkeys(pair for goal in goals if goal is not None for pair in _named(goal))
        hidden = [pair for pair in known if pair[1].lower() not in question.lower()]
        return cls({pair: f"{_PEOPLE[pair[0]]} {place}" for place, pair in enumerate(hidden, 1)})

    def told(self, kind: str, name: str) -> str:
        return self.called.get((kind, name), name)

    def meant(self, kind: str, name: str) -> str:
        return next((one for (of, one), said in self.called.items() if (of, said) == (kind, name)), name)


def _named(goal: Goal) -> Iterator[tuple[str, str]]:
    for choice in (goal.chosen, goal.excluded, *((goal.share_of.chosen,) if goal.share_of else ())):
        for kind in _PEOPLE:
            yield from ((kind, name) for name in getattr(choice, kind))


def written(goal: Goal, people: People) -> JsonValue:
    """A goal as JSON has it; what is as it is without a word is left out."""
    told: dict[str, JsonValue] = _GOALS.dump_python(goal, mode="json", exclude_defaults=True)
    if goal.beside is not None and CHOSEN_BY[goal.beside.by] in _PEOPLE:
        told["beside"] = {"by": goal.beside.by, "sides": len(goal.beside.sides)}
    return _renamed({name: value for name, value in told.items() if name not in _UNTOLD}, people.told)


def read_back(told: Mapping[str, JsonValue], people: People, zone: tzinfo) -> Goal:
    """The goal that JSON describes. Raises NoReadingError."""
    unknown = [f"A reading has no “{name}”." for name in _unknown(told)]
    if unknown:
        raise NoReadingError("\n".join(unknown[:_MOST_FAULTS]))
    try:
        goal = _GOALS.validate_python(_renamed(dict(told), people.meant))
    except ValidationError as error:
        raise NoReadingError("\n".join(_faults(error))) from None
    times: dict[str, Any] = {name: _in_zone(getattr(goal, name), zone) for name in _TIMES}
    return replace(goal, **times, words=(), unread=(), keeps=False)


def _unknown(told: Mapping[str, JsonValue]) -> Iterator[str]:
    known = {one.name for one in fields(Goal)} - set(_UNTOLD)
    yield from (name for name in told if name not in known)
    of_calls = {one.name for one in fields(Chosen)}
    for name in _CHOOSING:
        choice = told.get(name)
        if isinstance(choice, Mapping):
            yield from (f"{name}.{one}" for one in choice if one not in of_calls)


def _faults(error: ValidationError) -> Sequence[str]:
    found = error.errors(include_url=False, include_context=False, include_input=False)
    return [f"{'.'.join(map(str, one['loc']))}: {one['msg']}." for one in found[:_MOST_FAULTS]]


def _renamed(told: JsonValue, other: Callable[[str, str], str]) -> JsonValue:
    """The same with users and sessions called otherwise, wherever they stand."""
    if isinstance(told, list):
        return [_renamed(one, other) for one in told]
    if not isinstance(told, dict):
        return told
    return {
        name: [other(name, str(one)) for one in value]
        if name in _PEOPLE and isinstance(value, list)
        else _renamed(value, other)
        for name, value in told.items()
    }


def _in_zone(time: TimeRange | None, zone: tzinfo) -> TimeRange | None:
    """A range whose moments say their zone; those that say none are of the project's."""
    if time is None:
        return None
    since, until = (_zoned(at, zone) for at in (time.since, time.until))
    return TimeRange(since, until)


def _zoned(at: datetime | None, zone: tzinfo) -> datetime | None:
    return at.replace(tzinfo=zone) if at is not None and at.tzinfo is None else at
