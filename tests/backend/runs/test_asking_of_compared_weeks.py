"""Two weeks compared of a log of three: shares are of the week that is told, and the scope names both."""

from decimal import Decimal
from typing import Any

import httpx
import pytest

from tests.backend.conftest import Organization
from tests.backend.runs.test_asking import opened
from tests.backend.runs.test_asking_what_ifs import asked
from tests.backend.sockets import Tab
from tests.backend.spans import START, chat_span
from tests.backend.test_overview import project_with

DAY = 86_400 * 10**9
LATE = START + 11_040 * 10**9
# A call a day of each model, from 28 May 2026 on, in the last week twice as long; always at 23:30, so that
# the last day counts as a whole one.
SPANS: list[Any] = [
    chat_span(
        number * 10 + place,
        start=LATE + number * DAY,
        input=10_000 * (2 if number >= 14 else 1),
        output=0,
        cache_read=0,
        model=model,
        feature=("search", "chat")[place],
    )
    for number in range(21)
    for place, model in enumerate(("gpt-5", "gpt-5-mini"))
]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "question",
    [
        "which feature is growing, by how much week over week",
        "why did the cost change?",
        "why did the cost change since 11 June 2026?",
    ],
)
async def test_shares_are_of_the_later_week_and_both_are_named(
    tab: Tab, http: httpx.AsyncClient, organization: Organization, question: str
) -> None:
    project = await project_with(http, organization, *SPANS)
    (report,) = await asked(tab, organization, project, question)
    (section,) = [one for one in report["sections"] if one["heading"] == "By model"]
    columns, rows = section["table"]["columns"], section["table"]["rows"]
    costs, shares = ([row[columns.index(name)]["figure"] for row in rows] for name in ("Cost", "Share"))
    # Seven calls of 20,000 tokens at $1.25 and at $0.25 a million.
    assert [Decimal(one["value"]) for one in costs] == [Decimal("0.175"), Decimal("0.035")]
    assert round(sum(Decimal(one["value"]) for one in shares), 9) == 1
    for figure in costs:
        assert await opened(organization, figure) == Decimal(figure["value"])
    later, earlier = report["scope"].split(", compared with ")
    assert later.startswith("14 calls: ")
    assert "11" in later
    assert earlier.startswith("14 calls, ")
    assert "June 2026" in earlier
    (whole,) = [one for one in report["sections"] if one["heading"] == "The calls that this is about"]
    assert Decimal(whole["table"]["rows"][0][1]["figure"]["value"]) == Decimal("0.21")
