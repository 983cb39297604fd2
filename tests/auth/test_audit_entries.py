"""Whatever changes something writes one entry: who, what, on what, from where. What fails writes none."""

from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from sqlalchemy import text

from netra.auth.audit.domain import LONGEST_USER_AGENT, AuditAction
from netra.auth.tokens.domain.refresh import GRACE as REFRESH_GRACE
from netra.shared.clock import FixedClock
from netra.shared.postgres import CoreDatabaseManager
from tests.auth.apps import ADA, CSRF, GRACE, START, Instance, instance_on
from tests.auth.audits import entries, execute, make_key

Headers = dict[str, str]
FROM = {"User-Agent": "Firefox", "X-Request-Id": "req-1"}
DEFAULT = "SELECT id FROM organizations WHERE name = 'Default organization'"


class Office:
    """Ada's organization with Grace in it, and the entries since somebody looked."""

    def __init__(self, auth: Instance, other: Instance, ada: Headers, grace: Headers) -> None:
        self.auth, self.other, self.ada, self.grace = auth, other, ada, grace
        self._seen = 0

    async def ask(self, method: str, path: str, by: Headers | None = None, **body: object) -> Any:
        headers = {**(by or self.ada), **FROM}
        answer = await self.auth.browser.request(method, f"/auth{path}", headers=headers, json=body or None)
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.content else None

    async def new(self) -> list[Any]:
        """What was written since the last look, the oldest first."""
        found = [one for one in await entries(self.auth, self.ada) if one["number"] > self._seen]
        self._seen = max([self._seen, *(one["number"] for one in found)])
        return found[::-1]

    async def only(self, action: AuditAction, by: Any = ADA) -> Any:
        """The one entry that was written, which says who and from where."""
        [entry] = await self.new()
        assert (entry["action"], entry["result"]) == (action.value, "ok")
        assert entry["actor"] == {"kind": "user", "id": str(by.id), "name": by.name}
        assert (entry["address"], entry["user_agent"], entry["request_id"]) == (
            "127.0.0.1",
            "Firefox",
            "req-1",
        )
        assert entry["at"] == START.isoformat().replace("+00:00", "Z")
        return entry


@pytest_asyncio.fixture
async def office(auth: Instance, other: Instance) -> Office:
    ada, grace = await auth.bearer(ADA), await other.bearer(GRACE)
    await execute(auth, "UPDATE memberships SET role = 'analyst' WHERE user_id = :grace", grace=GRACE.id)
    made = Office(auth, other, ada, grace)
    assert [one["action"] for one in await made.new()] == ["member.joined", "session.began"] * 2
    return made


@pytest.mark.asyncio
async def test_signing_in_and_out_is_written(office: Office) -> None:
    login = await office.auth.browser.post(
        "/auth/dev/login", json={"user_id": str(ADA.id)}, headers={**FROM, "X-Forwarded-For": "6.6.6.6"}
    )
    office.ada = {"Authorization": f"Bearer {login.json()['access_token']}"}
    began = await office.only(AuditAction.SESSION_BEGAN)
    sessions = await office.ask("GET", "/sessions")
    here = next(one["id"] for one in sessions if one["is_current"])
    assert began["target"] == {"kind": "session", "id": here, "name": ""}
    cookie = office.other.cookie
    for _ in range(2):
        await office.other.browser.post(
            "/auth/logout", headers={**CSRF, **FROM, "Cookie": f"netra_refresh={cookie}"}
        )
    await office.only(AuditAction.SESSION_ENDED, GRACE)


@pytest.mark.asyncio
async def test_ending_sign_ins_is_written_once(office: Office, clock: FixedClock) -> None:
    await office.other.sign_in(ADA)
    await office.new()
    there = next(one["id"] for one in await office.ask("GET", "/sessions") if not one["is_current"])
    await office.ask("DELETE", f"/sessions/{there}")
    assert (await office.only(AuditAction.SESSION_ENDED))["target"]["id"] == there
    await office.other.sign_in(ADA)
    await office.other.sign_in(ADA)
    await office.new()
    for _ in range(2):
        await office.ask("DELETE", "/sessions/others")
    entry = await office.only(AuditAction.OTHER_SESSIONS_ENDED)
    assert (entry["details"], entry["target"]["name"]) == ({"sessions": 2}, ADA.name)


@pytest.mark.asyncio
async def test_a_refresh_token_used_twice_is_written_and_committed(office: Office, clock: FixedClock) -> None:
    stolen = office.other.cookie
    assert (await office.other.refresh()).status_code == 200
    assert await office.new() == []
    clock.advance(REFRESH_GRACE * 2)
    for _ in range(2):
        assert (await office.other.refresh(stolen)).status_code == 401
    [entry] = await office.new()
    assert entry["action"] == "session.family_revoked"
    assert entry["actor"] == {"kind": "system", "id": None, "name": "Netra"}
    assert entry["target"] == {"kind": "user", "id": str(GRACE.id), "name": GRACE.name}
    assert list(entry["details"]) == ["session"]


