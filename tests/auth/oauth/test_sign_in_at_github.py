"""Signing in with GitHub, and having several ways to sign in."""

from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
import pytest_asyncio

from netra.shared.clock import FixedClock
from tests.auth.apps import CSRF, FRONTEND, GRACE, Instance, instance_on
from tests.auth.oauth.github import SETTINGS as GITHUB_SETTINGS
from tests.auth.oauth.github import Addresses, GitHub
from tests.auth.oauth.issuer import SETTINGS as ISSUER_SETTINGS
from tests.auth.oauth.issuer import Issuer, replacing
from tests.auth.oauth.journeys import completed, journey, returned, signed_in, started


class _Internet(httpx2.AsyncBaseTransport):
    """GitHub at its two addresses, and the issuer everywhere else."""

    def __init__(self, github: GitHub, issuer: Issuer) -> None:
        self._github = github.internet
        self._issuer = issuer.internet

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        there = self._github if request.url.host.endswith("github.com") else self._issuer
        return await there.handle_async_request(request)


@pytest.fixture
def github() -> GitHub:
    return GitHub()


@pytest_asyncio.fixture
async def both(
    auth_database: str, clock: FixedClock, github: GitHub, issuer: Issuer
) -> AsyncIterator[Instance]:
    """The service with GitHub and an issuer to sign in at."""
    internet = _Internet(github, issuer)
    instance = instance_on(auth_database, clock, internet=internet, **GITHUB_SETTINGS, **ISSUER_SETTINGS)
    yield instance
    await instance.close()


async def _back(instance: Instance, github: GitHub) -> dict[str, str]:
    url = await started(instance, "github")
    return await returned(instance.browser, github.authorize(url), "github")


async def _signed_in(instance: Instance, github: GitHub) -> dict[str, Any]:
    answer = await completed(instance.browser, (await _back(instance, github))["code"])
    body: dict[str, Any] = answer.json()
    return body


@pytest.mark.asyncio
async def test_the_primary_address_counts(both: Instance, github: GitHub) -> None:
    user = (await _signed_in(both, github))["user"]
    assert (user["email"], user["name"]) == ("octo@github.example", "Octo Cat")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "addresses",
    [
        [],
        [{"email": "octo@github.example", "primary": True, "verified": False}],
        [{"email": "octo@github.example", "primary": False, "verified": True}],
        [{"email": "octo@github.example", "primary": True, "verified": "yes"}],
    ],
)
async def test_an_address_that_github_has_not_verified(
    both: Instance, github: GitHub, addresses: Addresses
) -> None:
    github.addresses = addresses
    assert await _back(both, github) == {"error": "unverified"}


@pytest.mark.asyncio
async def test_an_account_is_its_number_not_its_name(both: Instance, github: GitHub) -> None:
    first = await _signed_in(both, github)
    github.person = {**github.person, "id": 4711}
    github.addresses = [{"email": "new@github.example", "primary": True, "verified": True}]
    assert (await _signed_in(both, github))["user"]["id"] != first["user"]["id"]


@pytest.mark.asyncio
async def test_a_code_that_github_does_not_know(both: Instance, github: GitHub) -> None:
    brought = {**github.authorize(await started(both, "github")), "code": "guessed"}
    assert await returned(both.browser, brought, "github") == {"error": "failed"}


@pytest.mark.asyncio
async def test_the_same_address_at_two_providers_is_not_the_same_person(
    both: Instance, github: GitHub, issuer: Issuer
) -> None:
    await signed_in(both, issuer)
    github.addresses = [{"email": "ada@issuer.example", "primary": True, "verified": True}]
    assert await _back(both, github) == {"error": "already_registered"}


async def _linked(instance: Instance, github: GitHub, bearer: dict[str, str]) -> dict[str, str]:
    headers = {**bearer, **CSRF, "Origin": FRONTEND}
    start = await instance.browser.post("/auth/identities/github/start", headers=headers)
    url = start.json()["authorization_url"]
    return await returned(instance.browser, github.authorize(url), "github")


@pytest.mark.asyncio
async def test_a_second_way_to_sign_in_leads_to_the_same_person(
    both: Instance, github: GitHub, issuer: Issuer
) -> None:
    first = await signed_in(both, issuer)
    bearer = {"Authorization": f"Bearer {first['access_token']}"}
    assert await _linked(both, github, bearer) == {"linked": "github"}
    assert (await _signed_in(both, github))["user"]["id"] == first["user"]["id"]
    ways = (await both.browser.get("/auth/identities", headers=bearer)).json()
    assert {way["issuer"] for way in ways} == {"https://issuer.example", "https://github.com"}
    assert await _linked(both, github, bearer) == {"linked": "github"}


