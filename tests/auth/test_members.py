"""Members come by invitation, have a role, hand over and leave; what they may do is what it is now."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx2
import pytest
import pytest_asyncio
from sqlalchemy import text

from netra.auth.audit.domain import Origin
from netra.auth.organizations.domain import INVITATION_LIFE
from netra.auth.organizations.service import OrganizationService
from netra.auth.sessions.service import HouseDoorman
from netra.auth.users.domain import Person
from netra.shared.clock import FixedClock
from netra.shared.errors import Conflict
from tests.auth.apps import ADA, CSRF, GRACE, Instance

MAKE_OWN = "INSERT INTO organizations (id, name, created_at) VALUES (gen_random_uuid(), 'Own', now())"
MOVE_TO_OWN = (
    "UPDATE memberships SET organization_id = (SELECT id FROM organizations WHERE name = 'Own')"
    " WHERE user_id = :grace"
)
ADD_EVE = (
    "INSERT INTO auth_users (id, email, name, created_at, last_sign_in_at)"
    " VALUES (:eve, :email, :name, now(), now())"
)
JOIN_EVE = (
    "INSERT INTO memberships (user_id, organization_id, role, created_at)"
    " SELECT :eve, organization_id, 'viewer', now() FROM memberships WHERE user_id = :ada"
)
Headers = dict[str, str]
EVE = Person(uuid4(), "eve@example.com", "Eve")
ORIGIN = Origin.of("127.0.0.1", "test", "request")


class Desk:
    """Ada's organization, and others who come to it."""

    def __init__(self, auth: Instance, other: Instance) -> None:
        self.auth, self.other = auth, other

    async def ask(self, headers: Headers, method: str, path: str, **body: object) -> httpx2.Response:
        return await self.auth.browser.request(method, f"/auth{path}", headers=headers, json=body or None)

    async def ada(self) -> Headers:
        return await self.auth.bearer(ADA)

    async def invited(self, owner: Headers, role: str) -> Headers:
        """Grace, alone in an organization of her own, joins by a link."""
        await self.alone()
        token = (await self.ask(owner, "POST", "/invitations", role=role)).json()["token"]
        grace = await self.grace()
        assert (await self.ask(grace, "POST", "/invitations/accept", token=token)).status_code == 204
        return await self.refreshed()

    async def alone(self) -> None:
        """Grace owns an organization of her own, and is in no other."""
        await self.other.sign_in(GRACE)
        async with self.auth.resources.database.session() as session:
            await session.execute(text(MAKE_OWN))
            await session.execute(text(MOVE_TO_OWN), {"grace": GRACE.id})

    async def grace(self) -> Headers:
        return await self.refreshed()

    async def refreshed(self) -> Headers:
        answer = await self.other.refresh()
        assert answer.status_code == 200, answer.text
        return {"Authorization": f"Bearer {answer.json()['access_token']}"}

    async def roles(self, headers: Headers) -> dict[str, str]:
        members: list[dict[str, Any]] = (await self.ask(headers, "GET", "/members")).json()
        return {member["email"]: member["role"] for member in members}


@pytest_asyncio.fixture
async def desk(auth: Instance, other: Instance) -> Desk:
    return Desk(auth, other)


@pytest.mark.asyncio
async def test_somebody_joins_by_a_link_and_goes_on_there(desk: Desk) -> None:
    ada = await desk.ada()
    grace = await desk.invited(ada, "analyst")
    assert await desk.roles(ada) == {ADA.email: "owner", GRACE.email: "analyst"}
    me = (await desk.ask(grace, "GET", "/me")).json()
    assert (me["organization"]["name"], me["organization"]["role"]) == ("Default organization", "analyst")
    assert {one["name"]: one["role"] for one in me["organizations"]} == {
        "Own": "owner",
        "Default organization": "analyst",
    }
    own = next(one["id"] for one in me["organizations"] if one["name"] == "Own")
    assert (await desk.ask(grace, "POST", "/switch", organization_id=own)).status_code == 204
    there = await desk.refreshed()
    assert await desk.roles(there) == {GRACE.email: "owner"}


@pytest.mark.asyncio
async def test_a_link_is_good_once_and_for_seven_days(desk: Desk, clock: FixedClock) -> None:
    ada = await desk.ada()
    await desk.alone()
    tokens = [(await desk.ask(ada, "POST", "/invitations", role="viewer")).json() for _ in range(3)]
    [used, revoked, old] = tokens
    grace = await desk.grace()
    assert (await desk.ask(grace, "POST", "/invitations/accept", token=used["token"])).status_code == 204
    assert (await desk.ask(ada, "DELETE", f"/invitations/{revoked['id']}")).status_code == 204
    assert [one["id"] for one in (await desk.ask(ada, "GET", "/invitations")).json()] == [old["id"]]
    clock.advance(INVITATION_LIFE)
    grace = await desk.refreshed()
    wrong = [used["token"], revoked["token"], old["token"], "x" * 43, "nonsense", "' OR 1=1 --"]
    answers = [await desk.ask(grace, "POST", "/invitations/accept", token=token) for token in wrong]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.json()["detail"] for answer in answers}) == 1


