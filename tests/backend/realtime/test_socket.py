"""The socket: who may open it, what it refuses, and that whoever follows a thread is told everything once."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI
from sqlalchemy import text
from websockets.exceptions import ConnectionClosed, InvalidStatus

from netra.backend.realtime.domain import (
    MESSAGES_A_SECOND,
    MOST_MESSAGE_BYTES,
    MOST_REFUSED,
    MOST_SOCKETS,
    MOST_THREADS,
)
from netra.backend.resources import Resources
from netra.backend.runs.domain import RunState
from netra.backend.runs.repository import RunRepository
from tests.backend.conftest import Organization
from tests.backend.runs.test_asking import new_thread
from tests.backend.sockets import Browser, Tab, served
from tests.backend.spans import chat_span
from tests.backend.test_overview import project_with
from tests.backend.worker import working

QUESTION = "What did we spend?"


@pytest_asyncio.fixture
async def browser(app: FastAPI, organization: Organization) -> AsyncIterator[Browser]:
    async with served(app) as address:
        yield Browser(address, organization.headers)


@pytest_asyncio.fixture
async def thread(http: httpx.AsyncClient, organization: Organization) -> str:
    return await new_thread(organization, await project_with(http, organization, chat_span(1)))


async def refusal(tab: Tab, text: str) -> dict[str, Any]:
    """What is answered to a message that cannot be obeyed."""
    await tab.socket.send(text)
    payload: dict[str, Any] = (await tab.until(lambda message: message["type"] == "error"))["payload"]
    return payload


@pytest.mark.asyncio
async def test_a_ticket_opens_one_socket_once(browser: Browser, http: httpx.AsyncClient) -> None:
    ticket = await browser.ticket()
    async with browser.tab(ticket) as tab:
        await tab.say("ping", {}, id="a")
        pong = await tab.until(lambda message: message["type"] == "pong")
        assert pong["payload"]["about"] == "a"
        assert "netra_sockets_open 1.0" in (await http.get("/metrics")).text
    for spent in (ticket, "never-issued", "", "x" * 5_000):
        async with browser.tab(spent) as tab:
            with pytest.raises(ConnectionClosed) as closed:
                await tab.socket.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 4401


@pytest.mark.asyncio
async def test_a_foreign_page_cannot_open_a_socket(browser: Browser) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with browser.tab(origin="https://evil.example"):
            raise AssertionError("It was opened.")
    assert refused.value.response.status_code == 403


@pytest.mark.asyncio
async def test_what_cannot_be_obeyed_is_answered_with_an_error(browser: Browser, thread: str) -> None:
    run, huge = str(uuid4()), "x" * 100_000
    ask = {"thread_id": thread, "run_id": run, "question": huge}
    asked = [
        ("not json", "invalid"),
        ("[]", "invalid"),
        ('{"v": 1, "type": "user_message", "payload": {}}', "invalid"),
        ('{"v": 2, "type": "ping"}', "invalid"),
        (json.dumps({"v": 1, "type": "start_run", "payload": ask}), "too_large"),
        (json.dumps({"v": 1, "type": "start_run", "payload": {**ask, "question": huge[:20_001]}}), "invalid"),
        (json.dumps({"v": 1, "type": "start_run", "payload": {**ask, "question": "\x00 "}}), "invalid"),
        (json.dumps({"v": 1, "type": "cancel_run", "payload": {"run_id": run}}), "not_found"),
        (json.dumps({"v": 1, "type": "subscribe", "payload": {"thread_id": run}}), "not_found"),
        ("\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"), "invalid"),
    ]
    async with browser.tab() as tab:
        for text, code in asked:
            assert (await refusal(tab, text))["code"] == code, text[:80]
        assert len(json.dumps(ask)) > MOST_MESSAGE_BYTES
        await tab.say("ping", {})
        await tab.until(lambda message: message["type"] == "pong")


@pytest.mark.asyncio
async def test_a_flood_is_refused_and_then_cut_off(browser: Browser) -> None:
    async with browser.tab() as tab:
        with pytest.raises(ConnectionClosed) as closed:
            await _flood(tab, MESSAGES_A_SECOND * 20 + MOST_REFUSED * 2)
    assert any(message["payload"].get("code") == "too_many" for message in tab.told)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4429


async def _flood(tab: Tab, messages: int) -> None:
    for _ in range(messages):
        await tab.say("ping", {})
    await tab.until(lambda _: False)


@pytest.mark.asyncio
async def test_nobody_else_reads_asks_or_stops_unless_it_is_shared(
    browser: Browser, organization: Organization, stranger: Organization, callers: Any, thread: str
) -> None:
    colleague = Browser(browser.address, callers.user(organization.id))
    others = [Browser(browser.address, stranger.headers), colleague]
    async with browser.tab() as tab:
        run = await tab.ask(thread, QUESTION)
        for other in others:
            async with other.tab() as theirs:
                subscribe = {"v": 1, "type": "subscribe", "payload": {"thread_id": thread}}
                assert (await refusal(theirs, json.dumps(subscribe)))["code"] == "not_found"
                cancel = {"v": 1, "type": "cancel_run", "payload": {"run_id": run}}
                assert (await refusal(theirs, json.dumps(cancel)))["code"] == "not_found"
        await organization.request("PATCH", f"/api/threads/{thread}", json={"is_shared": True})
        async with colleague.tab() as theirs:
            await theirs.follow(thread)
            seen = await theirs.until(lambda message: message["type"] == "run_queued")
            assert seen["payload"]["question"] == QUESTION
            cancel = {"v": 1, "type": "cancel_run", "payload": {"run_id": run}}
            assert (await refusal(theirs, json.dumps(cancel)))["code"] == "not_found"
        async with others[0].tab() as theirs:
            subscribe = {"v": 1, "type": "subscribe", "payload": {"thread_id": thread}}
            assert (await refusal(theirs, json.dumps(subscribe)))["code"] == "not_found"


@pytest.mark.asyncio
@pytest.mark.parametrize("change", [("PATCH", {"is_shared": False}), ("DELETE", None)])
async def test_who_may_not_read_a_thread_any_more_is_told_nothing_more(
    browser: Browser,
    organization: Organization,
    callers: Any,
    thread: str,
    change: tuple[str, dict[str, bool] | None],
) -> None:
    await organization.request("PATCH", f"/api/threads/{thread}", json={"is_shared": True})
    colleague = Browser(browser.address, callers.user(organization.id))
    async with browser.tab() as tab, colleague.tab() as theirs:
        await tab.follow(thread)
        await theirs.follow(thread)
        await tab.ask(thread, QUESTION)
        await theirs.until(lambda message: message["type"] == "run_queued")
        await organization.request(change[0], f"/api/threads/{thread}", json=change[1])
        lost = await theirs.until(lambda message: message["type"] == "error")
        assert lost["payload"]["code"] == "not_found"
        if change[1] is None:
            await organization.request("POST", f"/api/threads/{thread}/restore")
            await tab.follow(thread)
        asked = await tab.ask(thread, "What did we spend again?")
        await tab.until(lambda message: message.get("run_id") == asked)
        await theirs.say("ping", {})
        await theirs.until(lambda message: message["type"] == "pong")
    assert not [message for message in theirs.told if message.get("run_id") == asked]


@pytest.mark.asyncio
async def test_a_socket_that_cannot_be_told_is_cut_off(
    browser: Browser, resources: Resources, thread: str
) -> None:
    async with resources.database.session() as session:
        await session.execute(text("ALTER TABLE runs RENAME COLUMN last_seq TO lost"))
    async with browser.tab() as tab:
        await tab.say("subscribe", {"thread_id": thread})
        with pytest.raises(ConnectionClosed) as closed:
            await tab.socket.recv()
    assert closed.value.rcvd is None  # As when the network fails: the page comes back by itself.


@pytest.mark.asyncio
async def test_two_tabs_and_a_reload_are_told_everything_once(
    browser: Browser, resources: Resources, thread: str
) -> None:
    async with working(resources), browser.tab() as first, browser.tab() as second:
        await first.follow(thread)
        await second.follow(thread)
        run = await first.ask(thread, QUESTION)
        whole = await first.until_over(run)
        assert await second.until_over(run) == whole
        again = {"thread_id": thread, "run_id": run, "question": QUESTION}
        await first.say("start_run", again)
        other = {"v": 1, "type": "start_run", "payload": {**again, "question": "Another one?"}}
        assert (await refusal(first, json.dumps(other)))["code"] == "conflict"
        async with browser.tab() as third:
            await third.follow(thread, {run: 5})
            assert await third.until_over(run) == whole[5:]
    assert [event["seq"] for event in whole] == list(range(1, len(whole) + 1))


@pytest.mark.asyncio
async def test_an_event_whose_writer_died_before_telling_anybody_is_found(
    browser: Browser, resources: Resources, thread: str
) -> None:
    async with browser.tab() as tab:
        await tab.follow(thread)
        run = await tab.ask(thread, QUESTION)
        queued = await tab.until(lambda message: message["type"] == "run_queued")
        ended = {**queued, "type": "run_cancelled", "seq": 2, "payload": {"had": []}}
        async with resources.database.session() as session:
            changes = {"state": RunState.CANCELLED, "changed_at": resources.clock.now()}
            written = await RunRepository(session).append(UUID(run), None, 2, json.dumps(ended), **changes)
        assert written
        assert await tab.until_over(run) == [queued, ended]


@pytest.mark.asyncio
async def test_a_socket_follows_so_many_threads_and_leaves_the_oldest(
    browser: Browser, organization: Organization, thread: str
) -> None:
    project = (await organization.get(f"/api/threads/{thread}"))["project_id"]
    async with browser.tab() as tab:
        await tab.follow(thread)
        for _ in range(MOST_THREADS):
            await tab.follow(await new_thread(organization, project))
            await asyncio.sleep(1 / MESSAGES_A_SECOND)
        last = await new_thread(organization, project)
        await tab.follow(last)
        left = await tab.ask(thread, QUESTION)
        heard = await tab.ask(last, QUESTION)
        await tab.until(lambda message: message.get("run_id") == heard)
    assert not tab.of(left)


@pytest.mark.asyncio
async def test_one_socket_too_many_of_a_person_is_not_kept_open(
    browser: Browser, organization: Organization, callers: Any
) -> None:
    async with AsyncExitStack() as stack:
        for _ in range(MOST_SOCKETS):
            await said_hello(await stack.enter_async_context(browser.tab()))
        async with browser.tab() as tab:
            with pytest.raises(ConnectionClosed) as closed:
                await tab.socket.recv()
        assert closed.value.rcvd is not None
        assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (
            4429,
            "At most 30 at a time: close other tabs.",
        )
        colleague = Browser(browser.address, callers.user(organization.id))
        await said_hello(await stack.enter_async_context(colleague.tab()))
    async with browser.tab() as tab:
        await said_hello(tab)


async def said_hello(tab: Tab) -> None:
    """Once it is answered, the socket is one that counts."""
    await tab.say("ping", {})
    assert (await tab.until(lambda message: message["type"] == "pong"))["v"] == 1


@pytest.mark.asyncio
async def test_a_session_that_ends_is_announced_and_then_closed(
    browser: Browser, organization: Organization, callers: Any
) -> None:
    ends = datetime.now(UTC) + timedelta(seconds=1.5)
    brief = Browser(browser.address, callers.user(organization.id, expires_at=ends.isoformat()))
    async with brief.tab() as tab:
        with pytest.raises(ConnectionClosed) as closed:
            await tab.until(lambda message: message["type"] == "never")
    assert tab.told[0]["type"] == "session_expiring"
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401
