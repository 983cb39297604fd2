"""What is another since a day of one feature or model, which no level over all calls shows."""

from netra.backend.agents.derived import change_of, share_of
from netra.backend.agents.part_levels.domain import PartLevel
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.schemas import Cell, Passage, ReportTable, Section
from netra.backend.agents.text import called, counted
from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.schemas import FigureRead
from netra.backend.crosstabs.domain.measures import TableMeasure


def part_levels_answer(given: Given) -> Passage:
    """Each part with its day and with the numbers that are others since then; empty without any."""
    figures, text = dict[str, FigureRead](), ""
    for number, level in enumerate(given.part_levels):
        said = [_said(level, measure, place, number, figures) for measure, place in level.changed]
        day = level.step.since
        text += (
            f"The {level.by.words} {level.step.key} is another since {day.day} {day:%B %Y}, and still is: "
            f"{', '.join(said)}. {_behind(level)}"
        )
    return Passage(text=text, figures=figures)


def _behind(level: PartLevel) -> str:
    """Whose calls these are, and to which model they go since, where that is not as before."""
    users, models = level.users_behind, level.model_since
    told = []
    if users and level.by is not Dimension.USER:
        names = " and ".join(f"“{called(row.keys[0])}”" for row in users)
        told.append(f"It is the calls of {counted(len(users), 'user')}, {names}; others are as before.")
    if models is not None and level.by is not Dimension.MODEL:
        now, before = (row.keys[0] for row in models)
        told.append(f"Most of its calls go to {now} since then, before to {before}.")
    return "".join(f"{one} " for one in told)


def _said(
    level: PartLevel, measure: TableMeasure, place: int, number: int, figures: dict[str, FigureRead]
) -> str:
    """For example "mean cost of a call {now} (before {before}, {ratio})"."""
    cell = level.table.result.whole.cells[place]
    name = f"level_{number}_{place}"
    figures[name] = cell.now
    if cell.before is None:
        return f"{measure.words} {{{name}}}"
    figures[f"{name}_before"] = cell.before
    if not cell.before.value:
        return f"{measure.words} {{{name}}} (before {{{name}_before}})"
    figures[f"{name}_ratio"] = share_of(change_of(cell.now, cell.before), cell.before)
    return f"{measure.words} {{{name}}} (before {{{name}_before}}, {{{name}_ratio}})"


def part_levels_sections(given: Given) -> list[Section]:
    """All numbers of each of these parts, before and since."""
    return [_section(level) for level in given.part_levels]


def _section(level: PartLevel) -> Section:
    read, day = level.table.result, level.step.since
    rows = [
        [Cell(text=_capital(TableMeasure.written(name).words)), *_cells(cell.now, cell.before)]
        for name, cell in zip(read.measures, read.whole.cells, strict=True)
    ]
    counts = [f"{read.whole.calls_before or 0:,}", f"{read.whole.calls:,}", ""]
    rows.insert(0, [Cell(text="Calls"), *(Cell(text=count) for count in counts)])
    return Section(
        heading=f"{_capital(level.by.words)} {level.step.key} since {day.day} {day:%B %Y}",
        passages=[],
        table=ReportTable(columns=["", "Before", "Since then", "Change"], rows=rows),
        result_id=level.table.id,
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _cells(now: FigureRead, before: FigureRead | None) -> list[Cell]:
    if before is None:
        return [Cell(text=""), Cell(figure=now), Cell(text="")]
    return [Cell(figure=before), Cell(figure=now), Cell(figure=change_of(now, before))]
