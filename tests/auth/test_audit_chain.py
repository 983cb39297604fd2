"""The log only grows: the database refuses the rest, and what was changed behind its back is found."""

import asyncio
import hashlib
import json
from collections import Counter

import pytest
from click.testing import CliRunner
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from netra.auth.audit.domain import GENESIS
from netra.auth.main import cli
from netra.shared.environment import IsolatedEnvironment
from tests.auth.apps import ADA, ADDRESS, GRACE, MASTER_KEY, Instance
from tests.auth.audits import Headers, entries, execute, make_key, tamper, verified


async def _seven(auth: Instance) -> Headers:
    """Ada's organization with seven entries: she joined, signed in, and made five keys."""
    ada = await auth.bearer()
    for name in "abcde":
        await make_key(auth, ada, name)
    return ada


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entries SET target_name = 'x'",
        "UPDATE audit_entries SET target_name = 'x' WHERE number = 99",
        "DELETE FROM audit_entries WHERE number = 7",
        "TRUNCATE audit_entries",
        "TRUNCATE audit_entries, audit_persons, audit_heads CASCADE",
        "UPDATE audit_persons SET name = 'x'",
        "TRUNCATE audit_persons",
        "DELETE FROM audit_heads",
        "TRUNCATE audit_heads",
        "UPDATE audit_heads SET entries = entries - 1",
        "UPDATE audit_heads SET digest = ''",
        "UPDATE audit_heads SET organization_id = gen_random_uuid(), entries = entries + 1",
    ],
)
async def test_the_database_refuses_to_change_the_log(auth: Instance, statement: str) -> None:
    ada = await _seven(auth)
    with pytest.raises(DBAPIError, match="audit log"):
        await execute(auth, statement)
    assert (await verified(auth, ada))["intact"] is True
    assert len(await entries(auth, ada)) == 7


@pytest.mark.asyncio
async def test_an_untouched_log_is_intact_to_its_head(auth: Instance) -> None:
    ada = await _seven(auth)
    [last, *_] = await entries(auth, ada)
    assert await verified(auth, ada) == {
        "entries": 7,
        "intact": True,
        "first_broken": None,
        "head": last["digest"],
    }


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("statement", "first_broken"),
    [
        ("UPDATE audit_entries SET target_name = 'x' WHERE number = 4", 4),
        ("UPDATE audit_entries SET at = at + interval '1 microsecond' WHERE number = 1", 1),
        ("UPDATE audit_entries SET actor_id = gen_random_uuid() WHERE number = 2", 2),
        ("UPDATE audit_entries SET details = details || '{\"scopes\": []}' WHERE number = 5", 5),
        ("UPDATE audit_entries SET result = 'refused', request_id = 'y' WHERE number = 7", 7),
        ("UPDATE audit_entries SET digest = sha256('x') WHERE number = 3", 3),
        ("UPDATE audit_entries SET previous = sha256('x') WHERE number = 3", 3),
        ("DELETE FROM audit_entries WHERE number = 3", 3),
        ("DELETE FROM audit_entries WHERE number = 1", 1),
        ("DELETE FROM audit_entries WHERE number = 7", 7),
        ("DELETE FROM audit_entries WHERE number > 5", 6),
        ("DELETE FROM audit_entries", 1),
        ("UPDATE audit_persons SET name = 'Eve' WHERE number = 6", 6),
        ("UPDATE audit_persons SET address = '6.6.6.6' WHERE number = 6", 6),
        ("UPDATE audit_persons SET name = 'Eve' WHERE part = 'target'", 1),
        ("UPDATE audit_heads SET entries = 6", 7),
        ("UPDATE audit_heads SET digest = sha256('x')", 7),
        ("DELETE FROM audit_heads", 1),
        ("UPDATE audit_entries SET number = number + 1 WHERE number = 7", 7),
        (
            "INSERT INTO audit_entries SELECT organization_id, 8, at, actor_kind, actor_id, actor_digest,"
            " action, target_kind, target_id, target_name, target_digest, details, request_id, result,"
            " digest, digest FROM audit_entries WHERE number = 7",
            8,
        ),
    ],
)
async def test_what_was_changed_past_the_triggers_is_found(
    auth: Instance, statement: str, first_broken: int
) -> None:
    ada = await _seven(auth)
    await tamper(auth, statement)
    found = await verified(auth, ada)
    assert (found["intact"], found["first_broken"]) == (False, first_broken)


