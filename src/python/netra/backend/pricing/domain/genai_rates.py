"""One price entry of genai-prices as `Rates`: each unit priced by the most specific rate that covers it."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Final

from genai_prices.data_units import unit_data
from genai_prices.decompose import is_descendant_or_self
from genai_prices.types import ModelPrice, TieredPrices, calc_unit_price
from genai_prices.units import UnitDef, UnitRegistry

from netra.backend.calls.domain.call import Bucket
from netra.backend.pricing.domain.rates import Rates, UnitRate

# The nested units of the price list that a bucket may be billed as, the most specific first.
_BUCKET_UNITS: Final = MappingProxyType(
    {
        Bucket.INPUT_FRESH: ("input_tokens",),
        Bucket.CACHE_READ: ("cache_read_tokens", "input_tokens"),
        Bucket.CACHE_WRITE_5M: ("cache_write_5m_tokens", "cache_write_tokens", "input_tokens"),
        Bucket.CACHE_WRITE_1H: ("cache_write_1h_tokens", "cache_write_tokens", "input_tokens"),
        Bucket.OUTPUT_TEXT: ("output_tokens",),
        Bucket.OUTPUT_REASONING: ("output_reasoning_tokens", "output_tokens"),
    }
)
# Units that name a bucket in a price list; a 5-minute write is listed as the plain write price.
_LISTING_UNITS: Final = MappingProxyType(
    {
        Bucket.INPUT_FRESH: ("input_tokens",),
        Bucket.CACHE_READ: ("cache_read_tokens",),
        Bucket.CACHE_WRITE_5M: ("cache_write_5m_tokens", "cache_write_tokens"),
        Bucket.CACHE_WRITE_1H: ("cache_write_1h_tokens",),
        Bucket.OUTPUT_TEXT: ("output_tokens",),
        Bucket.OUTPUT_REASONING: ("output_reasoning_tokens",),
    }
)
_PLAIN_UNITS: Final = frozenset(unit for units in _BUCKET_UNITS.values() for unit in units)
_MILLION: Final = 1_000_000


@cache
def unit_registry() -> UnitRegistry:
    """Return the units of the price list: tokens by direction, modality and cache use, searches, seconds."""
    return UnitRegistry(unit_data)


def compile_rates(price_id: str, prices: ModelPrice, input_tokens: int) -> Rates:
    """Return the rates that hold for a call with that much input."""
    priced = _resolved(prices, input_tokens)
    tokens = {name: price for name, price in priced.items() if _unit(name).dimensions["family"] == "tokens"}
    fresh, read, write_5m, write_1h, text, reasoning = (
        next((tokens[name] for name in units if name in tokens), None) for units in _BUCKET_UNITS.values()
    )
    return Rates(
        price_id=price_id,
        source=f"{price_id}: {_words(priced)}",
        input_fresh=fresh,
        cache_read=read,
        cache_write_5m=write_5m,
        cache_write_1h=write_1h,
        output_text=text,
        output_reasoning=reasoning,
        units=() if tokens.keys() <= _PLAIN_UNITS else _tree(tokens),
        fees=tuple((name, price / _unit(name).per) for name, price in priced.items() if name not in tokens),
        listed=frozenset(
            bucket for bucket, units in _LISTING_UNITS.items() if not tokens.keys().isdisjoint(units)
        ),
    )


def _unit(name: str) -> UnitDef:
    return unit_registry().units[name]


def _resolved(prices: ModelPrice, input_tokens: int) -> dict[str, Decimal]:
    """Return unit name -> USD for `per` of them; tiers are resolved at the given input size."""
    resolved = {}
    for key, price in vars(prices).items():
        if isinstance(price, Decimal | TieredPrices):
            resolved[unit_registry().unit_for_price_key(key).usage_key] = calc_unit_price(
                price, 1, input_tokens, 1
            )
    return resolved


def _tree(tokens: Mapping[str, Decimal]) -> tuple[UnitRate, ...]:
    """Order token rates from the most specific to the broadest, each with the narrower ones it contains."""
    names = sorted(tokens, key=lambda name: (-len(_unit(name).dimensions), name))
    rates = []
    for place, name in enumerate(names):
        unit = _unit(name)
        narrower = tuple(at for at in range(place) if is_descendant_or_self(unit, _unit(names[at])))
        is_output = unit.dimensions["direction"] == "output"
        rates.append(UnitRate(name, tokens[name], is_output, narrower, _bucket(unit)))
    return tuple(rates)


def _bucket(unit: UnitDef) -> Bucket:
    """Where tokens of a unit lie, whatever else the unit tells of them."""
    kind = unit.dimensions.get("token_type")
    if unit.dimensions["direction"] == "output":
        return Bucket.OUTPUT_REASONING if kind == "reasoning" else Bucket.OUTPUT_TEXT
    if kind == "cache_read":
        return Bucket.CACHE_READ
    if kind == "cache_write":
        return Bucket.CACHE_WRITE_1H if unit.dimensions.get("cache_ttl") == "1h" else Bucket.CACHE_WRITE_5M
    return Bucket.INPUT_FRESH


def _words(priced: Mapping[str, Decimal]) -> str:
    """Say the price list: "$5 per million input tokens, $0.5 per million cache read tokens"."""
    return ", ".join(f"${price.normalize():f} per {_amount(name)}" for name, price in priced.items())


def _amount(name: str) -> str:
    per = _unit(name).per
    return f"{'million' if per == _MILLION else f'{per:,}'} {name.replace('_', ' ')}"
