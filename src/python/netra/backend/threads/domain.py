"""A thread: one conversation about a project, with the questions asked in it."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

LONGEST_TITLE: Final = 120
_TITLE_FROM_QUESTION: Final = 60
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Categories of characters that show nothing, such as controls and marks of direction."""


class TitledBy(StrEnum):
    """Who gave a thread its title; what a user gave is never changed by a run."""

    NOBODY = "nobody"
    RUN = "run"
    USER = "user"


@dataclass(frozen=True, slots=True)
class Thread:
    id: UUID
    organization_id: UUID
    project_id: UUID
    owner_id: UUID
    title: str
    titled_by: TitledBy
    is_shared: bool
    """Whether everybody of the organization who has its link may read it."""
    created_at: datetime
    changed_at: datetime
    deleted_at: datetime | None = None

    def is_readable_by(self, organization_id: UUID, reader_id: UUID) -> bool:
        """Whether it is the reader's own, or shared within the reader's organization."""
        is_allowed = self.is_shared or self.owner_id == reader_id
        return is_allowed and self.organization_id == organization_id and self.deleted_at is None


def title_from(question: str) -> str:
    """A short title in the question's own words: its first sentence, cut at a word."""
    shown = "".join(" " if _is_unseen(character) else character for character in question[:1_000])
    line = " ".join(shown.split())
    sentence = re.split(r"(?<=[.?!])\s", line, maxsplit=1)[0].strip()
    if len(sentence) <= _TITLE_FROM_QUESTION:
        return sentence or "A question"
    cut = sentence[:_TITLE_FROM_QUESTION].rsplit(" ", 1)[0].rstrip(" ,;:-")
    return f"{cut}…"


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in _UNSEEN
