"""Where failed calls are that cost money, in words."""

from netra.backend.agents.derived import share_of, sum_of
from netra.backend.agents.failed_places.domain import FEWEST_FAILED, leading_places
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.reporting.domain.parts import cost_of_part
from netra.backend.agents.schemas import Passage
from netra.backend.agents.text import counted
from netra.backend.analytics.schemas import FigureRead


def failed_places(given: Given) -> Passage:
    """The names that most of what failed calls cost is of; empty where it is spread."""
    found = given.failed_places
    tables = [one.result for one in found.tables] if found is not None else []
    if found is None or not tables or sum(row.calls for row in tables[0].rows) < FEWEST_FAILED:
        return Passage(text="")
    every = [cost_of_part(row, tables[0].by, found.asked.filter, given.project) for row in tables[0].rows]
    figures, told = dict[str, FigureRead](), list[str]()
    for by, row in leading_places(tables):
        cost = cost_of_part(row, by, found.asked.filter, given.project)
        figures[f"failed_{by}"] = share_of(cost, sum_of("cost.failed", every))
        told.append(f"the {by.words} {row.key} ({counted(row.calls, 'call')}, {{failed_{by}}})")
    if not told:
        return Passage(text="")
    return Passage(text=f" Most of what they cost is {', '.join(told)}.", figures=figures)
