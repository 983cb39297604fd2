"""Signing in, staying signed in, signing out."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from netra.auth.tokens.domain import refresh
from netra.shared.clock import FixedClock
from netra.shared.service_tokens import ServiceKey
from tests.auth.apps import ADA, CSRF, FRONTEND, GRACE, Instance, instance_on

SECOND = timedelta(seconds=1)


@pytest.mark.asyncio
async def test_config_offers_the_development_users(auth: Instance) -> None:
    answer = (await auth.browser.get("/auth/config")).json()
    assert (answer["environment"], answer["dev_login"]) == ("development", True)
    assert [(user["email"], user["name"]) for user in answer["dev_users"]] == [
        ("ada@example.com", "Ada Lovelace"),
        ("grace@example.com", "Grace Hopper"),
    ]


@pytest.mark.asyncio
async def test_nobody_exists_before_signing_in(auth: Instance) -> None:
    count = text("SELECT (SELECT count(*) FROM auth_users) + (SELECT count(*) FROM organizations)")
    await auth.browser.get("/auth/config")
    async with auth.resources.database.session() as session:
        assert (await session.execute(count)).scalar_one() == 0
    await auth.sign_in()
    async with auth.resources.database.session() as session:
        assert (await session.execute(count)).scalar_one() == 2


@pytest.mark.asyncio
async def test_signing_in_gives_a_token_a_person_and_a_cookie(auth: Instance) -> None:
    answer = await auth.browser.post("/auth/dev/login", json={"user_id": str(ADA.id)})
    body = answer.json()
    assert (body["token_type"], body["expires_in"]) == ("Bearer", 900)
    assert body["user"]["organization"]["name"] == "Default organization"
    assert (body["user"]["id"], body["user"]["email"]) == (str(ADA.id), "ada@example.com")
    attributes = answer.headers["set-cookie"].split("; ")[1:]
    assert sorted(attributes) == ["HttpOnly", "Max-Age=2592000", "Path=/auth", "SameSite=lax"]
    assert answer.headers["cache-control"] == "no-store"
    assert auth.cookie not in answer.text


@pytest.mark.asyncio
async def test_both_people_share_the_default_organization(auth: Instance) -> None:
    ada, grace = await auth.sign_in(ADA), await auth.sign_in(GRACE)
    assert ada["user"]["organization"] == grace["user"]["organization"]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"user_id": str(uuid4())}, 401),
        ({"user_id": "ada"}, 422),
        ({}, 422),
        ({"user_id": str(ADA.id), "x": 1}, 422),
    ],
)
async def test_nobody_else_signs_in(auth: Instance, body: dict[str, object], status: int) -> None:
    answer = await auth.browser.post("/auth/dev/login", json=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert "set-cookie" not in answer.headers


@pytest.mark.asyncio
@pytest.mark.parametrize("environment", ["test", "staging", "production"])
async def test_there_is_no_development_login_elsewhere(clock: FixedClock, environment: str) -> None:
    url = "postgresql://netra_auth:c7f1e09ab2@db.internal/netra_auth"
    keys = json.dumps({"keys": [ServiceKey.new("backend").public_jwk]})
    elsewhere = instance_on(url, clock, environment=environment, service_keys=keys, trusted_proxies=1)
    config = (await elsewhere.browser.get("/auth/config")).json()
    assert (config["dev_login"], config["dev_users"]) == (False, [])
    answer = await elsewhere.browser.post("/auth/dev/login", json={"user_id": str(ADA.id)})
    assert answer.status_code == 404
    await elsewhere.close()


@pytest.mark.asyncio
async def test_cookies_are_secure_outside_development(auth_database: str, clock: FixedClock) -> None:
    deployed = instance_on(auth_database, clock, environment="test")
    answer = await deployed.refresh("x")
    name, *attributes = answer.headers["set-cookie"].split("; ")
    assert name.startswith("__Host-netra_refresh=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=lax"} <= set(attributes)
    await deployed.close()


@pytest.mark.asyncio
async def test_me(auth: Instance) -> None:
    bearer = await auth.bearer(GRACE)
    answer = await auth.browser.get("/auth/me", headers=bearer)
    assert answer.json()["email"] == "grace@example.com"


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer"}, {"Authorization": "Bearer x"}, {"X-Api-Key": "nk_x"}]
)
async def test_me_needs_a_token(auth: Instance, headers: dict[str, str]) -> None:
    answer = await auth.browser.get("/auth/me", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.asyncio
async def test_refreshing_rotates_the_cookie(auth: Instance) -> None:
    first = await auth.sign_in()
    before = auth.cookie
    answer = await auth.refresh()
    assert answer.json()["user"] == first["user"]
    assert auth.cookie != before
    assert (await auth.validate(answer.json()["access_token"]))["active"] is True


@pytest.mark.asyncio
async def test_tabs_that_refresh_together_both_stay_signed_in(auth: Instance, clock: FixedClock) -> None:
    await auth.sign_in()
    shared = auth.cookie
    assert (await auth.refresh(shared)).status_code == 200
    clock.advance(refresh.GRACE)
    second = await auth.refresh(shared)
    assert second.status_code == 200
    assert (await auth.refresh(second.cookies["netra_refresh"])).status_code == 200


@pytest.mark.asyncio
async def test_a_token_used_again_after_the_grace_ends_the_whole_family(
    auth: Instance, clock: FixedClock
) -> None:
    access = (await auth.sign_in())["access_token"]
    stolen = auth.cookie
    await auth.refresh()
    clock.advance(refresh.GRACE + SECOND)
    refused = await auth.refresh(stolen)
    assert (refused.status_code, refused.json()["code"]) == (401, "unauthorized")
    assert 'netra_refresh=""' in refused.headers["set-cookie"]
    assert (await auth.refresh()).status_code == 401
    assert await auth.validate(access) == {"active": False}


@pytest.mark.asyncio
async def test_another_session_of_the_same_person_survives_a_theft(
    auth: Instance, other: Instance, clock: FixedClock
) -> None:
    await auth.sign_in()
    await other.sign_in()
    stolen = auth.cookie
    await auth.refresh()
    clock.advance(refresh.GRACE + SECOND)
    await auth.refresh(stolen)
    assert (await other.refresh()).status_code == 200


@pytest.mark.asyncio
async def test_a_session_ends_after_its_life(auth: Instance, clock: FixedClock) -> None:
    await auth.sign_in()
    clock.advance(refresh.SESSION_LIFE - SECOND)
    assert (await auth.refresh()).status_code == 200
    clock.advance(SECOND)
    assert (await auth.refresh()).status_code == 401


@pytest.mark.asyncio
async def test_signing_out_ends_the_session_at_once(auth: Instance) -> None:
    access = (await auth.sign_in())["access_token"]
    kept = auth.cookie
    answer = await auth.browser.post("/auth/logout", headers=CSRF)
    assert answer.status_code == 204
    assert "netra_refresh" not in auth.browser.cookies
    assert (await auth.refresh(kept)).status_code == 401
    assert await auth.validate(access) == {"active": False}
    assert (
        await auth.browser.get("/auth/me", headers={"Authorization": f"Bearer {access}"})
    ).status_code == 401


@pytest.mark.asyncio
@pytest.mark.parametrize("cookie", ["", "x", "a" * 43, "a" * 5000, "%C3%A9"])
async def test_cookies_that_are_no_tokens(auth: Instance, cookie: str) -> None:
    assert (await auth.refresh(cookie)).status_code == 401
    answer = await auth.browser.post("/auth/logout", headers={**CSRF, "Cookie": f"netra_refresh={cookie}"})
    assert answer.status_code == 204


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["/auth/refresh", "/auth/logout"])
async def test_cookie_routes_need_the_csrf_header(auth: Instance, path: str) -> None:
    await auth.sign_in()
    for headers in ({}, {"X-Netra-Csrf": "0"}):
        answer = await auth.browser.post(path, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert (await auth.refresh()).status_code == 200


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["/auth/refresh", "/auth/logout", "/auth/dev/login"])
@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://localhost:3001", "http://localhost:3000.evil.example"]
)
async def test_cookie_routes_refuse_foreign_origins(auth: Instance, path: str, origin: str) -> None:
    await auth.sign_in()
    answer = await auth.browser.post(path, headers={**CSRF, "Origin": origin}, json={"user_id": str(ADA.id)})
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers
    assert (await auth.refresh()).status_code == 200


@pytest.mark.asyncio
async def test_our_own_pages_may_refresh_with_cookies(auth: Instance) -> None:
    await auth.sign_in()
    answer = await auth.browser.post("/auth/refresh", headers={**CSRF, "Origin": FRONTEND})
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == FRONTEND
    assert answer.headers["access-control-allow-credentials"] == "true"


@pytest.mark.asyncio
async def test_someone_who_lost_their_membership_is_signed_out(auth: Instance) -> None:
    bearer = await auth.bearer()
    async with auth.resources.database.session() as session:
        await session.execute(text("DELETE FROM memberships"))
    assert (await auth.browser.get("/auth/me", headers=bearer)).status_code == 401
    assert (await auth.refresh()).status_code == 401


@pytest.mark.asyncio
async def test_tokens_that_begin_together_do_not_end_together(auth_database: str, clock: FixedClock) -> None:
    instance = instance_on(auth_database, clock, access_jitter_seconds=60)
    lives = {(await instance.sign_in())["expires_in"] for _ in range(12)}
    assert len(lives) > 1
    assert min(lives) >= 840
    assert max(lives) <= 900
    await instance.close()


@pytest.mark.asyncio
async def test_whoever_was_removed_begins_anew_and_not_where_they_were(auth: Instance) -> None:
    await auth.sign_in(GRACE)
    async with auth.resources.database.session() as session:
        await session.execute(text("DELETE FROM memberships WHERE user_id = :grace"), {"grace": GRACE.id})
    again = await auth.sign_in(GRACE)
    assert again["user"]["organization"]["name"] == "Organization of Grace Hopper"
    assert [one["role"] for one in again["user"]["organizations"]] == ["owner"]
