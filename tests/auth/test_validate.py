"""What the other services ask: who does this token belong to? Attackers ask too."""

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import ECAlgorithm
from sqlalchemy import text

from netra.auth.tokens.domain.signing import SIGNS_FOR
from netra.auth.tokens.service import KEY_SECONDS
from netra.dev.ports import free_port
from netra.shared.api_key_format import PresentedKey
from netra.shared.clock import FixedClock
from tests.auth.apps import ADA, ADDRESS, START, Instance, instance_on

INACTIVE = {"active": False}
Forge = Callable[[str, dict[str, Any], dict[str, Any]], str]


@pytest.mark.asyncio
async def test_an_access_token(auth: Instance) -> None:
    signed_in = await auth.sign_in()
    assert await auth.validate(signed_in["access_token"]) == {
        "active": True,
        "kind": "user",
        "subject_id": str(ADA.id),
        "organization_id": signed_in["user"]["organization"]["id"],
        "name": "Ada Lovelace",
        "roles": ["owner"],
        "scopes": [],
        "project_id": None,
        "expires_at": "2026-05-04T12:15:00Z",
        "session_id": jwt.decode(signed_in["access_token"], options={"verify_signature": False})["sid"],
        "signing_key": jwt.get_unverified_header(signed_in["access_token"])["kid"],
    }


@pytest.mark.asyncio
async def test_an_access_token_expires(auth: Instance, clock: FixedClock) -> None:
    token = (await auth.sign_in())["access_token"]
    clock.advance(timedelta(seconds=899))
    assert (await auth.validate(token))["active"] is True
    clock.advance(timedelta(seconds=1))
    assert await auth.validate(token) == INACTIVE


def _encoded(part: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")


def _unsigned(token: str, header: dict[str, Any], payload: dict[str, Any]) -> str:
    return f"{_encoded({**header, 'alg': 'none'})}.{_encoded(payload)}."


def _unsigned_with_signature(token: str, header: dict[str, Any], payload: dict[str, Any]) -> str:
    return f"{_encoded({**header, 'alg': 'none'})}.{_encoded(payload)}.{token.rsplit('.', 1)[1]}"


def _tampered(token: str, header: dict[str, Any], payload: dict[str, Any]) -> str:
    head, _, signature = token.split(".")
    return f"{head}.{_encoded({**payload, 'org': str(uuid4())})}.{signature}"


def _other_signature(token: str, header: dict[str, Any], payload: dict[str, Any]) -> str:
    head, body, signature = token.split(".")
    return f"{head}.{body}.{signature[:-4]}{'AAAA' if signature[-4:] != 'AAAA' else 'BBBB'}"


def _another_key(token: str, header: dict[str, Any], payload: dict[str, Any]) -> str:
    return jwt.encode(payload, generate_private_key(SECP256R1()), "ES256", headers=header)


def _unknown_key_id(token: str, header: dict[str, Any], payload: dict[str, Any]) -> str:
    return jwt.encode(
        payload, generate_private_key(SECP256R1()), "ES256", headers={**header, "kid": "0" * 16}
    )


def _injected_key_id(token: str, header: dict[str, Any], payload: dict[str, Any]) -> str:
    forged = {**header, "kid": "' OR 1=1 --"}
    return jwt.encode(payload, generate_private_key(SECP256R1()), "ES256", headers=forged)


def _own_key_in_the_header(token: str, header: dict[str, Any], payload: dict[str, Any]) -> str:
    key = generate_private_key(SECP256R1())
    jwk = json.loads(ECAlgorithm.to_jwk(key.public_key()))
    return jwt.encode(payload, key, "ES256", headers={**header, "jwk": jwk})


def _own_address_in_the_header(token: str, header: dict[str, Any], payload: dict[str, Any]) -> str:
    elsewhere = {"jku": "http://127.0.0.1:9/jwks.json", "x5u": "http://127.0.0.1:9/key.pem"}
    return jwt.encode(payload, generate_private_key(SECP256R1()), "ES256", headers={**header, **elsewhere})


def _key_id_of_a_path(token: str, header: dict[str, Any], payload: dict[str, Any]) -> str:
    forged = {**header, "kid": "../../../dev/null"}
    return jwt.encode(payload, generate_private_key(SECP256R1()), "ES256", headers=forged)


def _claim_twice(token: str, header: dict[str, Any], payload: dict[str, Any]) -> str:
    head, body, signature = token.split(".")
    text = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode()
    twice = f'{text[:-1]},"roles":["owner"]}}'
    return f"{head}.{base64.urlsafe_b64encode(twice.encode()).decode().rstrip('=')}.{signature}"


def _truncated(token: str, header: dict[str, Any], payload: dict[str, Any]) -> str:
    return token[:-1]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "forge",
    [
        _own_key_in_the_header,
        _own_address_in_the_header,
        _key_id_of_a_path,
        _claim_twice,
        _truncated,
        _unsigned,
        _unsigned_with_signature,
        _tampered,
        _other_signature,
        _another_key,
        _unknown_key_id,
        _injected_key_id,
    ],
)
async def test_forged_tokens(auth: Instance, forge: Forge) -> None:
    token = (await auth.sign_in())["access_token"]
    payload = jwt.decode(token, options={"verify_signature": False})
    assert await auth.validate(forge(token, jwt.get_unverified_header(token), payload)) == INACTIVE