@pytest.mark.asyncio
async def test_whoever_has_a_link_sees_where_it_leads_before_they_join(desk: Desk, clock: FixedClock) -> None:
    ada = await desk.ada()
    await desk.alone()
    made = (await desk.ask(ada, "POST", "/invitations", role="viewer", note="Grace, perhaps")).json()
    grace = await desk.grace()
    for _ in range(2):
        offer = await desk.ask(grace, "POST", "/invitations/look", token=made["token"])
        assert offer.json() == {
            "organization_name": "Default organization",
            "role": "viewer",
            "invited_by": ADA.name,
            "expires_at": made["expires_at"],
            "role_held": None,
        }
    offer = await desk.ask(ada, "POST", "/invitations/look", token=made["token"])
    assert offer.json()["role_held"] == "owner"
    assert (await desk.ask(grace, "POST", "/invitations/accept", token=made["token"])).status_code == 204
    for token in (made["token"], "x" * 43, "nonsense"):
        assert (await desk.ask(grace, "POST", "/invitations/look", token=token)).status_code == 404


@pytest.mark.asyncio
async def test_only_the_digest_of_a_link_is_kept(desk: Desk) -> None:
    ada = await desk.ada()
    token = (await desk.ask(ada, "POST", "/invitations", note="for Grace")).json()["token"]
    async with desk.auth.resources.database.session() as session:
        row = (await session.execute(text("SELECT invitations::text FROM invitations"))).scalar_one()
    assert token not in row
    assert "for Grace" in row


@pytest.mark.asyncio
async def test_a_role_holds_at_once_whatever_the_token_says(desk: Desk) -> None:
    ada = await desk.ada()
    grace = await desk.invited(ada, "admin")
    token = grace["Authorization"].removeprefix("Bearer ")
    assert (await desk.auth.validate(token))["roles"] == ["admin"]
    changed = await desk.ask(ada, "PATCH", f"/members/{GRACE.id}", role="viewer")
    assert changed.status_code == 204
    assert (await desk.auth.validate(token))["roles"] == ["viewer"]
    assert (await desk.ask(grace, "GET", "/invitations")).status_code == 403
    assert (await desk.ask(ada, "DELETE", f"/members/{GRACE.id}")).status_code == 204
    assert await desk.auth.validate(token) == {"active": False}
    me = (await desk.ask(await desk.refreshed(), "GET", "/me")).json()
    assert me["organization"]["name"] == "Own"


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("role", "method", "path", "body", "status"),
    [
        ("viewer", "POST", "/invitations", {"role": "viewer"}, 403),
        ("analyst", "PATCH", f"/members/{ADA.id}", {"role": "viewer"}, 403),
        ("analyst", "DELETE", f"/members/{ADA.id}", {}, 403),
        ("admin", "PATCH", f"/members/{ADA.id}", {"role": "viewer"}, 403),
        ("admin", "DELETE", f"/members/{ADA.id}", {}, 409),
        ("admin", "PATCH", f"/members/{GRACE.id}", {"role": "owner"}, 422),
        ("admin", "POST", "/invitations", {"role": "owner"}, 422),
        ("admin", "POST", "/organization/hand-over", {"user_id": str(GRACE.id)}, 403),
        ("admin", "PATCH", f"/members/{EVE.id}", {"role": "viewer"}, 404),
        ("admin", "DELETE", f"/members/{EVE.id}", {}, 404),
        ("admin", "PATCH", "/organization", {"name": " "}, 422),
    ],
)
async def test_nobody_rises_by_themselves_or_brings_the_owner_down(
    desk: Desk, role: str, method: str, path: str, body: dict[str, object], status: int
) -> None:
    ada = await desk.ada()
    grace = await desk.invited(ada, role)
    assert (await desk.ask(grace, method, path, **body)).status_code == status
    assert await desk.roles(ada) == {ADA.email: "owner", GRACE.email: role}


@pytest.mark.asyncio
async def test_an_owner_hands_over_before_they_leave(desk: Desk) -> None:
    ada = await desk.ada()
    grace = await desk.invited(ada, "analyst")
    assert (await desk.ask(ada, "DELETE", "/members/me")).status_code == 409
    assert (await desk.ask(ada, "POST", "/organization/hand-over", user_id=str(EVE.id))).status_code == 404
    handed = await desk.ask(ada, "POST", "/organization/hand-over", user_id=str(GRACE.id))
    assert handed.status_code == 204
    assert await desk.roles(grace) == {ADA.email: "admin", GRACE.email: "owner"}
    assert (await desk.ask(ada, "DELETE", "/members/me")).status_code == 204
    assert await desk.roles(grace) == {GRACE.email: "owner"}
    assert (await desk.auth.refresh()).status_code == 401


