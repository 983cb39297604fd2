"""The way of a browser to a provider and back."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

import httpx2
from sqlalchemy import text

from tests.auth.apps import CSRF, FRONTEND, Instance
from tests.auth.oauth.issuer import Issuer

KEPT: Final = """
SELECT provider_grant, provider_id_token, check_at, unconfirmed_since FROM token_families ORDER BY created_at
"""


async def started(instance: Instance, provider: str = "oidc") -> str:
    """The address of the provider that our page sends the browser to."""
    answer = await instance.browser.post(
        f"/auth/oauth/{provider}/start", headers={**CSRF, "Origin": FRONTEND}
    )
    assert answer.status_code == 200, answer.text
    return str(answer.json()["authorization_url"])


async def returned(
    browser: httpx2.AsyncClient, brought: Mapping[str, str], provider: str = "oidc"
) -> dict[str, str]:
    """What our page is told, behind its address, when the browser comes back with something."""
    answer = await browser.get(f"/auth/oauth/{provider}/callback", params=dict(brought))
    assert answer.status_code == 303, answer.text
    address = urlsplit(answer.headers["location"])
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{FRONTEND}/sign-in/return"
    assert address.query == ""
    return dict(parse_qsl(address.fragment))


async def completed(browser: httpx2.AsyncClient, code: str) -> httpx2.Response:
    return await browser.post("/auth/oauth/complete", json={"code": code}, headers=CSRF)


async def journey(instance: Instance, issuer: Issuer, subject: str = "ada") -> dict[str, str]:
    """From our page to the issuer and back."""
    url = await started(instance)
    return await returned(instance.browser, issuer.authorize(url, subject))


async def signed_in(instance: Instance, issuer: Issuer, subject: str = "ada") -> dict[str, Any]:
    """The whole way; the answer that holds the access token."""
    answer = await completed(instance.browser, (await journey(instance, issuer, subject))["code"])
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def kept(instance: Instance) -> list[tuple[Any, ...]]:
    """What sessions hold of their providers: grant, ID token, when to ask, since when nobody answers."""
    async with instance.resources.database.session() as session:
        found = await session.execute(text(KEPT))
        return [tuple(row) for row in found.all()]


async def lives(instance: Instance, body: Mapping[str, Any]) -> bool:
    return bool((await instance.validate(body["access_token"]))["active"])
