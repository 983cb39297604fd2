"""A deleted organization is nobody's at once, comes back as it was for 30 days, and is then gone for good."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from netra.auth.departures.workflows import purge_expired
from netra.auth.organizations.domain import ORGANIZATION_RESTORABLE_FOR
from netra.auth.outbox.service import publish_some
from netra.shared.access import DEFAULT_ORGANIZATION_ID
from netra.shared.clock import FixedClock
from netra.shared.events.people import OrganizationDeleted
from tests.auth.apps import ADA, GRACE, Instance
from tests.auth.audits import entries, execute, make_key, verified
from tests.auth.relays import published
from tests.auth.test_members import Desk
from tests.framework.traces import in_postgres

Headers = dict[str, str]
NAME = "Default organization"
HERE = str(DEFAULT_ORGANIZATION_ID)
PURGE = "SELECT set_config('netra.audit_purge', :id, true)"


@pytest_asyncio.fixture
async def desk(auth: Instance, other: Instance) -> Desk:
    return Desk(auth, other)


async def delete(desk: Desk, headers: Headers, name: str = NAME) -> int:
    return (await desk.ask(headers, "DELETE", "/organization", confirm=name)).status_code


async def renewed(desk: Desk) -> Headers:
    answer = await desk.auth.refresh()
    assert answer.status_code == 200, answer.text
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


async def restore(desk: Desk, headers: Headers, organization_id: str = HERE) -> int:
    return (await desk.ask(headers, "POST", f"/organizations/{organization_id}/restore")).status_code


async def deleted(desk: Desk, headers: Headers) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await desk.ask(headers, "GET", "/organizations/deleted")).json()
    return found


@pytest.mark.asyncio
async def test_nobody_and_no_key_works_in_it(desk: Desk) -> None:
    ada = await desk.ada()
    grace = await desk.invited(ada, "admin")
    link = (await desk.ask(ada, "POST", "/invitations", role="viewer")).json()["token"]
    key = await make_key(desk.auth, ada, "reports")
    tokens = [one["Authorization"].removeprefix("Bearer ") for one in (ada, grace)] + [key["key"]]
    assert await delete(desk, ada) == 204
    assert [(await desk.auth.validate(token))["active"] for token in tokens] == [False] * 3
    grace = await desk.refreshed()
    assert (await desk.ask(grace, "GET", "/me")).json()["organization"]["name"] == "Own"
    assert (await desk.ask(grace, "POST", "/invitations/accept", token=link)).status_code == 404
    assert (await desk.ask(grace, "POST", "/switch", organization_id=HERE)).status_code == 404
    assert (await deleted(desk, grace), await restore(desk, grace)) == ([], 404)


@pytest.mark.asyncio
async def test_its_owner_goes_on_elsewhere_and_restores_it_as_it_was(desk: Desk) -> None:
    ada = await desk.ada()
    await desk.invited(ada, "admin")
    key, off = [await make_key(desk.auth, ada, name) for name in ("reports", "off")]
    await desk.ask(ada, "DELETE", f"/keys/{off['id']}")
    assert await delete(desk, ada) == 204
    ada = await renewed(desk)
    me = (await desk.ask(ada, "GET", "/me")).json()
    assert [one["name"] for one in me["organizations"]] == [f"Organization of {ADA.name}"]
    [gone] = await deleted(desk, ada)
    assert (gone["id"], gone["name"]) == (HERE, NAME)
    assert await restore(desk, ada) == 204
    ada = await renewed(desk)
    assert (await desk.ask(ada, "GET", "/me")).json()["organization"]["name"] == NAME
    assert await desk.roles(ada) == {ADA.email: "owner", GRACE.email: "admin"}
    active = [(await desk.auth.validate(one["key"]))["active"] for one in (key, off)]
    assert active == [True, False]
    assert (await restore(desk, ada), await deleted(desk, ada)) == (404, [])


@pytest.mark.asyncio
async def test_its_log_says_so_and_is_intact(desk: Desk) -> None:
    ada = await desk.ada()
    assert await delete(desk, ada) == 204
    assert await restore(desk, await renewed(desk)) == 204
    ada = await renewed(desk)
    said = [entry["action"] for entry in await entries(desk.auth, ada)][:2]
    assert said == ["organization.restored", "organization.deleted"]
    assert (await verified(desk.auth, ada))["intact"] is True


@pytest.mark.asyncio
async def test_its_name_has_to_be_said(desk: Desk) -> None:
    ada = await desk.ada()
    assert [await delete(desk, ada, wrong) for wrong in (NAME.lower(), "x")] == [422, 422]
    assert (await desk.ask(ada, "GET", "/me")).status_code == 200


@pytest.mark.asyncio
async def test_after_thirty_days_nothing_is_left_of_it(desk: Desk, clock: FixedClock, redis_url: str) -> None:
    ada = await desk.ada()
    await desk.invited(ada, "admin")
    await make_key(desk.auth, ada, "reports")
    await desk.ask(ada, "POST", "/invitations", role="viewer")
    assert await delete(desk, ada) == 204
    clock.advance(ORGANIZATION_RESTORABLE_FOR - timedelta(seconds=1))
    assert await purge_expired(desk.auth.resources) == 0
    clock.advance(timedelta(seconds=1.5))
    ada = await desk.ada()
    assert (await deleted(desk, ada), await restore(desk, ada)) == ([], 410)
    removed = await asyncio.gather(*(purge_expired(one.resources) for one in (desk.auth, desk.other)))
    assert sum(removed) == 1
    assert await restore(desk, ada) == 404
    async with desk.auth.resources.database.session() as session:
        assert await in_postgres(session, [HERE]) == {"outbox.payload"}
        assert await in_postgres(session, [NAME]) == set()
        assert await session.scalar(text("SELECT count(*) FROM auth_users")) == 2
    await publish_some(desk.auth.resources)
    assert (await published(redis_url))[-1].event == OrganizationDeleted(
        organization_id=DEFAULT_ORGANIZATION_ID
    )


@pytest.mark.asyncio
async def test_the_log_of_one_that_is_not_deleted_cannot_be_purged(desk: Desk) -> None:
    ada = await desk.ada()
    await desk.alone()
    wipe = "DELETE FROM audit_entries"
    with pytest.raises(DBAPIError, match="only grows"):
        await execute(desk.auth, PURGE, wipe, id=HERE)
    assert await delete(desk, ada) == 204
    with pytest.raises(DBAPIError, match="only grows"):
        await execute(desk.auth, wipe)
    with pytest.raises(DBAPIError, match="only grows"):
        await execute(desk.auth, PURGE, f"{wipe} WHERE organization_id <> '{HERE}'", id=HERE)
    with pytest.raises(DBAPIError, match="only grows"):
        await execute(desk.auth, PURGE, "UPDATE audit_entries SET action = 'x'", id=HERE)
    async with desk.auth.resources.database.session() as session:
        assert await session.scalar(text("SELECT count(*) FROM audit_entries")) > 3


@pytest.mark.asyncio
async def test_a_key_made_while_it_is_deleted_opens_nothing(desk: Desk) -> None:
    ada = await desk.ada()
    body = {"project_id": str(ADA.id), "name": "late"}
    made, status = await asyncio.gather(
        desk.auth.browser.post("/auth/keys", headers=ada, json=body), delete(desk, ada)
    )
    assert status == 204
    if made.status_code == 201:
        assert (await desk.auth.validate(made.json()["key"]))["active"] is False
    else:
        assert made.status_code == 401


@pytest.mark.asyncio
async def test_what_somebody_deleted_before_they_went_keeps_no_name(desk: Desk) -> None:
    ada = await desk.ada()
    await desk.ask(ada, "PATCH", "/organization", name="Lovelace and daughters")
    assert await delete(desk, ada, "Lovelace and daughters") == 204
    ada = await renewed(desk)
    gone = await desk.ask(ada, "DELETE", "/me", confirm=ADA.email)
    assert gone.status_code == 204, gone.text
    async with desk.auth.resources.database.session() as session:
        names = set(await session.scalars(text("SELECT name FROM organizations")))
    assert names == {"Deleted organization"}
