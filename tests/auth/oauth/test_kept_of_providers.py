"""What is kept of a provider's with a session is sealed, and goes with it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Final

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from netra.auth.tokens.service import TokenService
from netra.shared.clock import FixedClock
from tests.auth.apps import CSRF, MASTER_KEY, Instance, instance_on
from tests.auth.oauth.issuer import ISSUER, SETTINGS, Issuer, Json
from tests.auth.oauth.journeys import completed, journey, kept, lives, signed_in
from tests.framework.traces import in_postgres

MINUTE: Final = timedelta(minutes=1)
FURTHER_WAY: Final = """
INSERT INTO identities
SELECT gen_random_uuid(), user_id, 'other', 'x', email, created_at, last_used_at FROM identities
"""


@pytest.mark.asyncio
async def test_a_session_that_ends_while_its_provider_is_asked_keeps_nothing(
    watched: Instance, issuer: Issuer, clock: FixedClock
) -> None:
    body = await signed_in(watched, issuer)
    clock.advance(MINUTE)
    ended = asyncio.Event()

    def end(document: Json) -> Json:
        ended.set()
        return document

    issuer.renewed_answer = end
    bearer = {"Authorization": f"Bearer {body['access_token']}"}
    cookie = watched.cookie
    [session] = (await watched.browser.get("/auth/sessions", headers=bearer)).json()

    async def leave() -> None:
        await ended.wait()
        await watched.browser.delete(f"/auth/sessions/{session['id']}", headers=bearer)

    await asyncio.gather(watched.refresh(cookie), leave())
    assert await kept(watched) == [(None, None, None, None)]
    assert not await lives(watched, body)


Leaving = Callable[[Instance, Issuer, FixedClock, Mapping[str, str]], Awaitable[object]]


async def _sign_out(instance: Instance, _: Issuer, __: FixedClock, ___: Mapping[str, str]) -> None:
    await instance.browser.post("/auth/logout", headers=CSRF)


async def _end_others(instance: Instance, issuer: Issuer, clock: FixedClock, _: Mapping[str, str]) -> None:
    clock.advance(timedelta(seconds=1))
    later = (await signed_in(instance, issuer))["access_token"]
    await instance.browser.delete("/auth/sessions/others", headers={"Authorization": f"Bearer {later}"})


async def _end_this(instance: Instance, _: Issuer, __: FixedClock, bearer: Mapping[str, str]) -> None:
    [session] = (await instance.browser.get("/auth/sessions", headers=dict(bearer))).json()
    await instance.browser.delete(f"/auth/sessions/{session['id']}", headers=dict(bearer))


async def _end_at_provider(instance: Instance, issuer: Issuer, _: FixedClock, __: Mapping[str, str]) -> None:
    await instance.browser.post("/auth/oauth/oidc/logout", data={"logout_token": issuer.logout_token()})


async def _expire(instance: Instance, issuer: Issuer, clock: FixedClock, _: Mapping[str, str]) -> None:
    clock.advance(timedelta(days=30))
    await signed_in(instance, issuer, "bob")


async def _unlink(instance: Instance, _: Issuer, __: FixedClock, bearer: Mapping[str, str]) -> None:
    """Take the issuer from the one who is signed in with it, who has another way by now."""
    async with instance.resources.database.session() as session:
        await session.execute(text(FURTHER_WAY))
    ways = (await instance.browser.get("/auth/identities", headers=dict(bearer))).json()
    way = next(way for way in ways if way["issuer"] == ISSUER)
    answer = await instance.browser.delete(f"/auth/identities/{way['id']}", headers=dict(bearer))
    assert answer.status_code == 204
    assert (await instance.refresh()).status_code == 200


LEAVING: Final[Mapping[str, Leaving]] = {
    "signed out": _sign_out,
    "ended": _end_this,
    "ended from elsewhere": _end_others,
    "ended by the provider": _end_at_provider,
    "expired": _expire,
    "way to sign in removed": _unlink,
}


@pytest.mark.asyncio
@pytest.mark.parametrize("name", LEAVING)
async def test_what_is_kept_goes_with_the_session(
    watched: Instance, issuer: Issuer, clock: FixedClock, name: str
) -> None:
    body = await signed_in(watched, issuer)
    assert all((await kept(watched))[0][:3])
    await LEAVING[name](watched, issuer, clock, {"Authorization": f"Bearer {body['access_token']}"})
    assert (await kept(watched))[0] == (None, None, None, None)


@pytest.mark.asyncio
async def test_what_is_kept_goes_with_the_account(watched: Instance, issuer: Issuer) -> None:
    bearer = {"Authorization": f"Bearer {(await signed_in(watched, issuer))['access_token']}"}
    code = (await journey(watched, issuer))["code"]
    confirm = {"confirm": "ada@issuer.example"}
    gone = await watched.browser.request("DELETE", "/auth/me", json=confirm, headers=bearer)
    assert gone.status_code == 204
    assert await kept(watched) == []
    async with watched.resources.database.session() as session:
        assert await session.scalar(text("SELECT count(*) FROM sign_in_codes")) == 0
    assert (await completed(watched.browser, code)).status_code == 401


@pytest.mark.asyncio
async def test_nothing_is_readable_in_the_database(
    watched: Instance, issuer: Issuer, clock: FixedClock
) -> None:
    await signed_in(watched, issuer)
    clock.advance(MINUTE)
    await watched.refresh()
    await journey(watched, issuer, "bob")
    async with watched.resources.database.session() as session:
        assert await in_postgres(session, issuer.given) == set()
        assert await in_postgres(session, ["bob@issuer.example"]) != set()


@pytest.mark.asyncio
async def test_it_is_sealed_anew_with_the_signing_keys(
    watched: Instance, issuer: Issuer, clock: FixedClock, auth_database: str
) -> None:
    await signed_in(watched, issuer)
    new = Fernet.generate_key().decode()
    both = instance_on(
        auth_database, clock, internet=issuer.internet, master_key=f"{new},{MASTER_KEY}", **SETTINGS
    )
    async with both.resources.database.session() as session:
        assert await TokenService.on(both.resources, session).reseal() == (1, 1)
    alone = instance_on(auth_database, clock, internet=issuer.internet, master_key=new, **SETTINGS)
    clock.advance(MINUTE)
    alone.browser.cookies = watched.browser.cookies
    assert (await alone.refresh()).status_code == 200
    assert len(issuer.refreshed) == 1
    for instance in (both, alone):
        await instance.close()


@pytest.mark.asyncio
async def test_what_no_master_key_opens_is_forgotten(
    watched: Instance, issuer: Issuer, clock: FixedClock
) -> None:
    await signed_in(watched, issuer)
    other = Fernet(Fernet.generate_key()).encrypt(b"{}")
    async with watched.resources.database.session() as session:
        broken = "UPDATE token_families SET provider_grant = :other, provider_id_token = :other"
        await session.execute(text(broken), {"other": other})
    assert (await watched.browser.post("/auth/logout/provider", headers=CSRF)).status_code == 404
    clock.advance(MINUTE)
    assert (await watched.refresh()).status_code == 200
    assert (issuer.refreshed, (await kept(watched))[0][0]) == ([], None)
    async with watched.resources.database.session() as session:
        assert (await TokenService.on(watched.resources, session).reseal())[1] == 1
    assert await kept(watched) == [(None, None, None, None)]
