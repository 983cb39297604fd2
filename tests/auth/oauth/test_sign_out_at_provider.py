"""Whoever wants to be signed out at their provider too is sent there, and comes back to a page of ours."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx2
import pytest
import pytest_asyncio

from netra.shared.clock import FixedClock
from tests.auth.apps import CSRF, FRONTEND, Instance, instance_on
from tests.auth.audits import entries
from tests.auth.oauth.issuer import CLIENT_ID, ISSUER, LASTING, SETTINGS, Issuer, replacing
from tests.auth.oauth.journeys import lives, signed_in

BACK = "/auth/oauth/oidc/signed-out"


@pytest.fixture(autouse=True)
def farewells(issuer: Issuer) -> None:
    """The issuer says where one signs out."""
    issuer.discovery = replacing(**LASTING)


async def _leaving(instance: Instance) -> httpx2.Response:
    return await instance.browser.post("/auth/logout/provider", headers=CSRF)


async def _sent(instance: Instance) -> dict[str, str]:
    """What the browser takes along to the issuer."""
    answer = await _leaving(instance)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    url = urlsplit(answer.json()["sign_out_url"])
    assert f"{url.scheme}://{url.netloc}{url.path}" == f"{ISSUER}/end"
    return {name: value for name, [value] in parse_qs(url.query).items()}


async def _back(instance: Instance, **brought: str) -> dict[str, str]:
    """What our page is told when the browser comes back with something."""
    answer = await instance.browser.get(BACK, params=brought)
    assert (answer.status_code, answer.headers["cache-control"]) == (303, "no-store")
    page, _, told = answer.headers["location"].partition("#")
    assert page == f"{FRONTEND}/signed-out"
    return dict(parse_qsl(told))


@pytest.mark.asyncio
async def test_oidcc_client_test_rp_init_logout(portal: Instance, issuer: Issuer) -> None:
    issuer.claims = replacing(sid="first")
    body = await signed_in(portal, issuer)
    assert body["sign_out_at"] == {"name": "oidc", "title": "single sign-on"}
    cookie = portal.cookie
    sent = await _sent(portal)
    assert sent.keys() == {"id_token_hint", "post_logout_redirect_uri", "state", "client_id"}
    # What the suite looks at: that it gave the hint itself, and knows the address.
    assert sent["id_token_hint"] in issuer.given
    assert sent["post_logout_redirect_uri"] == f"http://localhost:8080{BACK}"
    assert sent["client_id"] == CLIENT_ID
    # It is over here before the browser goes; the issuer's own word for it finds nothing left to end.
    assert not await lives(portal, body)
    assert (await portal.refresh(cookie)).status_code == 401
    told = {"logout_token": issuer.logout_token(session="first")}
    assert (await portal.browser.post("/auth/oauth/oidc/logout", data=told)).status_code == 200
    assert await _back(portal, state=sent["state"]) == {"from": "oidc"}
    bearer = {"Authorization": f"Bearer {(await signed_in(portal, issuer))['access_token']}"}
    assert [one["action"] for one in await entries(portal, bearer)][:2] == ["session.began", "session.ended"]


@pytest.mark.asyncio
async def test_oidcc_client_test_rp_init_logout_no_state(portal: Instance, issuer: Issuer) -> None:
    await signed_in(portal, issuer)
    assert len((await _sent(portal))["state"]) == 64
    assert await _back(portal) == {"error": "unknown"}


@pytest.mark.asyncio
async def test_oidcc_client_test_rp_init_logout_other_state(portal: Instance, issuer: Issuer) -> None:
    await signed_in(portal, issuer)
    sent = await _sent(portal)
    assert await _back(portal, state=f"{sent['state']}_INVALID") == {"error": "unknown"}
    # Over with the first answer, whatever it was.
    assert await _back(portal, state=sent["state"]) == {"error": "unknown"}


@pytest.mark.asyncio
async def test_whoever_was_not_sent_comes_back_as_who_they_were(portal: Instance, issuer: Issuer) -> None:
    """A link of somebody else's, such as one to that page with their own state, changes nothing."""
    body = await signed_in(portal, issuer)
    for state in ("", "x" * 64, "é", "x" * 10_000):
        assert await _back(portal, state=state) == {"error": "unknown"}
    assert await lives(portal, body)
    assert (await portal.refresh()).status_code == 200


@pytest.mark.asyncio
async def test_the_state_is_of_one_browser_and_one_provider(portal: Instance, issuer: Issuer) -> None:
    await signed_in(portal, issuer)
    sent = await _sent(portal)
    other = await portal.browser.get("/auth/oauth/google/signed-out", params={"state": sent["state"]})
    assert other.headers["location"].endswith("#error=unknown")
    await signed_in(portal, issuer)
    sent = await _sent(portal)
    portal.browser.cookies.clear()
    assert await _back(portal, state=sent["state"]) == {"error": "unknown"}


