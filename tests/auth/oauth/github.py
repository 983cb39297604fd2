"""GitHub as a client of it sees it: OAuth 2.0 with its own errors, and two pages of its interface."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx2
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

SETTINGS: Final = {"github_client_id": "netra", "github_client_secret": "s3cret-of-the-client"}
Addresses = list[dict[str, Any]]


@dataclass
class GitHub:
    """One installation, with what it says about whoever signs in."""

    person: dict[str, Any] = field(
        default_factory=lambda: {"id": 583231, "login": "octo", "name": "Octo Cat"}
    )
    addresses: Addresses = field(
        default_factory=lambda: [
            {"email": "other@github.example", "primary": False, "verified": True},
            {"email": "octo@github.example", "primary": True, "verified": True},
        ]
    )
    _codes: dict[str, Mapping[str, str]] = field(default_factory=dict)
    _bearers: set[str] = field(default_factory=set)

    def authorize(self, url: str) -> dict[str, str]:
        """What a browser brings back after a person has signed in at an authorization URL."""
        assert url.startswith("https://github.com/login/oauth/authorize?")
        said = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert said["code_challenge_method"] == "S256"
        code = secrets.token_hex(10)
        self._codes[code] = said
        return {"code": code, "state": said["state"]}

    @property
    def internet(self) -> httpx2.AsyncBaseTransport:
        """Where a client finds it."""
        routes = [
            Route("/login/oauth/access_token", self._token, methods=["POST"]),
            Route("/user", self._user),
            Route("/user/emails", self._emails),
        ]
        return httpx2.ASGITransport(Starlette(routes=routes))

    async def _token(self, request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        if self._codes.pop(form.get("code", ""), None) is None or not form.get("code_verifier"):
            # GitHub reports errors with the status of a success.
            return JSONResponse({"error": "bad_verification_code", "error_description": "expired"})
        bearer = secrets.token_hex(10)
        self._bearers.add(bearer)
        return JSONResponse({"access_token": bearer, "token_type": "bearer", "scope": "read:user"})

    async def _user(self, request: Request) -> Response:
        return self._told(request, self.person)

    async def _emails(self, request: Request) -> Response:
        return self._told(request, self.addresses)

    def _told(self, request: Request, what: object) -> Response:
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return JSONResponse(what) if bearer in self._bearers else JSONResponse({"message": "Bad"}, 401)
