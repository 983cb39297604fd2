"""Asking auth as a service of ours: every request carries a token that was got by a signature."""

import asyncio
import time
from collections.abc import AsyncGenerator
from typing import Final

import httpx

from netra.shared.service_tokens import ASSERTION_TYPE, GRANT_TYPE, TOKEN_PATH, ServiceKey

_RENEW_BEFORE_SECONDS: Final = 30


class ServiceAuth(httpx.Auth):
    """Sends a service token with every request, fetched with the first and again before it ends."""

    def __init__(self, key: ServiceKey, auth_url: str, audience: str) -> None:
        """`audience` is the public address of auth, which it knows itself by."""
        self._key = key
        self._token_url = auth_url.rstrip("/") + TOKEN_PATH
        self._audience = audience
        self._token = ""
        self._ends = 0.0
        self._turn = asyncio.Lock()

    async def async_auth_flow(
        self, request: httpx.Request
    ) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """One request, after one for a token where there is none, and again where it is not taken.

        A crowd that finds the token about to end asks for one, not each for its own; and whoever is told to
        wait goes on with the old one as long as it is good.
        """
        async with self._turn:
            now = time.monotonic()
            if now >= self._ends - _RENEW_BEFORE_SECONDS:
                answer = yield self._asking()
                if answer.is_success or now >= self._ends:
                    await self._take(answer)
        request.headers["Authorization"] = f"Bearer {self._token}"
        sent = self._token
        answer = yield request
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            async with self._turn:
                if self._token == sent:
                    await self._take((yield self._asking()))
            request.headers["Authorization"] = f"Bearer {self._token}"
            yield request

    def _asking(self) -> httpx.Request:
        form = {
            "grant_type": GRANT_TYPE,
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": self._key.assertion(self._audience),
        }
        return httpx.Request("POST", self._token_url, data=form)

    async def _take(self, answer: httpx.Response) -> None:
        """Raises httpx.HTTPStatusError where auth does not know the service."""
        answer.raise_for_status()
        await answer.aread()
        told = answer.json()
        self._token = told["access_token"]
        self._ends = time.monotonic() + told["expires_in"]
