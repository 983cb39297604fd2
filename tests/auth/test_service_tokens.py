"""Services of ours prove who they are by a signature, and only they may ask who holds a token."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from typing import Any, Final

import httpx
import jwt
import pytest
import pytest_asyncio
from click.testing import CliRunner
from joserfc import jws
from joserfc.jwk import OctKey

from netra.auth.main import build_app, cli
from netra.shared.auth_client import AuthClient
from netra.shared.clock import FixedClock, SystemClock
from netra.shared.errors import Unauthorized, Unavailable
from netra.shared.service_auth import ServiceAuth
from netra.shared.service_tokens import (
    ASSERTION_TYPE,
    GRANT_TYPE,
    ServiceKey,
    public_keys,
)
from tests.auth.apps import ADDRESS, Instance, instance_on

BACKEND: Final = ServiceKey.new("backend")
STRANGER: Final = ServiceKey.new("backend")
KEYS: Final = json.dumps({"keys": [BACKEND.public_jwk]})
Forge = Callable[[dict[str, Any]], dict[str, Any]]


@pytest_asyncio.fixture
async def guarded(auth_database: str) -> AsyncIterator[Instance]:
    """The service with one service that may ask it, by the clock of the machine, as assertions are made."""
    instance = instance_on(auth_database, SystemClock(), service_keys=KEYS)
    yield instance
    await instance.close()


def _form(assertion: str, **changes: str) -> dict[str, str]:
    right = {"grant_type": GRANT_TYPE, "client_assertion_type": ASSERTION_TYPE}
    return {**right, "client_assertion": assertion, **changes}


async def _asked(instance: Instance, **changes: str) -> Any:
    """The answer to a service that asks for a token."""
    return await instance.browser.post("/auth/token", data=_form(BACKEND.assertion(ADDRESS), **changes))


async def _bearer(instance: Instance) -> dict[str, str]:
    return {"Authorization": f"Bearer {(await _asked(instance)).json()['access_token']}"}


@pytest.mark.asyncio
async def test_a_service_gets_a_token_for_five_minutes(guarded: Instance) -> None:
    answer = await _asked(guarded)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert (answer.json()["token_type"], answer.json()["expires_in"]) == ("Bearer", 300)
    token = answer.json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    held = await guarded.browser.post("/auth/validate", json={"token": token}, headers=headers)
    told = held.json()
    assert (told["kind"], told["name"], told["roles"], told["scopes"]) == ("service", "backend", [], [])


@pytest.mark.asyncio
async def test_only_a_service_asks_who_holds_a_token(guarded: Instance) -> None:
    token = (await guarded.sign_in())["access_token"]
    ask = {"token": token}
    assert (await guarded.browser.post("/auth/validate", json=ask)).status_code == 401
    own = {"Authorization": f"Bearer {token}"}
    assert (await guarded.browser.post("/auth/validate", json=ask, headers=own)).status_code == 403
    answer = await guarded.browser.post("/auth/validate", json=ask, headers=await _bearer(guarded))
    assert answer.json()["active"] is True


@pytest.mark.asyncio
async def test_a_service_can_do_nothing_else(guarded: Instance) -> None:
    bearer = await _bearer(guarded)
    for method, path in (("GET", "/auth/me"), ("GET", "/auth/members"), ("GET", "/auth/audit")):
        assert (await guarded.browser.request(method, path, headers=bearer)).status_code == 403


def _claims() -> dict[str, Any]:
    now = int(time.time())
    return {"iss": "backend", "sub": "backend", "aud": ADDRESS, "jti": "x", "iat": now, "exp": now + 60}


def _signed(claims: dict[str, Any], key: ServiceKey = BACKEND, **header: str) -> str:
    return jwt.encode(claims, key._private, "ES256", headers={"kid": "backend", **header})


FORGED: Final[dict[str, Callable[[], str]]] = {
    "of another key": lambda: _signed(_claims(), STRANGER),
    "of a service that is not known": lambda: ServiceKey.new("frontend").assertion(ADDRESS),
    "in another's name": lambda: _signed({**_claims(), "sub": "frontend"}),
    "by another's word": lambda: _signed({**_claims(), "iss": "frontend"}),
    "for somebody else": lambda: _signed({**_claims(), "aud": "https://other.example"}),
    "for long": lambda: _signed({**_claims(), "exp": int(time.time()) + 3600}),
    "of yesterday": lambda: _signed({**_claims(), "iat": 1, "exp": 2}),
    "of tomorrow": lambda: _signed(
        {**_claims(), "iat": int(time.time()) + 90, "exp": int(time.time()) + 120}
    ),
    "without an id": lambda: _signed({k: v for k, v in _claims().items() if k != "jti"}),
    "with a path for a key": lambda: _signed(_claims(), kid="../../backend"),
    "unsigned": lambda: jwt.encode(_claims(), "", "none", headers={"kid": "backend"}),
    "signed with the public key": lambda: jws.serialize_compact(
        {"alg": "HS256", "kid": "backend"},
        json.dumps(_claims()),
        OctKey.import_key(json.dumps(BACKEND.public_jwk)),
    ),
    "no token": lambda: "a.b.c",
    "nothing": lambda: "",
}


@pytest.mark.asyncio
@pytest.mark.parametrize("name", FORGED)
async def test_assertions_that_prove_nothing(guarded: Instance, name: str) -> None:
    answer = await _asked(guarded, client_assertion=FORGED[name]())
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")
    assert answer.json()["detail"] == "This is no assertion of a service that is known here."


@pytest.mark.asyncio
async def test_an_assertion_is_good_once(guarded: Instance) -> None:
    assertion = BACKEND.assertion(ADDRESS)
    assert (await _asked(guarded, client_assertion=assertion)).status_code == 200
    assert (await _asked(guarded, client_assertion=assertion)).status_code == 401


@pytest.mark.asyncio
@pytest.mark.parametrize("changed", [{"grant_type": "password"}, {"client_assertion_type": "secret"}])
async def test_other_ways_to_ask(guarded: Instance, changed: dict[str, str]) -> None:
    assert (await _asked(guarded, **changed)).status_code == 400


@pytest.mark.asyncio
async def test_a_service_that_is_taken_from_the_list(guarded: Instance, auth_database: str) -> None:
    bearer = await _bearer(guarded)
    later = instance_on(
        auth_database,
        SystemClock(),
        service_keys=json.dumps({"keys": [ServiceKey.new("other").public_jwk]}),
        master_key=guarded.resources.settings.master_key,
    )
    answer = await later.browser.post("/auth/validate", json={"token": "x"}, headers=bearer)
    assert answer.status_code == 401
    await later.close()


@pytest.mark.asyncio
async def test_the_client_fetches_its_token_by_itself(guarded: Instance) -> None:
    token = (await guarded.sign_in())["access_token"]
    transport = httpx.ASGITransport(build_app(guarded.resources))
    for identity, good in ((BACKEND, True), (STRANGER, False)):
        client = AuthClient(ADDRESS, transport=transport, identity=ServiceAuth(identity, ADDRESS, ADDRESS))
        if good:
            assert (await client.subject(token)).name == "Ada Lovelace"
            with pytest.raises(Unauthorized):
                await client.subject("nk_nobody")
        else:
            with pytest.raises(Unavailable):
                await client.subject(token)
        await client.close()


@pytest.mark.asyncio
async def test_a_token_of_a_person_is_none_of_a_service_and_the_other_way_round(
    auth: Instance, clock: FixedClock
) -> None:
    token = (await auth.sign_in())["access_token"]
    claims = jwt.decode(token, options={"verify_signature": False})
    assert claims["aud"] != "netra-services"
    assert jwt.get_unverified_header(token)["typ"] == "at+jwt"


@pytest.mark.parametrize("text", ['{"keys": [{}]}', '{"keys": [{"kid": "Backend!"}]}', "nonsense"])
def test_key_sets_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match="not a JWK Set"):
        public_keys(text)


def test_no_private_key_is_taken_for_a_public_one() -> None:
    with pytest.raises(ValueError, match="public"):
        public_keys(json.dumps({"keys": [{**BACKEND.public_jwk, "d": BACKEND.public_jwk["x"]}]}))


def test_the_command_makes_a_pair_that_fits() -> None:
    told = CliRunner().invoke(cli, ["new-service-key", "backend"]).output.splitlines()
    private, public = (line.split(":", 1)[1].strip() for line in told)
    assert ServiceKey.read("backend", private).public_jwk == json.loads(public)["keys"][0]


@pytest.mark.asyncio
async def test_metadata_says_where_tokens_are_given(auth: Instance) -> None:
    told = (await auth.browser.get("/.well-known/oauth-authorization-server")).json()
    assert told["issuer"] == ADDRESS
    assert told["token_endpoint"] == f"{ADDRESS}/auth/token"
    assert (await auth.browser.get(told["jwks_uri"].removeprefix(ADDRESS))).status_code == 200


@pytest.mark.asyncio
async def test_a_crowd_fetches_one_token(guarded: Instance) -> None:
    token = (await guarded.sign_in())["access_token"]
    asked: list[str] = []
    transport = httpx.ASGITransport(build_app(guarded.resources))

    class Watched(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            asked.append(request.url.path)
            return await transport.handle_async_request(request)

    client = httpx.AsyncClient(
        base_url=ADDRESS, transport=Watched(), auth=ServiceAuth(BACKEND, ADDRESS, ADDRESS)
    )
    ask = (client.post("/auth/validate", json={"token": token}) for _ in range(40))
    answers = await asyncio.gather(*ask)
    assert {answer.status_code for answer in answers} == {200}
    assert asked.count("/auth/token") == 1
    await client.aclose()