@pytest.mark.asyncio
async def test_nobody_takes_the_account_of_somebody_else(
    both: Instance, github: GitHub, issuer: Issuer
) -> None:
    await _signed_in(both, github)
    grace = await both.bearer(GRACE)
    assert await _linked(both, github, grace) == {"error": "already_linked"}


@pytest.mark.asyncio
async def test_the_last_way_to_sign_in_stays(both: Instance, github: GitHub, issuer: Issuer) -> None:
    body = await signed_in(both, issuer)
    bearer = {"Authorization": f"Bearer {body['access_token']}"}
    await _linked(both, github, bearer)
    ways = (await both.browser.get("/auth/identities", headers=bearer)).json()
    other, own = sorted(ways, key=lambda way: str(way["issuer"]))
    stranger = await both.bearer(GRACE)
    assert (await both.browser.delete(f"/auth/identities/{own['id']}", headers=stranger)).status_code == 404
    assert (await both.browser.delete(f"/auth/identities/{own['id']}", headers=bearer)).status_code == 204
    assert (await both.browser.delete(f"/auth/identities/{other['id']}", headers=bearer)).status_code == 409
    issuer.user_info = replacing(email="ada.new@issuer.example")
    assert (await signed_in(both, issuer))["user"]["id"] != body["user"]["id"]
    assert "code" in await journey(both, issuer)


async def _written(instance: Instance, bearer: dict[str, str], action: str) -> list[tuple[str, str, str]]:
    """Who did such a thing to what, with which result, the newest first."""
    answer = await instance.browser.get("/auth/audit", params={"action": action}, headers=bearer)
    return [
        (entry["actor"]["name"], entry["target"]["name"], entry["result"])
        for entry in answer.json()["entries"]
    ]


@pytest.mark.asyncio
async def test_ways_to_sign_in_are_written_down(both: Instance, github: GitHub, issuer: Issuer) -> None:
    body = await signed_in(both, issuer)
    bearer = {"Authorization": f"Bearer {body['access_token']}"}
    github.addresses = [{"email": "ada@issuer.example", "primary": True, "verified": True}]
    assert await _back(both, github) == {"error": "already_registered"}
    assert await _written(both, bearer, "sign_in.refused") == [("Netra", "Ada", "refused")]
    await _linked(both, github, bearer)
    await _linked(both, github, bearer)
    assert await _written(both, bearer, "identity.added") == [("Ada", "https://github.com", "ok")]
    ways = (await both.browser.get("/auth/identities", headers=bearer)).json()
    way = next(way for way in ways if way["issuer"] == "https://github.com")
    await both.browser.delete(f"/auth/identities/{way['id']}", headers=bearer)
    assert await _written(both, bearer, "identity.removed") == [("Ada", "https://github.com", "ok")]
    assert await _written(both, bearer, "session.began") == [("Ada", "", "ok")]


@pytest.mark.asyncio
async def test_a_way_that_is_removed_takes_its_sessions_along_but_the_one_that_removes(
    both: Instance, github: GitHub, issuer: Issuer
) -> None:
    first = await signed_in(both, issuer)
    bearer = {"Authorization": f"Bearer {first['access_token']}"}
    await _linked(both, github, bearer)
    other = await _signed_in(both, github)
    ways = (await both.browser.get("/auth/identities", headers=bearer)).json()
    way = next(way for way in ways if way["issuer"] == "https://github.com")
    await both.browser.delete(f"/auth/identities/{way['id']}", headers=bearer)
    assert await both.validate(other["access_token"]) == {"active": False}
    assert (await both.validate(first["access_token"]))["active"] is True


@pytest.mark.asyncio
async def test_an_attempt_to_add_a_way_ends_with_the_session_that_began_it(
    both: Instance, github: GitHub, issuer: Issuer
) -> None:
    body = await signed_in(both, issuer)
    headers = {"Authorization": f"Bearer {body['access_token']}", **CSRF, "Origin": FRONTEND}
    start = await both.browser.post("/auth/identities/github/start", headers=headers)
    brought = github.authorize(start.json()["authorization_url"])
    await both.browser.post("/auth/logout", headers=CSRF)
    assert await returned(both.browser, brought, "github") == {"error": "expired"}
    assert "code" in await _back(both, github)


@pytest.mark.asyncio
@pytest.mark.parametrize("person", [{"id": "x"}, {"login": "x"}, {"id": None, "login": "x"}])
async def test_a_profile_of_another_shape(both: Instance, github: GitHub, person: dict[str, Any]) -> None:
    github.person = person
    assert await _back(both, github) == {"error": "failed"}
