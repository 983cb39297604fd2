"""Price books: dated and tiered prices, cache prices, and what they do not know."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from genai_prices.data import providers
from genai_prices.types import TimeOfDateConstraint
from hypothesis import given
from hypothesis import strategies as st

from netra.backend.calls.domain.call import Bucket, Usage
from netra.backend.pricing.domain.books import (
    AssumedPrice,
    DefinitionsFlat,
    PriceBook,
    WithAssumedPrice,
    flat_rates,
    price_usage,
)
from netra.backend.pricing.domain.genai import GenaiPrices
from netra.backend.pricing.domain.price_file import PriceFileError, conditional_prices
from netra.backend.pricing.domain.rates import Rates

AT = datetime(2026, 6, 1, tzinfo=UTC)
USAGE = Usage(
    input_fresh=1_000,
    cache_read=10_000,
    cache_write_5m=2_000,
    cache_write_1h=3_000,
    output_text=400,
    output_reasoning=100,
)
counts = st.integers(0, 10**7)
usages = st.builds(
    Usage,
    input_fresh=counts,
    cache_read=counts,
    cache_write_5m=counts,
    cache_write_1h=counts,
    output_text=counts,
    output_reasoning=counts,
)

PRICE_FILE = [
    {
        "id": "acme",
        "name": "Acme",
        "api_pattern": "acme",
        "model_match": {"starts_with": "acme-"},
        "models": [
            {
                "id": "acme-one",
                "match": {"equals": "acme-one"},
                "prices": [
                    {"prices": {"input_mtok": 2, "cache_read_mtok": 0.5, "output_mtok": 8}},
                    {
                        "constraint": {"start_date": "2026-05-01"},
                        "prices": {"input_mtok": 1, "output_mtok": 4},
                    },
                ],
            },
            {
                "id": "acme-tiered",
                "match": {"equals": "acme-tiered"},
                "prices": {
                    "input_mtok": {"base": 3, "tiers": [{"start": 200_000, "price": 6}]},
                    "output_mtok": {"base": 15, "tiers": [{"start": 200_000, "price": 22.5}]},
                },
            },
            {
                "id": "acme-audio",
                "match": {"equals": "acme-audio"},
                "prices": {
                    "input_mtok": 1,
                    "cache_read_mtok": 0.1,
                    "input_audio_mtok": 10,
                    "cache_audio_read_mtok": 2,
                    "output_mtok": 4,
                    "requests_kcount": 5,
                },
            },
            {"id": "acme-embed", "match": {"equals": "acme-embed"}, "prices": {"input_mtok": 0.1}},
        ],
    }
]


@pytest.fixture(scope="module")
def acme() -> GenaiPrices:
    return GenaiPrices.from_file(PRICE_FILE, "test")


def rates(book: PriceBook, model: str, at: datetime = AT, size: int = 0) -> Rates:
    found = book.rates("", model, at, size)
    assert found is not None
    return found


def dollars(book: PriceBook, model: str, usage: Usage, at: datetime = AT) -> Decimal | None:
    price = price_usage(book, usage, "", model, at)
    return None if price is None else price.total


@pytest.mark.parametrize(
    ("model", "prices"),
    [
        ("claude-opus-4-6", (5, 25)),
        ("claude-opus-4-5-20251101", (5, 25)),
        ("claude-opus-4-1-20250805", (15, 75)),
        ("claude-sonnet-4-20250514", (3, 15)),
        ("anthropic/claude-sonnet-4-5@20250929", (3, 15)),
        ("us.anthropic.claude-haiku-4-5-20251001", (1, 5)),
    ],
)
def test_flat_prices_of_the_definitions(model: str, prices: tuple[int, int]) -> None:
    found = rates(DefinitionsFlat(), model)
    into, out = Decimal(prices[0]), Decimal(prices[1])
    assert found.buckets == (into, into / 10, into * Decimal("1.25"), into * 2, out, out)


@pytest.mark.parametrize(
    "model", ["", "gpt-5", "claude-opus-4", "claude-sonnet-4-7", "claude-2", "my-claude-opus-4-6-x"]
)
def test_what_the_definitions_do_not_name_has_no_price(model: str) -> None:
    assert DefinitionsFlat().rates("", model, AT, 0) is None


def test_each_bucket_is_billed_at_its_rate() -> None:
    # 1,000 x 3 + 10,000 x 0.3 + 2,000 x 3.75 + 3,000 x 6 = 31,500; 500 x 15 = 7,500 millionths
    price = rates(DefinitionsFlat(), "claude-sonnet-4-5").price(USAGE)
    assert price is not None
    assert (price.input, price.output, price.total) == (
        Decimal("0.0315"),
        Decimal("0.0075"),
        Decimal("0.039"),
    )


def test_dated_prices_follow_the_date_of_the_call(acme: GenaiPrices) -> None:
    usage = Usage(input_fresh=1_000_000, output_text=1_000_000)
    assert dollars(acme, "acme-one", usage, datetime(2026, 4, 30, 23, tzinfo=UTC)) == 10
    assert dollars(acme, "acme-one", usage, datetime(2026, 5, 1, tzinfo=UTC)) == 5
    assert "2026-05-01" in rates(acme, "acme-one").price_id


@pytest.mark.parametrize(("size", "expected"), [(200_000, "0.6"), (200_001, "1.200006")])
def test_a_tier_holds_for_the_whole_call(acme: GenaiPrices, size: int, expected: str) -> None:
    assert dollars(acme, "acme-tiered", Usage(input_fresh=size)) == Decimal(expected)


def test_an_unlisted_cache_price_falls_back_as_the_provider_bills(acme: GenaiPrices) -> None:
    found = rates(acme, "acme-tiered")
    assert found.cache_read == found.input_fresh
    assert Bucket.CACHE_READ not in found.listed


def test_unknown_is_never_zero(acme: GenaiPrices) -> None:
    assert dollars(acme, "acme-nine", USAGE) is None
    assert dollars(acme, "", USAGE) is None
    assert acme.rates("nobody", "acme-one", AT, 0) is None
    assert dollars(acme, "acme-embed", Usage(input_fresh=10)) == Decimal("0.000001")
    assert dollars(acme, "acme-embed", Usage(input_fresh=10, output_text=1)) is None


def test_modalities_have_their_own_rates(acme: GenaiPrices) -> None:
    usage = Usage(
        input_fresh=900,
        cache_read=100,
        output_text=10,
        extras=(("cache_audio_read_tokens", 40), ("input_audio_tokens", 300)),
    )
    # fresh audio 260 x 10, cached audio 40 x 2, cached text 60 x 0.1, fresh text 640 x 1; $5 per 1,000 calls
    price = rates(acme, "acme-audio").price(usage)
    assert price is not None
    assert price.input == Decimal("0.003326")
    assert price.output == Decimal("0.00004")
    assert price.fees == Decimal("0.005")


def test_searches_are_billed_beside_the_tokens() -> None:
    book = GenaiPrices.packaged()
    usage = Usage(input_fresh=1_000, extras=(("web_searches", 3),))
    price = price_usage(book, usage, "anthropic", "claude-sonnet-4-5", AT)
    assert price is not None
    assert price.fees == Decimal("0.03")


@pytest.mark.parametrize(
    ("provider", "model"),
    [
        ("anthropic", "claude-opus-4-5-20251101"),
        ("", "claude-opus-4-5-20251101"),
        ("aws.bedrock", "anthropic.claude-sonnet-4-20250514-v1:0"),
        ("azure.ai.openai", "gpt-4o"),
        ("gcp.gen_ai", "gemini-2.5-flash"),
    ],
)
def test_names_of_opentelemetry_find_their_provider(provider: str, model: str) -> None:
    assert GenaiPrices.packaged().rates(provider, model, AT, 1_000) is not None


def test_an_assumed_price_is_for_calls_without_a_model() -> None:
    book = WithAssumedPrice(DefinitionsFlat(), AssumedPrice(Decimal(3), Decimal(15)))
    assert dollars(book, "", Usage(input_fresh=1_000_000)) == 3
    assert dollars(book, "claude-opus-4-6", Usage(input_fresh=1_000_000)) == 5
    assert dollars(book, "unheard-of", USAGE) is None
    assert "assumed" in rates(book, "").source


@pytest.mark.parametrize("content", [[1], [{"id": "x"}], "text", [{"id": "x", "models": 3}]])
def test_other_files_are_no_price_lists(content: object) -> None:
    with pytest.raises(PriceFileError):
        GenaiPrices.from_file(content, "test")  # type: ignore[arg-type]


def usage_of(buckets: Sequence[int]) -> Usage:
    return Usage(**dict(zip(Bucket, buckets, strict=True)))  # type: ignore[arg-type]


@given(usages, usages)
def test_cost_is_linear(first: Usage, second: Usage) -> None:
    found = flat_rates("id", "words", Decimal("3.7"), Decimal("15.1"))
    both = usage_of([a + b for a, b in zip(first.buckets, second.buckets, strict=True)])
    prices = [found.price(usage) for usage in (first, second, both)]
    one, other, together = (price.total for price in prices if price is not None)
    assert one + other == together


@given(usages)
def test_the_tree_of_units_agrees_with_the_buckets(usage: Usage) -> None:
    found = rates(GenaiPrices.from_file(PRICE_FILE, "test"), "acme-audio")
    silent = replace(usage, extras=(("input_audio_tokens", 0),))
    by_unit, by_bucket = found.price(silent), found.price(usage)
    assert by_unit == by_bucket


@pytest.mark.parametrize("book", [GenaiPrices.packaged(), DefinitionsFlat()])
def test_names_beyond_any_list_are_not_remembered(book: PriceBook) -> None:
    assert book.rates("anthropic", "claude-sonnet-4-5-" * 200, AT, 0) is None
    assert book.rates("anthropic", "claude-sonnet-4-5", AT, 0) is not None


def test_prices_change_at_quarters_of_an_hour_only() -> None:
    """A replay looks prices up once for all calls of such a quarter."""
    models = (model for provider in providers for model in provider.models)
    prices = (price for model in models for price in conditional_prices(model))
    times = [price.constraint for price in prices if isinstance(price.constraint, TimeOfDateConstraint)]
    assert times
    for time in (moment for held in times for moment in (held.start_time, held.end_time)):
        assert (time.minute % 15, time.second, time.utcoffset()) == (0, 0, timedelta())


def test_a_price_taken_from_the_maker_is_called_the_makers() -> None:
    book = GenaiPrices.packaged()
    billed, own = book.listed("azure", "deepseek-v3.2"), book.listed("deepseek", "deepseek-v3.2")
    assert billed is not None
    assert own is not None
    assert (book.priced_as(billed), book.priced_as(own)) == ("deepseek", "deepseek")
    found = book.rates("azure", "deepseek-v3.2", AT, 1_000)
    assert found is not None
    assert found.price_id.endswith(":deepseek/deepseek-v3.2 for azure")
