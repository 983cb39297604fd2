"""What a kind of token cost, in a few words, beside all kinds and by what it was asked for."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Final
from uuid import UUID

from netra.backend.agents.derived import share_of
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.reporting.domain.part_tables import MOST_ROWS, MOST_STEPS
from netra.backend.agents.reporting.domain.rows_left_out import rows_left_out
from netra.backend.agents.schemas import Cell, Passage, ReportTable, Section
from netra.backend.agents.text import called, counted
from netra.backend.agents.triage.domain.goal import Goal
from netra.backend.analytics.schemas import FigureRead
from netra.backend.calls.domain.measures import Order
from netra.backend.token_costs.domain import TokenKind
from netra.backend.token_costs.schemas import KindCostRead, TokenCostPartRead, TokenCostsRead

_WORDS: Final[Mapping[TokenKind, str]] = MappingProxyType(
    {
        TokenKind.INPUT: "Input",
        TokenKind.FRESH: "Fresh input",
        TokenKind.CACHED: "Reading from caches",
        TokenKind.CACHE_WRITES: "Writing to caches",
        TokenKind.WRITES_5M: "Writing to caches for 5 minutes",
        TokenKind.WRITES_1H: "Writing to caches for an hour",
        TokenKind.OUTPUT: "Output",
        TokenKind.TEXT: "Text",
        TokenKind.REASONING: "Reasoning",
        TokenKind.FEES: "Fees beside tokens",
        TokenKind.OTHER: "Not explained by list prices",
        TokenKind.ALL: "All",
    }
)
_WITHIN: Final[Mapping[TokenKind, Mapping[TokenKind, str]]] = MappingProxyType(
    {
        TokenKind.INPUT: {
            TokenKind.CACHED: "reading from caches",
            TokenKind.CACHE_WRITES: "writing to them",
        },
        TokenKind.OUTPUT: {TokenKind.REASONING: "reasoning"},
    }
)
"""What of a kind is told with it, where it cost anything."""
_INNER: Final = frozenset(
    {TokenKind.FRESH, TokenKind.CACHED, TokenKind.WRITES_5M, TokenKind.WRITES_1H}
    | {TokenKind.TEXT, TokenKind.REASONING}
)
_SHOWN_IF_ANY: Final = frozenset({TokenKind.FEES, TokenKind.OTHER})
_IN_SUMS: Final = frozenset({TokenKind.CACHE_WRITES})
"""Told by its parts in the table of all kinds."""
_NONE: Final = Decimal(0)
_FAILED: Final = "What the kinds of tokens cost could not be computed: see what went wrong below."


def kind_answer(goal: Goal, given: Given) -> Passage:
    """What the kind cost of all that the calls cost, and which part of them has most of it."""
    if given.token_costs is None:
        return Passage(text=_FAILED)
    read, kind = given.token_costs.result, goal.cost_of or TokenKind.ALL
    if _of(read.costs, TokenKind.ALL).value is None:
        return Passage(text=f"No price is known for {counted(read.calls, 'call')} that you ask about.")
    passage = _every_kind(read) if kind is TokenKind.ALL else _one_kind(read, kind)
    ends = _ends(goal, read)
    text = passage.text + ends.text + _left_out(read)
    return Passage(text=text, figures={**passage.figures, **ends.figures})


def _one_kind(read: TokenCostsRead, kind: TokenKind) -> Passage:
    part, whole = _of(read.costs, kind), _of(read.costs, TokenKind.ALL)
    if part.value is None:
        text = f"{_WORDS[kind]}: what it cost is not known, for no call records it. All cost {{whole}}."
        return Passage(text=text, figures={"whole": whole})
    figures = {"part": part, "whole": whole}
    text = f"{_WORDS[kind]} cost {{part}} of {{whole}}"
    if whole.value:
        figures["share"] = share_of(part, whole)
        text += " ({share})"
    within = _within(read, kind)
    return Passage(text=f"{text}.{within.text}", figures={**figures, **within.figures})


def _within(read: TokenCostsRead, kind: TokenKind) -> Passage:
    found = {inner: _of(read.costs, inner) for inner in _WITHIN.get(kind, {})}
    told = {inner: figure for inner, figure in found.items() if figure.value}
    if not told:
        return Passage(text="")
    said = " and ".join(f"{_WITHIN[kind][inner]} {{{inner}}}" for inner in told)
    return Passage(text=f" Of that, {said}.", figures={inner.value: figure for inner, figure in told.items()})


def _every_kind(read: TokenCostsRead) -> Passage:
    whole = _of(read.costs, TokenKind.ALL)
    sides = {kind: _of(read.costs, kind) for kind in (TokenKind.INPUT, TokenKind.OUTPUT)}
    figures = {"whole": whole, **{kind.value: figure for kind, figure in sides.items()}}
    shares = (
        {f"{kind}_share": share_of(figure, whole) for kind, figure in sides.items()} if whole.value else {}
    )
    told = {kind: f"{{{kind}}} ({{{kind}_share}})" if shares else f"{{{kind}}}" for kind in sides}
    text = f"Of {{whole}}, input cost {told[TokenKind.INPUT]} and output {told[TokenKind.OUTPUT]}"
    reasoning, beside = _of(read.costs, TokenKind.REASONING), _of(read.costs, TokenKind.FEES)
    if reasoning.value:
        figures["reasoning"] = reasoning
        text += ", of which reasoning {reasoning}"
    if beside.value:
        figures["fees"] = beside
        text += "; fees beside tokens were {fees}"
    return Passage(text=f"{text}.", figures={**figures, **shares})


def _ends(goal: Goal, read: TokenCostsRead) -> Passage:
    """The parts at the end of the order that was asked for; steps of time stand in their own order."""
    if read.by is None or (read.by.is_time and goal.ranking is None):
        return Passage(text="")
    rows = ranked(goal, read)[: (goal.ranking.count if goal.ranking else None) or 1]
    if not rows:
        return Passage(text="")
    named = [f"{called(row.key)} ({{part_{place}}})" for place, row in enumerate(rows)]
    which = "lowest" if _order(goal) is Order.LEAST else "highest"
    among = f" among the {len(read.parts)} dearest" if which == "lowest" and read.parts_left_out else ""
    words = f"{read.by.words} with the {which}{among} is" if len(rows) == 1 else f"{which}{among} are"
    figures = {f"part_{place}": _of(row.costs, read.kind) for place, row in enumerate(rows)}
    return Passage(text=f" The {words} {', '.join(named)}.", figures=figures)


def ranked(goal: Goal, read: TokenCostsRead) -> list[TokenCostPartRead]:
    """The parts of which the cost is known, from the end that was asked for; at the lower end the named."""
    is_least = _order(goal) is Order.LEAST
    known = [row for row in read.parts if _of(row.costs, read.kind).value is not None]
    known = [row for row in known if row.key or not is_least]
    return sorted(known, key=lambda row: _of(row.costs, read.kind).value or _NONE, reverse=not is_least)


def _order(goal: Goal) -> Order:
    return goal.ranking.order if goal.ranking is not None else Order.MOST


def _left_out(read: TokenCostsRead) -> str:
    if not read.unpriced_calls:
        return ""
    verb = "is" if read.unpriced_calls == 1 else "are"
    return f" {counted(read.unpriced_calls, 'call')} without a known price {verb} in no amount."


def token_cost_sections(given: Given) -> list[Section]:
    """The parts, where it was asked for by something, and every kind of token of all the calls."""
    found = given.token_costs
    if found is None or given.goal is None:
        return []
    read = found.result
    whole = _of(read.costs, TokenKind.ALL)
    kinds = ReportTable(
        columns=["", "Tokens", "Cost", "Share"],
        rows=[_kind_row(one, whole) for one in read.costs if _is_shown(one)],
    )
    parts = [_part_section(given.goal, read, found.id)] if read.by is not None and read.parts else []
    return [*parts, Section(heading="By kind of token", passages=[], table=kinds, result_id=found.id)]


def _is_shown(one: KindCostRead) -> bool:
    return one.kind not in _IN_SUMS and (one.kind not in _SHOWN_IF_ANY or bool(one.cost.value))


def _kind_row(one: KindCostRead, whole: FigureRead) -> list[Cell]:
    name = _WORDS[one.kind]
    name = f"Of that: {name[0].lower()}{name[1:]}" if one.kind in _INNER else name
    tokens = f"{one.tokens:,}" if one.kind.buckets and one.cost.value is not None else ""
    return [
        *(Cell(text=name), Cell(text=tokens)),
        *(Cell(figure=one.cost), Cell(figure=share_of(one.cost, whole))),
    ]


def _part_section(goal: Goal, read: TokenCostsRead, result_id: UUID) -> Section:
    assert read.by is not None  # noqa: S101  there are parts
    if read.by.is_ordered and goal.ranking is None:
        rows = read.parts[-MOST_STEPS:]
    else:
        known = ranked(goal, read)
        rows = [*known, *(row for row in read.parts if row not in known)]
        rows = rows[: (goal.ranking.count if goal.ranking else None) or MOST_ROWS]
    more = len(read.parts) + read.parts_left_out - len(rows)
    kinds = _columns(read.kind)
    share = ["Share"] if read.kind is not TokenKind.ALL else []
    names = [_WORDS[kind] for kind in kinds]
    return Section(
        heading=f"By {read.by.words}",
        passages=rows_left_out(more),
        table=ReportTable(
            columns=[read.by.words.capitalize(), "Calls", *names, *share],
            rows=[_part_row(row, kinds, read.kind) for row in rows],
        ),
        result_id=result_id,
    )


def _columns(kind: TokenKind) -> tuple[TokenKind, ...]:
    if kind is TokenKind.ALL:
        return (TokenKind.INPUT, TokenKind.OUTPUT, TokenKind.REASONING, TokenKind.ALL)
    return (kind, TokenKind.ALL)


def _part_row(row: TokenCostPartRead, kinds: Sequence[TokenKind], asked: TokenKind) -> list[Cell]:
    whole = _of(row.costs, TokenKind.ALL)
    share = [share_of(_of(row.costs, asked), whole)] if asked is not TokenKind.ALL else []
    figures = (*(_of(row.costs, kind) for kind in kinds), *share)
    names = (Cell(text=called(row.key)), Cell(text=f"{row.calls:,}"))
    return [*names, *(Cell(figure=figure) for figure in figures)]


def _of(costs: Sequence[KindCostRead], kind: TokenKind) -> FigureRead:
    return next(one.cost for one in costs if one.kind is kind)
