"""The names that a question can hold at all: of many thousand users few begin as one of its words does."""

from dataclasses import fields
from typing import Final

from netra.backend.agents.triage.domain.setting import ProjectNames
from netra.backend.agents.triage.domain.words.wording import Text, folded

_PREFIX: Final = 2
"""As short as what names are looked up by, or shorter."""
_FEW: Final = 500
"""So few names are looked up as fast as they are told apart here."""


def nearby(text: Text, names: ProjectNames) -> ProjectNames:
    """The names whose beginning is that of a word of the question; all of a kind that has few."""
    begins = tuple({word.raw[:_PREFIX] for word in text.words if word.raw})
    values = {field.name: _near(getattr(names, field.name), begins) for field in fields(ProjectNames)}
    return ProjectNames(**values)


def _near(names: tuple[str, ...], begins: tuple[str, ...]) -> tuple[str, ...]:
    if len(names) <= _FEW:
        return names
    return tuple(name for name in names if _may_be_said(folded(name), begins))


def _may_be_said(name: str, begins: tuple[str, ...]) -> bool:
    return not name[:1].isalnum() or name.startswith(begins)
