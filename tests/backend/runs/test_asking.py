"""Questions asked and answered: what happens is told 1..n, and the figures of a report open."""

import asyncio
import json
import time
from contextlib import AsyncExitStack
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text

from netra.backend.agents.tools import OVERVIEW
from netra.backend.agents.workflows import clean
from netra.backend.analytics.service import AnalyticsService
from netra.backend.resources import Resources
from netra.backend.runs.service import RunService, TakenRun
from netra.shared.errors import Invalid
from netra.shared.events.messages import StartRun
from netra.shared.events.run import LAST_EVENTS
from tests.backend.conftest import Callers, Organization
from tests.backend.sockets import Browser, Tab
from tests.backend.spans import START, chat_span
from tests.backend.test_overview import project_with

HOSTILE = "<img src=x onerror=alert(1)>\u202e[click](javascript:alert(1)) `rm` {cost}"


async def new_thread(organization: Organization, project: str) -> str:
    response = await organization.request("POST", f"/api/projects/{project}/threads", json={})
    assert response.status_code == 201, response.text
    return str(response.json()["id"])


async def opened(organization: Organization, figure: dict[str, Any]) -> Decimal:
    """What the calls behind a figure add up to."""
    door = urlsplit(figure["evidence"])
    asked = parse_qs(door.query, keep_blank_values=True)
    evidence = await organization.get(door.path, **asked)
    return sum((Decimal(part["contribution"] or 0) for part in evidence["contributions"]), Decimal(0))


async def answered(
    tab: Tab, organization: Organization, thread: str, question: str, **more: Any
) -> dict[str, Any]:
    """The report on a question."""
    run = await tab.ask(thread, question, **more)
    await tab.until_over(run)
    report: dict[str, Any] = await organization.get(f"/api/runs/{run}/report")
    return report


