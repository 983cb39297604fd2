"""API keys: made, listed, disabled, checked, and nobody else's."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from netra.shared.api_key_format import PresentedKey
from netra.shared.clock import FixedClock
from tests.auth.apps import ADA, GRACE, Instance

PROJECT = str(uuid4())


async def _create(
    auth: Instance, bearer: dict[str, str], project: str = PROJECT, **more: object
) -> dict[str, Any]:
    answer = await auth.browser.post(
        "/auth/keys", headers=bearer, json={"project_id": project, "name": " ci ", **more}
    )
    assert answer.status_code == 201, answer.text
    created: dict[str, Any] = answer.json()
    return created


async def _list(auth: Instance, bearer: dict[str, str], query: str = "") -> list[dict[str, Any]]:
    keys: list[dict[str, Any]] = (await auth.browser.get(f"/auth/keys{query}", headers=bearer)).json()
    return keys


@pytest.mark.asyncio
async def test_a_key_is_shown_once(auth: Instance) -> None:
    bearer = await auth.bearer()
    created = await _create(auth, bearer)
    assert created["key"].startswith(created["prefix"] + "_")
    [listed] = await _list(auth, bearer)
    assert listed == {name: value for name, value in created.items() if name != "key"}
    assert (listed["name"], listed["project_id"], listed["last_used_at"]) == ("ci", PROJECT, None)


@pytest.mark.asyncio
async def test_only_a_hash_is_kept(auth: Instance) -> None:
    secret = (await _create(auth, await auth.bearer()))["key"].rsplit("_", 1)[1]
    async with auth.resources.database.session() as session:
        row = (await session.execute(text("SELECT api_keys::text FROM api_keys"))).scalar_one()
    assert secret not in row


@pytest.mark.asyncio
async def test_a_key_is_valid_for_its_project(auth: Instance) -> None:
    signed_in = await auth.sign_in()
    created = await _create(auth, {"Authorization": f"Bearer {signed_in['access_token']}"})
    assert await auth.validate(created["key"]) == {
        "active": True,
        "kind": "api_key",
        "subject_id": created["id"],
        "organization_id": signed_in["user"]["organization"]["id"],
        "name": "ci",
        "roles": [],
        "scopes": ["ingest"],
        "project_id": PROJECT,
        "expires_at": None,
        "session_id": None,
        "signing_key": None,
    }


@pytest.mark.asyncio
async def test_last_use_is_known_to_the_minute(auth: Instance, clock: FixedClock) -> None:
    bearer = await auth.bearer()
    key = (await _create(auth, bearer))["key"]
    seen = []
    for wait in (0, 59, 2):
        clock.advance(timedelta(seconds=wait))
        await auth.validate(key)
        seen.append((await _list(auth, bearer))[0]["last_used_at"])
    assert seen == ["2026-05-04T12:00:00Z", "2026-05-04T12:00:00Z", "2026-05-04T12:01:01Z"]


@pytest.mark.asyncio
async def test_disabling_is_final_and_may_be_repeated(auth: Instance, clock: FixedClock) -> None:
    bearer = await auth.bearer()
    created = await _create(auth, bearer)
    for _ in range(2):
        answer = await auth.browser.delete(f"/auth/keys/{created['id']}", headers=bearer)
        assert answer.status_code == 204
        clock.advance(timedelta(seconds=5))
    assert await auth.validate(created["key"]) == {"active": False}
    [listed] = await _list(auth, bearer)
    assert listed["disabled_at"] == "2026-05-04T12:00:00Z"


@pytest.mark.asyncio
async def test_keys_are_listed_by_project_newest_first(auth: Instance, clock: FixedClock) -> None:
    bearer = await auth.bearer()
    other_project = str(uuid4())
    first = await _create(auth, bearer)
    clock.advance(timedelta(seconds=1))
    second = await _create(auth, bearer, other_project)
    assert [key["id"] for key in await _list(auth, bearer)] == [second["id"], first["id"]]
    assert [key["id"] for key in await _list(auth, bearer, f"?project_id={PROJECT}")] == [first["id"]]
    assert await _list(auth, bearer, f"?project_id={uuid4()}") == []


@pytest.mark.asyncio
async def test_keys_of_another_organization_do_not_exist(auth: Instance) -> None:
    theirs = await _create(auth, await auth.bearer(ADA))
    stranger = await _in_another_organization(auth)
    assert await _list(auth, stranger) == []
    assert await _list(auth, stranger, f"?project_id={PROJECT}") == []
    refused = await auth.browser.delete(f"/auth/keys/{theirs['id']}", headers=stranger)
    unknown = await auth.browser.delete(f"/auth/keys/{uuid4()}", headers=stranger)
    assert (refused.status_code, unknown.status_code) == (404, 404)
    assert refused.json()["code"] == unknown.json()["code"]
    assert (await auth.validate(theirs["key"]))["active"] is True


async def _in_another_organization(auth: Instance) -> dict[str, str]:
    """Grace, moved to an organization of her own."""
    await auth.sign_in(GRACE)
    async with auth.resources.database.session() as session:
        await session.execute(text("INSERT INTO organizations VALUES (:id, 'Other', now())"), {"id": uuid4()})
        await session.execute(
            text(
                "UPDATE memberships SET created_at = '2020-01-01', organization_id ="
                " (SELECT id FROM organizations WHERE name = 'Other') WHERE user_id = :grace"
            ),
            {"grace": GRACE.id},
        )
    return await auth.bearer(GRACE)


@pytest.mark.asyncio
@pytest.mark.parametrize(("method", "path"), [("GET", ""), ("POST", ""), ("DELETE", f"/{uuid4()}")])
async def test_keys_are_for_signed_in_people(auth: Instance, method: str, path: str) -> None:
    key = (await _create(auth, await auth.bearer()))["key"]
    for headers, status in (({}, 401), ({"Authorization": f"Bearer {key}"}, 403), ({"X-Api-Key": key}, 403)):
        answer = await auth.browser.request(
            method, f"/auth/keys{path}", headers=headers, json={"project_id": PROJECT, "name": "x"}
        )
        assert answer.status_code == status


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "body",
    [
        {},
        {"project_id": "x", "name": "a"},
        {"project_id": PROJECT, "name": "  "},
        {"project_id": PROJECT, "name": "a" * 101},
        {"project_id": PROJECT, "name": "a", "scopes": ["admin"]},
        {"project_id": PROJECT, "name": "a\x00b"},
        {"project_id": PROJECT, "name": "\ud800"},
    ],
)
async def test_bad_keys_are_not_made(auth: Instance, body: dict[str, object]) -> None:
    bearer = await auth.bearer()
    headers = {**bearer, "Content-Type": "application/json"}
    assert (
        await auth.browser.post("/auth/keys", headers=headers, content=json.dumps(body))
    ).status_code == 422
    assert (await auth.browser.get("/auth/keys?project_id=x", headers=bearer)).status_code == 422
    assert (await auth.browser.delete("/auth/keys/x", headers=bearer)).status_code == 422
    assert await _list(auth, bearer) == []


@pytest.mark.asyncio
async def test_a_well_formed_key_with_the_wrong_secret(auth: Instance) -> None:
    created = await _create(auth, await auth.bearer())
    guess = PresentedKey.new(UUID(created["id"]))
    assert await auth.validate(guess.text) == {"active": False}


@given(st.uuids(), st.binary(min_size=20, max_size=20))
def test_a_key_reads_back(key_id: UUID, secret: bytes) -> None:
    key = PresentedKey(key_id, secret)
    assert PresentedKey.parse(key.text) == key


@given(
    st.uuids(), st.binary(min_size=20, max_size=20), st.integers(3, 68), st.sampled_from("abcdefgz234567_0A ")
)
def test_a_typing_error_is_found_without_asking(
    key_id: UUID, secret: bytes, position: int, letter: str
) -> None:
    typed = PresentedKey(key_id, secret).text
    mistyped = typed[:position] + letter + typed[position + 1 :]
    assert (PresentedKey.parse(mistyped) is None) == (mistyped != typed)


@given(st.text())
def test_other_text_is_no_key(text: str) -> None:
    assert PresentedKey.parse(text) is None
    assert PresentedKey.parse(f"nk_{text}") is None


@pytest.mark.asyncio
async def test_a_key_has_the_scopes_that_it_was_made_with(auth: Instance) -> None:
    created = await _create(auth, await auth.bearer(), scopes=["manage", "ingest", "read"])
    assert created["scopes"] == ["ingest", "read", "manage"]
    assert sorted((await auth.validate(created["key"]))["scopes"]) == ["ingest", "manage", "read"]


@pytest.mark.asyncio
async def test_a_key_expires(auth: Instance, clock: FixedClock) -> None:
    created = await _create(auth, await auth.bearer(), expires_in_days=1)
    assert created["expires_at"] == "2026-05-05T12:00:00Z"
    clock.advance(timedelta(days=1) - timedelta(seconds=1))
    assert (await auth.validate(created["key"]))["expires_at"] == "2026-05-05T12:00:00Z"
    clock.advance(timedelta(seconds=1))
    assert await auth.validate(created["key"]) == {"active": False}


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "more",
    [
        {"scopes": []},
        {"scopes": ["root"]},
        {"expires_in_days": 0},
        {"expires_in_days": 367},
        {"scopes": "ingest"},
        {"digest": "x"},
    ],
)
async def test_keys_that_cannot_be_made(auth: Instance, more: dict[str, object]) -> None:
    body = {"project_id": PROJECT, "name": "x", **more}
    answer = await auth.browser.post("/auth/keys", headers=await auth.bearer(), json=body)
    assert answer.status_code == 422


async def _rotate(auth: Instance, bearer: dict[str, str], key_id: str, **body: int) -> Any:
    return await auth.browser.post(f"/auth/keys/{key_id}/rotate", headers=bearer, json=body)


@pytest.mark.asyncio
async def test_a_rotated_key_is_taken_beside_its_successor_for_the_overlap(
    auth: Instance, clock: FixedClock
) -> None:
    bearer = await auth.bearer()
    old = await _create(auth, bearer, scopes=["ingest", "read"], expires_in_days=90)
    clock.advance(timedelta(days=30))
    bearer = await auth.bearer()
    new = (await _rotate(auth, bearer, old["id"], overlap_hours=2)).json()
    assert (new["name"], new["project_id"], sorted(new["scopes"])) == ("ci", PROJECT, ["ingest", "read"])
    assert new["expires_at"] == "2026-09-01T12:00:00Z"
    clock.advance(timedelta(hours=2) - timedelta(seconds=1))
    assert [(await auth.validate(key["key"]))["active"] for key in (old, new)] == [True, True]
    clock.advance(timedelta(seconds=1))
    assert [(await auth.validate(key["key"]))["active"] for key in (old, new)] == [False, True]
    listed = {key["id"]: key["replaced_by"] for key in await _list(auth, await auth.bearer())}
    assert listed == {old["id"]: new["id"], new["id"]: None}


@pytest.mark.asyncio
async def test_rotating_never_lengthens_the_life_of_the_old_key(auth: Instance, clock: FixedClock) -> None:
    bearer = await auth.bearer()
    old = await _create(auth, bearer, expires_in_days=1)
    await _rotate(auth, bearer, old["id"], overlap_hours=168)
    clock.advance(timedelta(days=1))
    assert await auth.validate(old["key"]) == {"active": False}


@pytest.mark.asyncio
async def test_only_a_key_in_force_is_rotated_and_only_once(auth: Instance) -> None:
    bearer = await auth.bearer()
    old, disabled = await _create(auth, bearer), await _create(auth, bearer)
    await auth.browser.delete(f"/auth/keys/{disabled['id']}", headers=bearer)
    assert (await _rotate(auth, bearer, old["id"])).status_code == 201
    assert [(await _rotate(auth, bearer, one["id"])).status_code for one in (old, disabled)] == [409, 409]
    stranger = await _in_another_organization(auth)
    refused, unknown = [await _rotate(auth, stranger, key) for key in (old["id"], str(uuid4()))]
    assert (refused.status_code, unknown.status_code) == (404, 404)
    assert refused.json()["code"] == unknown.json()["code"]
