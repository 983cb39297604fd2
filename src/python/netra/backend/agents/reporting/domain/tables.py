"""Several numbers of the same calls: of all of them, of the parts with the most, and how they changed."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from netra.backend.agents.derived import change_of, middle_of, share_of
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.reporting.domain.part_tables import MOST_STEPS
from netra.backend.agents.reporting.domain.rows_left_out import rows_left_out
from netra.backend.agents.reporting.domain.trends import Step, trend
from netra.backend.agents.schemas import Cell, Passage, ReportTable, Section
from netra.backend.agents.text import called, counted
from netra.backend.agents.triage.domain.goal import Goal
from netra.backend.analytics.schemas import FigureRead, Overview
from netra.backend.calls.domain.measures import Order
from netra.backend.crosstabs.domain.measures import TableMeasure
from netra.backend.crosstabs.schemas import CrosstabCell, CrosstabRead, CrosstabRow

_MOST_PARTS: Final = 3
_MOST_ROWS: Final = 60
_CLEARLY: Final = Decimal("0.1")
"""A change of less than a tenth is hardly one."""


def table_answer(goal: Goal, given: Given, _: Overview) -> Passage:
    """All the numbers over all the calls, then the parts that stand at the end that is asked for."""
    if given.table is None:
        return Passage(text="The numbers could not be added up: see what went wrong below.")
    told = _Told(goal, given, given.table.result)
    return Passage(text=told.text(), figures=told.figures)


class _Told:
    """An answer that is put together sentence by sentence, with the figures that it refers to."""

    def __init__(self, goal: Goal, given: Given, read: CrosstabRead) -> None:
        self._goal, self._given, self._read = goal, given, read
        self._measures = [TableMeasure.written(name) for name in read.measures]
        self.figures = dict[str, FigureRead]()

    def text(self) -> str:
        read = self._read
        before = read.whole.calls_before
        beside = "" if before is None else f" (before {counted(before, 'call')})"
        whole = f"Over {counted(read.whole.calls, 'call')}{beside}: {self._numbers(read.whole)}."
        if not read.by or len(read.rows) < 2:
            return whole
        if len(read.by) == 1 and read.by[0].is_time:
            return whole + self._course()
        if len(read.by) > 1 and any(one.is_time for one in read.by):
            return whole + self._courses()
        return whole + self._ends() + self._moved()

    def _numbers(self, row: CrosstabRow) -> str:
        """Each number with its name, beside what it was before."""
        pairs = zip(self._measures, row.cells, strict=True)
        return ", ".join(f"{one.words} {self._beside(cell)}" for one, cell in pairs)

    def _bare(self, row: CrosstabRow) -> str:
        """The same without names, which those of all the calls have said."""
        return ", ".join(map(self._beside, row.cells))

    def _beside(self, cell: CrosstabCell) -> str:
        now = self._named(cell.now)
        if cell.before is None:
            return now
        if cell.now.value is None or cell.before.value is None:
            return f"{now} (before {self._named(cell.before)})"
        change = change_of(cell.now, cell.before)
        ratio = f", {self._named(share_of(change, cell.before))}" if cell.before.value else ""
        return f"{now} (before {self._named(cell.before)}{ratio})"

    def _named(self, figure: FigureRead) -> str:
        """A reference to a figure, under a name of its own."""
        name = f"n{len(self.figures)}"
        self.figures[name] = figure
        return f"{{{name}}}"

    def _ends(self) -> str:
        """The parts with the most of the first number, or with the least where that is asked for."""
        ranking, first = self._goal.ranking, self._measures[0]
        known = [row for row in self._read.rows if row.cells[0].now.value is not None]
        is_least = ranking is not None and ranking.order is Order.LEAST
        ordered = sorted(known, key=_amount, reverse=not is_least)
        count = min(ranking.count if ranking is not None and ranking.count else _MOST_PARTS, 10)
        parts = [f"{_label(row)} {self._bare(row)}" for row in ordered[:count]]
        if not parts:
            return ""
        by = " and ".join(one.words for one in self._read.by)
        least_first = ", the least first" if is_least else ""
        return f" By {by}, in order of the {first.words}{least_first}: {'; '.join(parts)}."

    def _moved(self) -> str:
        """The part whose first number changed most, where two times stand beside each other."""
        ratios = [(row, _ratio(row.cells[0])) for row in self._read.rows]
        known = [(row, ratio) for row, ratio in ratios if ratio is not None]
        if len(known) < 2:
            return ""
        first = self._measures[0].words
        most, least = max(known, key=lambda one: one[1]), min(known, key=lambda one: one[1])
        moved = {
            "rose": most if most[1] >= _CLEARLY else None,
            "fell": least if least[1] <= -_CLEARLY else None,
        }
        said = [
            f"{which} most, for its size, for {_label(one[0])}: {self._beside(one[0].cells[0])}"
            for which, one in moved.items()
            if one is not None
        ]
        if not said:
            return f" The {first} of no {self._read.by[0].words} changed by as much as a tenth."
        return f" It {'; it '.join(said)}."

    def _course(self) -> str:
        """How the first number went from step to step."""
        steps = [Step(row.keys[0], row.cells[0].now) for row in self._read.rows]
        course = trend(steps, self._read.by[0], "more", "less")
        names = {name: f"course_{name}" for name in course.figures}
        text = course.text
        for name, own in names.items():
            text = text.replace(f"{{{name}}}", f"{{{own}}}")
        self.figures |= {names[name]: figure for name, figure in course.figures.items()}
        return text

    def _courses(self) -> str:
        """The first number of each part in both halves of its steps, the largest change first."""
        courses = [(key, rows) for key, rows in _by_part(self._read) if len(rows) > 1]
        moved = sorted(courses, key=lambda one: -abs(_moved_by(one[1])))
        if not moved:
            return ""
        listed = [f"{key or 'not recorded'} {self._from_to(rows)}" for key, rows in moved[:_MOST_PARTS]]
        step = next(one for one in self._read.by if one.is_time).words
        return (
            f" The {self._measures[0].words} of the middle {step} in the first half of each "
            f"{_part_of(self._read)}'s {step}s and in the second, the largest change first: "
            f"{'; '.join(listed)}."
        )

    def _from_to(self, rows: Sequence[CrosstabRow]) -> str:
        first, last = _halves(rows)
        change = self._named(share_of(change_of(last, first), first)) if first.value else "a change"
        return f"from {self._named(first)} to {self._named(last)} ({change})"


def _amount(row: CrosstabRow) -> Decimal:
    return row.cells[0].now.value or Decimal(0)


def _ratio(cell: CrosstabCell) -> Decimal | None:
    before = cell.before.value if cell.before is not None else None
    return None if not before or cell.now.value is None else cell.now.value / before - 1


def _label(row: CrosstabRow) -> str:
    return ", ".join(map(called, row.keys))


def _places(read: CrosstabRead) -> tuple[int, int]:
    """Where a table of parts and steps of time has the part, and where the step."""
    step = next(place for place, one in enumerate(read.by) if one.is_time)
    return 1 - step, step


def _part_of(read: CrosstabRead) -> str:
    return read.by[_places(read)[0]].words


def _by_part(read: CrosstabRead) -> Iterator[tuple[str, list[CrosstabRow]]]:
    """The rows of each part whose first number is known, in the order of time; the most calls first."""
    part, step = _places(read)
    parts = dict[str, list[CrosstabRow]]()
    for row in sorted(read.rows, key=lambda one: one.keys[step]):
        if row.cells[0].now.value is not None:
            parts.setdefault(row.keys[part], []).append(row)
    yield from sorted(parts.items(), key=lambda one: -sum(row.calls for row in one[1]))


def _moved_by(rows: Sequence[CrosstabRow]) -> Decimal:
    first, last = (half.value or Decimal(0) for half in _halves(rows))
    return last / first - 1 if first else Decimal(0)


def _halves(rows: Sequence[CrosstabRow]) -> tuple[FigureRead, FigureRead]:
    """The middle step of the first half and of the second: a first day alone says little of how days go."""
    figures = [row.cells[0].now for row in rows]
    middle = len(figures) // 2
    return middle_of(figures[:middle], "step"), middle_of(figures[middle:], "step")


def table_sections(given: Given) -> list[Section]:
    """The table: its parts, their calls, and each number with what it was before and how it changed."""
    if given.table is None:
        return []
    read = given.table.result
    measures = [TableMeasure.written(name) for name in read.measures]
    has_before = read.whole.calls_before is not None
    columns = [*(one.words.capitalize() for one in read.by), *([] if read.by else [""]), "Calls"]
    columns += [column for one in measures for column in _columns(one, has_before=has_before)]
    is_in_time = len(read.by) == 1 and read.by[0].is_ordered
    kept = read.rows[-MOST_STEPS:] if is_in_time else _in_order(read)[:_MOST_ROWS]
    left_out = len(read.rows) - len(kept)
    rows = [_row(row, len(read.by)) for row in (read.whole, *(kept if read.by else ()))]
    by = " and ".join(one.words for one in read.by)
    return [
        Section(
            heading=f"By {by}" if by else "The numbers",
            passages=rows_left_out(left_out, "earlier" if is_in_time else "more", is_least=read.truncated),
            table=ReportTable(columns=columns, rows=rows),
            result_id=given.table.id,
        )
    ]


def _in_order(read: CrosstabRead) -> list[CrosstabRow]:
    """Parts over steps of time one after the other; all else as it was found."""
    if len(read.by) < 2 or not any(one.is_time for one in read.by):
        return read.rows
    return [row for _, rows in _by_part(read) for row in rows]


def _columns(measure: TableMeasure, *, has_before: bool) -> list[str]:
    name = measure.words[:1].upper() + measure.words[1:]
    return [name, "Before", "Change"] if has_before else [name]


def _row(row: CrosstabRow, dimensions: int) -> list[Cell]:
    keys = row.keys or ["All", *[""] * (dimensions - 1)]
    return [
        *(Cell(text=called(key) if row.keys else key) for key in keys),
        Cell(text=f"{row.calls:,}"),
        *(one for cell in row.cells for one in _cells(cell)),
    ]


def _cells(cell: CrosstabCell) -> list[Cell]:
    if cell.before is None:
        return [Cell(figure=cell.now)]
    return [Cell(figure=one) for one in (cell.now, cell.before, change_of(cell.now, cell.before))]
