"""What the first of an order come to together, and what that is of all: each against a sum made by hand."""

from decimal import Decimal
from typing import Any

import httpx
import pytest
import pytest_asyncio

from netra.backend.agents.schemas import Passage
from netra.backend.agents.text import plain_text
from tests.backend.conftest import Organization
from tests.backend.runs.test_asking import answered, new_thread
from tests.backend.sockets import Tab
from tests.backend.spans import chat_span
from tests.backend.test_overview import project_with


@pytest_asyncio.fixture
async def thread(http: httpx.AsyncClient, organization: Organization, tab: Tab) -> str:
    """20 sessions, the nth of one call of n million tokens at $0.25 a million: $52.50 in all."""
    spans = (
        chat_span(
            at, input=1_000_000 * at, output=0, cache_read=0, session=f"s-{at:02}", user=f"user-{at % 4}"
        )
        for at in range(1, 21)
    )
    made = await new_thread(organization, await project_with(http, organization, *spans))
    await tab.follow(made)
    return made


def said(report: dict[str, Any]) -> str:
    return plain_text(Passage.model_validate(report["answer"]))


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("question", "answer"),
    [
        # 20 + 19 + ... + 11 = 155 of 210 million tokens.
        (
            "top 10 most expensive sessions and how much of the bill do they make up together",
            "The 10 dearest sessions cost $38.75 together, 74 % of $52.50: s-20 ($5.00), s-19 ($4.75), ",
        ),
        (
            "what share of the total cost do the 10 dearest sessions make up",
            "The 10 dearest sessions cost $38.75 together, 74 % of $52.50: s-20",
        ),
        (
            "the three priciest sessions: what do they add up to?",
            "The 3 dearest sessions cost $14.25 together, 27 % of $52.50",
        ),
        ("top 5 sessions and their share of the cost", "The 5 dearest sessions cost $22.50 together, 43 %"),
        ("how much of the bill is the top 2 sessions", "The 2 dearest sessions cost $9.75 together, 19 % of"),
        ("sum of the 4 most expensive sessions", "The 4 dearest sessions cost $18.50 together, 35 %"),
        # Users 0 to 3 have 60, 45, 50 and 55 million tokens.
        ("how much do the top 2 users spend together", "The 2 dearest users cost $28.75 together, 55 %"),
        (
            "what fraction of our tokens do the two biggest users use",
            "The 2 users with the most tokens have 115,000,000 tokens together, 55 % of 210,000,000 tokens: ",
        ),
        (
            "the 5 most expensive calls and what they cost together",
            "The 5 dearest calls cost $22.50 together, 43 % of $52.50. The dearest call is one of ",
        ),
    ],
)
async def test_the_sum_of_those_listed_comes_first(
    tab: Tab, organization: Organization, thread: str, question: str, answer: str
) -> None:
    report = await answered(tab, organization, thread, question)
    assert report["unread"] == []
    assert said(report).startswith(answer)


@pytest.mark.asyncio
async def test_all_of_them_are_no_part_of_all(tab: Tab, organization: Organization, thread: str) -> None:
    report = await answered(tab, organization, thread, "top 4 users by cost")
    assert "All users together: $52.50." in said(report)
    assert Decimal(report["answer"]["figures"]["whole"]["value"]) == Decimal("52.5")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "question",
    [
        "if I gave every session a cap of $3, how many would have run into it and how much money would that "
        "have kept",
        "how many sessions cost more than $3, and what is the total above $3?",
        "how many sessions went over $3 and by how much in total",
    ],
)
async def test_what_lies_beyond_an_amount_is_added_up(
    tab: Tab, organization: Organization, thread: str, question: str
) -> None:
    report = await answered(tab, organization, thread, question)
    # Sessions 13 to 20 cost 132 quarters of a dollar; 8 of them may have 3 dollars each.
    assert report["unread"] == []
    assert said(report).startswith(
        "8 of 20 sessions cost more than $3: they cost $33.00, of which $9.00 is beyond $3 of each, 17 % of "
        "the $52.50 of all. "
    )
    assert "They are s-20 ($5.00), " in said(report)


@pytest.mark.asyncio
async def test_calls_beyond_an_amount_are_added_up(
    tab: Tab, organization: Organization, thread: str
) -> None:
    question = "if every call had been cut off at $4.50, how much would we have saved"
    report = await answered(tab, organization, thread, question)
    assert said(report).startswith(
        "2 calls cost more than $4.50: $9.75 in all, of which $0.75 is beyond $4.50 of each."
    )
