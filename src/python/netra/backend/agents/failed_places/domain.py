"""Where failed calls are that cost money: the user, the feature, the session that most of it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from netra.backend.agents.domain import Kept
from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.schemas import Breakdown, GroupRead
from netra.backend.calls.schemas import CallFilterQuery

PLACES_OF_FAILURES: Final = (Dimension.USER, Dimension.FEATURE, Dimension.MODEL, Dimension.SESSION)
FEWEST_FAILED: Final = 3
"""Of fewer failed calls no place is told."""
_MOST: Final = Decimal("0.5")
"""A place with less of the cost than this is not where it is."""


@dataclass(frozen=True, slots=True)
class FailedPlaces:
    """What failed calls cost, by each of the names of calls; `asked` are the failed calls."""

    asked: CallFilterQuery
    tables: tuple[Kept[Breakdown], ...]


def leading_places(tables: Iterable[Breakdown]) -> Iterator[tuple[Dimension, GroupRead]]:
    """Of each kind of name the one that most of the cost is; none where all calls have the same one."""
    for table in tables:
        named = [row for row in table.rows if row.key and row.cost]
        whole = sum((row.cost or Decimal(0) for row in table.rows), Decimal(0))
        first = max(named, key=lambda row: row.cost or Decimal(0), default=None)
        if first is not None and (first.cost or Decimal(0)) >= _MOST * whole:
            yield table.by, first
