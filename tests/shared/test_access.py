"""Asking the auth service, and remembering for a moment."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio
from fastapi import APIRouter

from netra.shared import access
from netra.shared.access import CurrentSubject, Subject
from netra.shared.allowances import Limit
from netra.shared.auth_client import AuthClient
from netra.shared.clock import FixedClock
from netra.shared.errors import TooMany, Unauthorized, Unavailable
from netra.shared.limits import CallerLimits, Limiter
from netra.shared.redis import RedisStore
from netra.shared.rights import FOLLOW
from tests.framework.credentials import key_like, token_like
from tests.shared.apps import app_with, client_of

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
GOOD, BAD, WRONG_KEY = token_like("good"), token_like("bad"), key_like()
EXPIRES = NOW + timedelta(minutes=15)
USER = {
    "active": True,
    "kind": "user",
    "subject_id": str(uuid4()),
    "organization_id": str(uuid4()),
    "name": "Ada",
    "roles": ["owner"],
    "scopes": [],
    "project_id": None,
    "expires_at": EXPIRES.isoformat(),
}


class AuthService(httpx.AsyncBaseTransport):
    """The other side of the wire: knows one token, counts questions, can be taken down."""

    def __init__(self) -> None:
        self.asked = 0
        self.down = False
        self.status = 200

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        if self.down:
            raise httpx.ConnectError("refused")
        known = GOOD.encode() in await request.aread()
        return httpx.Response(self.status, json=USER if known else {"active": False}, request=request)


@pytest.fixture
def service() -> AuthService:
    return AuthService()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest_asyncio.fixture
async def client(service: AuthService, clock: FixedClock) -> AsyncIterator[AuthClient]:
    client = AuthClient("http://auth", clock=clock, transport=service)
    yield client
    await client.close()


@pytest.mark.asyncio
async def test_a_good_token_is_asked_about_once(client: AuthClient, service: AuthService) -> None:
    subjects = [await client.subject(GOOD) for _ in range(3)]
    assert (subjects[0].name, list(subjects[0].roles), service.asked) == ("Ada", ["owner"], 1)


@pytest.mark.asyncio
@pytest.mark.parametrize(("token", "asked"),
    [
        (BAD, 1),
        (WRONG_KEY, 1),
        ("", 0),
        ("x" * 5000, 0),
        ("bad", 0),
        ("a.b.c", 0),
        (GOOD[:-1], 0),
        (GOOD.replace("e", "f", 1), 0),
        (GOOD + "\n", 0),
        (WRONG_KEY[:-1] + "a" * (WRONG_KEY[-1] != "a"), 0),
        (WRONG_KEY.upper(), 0),
        ("nk_" + "a" * 26 + "_" + "a" * 39, 0),
    ],
)
async def test_other_tokens(client: AuthClient, service: AuthService, token: str, asked: int) -> None:
    for _ in range(2):
        with pytest.raises(Unauthorized):
            await client.subject(token)
    assert service.asked == asked


@pytest.mark.asyncio
async def test_a_remembered_token_still_expires(client: AuthClient, clock: FixedClock) -> None:
    await client.subject(GOOD)
    clock.advance(timedelta(minutes=15))
    with pytest.raises(Unauthorized):
        await client.subject(GOOD)


@pytest.mark.asyncio
async def test_what_is_remembered_outlives_a_short_outage(client: AuthClient, service: AuthService) -> None:
    await client.subject(GOOD)
    service.down = True
    assert (await client.subject(GOOD)).name == "Ada"


@pytest.mark.asyncio
async def test_an_outage_is_unavailable_and_then_not_even_asked(
    client: AuthClient, service: AuthService
) -> None:
    service.down = True
    for _ in range(8):
        with pytest.raises(Unavailable):
            await client.subject(GOOD)
    assert service.asked == 5 * 3


@pytest.mark.asyncio
@pytest.mark.parametrize("status", [500, 503, 404, 302, 422])
async def test_answers_that_are_none_are_unavailable(
    client: AuthClient, service: AuthService, status: int
) -> None:
    service.status = status
    with pytest.raises(Unavailable):
        await client.subject(GOOD)


@pytest_asyncio.fixture
async def attempts(redis_url: str) -> AsyncIterator[CallerLimits]:
    store = RedisStore(redis_url, "test")
    yield CallerLimits(Limiter(store), 0)
    await store.close()


def _who() -> APIRouter:
    router = APIRouter()

    @router.get("/who")
    async def who(subject: CurrentSubject) -> str:
        return subject.name

    return router


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Authorization": f"Bearer {GOOD}"}, 200),
        ({"Authorization": f"bearer  {GOOD} "}, 200),
        ({"X-Api-Key": GOOD}, 200),
        ({"Authorization": f"Basic {GOOD}"}, 401),
        ({"Authorization": "Bearer "}, 401),
        ({"Authorization": f"Bearer {BAD}", "X-Api-Key": GOOD}, 401),
        ({}, 401),
    ],
)
async def test_the_dependency(
    client: AuthClient, attempts: CallerLimits, headers: dict[str, str], status: int
) -> None:
    app = app_with(_who())
    app.state.auth_client = client
    app.state.caller_limits = attempts
    async with client_of(app) as browser:
        assert (await browser.get("/who", headers=headers)).status_code == status


@pytest.mark.asyncio
async def test_one_wrong_key_too_many_is_told_so_and_a_right_one_is_let_in(
    client: AuthClient, attempts: CallerLimits
) -> None:
    app = app_with(_who())
    app.state.auth_client = client
    app.state.caller_limits = attempts
    async with client_of(app) as browser:
        answers = [await browser.get("/who", headers={"X-Api-Key": WRONG_KEY}) for _ in range(61)]
        assert [answer.status_code for answer in answers] == [401] * 60 + [429]
        assert answers[0].headers["RateLimit"].startswith('"failed-key";r=59;t=')
        refused = answers[-1]
        assert refused.headers["Retry-After"] == refused.headers["RateLimit-Reset"]
        assert refused.headers["Content-Type"] == "application/problem+json"
        assert (await browser.get("/who", headers={"X-Api-Key": GOOD})).status_code == 200
        # A person beside it whose token has ended is told to renew it.
        assert (await browser.get("/who", headers={"X-Api-Key": "an.old.token"})).status_code == 401


@pytest.mark.asyncio
async def test_whoever_calls_without_end_is_told_to_wait(
    client: AuthClient, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "PERSON_USE", Limit("use", 4, 60, together=3))
    store = RedisStore(redis_url, "test")
    app = app_with(_who())
    app.state.auth_client = client
    app.state.caller_limits = CallerLimits(Limiter(store), 0)
    async with client_of(app) as browser:
        answers = [await browser.get("/who", headers={"X-Api-Key": GOOD}) for _ in range(5)]
        assert [answer.status_code for answer in answers] == [200] * 4 + [429]
        assert answers[0].headers["RateLimit"].startswith('"use";r=3;t=')
        assert answers[-1].json()["limit"] == "use"
    await store.close()


@pytest.mark.asyncio
async def test_auth_that_refuses_to_count_on_is_an_answer(client: AuthClient, service: AuthService) -> None:
    service.status = 429
    with pytest.raises(TooMany) as caught:
        await client.subject(BAD)
    assert caught.value.retry_after == 1


def test_a_person_as_auth_describes_them() -> None:
    person = Subject.model_validate(USER)
    person.require(FOLLOW)
    assert person.expires_at == EXPIRES
