"""What somebody may try with refresh tokens, and what tabs do without meaning to."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from netra.auth.tokens.domain import refresh
from netra.shared.clock import FixedClock
from tests.auth.apps import CSRF, Instance, browser_of, instance_on

TABS = 100
ROUNDS = 15
SECOND = timedelta(seconds=1)


async def _living_families(instance: Instance) -> int:
    async with instance.resources.database.session() as session:
        count = text("SELECT count(*) FROM token_families WHERE revoked_at IS NULL")
        return int((await session.execute(count)).scalar_one())


@pytest.mark.asyncio
async def test_a_hundred_tabs_at_once_stay_one_session_and_a_thief_ends_it(
    auth_database: str, clock: FixedClock
) -> None:
    """Where the limit on presenting one token again is lifted, which otherwise lets thirty through."""
    auth = instance_on(auth_database, clock, limits_factor=100)
    other = instance_on(auth_database, clock, limits_factor=100)
    await auth.sign_in()
    shared = auth.cookie
    answers = await asyncio.gather(*((auth, other)[tab % 2].refresh(shared) for tab in range(TABS)))
    assert {answer.status_code for answer in answers} == {200}
    successors = {answer.cookies["netra_refresh"] for answer in answers}
    assert len(successors) == TABS
    assert await _living_families(auth) == 1
    clock.advance(refresh.GRACE + SECOND)
    assert (await other.refresh(shared)).status_code == 401
    assert await _living_families(auth) == 0
    refused = await asyncio.gather(*(auth.refresh(cookie) for cookie in sorted(successors)[:10]))
    assert {answer.status_code for answer in refused} == {401}
    await auth.close()
    await other.close()


@pytest.mark.asyncio
async def test_one_token_presented_again_and_again_is_refused_before_it_mints_hundreds(
    auth: Instance, other: Instance
) -> None:
    await auth.sign_in()
    shared = auth.cookie
    answers = await asyncio.gather(*(auth.refresh(shared) for _ in range(TABS)))
    assert sorted({answer.status_code for answer in answers}) == [200, 429]
    assert await _living_families(auth) == 1
    admitted = next(answer for answer in answers if answer.status_code == 200)
    assert (await other.refresh(admitted.cookies["netra_refresh"])).status_code == 200


@pytest.mark.asyncio
async def test_thieves_at_once_after_the_grace_all_go_away_empty(
    auth: Instance, other: Instance, clock: FixedClock
) -> None:
    await auth.sign_in()
    stolen = auth.cookie
    await auth.refresh()
    clock.advance(refresh.GRACE + SECOND)
    answers = await asyncio.gather(*((auth, other)[thief % 2].refresh(stolen) for thief in range(20)))
    assert {answer.status_code for answer in answers} == {401}
    assert (await auth.refresh()).status_code == 401


@pytest.mark.asyncio
async def test_a_refresh_that_races_with_a_sign_out_does_not_survive(auth: Instance, other: Instance) -> None:
    for _ in range(ROUNDS):
        await auth.sign_in()
        cookie = auth.cookie
        async with browser_of(other.resources) as elsewhere:
            headers = {**CSRF, "Cookie": f"netra_refresh={cookie}"}
            refreshed, left = await asyncio.gather(
                auth.refresh(cookie), elsewhere.post("/auth/logout", headers=headers)
            )
        assert left.status_code == 204
        if refreshed.status_code == 200:
            assert (await auth.refresh(refreshed.cookies["netra_refresh"])).status_code == 401
            assert await auth.validate(refreshed.json()["access_token"]) == {"active": False}


@pytest.mark.asyncio
async def test_a_refresh_that_races_with_the_end_of_its_session_does_not_survive(
    auth: Instance, other: Instance
) -> None:
    for _ in range(ROUNDS):
        body = await auth.sign_in()
        bearer = {"Authorization": f"Bearer {body['access_token']}"}
        sessions = (await auth.browser.get("/auth/sessions", headers=bearer)).json()
        here = next(session["id"] for session in sessions if session["is_current"])
        refreshed, ended = await asyncio.gather(
            other.refresh(auth.cookie), auth.browser.delete(f"/auth/sessions/{here}", headers=bearer)
        )
        assert ended.status_code == 204
        if refreshed.status_code == 200:
            assert await other.validate(refreshed.json()["access_token"]) == {"active": False}
        assert await auth.validate(body["access_token"]) == {"active": False}