@pytest.mark.asyncio
async def test_the_organization_and_its_members(office: Office) -> None:
    for _ in range(2):
        await office.ask("PATCH", "/organization", name="Acme")
    renamed = await office.only(AuditAction.ORGANIZATION_RENAMED)
    assert renamed["details"] == {"name": {"from": "Default organization", "to": "Acme"}}
    for _ in range(2):
        await office.ask("PATCH", f"/members/{GRACE.id}", role="admin")
    role = await office.only(AuditAction.MEMBER_ROLE_CHANGED)
    assert role["details"] == {"role": {"from": "analyst", "to": "admin"}}
    assert role["target"] == {"kind": "user", "id": str(GRACE.id), "name": GRACE.name}
    await office.ask("POST", "/organization/hand-over", user_id=str(GRACE.id))
    assert (await office.only(AuditAction.ORGANIZATION_HANDED_OVER))["target"]["id"] == str(GRACE.id)
    await office.ask("POST", "/organization/hand-over", office.grace, user_id=str(ADA.id))
    await office.only(AuditAction.ORGANIZATION_HANDED_OVER, GRACE)
    await office.ask("DELETE", f"/members/{GRACE.id}")
    removed = await office.only(AuditAction.MEMBER_REMOVED)
    assert (removed["target"]["name"], removed["details"]) == (GRACE.name, {"role": "admin"})


@pytest.mark.asyncio
async def test_a_member_leaves(office: Office) -> None:
    await office.ask("DELETE", "/members/me", office.grace)
    left = await office.only(AuditAction.MEMBER_LEFT, GRACE)
    assert left["target"]["id"] == str(GRACE.id)
    # Whoever is in no organization founds one, of which the other knows nothing.
    own = await office.other.bearer(GRACE)
    assert await office.new() == []
    founded = [one["action"] for one in await entries(office.other, own)]
    assert founded == ["session.began", "organization.founded"]


@pytest.mark.asyncio
async def test_invitations(office: Office) -> None:
    made = await office.ask("POST", "/invitations", role="viewer", note="for Grace")
    created = await office.only(AuditAction.INVITATION_CREATED)
    assert created["target"] == {"kind": "invitation", "id": made["id"], "name": ""}
    assert created["details"] == {"role": "viewer"}
    await office.ask("DELETE", f"/invitations/{made['id']}")
    assert (await office.only(AuditAction.INVITATION_REVOKED))["target"]["id"] == made["id"]
    await office.ask("DELETE", "/members/me", office.grace)
    second = await office.ask("POST", "/invitations", role="admin")
    await office.new()
    grace = await office.other.bearer(GRACE)
    await office.ask("POST", "/invitations/accept", grace, token=second["token"])
    accepted = await office.only(AuditAction.INVITATION_ACCEPTED, GRACE)
    assert (accepted["target"]["id"], accepted["details"]) == (
        second["id"],
        {"role": "admin", "joined": True},
    )
    third = await office.ask("POST", "/invitations", role="viewer")
    await office.ask("POST", "/invitations/accept", token=third["token"])
    assert [one["details"] for one in await office.new()] == [
        {"role": "viewer"},
        {"role": "viewer", "joined": False},
    ]


@pytest.mark.asyncio
async def test_going_on_in_another_organization_is_written_there(office: Office) -> None:
    await execute(
        office.auth,
        "INSERT INTO organizations (id, name, created_at) VALUES (:own, 'Own', now())",
        "INSERT INTO memberships VALUES (:grace, :own, 'owner', now())",
        own=(own := uuid4()),
        grace=GRACE.id,
    )
    await office.ask("POST", "/switch", office.grace, organization_id=str(own))
    assert await office.new() == []
    renewed = {"Authorization": f"Bearer {(await office.other.refresh()).json()['access_token']}"}
    [switched] = await entries(office.other, renewed)
    assert (switched["number"], switched["action"]) == (1, "session.switched")
    async with office.auth.resources.database.session() as session:
        default = (await session.execute(text(DEFAULT))).scalar_one()
    await office.ask("POST", "/switch", renewed, organization_id=str(default))
    await office.only(AuditAction.SESSION_SWITCHED, GRACE)


@pytest.mark.asyncio
async def test_keys(office: Office) -> None:
    project = str(uuid4())
    made = await office.ask("POST", "/keys", project_id=project, name="reports", scopes=["read", "ingest"])
    created = await office.only(AuditAction.KEY_CREATED)
    assert created["target"] == {"kind": "api_key", "id": made["id"], "name": "reports"}
    told = {"project": project, "scopes": ["ingest", "read"], "expires_at": None}
    assert created["details"] == told
    new = await office.ask("POST", f"/keys/{made['id']}/rotate", overlap_hours=3)
    rotated = await office.only(AuditAction.KEY_ROTATED)
    assert rotated["target"]["id"] == made["id"]
    assert rotated["details"] == {**told, "successor": new["id"], "overlap_hours": 3}
    for _ in range(2):
        await office.ask("DELETE", f"/keys/{new['id']}")
    assert (await office.only(AuditAction.KEY_DISABLED))["target"]["id"] == new["id"]


