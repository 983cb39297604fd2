"""A goal as far as one question says it, before it is known whether it amends the one before."""

from dataclasses import dataclass

from netra.backend.agents.triage.domain.divisions.shares import Share
from netra.backend.agents.triage.domain.goal import Goal, Intent, Ranking
from netra.backend.agents.triage.domain.names.filters import NO_TARGETS, Targets
from netra.backend.agents.triage.domain.times.calendar_ranges import Shift
from netra.backend.calls.domain.bounds import Bound


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
        """Whether it names a lever, caching as billed, or calls in an order: something else of them."""
        ranking = self.goal.ranking
        named = bool(self.goal.levers) or self.goal.is_without_caching
        return named or (ranking is not None and ranking.calls is not None)

    @property
    def says_something(self) -> bool:
        return self.says_of_calls or bool(self.goal.time or self.shift)

    @property
    def says_of_calls(self) -> bool:
        """Whether it says anything but a time, which the whole world has."""
        goal = self.goal
        return any(
            (
                *(goal.chosen, goal.excluded, goal.unknown_names, goal.breakdown),
                *(goal.constraints, goal.target, goal.supposition, goal.levers, goal.excluded_levers),
            )
        )
