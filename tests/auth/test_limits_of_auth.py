"""What may be done how often at the auth service, and by whom it is counted."""

from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import uuid4

import pytest
from fastapi.routing import APIRoute

from netra.auth.limits.domain import SIGN_IN
from netra.auth.limits.service import SIGNING_IN, PerNetwork, PerOrganization, PerPerson
from netra.auth.main import ROUTERS
from netra.shared.api_key_format import PresentedKey
from netra.shared.clock import FixedClock
from netra.shared.rights import Role
from tests.auth.apps import ADA, ADDRESS, CSRF, GRACE, Instance, instance_on

COUNTED_INSIDE = {"/auth/validate"}
"""What fails is counted, not what is asked."""
FEW: Final = 10


def _limited(route: APIRoute) -> bool:
    return any(
        isinstance(needed.call, PerNetwork | PerPerson | PerOrganization)
        for needed in route.dependant.dependencies
    )


def test_every_route_that_changes_or_checks_anything_has_a_limit() -> None:
    routes = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
    free = {route.path for route in routes if route.methods != {"GET"} and not _limited(route)}
    assert free == COUNTED_INSIDE


@pytest.fixture
def few_sign_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    """FEW in a minute: a window slides, and what takes seconds may see some of it gone."""
    monkeypatch.setattr(SIGNING_IN.dependency, "limit", replace(SIGN_IN, amount=FEW))


async def _sign_in(auth: Instance, forwarded_for: str = "") -> int:
    headers = {"X-Forwarded-For": forwarded_for} if forwarded_for else {}
    body = {"user_id": str(ADA.id)}
    return (await auth.browser.post("/auth/dev/login", json=body, headers=headers)).status_code