@pytest.mark.asyncio
async def test_what_is_refused_over_and_over_is_written_down_for_a_while(office: Office) -> None:
    for _ in range(40):
        answer = await office.auth.browser.get("/auth/keys", headers=office.grace)
        assert answer.status_code == 403
    assert 0 < len(await office.new()) < 40


@pytest.mark.asyncio
async def test_a_refusal_is_written_though_the_request_came_to_nothing(office: Office) -> None:
    browser = office.auth.browser
    assert (await browser.get("/auth/keys", headers={**office.grace, **FROM})).status_code == 403
    [entry] = await office.new()
    assert (entry["action"], entry["result"]) == ("access.refused", "refused")
    assert entry["actor"]["name"] == GRACE.name
    assert entry["target"] == {"kind": "route", "id": None, "name": "GET /auth/keys"}
    assert "admin or above" in entry["details"]["reason"]
    key = await make_key(office.auth, office.ada)
    await office.new()
    assert (await browser.get("/auth/members", headers={"X-Api-Key": key["key"]})).status_code == 403
    [entry] = await office.new()
    assert entry["actor"] == {"kind": "api_key", "id": key["id"], "name": "reports"}
    # Also where the service refuses, not the rule: an owner is not brought down.
    refused = await browser.patch(f"/auth/members/{ADA.id}", headers=office.ada, json={"role": "viewer"})
    assert refused.status_code == 403
    [entry] = await office.new()
    assert entry["target"]["name"] == "PATCH /auth/members/{user_id}"
    # Who is not known is refused without a word in anybody's log.
    assert (await browser.get("/auth/keys")).status_code == 401
    assert (await browser.post("/auth/refresh")).status_code == 403
    assert await office.new() == []


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("DELETE", f"/members/{uuid4()}", None),
        ("DELETE", f"/keys/{uuid4()}", None),
        ("POST", f"/keys/{uuid4()}/rotate", {}),
        ("DELETE", f"/sessions/{uuid4()}", None),
        ("DELETE", f"/invitations/{uuid4()}", None),
        ("POST", "/invitations/accept", {"token": "x" * 43}),
        ("POST", "/switch", {"organization_id": str(uuid4())}),
        ("DELETE", "/members/me", None),
        ("POST", "/organization/hand-over", {"user_id": str(ADA.id)}),
        ("POST", "/keys", {"project_id": str(uuid4()), "name": "a\0b"}),
    ],
)
async def test_what_fails_is_not_written(office: Office, method: str, path: str, body: Any) -> None:
    answer = await office.auth.browser.request(method, f"/auth{path}", headers=office.ada, json=body)
    assert answer.status_code in {404, 409, 422}
    assert await office.new() == []


@pytest.mark.asyncio
async def test_without_its_entry_nothing_changes(office: Office) -> None:
    await execute(
        office.auth,
        "ALTER TABLE audit_entries ADD CONSTRAINT broken CHECK (action <> 'key.created') NOT VALID",
    )
    body = {"project_id": str(uuid4()), "name": "reports"}
    answer = await office.auth.browser.post("/auth/keys", headers=office.ada, json=body)
    assert answer.status_code == 500
    assert await office.ask("GET", "/keys") == []
    assert await office.new() == []


@pytest.mark.asyncio
async def test_no_secret_is_in_any_entry(office: Office) -> None:
    key = await make_key(office.auth, office.ada)
    new = await office.ask("POST", f"/keys/{key['id']}/rotate", overlap_hours=1)
    invitation = await office.ask("POST", "/invitations", role="viewer")
    await office.ask("POST", "/invitations/accept", token=invitation["token"])
    await office.other.refresh()
    secrets = [key["key"][30:], new["key"][30:], invitation["token"], office.auth.cookie, office.other.cookie]
    secrets += [headers["Authorization"][-40:] for headers in (office.ada, office.grace)]
    written = await _everything(office.auth.resources.database)
    assert "reports" in written
    assert [secret for secret in secrets if secret in written] == []
    assert ADA.email not in written


async def _everything(database: CoreDatabaseManager) -> str:
    async with database.session() as session:
        found = [
            row
            for table in ("audit_entries", "audit_persons", "audit_heads")
            for row in await session.scalars(text(f"SELECT t::text FROM {table} t"))  # noqa: S608
        ]
    return "\n".join(found)


@pytest.mark.asyncio
async def test_the_address_is_the_word_of_trusted_proxies_alone(
    auth_database: str, clock: FixedClock
) -> None:
    behind = instance_on(auth_database, clock, trusted_proxies=1)
    ada = await behind.bearer(ADA)
    said = {**ada, "X-Forwarded-For": "6.6.6.6, 203.0.113.9", "User-Agent": "x" * 1000}
    await make_key(behind, said)
    [entry, *_] = await entries(behind, ada)
    assert (entry["address"], len(entry["user_agent"])) == ("203.0.113.9", LONGEST_USER_AGENT)
    await behind.close()
