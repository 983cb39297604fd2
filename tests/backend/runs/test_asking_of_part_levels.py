"""What is another since a day of one feature, where all calls together show nothing: beside sums by hand."""

import httpx
import pytest

from tests.backend.conftest import Organization
from tests.backend.runs.test_asking_of_incidents import said
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
    text = said(report)
    # gpt-5-mini costs $0.25 a million tokens that are read: 4,000 are $0.001, 1,002.5 are $0.00025.
    assert text.startswith(
        "The feature chat is another since 3 June 2026, and still is: mean cost of a call $0.0010 (before "
        "$0.00025, +299 %), mean input tokens of a call 4,000 tokens (before 1,002 tokens, +299 %)."
    )
    assert "search" not in text
    (section,) = [one for one in report["sections"] if one["heading"] == "Feature chat since 3 June 2026"]
    assert [row[0]["text"] for row in section["table"]["rows"]][:2] == ["Calls", "Mean cost of a call"]
    assert [cell["text"] for cell in section["table"]["rows"][0]] == ["Calls", "36", "24", ""]


# The same days: of four users of chat one sends 20,000 tokens from day seven on, and search goes to gpt-5.
BEHIND = [
    chat_span(
        day * 20 + number,
        start=START + day * DAY + number,
        feature="chat" if number < 8 else "search",
        user=f"u-{number % 4}",
        model="gpt-5" if number >= 8 and day >= 6 else "gpt-5-mini",
        input=20_000 if number in {3, 7} and day >= 6 else 1_000 + number,
        output=0,
        cache_read=0,
    )
    for day in range(10)
    for number in range(14)
]


@pytest.mark.asyncio
async def test_the_user_and_the_model_that_are_behind_it_are_told(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *BEHIND)
    (report,) = await asked(tab, organization, project, "anything weird?")
    text = said(report)
    assert "It is the calls of 1 user, “u-3”; others are as before." in text
    assert "Most of its calls go to gpt-5 since then, before to gpt-5-mini." in text
    assert text.count("others are as before") == text.count("Most of its calls") == 1
    assert "Calls cost more" not in text
    assert "Spend by day: a day costs more since 3 June 2026" in text
