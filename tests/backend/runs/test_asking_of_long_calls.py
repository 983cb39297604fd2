"""Calls longer than a number of tokens: every figure of the answer and its table opens to these calls."""

from decimal import Decimal

import httpx
import pytest

from tests.backend.conftest import Organization
from tests.backend.runs.test_asking import opened
from tests.backend.runs.test_asking_what_ifs import asked
from tests.backend.sockets import Tab
from tests.backend.spans import chat_span
from tests.backend.test_overview import project_with

# 10,000 to 80,000 tokens at $0.25 a million, and 20,000 to 80,000 at $1.25.
SPANS = [chat_span(number, input=10_000 * number, output=0, cache_read=0) for number in range(1, 9)]
SPANS += [
    chat_span(20 + number, input=20_000 * number, output=0, cache_read=0, model="gpt-5")
    for number in range(1, 5)
]


@pytest.mark.asyncio
async def test_figures_of_long_calls_open_to_these_calls(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *SPANS)
    (report,) = await asked(
        tab, organization, project, "total cost of calls with more than 50000 input tokens"
    )
    rows = report["sections"][0]["table"]["rows"]
    cells = {row[0]["text"]: [cell["figure"] for cell in row[1:]] for row in rows}
    found = {name: [Decimal(one["value"]) for one in figures] for name, figures in cells.items()}
    # 60,000, 70,000 and 80,000 of gpt-5-mini, 60,000 and 80,000 of gpt-5.
    assert found == {
        "All": [5, 350_000, Decimal("0.2275")],
        "gpt-5-mini": [3, 210_000, Decimal("0.0525")],
        "gpt-5": [2, 140_000, Decimal("0.175")],
    }
    answer = [report["answer"]["figures"][name] for name in ("calls", "cost")]
    for figure in (*answer, *(one for figures in cells.values() for one in figures)):
        assert await opened(organization, figure) == Decimal(figure["value"])
