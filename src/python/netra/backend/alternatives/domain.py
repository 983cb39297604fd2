"""What the recorded tokens of a model would have cost at the list price of every other one."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Final, NamedTuple, Self

from netra.backend.analytics.domain.totals import NOTHING, Total, total
from netra.backend.calls.domain import Bucket, CallGroup, Usage
from netra.backend.pricing.domain.books import AssumedPrice, Catalogue, ListedBook, ListedModel
from netra.backend.pricing.domain.rates import Rates

_NOON: Final = time(12, tzinfo=UTC)
"""Of the hours of a day with prices of their own, the night is the cheap one: the day's price is told."""
_LONG_AGO: Final = date(1970, 1, 1)
"""Before any price of a book begins."""
_CACHE: Final = (Bucket.CACHE_READ, Bucket.CACHE_WRITE_5M, Bucket.CACHE_WRITE_1H)


class AlternativeScope(StrEnum):
    """Among which models an alternative is looked for."""

    PROVIDER = "provider"
    ALL = "all"


class AlternativeMeasure(StrEnum):
    COST = "cost"
    SAVING = "saving"


class AlternativeFigure(NamedTuple):
    """The name of a figure: what an alternative would have cost, or saved."""

    measure: AlternativeMeasure
    alternative: ListedModel

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises ValueError for anything `str` did not write."""
        name, _, entry = text.partition("@")
        kind, _, measure = name.partition(".")
        provider, slash, model = entry.partition("/")
        if kind != "alternative" or not slash:
            raise ValueError(f"There is no figure {text}.")
        return cls(AlternativeMeasure(measure), ListedModel(provider, model))

    def __str__(self) -> str:
        return f"alternative.{self.measure}@{self.alternative}"


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


@dataclass(frozen=True, eq=False)
class ModelUse:
    """What the calls of one model used, cell by cell, and the entries of the book that price them."""

    model: str
    entries: frozenset[ListedModel]
    cells: Mapping[PriceCell, Total]

    @cached_property
    def total(self) -> Total:
        return total(self.cells.values())

    @property
    def is_priced(self) -> bool:
        """Whether every call has a price of the book."""
        return bool(self.entries) and self.total.known_calls == self.total.calls

    def cost_at(self, rates_of: Callable[[PriceCell], Rates]) -> Decimal | None:
        """What the calls would have cost; None where a bucket that they used has no price."""
        rates = {cell: rates_of(cell) for cell in self.cells}
        first = next(iter(rates.values()), None)
        if first is None:
            return NOTHING
        if all(one is first for one in rates.values()):
            return sum_at(first, self.total.usage, self.total.calls)
        parts = [sum_at(rates[cell], part.usage, part.calls) for cell, part in self.cells.items()]
        known = [part for part in parts if part is not None]
        return sum(known, NOTHING) if len(known) == len(parts) else None


class Alternative(NamedTuple):
    """What the calls of a model would have cost at another one."""

    cost: Decimal
    listed: ListedModel


def uses(groups: Iterable[CallGroup], book: ListedBook, price: AssumedPrice | None) -> list[ModelUse]:
    """The use of each model, the dearest first; groups by model, provider, day of UTC and size."""
    cells: dict[str, dict[PriceCell, list[Total]]] = {}
    entries: dict[str, set[ListedModel]] = {}
    for group in groups:
        model, provider, second, exceeded = group.keys
        cell = PriceCell.of_group(int(second), int(exceeded), book.catalogue)
        summed = Total.of(group, str(model), price)
        cells.setdefault(str(model), {}).setdefault(cell, []).append(summed)
        listed = book.listed(str(provider), str(model))
        entries.setdefault(str(model), set()).update([listed] if listed else [])
    found = [
        ModelUse(model, frozenset(entries[model]), {cell: total(parts) for cell, parts in of.items()})
        for model, of in cells.items()
    ]
    return sorted(found, key=lambda use: (-(use.total.cost or NOTHING), use.model))


@dataclass(frozen=True, slots=True)
class Offered:
    """Which models are compared with: those of a scope, or those that are named, of any provider."""

    scope: AlternativeScope = AlternativeScope.PROVIDER
    names: tuple[str, ...] = ()

    def admits(self, use: ModelUse, listed: ListedModel) -> bool:
        if self.names:
            return any(listed.model == name or listed.model.startswith(f"{name}-") for name in self.names)
        providers = {entry.provider for entry in use.entries}
        return self.scope is AlternativeScope.ALL or listed.provider in providers


def alternatives(use: ModelUse, book: ListedBook, offered: Offered) -> list[Alternative]:
    """Every other model with a price for what was used, the cheapest first; what is free is no offer."""
    found = []
    for listed in book.catalogue.models:
        if listed in use.entries or not offered.admits(use, listed):
            continue
        cost = use.cost_at(rates_of(book, listed))
        if cost:
            found.append(Alternative(cost, listed))
    own = {entry.provider for entry in use.entries}
    # Of two that cost the same the one of the same provider is the nearer step.
    return sorted(found, key=lambda offer: (offer.cost, offer.listed.provider not in own, offer.listed))


def rates_of(book: ListedBook, listed: ListedModel) -> Callable[[PriceCell], Rates]:
    """The prices of a model of the catalogue in each cell."""
    return lambda cell: book.listed_rates(listed, *cell)


def sum_at(rates: Rates, usage: Usage, calls: int) -> Decimal | None:
    """What tokens cost that some calls used together: prices are linear, but for a fee on each request."""
    price = rates.price(usage)
    return price.input + price.output + price.fees * calls if price else None


def unlisted(use: ModelUse, book: ListedBook, listed: ListedModel) -> tuple[Bucket, ...]:
    """Cache buckets that were used and that the model has no price of its own for."""
    usage = use.total.usage
    known = frozenset.intersection(*(book.listed_rates(listed, *cell).listed for cell in use.cells))
    return tuple(bucket for bucket in _CACHE if getattr(usage, bucket) and bucket not in known)
