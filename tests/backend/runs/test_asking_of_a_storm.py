"""A day on which calls failed: told with what happened, and not taken for shorter calls."""

from decimal import Decimal

import httpx
import pytest

from tests.backend.conftest import Organization
from tests.backend.runs.test_answers import said
from tests.backend.runs.test_asking_what_ifs import asked, values
from tests.backend.sockets import Tab
from tests.backend.spans import START, chat_span
from tests.backend.test_overview import project_with

DAY = 24 * 3_600 * 10**9
STORM = [
    chat_span(100 + number, start=START + DAY + number, error="rate_limit", input=0, output=0)
    for number in range(8)
]
# Four answered calls of 0.00045 on 28 May 2026, five on the day behind it.
ANSWERED = [chat_span(number, start=START + number % 2 * DAY + number) for number in range(8)]
ONE_MORE = chat_span(50, start=START + DAY + 50)


@pytest.mark.asyncio
async def test_what_happened_on_a_day_of_failures(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *ANSWERED, ONE_MORE, *STORM)
    (report,) = await asked(tab, organization, project, "What happened on 29 May 2026?")
    assert "Failed calls: 8 of 13, against 0 of 4 before." in said(report)
    assert values(report)["change"] == Decimal("0.00045")
    (table,) = [one["table"] for one in report["sections"] if one["heading"] == "Why the cost changed"]
    rows = {row[0]["text"]: Decimal(row[1]["figure"]["value"]) for row in table["rows"]}
    assert rows == {
        "More or fewer answered calls": Decimal("0.00045"),
        "Failed calls: 8 of 13, before 0 of 4": Decimal(0),
    }


@pytest.mark.asyncio
async def test_a_failure_now_and_then_is_not_told(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *ANSWERED, ONE_MORE, STORM[0])
    (report,) = await asked(tab, organization, project, "What happened on 29 May 2026?")
    assert "Failed calls" not in said(report)