@pytest.mark.asyncio
async def test_a_token_signed_with_the_public_key_as_hmac_secret(auth: Instance) -> None:
    token = (await auth.sign_in())["access_token"]
    key = jwt.PyJWK((await auth.browser.get("/.well-known/jwks.json")).json()["keys"][0]).key
    public = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    header = {**jwt.get_unverified_header(token), "alg": "HS256"}
    signed = f"{_encoded(header)}.{token.split('.')[1]}"
    mac = hmac.new(public, signed.encode(), hashlib.sha256).digest()
    assert await auth.validate(f"{signed}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}") == INACTIVE


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("claims", "headers"),
    [
        ({"aud": "someone-else"}, {}),
        ({"iss": "http://evil.example"}, {}),
        ({"exp": int(START.timestamp()) - 1}, {}),
        ({"sid": str(uuid4())}, {}),
        ({"org": str(uuid4())}, {}),
        ({"sub": str(uuid4())}, {}),
        ({"nbf": int(START.timestamp()) + 60}, {}),
        ({"iat": int(START.timestamp()) + 60}, {}),
        ({"nbf": 10**20}, {}),
        ({"jti": None}, {}),
        ({"aud": ["netra", "someone-else"], "iss": None}, {}),
        ({"sub": "not a uuid"}, {}),
        ({"roles": "owner"}, {}),
        ({"exp": "soon"}, {}),
        ({"sid": None}, {}),
        ({}, {"typ": "JWT"}),
        ({}, {"typ": "refresh+jwt"}),
    ],
)
async def test_tokens_of_our_own_key_that_say_the_wrong_thing(
    auth: Instance, claims: dict[str, Any], headers: dict[str, str]
) -> None:
    """Signed with the real key, as a confused part of this service might."""
    token = (await auth.sign_in())["access_token"]
    payload = {**jwt.decode(token, options={"verify_signature": False}), **claims}
    given = {name: value for name, value in payload.items() if value is not None}
    header = jwt.get_unverified_header(token)
    forged = jwt.encode(given, await _private_key(auth), "ES256", headers={**header, **headers})
    assert await auth.validate(forged) == INACTIVE


async def _private_key(auth: Instance) -> Any:
    from netra.auth.tokens.repository import TokenRepository

    async with auth.resources.database.session() as session:
        [sealed] = await TokenRepository(session).signing_keys(START - timedelta(days=1))
    return sealed.open(auth.resources.settings.sealer()).private


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "token",
    [
        "x",
        "nk_",
        "nk_x_y",
        "a.b.c",
        "\x00",
        "é" * 100,
        "." * 200,
        "eyJhbGciOiJFUzI1NiJ9." * 3,
        "Bearer x",
        "' OR 1=1 --",
    ],
)
async def test_garbage_never_reaches_the_database(clock: FixedClock, token: str) -> None:
    stranded = instance_on(f"postgresql://u:p@127.0.0.1:{free_port()}/d", clock)
    assert await stranded.validate(token) == INACTIVE
    await stranded.close()


