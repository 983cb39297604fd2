"""Several questions in one: each has its answer, and goes on from what the one before it named."""

from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.backend.conftest import Organization
from tests.backend.runs.test_asking import answered, new_thread
from tests.backend.runs.test_asking_rates import CALLS, cost, summed
from tests.backend.runs.test_asking_shares import value
from tests.backend.sockets import Tab
from tests.backend.spans import chat_span
from tests.backend.test_overview import project_with

DEAREST_AND_WHY = "which user is the most expensive and what do they use it for?"


@pytest_asyncio.fixture
async def thread(http: httpx.AsyncClient, organization: Organization, tab: Tab) -> str:
    made = await new_thread(
        organization, await project_with(http, organization, *(chat_span(**call) for call in CALLS))
    )
    await tab.follow(made)
    return made


def _costs(answer: dict[str, Any]) -> dict[str, Any]:
    """The cost of each part of the first table."""
    table = answer["sections"][0]["table"]
    place = table["columns"].index("Cost")
    return {row[0]["text"]: value(row[place]["figure"]) for row in table["rows"]}


@pytest.mark.asyncio
async def test_the_second_goes_on_from_whom_the_first_named(
    tab: Tab, organization: Organization, thread: str
) -> None:
    report = await answered(tab, organization, thread, DEAREST_AND_WHY)
    users = {call["user"] for call in CALLS}
    assert _costs(report) == {user: summed(cost, user=user) for user in users}
    dearest = max(users, key=lambda user: summed(cost, user=user))
    (further,) = report["further"]
    assert report["question"] == DEAREST_AND_WHY
    assert report["first_question"] == "which user is the most expensive"
    assert further["question"] == "what do they use it for?"
    assert f"user {dearest}" in further["scope"]
    features = {call["feature"] for call in CALLS if call["user"] == dearest}
    assert _costs(further) == {one: summed(cost, user=dearest, feature=one) for one in features}
    assert (report["unread"], further["unread"]) == ([], [])


@pytest.mark.asyncio
async def test_a_question_of_the_thread_goes_on_from_the_last_of_them(
    tab: Tab, organization: Organization, thread: str
) -> None:
    first = await answered(tab, organization, thread, DEAREST_AND_WHY)
    user = first["leading"] and max({call["user"] for call in CALLS}, key=lambda one: summed(cost, user=one))
    then = await answered(tab, organization, thread, "how many calls did the second one make?")
    second = sorted(_costs(first["further"][0]).items(), key=lambda part: -part[1])[1][0]
    count = sum(1 for call in CALLS if (call["user"], call["feature"]) == (user, second))
    assert then["method"]["calls"] == count
    of_all = await answered(tab, organization, thread, "And of all calls?")
    assert of_all["method"]["calls"] == len(CALLS)


@pytest.mark.asyncio
async def test_each_agent_tells_what_it_does_for_each(
    tab: Tab, organization: Organization, thread: str
) -> None:
    run = await tab.ask(thread, DEAREST_AND_WHY)
    events = await tab.until_over(run)
    started = [event["payload"]["title"] for event in events if event["type"] == "agent_started"]
    assert started.count("Look at the calls") == len(("the dearest", "what for"))
    assert "Read the next question" in started
    calls = [event["payload"]["tool_call_id"] for event in events if event["type"] == "tool_executing"]
    assert len(set(calls)) == len(calls)
    page = (await organization.request("GET", f"/api/runs/{run}/report.html")).text
    lines = (await organization.request("GET", f"/api/runs/{run}/report.md")).text
    for document in (page.partition("<body>")[2], lines):
        assert document.count("what do they use it for?") == len(("asked", "answered", "rests on"))


@pytest.mark.asyncio
async def test_each_answer_is_told_with_its_own_question_and_what_was_not_used_of_it(
    tab: Tab, organization: Organization, thread: str
) -> None:
    asked = "how many calls did ann make in euros; how many calls did bob make in zlotys?"
    events = await tab.until_over(await tab.ask(thread, asked))
    (ready,) = (event["payload"] for event in events if event["type"] == "report_ready")
    first, second = ready["answers"]
    assert (first["question"], second["question"]) == tuple(asked.split("; "))
    assert ready["headline"] == f"{first['text']} {second['text']}"
    assert (first["scope"], first["unread"]) == (ready["scope"], ready["unread"])
    assert (first["unread"], second["unread"]) == (["euros"], ["zlotys"])
    events = await tab.until_over(await tab.ask(thread, "how many calls did ann make?"))
    (ready,) = (event["payload"] for event in events if event["type"] == "report_ready")
    assert ready["answers"] == []


@pytest.mark.asyncio
async def test_what_is_one_too_many_is_said(tab: Tab, organization: Organization, thread: str) -> None:
    asked = "; ".join(f"how many calls did {user} make" for user in ("ann", "bob", "ann", "bob", "ann"))
    report = await answered(tab, organization, thread, asked)
    answers = [report, *report["further"]]
    assert [answer["unread"] for answer in answers[:-1]] == [[], [], []]
    assert answers[-1]["unread"] == ["how many calls did ann make"]
    questions = [report["first_question"], *(answer["question"] for answer in report["further"])]
    assert "; ".join([*questions, *answers[-1]["unread"]]) == asked


@pytest.mark.asyncio
async def test_what_no_log_tells_is_said_beside_what_it_does(
    tab: Tab, organization: Organization, thread: str
) -> None:
    report = await answered(tab, organization, thread, "what did bob cost and are users happy with it?")
    assert value(report["answer"]["figures"]["cost"]) == summed(cost, user="bob")
    assert "not recorded" in report["further"][0]["answer"]["text"]
    assert report["sufficiency"] == "partly"
