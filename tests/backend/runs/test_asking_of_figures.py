"""Where the figures come from, and a summary: the answers in words, beside sums by hand."""

import json
from io import BytesIO

import httpx
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from tests.backend.alternatives.test_alternatives import DAY, claude
from tests.backend.caching_now.test_caching_now import silent
from tests.backend.conftest import Organization
from tests.backend.ingest.test_trace_formats import WEKA_ROW
from tests.backend.runs.test_answers import said
from tests.backend.runs.test_asking_what_ifs import asked
from tests.backend.sockets import Tab
from tests.backend.spans import START
from tests.backend.test_imports import imported
from tests.backend.test_overview import project_with

# Two calls of Opus 4.5 with 1,000 tokens in and 100 out at $5 and $25 a million: 0.0075 each.
SPANS = tuple(
    claude(number, model="claude-opus-4-5", start=START + number * DAY, output=100) for number in range(2)
)
PRICE = {"input_per_million": "3", "output_per_million": "15"}
# Five calls of the first minute of a log without dates and without sessions, and one of the next.
ROWS = tuple(
    {"timestamp": 1000 * at, "input_length": 1_000, "output_length": 10, "hash_ids": [at]}
    for at in (0, 1, 2, 3, 4, 70)
)
UNREAD = tuple(
    silent(number, start=START + number * DAY, session=f"s-{number}", cache_write=800)
    for number in range(24)
)
UNKNOWN = claude(7, model="nobodys-model", start=START, output=100)


@pytest.mark.asyncio
async def test_where_the_figures_come_from(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *SPANS, UNKNOWN)
    sure, prices = await asked(
        tab, organization, project, "how accurate are these numbers?", "where do your prices come from?"
    )
    assert said(sure) == said(prices)
    text = said(sure)
    assert text.startswith("Tokens, times and errors are what your 3 calls say of themselves, counted and")
    assert "by the price book genai-prices" in text
    assert "By that, 0.015 is an estimate. 1 of 3 calls" in text
    assert "1 of 3 calls have no known price and are not in the cost." in text
    assert sure["method"]["rules"]


@pytest.mark.asyncio
async def test_an_empty_project_has_no_figures_to_speak_of(tab: Tab, organization: Organization) -> None:
    project = await organization.project()
    (report,) = await asked(tab, organization, project["id"], "can I trust these numbers?")
    assert "no calls yet" in said(report)


@pytest.mark.asyncio
async def test_a_summary_has_three_answers(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *SPANS)
    (report,) = await asked(tab, organization, project, "summary for my boss")
    assert "0.015" in said(report)
    further = [one["title"] for one in report["further"]]
    assert further == ["Where money can be saved", "What broke or got worse, and when"]


@pytest.mark.asyncio
async def test_a_log_of_one_clock_without_dates_has_a_busiest_minute_and_no_average_day(
    tab: Tab, organization: Organization
) -> None:
    project = await organization.project(assumed_price=PRICE)
    content = "\n".join(map(json.dumps, ROWS)).encode()
    await imported(organization, project, content, format="mooncake")
    questions = ("what was the busiest minute?", "how much are we paying per day on average?")
    busiest, daily = await asked(tab, organization, project["id"], *questions)
    assert said(busiest).startswith("The busiest minute had 5 calls")
    assert "Times count from the start of the log, whose date was not recorded." in said(busiest)
    assert "On average" not in said(daily)
    assert "perhaps not the whole of it: no average" in said(daily)
    assert "price assumed for this project: $3 in and $15 out per million tokens." in said(daily)


@pytest.mark.asyncio
async def test_caching_is_told_as_billed_where_no_prompt_can_be_replayed(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *UNREAD)
    (report,) = await asked(tab, organization, project, "are we using the prompt cache properly?")
    assert "written and hardly ever read" in said(report)
    assert {one["lever"] for one in report["findings"]} == {"unread_caches"}


@pytest.mark.asyncio
async def test_sessions_with_clocks_of_their_own_have_no_busiest_minute_and_no_longer_calls(
    tab: Tab, organization: Organization
) -> None:
    project = await organization.project()
    rows = [{**WEKA_ROW, "trace": f"s-{at % 2}", "t": at} for at in range(12)]
    file = BytesIO()
    parquet.write_table(pa.Table.from_pylist(rows), file)
    await imported(organization, project, file.getvalue(), format="weka")
    busiest, broke = await asked(
        tab, organization, project["id"], "what was the busiest minute?", "what broke or got worse?"
    )
    assert "cannot be told: they have times within their session only" in said(busiest)
    assert "0 of 12 calls failed" in said(broke)
    assert "took longer" not in said(broke)
