"""While auth cannot be asked: whom it knew goes on for a minute, and nobody else is let in."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio

from netra.shared import auth_client
from netra.shared.access import Subject
from netra.shared.auth_client import CACHE_SECONDS, STALE_FOR, AuthClient
from netra.shared.clock import FixedClock
from netra.shared.errors import TooMany, Unauthorized, Unavailable
from netra.shared.redis import RedisStore
from netra.shared.revocations import Mark, Revocations
from tests.framework.credentials import key_like, name_in, token_like

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ADA, NOBODY, KEY = token_like("ada"), token_like("nobody"), key_like()
SESSION, PERSON, ORGANIZATION, KEY_ID = uuid4(), uuid4(), uuid4(), uuid4()
Fails = Callable[[httpx.Request], Awaitable[httpx.Response]]


async def _refuse_connections(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused", request=request)


async def _fail(request: httpx.Request) -> httpx.Response:
    return httpx.Response(503, request=request)


async def _stammer(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, text="<html>", request=request)


async def _hang(request: httpx.Request) -> httpx.Response:
    await asyncio.sleep(60)
    return await _fail(request)


class Auth(httpx.AsyncBaseTransport):
    """The other side of the wire, which can go away in several ways."""

    def __init__(self) -> None:
        self.asked = 0
        self.fails: Fails | None = None
        self.known: dict[str, dict[str, Any]] = {
            ADA: {
                "kind": "user",
                "subject_id": str(PERSON),
                "name": "Ada",
                "roles": ["owner"],
                "session_id": str(SESSION),
                "expires_at": (NOW + 15 * 60 * SECOND).isoformat(),
            },
            KEY: {"kind": "api_key", "subject_id": str(KEY_ID), "name": "exporter", "scopes": ["ingest"]},
        }

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        if self.fails is not None:
            return await self.fails(request)
        found = self.known.get(json.loads(await request.aread())["token"])
        answer = (
            {"active": True, "organization_id": str(ORGANIZATION), **found} if found else {"active": False}
        )
        return httpx.Response(200, json=answer, request=request)


@pytest.fixture
def auth() -> Auth:
    return Auth()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest_asyncio.fixture
async def revocations(redis_url: str) -> AsyncIterator[Revocations]:
    """Those of the auth service."""
    store = RedisStore(redis_url, "auth")
    yield Revocations(store)
    await store.close()


@pytest_asyncio.fixture
async def client(
    auth: Auth, clock: FixedClock, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[AuthClient]:
    """One that remembers answers for no time, so that each question is asked."""
    monkeypatch.setattr(auth_client, "CACHE_SECONDS", 0.0)
    monkeypatch.setattr(auth_client, "RECOVERY_SECONDS", 0.2)
    monkeypatch.setattr(auth_client, "TIMEOUT_SECONDS", 0.3)
    store = RedisStore(redis_url, "backend")
    client = AuthClient("http://auth", clock=clock, transport=auth, revocations=Revocations(store))
    yield client
    await client.close()
    await store.close()


@pytest.mark.asyncio
@pytest.mark.parametrize("fails", [_refuse_connections, _fail, _stammer, _hang])
async def test_whoever_was_known_goes_on_for_a_minute_and_no_longer(
    auth: Auth, client: AuthClient, clock: FixedClock, fails: Fails
) -> None:
    for credential in (ADA, KEY):
        await client.subject(credential)
    auth.fails = fails
    clock.advance(STALE_FOR)
    for _ in range(4):
        assert [(await client.subject(one)).name for one in (ADA, KEY)] == ["Ada", "exporter"]
    clock.advance(timedelta(milliseconds=1))
    for credential in (ADA, KEY):
        with pytest.raises(Unavailable) as caught:
            await client.subject(credential)
        assert int(caught.value.headers["Retry-After"]) >= 1


@pytest.mark.asyncio
async def test_nobody_is_let_in_who_was_not_before(auth: Auth, client: AuthClient) -> None:
    with pytest.raises(Unauthorized):
        await client.subject(NOBODY)
    auth.fails = _refuse_connections
    with pytest.raises(Unauthorized):
        await client.subject(NOBODY)
    for never_seen in (ADA, KEY):
        with pytest.raises(Unavailable):
            await client.subject(never_seen)


@pytest.mark.asyncio
async def test_an_answer_that_has_changed_replaces_the_one_before(auth: Auth, client: AuthClient) -> None:
    await client.subject(ADA)
    ada = auth.known.pop(ADA)
    with pytest.raises(Unauthorized):
        await client.subject(ADA)
    auth.fails = _refuse_connections
    with pytest.raises(Unauthorized):
        await client.subject(ADA)
    auth.fails, auth.known[ADA] = None, {**ada, "roles": ["viewer"]}
    await client.subject(ADA)
    auth.fails = _refuse_connections
    assert (await client.subject(ADA)).roles == {"viewer"}


@pytest.mark.asyncio
async def test_a_token_that_expires_meanwhile_is_refused(
    auth: Auth, client: AuthClient, clock: FixedClock
) -> None:
    clock.advance(timedelta(minutes=14, seconds=30))
    await client.subject(ADA)
    auth.fails = _fail
    clock.advance(timedelta(seconds=29))
    assert (await client.subject(ADA)).name == "Ada"
    clock.advance(SECOND)
    with pytest.raises(Unauthorized):
        await client.subject(ADA)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("mark", "refused", "other"),
    [
        (Mark.session(SESSION), ADA, KEY),
        (Mark.api_key(KEY_ID), KEY, ADA),
    ],
)
async def test_what_was_ended_before_is_refused_also_while_auth_is_away(
    auth: Auth, client: AuthClient, revocations: Revocations, mark: Mark, refused: str, other: str
) -> None:
    for credential in (ADA, KEY):
        await client.subject(credential)
    await revocations.mark(mark)
    auth.fails = _refuse_connections
    for _ in range(2):
        with pytest.raises(Unauthorized):
            await client.subject(refused)
        assert (await client.subject(other)).name in {"Ada", "exporter"}


@pytest.mark.asyncio
async def test_whoever_has_a_new_place_waits_until_auth_can_tell_which(
    auth: Auth, client: AuthClient, revocations: Revocations
) -> None:
    await client.subject(ADA)
    await revocations.mark(Mark.member(PERSON, uuid4()))
    auth.fails = _refuse_connections
    assert (await client.subject(ADA)).name == "Ada"
    await revocations.mark(Mark.member(PERSON, ORGANIZATION))
    with pytest.raises(Unavailable):
        await client.subject(ADA)


@pytest.mark.asyncio
@pytest.mark.parametrize("redis", ["redis://127.0.0.1:9/0", None])
async def test_without_marks_nobody_goes_on(auth: Auth, clock: FixedClock, redis: str | None) -> None:
    store = RedisStore(redis, "backend") if redis else None
    client = AuthClient(
        "http://auth", clock=clock, transport=auth, revocations=Revocations(store) if store else None
    )
    await client.subject(ADA)
    auth.fails = _refuse_connections
    with pytest.raises(Unavailable):
        await client.subject_now(ADA)
    await client.close()
    if store:
        await store.close()


@pytest.mark.asyncio
@pytest.mark.parametrize(("status", "error"), [(429, TooMany), (404, Unavailable), (422, Unavailable)])
async def test_an_answer_is_no_outage(
    auth: Auth, client: AuthClient, status: int, error: type[Exception]
) -> None:
    async def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(status, request=request)

    await client.subject(ADA)
    auth.fails = answer
    # More often than it takes for the circuit to open, were these failures.
    for _ in range(7):
        with pytest.raises(error):
            await client.subject(ADA)
    assert auth.asked == 8


@pytest.mark.asyncio
async def test_one_of_a_crowd_tries_whether_auth_is_back(auth: Auth, client: AuthClient) -> None:
    await client.subject(ADA)
    auth.fails = _refuse_connections
    for _ in range(5):
        await client.subject(ADA)
    auth.fails, before = _hang, auth.asked
    await asyncio.sleep(0.25)
    strangers = [client.subject(token_like(f"stranger {number}")) for number in range(20)]
    answers = await asyncio.gather(*strangers, return_exceptions=True)
    assert {type(answer) for answer in answers} == {Unavailable}
    assert auth.asked == before + 1
    auth.fails = None
    await asyncio.sleep(0.25)
    assert (await client.subject(KEY)).name == "exporter"
    assert (await client.subject(ADA)).name == "Ada"
    assert name_in(ADA) == "ada"


@pytest.mark.asyncio
async def test_whoever_is_marked_is_asked_about_again_at_once(auth: Auth, clock: FixedClock) -> None:
    client = AuthClient("http://auth", clock=clock, transport=auth)
    for credential in (ADA, KEY):
        await client.subject(credential)
    del auth.known[ADA]
    assert (await client.subject(ADA)).name == "Ada", "still remembered"
    client.heed([Mark.session(SESSION)])
    with pytest.raises(Unauthorized):
        await client.subject(ADA)
    asked = auth.asked
    await client.subject(KEY)
    assert auth.asked == asked
    assert CACHE_SECONDS <= 5
    await client.close()


def test_marks_travel_as_text() -> None:
    for mark in (Mark.session(SESSION), Mark.api_key(KEY_ID), Mark.member(PERSON, ORGANIZATION)):
        assert Mark.parse(str(mark)) == mark
    assert Mark.parse("planet:earth") is None
    person = Subject(kind="user", subject_id=PERSON, organization_id=ORGANIZATION, name="Ada")
    assert person.marks == (Mark.member(PERSON, ORGANIZATION),)


@pytest.mark.asyncio
async def test_marks_are_left_for_a_while_and_heard(redis_url: str, revocations: Revocations) -> None:
    store = RedisStore(redis_url, "backend")
    listening = Revocations(store).heard()
    assert await anext(listening) is None
    marks = [Mark.session(SESSION), Mark.api_key(KEY_ID)]
    await revocations.mark(*marks)
    await revocations.mark()
    assert await anext(listening) == frozenset(marks)
    asked = [*marks, *(Mark.session(uuid4()) for _ in range(2_500))]
    assert await Revocations(store).ended(asked) == frozenset(marks)
    life = await store.client.ttl(store.common_key("ended", marks[0]))
    assert STALE_FOR.total_seconds() + CACHE_SECONDS < life <= 120
    await listening.aclose()
    await store.close()


@pytest.mark.asyncio
async def test_what_cannot_be_marked_ends_all_the_same(caplog: pytest.LogCaptureFixture) -> None:
    store = RedisStore("redis://127.0.0.1:9/0", "auth")
    await Revocations(store).mark(Mark.session(SESSION))
    assert "is not marked" in caplog.text
    await store.close()
