"""Who stopped calling, and when somebody was last heard of: beside days by hand, and figures that open."""

import httpx
import pytest

from tests.backend.conftest import Organization
from tests.backend.incidents.test_incidents import behind
from tests.backend.runs.test_asking_of_incidents import said
from tests.backend.runs.test_asking_what_ifs import asked
from tests.backend.sockets import Tab
from tests.backend.spans import START, chat_span
from tests.backend.test_overview import project_with

DAY = 86_400 * 10**9
# From 28 May 2026: ann each day for eight days, bob each second of twenty days, then a call without a user.
SPANS = [chat_span(day, start=START + day * DAY, user="ann") for day in range(8)]
SPANS += [chat_span(100 + day, start=START + day * DAY, user="bob") for day in range(0, 20, 2)]
SPANS += [chat_span(200, start=START + 19 * DAY)]


@pytest.mark.asyncio
async def test_who_went_quiet_and_who_did_not(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *SPANS)
    questions = ("who stopped using us?", "when was the last call of bob?")
    who, bob = await asked(tab, organization, project, *questions)
    assert said(who) == (
        "1 of 2 users went quiet: ann, last of 8 calls on 4 June 2026: silent for 12 days, before for 0 days "
        "at most. The last call of all is of 16 June 2026, 20:26. 1 call name no user."
    )
    assert said(bob).startswith(
        "The last of 10 calls of bob is of 15 June 2026, 20:26, 1 day before the end of the data. Until then "
        "it had calls on 10 of 19 days, and paused for 1 day at most."
    )
    assert await behind(organization, who["answer"]["figures"]["calls_0"]["evidence"]) == 8
    (table,) = [one["table"] for one in who["sections"] if one["heading"] == "Last call by user"]
    assert [[cell["text"] for cell in row][:5] for row in table["rows"]] == [
        ["ann", "4 June 2026, 20:26", "12", "0", "8 of 8"],
        ["bob", "15 June 2026, 20:26", "1", "1", "10 of 19"],
    ]


@pytest.mark.asyncio
async def test_where_nobody_went_quiet_who_is_longest_without_a_call(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *SPANS[8:])
    (report,) = await asked(tab, organization, project, "which users went quiet?")
    assert said(report).startswith("None of 1 user is silent for longer than its habit explains")


@pytest.mark.asyncio
async def test_who_made_no_call_since_a_day_is_looked_for_among_all(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *SPANS)
    question = "which users made no call since 10 June 2026?"
    (report,) = await asked(tab, organization, project, question)
    assert said(report).startswith(
        "1 of 2 users made no call since 10 June 2026: ann, last of 8 on 4 June 2026."
    )
    assert report["scope"].startswith("19 calls: all that is recorded")
