"""The providers that people sign in at: thin words over authlib, and the checks that it leaves to us."""

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.common.security import generate_token
from authlib.integrations.base_client import BaseApp
from authlib.integrations.base_client.async_app import AsyncOAuth2Mixin
from authlib.integrations.base_client.async_openid import AsyncOpenIDMixin
from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.oauth2.claims import JWTClaims
from joserfc.errors import JoseError

from netra.auth.oauth.domain import (
    Attempt,
    Authorization,
    ProviderAnswer,
    ProviderLogout,
    Refusal,
    SignInRefused,
)
from netra.auth.users.domain import Profile

# At its chattiest it writes code verifiers down.
logging.getLogger("authlib").setLevel(logging.INFO)

TIMEOUT_SECONDS: Final = 5.0
CLOCKS_DIFFER_SECONDS: Final = 60
RELOAD_SECONDS: Final = 10.0
"""No sooner than this an issuer is asked for its keys again."""
_VERIFIER_LENGTH: Final = 64
# What only the holder of a private key can sign: `none` and HMAC prove nothing that our own secret does not.
_ALGORITHMS: Final = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"}
)
_USUAL_ALGORITHM: Final = "RS256"
# What authlib raises at an answer that breaks a rule, and what reading JSON of another shape does.
_SAID_WRONG: Final = (
    AuthlibBaseError,
    JoseError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    OverflowError,
    RuntimeError,
)
_LOGOUT_EVENT: Final = "http://schemas.openid.net/event/backchannel-logout"
_ENDPOINTS: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_FURTHER_ENDPOINTS: Final = ("userinfo_endpoint", "end_session_endpoint")


class Provider(Protocol):
    """Knows how to send people away, and who they are when they return."""

    async def begin(self, redirect_uri: str, state: str) -> Authorization:
        """Where to send a browser. Raises SignInRefused."""
        ...

    async def profile(self, attempt: Attempt, answer: ProviderAnswer, redirect_uri: str) -> Profile:
        """Whose the answer is. Raises SignInRefused."""
        ...

    async def logout(self, token: str) -> ProviderLogout:
        """Who has signed out there. Raises SignInRefused."""
        ...


