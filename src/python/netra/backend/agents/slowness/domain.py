"""What makes calls slow: what was found of the calls that are asked about, and of those of other models."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from netra.backend.agents.domain import Kept
from netra.backend.agents.triage.domain.goal import Goal
from netra.backend.agents.triage.domain.kept_calls import CHOSEN_BY
from netra.backend.calls.schemas import CallFilterQuery
from netra.backend.slow_calls.schemas import SlowCallsQuery, SlowCallsRead


@dataclass(frozen=True, slots=True)
class SlowFound:
    """What goes with the time of the calls; `every` is of all models, where some are asked about."""

    read: Kept[SlowCallsRead]
    every: Kept[SlowCallsRead] | None = None


def is_of_several(goal: Goal) -> bool:
    """Whether several parts are named, such as two models, of which each is told beside the others."""
    field = CHOSEN_BY.get(goal.breakdown) if goal.breakdown is not None else None
    return field is not None and len(getattr(goal.chosen, field)) > 1


def query_of(goal: Goal, asked: CallFilterQuery) -> SlowCallsQuery:
    by = {"by": goal.breakdown.value} if goal.breakdown is not None else {}
    return SlowCallsQuery.model_validate({**_chosen(asked), **by})


def query_of_every_model(goal: Goal, asked: CallFilterQuery) -> SlowCallsQuery | None:
    """The same calls of whichever model; None where no model is asked about by itself."""
    if not goal.chosen.models or is_of_several(goal):
        return None
    left = {name: value for name, value in _chosen(asked).items() if name != "model"}
    return SlowCallsQuery.model_validate(left)


def _chosen(asked: CallFilterQuery) -> Mapping[str, Any]:
    return asked.model_dump(by_alias=True, exclude_defaults=True)