@pytest.mark.asyncio
async def test_a_question_is_answered_live_and_its_figures_open(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    spans = [chat_span(number, cache_read=0) for number in range(5)]
    spans += [chat_span(10 + number, model="claude-sonnet-4-5", cache_read=0) for number in range(3)]
    thread = await new_thread(organization, await project_with(http, organization, *spans))
    await tab.follow(thread)
    run = await tab.ask(thread, "Where does the money go?")
    events = await tab.until_over(run)
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    agents = [event["payload"]["agent"] for event in events if event["type"] == "agent_started"]
    assert agents == ["supervisor", "triage", "data", "reporting"]
    results = [event["payload"] for event in events if event["type"] == "tool_completed"]
    for result in results:
        kept = await organization.get(f"/api/runs/{run}/results/{result['result_id']}")
        assert kept["name"] == result["tool"]
    report = await organization.get(f"/api/runs/{run}/report")
    assert "claude-sonnet-4-5" in report["answer"]["text"]
    figures = [cell["figure"] for row in report["sections"][0]["table"]["rows"] for cell in row]
    opening = [one for one in [*figures, *report["answer"]["figures"].values()] if one and one["evidence"]]
    assert len(opening) == 4
    for figure in opening:
        assert await opened(organization, figure) == Decimal(figure["value"])
    assert (await organization.get(f"/api/threads/{thread}"))["title"] == "Where does the money go?"


@pytest.mark.asyncio
async def test_a_follow_up_is_understood_and_a_choice_is_settled(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    spans = [chat_span(number, model=model) for number, model in enumerate(["gpt-5", "gpt-5-mini"] * 3)]
    thread = await new_thread(organization, await project_with(http, organization, *spans))
    await tab.follow(thread)
    everything = await answered(tab, organization, thread, "What did we spend?")
    only = await answered(tab, organization, thread, "and for gpt-5-mini only?")
    assert (everything["method"]["calls"], only["method"]["calls"]) == (6, 3)
    vague = await answered(tab, organization, thread, "optimize?? last 7 days maybe")
    if vague["choice"] is not None:
        chosen = {"run_id": vague["run_id"], "option": 0}
        settled = await answered(tab, organization, thread, vague["choice"]["options"][0], chosen=chosen)
        assert settled["choice"] is None


@pytest.mark.asyncio
async def test_without_calls_the_report_says_how_to_begin(tab: Tab, organization: Organization) -> None:
    thread = await new_thread(organization, (await organization.project())["id"])
    await tab.follow(thread)
    report = await answered(tab, organization, thread, "Where can I save?")
    assert report["sufficiency"] == "none"
    assert "Import a file" in report["unknowns"][0]["send"]


@pytest.mark.asyncio
async def test_a_tool_that_fails_is_said_in_the_report(
    tab: Tab, http: httpx.AsyncClient, organization: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(*_: object) -> None:
        raise Invalid("The overview cannot be made.")

    thread = await new_thread(organization, await project_with(http, organization, chat_span(1)))
    await tab.follow(thread)
    monkeypatch.setattr(AnalyticsService, "overview", refused)
    run = await tab.ask(thread, "What did we spend?")
    events = await tab.until_over(run)
    assert events[-1]["type"] == "run_completed"
    failed = [event["payload"]["problem"] for event in events if event["type"] == "tool_completed"][-1]
    assert failed["detail"] == "The overview cannot be made."
    report = await organization.get(f"/api/runs/{run}/report")
    assert report["failed"] == [{"title": OVERVIEW.title, "detail": failed["detail"]}]
    assert not report["answer"]["figures"]


@pytest.mark.asyncio
async def test_stop_ends_a_run_within_a_second_and_says_what_it_had(
    tab: Tab, http: httpx.AsyncClient, organization: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def endless(*_: object) -> None:
        await asyncio.sleep(60)

    thread = await new_thread(organization, await project_with(http, organization, chat_span(1)))
    await tab.follow(thread)
    monkeypatch.setattr(AnalyticsService, "overview", endless)
    run = await tab.ask(thread, "What did we spend?")
    await tab.until(lambda one: one["type"] == "tool_executing" and one["payload"]["tool"] == "overview")
    stopped = time.monotonic()
    await tab.say("cancel_run", {"run_id": run})
    events = await tab.until_over(run)
    assert time.monotonic() - stopped < 1
    assert events[-1]["type"] == "run_cancelled"
    assert any("1 calls" in had for had in events[-1]["payload"]["had"])
    assert (await organization.request("GET", f"/api/runs/{run}/report")).status_code == 404


@pytest.mark.asyncio
async def test_stop_ends_a_run_whatever_it_is_doing(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    thread = await new_thread(organization, await project_with(http, organization, chat_span(1)))
    await tab.follow(thread)
    ends = set()
    for moment in range(30):
        run = await tab.ask(thread, "Where can I save?")
        await asyncio.sleep(moment * 0.005)
        stopped = time.monotonic()
        await tab.say("cancel_run", {"run_id": run})
        events = await tab.until_over(run)
        assert time.monotonic() - stopped < 2
        assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
        ends.add(events[-1]["type"])
    assert "run_cancelled" in ends <= {"run_cancelled", "run_completed"}


@pytest.mark.asyncio
async def test_stop_ends_a_run_also_while_a_worker_takes_it_up(
    tab: Tab, http: httpx.AsyncClient, organization: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = await new_thread(organization, await project_with(http, organization, chat_span(1)))
    await tab.follow(thread)
    begun, take_up = asyncio.Event(), RunService.take_up

    async def slowly(self: RunService, run_id: UUID) -> TakenRun | None:
        taken = await take_up(self, run_id)
        begun.set()
        await asyncio.sleep(0.5)
        return taken

    monkeypatch.setattr(RunService, "take_up", slowly)
    run = await tab.ask(thread, "Where can I save?")
    await begun.wait()
    stopped = time.monotonic()
    await tab.say("cancel_run", {"run_id": run})
    events = await tab.until_over(run)
    assert time.monotonic() - stopped < 2
    assert [event["type"] for event in events] == ["run_queued", "run_cancelled"]


@pytest.mark.asyncio
@pytest.mark.parametrize(("stopped", "end"), [(True, "run_cancelled"), (False, "run_failed")])
async def test_a_run_whose_job_is_gone_is_ended(
    organization: Organization, http: httpx.AsyncClient, resources: Resources, stopped: bool, end: str
) -> None:
    thread = await new_thread(organization, await project_with(http, organization, chat_span(1)))
    runs, user = RunService.on(resources), organization.subject
    asked = StartRun(thread_id=UUID(thread), run_id=uuid4(), question="What did we spend?")
    await runs.start(user, asked)
    await runs.take_up(asked.run_id)
    await clean(resources)
    assert len(await runs.events(asked.run_id, 0)) == 1  # It waits for a worker; that is no reason to end it.
    if stopped:
        await runs.cancel(user, asked.run_id)
    async with resources.database.session() as session:
        await session.execute(text("UPDATE procrastinate_jobs SET status = 'failed'"))
    for _ in range(2):
        await clean(resources)
        events = [json.loads(event) for event in await runs.events(asked.run_id, 0)]
        assert [event["type"] for event in events] == ["run_queued", end]


@pytest.mark.asyncio
async def test_fifty_runs_of_two_tenants_never_cross(
    tab: Tab, http: httpx.AsyncClient, organization: Organization, stranger: Organization, callers: Callers
) -> None:
    address = "{}:{}".format(*tab.socket.remote_address[:2])
    async with AsyncExitStack() as tabs:
        asking = []
        for asker, name, foreign in ((organization, "ours", "theirs"), (stranger, "theirs", "ours")):
            project = await project_with(http, asker, chat_span(1, model=f"model-of-{name}", user=name))
            for _ in range(3):
                person = Organization(http, callers, asker.id)
                opened_tab = await tabs.enter_async_context(Browser(address, person.headers).tab())
                asking.append(_asked_many(opened_tab, person, project, f"model-of-{name}", foreign))
        assert sum(await asyncio.gather(*asking)) == 54


async def _asked_many(tab: Tab, person: Organization, project: str, own: str, foreign: str) -> int:
    """Ask nine questions at once in three threads; nothing that is told may be of anybody else."""
    threads = [await new_thread(person, project) for _ in range(3)]
    for thread in threads:
        await tab.follow(thread)
    runs = [await tab.ask(thread, "Where does the money go?") for thread in threads * 3]
    ended = set[str]()
    while ended != set(runs):
        event = await tab.until(lambda one: one["type"] in LAST_EVENTS)
        assert event["type"] == "run_completed"
        ended.add(event["run_id"])
    reports = [json.dumps(await person.get(f"/api/runs/{run}/report")) for run in runs]
    for word in [json.dumps(tab.told), *reports]:
        assert own in word
        assert foreign not in word
    return len(ended)


@pytest.mark.asyncio
async def test_markup_in_names_and_questions_stays_text_in_saved_reports(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    thread = await new_thread(
        organization, await project_with(http, organization, chat_span(1, model=HOSTILE))
    )
    await tab.follow(thread)
    run = await tab.ask(thread, f"Where does the money go? {HOSTILE}")
    await tab.until_over(run)
    page = await organization.request("GET", f"/api/runs/{run}/report.html")
    assert "<img" not in page.text
    assert "&lt;img" in page.text
    assert "javascript:alert" not in [part for part in page.text.split('"') if part.startswith("javascript:")]
    text = (await organization.request("GET", f"/api/runs/{run}/report.md")).text
    assert "<img" not in text.replace("\\<img", "")
    assert "](javascript" not in text.replace("\\]", "")


@pytest.mark.asyncio
async def test_the_same_question_on_two_projects_has_two_right_answers(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    costs = []
    for count in (3, 7):
        spans = [chat_span(number, cache_read=0) for number in range(count)]
        thread = await new_thread(organization, await project_with(http, organization, *spans))
        await tab.follow(thread)
        report = await answered(tab, organization, thread, "How much did we spend?")
        costs.append(Decimal(report["answer"]["figures"]["cost"]["value"]))
    each = Decimal("0.25") * 1_000 / 1_000_000 + Decimal(2) * 100 / 1_000_000
    assert costs == [3 * each, 7 * each]


@pytest.mark.asyncio
async def test_most_of_the_money_goes_to_the_dearest_day_not_to_the_first(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    later = START + 3 * 24 * 3_600 * 10**9
    spans = [chat_span(1), *(chat_span(number, start=later + number) for number in range(2, 6))]
    thread = await new_thread(organization, await project_with(http, organization, *spans))
    await tab.follow(thread)
    answer = (await answered(tab, organization, thread, "Where does the money go by day?"))["answer"]
    part, whole = (Decimal(answer["figures"][name]["value"]) for name in ("part_0", "whole"))
    assert part * 5 == whole * 4


@pytest.mark.asyncio
async def test_a_run_that_is_not_there_is_not_found(organization: Organization) -> None:
    for path in ("runs/{}", "runs/{}/events", "runs/{}/report", "threads/{}", "threads/{}/runs"):
        response = await organization.request("GET", "/api/" + path.format(uuid4()))
        assert response.status_code == 404
