"""Calls that share their prices: what makes a sum over many calls as cheap as over one."""

from bisect import bisect_right
from datetime import UTC, date, datetime, time
from typing import Final, NamedTuple, Self

from netra.backend.pricing.domain.books import Catalogue

_NOON: Final = time(12, tzinfo=UTC)
"""Of the hours of a day with prices of their own, the night is the cheap one: the day's price is told."""
_LONG_AGO: Final = date(1970, 1, 1)
"""Before any price of a book begins."""


class PriceCell(NamedTuple):
    """Calls that have one price for each model: a moment and an input size at which it holds."""

    at: datetime
    input_tokens: int

    @classmethod
    def of_call(cls, at: datetime, input_tokens: int) -> Self:
        return cls(datetime.combine(at.astimezone(UTC).date(), _NOON), input_tokens)

    @classmethod
    def of_group(cls, second: int, sizes_exceeded: int, catalogue: Catalogue) -> Self:
        """The cell of calls of one day of UTC; days between two changes of prices are one."""
        day = datetime.fromtimestamp(second, UTC).date()
        changes = bisect_right(catalogue.days, day)
        held = catalogue.days[changes - 1] if changes else _LONG_AGO
        size = catalogue.sizes[sizes_exceeded - 1] + 1 if sizes_exceeded else 0
        return cls(datetime.combine(held, _NOON), size)
