"""The excess of one call, worked by hand."""

from decimal import Decimal

import pytest

from netra.backend.call_sizes.domain import Side, excess_cost, side_cost
from netra.backend.calls.domain.call import Usage
from netra.backend.pricing.domain.books import AssumedPrice

RATES = AssumedPrice(Decimal(3), Decimal(15)).as_rates
# 1,000 fresh at 3 and 3,000 read at 0.3 cost $0.0039, so a token of this input costs 0.975 a million.
USAGE = Usage(input_fresh=1_000, cache_read=3_000, output_text=80, output_reasoning=20)


@pytest.mark.parametrize(
    ("side", "limit", "usd"),
    [
        (Side.INPUT, "3000", "0.000975"),
        (Side.INPUT, "3999.5", "0.000000487500"),
        (Side.OUTPUT, "60", "0.0006"),
    ],
)
def test_tokens_above_the_limit_cost_what_the_call_paid_for_its_mix(side: Side, limit: str, usd: str) -> None:
    cost = side_cost(RATES, USAGE, side)
    assert cost is not None
    tokens = {Side.INPUT: 4_000, Side.OUTPUT: 100}[side]
    assert excess_cost(cost, tokens, Decimal(limit)) == Decimal(usd)


def test_without_a_price_a_side_has_no_cost() -> None:
    assert side_cost(None, USAGE, Side.INPUT) is None
