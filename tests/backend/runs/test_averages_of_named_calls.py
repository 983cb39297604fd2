"""Averages over sessions and users are of calls that name one; by hand, at 0.25 dollars a million tokens."""

from decimal import Decimal
from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.backend.conftest import Organization
from tests.backend.runs.test_asking import answered, new_thread
from tests.backend.runs.test_asking_shares import value
from tests.backend.sockets import Tab
from tests.backend.spans import START, chat_span
from tests.backend.test_overview import project_with

HOUR = 3_600 * 10**9
DAY = 24 * HOUR
SPANS: list[dict[str, Any]] = [
    {"session": "s-1", "user": "ann", "input": 4_000},
    {"session": "s-1", "user": "ann", "input": 8_000, "model": "gpt-5"},
    {"session": "s-2", "user": "bob", "input": 4_000},
    {"session": "", "user": "ann", "input": 40_000},
    {"session": "", "user": "cy", "input": 4_000},
    {"session": "", "input": 4_000},
]
"""0.001, 0.010 (gpt-5 is five times as dear), 0.001, 0.010, 0.001 and 0.001 dollars."""


@pytest_asyncio.fixture
async def thread(http: httpx.AsyncClient, organization: Organization, tab: Tab) -> str:
    spans = (
        chat_span(number, start=START + number * HOUR, output=0, **one) for number, one in enumerate(SPANS)
    )
    made = await new_thread(organization, await project_with(http, organization, *spans))
    await tab.follow(made)
    return made


def column(report: dict[str, Any], name: str) -> dict[str, Decimal | None]:
    """A column of the first table, by the names of its rows."""
    table = report["sections"][0]["table"]
    place = table["columns"].index(name)
    figures = {row[0]["text"]: row[place]["figure"]["value"] for row in table["rows"]}
    return {name: None if found is None else Decimal(found) for name, found in figures.items()}


@pytest.mark.asyncio
async def test_what_a_session_costs_is_of_calls_that_have_one(
    tab: Tab, organization: Organization, thread: str
) -> None:
    report = await answered(tab, organization, thread, "what does a session cost on average?")
    answer = report["answer"]
    assert value(answer["figures"]["average"]) == Decimal("0.006")
    assert "Over the 3 of 6 calls that have a session" in answer["text"]
    assert "2 sessions" in answer["text"]
    # Session s-1 has calls of both models; the parts of it add up to what it costs.
    costs = column(report, "Cost a session")
    assert costs == {"gpt-5-mini": Decimal("0.001"), "gpt-5": Decimal("0.01")}
    assert "calls of several models" in report["sections"][0]["passages"][0]["text"]


@pytest.mark.asyncio
async def test_by_customer_too(tab: Tab, organization: Organization, thread: str) -> None:
    report = await answered(tab, organization, thread, "what does a session cost on average by user?")
    costs = column(report, "Cost a session")
    assert costs == {"ann": Decimal("0.011"), "bob": Decimal("0.001"), "cy": None, "not recorded": None}
    assert "The user with the highest cost a session is ann" in report["answer"]["text"]
    least = await answered(tab, organization, thread, "which user has the lowest cost per session?")
    assert "is bob" in least["answer"]["text"]


@pytest.mark.asyncio
async def test_what_a_user_costs_is_of_calls_that_have_one(
    tab: Tab, organization: Organization, thread: str
) -> None:
    report = await answered(tab, organization, thread, "average cost per user")
    figures = report["answer"]["figures"]
    # ann 0.021, bob 0.001 and cy 0.001; the call that names nobody is no user.
    assert value(figures["average"]) == (Decimal("0.023") / 3).quantize(Decimal("1e-12"))
    assert value(figures["median"]) == Decimal("0.001")
    assert "there are 3; 5 of 6 calls have a user, the others are in neither" in report["answer"]["text"]


@pytest.mark.asyncio
async def test_calls_and_tokens_of_a_session(tab: Tab, organization: Organization, thread: str) -> None:
    report = await answered(tab, organization, thread, "how many calls does a session have on average?")
    assert value(report["answer"]["figures"]["average"]) == Decimal("1.5")
    tokens = await answered(tab, organization, thread, "how many tokens does a session use on average?")
    told = [Decimal(figure["value"]) for figure in tokens["answer"]["figures"].values()]
    assert Decimal(8_000) in told


@pytest.mark.asyncio
async def test_in_two_times(tab: Tab, http: httpx.AsyncClient, organization: Organization) -> None:
    before = [
        chat_span(number + 10, start=START - 25 * DAY + number * HOUR, output=0, **one)
        for number, one in enumerate(SPANS[2:4])
    ]
    now = [
        chat_span(number, start=START + (number + 80) * HOUR, output=0, **one)
        for number, one in enumerate(SPANS)
    ]
    thread = await new_thread(organization, await project_with(http, organization, *before, *now))
    await tab.follow(thread)
    question = "what did a session cost on average in June 2026 compared with May 2026?"
    report = await answered(tab, organization, thread, question)
    figures = report["answer"]["figures"]
    assert (value(figures["after"]), value(figures["before"])) == (Decimal("0.006"), Decimal("0.001"))
