"""A goal that was read before there was an answer, about the part that this answer names first."""

from dataclasses import fields, replace
from typing import Any, Final

from netra.backend.agents.triage.domain.goal import FIRST_NAMED, Chosen, Goal
from netra.backend.agents.triage.domain.kept_calls import CHOSEN_BY
from netra.backend.agents.triage.domain.names.pointers import Leading

_LEFT: Final = ("the first one of the answer before",)


def with_first_named(goal: Goal, leading: Leading | None) -> Goal:
    """The goal with the name of that part; where there is none, about all calls, and saying so."""
    pointing = [one.name for one in fields(Chosen) if FIRST_NAMED in getattr(goal.chosen, one.name)]
    if not pointing:
        return goal
    field = CHOSEN_BY.get(leading.by) if leading is not None else None
    if leading is None or not leading.key or field is None:
        rest: dict[str, Any] = {
            name: tuple(one for one in getattr(goal.chosen, name) if one != FIRST_NAMED) for name in pointing
        }
        return replace(goal, chosen=replace(goal.chosen, **rest), unread=(*goal.unread, *_LEFT))
    named: dict[str, Any] = {**dict.fromkeys(pointing, ()), field: (leading.key,)}
    return replace(goal, chosen=replace(goal.chosen, **named))
