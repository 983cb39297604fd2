"""A report as a document that needs nothing else: Markdown or HTML, its figures written out and noted."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined

from netra.backend.agents.schemas import Cell, Passage, Report, ReportFormat, ReportTable, Section
from netra.backend.agents.text import shown
from netra.backend.analytics.schemas import FigureRead

MOST_ASSUMPTIONS: Final = 3
_MARKS: Final = re.compile(r"([\\`*_{}\[\]<>#|!~])")
"""What Markdown would take for markup: names and questions are anybody's."""
_REFERENCES: Final = re.compile(r"(\{[^{}]+\})")
_NUMBER: Final = re.compile(r"[\d.,$%\s+\u2212-]+")


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


class Piece(NamedTuple):
    """Words, or a figure in words with the number of its note."""

    words: str
    note: int | None = None


@dataclass(slots=True)
class Notes:
    """The notes of a document, numbered in the order in which their figures are first shown."""

    found: dict[str, Note] = field(default_factory=dict)

    def shown(self, figure: FigureRead) -> list[Piece]:
        """A figure of the text, with the number of its own note."""
        key = _key(figure)
        self.found.setdefault(key, Note(figure, is_shared=False, assumptions=figure.assumptions))
        return [self._numbered(figure, key)]

    def passage(self, passage: Passage) -> list[Piece]:
        pieces: list[Piece] = []
        for part in _REFERENCES.split(passage.text):
            figure = passage.figures.get(part[1:-1]) if part.startswith("{") else None
            pieces += self.shown(figure) if figure else [Piece(part)]
        return pieces

    def cell(self, cell: Cell) -> list[Piece]:
        """A cell; figures that the text does not name share the note of their rule."""
        figure = cell.figure
        if figure is None:
            return [Piece(cell.text)]
        words = [Piece(f"{cell.text} ")] if cell.text else []
        if _key(figure) in self.found:
            return words + self.shown(figure)
        key = f"rule {figure.rule.id} {figure.kind} {figure.price_book}"
        note = self.found.setdefault(key, Note(figure, is_shared=True, assumptions=[]))
        note.assumptions += [said for said in figure.assumptions if said not in note.assumptions]
        return [self._numbered(figure, key)]

    def _numbered(self, figure: FigureRead, key: str) -> Piece:
        return Piece(shown(figure), list(self.found).index(key) + 1)


def _key(figure: FigureRead) -> str:
    return f"figure {figure.id} {figure.evidence} {figure.value}"


def _numbers(table: ReportTable) -> list[bool]:
    """Whether each column holds numbers in every row, and so is read from the right."""
    columns = zip(*table.rows, strict=True)
    return [at > 0 and all(map(_is_number, column)) for at, column in enumerate(columns)]


def _is_number(cell: Cell) -> bool:
    return cell.figure is not None or _NUMBER.fullmatch(cell.text) is not None


def _with_anything(sections: list[Section]) -> list[Section]:
    """A table without rows says no more than the answer did."""
    return [one for one in sections if one.passages or (one.table and one.table.rows)]


def _moment(at: datetime, zone: str) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


def document(report: Report, kind: ReportFormat) -> str:
    """The whole report, with a note for each figure: its formula, rule, source and assumptions."""
    is_html = kind is ReportFormat.HTML
    template = _environment(is_html=is_html).get_template(f"report.{kind}.j2")
    return template.render(report=report, notes=Notes(), numbers=_numbers)


def _environment(*, is_html: bool) -> Environment:
    environment = Environment(
        loader=PackageLoader("netra.backend.agents"),
        autoescape=is_html,  # noqa: S701  Markdown is escaped by its own filter
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "plain": lambda text: text if is_html else _MARKS.sub(r"\\\1", " ".join(text.split())),
        "moment": _moment,
        "within": lambda title: title[:1].lower() + title[1:],
        "with_anything": _with_anything,
    }
    return environment
