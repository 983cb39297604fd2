"""What each kind of token costs, worked by hand."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from netra.backend.analytics.domain.totals import NOTHING
from netra.backend.calls.domain.call import Usage
from netra.backend.calls.domain.groups import CallGroup
from netra.backend.pricing.domain.books import AssumedPrice, WithAssumedPrice
from netra.backend.pricing.domain.bucket_costs import bucket_costs
from netra.backend.pricing.domain.genai import GenaiPrices
from netra.backend.token_costs.domain import (
    Prices,
    SplitCost,
    TokenKind,
    added,
    in_order,
    kind_costs,
    split_by,
)

MAKER = {
    "id": "acme",
    "name": "acme",
    "api_pattern": "acme",
    "models": [
        {
            "id": "talk",
            "match": {"equals": "talk"},
            "prices": {
                "input_mtok": {"base": 2, "tiers": [{"start": 1_000, "price": 4}]},
                "cache_read_mtok": 1,
                "output_mtok": 10,
                "input_audio_mtok": 30,
                "output_audio_mtok": 60,
                "requests_kcount": 8,
            },
        }
    ],
}
BOOK = GenaiPrices.from_file([MAKER], "test")
AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = int(datetime(2026, 6, 1, tzinfo=UTC).timestamp())
ANYBODY = AssumedPrice(Decimal(3), Decimal(15))
PRICES = Prices(WithAssumedPrice(BOOK, ANYBODY), BOOK.catalogue, ANYBODY)


def group(
    *buckets: int, model: str = "talk", size: int = 0, calls: int = 1, cost: str | None = "1", of: str = ""
) -> CallGroup:
    keys = (model, "acme", DAY, size, int(cost is not None), of)
    usd = None if cost is None else Decimal(cost)
    return CallGroup(keys, calls, buckets, usd, 0 if usd is not None else calls, 0, 0, 0)


def amounts(split: SplitCost) -> dict[str, str]:
    """Every part that is not nothing."""
    named = ((kind.value, split.costs.of(kind)) for kind in TokenKind)
    return {name: f"{cost.normalize():f}" for name, cost in named if cost}


def test_each_bucket_has_its_price_and_requests_are_fees() -> None:
    # 500 at 2, 300 read at 1, 100 written at the price of input, 40 of text and 60 of reasoning at 10.
    split = PRICES.split(group(500, 300, 100, 0, 40, 60, cost="0.0185", calls=2), {"requests": 2})
    assert amounts(split) == {
        "input": "0.0015",
        "input_fresh": "0.001",
        "cache_read": "0.0003",
        "cache_write": "0.0002",
        "cache_write_5m": "0.0002",
        "output": "0.001",
        "output_text": "0.0004",
        "output_reasoning": "0.0006",
        "fees": "0.016",
        "all": "0.0185",
    }
    assert split.unlisted_calls == 0


def test_larger_inputs_have_the_price_of_their_size() -> None:
    split = PRICES.split(group(2_000, 0, 0, 0, 10, 0, size=1, cost="0.0161"), {"requests": 1})
    assert (split.costs.of(TokenKind.INPUT), split.costs.of(TokenKind.OTHER)) == (Decimal("0.008"), NOTHING)


@pytest.mark.parametrize(
    "usage",
    [
        Usage(900, 100, 0, 0, 70, 30, extras=(("input_audio_tokens", 400), ("output_audio_tokens", 50))),
        Usage(900, 0, 50, 7, 70, 0, extras=(("requests", 3), ("web_searches", 2))),
        Usage(0, 0, 0, 0, 1, 0),
    ],
)
def test_parts_add_up_to_the_price_with_sound_in_its_bucket(usage: Usage) -> None:
    rates = BOOK.rates("acme", "talk", AT, usage.input_total)
    assert rates is not None
    parts, price = bucket_costs(rates, usage), rates.price(usage)
    assert parts is not None
    assert price is not None
    assert (sum(parts.buckets[:4]), sum(parts.buckets[4:]), parts.fees) == (
        price.input,
        price.output,
        price.fees,
    )


def test_sound_costs_its_own_price_where_it_lies() -> None:
    usage = Usage(900, 100, 0, 0, 70, 0, extras=(("input_audio_tokens", 400), ("output_audio_tokens", 50)))
    parts = bucket_costs(BOOK.rates("acme", "talk", AT, 1_000), usage)
    assert parts is not None
    # 500 of text at 2 and 400 of sound at 30; 20 of text at 10 and 50 of sound at 60.
    assert (parts.buckets[0], parts.buckets[1], parts.buckets[4]) == (
        Decimal("0.013"),
        Decimal("0.0001"),
        Decimal("0.0032"),
    )


def test_what_list_prices_do_not_explain_is_told_as_other_and_below_zero_where_it_was_cheaper() -> None:
    split = PRICES.split(group(500, 0, 0, 0, 0, 0, cost="0.0005"), {"requests": 0})
    assert amounts(split) == {
        "input": "0.001",
        "input_fresh": "0.001",
        "other": "-0.0005",
        "all": "0.0005",
    }
    assert split.unlisted_calls == 1
    unknown = kind_costs(Decimal(2), Usage(input_fresh=1), BOOK.rates("", "nobody", AT, 1))
    assert [unknown.of(TokenKind.OTHER), unknown.of(TokenKind.ALL)] == [Decimal(2), Decimal(2)]


def test_assumed_prices_are_told_apart_and_calls_without_any_are_left_out_by_name() -> None:
    assumed = group(1_000, 0, 0, 0, 100, 0, model="", cost=None)
    unknown = group(1_000, 0, 0, 0, 100, 0, model="house", cost=None, calls=3)
    (split,) = split_by([(assumed, {}), (unknown, {})], PRICES, None).values()
    assert amounts(split) == {
        "input": "0.003",
        "input_fresh": "0.003",
        "output": "0.0015",
        "output_text": "0.0015",
        "all": "0.0045",
    }
    assert (split.calls, split.unpriced_calls, split.unpriced_names) == (4, 3, ("house",))
    assert (split.priced.assumed_calls, split.total.unknown_calls) == (1, 3)


def test_parts_are_in_the_order_of_the_kind_or_of_time() -> None:
    parts = split_by(
        [
            (group(1_000, 0, 0, 0, 0, 0, of="3", cost="0.002"), {"requests": 0}),
            (group(10, 0, 0, 0, 100, 0, of="20", cost="0.00102"), {"requests": 0}),
        ],
        PRICES,
        5,
    )
    assert [name for name, _ in in_order(parts, TokenKind.ALL, is_ordered=False)] == ["3", "20"]
    assert [name for name, _ in in_order(parts, TokenKind.OUTPUT, is_ordered=False)] == ["20", "3"]
    assert [name for name, _ in in_order(parts, TokenKind.OUTPUT, is_ordered=True)] == ["3", "20"]


def test_nothing_costs_nothing_and_other_names_are_no_figure() -> None:
    assert (added([]).calls, added([]).costs.of(TokenKind.ALL)) == (0, NOTHING)
    assert TokenKind.of_figure(TokenKind.OUTPUT.figure) is TokenKind.OUTPUT
    for wrong in ("cost", "output", "token_costs.", "token_costs.none"):
        with pytest.raises(ValueError, match="is not a valid"):
            TokenKind.of_figure(wrong)
