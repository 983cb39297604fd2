"""A place in a list of calls, as text that a client hands back unread."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self
from uuid import UUID

from netra.backend.calls.domain.call import Call
from netra.backend.calls.domain.groups import CallPosition
from netra.shared.clock import micros

_FORM: Final = re.compile(r"(-?\d{1,17})\.(\d{1,19})\.([0-9a-f]{32})\.(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last call of a page, and how many calls the pages so far have shown."""

    position: CallPosition
    seen: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises ValueError for anything `str` did not write."""
        match = _FORM.fullmatch(text)
        if match is None:
            raise ValueError("This is no cursor of ours.")
        return cls(CallPosition(int(match[1]), int(match[2]), UUID(match[3])), int(match[4]))

    @classmethod
    def after(cls, call: Call, seen: int) -> Self:
        return cls(CallPosition(micros(call.started_at), call.source_seq, call.call_id), seen)

    @classmethod
    def following(cls, page: Sequence[Call], limit: int, before: Self | None) -> str | None:
        """The cursor of the next page; None when this one was the last."""
        if len(page) < limit:
            return None
        return str(cls.after(page[-1], (before.seen if before else 0) + len(page)))

    def __str__(self) -> str:
        position = self.position
        return f"{position.micros}.{position.source_seq}.{position.call_id.hex}.{self.seen}"
