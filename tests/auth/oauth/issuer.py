"""An issuer of OpenID Connect that keeps every rule, and breaks the one that a test tells it to."""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx2
from joserfc import jws
from joserfc.jwk import KeySet, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

ISSUER: Final = "https://issuer.example"
CLIENT_ID: Final = "netra"
CLIENT_SECRET: Final = "s3cret-of-the-client"
SETTINGS: Final = {"oidc_issuer": ISSUER, "oidc_client_id": CLIENT_ID, "oidc_client_secret": CLIENT_SECRET}
Json = dict[str, Any]
Change = Callable[[Json], Json]


def unchanged(document: Json) -> Json:
    return document


LASTING: Final = MappingProxyType(
    {
        "scopes_supported": ["openid", "offline_access"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "end_session_endpoint": f"{ISSUER}/end",
    }
)
"""What a document says of an issuer that can be asked again, and signed out at."""


def replacing(**values: object) -> Change:
    """A document with some members changed; those that become None are left out."""
    return lambda document: {k: v for k, v in {**document, **values}.items() if v is not None}


@dataclass
class Issuer:
    """One issuer. `claims`, `user_info`, `discovery` and `header` say how it strays from what is right."""

    claims: Change = unchanged
    user_info: Change = unchanged
    discovery: Change = unchanged
    header: Change = unchanged
    keys: list[RSAKey] = field(default_factory=lambda: [new_key("first")])
    published: list[RSAKey] | None = None
    """What it says its keys are; None for the truth."""
    signed: Callable[[str], str] = field(default=lambda token: token)
    renewed_claims: Change = unchanged
    """What it says in ID tokens that it gives for a refresh token."""
    renewed_answer: Change = unchanged
    """What it gives for a refresh token as a whole."""
    refuses_to_renew: tuple[int, object] | None = None
    """What it says to every refresh token instead."""
    gone: set[str] = field(default_factory=set)
    """Who was removed there."""
    away_paths: set[str] = field(default_factory=set)
    """What cannot be had of it while the rest can."""
    refreshed: list[str] = field(default_factory=list)
    """The refresh tokens that were used, each of them good once: a second use ends all of that person."""
    given: list[str] = field(default_factory=list)
    """Every token that it gave anybody."""
    is_away: bool = False
    asked: list[str] = field(default_factory=list)
    """The paths that were asked for."""
    identification: list[str] = field(default_factory=list)
    """How the client said who it is."""
    bearers: list[str] = field(default_factory=list)
    _codes: dict[str, Mapping[str, str]] = field(default_factory=dict)
    _subjects: dict[str, str] = field(default_factory=dict)
    _grants: dict[str, str] = field(default_factory=dict)

    def authorize(self, url: str, subject: str = "ada") -> dict[str, str]:
        """What a browser brings back after a person has signed in at an authorization URL."""
        said = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert (said["response_type"], said["client_id"]) == ("code", CLIENT_ID)
        assert said["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self._codes[code] = {**said, "subject": subject}
        return {"code": code, "state": said["state"], "iss": ISSUER}

    def rotate(self) -> None:
        """Sign with a new key from now on, and publish that one only."""
        self.keys = [new_key(secrets.token_hex(4))]

    @property
    def internet(self) -> httpx2.AsyncBaseTransport:
        """Where a client finds this issuer."""
        routes = (
            ("/.well-known/openid-configuration", self._discovery),
            ("/jwks", self._jwks),
            ("/token", self._token),
            ("/me", self._user_info),
        )
        app = Starlette(
            routes=[Route(path, self._heard(answer), methods=["GET", "POST"]) for path, answer in routes]
        )
        return httpx2.ASGITransport(app)

    def _heard(self, answer: Callable[[Request], Any]) -> Callable[[Request], Any]:
        async def heard(request: Request) -> Response:
            self.asked.append(request.url.path)
            if self.is_away or request.url.path in self.away_paths:
                raise httpx2.ConnectError("away")
            response: Response = await answer(request)
            return response

        return heard

    async def _discovery(self, _: Request) -> Response:
        document = {
            "issuer": ISSUER,
            "authorization_endpoint": f"{ISSUER}/authorize",
            "token_endpoint": f"{ISSUER}/token",
            "userinfo_endpoint": f"{ISSUER}/me",
            "jwks_uri": f"{ISSUER}/jwks",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            "authorization_response_iss_parameter_supported": True,
        }
        return JSONResponse(self.discovery(document))

    async def _jwks(self, _: Request) -> Response:
        keys = self.keys if self.published is None else self.published
        return JSONResponse(KeySet([*keys]).as_dict(private=False))

    async def _token(self, request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        if form.get("grant_type") == "refresh_token":
            return self._renewed(request, form)
        attempt = self._codes.pop(form.get("code", ""), None)
        if attempt is None or not self._is_client(request, form):
            return JSONResponse({"error": "invalid_grant"}, 400)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (challenge, form["redirect_uri"]) != (attempt["code_challenge"], attempt["redirect_uri"]):
            return JSONResponse({"error": "invalid_grant"}, 400)
        claims = self.claims(id_claims(attempt["subject"], attempt.get("nonce")))
        return JSONResponse(self._tokens(attempt["subject"], claims))

    def _tokens(self, subject: str, claims: Json) -> Json:
        """An access token, an ID token and a refresh token, which most clients would not keep."""
        access_token, refresh_token = (secrets.token_urlsafe(16) for _ in range(2))
        self._subjects[access_token] = self._grants[refresh_token] = subject
        token = self.signed(self.sign(claims))
        self.given += [access_token, refresh_token, token]
        return {
            "access_token": access_token,
            "token_type": "Bearer",
            # So short that a client which may renews of its own accord.
            "expires_in": 1,
            "refresh_token": refresh_token,
            "id_token": token,
        }

    def _renewed(self, request: Request, form: Mapping[str, str]) -> Response:
        assert "scope" not in form
        presented = form["refresh_token"]
        subject = self._grants.get(presented)
        if self.refuses_to_renew is not None:
            status, said = self.refuses_to_renew
            return JSONResponse(said, status)
        if presented in self.refreshed:
            self.gone.update(filter(None, [subject]))
        self.refreshed.append(presented)
        if subject is None or subject in self.gone or not self._is_client(request, form):
            return JSONResponse({"error": "invalid_grant"}, 400)
        return JSONResponse(
            self.renewed_answer(self._tokens(subject, self.renewed_claims(id_claims(subject, None))))
        )

    async def _user_info(self, request: Request) -> Response:
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
        self.bearers.append(bearer)
        subject = self._subjects[bearer]
        told = {
            "sub": subject,
            "email": f"{subject}@issuer.example",
            "email_verified": True,
            "name": subject.title(),
        }
        return JSONResponse(self.user_info(told))

    def _is_client(self, request: Request, form: Mapping[str, str]) -> bool:
        scheme, _, said = request.headers.get("Authorization", "").partition(" ")
        self.identification.append(scheme.lower() or "post")
        if scheme.lower() != "basic":
            return (form.get("client_id"), form.get("client_secret")) == (CLIENT_ID, CLIENT_SECRET)
        return base64.b64decode(said).decode() == f"{CLIENT_ID}:{CLIENT_SECRET}"

    def logout_token(self, subject: str | None = "ada", session: str | None = None, **strays: object) -> str:
        """A token that says that somebody has signed out, straying from what is right as told."""
        now = int(time.time())
        event: Json = {"http://schemas.openid.net/event/backchannel-logout": {}}
        right: Json = {"iss": ISSUER, "aud": CLIENT_ID, "iat": now, "exp": now + 120, "events": event}
        said = {**right, "jti": secrets.token_hex(8), "sub": subject, "sid": session, **strays}
        return self.signed(self.sign({name: value for name, value in said.items() if value is not None}))

    def sign(self, claims: Json) -> str:
        """The claims as an ID token, in whatever header the issuer uses now."""
        header = self.header({"alg": "RS256", "kid": self.keys[0].kid})
        return jws.serialize_compact(header, json.dumps(claims), self.keys[0])


def new_key(kid: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig"})


def id_claims(subject: str, nonce: str | None) -> Json:
    """The claims of a good ID token that says as little as the standard lets it."""
    now = int(time.time())
    always: Json = {"iss": ISSUER, "sub": subject, "aud": CLIENT_ID, "iat": now, "exp": now + 300}
    return always if nonce is None else {**always, "nonce": nonce}
