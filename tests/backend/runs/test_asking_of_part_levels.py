"""What is another since a day of one feature, where all calls together show nothing: beside sums by hand."""

import httpx
import pytest

from netra.backend.agents.schemas import Report
from netra.backend.agents.text import plain_text
from tests.backend.conftest import Organization
from tests.backend.runs.test_asking_what_ifs import asked
from tests.backend.sockets import Tab
from tests.backend.spans import START, chat_span
from tests.backend.test_overview import project_with

DAY = 86_400 * 10**9
# Ten days from 28 May 2026 on, six calls of each feature a day; those of chat read 4,000 from day seven on.
SPANS = [
    chat_span(
        day * 20 + number,
        start=START + day * DAY + number,
        feature="chat" if number < 6 else "search",
        input=4_000 if number < 6 and day >= 6 else 1_000 + number,
        output=0,
        cache_read=0,
    )
    for day in range(10)
    for number in range(12)
]


@pytest.mark.asyncio
async def test_a_feature_that_reads_more_since_a_day_is_told_with_what_it_costs(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *SPANS)
    (report,) = await asked(tab, organization, project, "did anything break or get worse?")
    method = report["method"]
    method["since"], method["until"] = method.pop("from"), method.pop("to")
    text = plain_text(Report.model_validate(report).answer)
    # gpt-5-mini costs $0.25 a million tokens that are read: 4,000 are $0.001, 1,002.5 are $0.00025.
    assert text.startswith(
        "The feature chat is another since 3 June 2026, and still is: mean cost of a call $0.0010 (before "
        "$0.00025, +299 %), mean input tokens of a call 4,000 tokens (before 1,002 tokens, +299 %)."
    )
    assert "search" not in text
    (section,) = [one for one in report["sections"] if one["heading"] == "Feature chat since 3 June 2026"]
    assert [row[0]["text"] for row in section["table"]["rows"]][:2] == ["Calls", "Mean cost of a call"]
    assert [cell["text"] for cell in section["table"]["rows"][0]] == ["Calls", "36", "24", ""]
