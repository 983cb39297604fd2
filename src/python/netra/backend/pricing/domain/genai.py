"""The `genai-prices` price list as a book: dated, tiered prices, compiled once for each model."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from importlib.metadata import version
from types import MappingProxyType
from typing import Any, Final, Self

from genai_prices.data_snapshot import DataSnapshot
from genai_prices.types import (
    ConditionalPrice,
    ModelInfo,
    ModelPrice,
    Provider,
    StartDateConstraint,
    TieredPrices,
)

from netra.backend.pricing.domain.books import (
    LONGEST_NAMES,
    MOST_MODELS,
    Catalogue,
    ListedModel,
    PriceBookId,
)
from netra.backend.pricing.domain.genai_rates import compile_rates
from netra.backend.pricing.domain.price_file import completed, conditional_prices, read_providers
from netra.backend.pricing.domain.rates import Rates

# OpenTelemetry's names for providers that the price list calls otherwise.
_PROVIDER_NAMES: Final = MappingProxyType(
    {
        "azure.ai.openai": "azure",
        "azure.ai.inference": "azure",
        "az.ai.openai": "azure",
        "az.ai.inference": "azure",
        "gcp.gen_ai": "google",
        "x_ai": "x-ai",
    }
)


def provider_name(provider: str) -> str:
    """What the price list calls a provider, as far as it is only a matter of names."""
    return _PROVIDER_NAMES.get(provider.lower(), provider)


@dataclass(frozen=True, slots=True)
class _Period:
    """One price of a model: while its condition holds, a row of rates by input size."""

    condition: ConditionalPrice | None
    tier_starts: tuple[int, ...]
    by_tier: tuple[Rates, ...]

    def holds(self, at: datetime) -> bool:
        constraint = self.condition.constraint if self.condition else None
        return constraint is None or constraint.active(at)

    def at_size(self, input_tokens: int) -> Rates:
        """A tier holds for the whole call once its input is larger than the tier's start."""
        return self.by_tier[bisect_left(self.tier_starts, input_tokens)]


class GenaiPrices:
    """A book over genai-prices data. Threads may share it: its cache only ever holds equal values."""

    book_id: Final = PriceBookId.GENAI_PRICES

    def __init__(self, providers: list[Provider], edition: str) -> None:
        self._prices = DataSnapshot(providers=providers, from_auto_update=False)
        self._edition = edition
        self._periods = lru_cache(MOST_MODELS)(self._compiled)
        self._listed_periods = lru_cache(MOST_MODELS)(self._compiled_entry)

    @classmethod
    def packaged(cls) -> Self:
        """Return the price list that the installed package carries; it never asks the network."""
        from genai_prices.data import providers

        return cls(providers, version("genai-prices"))

    @classmethod
    def from_file(cls, raw_providers: Sequence[Any], edition: str) -> Self:
        """Return a book over the parsed content of a `data.json` of genai-prices (first schema).

        That schema lacks some rates, which are completed from the package; see `price_file`.
        """
        from genai_prices.data import providers

        return cls(completed(read_providers(raw_providers), providers), edition)

    def rates(self, provider: str, model: str, at: datetime, input_tokens: int) -> Rates | None:
        """Return the prices of a call; without a provider the model's name decides, None when unknown."""
        if len(provider) + len(model) > LONGEST_NAMES:
            return None
        periods = self._periods(provider, model)
        return _rates_at(periods, at, input_tokens) if periods else None

    @cached_property
    def catalogue(self) -> Catalogue:
        """Every model that its provider still offers, and every day and size at which some price changes."""
        prices = [
            price for _, model in self._entries.values() for price in conditional_prices(model)
        ]
        starts = {tier for price in prices for tier in _tier_starts(price.prices)}
        days = {
            price.constraint.start_date
            for price in prices
            if isinstance(price.constraint, StartDateConstraint)
        }
        offered = tuple(name for name, (_, model) in self._entries.items() if not model.deprecated)
        return Catalogue(offered, tuple(sorted(days)), tuple(sorted(starts)))

    def listed(self, provider: str, model: str) -> ListedModel | None:
        """Return the entry whose prices `rates` gives for these names."""
        found = self._found(provider, model) if len(provider) + len(model) <= LONGEST_NAMES else None
        return ListedModel(found[0].id, found[1].id) if found else None

    def priced_as(self, listed: ListedModel) -> str:
        """Return the provider whose prices these are: the maker, where its own provider lists none."""
        if listed in self._entries:
            return listed.provider
        found = self._found(*listed)
        return self._owner(*found) if found else listed.provider

    def listed_rates(self, listed: ListedModel, at: datetime, input_tokens: int) -> Rates:
        """Return the prices of an entry itself, though another one may answer to its name."""
        return _rates_at(self._listed_periods(listed), at, input_tokens)

    @cached_property
    def _entries(self) -> Mapping[ListedModel, tuple[Provider, ModelInfo]]:
        return {
            ListedModel(provider.id, model.id): (provider, model)
            for provider in self._prices.providers
            for model in provider.models
        }

    def _compiled(self, provider: str, model: str) -> tuple[_Period, ...]:
        found = self._found(provider, model)
        return self._compiled_prices(*found) if found else ()

    def _compiled_entry(self, listed: ListedModel) -> tuple[_Period, ...]:
        """Some providers bill models of others, which stand in the list under those only."""
        if listed not in self._entries and self.listed(*listed) == listed:
            return self._compiled(*listed)
        return self._compiled_prices(*self._entries[listed])

    def _found(self, provider: str, model: str) -> tuple[Provider, ModelInfo] | None:
        if not model:
            return None
        name = provider_name(provider) or None
        try:
            found, entry = self._prices.find_provider_model(model, None, name, None)
        except LookupError:
            return None
        return found, entry

    def _owner(self, provider: Provider, model: ModelInfo) -> str:
        """In whose list a price stands: some providers bill models of others as those do."""
        if any(one is model for one in provider.models):
            return provider.id
        others = (one.id for one in self._prices.providers if any(own is model for own in one.models))
        return next(others, provider.id)

    def _compiled_prices(self, provider: Provider, model: ModelInfo) -> tuple[_Period, ...]:
        return tuple(self._period(provider, model, price) for price in reversed(conditional_prices(model)))

    def _period(self, provider: Provider, model: ModelInfo, price: ConditionalPrice) -> _Period:
        starts = _tier_starts(price.prices)
        owner = self._owner(provider, model)
        billed = "" if owner == provider.id else f" for {provider.id}"
        name = f"{self.book_id}@{self._edition}:{owner}/{model.id}{billed}{_since(price)}"
        sizes = ("", *(f">{start}" for start in starts))
        by_tier = tuple(
            compile_rates(f"{name}{size}", price.prices, above)
            for size, above in zip(sizes, (0, *(start + 1 for start in starts)), strict=True)
        )
        return _Period(price, starts, by_tier)


def _rates_at(periods: Sequence[_Period], at: datetime, input_tokens: int) -> Rates:
    """Later prices, which stand first, take precedence; when no condition holds, the first price does."""
    held = next((period for period in periods if period.holds(at)), periods[-1])
    return held.at_size(input_tokens)


def _since(price: ConditionalPrice) -> str:
    if isinstance(price.constraint, StartDateConstraint):
        return f" from {price.constraint.start_date}"
    return f" {price.constraint.start_time}-{price.constraint.end_time}" if price.constraint else ""


def _tier_starts(prices: ModelPrice) -> tuple[int, ...]:
    tiered = [price for price in vars(prices).values() if isinstance(price, TieredPrices)]
    return tuple(sorted({tier.start for price in tiered for tier in price.tiers}))
