"""Whoever goes is gone: no way in, nothing that says who they were, and nobody left without an owner."""

import asyncio
from typing import Any

import httpx2
import pytest
import pytest_asyncio
from sqlalchemy import text

from netra.auth.outbox.service import KEPT_AFTER_PUBLICATION, publish_some
from netra.shared.clock import FixedClock
from netra.shared.events.people import UserDeleted
from tests.auth.apps import ADA, GRACE, Instance
from tests.auth.audits import entries, make_key, verified
from tests.auth.relays import published
from tests.auth.test_members import Desk
from tests.framework.traces import in_postgres, in_redis

Headers = dict[str, str]
BARE_IDS = frozenset({"audit_entries.actor_id", "audit_entries.target_id"})
"""Where the id of somebody who is gone stays: an entry says that it was the same person, and not who."""


@pytest_asyncio.fixture
async def desk(auth: Instance, other: Instance) -> Desk:
    return Desk(auth, other)


async def delete(desk: Desk, headers: Headers, confirm: str) -> httpx2.Response:
    return await desk.ask(headers, "DELETE", "/me", confirm=confirm)


async def rows(desk: Desk, query: str, **values: object) -> list[Any]:
    async with desk.auth.resources.database.session() as session:
        return list((await session.execute(text(query), values)).all())


@pytest.mark.asyncio
async def test_nothing_is_left_of_a_person_but_that_somebody_did_it(
    desk: Desk, clock: FixedClock, redis_url: str
) -> None:
    ada = await desk.ada()
    grace = await desk.invited(ada, "admin")
    await desk.ask(ada, "PATCH", f"/members/{GRACE.id}", role="analyst")
    await desk.ask(ada, "PATCH", f"/members/{GRACE.id}", role="admin")
    await make_key(desk.auth, grace, "reports")
    await desk.ask(grace, "POST", "/invitations", role="viewer")
    await desk.ask(grace, "DELETE", "/organization")
    await publish_some(desk.auth.resources)
    assert (await delete(desk, grace, GRACE.email)).status_code == 204
    await publish_some(desk.auth.resources)
    assert (await published(redis_url))[-1].event == UserDeleted(user_id=GRACE.id)
    clock.advance(KEPT_AFTER_PUBLICATION * 2)
    await publish_some(desk.auth.resources)
    async with desk.auth.resources.database.session() as session:
        assert await in_postgres(session, [GRACE.name, GRACE.email]) == set()
        assert await in_postgres(session, [str(GRACE.id)]) == BARE_IDS
        assert await in_postgres(session, [ADA.name]) >= {"auth_users.name", "audit_persons.name"}
    # The stream is emptied by those who hear it, which nobody does here.
    assert await in_redis(redis_url, [GRACE.email]) == set()


@pytest.mark.asyncio
async def test_the_audit_log_is_intact_and_says_removed(desk: Desk) -> None:
    ada = await desk.ada()
    grace = await desk.invited(ada, "admin")
    await make_key(desk.auth, grace, "reports")
    assert (await delete(desk, grace, GRACE.email)).status_code == 204
    assert (await verified(desk.auth, ada))["intact"] is True
    [last, made, *_] = await entries(desk.auth, ada)
    assert (last["action"], last["actor"]["name"], last["target"]["name"]) == ("user.deleted", None, None)
    assert (made["action"], made["actor"]["name"], made["target"]["name"]) == ("key.created", None, "reports")
    assert made["actor"]["id"] == str(GRACE.id)


