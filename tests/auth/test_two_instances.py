"""Two instances on one database are one service."""

import asyncio

import pytest
from sqlalchemy import text

from tests.auth.apps import ADA, GRACE, Instance


async def _count(auth: Instance, table: str) -> int:
    async with auth.resources.database.session() as session:
        return int((await session.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one())  # noqa: S608


@pytest.mark.asyncio
async def test_first_sign_ins_at_once_make_one_of_everything(auth: Instance, other: Instance) -> None:
    people = [(auth, ADA), (other, ADA), (auth, GRACE), (other, GRACE)] * 2
    answers = await asyncio.gather(*(instance.sign_in(person) for instance, person in people))
    assert len({answer["user"]["organization"]["id"] for answer in answers}) == 1
    counts = [
        await _count(auth, table) for table in ("signing_keys", "organizations", "auth_users", "memberships")
    ]
    assert counts == [1, 1, 2, 2]


@pytest.mark.asyncio
async def test_a_token_of_one_is_good_at_the_other(auth: Instance, other: Instance) -> None:
    access = (await auth.sign_in())["access_token"]
    assert (await other.validate(access))["active"] is True
    assert (await other.refresh(auth.cookie)).status_code == 200


@pytest.mark.asyncio
async def test_signing_out_at_one_holds_at_the_other(auth: Instance, other: Instance) -> None:
    access = (await auth.sign_in())["access_token"]
    cookie = auth.cookie
    await auth.browser.post("/auth/logout", headers={"X-Netra-Csrf": "1"})
    assert await other.validate(access) == {"active": False}
    assert (await other.refresh(cookie)).status_code == 401


@pytest.mark.asyncio
async def test_one_cookie_refreshed_at_both_at_once_is_used_once(auth: Instance, other: Instance) -> None:
    await auth.sign_in()
    cookie = auth.cookie
    answers = await asyncio.gather(*(instance.refresh(cookie) for instance in (auth, other) * 4))
    assert [answer.status_code for answer in answers] == [200] * 8
    assert len({answer.cookies["netra_refresh"] for answer in answers}) == 8
    async with auth.resources.database.session() as session:
        used = await session.execute(text("SELECT count(*) FROM refresh_tokens WHERE used_at IS NOT NULL"))
        assert used.scalar_one() == 1


@pytest.mark.asyncio
async def test_a_key_disabled_at_one_is_refused_at_the_other(auth: Instance, other: Instance) -> None:
    bearer = await auth.bearer()
    body = {"project_id": str(ADA.id), "name": "k"}
    key = (await auth.browser.post("/auth/keys", headers=bearer, json=body)).json()
    assert (await other.validate(key["key"]))["active"] is True
    await auth.browser.delete(f"/auth/keys/{key['id']}", headers=bearer)
    assert await other.validate(key["key"]) == {"active": False}
