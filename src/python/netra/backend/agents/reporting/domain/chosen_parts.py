"""Which parts of a breakdown add up to more, or to less, than an amount."""

from collections.abc import Sequence
from typing import Final

from netra.backend.agents.derived import excess_of, share_of
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.reporting.domain.parts import Parts, parts_of
from netra.backend.agents.reporting.domain.scope import RELATION_WORDS
from netra.backend.agents.schemas import Passage
from netra.backend.agents.text import counted, dollars
from netra.backend.agents.triage.domain.goal import Metric, PartBound
from netra.backend.analytics.domain.figures import Certainty
from netra.backend.analytics.domain.totals import NOTHING
from netra.backend.analytics.schemas import FigureRead, GroupRead, Overview

_MOST_SAID: Final = 12


def chosen_parts(bound: PartBound, given: Given) -> Passage:
    """How many they are and which; where there is none, the one that is nearest."""
    parts = parts_of(given.breakdowns[0].result, given)
    chosen, known = parts.chosen, len(parts.comparable)
    rows = chosen.rows() if len(chosen.table.rows) <= _MOST_SAID else chosen.ranked()
    if not rows:
        return _none(bound, parts)
    count, said = len(rows), rows[:_MOST_SAID]
    figures = {f"part_{place}": parts.figure(row) for place, row in enumerate(said)}
    named = ", ".join(f"{parts.name(row)} ({{part_{place}}})" for place, row in enumerate(said))
    more = f" and {count - len(said):,} more" if count > len(said) else ""
    if bound.of == "together":
        return _together(parts, figures, f"{named}{more}", _left_out(bound, parts))
    if bound.tells_excess:
        beyond = _beyond(bound, parts, figures)
        which = f"{count:,} of {counted(known, parts.words)} {_told(bound, is_one=count == 1)}"
        text = f"{which}: {beyond} They are {named}{more}.{_left_out(bound, parts)}"
        return Passage(text=text, figures=figures)
    text = f"{count:,} of {counted(known, parts.words)} {_told(bound, is_one=count == 1)}: {named}{more}."
    return Passage(text=text + _left_out(bound, parts), figures=figures)


def _together(parts: Parts, figures: dict[str, FigureRead], named: str, left_out: str) -> Passage:
    """How few the largest are that are so much of all, and what the largest is alone."""
    rows, known = parts.chosen.table.rows, len(parts.comparable)
    summed = _sum_of(rows, parts, f"{parts.quantity.figure}.together")
    first = " The largest is {first} alone." if len(rows) > 1 else ""
    said = {"together": share_of(summed, parts.whole), "summed": summed, "whole": parts.whole}
    figures |= {**said, **({"first": share_of(parts.figure(rows[0]), parts.whole)} if first else {})}
    verb = "makes" if len(rows) == 1 else "make"
    text = (
        f"{len(rows):,} of {counted(known, parts.words)} {verb} up {{together}} of "
        f"{_of_what(parts)} ({{summed}} of {{whole}}): {named}.{first}{left_out}"
    )
    return Passage(text=text, figures=figures)


def _of_what(parts: Parts) -> str:
    return f"the {parts.quantity.name.lower()}"


def _sum_of(rows: Sequence[GroupRead], parts: Parts, figure_id: str) -> FigureRead:
    """What some parts add up to; each of them opens to its calls, and their sum says what it is of."""
    summed = sum((parts.amount(row) for row in rows), NOTHING)
    doubt = [parts.figure(row).kind for row in rows]
    return parts.whole.model_copy(
        update={
            "id": figure_id,
            "value": summed,
            "kind": max(doubt, key=tuple(Certainty).index),
            "formula": f"sum of {counted(len(rows), parts.words)} = {summed:,.6f}",
            "calls": sum(row.calls for row in rows),
            "evidence": None,
        }
    )


def _beyond(bound: PartBound, parts: Parts, figures: dict[str, FigureRead]) -> str:
    """What all of them cost beyond the amount, and that work would have been left undone."""
    rows = parts.chosen.table.rows
    all_of_them = _sum_of(rows, parts, "cost.above")
    figures["above"], figures["whole"] = all_of_them, parts.whole
    figures["excess"] = excess_of(all_of_them, len(rows), parts.words, bound.amount)
    figures["excess_share"] = share_of(figures["excess"], parts.whole)
    return _told_excess(bound, parts.words)


def _told_excess(bound: PartBound, each: str) -> str:
    """What lies beyond the amount, in words; the figures are named above, excess, excess_share and whole."""
    return (
        f"they cost {{above}}, of which {{excess}} is beyond {dollars(bound.amount)} of each, "
        f"{{excess_share}} of the {{whole}} of all."
        f" Had each {each} ended there, no more than that had been kept; what it was "
        "working on would be unfinished."
    )


def calls_beyond(bound: PartBound, overview: Overview) -> Passage:
    """What single calls cost beyond an amount of each."""
    excess, amount = excess_of(overview.cost, overview.calls, "call", bound.amount), dollars(bound.amount)
    said = (
        f"{counted(overview.calls, 'call')} cost more than {amount}: {{cost}} in all, of which {{excess}} is "
        f"beyond {amount} of each. What a call is stopped at would be unfinished."
    )
    return Passage(text=said, figures={"cost": overview.cost, "excess": excess})


def _none(bound: PartBound, parts: Parts) -> Passage:
    rows = parts.comparable
    if not rows:
        return Passage(text=f"There is no {parts.words} of which that can be told.{_left_out(bound, parts)}")
    nearest = (max if bound.relation.is_upwards else min)(rows, key=parts.amount)
    text = (
        f"None of {counted(len(rows), parts.words)} {_told(bound, is_one=True)}. "
        f"The nearest is {parts.name(nearest)}: {{part_0}}.{_left_out(bound, parts)}"
    )
    return Passage(text=text, figures={"part_0": parts.figure(nearest)})


def _told(bound: PartBound, *, is_one: bool) -> str:
    """For example "cost more than $50" and "has at least 1,000 calls"."""
    relation = RELATION_WORDS[bound.relation]
    if bound.of == "share":
        much = "cost" if bound.metric is Metric.COST else bound.metric.value.replace("_", " ")
        return f"{'makes' if is_one else 'make'} up {relation} {100 * bound.amount:.4g} % of the {much}"
    if bound.metric is Metric.COST:
        return f"{'costs' if is_one else 'cost'} {relation} {dollars(bound.amount)}"
    unit = bound.metric.value.replace("_", " ")
    return f"{'has' if is_one else 'have'} {relation} {bound.amount:,f} {unit}"


def _left_out(bound: PartBound, parts: Parts) -> str:
    """What could not be compared with the amount."""
    unpriced = sum(1 for row in parts.table.rows if row.key and not parts.is_known(row))
    said = f" {counted(unpriced, parts.words)} without a known price left out." if unpriced else ""
    if any(not row.key for row in parts.table.rows):
        said += f" Calls without a recorded {parts.words} are left out."
    if parts.table.by.is_time and not bound.relation.is_upwards:
        said += f" A {parts.words} without calls is not counted."
    if parts.table.truncated:
        said += f" Only {len(parts.table.rows):,} of them could be looked at."
    return said