@pytest.mark.asyncio
async def test_every_way_in_is_closed_and_what_was_made_stays(desk: Desk) -> None:
    ada = await desk.ada()
    grace = await desk.invited(ada, "admin")
    key = await make_key(desk.auth, grace, "reports")
    link = (await desk.ask(grace, "POST", "/invitations", role="admin")).json()["token"]
    token = grace["Authorization"].removeprefix("Bearer ")
    assert (await delete(desk, grace, GRACE.email.upper())).status_code == 204
    assert (await desk.auth.validate(token))["active"] is False
    assert (await desk.other.refresh()).status_code == 401
    assert (await desk.auth.validate(key["key"]))["active"] is True
    assert (await desk.ask(ada, "GET", "/invitations")).json() == []
    assert (await desk.ask(ada, "POST", "/invitations/accept", token=link)).status_code == 404
    assert await desk.roles(ada) == {ADA.email: "owner"}
    again = await desk.other.sign_in(GRACE)
    assert again["user"]["organization"]["name"] == "Default organization"
    assert await rows(desk, "SELECT 1 FROM api_keys WHERE created_by = :id", id=GRACE.id) == []


@pytest.mark.asyncio
async def test_an_owner_hands_over_first(desk: Desk) -> None:
    ada = await desk.ada()
    await desk.invited(ada, "viewer")
    refused = await delete(desk, ada, ADA.email)
    assert (refused.status_code, "Default organization" in refused.json()["detail"]) == (409, True)
    assert (await desk.auth.validate(ada["Authorization"].removeprefix("Bearer ")))["active"] is True
    handed = await desk.ask(ada, "POST", "/organization/hand-over", user_id=str(GRACE.id))
    assert handed.status_code == 204
    assert (await delete(desk, ada, ADA.email)).status_code == 204
    assert await desk.roles(await desk.refreshed()) == {GRACE.email: "owner"}


@pytest.mark.asyncio
async def test_the_address_has_to_be_ones_own(desk: Desk) -> None:
    ada = await desk.ada()
    for wrong in (GRACE.email, "ada", ADA.name):
        assert (await delete(desk, ada, wrong)).status_code == 422
    assert (await desk.ask(ada, "DELETE", "/me")).status_code == 422
    assert (await desk.ask(ada, "GET", "/me")).status_code == 200


@pytest.mark.asyncio
async def test_what_was_theirs_alone_is_deleted_with_them(desk: Desk) -> None:
    ada = await desk.ada()
    key = await make_key(desk.auth, ada, "reports")
    await desk.ask(ada, "PATCH", "/organization", name=f"Organization of {ADA.name}")
    assert (await delete(desk, ada, ADA.email)).status_code == 204
    assert (await desk.auth.validate(key["key"]))["active"] is False
    [(name, deleted_at)] = await rows(desk, "SELECT name, deleted_at FROM organizations")
    assert (name, deleted_at) == ("Deleted organization", desk.auth.resources.clock.now())


@pytest.mark.asyncio
async def test_handing_over_to_somebody_who_goes_leaves_an_owner(desk: Desk) -> None:
    """Whichever comes first: the owner keeps it, or the new owner is told that others work there."""
    ada = await desk.ada()
    grace = await desk.invited(ada, "admin")
    handed, gone = await asyncio.gather(
        desk.ask(ada, "POST", "/organization/hand-over", user_id=str(GRACE.id)),
        delete(desk, grace, GRACE.email),
    )
    assert (handed.status_code, gone.status_code) in {(204, 409), (404, 204)}
    owners = "SELECT count(*) FROM memberships JOIN organizations ON organizations.id = organization_id"
    where = "WHERE role = 'owner' AND organizations.name = 'Default organization'"
    assert await rows(desk, f"{owners} {where}") == [(1,)]


@pytest.mark.asyncio
async def test_deleting_twice_at_once_deletes_once(desk: Desk) -> None:
    grace = await desk.other.bearer(GRACE)
    answers = await asyncio.gather(*(delete(desk, grace, GRACE.email) for _ in range(4)))
    assert min(answer.status_code for answer in answers) == 204
    assert {answer.status_code for answer in answers} <= {204, 401}
    assert len(await rows(desk, "SELECT 1 FROM outbox WHERE kind = 'user.deleted'")) == 1
