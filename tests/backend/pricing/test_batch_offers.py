"""The published batch prices beside those that the price list has of single models."""

from collections.abc import Iterator
from decimal import Decimal
from statistics import median

import pytest
from genai_prices.data import providers
from genai_prices.types import ModelInfo, ModelPrice, PriceVariant, StartDateConstraint, TieredPrices

from netra.backend.pricing.domain.batches import BATCH_OFFERS
from netra.backend.pricing.domain.price_file import conditional_prices

UNLISTED = frozenset({"aws", "azure"})
"""The price list has no batch price of any of their models."""
PLAIN = ("input_mtok", "output_mtok")
CACHED = ("cache_read_mtok", "cache_write_mtok")


def batch_variants(provider: str) -> Iterator[tuple[ModelInfo, PriceVariant]]:
    (found,) = (one for one in providers if one.id == provider)
    for model in found.models:
        for variant in model.price_variants or ():
            if variant.when.get("processing") == "batch":
                yield model, variant


def shares(provider: str, keys: tuple[str, ...]) -> list[Decimal]:
    """What part of its price outside a batch each rate is, of prices that began when the variant did."""
    found = []
    for model, variant in batch_variants(provider):
        outside = price_at(model, variant)
        for key in keys:
            pair = rate(getattr(variant.prices, key)), rate(getattr(outside, key))
            if pair[0] is not None and pair[1]:
                found.append(round(pair[0] / pair[1], 2))
    return found


def price_at(model: ModelInfo, variant: PriceVariant) -> ModelPrice:
    begun = variant.constraint.start_date if isinstance(variant.constraint, StartDateConstraint) else None
    held = [
        one.prices
        for one in conditional_prices(model)
        if not isinstance(one.constraint, StartDateConstraint)
        or begun is None
        or one.constraint.start_date <= begun
    ]
    return held[-1]


def rate(price: Decimal | TieredPrices | None) -> Decimal | None:
    return price.base if isinstance(price, TieredPrices) else price


@pytest.mark.parametrize("provider", sorted(BATCH_OFFERS.keys() - UNLISTED))
def test_a_published_share_is_that_of_the_models_in_the_price_list(provider: str) -> None:
    offer, plain = BATCH_OFFERS[provider], shares(provider, PLAIN)
    assert median(plain) == offer.share
    assert plain.count(offer.share) >= Decimal("0.9") * len(plain)
    cached = shares(provider, CACHED)
    assert not offer.of_cached or set(cached) == {offer.share}


def test_who_publishes_no_one_share_is_left_out() -> None:
    assert "x-ai" not in BATCH_OFFERS
    assert set(shares("x-ai", PLAIN)) == {Decimal("0.8")}
    for provider in UNLISTED:
        assert not list(batch_variants(provider))