@pytest.mark.asyncio
async def test_fifty_at_once_write_one_chain(auth: Instance, other: Instance) -> None:
    ada = await auth.bearer()
    instances = (auth, other) * 25
    await asyncio.gather(*(make_key(one, ada, f"key {n}") for n, one in enumerate(instances)))
    found = await entries(auth, ada)
    assert [one["number"] for one in found] == list(range(52, 0, -1))
    assert Counter(one["action"] for one in found)["key.created"] == 50
    assert (await verified(auth, ada))["intact"] is True


@pytest.mark.asyncio
async def test_a_person_is_removed_and_the_chain_holds(auth: Instance, other: Instance) -> None:
    ada = await auth.bearer()
    await other.bearer(GRACE)
    await make_key(auth, ada)
    for path, method in ((f"/auth/members/{GRACE.id}", "PATCH"), (f"/auth/members/{GRACE.id}", "DELETE")):
        await execute(auth, "UPDATE memberships SET role = 'viewer' WHERE user_id = :id", id=GRACE.id)
        answer = await auth.browser.request(
            method, path, headers=ada, json={"role": "admin"} if method == "PATCH" else None
        )
        assert answer.status_code == 204
    before = await verified(auth, ada)
    await execute(auth, "DELETE FROM audit_persons WHERE person_id = :id", id=GRACE.id)
    assert await verified(auth, ada) == {**before, "intact": True}
    shown = await entries(auth, ada)
    assert GRACE.name not in json.dumps(shown)
    [removed, *_] = shown
    assert removed["actor"]["name"] == ADA.name
    assert removed["target"] == {"kind": "user", "id": str(GRACE.id), "name": None}
    [began, joined] = [one for one in shown if one["actor"]["id"] == str(GRACE.id)]
    assert (began["actor"]["name"], began["address"], joined["user_agent"]) == (None, None, None)
    exported = (await auth.browser.get("/auth/audit/export", headers=ada)).text
    assert GRACE.name not in exported
    assert "(removed)" in exported


@pytest.mark.asyncio
async def test_a_stranger_can_compute_the_chain_of_an_export(auth: Instance) -> None:
    ada = await _seven(auth)
    answer = await auth.browser.get("/auth/audit/export?format=jsonl", headers=ada)
    assert answer.headers["content-disposition"] == "attachment; filename=netra-audit.jsonl"
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert [line["entry"]["number"] for line in lines] == list(range(1, 8))
    previous = GENESIS.hex()
    for line in lines:
        assert line["entry"]["previous"] == previous
        previous = _sha256(line["entry"])
        assert line["digest"] == previous
        by = line["actor"]
        personal = [by["salt"], by["name"], by["address"], by["user_agent"]]
        assert line["entry"]["actor_digest"] == _sha256(personal)
    [export, last, *_] = await entries(auth, ada)
    assert (export["action"], last["digest"]) == ("audit.exported", previous)


def _sha256(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


@pytest.mark.asyncio
async def test_the_command_says_which_log_is_broken(
    auth: Instance, other: Instance, auth_database: str, isolated_environment: IsolatedEnvironment
) -> None:
    await _seven(auth)
    await other.bearer(GRACE)
    # Whoever is in no organization founds one, so that there are two logs.
    await execute(auth, "DELETE FROM memberships WHERE user_id = :id", id=GRACE.id)
    await other.bearer(GRACE)
    for name, value in {
        "NETRA_ENV": "development",
        "AUTH_DATABASE_URL": auth_database,
        "AUTH_MASTER_KEY": MASTER_KEY,
        "AUTH_PUBLIC_URL": ADDRESS,
        "REDIS_URL": "redis://127.0.0.1:9/0",
    }.items():
        isolated_environment.set(name, value, "test")
    assert await _lines() == (0, {"9 entries, intact", "2 entries, intact"})
    await tamper(auth, "UPDATE audit_entries SET target_name = 'x' WHERE number = 4")
    assert await _lines() == (1, {"9 entries, broken from entry 4 on", "2 entries, intact"})
    async with auth.resources.database.session() as session:
        small = await session.scalar(text("SELECT organization_id FROM audit_heads WHERE entries = 2"))
    assert await _lines("--organization", str(small)) == (0, {"2 entries, intact"})


async def _lines(*arguments: str) -> tuple[int, set[str]]:
    """How the command ended, and what it said of each log."""
    result = await asyncio.to_thread(CliRunner().invoke, cli, ["audit-verify", *arguments])
    said = {line.split(": ")[1].split(", head")[0] for line in result.output.splitlines()}
    return result.exit_code, said
