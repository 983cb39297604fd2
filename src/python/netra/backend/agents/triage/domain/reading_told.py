"""How the rules read a question, told to a language model, which says whether that is what was asked."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime, tzinfo
from decimal import Decimal
from enum import Enum
from typing import Final

from netra.backend.agents.triage.domain.describe import title_of
from netra.backend.agents.triage.domain.goal import Understood
from netra.backend.calls.domain.bounds import Bound

_UNTOLD: Final = frozenset({"words", "unread", "intent", "is_average_beside", "keeps"})
_OF_PEOPLE: Final = frozenset({"users", "sessions", "sides"})
"""Names that stay here: of these only the number is told."""


def reading_told(reading: Understood, zone: tzinfo) -> Mapping[str, object]:
    """All that an answer will rest on, by the names of the goal's fields; what is empty is left out."""
    goal = reading.goal
    told: dict[str, object] = {"asks": title_of(goal)}
    told |= {
        one.name: _plain(getattr(goal, one.name), zone)
        for one in fields(goal)
        if one.name not in _UNTOLD and _says_something(getattr(goal, one.name), one.default)
    }
    if goal.unread:
        told["not_understood"] = list(goal.unread)
    if reading.then:
        told["and_then"] = reading.then
    return told


def _says_something(value: object, default: object) -> bool:
    return bool(value) and value != default


def _plain(value: object, zone: tzinfo) -> object:
    """A part of a goal as JSON has it: enumerations by value, moments by the clock of the project."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat(timespec="minutes")
    if isinstance(value, Decimal | Bound):
        return str(value)
    if isinstance(value, tuple) and hasattr(value, "words"):
        return value.words
    if isinstance(value, tuple):
        return [_plain(one, zone) for one in value]
    if is_dataclass(value):
        return _told_of(value, zone)
    return value


def _told_of(value: object, zone: tzinfo) -> dict[str, object]:
    told = dict[str, object]()
    for name in getattr(value, "__slots__", ()):
        of = getattr(value, name)
        if of is None or of == () or of is False:
            continue
        told[name] = f"{len(of)} named" if name in _OF_PEOPLE else _plain(of, zone)
    return told
