"""Whatever is typed where something is looked up is a value: nothing is found, changed or broken by it."""

from collections.abc import Mapping

import pytest
from sqlalchemy import text

from tests.auth.apps import CSRF, GRACE, Instance
from tests.framework.injections import CORPUS

TABLES = (
    "auth_users",
    "organizations",
    "memberships",
    "api_keys",
    "token_families",
    "invitations",
    "identities",
)
Call = tuple[str, str, Mapping[str, object]]
REFUSED = frozenset({400, 401, 403, 404, 409, 422})


async def _counts(instance: Instance) -> dict[str, int]:
    async with instance.resources.database.session() as session:
        return {
            table: int((await session.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one())  # noqa: S608
            for table in TABLES
        }


def _lookups(typed: str) -> list[Call]:
    """Each place that looks something up by a key, a token, an id, a name or an address."""
    plain = "".join(filter(str.isprintable, typed))
    return [
        ("POST", "/auth/validate", {"json": {"token": typed}}),
        ("POST", "/auth/validate", {"json": {"token": f"nk_{typed}"}}),
        ("POST", "/auth/invitations/accept", {"json": {"token": typed}}),
        ("POST", "/auth/oauth/complete", {"json": {"code": typed}}),
        ("POST", "/auth/dev/login", {"json": {"user_id": typed}}),
        ("POST", "/auth/switch", {"json": {"organization_id": typed}}),
        ("POST", "/auth/organization/hand-over", {"json": {"user_id": typed}}),
        ("PATCH", f"/auth/members/{GRACE.id}", {"json": {"role": typed}}),
        ("GET", "/auth/keys", {"params": {"project_id": typed}}),
        ("POST", "/auth/keys", {"json": {"project_id": typed, "name": "x"}}),
        ("POST", f"/auth/oauth/{plain.replace('/', '')[:50]}/start", {}),
        ("DELETE", "/auth/keys/x", {"params": {"key_id": typed}}),
    ]


@pytest.mark.asyncio
@pytest.mark.parametrize("typed", CORPUS, ids=range(len(CORPUS)))
async def test_nothing_is_found_by_it(auth: Instance, typed: str) -> None:
    bearer = await auth.bearer()
    before = await _counts(auth)
    for method, path, options in _lookups(typed):
        answer = await auth.browser.request(method, path, headers={**bearer, **CSRF}, **options)  # type: ignore[arg-type]
        found_nobody = answer.status_code == 200 and answer.json() == {"active": False}
        assert found_nobody or answer.status_code in REFUSED, f"{method} {path}: {answer.status_code}"
    assert await _counts(auth) == before


@pytest.mark.asyncio
@pytest.mark.parametrize("typed", CORPUS, ids=range(len(CORPUS)))
async def test_no_header_opens_anything(auth: Instance, typed: str) -> None:
    shown = typed.encode("utf-8", "ignore").decode("latin-1").translate({0: None, 10: None, 13: None}).strip()
    for headers in (
        {"Authorization": f"Bearer {shown}"},
        {"X-Api-Key": shown},
        {**CSRF, "Cookie": f"netra_refresh={shown}; netra_sign_in={shown}"},
    ):
        path = "/auth/refresh" if "Cookie" in headers else "/auth/me"
        method = "POST" if "Cookie" in headers else "GET"
        answer = await auth.browser.request(
            method, path, headers={k.encode(): v.encode("latin-1") for k, v in headers.items()}
        )
        assert answer.status_code == 401


@pytest.mark.asyncio
@pytest.mark.parametrize("typed", CORPUS, ids=range(len(CORPUS)))
async def test_a_name_stays_what_was_typed(auth: Instance, typed: str) -> None:
    """What is taken is kept to the letter and found to the letter; the rest is refused in a sentence."""
    bearer = await auth.bearer()
    answer = await auth.browser.patch("/auth/organization", json={"name": typed}, headers=bearer)
    body = {"role": "viewer", "note": typed}
    invited = await auth.browser.post("/auth/invitations", json=body, headers=bearer)
    assert answer.status_code in {204, 422}
    assert invited.status_code in {201, 422}
    if answer.status_code == 204:
        me = (await auth.browser.get("/auth/me", headers=bearer)).json()
        assert me["organization"]["name"] == typed.strip()
    if invited.status_code == 201:
        assert invited.json()["note"] == typed.strip()
    found = await auth.browser.get("/auth/audit", params={"text": typed}, headers=bearer)
    assert found.status_code in {200, 422}
    if typed in {"%", "_", "*"}:
        assert all(typed in str(entry) for entry in found.json()["entries"])
