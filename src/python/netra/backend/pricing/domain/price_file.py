"""Price files of genai-prices' first schema (`data.json`), read with the package's own types.

That schema knows eight rates. Where a model bills images, reasoning or 1-hour cache writes at rates of their
own, the file leaves them out, and states the dearest output modality as *the* output price. `completed`
takes the finer rates from the package's entry of the same provider and model.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from genai_prices.types import (
    ConditionalPrice,
    ModelInfo,
    ModelPrice,
    Provider,
    TieredPrices,
    _providers_from_raw,
)
from pydantic import ValidationError

Rate = Decimal | TieredPrices

FIRST_SCHEMA_KEYS: Final = frozenset(
    {
        "input_mtok",
        "output_mtok",
        "cache_read_mtok",
        "cache_write_mtok",
        "input_audio_mtok",
        "output_audio_mtok",
        "cache_audio_read_mtok",
        "requests_kcount",
    }
)


class PriceFileError(ValueError):
    """Content that is no price list of genai-prices."""


def read_providers(raw_providers: Sequence[Any]) -> list[Provider]:
    """Return the providers of a parsed price file. Raises PriceFileError on anything else."""
    # The package reads its own updates with this function; it has no public one.
    try:
        providers: list[Provider] = _providers_from_raw(raw_providers)
    except (ValidationError, AttributeError, TypeError) as error:
        raise PriceFileError(f"This is no price list of genai-prices: {error}") from error
    return providers


def completed(listed: Sequence[Provider], finer: Sequence[Provider]) -> list[Provider]:
    """Return the listed providers with the rates their file's schema cannot hold, taken from `finer`."""
    entries = {(provider.id, model.id): model for provider in finer for model in provider.models}
    return [
        replace(
            provider,
            models=[
                _completed_model(model, entries.get((provider.id, model.id))) for model in provider.models
            ],
        )
        for provider in listed
    ]


def conditional_prices(model: ModelInfo) -> list[ConditionalPrice]:
    """Return the model's prices, each with the condition under which it holds; later ones take precedence."""
    prices = model.prices
    return [ConditionalPrice(prices=prices)] if isinstance(prices, ModelPrice) else prices


def _completed_model(model: ModelInfo, finer: ModelInfo | None) -> ModelInfo:
    if finer is None:
        return model
    rates = _rates(conditional_prices(finer)[0].prices)
    beyond = {
        key: rate for key, rate in rates.items() if key.endswith("_mtok") and key not in FIRST_SCHEMA_KEYS
    }
    prices = [
        replace(price, prices=_completed_price(price.prices, rates, beyond))
        for price in conditional_prices(model)
    ]
    return replace(model, prices=prices)


def _completed_price(price: ModelPrice, rates: Mapping[str, Rate], beyond: Mapping[str, Rate]) -> ModelPrice:
    own = _rates(price)
    modalities = [rate for key, rate in beyond.items() if key.startswith("output_")]
    if own.get("output_mtok") in modalities and "output_mtok" in rates:
        own["output_mtok"] = rates["output_mtok"]
    return ModelPrice(**own, **beyond)


def _rates(price: ModelPrice) -> dict[str, Rate]:
    return {key: rate for key, rate in vars(price).items() if isinstance(rate, Decimal | TieredPrices)}
