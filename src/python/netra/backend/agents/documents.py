"""A report as a document that needs nothing else: Markdown or HTML, its figures written out and noted."""

import re
from dataclasses import dataclass, field
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from netra.backend.agents.schemas import Cell, Passage, Report, ReportFormat
from netra.backend.agents.text import shown
from netra.backend.analytics.schemas import FigureRead

_MARKS: Final = re.compile(r"([\\`*_{}\[\]<>#|!~])")
"""What Markdown would take for markup: names and questions are anybody's."""


@dataclass(slots=True)
class Notes:
    """The figures of a document, numbered in the order in which they are first shown."""

    figures: list[FigureRead] = field(default_factory=list)

    def shown(self, figure: FigureRead) -> str:
        """The figure with the number of its note."""
        if figure not in self.figures:
            self.figures.append(figure)
        return f"{shown(figure)} [{self.figures.index(figure) + 1}]"

    def passage(self, passage: Passage) -> str:
        text = passage.text
        for name, figure in passage.figures.items():
            text = text.replace(f"{{{name}}}", self.shown(figure))
        return text

    def cell(self, cell: Cell) -> str:
        return self.shown(cell.figure) if cell.figure is not None else cell.text


def document(report: Report, kind: ReportFormat) -> str:
    """The whole report, with a note for each figure: its formula, rule, source and assumptions."""
    is_html = kind is ReportFormat.HTML
    environment = Environment(
        loader=PackageLoader("netra.backend.agents"),
        autoescape=is_html,  # noqa: S701  Markdown is escaped by its own filter
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["plain"] = lambda text: (
        text if is_html else _MARKS.sub(r"\\\1", " ".join(text.split()))
    )
    template = environment.get_template(f"report.{kind}.j2")
    return template.render(report=report, notes=Notes())
