"""Sums of calls at the prices of other models, worked by hand."""

from datetime import UTC, datetime
from decimal import Decimal

from netra.backend.alternatives.domain import (
    AlternativeScope,
    alternatives,
    unlisted,
    uses,
)
from netra.backend.calls.domain.call import Bucket
from netra.backend.calls.domain.groups import CallGroup
from netra.backend.pricing.domain.books import Catalogue, ListedModel
from netra.backend.pricing.domain.cells import PriceCell
from netra.backend.pricing.domain.genai import GenaiPrices
from tests.backend.pricing.test_books import PRICE_FILE

OTHERS = {
    "id": "other",
    "name": "Other",
    "api_pattern": "other",
    "models": [
        {
            "id": "tiny",
            "match": {"equals": "tiny"},
            "prices": {
                "input_mtok": {"base": 1, "tiers": [{"start": 1_000, "price": 3}]},
                "output_mtok": 1,
                "requests_kcount": 2,
            },
        },
        {"id": "free", "match": {"equals": "free"}, "prices": {"input_mtok": 0, "output_mtok": 0}},
        {"id": "deaf", "match": {"equals": "deaf"}, "prices": {"input_mtok": 1}},
    ],
}
BOOK = GenaiPrices.from_file([*PRICE_FILE, OTHERS], "test")


def group(day: int, sizes_exceeded: int, calls: int, *buckets: int) -> CallGroup:
    second = int(datetime(2026, 6, day, tzinfo=UTC).timestamp())
    keys = ("acme-one", "", second, sizes_exceeded)
    return CallGroup(keys, calls, buckets, Decimal(9), 0, 0, 0, 0)


def test_each_size_has_its_price_and_each_request_its_fee() -> None:
    groups = [group(1, 0, 3, 1_000, 500, 0, 0, 60, 40), group(2, 1, 1, 2_000, 0, 0, 0, 0, 0)]
    (use,) = uses(groups, BOOK, None)
    assert use.entries == {ListedModel("acme", "acme-one")}
    (tiny,) = (
        one
        for one in alternatives(use, BOOK, AlternativeScope.ALL)
        if one.listed.provider == "other"
    )
    # 1,500 at 1, 2,000 at 3, 100 out at 1 a million, and four requests at 0.002. Nothing is free or deaf.
    assert tiny == (Decimal("0.0156"), ListedModel("other", "tiny"))
    assert unlisted(use, BOOK, tiny.listed) == (Bucket.CACHE_READ,)
    assert all(one.listed.provider == "acme" for one in alternatives(use, BOOK, AlternativeScope.PROVIDER))


def test_days_between_two_changes_of_prices_are_one_cell() -> None:
    days = [datetime(2026, 6, day, tzinfo=UTC) for day in (1, 4, 5, 30)]
    changes = Catalogue((), (days[1].date(), days[2].date()), (1_000,))
    cells = [PriceCell.of_group(int(day.timestamp()), 1, changes) for day in days]
    assert len(set(cells)) == 3
    assert cells[2] == cells[3] == (datetime(2026, 6, 5, 12, tzinfo=UTC), 1_001)

