"""Calls and parts chosen by an amount, answered: each against a sum made by hand."""

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.backend.conftest import Organization
from tests.backend.runs.test_asking import answered, new_thread, opened
from tests.backend.sockets import Tab
from tests.backend.spans import START, chat_span
from tests.backend.test_overview import project_with

DAY = 86_400 * 10**9
CALLS: list[dict[str, Any]] = [
    {
        "number": number,
        "start": START + number * DAY // 4,
        "input": 10_000 * number,
        "output": 0,
        "feature": ("search", "chat", "mail")[number * number % 3],
        "user": f"user-{number % 15}",
    }
    for number in range(1, 31)
]


def price(call: dict[str, Any]) -> Decimal:
    """gpt-5-mini: 0.25 dollars a million tokens of input."""
    return Decimal(call["input"]) / 4_000_000


def sums(of: Callable[[dict[str, Any]], str]) -> dict[str, Decimal]:
    added: dict[str, Decimal] = defaultdict(Decimal)
    for call in CALLS:
        added[of(call)] += price(call)
    return added


@pytest_asyncio.fixture
async def thread(http: httpx.AsyncClient, organization: Organization, tab: Tab) -> str:
    spans = (chat_span(**call) for call in CALLS)
    made = await new_thread(organization, await project_with(http, organization, *spans))
    await tab.follow(made)
    return made


def value(figure: dict[str, Any]) -> Decimal:
    return Decimal(figure["value"])


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("question", "passes", "scope"),
    [
        ("what did calls over $0.05 cost?", lambda call: price(call) > Decimal("0.05"), "more than $0.05"),
        ("cheap calls under 1 cent", lambda call: price(call) < Decimal("0.01"), "less than $0.01"),
        ("spend on calls of 5 ct or more", lambda call: price(call) >= Decimal("0.05"), "at least $0.05"),
        ("cost of calls longer than 1 s", lambda _: True, "more than 1 s"),
    ],
)
async def test_calls_of_an_amount_are_counted_and_open(
    tab: Tab, organization: Organization, thread: str, question: str, passes: Any, scope: str
) -> None:
    report = await answered(tab, organization, thread, question)
    chosen = [call for call in CALLS if passes(call)]
    cost = report["answer"]["figures"]["cost"]
    assert report["unread"] == []
    assert scope in report["scope"]
    assert report["answer"]["text"].startswith(f"{len(chosen)} call")
    assert value(cost) == sum(map(price, chosen)) == await opened(organization, cost)


@pytest.mark.asyncio
async def test_no_call_of_an_amount_is_said(tab: Tab, organization: Organization, thread: str) -> None:
    report = await answered(tab, organization, thread, "how many calls took more than 5 seconds?")
    assert report["answer"]["text"].startswith("No calls")


@pytest.mark.asyncio
async def test_parts_over_an_amount_are_counted_and_named(
    tab: Tab, organization: Organization, thread: str
) -> None:
    report = await answered(tab, organization, thread, "which users spent more than 10 cents?")
    over = {name: cost for name, cost in sums(lambda call: call["user"]).items() if cost > Decimal("0.1")}
    assert report["unread"] == []
    assert report["answer"]["text"].startswith(f"{len(over)} of 15 users cost more than $0.10: ")
    rows = report["sections"][0]["table"]["rows"]
    assert {row[0]["text"]: value(row[2]["figure"]) for row in rows} == over
    for row in rows:
        assert row[0]["text"] in report["answer"]["text"]
        assert await opened(organization, row[2]["figure"]) == value(row[2]["figure"])


@pytest.mark.asyncio
async def test_all_parts_are_in_the_table_though_twelve_are_said(
    tab: Tab, organization: Organization, thread: str
) -> None:
    report = await answered(tab, organization, thread, "users over $0.001")
    assert len(report["sections"][0]["table"]["rows"]) == 15
    assert "and 3 more" in report["answer"]["text"]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("features over $3", "None of 2 features costs more than $3. The nearest is chat: "),
        ("budget 50 dollars a day: on which days did we go over?", "None of 8 days costs more than $50. The"),
        ("days above 1,000 calls", "None of 8 days has more than 1,000 calls. The nearest is "),
    ],
)
async def test_where_no_part_is_over_the_nearest_is_named(
    tab: Tab, organization: Organization, thread: str, question: str, answer: str
) -> None:
    report = await answered(tab, organization, thread, question)
    assert report["answer"]["text"].startswith(answer)
    assert report["unread"] == []
    nearest = report["answer"]["figures"]["part_0"]
    assert await opened(organization, nearest) == value(nearest)


@pytest.mark.asyncio
async def test_how_few_make_up_most_of_it_is_told_with_what_they_are_of_it(
    tab: Tab, organization: Organization, thread: str
) -> None:
    users, whole = sums(lambda call: call["user"]), sum(map(price, CALLS), Decimal(0))
    largest = sorted(users.values(), reverse=True)
    fewest = next(many for many in range(1, 16) if sum(largest[:many]) >= whole / 2)
    report = await answered(tab, organization, thread, "how many users are half the cost?")
    text, figures = report["answer"]["text"], report["answer"]["figures"]
    assert text.startswith(f"{fewest} of 15 users make up {{together}} of the cost")
    assert value(figures["summed"]) == sum(largest[:fewest])
    assert value(figures["whole"]) == whole
    assert abs(value(figures["together"]) - sum(largest[:fewest]) / whole) < Decimal("0.0001")
    assert abs(value(figures["first"]) - largest[0] / whole) < Decimal("0.0001")


@pytest.mark.asyncio
async def test_which_part_is_more_of_it_than_a_share_is_told(
    tab: Tab, organization: Organization, thread: str
) -> None:
    features, whole = sums(lambda call: call["feature"]), sum(map(price, CALLS), Decimal(0))
    beyond = [name for name, cost in features.items() if cost > whole * 2 / 5]
    report = await answered(
        tab, organization, thread, "does any single feature account for more than 40% of spend?"
    )
    text = report["answer"]["text"]
    assert text.startswith(f"{len(beyond)} of {len(features)} features make")
    assert all(name in text for name in beyond)
