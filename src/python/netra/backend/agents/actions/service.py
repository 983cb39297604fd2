"""Actions: what to do about each finding that pays, in the order of the findings."""

from dataclasses import dataclass

from netra.backend.agents.actions.domain import action_for
from netra.backend.agents.desk import Desk
from netra.backend.agents.optimization.service import Studied
from netra.backend.agents.schemas import Action
from netra.backend.agents.text import counted


@dataclass(frozen=True, slots=True)
class ActionsInput:
    studied: tuple[Studied, ...]


@dataclass(frozen=True, slots=True)
class ActionsOutput:
    actions: tuple[Action, ...]


class ActionsAgent:
    async def run(self, desk: Desk, given: ActionsInput) -> ActionsOutput:
        """Derive one action of each finding that something can be done about, in the order of the findings.

        Those of which no saving is known come last: a trial of another model saves nothing by itself.
        """
        made = [action_for(one.finding, one.result) for one in given.studied]
        actions = [action for action in made if action is not None]
        actions.sort(key=lambda action: action.saving is None)
        await desk.close(f"{counted(len(actions), 'thing')} to do." if actions else "Nothing to do.")
        return ActionsOutput(tuple(actions))
