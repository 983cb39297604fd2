"""Names side by side: the figure of each that is asked for, how far apart they are, what they had to do."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NamedTuple

from netra.backend.agents.derived import average_of, difference
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.reporting.domain.parts import QUANTITIES, whole_figure
from netra.backend.agents.schemas import Cell, Passage, ReportTable, Section
from netra.backend.agents.side_by_side.domain import SideFound
from netra.backend.agents.text import counted
from netra.backend.agents.triage.domain.beside import Beside, BesideMeasure
from netra.backend.agents.triage.domain.goal import Average, Metric
from netra.backend.analytics.schemas import FigureRead
from netra.backend.latency.schemas import LatencyGroupRead
from netra.backend.projects.domain import Project

_JUDGED: Final = (BesideMeasure.CALL_COST, BesideMeasure.DURATION, BesideMeasure.ERROR_RATE)
"""What is known of which one to keep."""
_NO_QUALITY: Final = (
    " Which one to keep also depends on how good the answers of each are, and no log records that: "
    "give both the same part of the traffic and judge what they answer."
)
_ALIKE: Final = Decimal("1.005")
"""Less than this many times as much is the same."""
_CLOSE: Final = Decimal("1.095")
_FAR: Final = 10


class _Words(NamedTuple):
    """How a measure is told, as in "opus costs $2 a call, haiku $1: 2 times as much", and its title."""

    verb: str
    after: str
    more: str
    title: str


_TOLD: Final[Mapping[BesideMeasure, _Words]] = MappingProxyType(
    {
        BesideMeasure.CALL_COST: _Words("costs", " a call", "much", "Cost a call"),
        BesideMeasure.SESSION_COST: _Words("costs", " a session", "much", "Cost a session"),
        BesideMeasure.COST: _Words("cost", " in all", "much", "Cost"),
        BesideMeasure.DURATION: _Words("takes", " or less for half of its calls", "long", "Median duration"),
        BesideMeasure.P95: _Words(
            "takes", " or less for 95 of 100 calls", "long", "Duration that 95 of 100 calls stay below"
        ),
        BesideMeasure.P99: _Words(
            "takes", " or less for 99 of 100 calls", "long", "Duration that 99 of 100 calls stay below"
        ),
        BesideMeasure.TTFT: _Words(
            "has its first token after", " in the middle call", "long", "Median time to the first token"
        ),
        BesideMeasure.ERROR_RATE: _Words("fails in", " of its calls", "often", "Failed"),
        BesideMeasure.CALLS: _Words("has", " calls", "many", "Calls"),
        BesideMeasure.TOKENS: _Words("used", "", "many", "Tokens"),
        BesideMeasure.INPUT: _Words("used", " of input", "many", "Input tokens"),
        BesideMeasure.OUTPUT: _Words("used", " of output", "many", "Output tokens"),
    }
)
_SUMMED: Final[Mapping[BesideMeasure, Metric]] = MappingProxyType(
    {
        BesideMeasure.CALLS: Metric.CALLS,
        BesideMeasure.TOKENS: Metric.TOKENS,
        BesideMeasure.INPUT: Metric.INPUT_TOKENS,
        BesideMeasure.OUTPUT: Metric.OUTPUT_TOKENS,
    }
)
_TIMED: Final[Mapping[BesideMeasure, Callable[[LatencyGroupRead], FigureRead]]] = MappingProxyType(
    {
        BesideMeasure.DURATION: lambda whole: whole.duration_p50,
        BesideMeasure.P95: lambda whole: whole.duration_p95,
        BesideMeasure.P99: lambda whole: whole.duration_p99,
        BesideMeasure.TTFT: lambda whole: whole.ttft_p50,
        BesideMeasure.ERROR_RATE: lambda whole: whole.error_rate,
    }
)


@dataclass(frozen=True, slots=True)
class _Told:
    """One name with what was found of it."""

    found: SideFound
    project: Project

    @property
    def label(self) -> str:
        return self.found.side.label

    def figure(self, measure: BesideMeasure) -> FigureRead:
        overview = self.found.overview.result
        if measure in _TIMED:
            return _TIMED[measure](self.found.latency.result.whole)
        if measure in _SUMMED:
            return whole_figure(QUANTITIES[_SUMMED[measure]], overview, self.found.asked.filter, self.project)
        if measure is BesideMeasure.SESSION_COST:
            return average_of(overview.cost, overview.sessions, Average.SESSION)
        return overview.cost if measure is BesideMeasure.COST else self.each_call(overview.cost)

    def each_call(self, figure: FigureRead) -> FigureRead:
        """Calls without a known price have no part in the cost of a call."""
        overview = self.found.overview.result
        unpriced = sum(row.unpriced_calls for row in overview.by_model) if figure is overview.cost else 0
        return average_of(figure, overview.calls - unpriced, Average.CALL)


def sides_answer(beside: Beside, given: Given) -> Passage:
    """Each one's figure and how far apart they are; then what their calls were, which may not be alike."""
    told = [_Told(found, given.project) for found in given.sides]
    without = [one.label for one in told if not one.found.overview.result.calls]
    told = [one for one in told if one.found.overview.result.calls]
    lead = f"No calls of {' or '.join(without)} match what you asked about. " if without else ""
    figures = dict[str, FigureRead]()
    measures = [
        *beside.measures,
        *(one for one in _JUDGED if beside.is_judged and one not in beside.measures),
    ]
    said = [_measured(measure, told, figures) for measure in measures]
    text = f"{lead}{_confirmed(beside, told)}{' '.join(said)}"
    if len(told) > 1:
        text += _work(told, figures)
    if BesideMeasure.SESSION_COST in measures:
        text += " Only calls that have a session are told here."
    return Passage(text=text + (_NO_QUALITY if beside.is_judged else ""), figures=figures)