@pytest.mark.asyncio
async def test_without_a_database_a_plausible_token_is_a_503(clock: FixedClock) -> None:
    stranded = instance_on(f"postgresql://u:p@127.0.0.1:{free_port()}/d", clock)
    answer = await stranded.browser.post("/auth/validate", json={"token": PresentedKey.new(uuid4()).text})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    await stranded.close()


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "body", [{}, {"token": ""}, {"token": "s3cret" * 1000}, {"token": 5}, {"token": "s3cret", "x": 1}]
)
async def test_bad_bodies_are_refused_and_not_repeated(auth: Instance, body: dict[str, object]) -> None:
    answer = await auth.browser.post("/auth/validate", json=body)
    assert answer.status_code == 422
    assert "s3cret" not in answer.text


@pytest.mark.asyncio
async def test_every_refusal_looks_the_same(auth: Instance) -> None:
    real = (await auth.browser.post("/auth/keys", headers=await auth.bearer(), json=_key_body())).json()
    await auth.browser.delete(f"/auth/keys/{real['id']}", headers=await auth.bearer())
    answers = [
        await auth.browser.post("/auth/validate", json={"token": token})
        for token in (real["key"], PresentedKey.new(uuid4()).text, "nk_x", "x.y.z")
    ]
    assert {(answer.status_code, answer.text) for answer in answers} == {(200, '{"active":false}')}


@pytest.mark.asyncio
async def test_a_signing_key_that_was_taken_away_is_used_for_seconds_at_most(
    auth: Instance, auth_database: str, clock: FixedClock
) -> None:
    token = (await auth.sign_in())["access_token"]
    assert (await auth.validate(token))["active"] is True
    async with auth.resources.database.session() as session:
        await session.execute(text("DELETE FROM signing_keys"))
    assert (await auth.validate(token))["active"] is True
    fresh = instance_on(auth_database, clock)
    assert await fresh.validate(token) == INACTIVE
    await fresh.close()
    await asyncio.sleep(KEY_SECONDS + 0.2)
    assert await auth.validate(token) == INACTIVE


def _key_body() -> dict[str, str]:
    return {"project_id": str(uuid4()), "name": "ingest"}


@pytest.mark.asyncio
async def test_published_keys_verify_the_tokens(auth: Instance) -> None:
    token = (await auth.sign_in())["access_token"]
    answer = await auth.browser.get("/.well-known/jwks.json")
    keys = jwt.PyJWKSet.from_dict(answer.json())
    claims = jwt.decode(
        token,
        keys[jwt.get_unverified_header(token)["kid"]].key,
        ["ES256"],
        audience="netra",
        options={"verify_exp": False},
    )
    assert (claims["iss"], claims["sub"]) == (ADDRESS, str(ADA.id))
    assert all("d" not in key for key in answer.json()["keys"])
    assert answer.headers["cache-control"] == "public, max-age=300"


@pytest.mark.asyncio
async def test_signing_keys_rotate_and_old_tokens_stay_good(auth: Instance, clock: FixedClock) -> None:
    await auth.sign_in()
    clock.advance(SIGNS_FOR - timedelta(seconds=1))
    old = (await auth.sign_in())["access_token"]
    clock.advance(timedelta(seconds=1))
    new = (await auth.sign_in())["access_token"]
    kids = [jwt.get_unverified_header(token)["kid"] for token in (old, new)]
    assert kids[0] != kids[1]
    assert (await auth.validate(old))["active"]
    published = (await auth.browser.get("/.well-known/jwks.json")).json()["keys"]
    assert [key["kid"] for key in published] == kids[::-1]
    clock.advance(timedelta(hours=3))
    published = (await auth.browser.get("/.well-known/jwks.json")).json()["keys"]
    assert [key["kid"] for key in published] == kids[1:]
