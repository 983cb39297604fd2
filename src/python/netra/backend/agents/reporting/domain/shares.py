"""The answer to what share something is: the part, the whole, and how much of it the part is."""

from netra.backend.agents.derived import share_of
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.reporting.domain.parts import QUANTITIES, quantity_of, whole_figure
from netra.backend.agents.schemas import Passage
from netra.backend.agents.triage.domain.goal import Goal, Whole
from netra.backend.analytics.schemas import Overview


def share_answer(goal: Goal, share_of_what: Whole, given: Given, overview: Overview) -> Passage | None:
    """The share of one quantity, or of the calls chosen; None where the whole was not added up."""
    whole_quantity = QUANTITIES.get(share_of_what.metric)
    if whole_quantity is None or given.asked is None or given.whole is None or given.whole_asked is None:
        return None
    quantity = quantity_of(goal)
    part = whole_figure(quantity, overview, given.asked.filter, given.project)
    whole = whole_figure(whole_quantity, given.whole.result, given.whole_asked.filter, given.project)
    share = share_of(part, whole)
    if share.value is None:
        return None
    noun = whole_quantity.name.lower()
    text = f"{{share}} of the {noun}: {{part}} of {{whole}}."
    if quantity.figure != whole_quantity.figure:
        text = f"{{share}} of the {noun} are {quantity.name.lower()}: {{part}} of {{whole}}."
    return Passage(text=text, figures={"share": share, "part": part, "whole": whole})