def _measured(measure: BesideMeasure, told: Sequence[_Told], figures: dict[str, FigureRead]) -> str:
    """For example "opus costs {a} a call, haiku {b}: 2.4 times as much ({c} more)."."""
    words, ranked = _TOLD[measure], _ranked(measure, told)
    names = [f"{measure}_{place}" for place in range(len(ranked))]
    figures |= {name: figure for name, (_, figure) in zip(names, ranked, strict=True)}
    said = [f"{one.label} {{{name}}}" for name, (one, _) in zip(names, ranked, strict=True)]
    said[0] = f"{ranked[0][0].label} {words.verb} {{{names[0]}}}{words.after}"
    apart = _apart(measure, [figure for _, figure in ranked], figures) if len(ranked) > 1 else ""
    return f"{', '.join(said)}{apart}."


def _ranked(measure: BesideMeasure, told: Sequence[_Told]) -> list[tuple[_Told, FigureRead]]:
    """The largest first; what is not known comes last."""
    pairs = [(one, one.figure(measure)) for one in told]
    return sorted(pairs, key=lambda pair: (pair[1].value is None, -(pair[1].value or Decimal(0))))


def _apart(measure: BesideMeasure, ranked: Sequence[FigureRead], figures: dict[str, FigureRead]) -> str:
    """How many times the least the largest one is, and how much more."""
    most, least = ranked[0], ranked[-1]
    if most.value is None or least.value is None:
        return ""
    if not least.value:
        return "" if most.value else ": the same"
    ratio = most.value / least.value
    if ratio < _ALIKE:
        return ": about the same"
    figures[f"{measure}_apart"] = difference(f"{measure}.apart", most, least)
    among = " as the least" if len(ranked) > len(("one", "other")) else ""
    return f": {_times(ratio)} times as {_TOLD[measure].more}{among}, {{{measure}_apart}} more"


def _times(ratio: Decimal) -> str:
    places = 0 if ratio >= _FAR else 2 if ratio < _CLOSE else 1
    return f"{ratio:,.{places}f}"


def _confirmed(beside: Beside, told: Sequence[_Told]) -> str:
    """Yes or no to what was asked; nothing where figures do not agree on it."""
    claim = beside.claim
    if claim is None or len(told) != len(beside.sides):
        return ""
    sides = [told[claim.place], told[1 - claim.place]]
    held = {
        _holds([one.figure(measure).value for one in sides], claim.is_more) for measure in beside.measures
    }
    said = held.pop() if len(held) == 1 else None
    return "" if said is None else "Yes. " if said else "No. "


def _holds(values: Sequence[Decimal | None], is_more: bool) -> bool | None:
    first, other = values
    if first is None or other is None:
        return None
    return first > other if is_more else first < other


def _work(told: Sequence[_Told], figures: dict[str, FigureRead]) -> str:
    """What a call of each had to do, by its tokens."""
    said = list[str]()
    for place, one in enumerate(told):
        overview = one.found.overview.result
        figures[f"in_{place}"], figures[f"out_{place}"] = map(
            one.each_call, (overview.input, overview.output)
        )
        which = "a call of" if not place else "one of"
        said.append(f"{which} {one.label} has {{in_{place}}} in and {{out_{place}}} out on average")
    return f" Their work may differ: {', '.join(said)}."


def sides_sections(given: Given) -> list[Section]:
    """All that is known of each, side by side."""
    if not given.sides or given.goal is None or given.goal.beside is None:
        return []
    told = [_Told(found, given.project) for found in given.sides]
    is_of_sessions = BesideMeasure.SESSION_COST in given.goal.beside.measures
    rows = list(_rows(told, is_of_sessions=is_of_sessions))
    table = ReportTable(columns=["", *(one.label for one in told)], rows=rows)
    of = ", ".join(f"{one.label}: {counted(one.found.overview.result.calls, 'call')}" for one in told)
    passages = [Passage(text=f"{of}.")]
    return [
        Section(heading="Side by side", passages=passages, table=table, result_id=given.sides[0].overview.id)
    ]


def _rows(told: Sequence[_Told], *, is_of_sessions: bool) -> Iterator[list[Cell]]:
    for measure, words in _TOLD.items():
        if measure is not BesideMeasure.SESSION_COST or is_of_sessions:
            yield [Cell(text=words.title), *(Cell(figure=one.figure(measure)) for one in told)]
    for title, side in (("Input tokens a call", "input"), ("Output tokens a call", "output")):
        summed = [(one, getattr(one.found.overview.result, side)) for one in told]
        yield [Cell(text=title), *(Cell(figure=one.each_call(figure)) for one, figure in summed)]
