"""Since when a day costs more: the step is found, and the days around it are compared."""

from decimal import Decimal

import httpx
import pytest
import pytest_asyncio

from tests.backend.conftest import Organization
from tests.backend.runs.test_asking import answered, new_thread
from tests.backend.runs.test_asking_shares import value
from tests.backend.sockets import Tab
from tests.backend.spans import START, chat_span
from tests.backend.test_overview import project_with

DAY = 86_400 * 10**9
DAYS = 24
STEP = 15
INPUT = [9_000 + 100 * (day % 3) if day >= STEP else 2_000 + 100 * (day % 4) for day in range(DAYS)]


def _cost(tokens: int) -> Decimal:
    """gpt-4o at 2.5 USD and 10 USD a million tokens."""
    return (tokens * Decimal("2.5") + 100 * 10) / 1_000_000


@pytest_asyncio.fixture
async def thread(http: httpx.AsyncClient, organization: Organization, tab: Tab) -> str:
    spans = [
        chat_span(day, start=START + day * DAY, input=tokens, model="gpt-4o", user="ann")
        for day, tokens in enumerate(INPUT)
    ]
    made = await new_thread(organization, await project_with(http, organization, *spans))
    await tab.follow(made)
    return made


@pytest.mark.asyncio
async def test_the_days_around_the_step_are_compared(
    tab: Tab, organization: Organization, thread: str
) -> None:
    report = await answered(tab, organization, thread, "since when does ann cost so much more?")
    figures = report["answer"]["figures"]
    reach = DAYS - STEP
    assert value(figures["before"]) == sum(map(_cost, INPUT[STEP - reach : STEP]))
    assert value(figures["after"]) == sum(map(_cost, INPUT[STEP:]))
    assert f"these are {reach} days from then on" in report["answer"]["text"]
    assert report["unread"] == []
    then = await answered(tab, organization, thread, "what did a call cost before and after?")
    assert value(then["answer"]["figures"]["after"]) == pytest.approx(
        sum(map(_cost, INPUT[STEP:])) / reach, abs=Decimal("1e-11")
    )
    assert value(then["answer"]["figures"]["before"]) == pytest.approx(
        sum(map(_cost, INPUT[:STEP])) / STEP, abs=Decimal("1e-11")
    )


@pytest.mark.asyncio
async def test_where_no_day_stands_out_that_is_said(
    tab: Tab, organization: Organization, thread: str
) -> None:
    report = await answered(tab, organization, thread, "since when does ann cost less?")
    said = "No day stands out from which on a day costs less or a call costs less."
    assert report["answer"]["text"].startswith(said)
