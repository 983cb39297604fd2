"""Caches that are written and hardly ever read: by hand, of days of calls, and over real engines.

Sonnet 4.5 a million tokens: $3 fresh, $0.30 read, $3.75 written. A write of 1,000 tokens adds $0.00075, a
read of them saves $0.0027.
"""

from decimal import Decimal
from typing import Any, Final

import httpx
import pytest

from netra.backend.analytics.domain.totals import Total
from netra.backend.caching_now.domain.cache_use import BilledUse, CacheEffect
from netra.backend.caching_now.domain.losing_caches import (
    DayOfCache,
    LosingCache,
    losing_caches,
    mended_caches,
    with_days_before,
)
from tests.backend.caching_now.test_caching_now import NOW, silent
from tests.backend.conftest import Organization
from tests.backend.optimizer.test_beside_the_bill import opened, usd
from tests.backend.spans import START
from tests.backend.test_overview import project_with

WRITE: Final = Decimal("-0.00075")
READ: Final = Decimal("0.0027")
A_DAY: Final = 86_400 * 10**9


def day(at: int, writes: int, reads: int, user: str = "ann", feature: str = "notes") -> DayOfCache:
    """The calls of a user on a day, each of which writes or reads 1,000 tokens."""
    total = Total(buckets=(0, 1_000 * reads, 1_000 * writes, 0, 0, 0), calls=writes + reads)
    effect = CacheEffect(READ * reads, WRITE * writes)
    return DayOfCache("sonnet", feature, user, at, BilledUse(total, effect))


def told(found: list[LosingCache]) -> list[tuple[str, str | None, int | None, Decimal]]:
    return [(one.feature, one.user, one.loss.since, one.loss.use.effect.saving) for one in found]


def test_a_cache_that_broke_is_told_since_the_day_on_which_it_did() -> None:
    """Two good days, then 6 and 8 writes without a read: 14 x 0.00075 is lost, though all days gain."""
    (found,) = losing_caches([day(1, 5, 15), day(2, 4, 12), day(3, 6, 0), day(4, 8, 0)])
    assert told([found]) == [("notes", "ann", 3, Decimal("-0.0105"))]
    assert found.loss.before is not None
    usage = found.loss.before.counted.usage
    assert (usage.cache_read, usage.cache_write) == (27_000, 9_000)


def test_a_few_writes_that_were_not_read_yet_are_no_loss() -> None:
    assert losing_caches([day(1, 5, 15), day(2, 9, 0)]) == []
    assert losing_caches([day(1, 5, 15), day(2, 9, 0), day(3, 0, 3)]) == []


def test_what_is_read_enough_to_pay_is_no_loss() -> None:
    """3 reads save 0.0081, 10 writes add 0.0075."""
    assert losing_caches([day(1, 10, 3)]) == []
    assert told(losing_caches([day(1, 10, 2)])) == [("notes", "ann", None, Decimal("-0.0021"))]


def test_a_cache_that_never_paid_is_told_without_a_day() -> None:
    assert told(losing_caches([day(1, 12, 1), day(2, 12, 1)])) == [
        ("notes", "ann", None, 24 * WRITE + 2 * READ)
    ]


def test_users_are_named_where_it_is_theirs_and_not_where_it_is_everybodys() -> None:
    one = [day(1, 5, 15, "ann"), day(2, 12, 0, "ann"), day(1, 5, 15, "bob"), day(2, 5, 15, "bob")]
    assert told(losing_caches(one)) == [("notes", "ann", 2, 12 * WRITE)]
    both = [day(1, 12, 0, "ann"), day(1, 20, 0, "bob")]
    assert told(losing_caches(both)) == [("notes", None, None, 32 * WRITE)]
    # Each of many users has too few calls, and so has the one that is not recorded.
    many = [day(1, 3, 0, f"user-{number}") for number in range(5)]
    assert told(losing_caches(many)) == [("notes", None, None, 15 * WRITE)]
    assert told(losing_caches([day(1, 12, 0, "")])) == [("notes", None, None, 12 * WRITE)]


def test_a_cache_that_broke_and_was_mended_is_told_with_its_days() -> None:
    """6 and 8 writes without a read between good days: as before, 0.0735 on 40 calls, 14 save 0.025725."""
    days = [day(1, 5, 15), day(2, 5, 15), day(3, 6, 0), day(4, 8, 0), day(5, 5, 15), day(6, 5, 15)]
    assert losing_caches(days) == []
    (found,) = mended_caches(days, [])
    assert told([found]) == [("notes", "ann", 3, 14 * WRITE)]
    assert (found.loss.last, found.loss.as_before) == (4, Decimal("0.025725"))
    # What loses now is told as that; neither are a few writes told, nor what never paid before.
    still = [*days, day(7, 12, 0)]
    assert mended_caches(still, losing_caches(still)) == []
    assert mended_caches([day(1, 5, 15), day(2, 9, 0), day(3, 5, 15)], []) == []
    assert mended_caches([day(1, 5, 0), day(2, 12, 0), day(3, 5, 15)], []) == []


