"""A report as a document that needs nothing else: Markdown or HTML, its figures written out and noted."""

import re
from dataclasses import dataclass, field
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from netra.backend.agents.schemas import Cell, Passage, Report, ReportFormat
from netra.backend.agents.text import shown
from netra.backend.analytics.schemas import FigureRead

MOST_ASSUMPTIONS: Final = 3
_MARKS: Final = re.compile(r"([\\`*_{}\[\]<>#|!~])")
"""What Markdown would take for markup: names and questions are anybody's."""


@dataclass(slots=True)
class Note:
    """What stands behind one figure of the text, or behind all figures of tables that follow one rule."""

    figure: FigureRead
    is_shared: bool
    assumptions: list[str]

    @property
    def more(self) -> int:
        """How many assumptions are not written out."""
        return max(0, len(self.assumptions) - MOST_ASSUMPTIONS)


@dataclass(slots=True)
class Notes:
    """The notes of a document, numbered in the order in which their figures are first shown."""

    found: dict[str, Note] = field(default_factory=dict)

    def shown(self, figure: FigureRead) -> str:
        """A figure of the text, with the number of its own note."""
        key = _key(figure)
        self.found.setdefault(key, Note(figure, is_shared=False, assumptions=figure.assumptions))
        return self._numbered(figure, key)

    def passage(self, passage: Passage) -> str:
        text = passage.text
        for name, figure in passage.figures.items():
            text = text.replace(f"{{{name}}}", self.shown(figure))
        return text

    def cell(self, cell: Cell) -> str:
        """A cell; figures that the text does not name share the note of their rule."""
        figure = cell.figure
        if figure is None:
            return cell.text
        if _key(figure) in self.found:
            return self.shown(figure)
        key = f"rule {figure.rule.id} {figure.kind} {figure.price_book}"
        note = self.found.setdefault(key, Note(figure, is_shared=True, assumptions=[]))
        note.assumptions += [said for said in figure.assumptions if said not in note.assumptions]
        return self._numbered(figure, key)

    def _numbered(self, figure: FigureRead, key: str) -> str:
        return f"{shown(figure)} [{list(self.found).index(key) + 1}]"


def _key(figure: FigureRead) -> str:
    return f"figure {figure.id} {figure.evidence} {figure.value}"


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
