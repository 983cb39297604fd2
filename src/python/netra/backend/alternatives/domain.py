"""What the recorded tokens would have cost at the list prices of other models: of any, or one named."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Final, NamedTuple, Self

from netra.backend.analytics.domain.totals import NOTHING, Total, total
from netra.backend.calls.domain.call import Bucket, Usage
from netra.backend.calls.domain.groups import CallGroup
from netra.backend.pricing.domain.books import AssumedPrice, ListedBook, ListedModel
from netra.backend.pricing.domain.cells import PriceCell
from netra.backend.pricing.domain.makers import maker_of, plain_name, writes_text
from netra.backend.pricing.domain.rates import Rates

_OF_ONE: Final = "alternative"
_OF_ALL: Final = "supposed"
_CACHE: Final = (Bucket.CACHE_READ, Bucket.CACHE_WRITE_5M, Bucket.CACHE_WRITE_1H)


class AlternativeScope(StrEnum):
    """Among which models an alternative is looked for."""

    PROVIDER = "provider"
    ALL = "all"


class AlternativeMeasure(StrEnum):
    """What is told of calls at another model; the first three of calls that have a price today."""

    COST = "cost"
    SAVING = "saving"
    TODAY = "today"
    UNPRICED = "unpriced"
    """What calls without a price today would have cost."""


class AlternativeFigure(NamedTuple):
    """The name of a figure: what an alternative would have cost or saved, of one model or of all."""

    measure: AlternativeMeasure
    alternative: ListedModel
    of_all: bool = False

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises ValueError for anything `str` did not write."""
        name, _, entry = text.partition("@")
        kind, _, measure = name.partition(".")
        provider, slash, model = entry.partition("/")
        if kind not in {_OF_ONE, _OF_ALL} or not slash:
            raise ValueError(f"There is no figure {text}.")
        return cls(AlternativeMeasure(measure), ListedModel(provider, model), kind == _OF_ALL)

    def __str__(self) -> str:
        return f"{_OF_ALL if self.of_all else _OF_ONE}.{self.measure}@{self.alternative}"


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
        """Whether every call has a price, of the book or assumed."""
        return not self.total.unknown_calls

    def is_of(self, listed: ListedModel) -> bool:
        """Whether these calls are of that very model, by whatever name and from whomever."""
        names = {plain_name(self.model), *(plain_name(entry.model) for entry in self.entries)}
        return plain_name(listed.model) in names

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


def is_in_use(listed: ListedModel, names: Collection[str]) -> bool:
    """Whether calls name the model, as it is listed or with the date of its edition."""
    dated = re.compile(rf"{re.escape(listed.model)}(?:-(?:\d{{8}}|\d{{4}}-\d\d-\d\d))?")
    return any(dated.fullmatch(name) for name in names)


def alternatives(use: ModelUse, book: ListedBook, scope: AlternativeScope) -> list[Alternative]:
    """Every other model with a price for what was used, the cheapest first; what is free is no offer.

    A model is no alternative to itself, but from another provider where those are asked for. One that hears,
    draws or judges is none for one that answers in words.
    """
    if not writes_text(use.model):
        return []
    own = {entry.provider for entry in use.entries}
    found = []
    for listed in book.catalogue.models:
        admitted = listed.provider in own or scope is AlternativeScope.ALL
        if not admitted or not writes_text(listed.model) or (listed.provider in own and use.is_of(listed)):
            continue
        cost = use.cost_at(rates_of(book, listed))
        if cost:
            found.append(Alternative(cost, listed))
    # Of two that cost the same the one of the same provider is the nearer step.
    return sorted(found, key=lambda offer: (offer.cost, offer.listed.provider not in own, offer.listed))


class SellerReason(StrEnum):
    """Why a named model is priced at a provider."""

    OWN = "own"
    """The project's own calls of this model go there."""
    MAKER = "maker"
    CALLS = "calls"
    """Neither its own calls nor its maker have a price, but the provider of the calls that move does."""
    ASKED = "asked"
    """The question was about providers: each that sells it."""


class Seller(NamedTuple):
    """A named model at a provider whose price is taken."""

    listed: ListedModel
    because: SellerReason


@dataclass(frozen=True, slots=True)
class Market:
    """A book, the calls of the whole project by model and provider, and the providers of those that move."""

    book: ListedBook
    own: Sequence[CallGroup]
    moving: Sequence[CallGroup]

    def seller(self, name: str) -> Seller | None:
        """Where a named model is priced: at the project's own provider of it, its maker, or the calls'."""
        return next(self._sellers(name), None)

    def every_seller(self, name: str) -> list[Seller]:
        """Each provider of the book that sells it, by the provider's name."""
        plain, every = plain_name(name), self.book.catalogue.models
        return [Seller(one, SellerReason.ASKED) for one in sorted(every) if plain_name(one.model) == plain]

    def _sellers(self, name: str) -> Iterator[Seller]:
        plain = plain_name(name)
        for provider, model in _by_calls((group.keys, group.calls) for group in self.own):
            listed = self.book.listed(provider, model)
            if listed and plain in {plain_name(model), plain_name(listed.model)}:
                yield Seller(listed, SellerReason.OWN)
        maker = maker_of(name)
        made = self.book.listed(maker, name) if maker else None
        if made:
            yield Seller(made, SellerReason.MAKER)
        for (provider,) in _by_calls((group.keys[:1], group.calls) for group in self.moving):
            sold = self.book.listed(provider, name)
            if sold:
                yield Seller(sold, SellerReason.CALLS)


def _by_calls(keyed: Iterable[tuple[Sequence[object], int]]) -> list[tuple[str, ...]]:
    """Keys, those of most calls first."""
    counted = Counter[tuple[str, ...]]()
    for keys, calls in keyed:
        counted[tuple(map(str, keys))] += calls
    return sorted(counted, key=lambda keys: (-counted[keys], keys))


@dataclass(frozen=True)
class Supposed:
    """All calls at one model: those of the model itself stay as they are."""

    uses: Sequence[ModelUse]
    listed: ListedModel
    book: ListedBook

    def then(self, use: ModelUse) -> Decimal | None:
        """What the calls would have cost; None where the model has no price for a bucket that they used."""
        if use.is_priced and use.is_of(self.listed):
            return use.total.cost
        return use.cost_at(rates_of(self.book, self.listed))

    @cached_property
    def compared(self) -> list[tuple[ModelUse, Decimal]]:
        """Those with a price today and there, and what they would have cost."""
        found = [(use, self.then(use)) for use in self.uses if use.is_priced]
        return [(use, cost) for use, cost in found if cost is not None]

    @cached_property
    def unpriced(self) -> list[tuple[ModelUse, Decimal]]:
        """Those without a price today, and what they would have cost there."""
        found = [(use, self.then(use)) for use in self.uses if not use.is_priced]
        return [(use, cost) for use, cost in found if cost is not None]

    @cached_property
    def today(self) -> Total:
        return total(use.total for use, _ in self.compared)

    @cached_property
    def cost(self) -> Decimal:
        return sum((cost for _, cost in self.compared), NOTHING)


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