def test_what_broke_for_everybody_is_told_once() -> None:
    """Dee's three calls are too few to lose, but were not read either."""
    users = [("ann", 12), ("bob", 14), ("dee", 3)]
    days = [day(at, 2, 8, user) for at in (1, 3) for user, _ in users]
    days += [day(2, writes, 0, user) for user, writes in users]
    assert told(mended_caches(days, [])) == [("notes", None, 2, 29 * WRITE)]


def test_what_was_read_before_the_time_that_is_asked_about_is_known() -> None:
    (losing,) = losing_caches([day(3, 14, 0)])
    assert losing.loss.as_before is None
    later = with_days_before(losing, [day(1, 5, 15), day(2, 5, 15), day(2, 5, 15, feature="other")])
    assert later.loss.as_before == Decimal("0.025725")
    assert with_days_before(losing, [day(1, 5, 15, "bob")]) == losing


def test_features_are_apart_and_what_loses_most_comes_first() -> None:
    found = losing_caches(
        [day(1, 10, 0, feature="a"), day(1, 30, 0, feature="b"), day(1, 5, 50, feature="c")]
    )
    assert told(found) == [("b", "ann", None, 30 * WRITE), ("a", "ann", None, 10 * WRITE)]


def noted(number: int, at: int, user: str, **values: Any) -> Any:
    return silent(number, start=START + at * A_DAY + number * 10**9, user=user, feature="notes", **values)


@pytest.mark.asyncio
async def test_a_losing_cache_is_told_with_its_calls(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    """Ann's calls read 800 on the first day and only write them on the second: 12 x 800 x 0.75 are lost."""
    spans = [noted(n, 0, "ann", **({"cache_read": 800} if n else {"cache_write": 800})) for n in range(6)]
    spans += [noted(n, 1, "ann", cache_write=800) for n in range(10, 22)]
    spans += [
        noted(n, 1, "bob", **({"cache_read": 800} if n > 30 else {"cache_write": 800})) for n in range(30, 44)
    ]
    project = await project_with(http, organization, *spans)
    page = await organization.get(f"/api/projects/{project}/{NOW}", by="user")
    (losing,) = page["losing"]
    assert (losing["model"], losing["feature"], losing["user"]) == ("claude-sonnet-4-5", "notes", "ann")
    assert losing["since"].startswith("2026-")
    assert (losing["calls"], usd(losing["saving"])) == (12, Decimal("-0.0072"))
    assert await opened(organization, losing["saving"]) == [Decimal("-0.0006")] * 12
    assert await opened(organization, losing["tokens_written"]) == [800] * 12
    assert losing["share_before"]["value"] == "0.666667"  # 4,000 of 6,000 tokens.
    # Bob's 13 reads save 13 x 0.00216 less one write; Ann's 5 reads less 13 writes.
    assert {part["key"]: usd(part["saving"]) for part in page["parts"]} == {
        "bob": Decimal("0.02748"),
        "ann": Decimal("0.003"),
    }
    for part in page["parts"]:
        assert sum(await opened(organization, part["saving"])) == usd(part["saving"])
    assert (page["losing_left_out"], page["parts_left_out"]) == (0, 0)


@pytest.mark.asyncio
@pytest.mark.parametrize("by", ["day", "week", "feature", "provider", "model", "hour_of_day", "agent_kind"])
async def test_the_parts_of_every_dimension_add_up_to_the_whole(
    http: httpx.AsyncClient, organization: Organization, by: str
) -> None:
    spans = [noted(n, n, "ann", **({"cache_read": 800} if n % 3 else {"cache_write": 800})) for n in range(9)]
    project = await project_with(http, organization, *spans)
    page = await organization.get(f"/api/projects/{project}/{NOW}", by=by)
    for figure in (
        "today",
        "cost",
        "saving",
        "reads",
        "writes",
        "write_cost",
        "tokens_read",
        "tokens_written",
    ):
        assert sum(usd(part[figure]) for part in page["parts"]) == usd(page[figure])
    first = page["parts"][0]
    assert sum(await opened(organization, first["write_cost"])) == usd(first["write_cost"])
    assert (page["read_share"]["value"], page["read_share"]["evidence"]) == ("0.533333", None)
    assert page["by"] == by