class OpenIdProvider:
    """An issuer of OpenID Connect, found by its discovery document."""

    def __init__(
        self,
        issuer: str,
        client_id: str,
        client_secret: str,
        *,
        verified_only: bool,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        """`verified_only`: an address is not taken of which the issuer does not say that it is verified."""
        self._issuer = issuer
        self._client_id = client_id
        self._verified_only = verified_only
        self._app = _OpenIdApp(
            None,
            client_id=client_id,
            client_secret=client_secret,
            client_kwargs=_client_options("openid email profile", transport),
            server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
            issuer=issuer,
        )

    async def begin(self, redirect_uri: str, state: str) -> Authorization:
        with _refusals():
            begun = await self._app.create_authorization_url(redirect_uri, state=state)
        return Authorization(begun["url"], state, begun["code_verifier"], begun["nonce"])

    async def profile(self, attempt: Attempt, answer: ProviderAnswer, redirect_uri: str) -> Profile:
        with _refusals():
            await self._check_sender(answer)
            token = await self._app.fetch_access_token(
                redirect_uri, code=answer.code, code_verifier=attempt.code_verifier
            )
            claims = await self._claims(token, attempt)
            return _profile(self._issuer, claims, verified_only=self._verified_only)

    async def logout(self, token: str) -> ProviderLogout:
        """What a logout token says (OpenID Connect Back-Channel Logout 1.0). Raises SignInRefused."""
        options = {
            "iss": {"essential": True, "value": self._issuer},
            "aud": {"essential": True, "value": self._client_id},
            **{name: {"essential": True} for name in ("iat", "exp", "jti", "events")},
        }
        with _refusals():
            claims = await self._app.parse_id_token(
                {"id_token": token},
                nonce=None,
                claims_options=options,
                claims_cls=_LogoutToken,
                leeway=CLOCKS_DIFFER_SECONDS,
            )
            return ProviderLogout(
                subject=claims.get("sub"),
                session=claims.get("sid"),
                token_id=str(claims["jti"]),
                expires_at=datetime.fromtimestamp(int(claims["exp"]), UTC),
            )

    async def _check_sender(self, answer: ProviderAnswer) -> None:
        """Refuse an answer of another issuer (RFC 9207); that it came to the right address proves little."""
        metadata = await self._app.load_server_metadata()
        always_said = metadata.get("authorization_response_iss_parameter_supported") is True
        if (always_said or answer.issuer) and answer.issuer != self._issuer:
            raise SignInRefused(Refusal.FAILED, "answer of another issuer")

    async def _claims(self, token: Mapping[str, Any], attempt: Attempt) -> Mapping[str, Any]:
        options = {
            "iss": {"essential": True, "value": self._issuer},
            "aud": {"essential": True, "value": self._client_id},
        }
        claims = await self._app.parse_id_token(
            token, nonce=attempt.nonce, claims_options=options, leeway=CLOCKS_DIFFER_SECONDS
        )
        if claims is None:
            raise SignInRefused(Refusal.FAILED, "no ID token")
        return claims if "email" in claims else {**await self._user_info(token, claims["sub"]), **claims}

    async def _user_info(self, token: Mapping[str, Any], subject: str) -> Mapping[str, Any]:
        """What the issuer says at its other endpoint, provided that it speaks of the same person."""
        metadata = await self._app.load_server_metadata()
        if "userinfo_endpoint" not in metadata:
            return {}
        told: Mapping[str, Any] = await self._app.userinfo(token=token)
        if told.get("sub") != subject:
            raise SignInRefused(Refusal.FAILED, "user info of somebody else")
        return told


class _OpenIdApp(AsyncOAuth2Mixin, AsyncOpenIDMixin, BaseApp):  # type: ignore[misc]
    """Authlib's client without a web framework, on a discovery document that was looked at."""

    client_cls = AsyncOAuth2Client

    def __init__(self, *words: object, issuer: str, **options: Any) -> None:  # noqa: ANN401  authlib's own
        super().__init__(*words, **options)
        self.server_metadata: dict[str, Any] = {}
        self._issuer = issuer
        self._reloaded_at = 0.0

    async def fetch_jwk_set(self, *, force: bool = False) -> Any:  # noqa: ANN401  JSON
        """The issuer's keys; again for a key that is not among them, which anybody may name, now and then."""
        is_soon = time.monotonic() < self._reloaded_at + RELOAD_SECONDS
        if force and not is_soon:
            self._reloaded_at = time.monotonic()
        return await super().fetch_jwk_set(force=force and not is_soon)

    async def load_server_metadata(self) -> dict[str, Any]:
        if "_loaded_at" in self.server_metadata:
            return self.server_metadata
        loaded = dict(await super().load_server_metadata())
        self.server_metadata = {}  # Nothing of it stands if it does not pass.
        self.server_metadata = _trusted(loaded, self._issuer)
        return self.server_metadata


class _LogoutToken(JWTClaims):  # type: ignore[misc]
    """What makes a token of an issuer one that ends sessions, and not one that was meant to begin them."""

    def validate(self, now: int | None = None, leeway: int = 0) -> None:
        super().validate(now, leeway)
        events = self["events"]
        event = events.get(_LOGOUT_EVENT) if isinstance(events, dict) else None
        if not isinstance(event, dict) or "nonce" in self:
            raise ValueError("not a logout token")
        if not any(isinstance(self.get(name), str) for name in ("sub", "sid")):
            raise ValueError("a logout token of nobody")


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
        self._options = _client_options("read:user user:email", transport)

    async def begin(self, redirect_uri: str, state: str) -> Authorization:
        verifier = generate_token(_VERIFIER_LENGTH)
        async with self._client(redirect_uri) as client:
            url, _ = client.create_authorization_url(
                f"{self._url}/login/oauth/authorize", state=state, code_verifier=verifier
            )
        return Authorization(url, state, verifier, None)

    async def profile(self, attempt: Attempt, answer: ProviderAnswer, redirect_uri: str) -> Profile:
        with _refusals():
            async with self._client(redirect_uri) as client:
                await client.fetch_token(
                    f"{self._url}/login/oauth/access_token",
                    code=answer.code,
                    code_verifier=attempt.code_verifier,
                )
                person = await self._told(client, "/user")
                addresses = await self._told(client, "/user/emails")
            return _github_profile(self._url, person, addresses)

    async def logout(self, token: str) -> ProviderLogout:  # noqa: ARG002  GitHub has none
        raise SignInRefused(Refusal.FAILED, "GitHub tells nobody who signs out")

    async def _told(self, client: AsyncOAuth2Client, path: str) -> Any:  # noqa: ANN401  JSON
        answer = await client.get(self._api_url + path, headers={"Accept": "application/vnd.github+json"})
        answer.raise_for_status()
        return answer.json()

    def _client(self, redirect_uri: str) -> AsyncOAuth2Client:
        client_id, client_secret = self._identification
        return AsyncOAuth2Client(client_id, client_secret, redirect_uri=redirect_uri, **self._options)


def _client_options(scope: str, transport: httpx2.AsyncBaseTransport | None) -> dict[str, Any]:
    options = {
        "scope": scope,
        "code_challenge_method": "S256",
        "timeout": TIMEOUT_SECONDS,
        "trust_env": False,
        "follow_redirects": False,
    }
    return options if transport is None else {**options, "transport": transport}


def _trusted(told: Mapping[str, Any], issuer: str) -> dict[str, Any]:
    """What we go by of a discovery document; the rest sets no option of our client. SignInRefused."""
    if told.get("issuer") != issuer:
        raise SignInRefused(Refusal.FAILED, "discovery document of another issuer")
    addresses = {name: told[name] for name in (*_ENDPOINTS, *_FURTHER_ENDPOINTS) if name in told}
    if not all(name in addresses for name in _ENDPOINTS):
        raise SignInRefused(Refusal.FAILED, "discovery document without an endpoint")
    scheme = urlsplit(issuer).scheme
    if any(urlsplit(str(address)).scheme not in {scheme, "https"} for address in addresses.values()):
        raise SignInRefused(Refusal.FAILED, "discovery document with an endpoint in the clear")
    algorithms = told.get("id_token_signing_alg_values_supported") or [_USUAL_ALGORITHM]
    if not (ours := sorted(_ALGORITHMS & set(algorithms))):
        raise SignInRefused(Refusal.FAILED, "no algorithm that proves who signed")
    return {
        **addresses,
        "_loaded_at": told["_loaded_at"],
        "issuer": issuer,
        "id_token_signing_alg_values_supported": ours,
        "token_endpoint_auth_method": _identification_by(told),
        "authorization_response_iss_parameter_supported": told.get(
            "authorization_response_iss_parameter_supported"
        ),
    }


def _identification_by(told: Mapping[str, Any]) -> str:
    """How a provider wants to hear our secret; in the header unless it says otherwise."""
    methods = told.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return next((one for one in ("client_secret_basic", "client_secret_post") if one in methods), "none")


def _profile(issuer: str, claims: Mapping[str, Any], *, verified_only: bool) -> Profile:
    """Who the claims speak of. Raises SignInRefused for an address that may be somebody else's."""
    verified = claims.get("email_verified")
    # Some issuers say it in words.
    is_verified = verified in (True, "true") or (verified is None and not verified_only)
    email = str(claims.get("email") or "")
    if not (email and is_verified):
        raise SignInRefused(Refusal.UNVERIFIED, "no verified address")
    name = str(claims.get("name") or claims.get("preferred_username") or "")
    session = claims.get("sid")
    return Profile.of(
        issuer, str(claims["sub"]), email, name, session if isinstance(session, str) else None
    )


def _github_profile(url: str, person: Mapping[str, Any], addresses: list[Mapping[str, Any]]) -> Profile:
    email = next(
        (one["email"] for one in addresses if one.get("primary") and one.get("verified") is True), ""
    )
    if not email:
        raise SignInRefused(Refusal.UNVERIFIED, "no verified primary address")
    # The number stays with an account; its login can be given up and taken by somebody else.
    return Profile.of(url, str(int(person["id"])), str(email), str(person.get("name") or person["login"]))


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn whatever a provider may do wrong into SignInRefused, whose text repeats nothing it said."""
    try:
        yield
    except httpx2.TransportError as error:
        raise SignInRefused(Refusal.UNAVAILABLE, type(error).__name__) from None
    except httpx2.HTTPStatusError as error:
        reason = Refusal.UNAVAILABLE if error.response.is_server_error else Refusal.FAILED
        raise SignInRefused(reason, f"status {error.response.status_code}") from None
    except _SAID_WRONG as error:
        raise SignInRefused(Refusal.FAILED, type(error).__name__) from None