@pytest.mark.asyncio
async def test_nothing_that_is_said_changes_where_a_browser_goes(portal: Instance, issuer: Issuer) -> None:
    await signed_in(portal, issuer)
    sent = await _sent(portal)
    evil = {"post_logout_redirect_uri": "https://evil.example", "next": "https://evil.example"}
    assert await _back(portal, state=sent["state"], **evil) == {"from": "oidc"}
    await signed_in(portal, issuer)
    answer = await portal.browser.post("/auth/logout/provider", params=evil, headers=CSRF)
    assert "evil" not in answer.text


@pytest.mark.asyncio
async def test_cookies(auth_database: str, clock: FixedClock, issuer: Issuer) -> None:
    deployed = instance_on(auth_database, clock, internet=issuer.internet, environment="test", **SETTINGS)
    deployed.browser.base_url = httpx2.URL("https://localhost:8080")
    await signed_in(deployed, issuer)
    over, leaving = (await _leaving(deployed)).headers.get_list("set-cookie")
    assert over.startswith('__Host-netra_refresh=""; ')
    assert leaving.startswith("__Host-netra_sign_out=")
    attributes = leaving.split("; ")[1:]
    assert sorted(attributes) == ["HttpOnly", "Max-Age=600", "Path=/", "SameSite=lax", "Secure"]
    await deployed.close()


@pytest.mark.asyncio
async def test_a_provider_that_is_away_leaves_the_session_as_it_is(
    auth_database: str, clock: FixedClock, portal: Instance, issuer: Issuer
) -> None:
    body = await signed_in(portal, issuer)
    other = instance_on(auth_database, clock, internet=issuer.internet, **SETTINGS)
    other.browser.cookies = portal.browser.cookies
    issuer.is_away = True
    answer = await _leaving(other)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "sign out of Netra alone" in answer.json()["detail"]
    assert await lives(portal, body)
    await other.close()


@pytest.mark.asyncio
async def test_where_there_is_no_provider_to_sign_out_at(portal: Instance, issuer: Issuer) -> None:
    assert (await _leaving(portal)).status_code == 401
    body = await portal.sign_in()
    assert body["sign_out_at"] is None
    assert (await _leaving(portal)).status_code == 404
    assert await lives(portal, body)


@pytest.mark.asyncio
async def test_it_is_not_offered_by_an_issuer_without_the_address(
    auth_database: str, clock: FixedClock, issuer: Issuer
) -> None:
    issuer.discovery = replacing()
    instance = instance_on(auth_database, clock, internet=issuer.internet, **SETTINGS)
    assert (await signed_in(instance, issuer))["sign_out_at"] is None
    assert (await instance.refresh()).json()["sign_out_at"] is None
    assert (await _leaving(instance)).status_code == 404
    await instance.close()


@pytest.mark.asyncio
async def test_another_issuer_of_that_name_is_not_told_who_somebody_is(
    auth_database: str, clock: FixedClock, portal: Instance, issuer: Issuer
) -> None:
    await signed_in(portal, issuer)
    issuer.discovery = replacing(issuer=f"{ISSUER}/other", **LASTING)
    settings = {**SETTINGS, "oidc_issuer": f"{ISSUER}/other"}
    moved = instance_on(auth_database, clock, internet=Rerouted(issuer.internet), **settings)
    moved.browser.cookies = portal.browser.cookies
    assert (await _leaving(moved)).status_code == 404
    assert (await portal.refresh()).status_code == 200
    await moved.close()


class Rerouted(httpx2.AsyncBaseTransport):
    """Finds the issuer at another address too."""

    def __init__(self, internet: httpx2.AsyncBaseTransport) -> None:
        self._internet = internet

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        request.url = httpx2.URL(str(request.url).replace("/other/", "/"))
        return await self._internet.handle_async_request(request)


@pytest_asyncio.fixture
async def renamed(auth_database: str, clock: FixedClock) -> AsyncIterator[Instance]:
    """The same database, where that issuer is configured no more."""
    instance = instance_on(auth_database, clock)
    yield instance
    await instance.close()


@pytest.mark.asyncio
async def test_it_is_not_offered_at_a_provider_that_is_configured_no_more(
    portal: Instance, renamed: Instance, issuer: Issuer
) -> None:
    await signed_in(portal, issuer)
    renamed.browser.cookies = portal.browser.cookies
    told: dict[str, Any] = (await renamed.refresh()).json()
    assert told["sign_out_at"] is None
    assert (await _leaving(renamed)).status_code == 404


@pytest.mark.asyncio
async def test_after_a_renewal_it_is_offered_still_and_by_the_newest_hint(
    watched: Instance, issuer: Issuer, clock: FixedClock
) -> None:
    await signed_in(watched, issuer)
    clock.advance(timedelta(minutes=1))
    told = (await watched.refresh()).json()
    assert told["sign_out_at"]["name"] == "oidc"
    assert (await _sent(watched))["id_token_hint"] == issuer.given[-1]


@pytest.mark.asyncio
async def test_only_our_own_pages_sign_anybody_out(portal: Instance, issuer: Issuer) -> None:
    body = await signed_in(portal, issuer)
    foreign = {**CSRF, "Origin": "https://evil.example"}
    assert (await portal.browser.post("/auth/logout/provider", headers=foreign)).status_code == 403
    assert (await portal.browser.post("/auth/logout/provider")).status_code == 403
    assert await lives(portal, body)
