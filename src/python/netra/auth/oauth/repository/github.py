"""GitHub as a place to sign in at."""

from collections.abc import Mapping
from typing import Any, Final

import httpx2
from authlib.common.security import generate_token
from authlib.integrations.httpx_client import AsyncOAuth2Client

from netra.auth.oauth.domain import (
    Arrival,
    AskedAgain,
    Attempt,
    Authorization,
    ProviderAnswer,
    ProviderGrant,
    ProviderLogout,
    Refusal,
    SignInRefused,
    Standing,
)
from netra.auth.oauth.repository.providers import client_options, refusals
from netra.auth.users.domain import Profile

_VERIFIER_LENGTH: Final = 64


class GitHubProvider:
    """GitHub, which speaks OAuth 2.0 and has its own way to say who somebody is."""

    def __init__(
        self,
        url: str,
        api_url: str,
        client_id: str,
        client_secret: str,
        *,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self._url = url
        self._api_url = api_url
        self._identification = (client_id, client_secret)
        self._options = client_options("read:user user:email", transport)

    async def begin(self, redirect_uri: str, state: str) -> Authorization:
        verifier = generate_token(_VERIFIER_LENGTH)
        async with self._client(redirect_uri) as client:
            url, _ = client.create_authorization_url(
                f"{self._url}/login/oauth/authorize", state=state, code_verifier=verifier
            )
        return Authorization(url, state, verifier, None)

    async def arrival(self, attempt: Attempt, answer: ProviderAnswer, redirect_uri: str) -> Arrival:
        with refusals():
            async with self._client(redirect_uri) as client:
                await client.fetch_token(
                    f"{self._url}/login/oauth/access_token",
                    code=answer.code,
                    code_verifier=attempt.code_verifier,
                )
                person = await self._told(client, "/user")
                addresses = await self._told(client, "/user/emails")
            return Arrival(_github_profile(self._url, person, addresses))

    async def ask_again(self, grant: ProviderGrant) -> AskedAgain:  # noqa: ARG002  GitHub gives none
        return AskedAgain(Standing.UNKNOWN, hint="GitHub is not asked again")

    async def way_out(self, id_token: str, return_to: str, state: str) -> str:  # noqa: ARG002
        raise SignInRefused(Refusal.FAILED, "GitHub lets nobody sign out from elsewhere")

    async def logout(self, token: str) -> ProviderLogout:  # noqa: ARG002  GitHub has none
        raise SignInRefused(Refusal.FAILED, "GitHub tells nobody who signs out")

    async def _told(self, client: AsyncOAuth2Client, path: str) -> Any:  # noqa: ANN401  JSON
        answer = await client.get(self._api_url + path, headers={"Accept": "application/vnd.github+json"})
        answer.raise_for_status()
        return answer.json()

    def _client(self, redirect_uri: str) -> AsyncOAuth2Client:
        client_id, client_secret = self._identification
        return AsyncOAuth2Client(client_id, client_secret, redirect_uri=redirect_uri, **self._options)


def _github_profile(url: str, person: Mapping[str, Any], addresses: list[Mapping[str, Any]]) -> Profile:
    email = next(
        (one["email"] for one in addresses if one.get("primary") and one.get("verified") is True), ""
    )
    if not email:
        raise SignInRefused(Refusal.UNVERIFIED, "no verified primary address")
    # The number stays with an account; its login can be given up and taken by somebody else.
    return Profile.of(url, str(int(person["id"])), str(email), str(person.get("name") or person["login"]))
