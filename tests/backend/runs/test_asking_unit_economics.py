"""Shares of each part, two times beside each other, and growth, beside sums by hand."""

from decimal import Decimal
from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.backend.conftest import Organization
from tests.backend.runs.test_asking import answered, new_thread
from tests.backend.runs.test_asking_rates import CALLS, close, cost, summed
from tests.backend.runs.test_asking_shares import at, value
from tests.backend.sockets import Tab
from tests.backend.spans import chat_span
from tests.backend.test_overview import project_with

FAILING: list[dict[str, Any]] = [
    {**call, "error": "rate_limit" if number % (3 if number > 30 else 10) == 0 else None}
    for number, call in enumerate(CALLS)
]


@pytest_asyncio.fixture
async def thread(http: httpx.AsyncClient, organization: Organization, tab: Tab) -> str:
    made = await new_thread(
        organization, await project_with(http, organization, *(chat_span(**call) for call in FAILING))
    )
    await tab.follow(made)
    return made


def week_of(call: dict[str, Any]) -> str:
    year, week, _ = at(call).isocalendar()
    return f"{year}-{week}"


@pytest.mark.asyncio
async def test_the_share_of_a_week_is_of_that_week(tab: Tab, organization: Organization, thread: str) -> None:
    report = await answered(tab, organization, thread, "gpt-4o-mini share of spend by week")
    table = report["sections"][0]["table"]
    place = table["columns"].index("Share of the week")
    mini = [call for call in CALLS if call["model"] == "gpt-4o-mini"]
    expected = {}
    for call in mini:
        week = [other for other in CALLS if week_of(other) == week_of(call)]
        part = sum(cost(other) for other in week if other["model"] == "gpt-4o-mini")
        expected[week_of(call)] = Decimal(part) / Decimal(sum(map(cost, week)))
    shares = [value(row[place]["figure"]) for row in table["rows"]]
    assert all(close(one, two) for one, two in zip(shares, expected.values(), strict=True))
    whole = value(report["answer"]["figures"]["share"])
    assert close(whole, summed(cost, model="gpt-4o-mini") / summed(cost))


@pytest.mark.asyncio
async def test_failures_of_two_times(tab: Tab, organization: Organization, thread: str) -> None:
    days = sorted({at(call).date() for call in CALLS})
    late, early = days[-2], days[2]
    question = f"error rate on {late:%d %B %Y} vs {early:%d %B %Y}"
    report = await answered(tab, organization, thread, question)
    for day, name in ((late, "rate"), (early, "rate_before")):
        calls = [call for call in FAILING if at(call).date() == day]
        rate = Decimal(sum(call["error"] is not None for call in calls)) / len(calls)
        assert abs(value(report["answer"]["figures"][name]) - rate) < Decimal("1e-5")


@pytest.mark.asyncio
async def test_a_rate_grows_with_use(tab: Tab, organization: Organization, thread: str) -> None:
    now = await answered(tab, organization, thread, "what does a year cost at this rate?")
    then = await answered(
        tab, organization, thread, "what does a year cost at this rate if usage grows by 50%?"
    )
    before, after = (value(report["answer"]["figures"]["ahead"]) for report in (now, then))
    assert close(after, before * Decimal("1.5"))
    assert then["answer"]["text"].startswith("Reckoned with 1.5 times the use of now.")


@pytest.mark.asyncio
async def test_amounts_decide_the_order_where_they_are_named(
    tab: Tab, organization: Organization, thread: str
) -> None:
    report = await answered(tab, organization, thread, "top 2 users by spend, with the cost per session")
    rows = report["sections"][0]["table"]["rows"]
    users = sorted({call["user"] for call in CALLS}, key=lambda user: -summed(cost, user=user))
    assert [row[0]["text"] for row in rows] == users[:2]
    assert report["sections"][0]["table"]["columns"][-1] == "Cost a session"
