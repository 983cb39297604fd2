"""What answered calls would have cost in batches, and which of them a batch could have held up."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple, Self

from netra.backend.analytics.domain.totals import NOTHING, Total, total
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.domain.groups import CallGroup, Waiting
from netra.backend.pricing.domain.batches import BatchPrices
from netra.backend.pricing.domain.books import AssumedPrice, Catalogue
from netra.backend.pricing.domain.cells import PriceCell

_FIGURE: Final = "batch"


class BatchMeasure(StrEnum):
    """What is told of some calls."""

    TODAY = "today"
    COST = "cost"
    SAVING = "saving"


class BatchPart(StrEnum):
    """Of which calls: all but the last two have a price today and a known one in a batch."""

    ALL = "all"
    UNLINKED = "unlinked"
    """Those that no other call of their session can wait for: `ALONE` and `SESSIONLESS`."""
    ALONE = "alone"
    SESSIONLESS = "sessionless"
    CONVERSATION = "conversation"
    UNOFFERED = "unoffered"
    """Those with a price today whose price in a batch nobody knows."""
    FAILED = "failed"
    """Those with a price today and no answer, which are in no other part."""


_WAITING: Final[Mapping[BatchPart, frozenset[Waiting]]] = MappingProxyType(
    {
        BatchPart.ALL: frozenset({Waiting.UNKNOWN, Waiting.NO_CALL, Waiting.NEXT_CALL}),
        BatchPart.UNLINKED: frozenset({Waiting.UNKNOWN, Waiting.NO_CALL}),
        BatchPart.ALONE: frozenset({Waiting.NO_CALL}),
        BatchPart.SESSIONLESS: frozenset({Waiting.UNKNOWN}),
        BatchPart.CONVERSATION: frozenset({Waiting.NEXT_CALL}),
        BatchPart.UNOFFERED: frozenset({Waiting.UNKNOWN, Waiting.NO_CALL, Waiting.NEXT_CALL}),
        BatchPart.FAILED: frozenset({Waiting.FAILED}),
    }
)


class BatchFigure(NamedTuple):
    """The name of a figure."""

    measure: BatchMeasure
    part: BatchPart

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises ValueError for anything `str` did not write."""
        kind, _, rest = text.partition(".")
        measure, _, part = rest.partition(".")
        if kind != _FIGURE:
            raise ValueError(f"There is no figure {text}.")
        return cls(BatchMeasure(measure), BatchPart(part))

    def __str__(self) -> str:
        return f"{_FIGURE}.{self.measure}.{self.part}"


def names_calls(wanted: CallFilter) -> bool:
    """Whether somebody chose whose calls they are, and so which could be sent in batches."""
    chosen = (wanted.features, wanted.users, wanted.agents, wanted.agent_names, wanted.sessions)
    return any(chosen)


def counted_part(wanted: CallFilter) -> BatchPart:
    """Whose saving is told first: all calls that were named, else those that hold up no other call."""
    return BatchPart.ALL if names_calls(wanted) else BatchPart.UNLINKED


def holds(part: BatchPart, waiting: Waiting, *, is_offered: bool) -> bool:
    """Whether a call with a price today is of a part; `is_offered` where its price in a batch is known."""
    if part is BatchPart.FAILED:
        return waiting is Waiting.FAILED
    return waiting in _WAITING[part] and is_offered is not (part is BatchPart.UNOFFERED)


class BatchLine(NamedTuple):
    """Calls of one model and provider for whose answers the same waits; all have a price today, or none."""

    model: str
    provider: str
    waiting: Waiting
    total: Total
    saving: Decimal | None
    """What a batch would have cost less; None where that is not known."""


@dataclass(frozen=True, slots=True)
class BatchStudy:
    """All chosen calls, line by line."""

    lines: Sequence[BatchLine]

    def part(self, part: BatchPart) -> list[BatchLine]:
        lines = ((line, line.saving is not None) for line in self._priced())
        return [line for line, is_offered in lines if holds(part, line.waiting, is_offered=is_offered)]

    def without_offer(self, part: BatchPart) -> list[BatchLine]:
        """What would be in a part if its price in a batch were known."""
        return [line for line in self.part(BatchPart.UNOFFERED) if line.waiting in _WAITING[part]]

    @property
    def calls(self) -> int:
        return sum(line.total.calls for line in self.lines)

    @property
    def failed(self) -> int:
        return sum(line.total.calls for line in self.lines if line.waiting is Waiting.FAILED)

    def unpriced(self, part: BatchPart = BatchPart.ALL) -> int:
        """How many answered calls would be in a part if a price of them were known."""
        lines = (line for line in self.lines if line.waiting in _WAITING[part])
        return sum(line.total.calls for line in lines if line.total.unknown_calls)

    def by_model(self) -> list[Self]:
        """The answered calls of each model at each provider, the dearest first."""
        found: dict[tuple[str, str], list[BatchLine]] = {}
        for line in self.lines:
            if line.waiting is not Waiting.FAILED:
                found.setdefault((line.model, line.provider), []).append(line)
        studies = [(names, type(self)(lines)) for names, lines in found.items()]
        studies.sort(key=lambda study: (-(summed(study[1].lines).cost or NOTHING), study[0]))
        return [study for _, study in studies]

    def _priced(self) -> Iterator[BatchLine]:
        return (line for line in self.lines if not line.total.unknown_calls)


def summed(lines: Iterable[BatchLine]) -> Total:
    return total(line.total for line in lines)


def study_of(
    groups: Iterable[CallGroup], prices: BatchPrices, catalogue: Catalogue, assumed: AssumedPrice | None
) -> BatchStudy:
    """The study of groups by model, provider, day of UTC, size, whether they are priced, and who waits."""
    found: dict[tuple[str, str, Waiting, bool, bool], list[tuple[Total, Decimal]]] = {}
    for group in groups:
        model, provider, second, exceeded, _, waits = group.keys
        cell = PriceCell.of_group(int(second), int(exceeded), catalogue)
        part = Total.of(group, str(model), assumed)
        saving = prices.saving(str(provider), str(model), cell, part.usage)
        key = (str(model), str(provider), Waiting(str(waits)), saving is None, bool(part.unknown_calls))
        found.setdefault(key, []).append((part, saving or NOTHING))
    return BatchStudy([_line(*key[:4], parts) for key, parts in found.items()])


def _line(
    model: str, provider: str, waiting: Waiting, is_unoffered: bool, parts: Sequence[tuple[Total, Decimal]]
) -> BatchLine:
    saving = None if is_unoffered else sum((saving for _, saving in parts), NOTHING)
    return BatchLine(model, provider, waiting, total(part for part, _ in parts), saving)
