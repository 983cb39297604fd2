"""Says where the figures of a project come from, and how sure they are."""

from typing import Final

from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.schemas import Passage
from netra.backend.agents.text import counted
from netra.backend.agents.triage.domain.goal import Goal
from netra.backend.analytics.domain.figures import Certainty
from netra.backend.analytics.schemas import Overview
from netra.backend.pricing.domain.books import PriceBookId

_ENDS: Final = (
    "Every figure here opens to its rule, its formula and its calls; ~ marks an estimate, and what is not "
    "known is said to be so and never counted as zero. What a change would save is reckoned by applying it "
    "to the recorded calls one by one; whether answers stay as good, no figure tells."
)


def provenance_answer(_: Goal, given: Given, overview: Overview) -> Passage:
    """Where counts and prices come from, what is assumed, and what no log tells."""
    parts = (_counts(overview), _prices(given, overview), _certainty(overview), *overview.notes, _ENDS)
    return Passage(text=" ".join(part for part in parts if part), figures={"cost": overview.cost})


def _counts(overview: Overview) -> str:
    return (
        f"Tokens, times and errors are what your {counted(overview.calls, 'call')} say of themselves, "
        "counted and not sampled."
    )


def _prices(given: Given, overview: Overview) -> str:
    """Whose prices; a project may assume one for models that no book knows."""
    book = overview.cost.price_book or given.project.price_book.value
    assumed = given.project.assumed_price is not None
    own = " Models it does not know cost what the project's settings assume." if assumed else ""
    is_flat = given.project.price_book is PriceBookId.DEFINITIONS_FLAT
    price = "one flat price of each model" if is_flat else "the list price of each model when it was called"
    return (
        f"Their cost is these tokens times {price}, by the price book {book}.{own} Discounts, credits, taxes "
        "and rounding of your contract are not in it: lay one bill of your provider beside it."
    )


def _certainty(overview: Overview) -> str:
    cost = overview.cost
    if cost.value is None:
        return f"The cost is not known: {cost.missing or 'no call has a known price'}."
    if cost.kind is Certainty.EXACT:
        return "By that, {cost} is exact."
    why = () if overview.notes else cost.assumptions
    return " ".join(("By that, {cost} is an estimate.", *why))
