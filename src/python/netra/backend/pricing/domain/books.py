"""Price books: who charges what, and the two books that need no price list."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, lru_cache
from re import compile as pattern
from types import MappingProxyType
from typing import Final, NamedTuple, Protocol

from netra.backend.calls.domain.call import Bucket, Usage
from netra.backend.pricing.domain.rates import Price, Rates

ANTHROPIC_CACHE_MULTIPLIERS: Final = (Decimal("0.1"), Decimal("1.25"), Decimal("2.0"))
"""Read, 5-minute write and 1-hour write, as multiples of the input price. Anthropic's pricing page, 2026."""
MOST_MODELS: Final = 10_000
LONGEST_NAMES: Final = 2_000
"""Characters. Senders choose the names, so a book bounds how many it remembers and how long they are."""

PRICE_STEP_MICROS: Final = 15 * 60 * 1_000_000
"""Prices change at the beginning of a quarter of an hour of UTC, or not at all."""


class PriceBookId(StrEnum):
    """The books a project may choose."""

    GENAI_PRICES = "genai-prices"
    DEFINITIONS_FLAT = "definitions-flat"


class PriceBook(Protocol):
    """Dated prices per provider and model."""

    @property
    def book_id(self) -> str: ...

    def rates(self, provider: str, model: str, at: datetime, input_tokens: int) -> Rates | None:
        """Return the prices that hold for a call of that input size at that (aware) time, None if unknown."""


class ListedModel(NamedTuple):
    """A model by the names that a book itself gives it and its provider."""

    provider: str
    model: str

    def __str__(self) -> str:
        return f"{self.provider}/{self.model}"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What a book has prices for, and where any of them change.

    Calls of days between two of `days` (ascending, each the first of a new price), whose input exceeds the
    same of `sizes` (ascending, tokens), have one price for each model.
    """

    models: tuple[ListedModel, ...]
    days: tuple[date, ...] = ()
    sizes: tuple[int, ...] = ()


class ListedBook(PriceBook, Protocol):
    """A book whose models can be gone through."""

    @property
    def catalogue(self) -> Catalogue: ...

    def listed(self, provider: str, model: str) -> ListedModel | None:
        """Return the book's own entry for the names of a call, None if it has none."""

    def priced_as(self, listed: ListedModel) -> str:
        """Return the provider whose prices these are: the maker, where its own provider lists none."""

    def listed_rates(self, listed: ListedModel, at: datetime, input_tokens: int) -> Rates:
        """Return the prices of a model that the book lists, as `rates` does. Raises KeyError for others."""


def price_usage(book: PriceBook, usage: Usage, provider: str, model: str, at: datetime) -> Price | None:
    """Return the cost of a usage, or None when the book does not know the model or one of its buckets."""
    rates = book.rates(provider, model, at, usage.input_total)
    return None if rates is None else rates.price(usage)


def flat_rates(price_id: str, source: str, input_per_million: Decimal, output_per_million: Decimal) -> Rates:
    """Return rates of one input and one output price, with Anthropic's multipliers for the cache."""
    plain = Rates(
        price_id=price_id,
        source=source,
        input_fresh=input_per_million,
        cache_read=None,
        cache_write_5m=None,
        cache_write_1h=None,
        output_text=output_per_million,
        output_reasoning=output_per_million,
        listed=frozenset({Bucket.INPUT_FRESH, Bucket.OUTPUT_TEXT}),
    )
    return plain.with_cache_multipliers(*ANTHROPIC_CACHE_MULTIPLIERS)


_FLAT_PRICES: Final = MappingProxyType(
    {
        "opus-4-6": ("5", "25"),
        "opus-4-5": ("5", "25"),
        "opus-4-1": ("15", "75"),
        "sonnet-4-5": ("3", "15"),
        "sonnet-4": ("3", "15"),
        "haiku-4-5": ("1", "5"),
    }
)
_CLAUDE_NAME: Final = pattern(r"(?:.*[/.])?claude-([a-z]+-\d+(?:-\d{1,2})?)(?:[-@]\d{8})?")


class DefinitionsFlat:
    """The flat Claude prices of the public workload definitions: one price per model, no dates, no tiers."""

    book_id: Final = PriceBookId.DEFINITIONS_FLAT

    def __init__(self) -> None:
        self._rates = {
            name: flat_rates(
                f"{self.book_id}:{name}",
                f"Flat prices of the workload definitions for {name}: ${dollars[0]} in, ${dollars[1]} out "
                "per million tokens; cache read x0.1, write x1.25 (5 minutes) or x2.0 (1 hour)",
                Decimal(dollars[0]),
                Decimal(dollars[1]),
            )
            for name, dollars in _FLAT_PRICES.items()
        }
        self._known = lru_cache(MOST_MODELS)(self._named)

    @cached_property
    def catalogue(self) -> Catalogue:
        return Catalogue(tuple(ListedModel("anthropic", f"claude-{name}") for name in self._rates))

    def listed(self, provider: str, model: str) -> ListedModel | None:  # noqa: ARG002
        """Return the model without what stands before and after its name."""
        name = _CLAUDE_NAME.fullmatch(model.lower()) if len(model) <= LONGEST_NAMES else None
        return ListedModel("anthropic", f"claude-{name[1]}") if name and name[1] in self._rates else None

    def priced_as(self, listed: ListedModel) -> str:
        """Return the provider whose prices these are."""
        return listed.provider

    def listed_rates(self, listed: ListedModel, at: datetime, input_tokens: int) -> Rates:  # noqa: ARG002
        """Return the flat price, whatever the date and size."""
        return self._rates[listed.model.removeprefix("claude-")]

    def rates(self, provider: str, model: str, at: datetime, input_tokens: int) -> Rates | None:  # noqa: ARG002
        """Return the flat price of a Claude model, whatever the date and size."""
        return self._known(model) if len(model) <= LONGEST_NAMES else None

    def _named(self, model: str) -> Rates | None:
        name = _CLAUDE_NAME.fullmatch(model.lower())
        return self._rates.get(name[1]) if name else None


@dataclass(frozen=True)
class AssumedPrice:
    """What a project assumes a call costs whose model the log does not name, in USD per million tokens."""

    input_per_million: Decimal
    output_per_million: Decimal

    @property
    def book_id(self) -> str:
        return "assumed"

    def rates(self, provider: str, model: str, at: datetime, input_tokens: int) -> Rates | None:  # noqa: ARG002
        """Return the assumed price for calls without a model, None for every other call."""
        return None if model else self.as_rates

    @cached_property
    def as_rates(self) -> Rates:
        """The assumption as rates; the cache is billed by Anthropic's multipliers."""
        words = f"${self.input_per_million} in, ${self.output_per_million} out per million tokens"
        return flat_rates(
            f"assumed:{self.input_per_million}/{self.output_per_million}",
            f"Price assumed for this project: {words}; cache by Anthropic's multipliers (x0.1, x1.25, x2.0)",
            self.input_per_million,
            self.output_per_million,
        )


@dataclass(frozen=True, slots=True)
class WithAssumedPrice:
    """A book, and a project's assumed price for the calls whose model was not recorded."""

    book: PriceBook
    assumed: AssumedPrice

    @property
    def book_id(self) -> str:
        return f"{self.book.book_id}+{self.assumed.book_id}"

    def rates(self, provider: str, model: str, at: datetime, input_tokens: int) -> Rates | None:
        """Return the book's price where the model is recorded, the assumption where it is not."""
        return self.book.rates(provider, model, at, input_tokens) if model else self.assumed.as_rates
