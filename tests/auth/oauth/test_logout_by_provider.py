"""Whoever signs out at their provider, or is signed out there, is signed out here."""

from collections.abc import Callable, Mapping
from typing import Final

import httpx2
import pytest
from joserfc import jws
from joserfc.jwk import OctKey

from tests.auth.apps import Instance
from tests.auth.oauth.issuer import CLIENT_SECRET, ISSUER, Issuer, id_claims, replacing
from tests.auth.oauth.journeys import completed, journey, lives, signed_in

EVENT: Final = "http://schemas.openid.net/event/backchannel-logout"
PATH: Final = "/auth/oauth/oidc/logout"


async def _told(instance: Instance, token: str) -> httpx2.Response:
    """The answer to a provider that says so, from where no browser is."""
    async with browser_of_provider(instance) as provider:
        return await provider.post(PATH, data={"logout_token": token})


def browser_of_provider(instance: Instance) -> httpx2.AsyncClient:
    """Without any cookie, at the same application."""
    return httpx2.AsyncClient(transport=instance.browser._transport, base_url=instance.browser.base_url)


@pytest.mark.asyncio
@pytest.mark.parametrize("session", [None, "first"])
async def test_oidcc_client_test_rp_backchannel_rpinitlogout(
    portal: Instance, issuer: Issuer, session: str | None
) -> None:
    issuer.claims = replacing(sid=session)
    body = await signed_in(portal, issuer)
    answer = await _told(portal, issuer.logout_token(session=session))
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert not await lives(portal, body)
    assert (await portal.refresh()).status_code == 401


def _hmac(issuer: Issuer) -> str:
    """Signed with what both sides know, which proves nothing about who said it."""
    payload = jws.extract_compact(issuer.logout_token().encode()).payload
    return jws.serialize_compact({"alg": "HS256"}, payload, OctKey.import_key(CLIENT_SECRET))


def _unsigned(issuer: Issuer) -> str:
    return f"eyJhbGciOiJub25lIn0.{issuer.logout_token().split('.')[1]}."


Forge = Callable[[Issuer], str]

MODULES: Final[Mapping[str, Forge]] = {
    "alg-none": _unsigned,
    "wrong-alg": _hmac,
    "no-event": lambda issuer: issuer.logout_token(events=None),
    "wrong-event": lambda issuer: issuer.logout_token(events={"http://schemas.openid.net/event/x": {}}),
    "with-nonce": lambda issuer: issuer.logout_token(nonce="n"),
    "wrong-aud": lambda issuer: issuer.logout_token(aud="another"),
    "wrong-iss": lambda issuer: issuer.logout_token(iss="https://other.example"),
}
FURTHER: Final[Mapping[str, Forge]] = {
    "an event that is no object": lambda issuer: issuer.logout_token(events={EVENT: "x"}),
    "events that are no object": lambda issuer: issuer.logout_token(events=[EVENT]),
    "of nobody": lambda issuer: issuer.logout_token(subject=None),
    "expired": lambda issuer: issuer.logout_token(exp=1),
    "without an id": lambda issuer: issuer.logout_token(jti=None),
    "an ID token": lambda issuer: issuer.sign(id_claims("ada", None)),
    "nothing": lambda _: "",
    "nonsense": lambda _: "a.b.c",
}


@pytest.mark.asyncio
@pytest.mark.parametrize("name", [*MODULES, *FURTHER])
async def test_tokens_that_end_nothing(portal: Instance, issuer: Issuer, name: str) -> None:
    body = await signed_in(portal, issuer)
    answer = await _told(portal, {**MODULES, **FURTHER}[name](issuer))
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")
    assert await lives(portal, body)


@pytest.mark.asyncio
async def test_one_session_of_the_provider_ends_what_was_begun_with_it(
    portal: Instance, issuer: Issuer
) -> None:
    issuer.claims = replacing(sid="first")
    first = await signed_in(portal, issuer)
    issuer.claims = replacing(sid="second")
    second = await signed_in(portal, issuer)
    await _told(portal, issuer.logout_token(subject=None, session="first"))
    assert [await lives(portal, first), await lives(portal, second)] == [False, True]
    await _told(portal, issuer.logout_token(session="second"))
    assert not await lives(portal, second)


@pytest.mark.asyncio
async def test_nobody_else_is_signed_out(portal: Instance, issuer: Issuer) -> None:
    bob = await signed_in(portal, issuer, "bob")
    developer = await portal.sign_in()
    for token in (issuer.logout_token(), issuer.logout_token(subject="eve"), issuer.logout_token(None, "x")):
        assert (await _told(portal, token)).status_code == 200
    assert await lives(portal, bob)
    assert await lives(portal, developer)


@pytest.mark.asyncio
async def test_a_logout_token_is_good_once(portal: Instance, issuer: Issuer) -> None:
    await signed_in(portal, issuer)
    token = issuer.logout_token()
    assert (await _told(portal, token)).status_code == 200
    later = await signed_in(portal, issuer)
    assert (await _told(portal, token)).status_code == 400
    assert await lives(portal, later)


@pytest.mark.asyncio
async def test_it_is_written_down(portal: Instance, issuer: Issuer) -> None:
    await signed_in(portal, issuer)
    await _told(portal, issuer.logout_token())
    body = await signed_in(portal, issuer)
    bearer = {"Authorization": f"Bearer {body['access_token']}"}
    params = {"action": "session.ended_elsewhere"}
    entries = (await portal.browser.get("/auth/audit", params=params, headers=bearer)).json()["entries"]
    assert [entry["details"] for entry in entries] == [{"issuer": ISSUER}]


@pytest.mark.asyncio
async def test_where_a_session_was_begun(portal: Instance, issuer: Issuer) -> None:
    portal.browser.headers["User-Agent"] = "Firefox on a train"
    body = await signed_in(portal, issuer)
    bearer = {"Authorization": f"Bearer {body['access_token']}"}
    [here] = (await portal.browser.get("/auth/sessions", headers=bearer)).json()
    assert (here["address"], here["user_agent"]) == ("127.0.0.1", "Firefox on a train")


@pytest.mark.asyncio
async def test_a_code_that_waits_to_be_fetched_opens_nothing_after_it(
    portal: Instance, issuer: Issuer
) -> None:
    code = (await journey(portal, issuer))["code"]
    await _told(portal, issuer.logout_token())
    assert (await completed(portal.browser, code)).status_code == 401


@pytest.mark.asyncio
async def test_keys_that_anybody_names_have_the_issuer_asked_now_and_then(
    portal: Instance, issuer: Issuer
) -> None:
    await signed_in(portal, issuer)
    before = issuer.asked.count("/jwks")
    issuer.header = replacing(kid="unknown")
    for _ in range(5):
        assert (await _told(portal, issuer.logout_token())).status_code == 400
    assert issuer.asked.count("/jwks") <= before + 1
