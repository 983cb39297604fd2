"""The `genai-prices` price list as a book: dated, tiered prices, compiled once for each model."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
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

from netra.backend.pricing.domain.books import LONGEST_NAMES, MOST_MODELS, PriceBookId
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
        if not periods:
            return None
        # Later prices take precedence; when no condition holds, the first price does.
        for period in periods:
            if period.holds(at):
                break
        return period.at_size(input_tokens)

    def _compiled(self, provider: str, model: str) -> tuple[_Period, ...]:
        if not model:
            return ()
        name = _PROVIDER_NAMES.get(provider.lower(), provider) or None
        try:
            found, entry = self._prices.find_provider_model(model, None, name, None)
        except LookupError:
            return ()
        return tuple(self._period(found, entry, price) for price in reversed(conditional_prices(entry)))

    def _period(self, provider: Provider, model: ModelInfo, price: ConditionalPrice) -> _Period:
        starts = _tier_starts(price.prices)
        name = f"{self.book_id}@{self._edition}:{provider.id}/{model.id}{_since(price)}"
        sizes = ("", *(f">{start}" for start in starts))
        by_tier = tuple(
            compile_rates(f"{name}{size}", price.prices, above)
            for size, above in zip(sizes, (0, *(start + 1 for start in starts)), strict=True)
        )
        return _Period(price, starts, by_tier)


def _since(price: ConditionalPrice) -> str:
    if isinstance(price.constraint, StartDateConstraint):
        return f" from {price.constraint.start_date}"
    return f" {price.constraint.start_time}-{price.constraint.end_time}" if price.constraint else ""


def _tier_starts(prices: ModelPrice) -> tuple[int, ...]:
    tiered = [price for price in vars(prices).values() if isinstance(price, TieredPrices)]
    return tuple(sorted({tier.start for price in tiered for tier in price.tiers}))
