"""What ends under an open socket or a long answer: the project, or the right to it."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI
from websockets.exceptions import ConnectionClosed

from netra.backend.analytics import service as analytics
from netra.backend.realtime import domain, service
from netra.backend.resources import Resources
from netra.shared import access
from netra.shared.revocations import Mark, Revocations
from tests.backend.conftest import Callers, Organization
from tests.backend.runs.test_asking import new_thread
from tests.backend.sockets import Browser, Tab, served
from tests.backend.spans import chat_span
from tests.backend.test_overview import project_with


@pytest_asyncio.fixture
async def browser(app: FastAPI, organization: Organization) -> AsyncIterator[Browser]:
    async with served(app) as address:
        yield Browser(address, organization.headers)


def _mark_of(callers: Callers, headers: dict[str, str]) -> Mark:
    subject = callers.subject(headers)
    return Mark.member(subject.subject_id, subject.organization_id)


@pytest.mark.asyncio
async def test_whoever_follows_a_project_that_is_deleted_is_told_no_more(
    browser: Browser, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, chat_span(1))
    thread = await new_thread(organization, project)
    async with browser.tab() as tab:
        await tab.follow(thread)
        await organization.request("DELETE", f"/api/projects/{project}")
        async with asyncio.timeout(5):
            lost = await tab.until(lambda message: message["type"] == "error")
        assert lost["payload"]["code"] == "not_found"
        assert (await organization.request("GET", f"/api/threads/{thread}")).status_code == 404
        await organization.request("POST", f"/api/projects/{project}/restore")
        await tab.follow(thread)
        asked = await tab.ask(thread, "What did we spend?")
        await tab.until(lambda message: message.get("run_id") == asked)
    assert service.SWEEP_SECONDS < 5


@pytest.mark.asyncio
async def test_whoever_may_have_no_socket_any_more_is_told_why_it_is_closed(
    browser: Browser, organization: Organization, callers: Callers, resources: Resources
) -> None:
    async with browser.tab() as tab:
        callers.change(organization.headers, roles=["guest"])
        await Revocations(resources.redis).mark(_mark_of(callers, organization.headers))
        with pytest.raises(ConnectionClosed) as closed:
            await tab.until(lambda message: message["type"] == "never")
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4403


async def _code_of_end(tab: Tab) -> int:
    """With which code a socket is closed."""
    with pytest.raises(ConnectionClosed) as closed:
        await tab.until(lambda message: message["type"] == "never")
    assert closed.value.rcvd is not None
    return closed.value.rcvd.code


@pytest.mark.asyncio
async def test_a_fault_in_the_work_for_all_sockets_lets_nobody_go_on(
    app: FastAPI,
    organization: Organization,
    callers: Callers,
    resources: Resources,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    faults = 0

    async def fail(*_: object) -> frozenset[Mark]:
        nonlocal faults
        faults += 1
        monkeypatch.undo()
        raise RuntimeError("a fault of our own")

    monkeypatch.setattr(service, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(Revocations, "ended", fail)
    async with served(app) as address, Browser(address, organization.headers).tab() as tab:
        await asyncio.sleep(0.2)
        callers.forget_after(organization.headers, 0)
        mark = _mark_of(callers, organization.headers)
        await resources.redis.client.set(resources.redis.common_key("ended", mark), 1, ex=10)
        assert (await _code_of_end(tab), faults) == (4401, 1)
    assert domain.LOOK_SECONDS + domain.AGAIN_AFTER_SECONDS < 5


@pytest.mark.asyncio
async def test_a_long_answer_breaks_off_when_its_reader_may_not_have_it_any_more(
    app: FastAPI,
    http: httpx.AsyncClient,
    organization: Organization,
    callers: Callers,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    project = await project_with(http, organization, *(chat_span(number) for number in range(20)))
    monkeypatch.setattr(analytics, "CALLS_A_CSV_PAGE", 2)
    monkeypatch.setattr(access, "AGAIN_SECONDS", 0.0)
    leaving = callers.user(organization.id)
    async with served(app) as address, httpx.AsyncClient(base_url=f"http://{address}") as client:
        path = f"/api/projects/{project}/calls.csv"
        whole = await client.get(path, headers=organization.headers)
        assert whole.text.count("\n") == 21
        callers.forget_after(leaving, 3)
        with pytest.raises(httpx.RemoteProtocolError):
            await client.get(path, headers=leaving)