@pytest.mark.asyncio
async def test_two_hand_overs_at_once_leave_one_owner(desk: Desk) -> None:
    ada = await desk.ada()
    await desk.invited(ada, "analyst")
    async with desk.auth.resources.database.session() as session:
        await session.execute(text(ADD_EVE), {"eve": EVE.id, "email": EVE.email, "name": EVE.name})
        await session.execute(text(JOIN_EVE), {"eve": EVE.id, "ada": ADA.id})
    token = ada["Authorization"].removeprefix("Bearer ")
    resources = desk.auth.resources
    # Both were let in while Ada was the owner; the second one comes to its turn when she is not.
    caller = await HouseDoorman(resources).subject(token)
    async with resources.database.session() as session:
        await OrganizationService.on(resources, session).hand_over(caller, GRACE.id, ORIGIN)
    async with resources.database.session() as session:
        with pytest.raises(Conflict):
            await OrganizationService.on(resources, session).hand_over(caller, EVE.id, ORIGIN)
    assert list((await desk.roles(ada)).values()).count("owner") == 1


@pytest.mark.asyncio
async def test_another_organization_is_out_of_reach(desk: Desk) -> None:
    ada = await desk.ada()
    await desk.alone()
    grace = await desk.grace()
    invitation = (await desk.ask(ada, "POST", "/invitations", role="viewer")).json()
    ours = (await desk.ask(ada, "GET", "/me")).json()["organization"]["id"]
    theirs = [
        await desk.ask(grace, "DELETE", f"/members/{ADA.id}"),
        await desk.ask(grace, "DELETE", f"/invitations/{invitation['id']}"),
        await desk.ask(grace, "POST", "/switch", organization_id=ours),
    ]
    assert [answer.status_code for answer in theirs] == [404, 404, 404]
    assert await desk.roles(grace) == {GRACE.email: "owner"}


@pytest.mark.asyncio
async def test_sessions_are_listed_and_ended_one_by_one_or_all_others(
    auth: Instance, other: Instance, clock: FixedClock
) -> None:
    first = (await auth.sign_in())["access_token"]
    clock.advance(timedelta(minutes=1))
    second = (await other.sign_in())["access_token"]
    here = {"Authorization": f"Bearer {first}"}
    listed = (await auth.browser.get("/auth/sessions", headers=here)).json()
    assert [one["is_current"] for one in listed] == [False, True]
    path = f"/auth/sessions/{listed[0]['id']}"
    assert (await auth.browser.delete(path, headers=here)).status_code == 204
    assert (await auth.browser.delete(path, headers=here)).status_code == 404
    assert [(await auth.validate(token))["active"] for token in (first, second)] == [True, False]
    assert (await other.refresh()).status_code == 401
    third = (await other.sign_in())["access_token"]
    assert (await auth.browser.delete("/auth/sessions/others", headers=here)).status_code == 204
    assert [(await auth.validate(token))["active"] for token in (first, third)] == [True, False]


@pytest.mark.asyncio
async def test_a_session_of_somebody_else_cannot_be_ended(auth: Instance, other: Instance) -> None:
    ada = await auth.bearer(ADA)
    grace = (await other.sign_in(GRACE))["access_token"]
    [theirs] = (
        await other.browser.get("/auth/sessions", headers={"Authorization": f"Bearer {grace}"})
    ).json()
    answer = await auth.browser.delete(f"/auth/sessions/{theirs['id']}", headers=ada)
    unknown = await auth.browser.delete(f"/auth/sessions/{uuid4()}", headers=ada)
    assert (answer.status_code, unknown.status_code) == (404, 404)
    assert (await other.browser.post("/auth/refresh", headers=CSRF)).status_code == 200


@pytest.mark.asyncio
@pytest.mark.parametrize("removed", [True, False])
async def test_whoever_may_not_invite_any_more_has_left_no_door_open(desk: Desk, removed: bool) -> None:
    ada = await desk.ada()
    grace = await desk.invited(ada, "admin")
    link = (await desk.ask(grace, "POST", "/invitations", role="admin")).json()["token"]
    path = f"/members/{GRACE.id}"
    if removed:
        assert (await desk.ask(ada, "DELETE", path)).status_code == 204
    else:
        assert (await desk.ask(ada, "PATCH", path, role="analyst")).status_code == 204
    stranger = await desk.grace()
    assert (await desk.ask(stranger, "POST", "/invitations/accept", token=link)).status_code == 404
    assert (await desk.ask(ada, "GET", "/invitations")).json() == []
