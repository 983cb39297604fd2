"""Whom failures meet, whether a retry works, and how many calls come at once, beside counts by hand."""

from decimal import Decimal

import httpx
import pytest

from tests.backend.conftest import Organization
from tests.backend.incidents.test_incidents import behind
from tests.backend.retries.test_retries import SPANS, sent
from tests.backend.runs.test_asking_of_incidents import said
from tests.backend.runs.test_asking_what_ifs import asked
from tests.backend.sockets import Tab
from tests.backend.test_overview import project_with

# Behind the seven of the table of retries: a failure that is never sent again, of another user.
CALLS = (
    *SPANS,
    sent(9, 300, "three", prompt="b", error="overloaded", user="ben"),
    sent(10, 301, "four", user="ann"),
)


@pytest.mark.asyncio
async def test_whether_a_retry_works_is_told_by_the_error_before(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *CALLS)
    report, failed = await asked(tab, organization, project, "does the retry work?", "how many calls failed?")
    # One of the three failures recorded no tokens.
    assert "They cost $0.00090, by the 2 of them that record tokens." in said(failed)
    assert said(report) == (
        "Of 2 calls that were sent again within 60 seconds after a failure, 1 were answered (50 %): "
        "1 of 2 after timeout. They cost $0.00090. 1 of 3 failed calls were not sent again."
    )
    for name in ("again", "answered", "left", "failed", "cost"):
        figure = report["answer"]["figures"][name]
        assert await behind(organization, figure["evidence"]) == Decimal(figure["value"])


@pytest.mark.asyncio
async def test_whom_failures_meet_is_counted_once_each(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *CALLS)
    users, sessions = await asked(
        tab, organization, project, "which users are affected by the errors?", "how many sessions had errors?"
    )
    assert said(users).startswith("1 of 2 users has failed calls: ben 1. 2 failed calls name none.")
    assert said(sessions).startswith("2 of 4 sessions have failed calls: one 2, three 1.")
    figure = sessions["answer"]["figures"]["met_0"]
    assert await behind(organization, figure["evidence"]) == 2


@pytest.mark.asyncio
async def test_the_busiest_minute_and_second(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    # From 28 May 2026, 20:26:40: at 0, 10, 20 | 30, 40 and 41 s, then at 200, 300 and 301 s.
    project = await project_with(http, organization, *CALLS)
    minute, second = await asked(
        tab, organization, project, "how many calls per minute at the peak?", "and per second?"
    )
    figures = minute["answer"]["figures"]
    assert [figures[name]["value"] for name in ("all", "calls")] == ["9", "4"]
    assert "on 28 May 2026 at 20:27" in said(minute)
    assert "1.8 a minute on average" in said(minute)  # Nine in 301 s.
    for name in ("all", "calls", "tokens"):
        assert await behind(organization, figures[name]["evidence"]) == Decimal(figures[name]["value"])
    assert "The busiest second had 1 calls, on 28 May 2026 at 20:26:40" in said(second)
