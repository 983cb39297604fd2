"""Single calls in an order: a table whose rows open the calls, and in words what they come to."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from netra.backend.agents.derived import share_of
from netra.backend.agents.domain import Kept
from netra.backend.agents.schemas import Cell, Passage, ReportTable, Section
from netra.backend.agents.text import counted
from netra.backend.analytics.domain import describe
from netra.backend.analytics.domain.figures import Certainty, Figure, Rule, Unit
from netra.backend.analytics.schemas import CallRead, FigureRead, Overview, RankedCalls
from netra.backend.calls.domain.measures import CallMeasure, Order
from netra.backend.projects.domain import Project

_ENDS: Final[Mapping[CallMeasure, tuple[str, str]]] = MappingProxyType(
    {
        CallMeasure.COST: ("dearest", "cheapest"),
        CallMeasure.TOKENS: ("largest", "smallest"),
        CallMeasure.INPUT: ("longest by input", "shortest by input"),
        CallMeasure.OUTPUT: ("longest by output", "shortest by output"),
        CallMeasure.REASONING: ("longest by reasoning", "shortest by reasoning"),
        CallMeasure.DURATION: ("slowest", "fastest"),
        CallMeasure.TTFT: ("slowest to their first token", "fastest to their first token"),
    }
)
_OF_ONE_CALL: Final = Rule(
    id="one-call",
    text="What the log records of this one call.",
    source="Netra Apex glossary: call",
    date="2026-11-27",
)
_UNITS: Final[Mapping[CallMeasure, Unit]] = MappingProxyType(
    {
        CallMeasure.COST: Unit.USD,
        CallMeasure.DURATION: Unit.MS,
        CallMeasure.TTFT: Unit.MS,
    }
)


def ranked_section(found: Kept[RankedCalls], project: Project) -> Section:
    read = found.result
    zone = ZoneInfo(project.time_zone)
    has_users = any(call.user_id for call in read.calls)
    users = ["User"] if has_users else []
    return Section(
        heading=f"The {_end(read)} calls" if len(read.calls) != 1 else f"The {_end(read)} call",
        passages=[],
        table=ReportTable(
            columns=[
                *(f"Begun ({zone})", "Cost", "Model", "Feature or agent", *users),
                *("Input", "Output", "Duration"),
            ],
            rows=[_row(call, zone, project, has_users=has_users) for call in read.calls],
        ),
        result_id=found.id,
    )


def _end(read: RankedCalls) -> str:
    return _ENDS[read.by][read.order is Order.LEAST]


def _row(call: CallRead, zone: ZoneInfo, project: Project, *, has_users: bool) -> list[Cell]:
    at = call.started_at.astimezone(zone)
    return [
        Cell(text=f"{at:%Y-%m-%d %H:%M:%S}", call=call.call_id),
        Cell(figure=_measured(call, CallMeasure.COST, project)),
        Cell(text=call.model or "not recorded"),
        Cell(text=call.feature or call.agent),
        *([Cell(text=call.user_id or "not recorded")] if has_users else []),
        Cell(text=f"{call.usage.input_total:,}"),
        Cell(text=f"{call.usage.output_total:,}"),
        Cell(figure=_measured(call, CallMeasure.DURATION, project)),
    ]


def ranked_answer(read: RankedCalls, overview: Overview, project: Project) -> Passage:
    """The first call of the order, and of dear calls what they are of the whole cost together."""
    if not read.calls:
        return Passage(text=f"None of {counted(overview.calls, 'call')} tells this, so none can be named.")
    first = read.calls[0]
    figures = {"first": _measured(first, read.by, project)}
    of = " ".join(filter(None, [first.model, f"for {first.feature}" if first.feature else ""]))
    at = first.started_at.astimezone(ZoneInfo(project.time_zone))
    text = f"The {_end(read)} call is one of {at.day} {at:%B %Y, %H:%M}{f' ({of})' if of else ''}: {{first}}."
    if read.by is CallMeasure.COST and len(read.calls) > 1 and read.order is Order.MOST:
        figures |= {"together": _together(read, overview), "whole": overview.cost}
        figures["share"] = share_of(figures["together"], overview.cost)
        said = f"The {len(read.calls):,} dearest calls cost {{together}} together, {{share}} of {{whole}}."
        text = f"{said} {text}"
    return Passage(text=text, figures=figures)


def _measured(call: CallRead, by: CallMeasure, project: Project) -> FigureRead:
    value = _values(call)[by]
    kind = call.cost_kind if by is CallMeasure.COST else Certainty.EXACT
    figure = Figure(
        id=f"call.{by}",
        value=value,
        unit=_UNITS.get(by, Unit.TOKENS),
        kind=Certainty.UNKNOWN if value is None else kind,
        rule=describe.CALL_COST_RULE if by is CallMeasure.COST else _OF_ONE_CALL,
        formula="1 call",
        calls=1,
        price_book=str(project.price_book) if by is CallMeasure.COST else None,
    )
    return FigureRead.model_validate(figure, from_attributes=True)


def _values(call: CallRead) -> dict[CallMeasure, Decimal | None]:
    usage = call.usage
    duration, first = (
        None if ms is None else Decimal(f"{ms:.3f}") for ms in (call.duration_ms, call.ttft_ms)
    )
    return {
        CallMeasure.COST: call.cost_usd,
        CallMeasure.TOKENS: Decimal(usage.input_total + usage.output_total),
        CallMeasure.INPUT: Decimal(usage.input_total),
        CallMeasure.OUTPUT: Decimal(usage.output_total),
        CallMeasure.REASONING: Decimal(usage.output_reasoning),
        CallMeasure.DURATION: duration,
        CallMeasure.TTFT: first,
    }


def _together(read: RankedCalls, overview: Overview) -> FigureRead:
    """What the listed calls cost; all of them have a price, or they would not be in this order."""
    costs = [call.cost_usd or Decimal(0) for call in read.calls]
    exact = all(call.cost_kind is Certainty.EXACT for call in read.calls)
    figure = Figure(
        id="cost.ranked",
        value=sum(costs, Decimal(0)),
        unit=Unit.USD,
        kind=Certainty.EXACT if exact else Certainty.ESTIMATED,
        rule=describe.CALL_COST_RULE,
        formula=f"sum of the {len(costs):,} calls in the table",
        calls=len(costs),
        price_book=overview.cost.price_book,
    )
    return FigureRead.model_validate(figure, from_attributes=True)
