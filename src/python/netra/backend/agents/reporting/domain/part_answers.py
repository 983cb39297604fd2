"""The parts of a breakdown in words: its ends, what a part has on average, and how many there are."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from netra.backend.agents.derived import average_of, middle_of, share_of, sum_of
from netra.backend.agents.reporting.domain.averages import Each
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.reporting.domain.parts import MONEY, Parts, parts_of
from netra.backend.agents.reporting.domain.trends import Step, trend, whole_steps
from netra.backend.agents.schemas import Passage
from netra.backend.agents.text import a, counted
from netra.backend.agents.triage.domain.goal import Average
from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.domain.figures import Unit
from netra.backend.analytics.schemas import FigureRead, GroupRead
from netra.backend.calls.domain.measures import Order

MOST_IN_THE_MIDDLE: Final = 5_000
_FEWEST_STEPS: Final = 3
MOST_TREND: Final = 60
"""So many steps, the last ones, are looked at for how they went."""
_SENT_AS: Final[Mapping[Dimension, str]] = MappingProxyType(
    {
        Dimension.MODEL: "its model",
        Dimension.PROVIDER: "its provider",
        Dimension.AGENT: "the name of the agent that makes it",
        Dimension.FEATURE: "the feature that it serves",
        Dimension.USER: "a user id",
        Dimension.SESSION: "a session id",
        Dimension.STOP_REASON: "why it ended",
    }
)
"""What tells the part of a call."""


def ends(given: Given) -> Passage:
    """Which parts are at the end of the order that was asked for, with what they are of the whole."""
    parts = parts_of(given.breakdowns[0].result, given)
    if not any(map(parts.is_named, parts.table.rows)):
        return _none_named(parts)
    rows = parts.ranked()[: parts.count or 1]
    if parts.each is not None and parts.is_by_rate and rows[0].key:
        return _followed(_rates(parts, parts.each, rows), _trend(parts))
    end = parts.quantity.end(parts.order, parts.words if len(rows) == 1 else parts.plural)
    figures = {f"part_{place}": parts.figure(row) for place, row in enumerate(rows)} | {"whole": parts.whole}
    if len(rows) > 1:
        text, summed = _several(parts, rows, end)
        figures |= summed
    elif not rows[0].key:
        text = f"The largest part, {{part_0}} of {{whole}}, has no recorded {parts.table.by.words}."
    elif parts.is_tallied:
        text = f"The {end} is {parts.name(rows[0])}: {{part_0}}; over all of them there are {{whole}}."
    else:
        text = f"The {end} is {parts.name(rows[0])}: {{part_0}} of {{whole}} ({{share}})."
        figures["share"] = parts.share(rows[0])
        if parts.own_whole is not None:
            which = "highest" if parts.order is Order.MOST else "lowest"
            own = f"{parts.quantity.name.lower()} of its {parts.own_whole.name.lower()}"
            text = f"The {parts.words} with the {which} share is {parts.name(rows[0])}: {{share}}, {own}."
    course = _course(parts, rows)
    return Passage(text=text + course.text + _left_out(parts), figures={**figures, **course.figures})


def _followed(told: Passage, more: Passage) -> Passage:
    return Passage(text=told.text + more.text, figures={**told.figures, **more.figures})


def _none_named(parts: Parts) -> Passage:
    """That no call says which part it belongs to, and what would tell; then the quantity of them all."""
    calls = counted(sum(row.calls for row in parts.table.rows), "call")
    verb = "They cost" if parts.quantity is MONEY else f"{parts.quantity.name} of all of them:"
    send = _SENT_AS.get(parts.table.by)
    told = f" Send {send} with each call to know." if send is not None else ""
    text = f"Not recorded: none of {calls} names its {parts.table.by.words}.{told} {verb} {{whole}} in all."
    return Passage(text=text, figures={"whole": parts.whole})


def _several(parts: Parts, rows: Sequence[GroupRead], end: str) -> tuple[str, dict[str, FigureRead]]:
    """The parts at one end with what they come to together and what that is of all; the sum comes first."""
    said = ", ".join(f"{parts.name(row)} ({{part_{place}}})" for place, row in enumerate(rows))
    is_all = len(rows) == len(parts.table.rows) or not all(map(parts.is_known, rows))
    if parts.is_tallied or parts.own_whole is not None or is_all:
        return f"The {len(rows)} {end}: {said}. All {parts.plural} together: {{whole}}.", {}
    listed = sum_of(f"{parts.quantity.figure}.listed", [parts.figure(row) for row in rows])
    figures = {"listed": listed, "listed_share": share_of(listed, parts.whole)}
    verb = "cost" if parts.quantity is MONEY else "have"
    of = " calls" if parts.whole.unit is Unit.CALLS else ""
    text = f"The {len(rows)} {end} {verb} {{listed}}{of} together, {{listed_share}} of {{whole}}{of}: {said}."
    return text, figures


def _course(parts: Parts, rows: Sequence[GroupRead]) -> Passage:
    """Of days, weeks or months also the other end and the latest, so that a break is seen."""
    told, shares = [row for row in parts.ranked() if row.key], parts.own_whole is not None
    if len(rows) > 1 or not parts.is_in_order or len(told) < _FEWEST_STEPS or parts.order is not Order.MOST:
        return Passage(text="")
    ends = {"lowest": told[-1], **({"latest": parts.table.rows[-1]} if parts.table.by.is_time else {})}
    figures = {name: parts.share(row) if shares else parts.figure(row) for name, row in ends.items()}
    others = [(name, row) for name, row in ends.items() if row is not rows[0]]
    said = (f"the {name} is {parts.name(row)} ({{{name}}})" for name, row in others)
    went = _trend(parts)
    text = f" Beside it, {' and '.join(said)}.{went.text}"
    return Passage(text=text, figures={**figures, **went.figures})


def course_of(given: Given) -> Passage:
    """How what is asked about went from step to step, where it is told by a stretch of time."""
    if not given.breakdowns or given.asked is None:
        return Passage(text="")
    return _trend(parts_of(given.breakdowns[0].result, given))


def _trend(parts: Parts) -> Passage:
    """How it went from step to step; of sums only over steps that are recorded as a whole."""
    by, is_share = parts.table.by, parts.own_whole is not None
    if not by.is_time:
        return Passage(text="")
    told = parts.rate if parts.is_by_rate else parts.share if is_share else parts.figure
    steps = [Step(row.key, told(row)) for row in parts.table.rows[-MOST_TREND:] if row.key]
    if is_share or parts.is_by_rate:
        return trend(steps, by, "higher", "lower")
    time = parts.overview.time
    since, until = (at.astimezone(ZoneInfo(time.zone)) if at else None for at in (time.since, time.until))
    return trend(whole_steps(steps, by, since, until), by, "higher", "lower", whole=True)


def _rates(parts: Parts, each: Each, rows: Sequence[GroupRead]) -> Passage:
    """Which parts have the most of the quantity for each of what is asked, or the least."""
    rate = "median cost of a call" if each.is_median else f"{parts.quantity.name.lower()} {_per(each)}"
    most, least = ("highest", "lowest") if parts.quantity is MONEY else ("most", "least")
    which = most if parts.order is Order.MOST else least
    figures = {f"part_{place}": parts.rate(row) for place, row in enumerate(rows)}
    if len(rows) > 1:
        said = ", ".join(f"{parts.name(row)} ({{part_{place}}})" for place, row in enumerate(rows))
        text = f"The {len(rows)} {parts.plural} with the {which} {rate}: {said}."
    else:
        text = f"The {parts.words} with the {which} {rate} is {parts.name(rows[0])}: {{part_0}}."
    return Passage(text=text + _left_out(parts), figures=figures)


def _per(each: Each) -> str:
    return a(each.words) if each.units == 1 else f"per {each.words}"


def _left_out(parts: Parts) -> str:
    """What could not be at the lower end, though it may belong there."""
    if parts.order is Order.MOST:
        return ""
    unpriced = sum(1 for row in parts.table.rows if row.cost is None) if parts.quantity is MONEY else 0
    said = f" {counted(unpriced, parts.words)} without a known price left out." if unpriced else ""
    one = a(parts.words).capitalize()
    return f"{said} {one} without calls is not counted." if parts.table.by.is_time else said


def average_part(given: Given) -> Passage:
    """What a part has on average; nothing where no such average is asked for."""
    parts = parts_of(given.breakdowns[0].result, given)
    if parts.goal is None or parts.goal.average is not Average.GROUP or parts.own_whole is not None:
        return Passage(text="")
    rows = [row for row in parts.table.rows if parts.is_named(row)]
    if not rows:
        return Passage(text="")
    if len(rows) == 1 and parts.table.by.is_time:
        return Passage(text=f" All of it lies in one {parts.words}, perhaps not the whole of it: no average.")
    average = average_of(parts.summed, len(rows), parts.words)
    middle = middle_of([parts.figure(row) for row in rows[:MOST_IN_THE_MIDDLE]], parts.words)
    count = f"{len(rows):,}"
    has = "costs" if parts.quantity is MONEY else "has"
    there = f"there are {count}"
    if parts.table.by.is_time:
        there += " with calls, and the first and the last may be recorded in part"
    calls, all_calls = (sum(row.calls for row in of) for of in (rows, parts.table.rows))
    if calls != all_calls:
        have = f"{calls:,} of {counted(all_calls, 'call')} have {a(parts.words)}"
        there += f"; {have}, the others are in neither"
    text = f" On average {a(parts.words)} {has} {{average}}, the median is {{median}}; {there}."
    return Passage(text=text, figures={"average": average, "median": middle})


def counted_parts(given: Given) -> Passage:
    """How many parts there are, and which is the largest."""
    parts = parts_of(given.breakdowns[0].result, given)
    named = sum(1 for row in parts.table.rows if row.key)
    more = "" if named == len(parts.table.rows) else f" Some calls record no {parts.words}."
    at_least = "At least " if parts.table.truncated else ""
    largest = ends(given)
    text = f"{at_least}{named:,} {parts.words if named == 1 else parts.plural}.{more} {largest.text}"
    return largest.model_copy(update={"text": text})
