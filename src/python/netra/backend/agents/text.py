"""Figures as words: how a number is written where nothing can be clicked, such as in a saved report."""

from decimal import Decimal

from netra.backend.agents.schemas import Passage
from netra.backend.analytics.domain.figures import Certainty, Unit
from netra.backend.analytics.schemas import FigureRead


def shown(figure: FigureRead) -> str:
    """The value with its unit; "~" before it when it is estimated, "not recorded" when it is unknown."""
    if figure.value is None or figure.kind is Certainty.UNKNOWN:
        return "not recorded"
    about = "~" if figure.kind is Certainty.ESTIMATED else ""
    return f"{about}{amount(figure.value, figure.unit)}"


def amount(value: Decimal, unit: Unit) -> str:
    """A number in its unit: $12,543.58, 1,234 tokens, 12.5 %."""
    match unit:
        case Unit.USD:
            digits = 2 if abs(value) >= 1 or not value else 6
            return f"{'-' if value < 0 else ''}${abs(value):,.{digits}f}"
        case Unit.RATIO:
            return f"{value:.1%}".replace("%", " %")
        case Unit.MS:
            return f"{value:,.0f} ms"
        case _:
            return f"{value:,.0f} {unit}" if unit is Unit.TOKENS else f"{value:,.0f}"


def plain_text(passage: Passage) -> str:
    """A passage with its figures written out."""
    text = passage.text
    for name, figure in passage.figures.items():
        text = text.replace(f"{{{name}}}", shown(figure))
    return text
