"""Questions that say one thing over and over, as long as they may be."""

from typing import Final

from netra.backend.agents.triage.domain.reading import read_question
from netra.backend.agents.triage.domain.words.wording import MOST_HEAD, MOST_TAIL
from tests.backend.triage.gist import SETTING, gist
from tests.framework.growth import growth

MOST_CHARACTERS: Final = 100_000
"""As many as a question may have."""
_READ: Final = MOST_HEAD + MOST_TAIL
"""As many of them as are read."""
_MOST_BY_FOUR: Final = 40
"""Four times as many characters: 16 times the work where it grows with the square, 64 where with the cube."""
_MOST_UNREAD: Final = 4
"""What is not read takes next to nothing."""


def assert_bounded(unit: str) -> None:
    """The work grows with the square of the characters at most, up to those that are read, and no further."""
    endless = unit * MOST_CHARACTERS
    assert gist(read_question(endless[:MOST_CHARACTERS], SETTING))
    assert _growth(endless, _READ // 4, _READ) < _MOST_BY_FOUR
    assert _growth(endless, _READ, MOST_CHARACTERS) < _MOST_UNREAD


def _growth(endless: str, fewer: int, more: int) -> float:
    return growth(
        lambda: read_question(endless[:more], SETTING), lambda: read_question(endless[:fewer], SETTING)
    )