@pytest.mark.asyncio
@pytest.mark.usefixtures("few_sign_ins")
async def test_signing_in_is_limited_by_address_over_all_instances(auth: Instance, other: Instance) -> None:
    told = [await _sign_in(instance) for instance in [auth, other] * (FEW // 2)]
    assert told == [200] * FEW
    answer = await other.browser.post("/auth/dev/login", json={"user_id": str(GRACE.id)})
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Retry-After"] == answer.headers["RateLimit-Reset"]
    assert answer.headers["RateLimit-Policy"] == '"sign-in";q=10;w=60'
    assert answer.headers["RateLimit"] == f'"sign-in";r=0;t={answer.headers["Retry-After"]}'


@pytest.mark.asyncio
async def test_a_page_of_ours_may_read_when_to_try_again(auth: Instance) -> None:
    headers = {"Origin": "http://localhost:3000"}
    answer = await auth.browser.post("/auth/dev/login", json={"user_id": str(ADA.id)}, headers=headers)
    exposed = {name.strip() for name in answer.headers["Access-Control-Expose-Headers"].split(",")}
    assert {"Retry-After", "RateLimit", "RateLimit-Policy", "RateLimit-Remaining"} <= exposed
    assert answer.headers["RateLimit-Remaining"] == "119"


@pytest.mark.asyncio
@pytest.mark.usefixtures("few_sign_ins")
async def test_what_a_client_says_of_its_address_helps_it_nothing(auth: Instance) -> None:
    told = [await _sign_in(auth, f"203.0.113.{number}") for number in range(FEW + 1)]
    assert told == [200] * FEW + [429]


@pytest.mark.asyncio
@pytest.mark.usefixtures("few_sign_ins")
async def test_behind_a_proxy_each_network_has_its_own_count(
    auth_database: str, redis_url: str, clock: FixedClock
) -> None:
    behind = instance_on(auth_database, clock, redis_url=redis_url, trusted_proxies=1)
    neighbours = [f"9.9.9.9, 2001:db8:0:1::{number:x}" for number in range(FEW + 1)]
    assert [await _sign_in(behind, one) for one in neighbours] == [200] * FEW + [429]
    assert await _sign_in(behind, "2001:db8:0:2::1") == 200
    assert await _sign_in(behind, "203.0.113.9") == 200
    await behind.close()


@pytest.mark.asyncio
async def test_a_cookie_used_again_and_again_is_refused_and_the_session_goes_on(auth: Instance) -> None:
    await auth.sign_in()
    first = auth.cookie
    told = [(await auth.refresh(first)).status_code for _ in range(32)]
    assert told == [200] * 31 + [429]
    await auth.sign_in()
    assert (await auth.refresh()).status_code == 200


@pytest.mark.asyncio
async def test_too_many_refreshes_leave_the_cookie_as_it_is(
    auth_database: str, redis_url: str, clock: FixedClock
) -> None:
    auth = instance_on(auth_database, clock, redis_url=redis_url)
    await auth.sign_in()
    answers = [
        await auth.browser.post("/auth/refresh", headers={**CSRF, "Cookie": "netra_refresh=x"})
        for _ in range(600)
    ]
    assert {answer.status_code for answer in answers} == {401}
    refused = await auth.browser.post("/auth/refresh", headers=CSRF)
    assert refused.status_code == 429
    assert "set-cookie" not in refused.headers
    await auth.close()


@pytest.mark.asyncio
async def test_wrong_secrets_of_a_key_are_refused_and_its_owner_is_let_in(auth: Instance) -> None:
    bearer = await auth.bearer()
    body = {"project_id": str(uuid4()), "name": "k"}
    made = (await auth.browser.post("/auth/keys", headers=bearer, json=body)).json()
    key = PresentedKey.parse(made["key"])
    assert key is not None
    wrong = [{"token": PresentedKey.new(key.id).text} for _ in range(21)]
    answers = [await auth.browser.post("/auth/validate", json=one) for one in wrong]
    assert [answer.status_code for answer in answers] == [200] * 20 + [429]
    assert answers[-1].headers["RateLimit"].startswith('"unknown-key";r=0;')
    assert (await auth.validate(made["key"]))["active"] is True
    assert await auth.validate(PresentedKey.new(uuid4()).text) == {"active": False}


@pytest.mark.asyncio
async def test_good_tokens_are_validated_as_often_as_asked(auth: Instance) -> None:
    token = (await auth.sign_in())["access_token"]
    answers = [await auth.browser.post("/auth/validate", json={"token": token}) for _ in range(200)]
    assert {(answer.status_code, "RateLimit" in answer.headers) for answer in answers} == {(200, False)}


@pytest.mark.asyncio
async def test_accepting_invitations_is_limited(auth: Instance) -> None:
    bearer = await auth.bearer()
    answers = [
        await auth.browser.post("/auth/invitations/accept", headers=bearer, json={"token": "x" * 43})
        for _ in range(21)
    ]
    assert [answer.status_code for answer in answers] == [404] * 20 + [429]
    assert answers[0].headers["RateLimit-Remaining"] == "19"


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("path", "body"), [("/auth/invitations", {}), ("/auth/keys", {"project_id": str(uuid4()), "name": "k"})]
)
async def test_an_organization_makes_so_many_an_hour_and_strangers_use_up_none(
    auth: Instance, clock: FixedClock, path: str, body: dict[str, str]
) -> None:
    stranger = await auth.bearer(GRACE)
    async with auth.resources.database.session() as session:
        from sqlalchemy import text

        statement = text("UPDATE memberships SET role = :role WHERE user_id = :grace")
        await session.execute(statement, {"role": Role.VIEWER.value, "grace": GRACE.id})
    bearer = await auth.bearer(ADA)
    assert (await auth.browser.post(path, headers=stranger, json=body)).status_code == 403
    answers = [await auth.browser.post(path, headers=bearer, json=body) for _ in range(61)]
    assert [answer.status_code for answer in answers] == [201] * 60 + [429]
    assert 60 <= int(answers[-1].headers["Retry-After"]) <= timedelta(hours=1, minutes=1).total_seconds()


@pytest.mark.asyncio
@pytest.mark.usefixtures("few_sign_ins")
async def test_without_redis_everybody_is_served_and_nobody_without_end(
    auth_database: str, clock: FixedClock
) -> None:
    alone = instance_on(auth_database, clock)
    assert [await _sign_in(alone) for _ in range(FEW + 1)] == [200] * FEW + [429]
    assert (await alone.browser.get("/health/ready")).status_code == 200
    assert "netra_limits_counted_alone 1.0" in (await alone.browser.get(f"{ADDRESS}/metrics")).text
    await alone.close()
