"""What a figure is for each of something, answered: each against a sum made by hand."""

from collections.abc import Callable
from decimal import Decimal
from statistics import median
from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.backend.conftest import Organization
from tests.backend.runs.test_asking import answered, new_thread
from tests.backend.runs.test_asking_shares import at, row_of, value
from tests.backend.sockets import Tab
from tests.backend.spans import START, chat_span
from tests.backend.test_overview import project_with

HOUR = 3_600 * 10**9
FEATURES = ("search", "chat", "mail")
USERS = ("ann", "bob", "cy", "dee")
CALLS: list[dict[str, Any]] = [
    {
        "number": number,
        "start": START + number * 5 * HOUR,
        "input": 1_000 + 370 * (number % 17),
        "output": 10 + 30 * (number % 11),
        "feature": FEATURES[number % 3],
        "user": USERS[number * number % 7 % 4],
        "session": f"s-{number // 4}",
        "model": ("gpt-4o", "gpt-4o-mini")[number % 4 // 2],
    }
    for number in range(60)
]


@pytest_asyncio.fixture
async def thread(http: httpx.AsyncClient, organization: Organization, tab: Tab) -> str:
    made = await new_thread(
        organization, await project_with(http, organization, *(chat_span(**call) for call in CALLS))
    )
    await tab.follow(made)
    return made


def cost(call: dict[str, Any]) -> Decimal:
    """By the list prices of the two models, in USD a million tokens."""
    fresh, out = (
        (Decimal("2.5"), Decimal(10)) if call["model"] == "gpt-4o" else (Decimal("0.15"), Decimal("0.6"))
    )
    return (Decimal(call["input"]) * fresh + Decimal(call["output"]) * out) / 1_000_000


def summed(of: Callable[[dict[str, Any]], Decimal | int], **chosen: str) -> Decimal:
    named = [call for call in CALLS if all(call[name] == value for name, value in chosen.items())]
    return sum((Decimal(of(call)) for call in named), Decimal(0))


def close(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) < Decimal("1e-10")


@pytest.mark.asyncio
async def test_cost_per_million_output_tokens(tab: Tab, organization: Organization, thread: str) -> None:
    report = await answered(tab, organization, thread, "cost per million output tokens by model")
    for model in ("gpt-4o", "gpt-4o-mini"):
        expected = 1_000_000 * summed(cost, model=model) / summed(lambda call: call["output"], model=model)
        assert close(value(row_of(report, model)[4]["figure"]), expected)
    dearest = value(report["answer"]["figures"]["part_0"])
    assert dearest == max(value(row[4]["figure"]) for row in report["sections"][0]["table"]["rows"])
    whole = 1_000_000 * summed(cost) / summed(lambda call: call["output"])
    assert close(value(report["answer"]["figures"]["average"]), whole)


@pytest.mark.asyncio
async def test_cost_a_session_of_each_user(tab: Tab, organization: Organization, thread: str) -> None:
    report = await answered(tab, organization, thread, "which user has the highest cost per session?")
    rates = {}
    for user in sorted({call["user"] for call in CALLS}):
        sessions = {call["session"] for call in CALLS if call["user"] == user}
        rates[user] = summed(cost, user=user) / len(sessions)
        assert close(value(row_of(report, user)[4]["figure"]), rates[user])
    assert f"is {max(rates, key=lambda user: rates[user])}:" in report["answer"]["text"]
    assert close(value(report["answer"]["figures"]["average"]), summed(cost) / 15)


@pytest.mark.asyncio
async def test_the_middle_call(tab: Tab, organization: Organization, thread: str) -> None:
    report = await answered(tab, organization, thread, "median cost per call by feature")
    for feature in FEATURES:
        expected = median(cost(call) for call in CALLS if call["feature"] == feature)
        assert close(value(row_of(report, feature)[4]["figure"]), expected)
    assert close(value(report["answer"]["figures"]["average"]), median(map(cost, CALLS)))


@pytest.mark.asyncio
async def test_things_counted_once_in_each_part(tab: Tab, organization: Organization, thread: str) -> None:
    report = await answered(tab, organization, thread, "how many users per day?")
    days: dict[str, set[str]] = {}
    for call in CALLS:
        days.setdefault(at(call).date().isoformat(), set()).add(call["user"])
    for day, users in days.items():
        assert value(row_of(report, day)[2]["figure"]) == len(users)
    mean = Decimal(sum(map(len, days.values()))) / len(days)
    assert close(value(report["answer"]["figures"]["average"]), mean)


@pytest.mark.asyncio
async def test_what_a_day_costs(tab: Tab, organization: Organization, thread: str) -> None:
    report = await answered(tab, organization, thread, "what does it cost us per day?")
    days = {at(call).date() for call in CALLS}
    assert close(value(report["answer"]["figures"]["average"]), summed(cost) / len(days))
    each = await answered(tab, organization, thread, "cost per 1000 calls")
    assert close(value(each["answer"]["figures"]["average"]), 1_000 * summed(cost) / len(CALLS))


@pytest.mark.asyncio
async def test_what_an_answer_named_is_asked_about_next(
    tab: Tab, organization: Organization, thread: str
) -> None:
    dearest = max({call["user"] for call in CALLS}, key=lambda user: summed(cost, user=user))
    await answered(tab, organization, thread, "which user costs the most?")
    report = await answered(tab, organization, thread, "which features does that user use?")
    assert report["scope"].startswith(
        f"{sum(call['user'] == dearest for call in CALLS)} calls: user {dearest}"
    )
    for feature in FEATURES:
        spent = summed(cost, user=dearest, feature=feature)
        if spent:
            assert value(row_of(report, feature)[2]["figure"]) == spent
