"""Issuers of OpenID Connect: thin words over authlib, and the checks that it leaves to us."""

import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import urlsplit

import httpx2
import structlog
from authlib.integrations.base_client import BaseApp, OAuthError
from authlib.integrations.base_client.async_app import AsyncOAuth2Mixin
from authlib.integrations.base_client.async_openid import AsyncOpenIDMixin
from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.oauth2.claims import JWTClaims
from joserfc import jws
from joserfc.errors import InvalidKeyIdError

from netra.auth.config import CheckAgain
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
from netra.auth.oauth.repository.providers import SAID_WRONG, client_options, refusals
from netra.auth.users.domain import Profile

CLOCKS_DIFFER_SECONDS: Final = 60
RELOAD_SECONDS: Final = 10.0
"""No sooner than this an issuer is asked for its keys again."""
LONGEST_KEPT: Final = 4096
"""Of a provider's tokens longer ones are not kept: in an address of a sign-out they would not be read."""
GOOGLE_OFFLINE: Final = MappingProxyType({"access_type": "offline"})
_SCOPE: Final = "openid email profile"
_OFFLINE_SCOPE: Final = "offline_access"
_BY_SCOPE: Final = MappingProxyType({"scope": f"{_SCOPE} {_OFFLINE_SCOPE}"})
# What only the holder of a private key can sign: `none` and HMAC prove nothing that our own secret does not.
_ALGORITHMS: Final = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"}
)
_USUAL_ALGORITHM: Final = "RS256"
# That somebody has to sign in again; whatever else is refused is not about the person.
_OVER: Final = frozenset({"invalid_grant", "interaction_required", "login_required", "consent_required"})
_LOGOUT_EVENT: Final = "http://schemas.openid.net/event/backchannel-logout"
_ENDPOINTS: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_FURTHER_ENDPOINTS: Final = ("userinfo_endpoint", "end_session_endpoint")

_log = structlog.get_logger("netra.sign_in")


class OpenIdProvider:
    """An issuer of OpenID Connect, found by its discovery document."""

    def __init__(
        self,
        issuer: str,
        client_id: str,
        client_secret: str,
        *,
        verified_only: bool,
        check_again: CheckAgain,
        offline: Mapping[str, str] | None = None,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        """`verified_only`: an address is not taken of which the issuer does not say that it is verified.

        `offline` is what the issuer wants to hear before it lets us ask again, if not what the standard says.
        """
        self._issuer = issuer
        self._client_id = client_id
        self._verified_only = verified_only
        self._check_again = check_again
        self._offline = offline or _BY_SCOPE
        self._app = _OpenIdApp(
            None,
            client_id=client_id,
            client_secret=client_secret,
            client_kwargs=client_options(_SCOPE, transport),
            server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
            issuer=issuer,
        )

    async def begin(self, redirect_uri: str, state: str) -> Authorization:
        with refusals():
            further = self._further(await self._app.load_server_metadata())
            begun = await self._app.create_authorization_url(redirect_uri, state=state, **further)
        return Authorization(begun["url"], state, begun["code_verifier"], begun["nonce"])

    async def arrival(self, attempt: Attempt, answer: ProviderAnswer, redirect_uri: str) -> Arrival:
        with refusals():
            await self._check_sender(answer)
            token = await self._app.fetch_access_token(
                redirect_uri, code=answer.code, code_verifier=attempt.code_verifier
            )
            claims = await self._claims(token, attempt)
            profile = _profile(self._issuer, claims, verified_only=self._verified_only)
            metadata = await self._app.load_server_metadata()
        id_token = _short(token, "id_token") if "end_session_endpoint" in metadata else None
        return Arrival(profile, self._grant(profile, attempt, token, metadata), id_token)

    async def ask_again(self, grant: ProviderGrant) -> AskedAgain:
        """Whether the issuer still honours a grant, and of whom it speaks (OpenID Connect Core 1.0, 12)."""
        try:
            with refusals():
                token = await self._app.renewed(grant.refresh_token)
        except SignInRefused as refused:
            return AskedAgain(Standing.UNKNOWN, hint=str(refused))
        if token is None:
            return AskedAgain(Standing.ENDED)
        # Kept whatever comes of it: the one before is used up.
        standing, hint = Standing.CONFIRMED, ""
        try:
            with refusals():
                await self._check_same(token, grant)
        except SignInRefused as refused:
            is_away = refused.reason is Refusal.UNAVAILABLE
            standing, hint = Standing.UNKNOWN if is_away else Standing.UNTRUSTED, str(refused)
        return AskedAgain(standing, _short(token, "refresh_token"), _short(token, "id_token"), hint)

    async def way_out(self, id_token: str, return_to: str, state: str) -> str:
        """Where one signs out at the issuer (OpenID Connect RP-Initiated Logout 1.0)."""
        with refusals():
            if json.loads(jws.extract_compact(id_token.encode()).payload)["iss"] != self._issuer:
                raise SignInRefused(Refusal.FAILED, "ID token of another issuer")
            made = await self._app.create_logout_url(
                return_to, id_token_hint=id_token, state=state, client_id=self._client_id
            )
        return str(made["url"])

    async def logout(self, token: str) -> ProviderLogout:
        """What a logout token says (OpenID Connect Back-Channel Logout 1.0). Raises SignInRefused."""
        options = {
            "iss": {"essential": True, "value": self._issuer},
            "aud": {"essential": True, "value": self._client_id},
            **{name: {"essential": True} for name in ("iat", "exp", "jti", "events")},
        }
        with refusals():
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

    def _further(self, metadata: Mapping[str, Any]) -> Mapping[str, str]:
        """What to ask for besides, so that the issuer can be asked again."""
        if self._check_again is CheckAgain.ON:
            return {**self._offline, "prompt": "consent"}
        is_listed = _OFFLINE_SCOPE in metadata["scopes_supported"]
        return self._offline if self._check_again is CheckAgain.AUTO and is_listed else {}

    def _grant(
        self, profile: Profile, attempt: Attempt, token: Mapping[str, Any], metadata: Mapping[str, Any]
    ) -> ProviderGrant | None:
        """What to ask again by; None where that is not wanted, or not given."""
        told = {*metadata["scopes_supported"], *metadata["grant_types_supported"]}
        is_listed = bool(told & {_OFFLINE_SCOPE, "refresh_token"})
        is_wanted = is_listed if self._check_again is CheckAgain.AUTO else self._check_again is CheckAgain.ON
        refresh_token = _short(token, "refresh_token")
        if refresh_token is None or not is_wanted:
            return None
        return ProviderGrant(self._issuer, profile.subject, attempt.nonce, refresh_token)

    async def _check_same(self, token: Mapping[str, Any], grant: ProviderGrant) -> None:
        """Refuse an answer that speaks of anybody else than the one who signed in."""
        try:
            claims = await self._parsed(token, nonce=None)
        except (httpx2.HTTPStatusError, InvalidKeyIdError):
            raise SignInRefused(Refusal.UNAVAILABLE, "the key of an ID token cannot be had") from None
        if claims is not None and (
            claims["sub"] != grant.subject or claims.get("nonce", grant.nonce) != grant.nonce
        ):
            raise SignInRefused(Refusal.FAILED, "ID token of somebody else")
        try:
            await self._user_info(token, grant.subject)
        except (httpx2.HTTPError, *SAID_WRONG) as error:
            # Nothing is said there of anybody; that the grant was honoured is.
            _log.info("no user info", reason=type(error).__name__)

    async def _check_sender(self, answer: ProviderAnswer) -> None:
        """Refuse an answer of another issuer (RFC 9207); that it came to the right address proves little."""
        metadata = await self._app.load_server_metadata()
        always_said = metadata.get("authorization_response_iss_parameter_supported") is True
        if (always_said or answer.issuer) and answer.issuer != self._issuer:
            raise SignInRefused(Refusal.FAILED, "answer of another issuer")

    async def _claims(self, token: Mapping[str, Any], attempt: Attempt) -> Mapping[str, Any]:
        claims = await self._parsed(token, attempt.nonce)
        if claims is None:
            raise SignInRefused(Refusal.FAILED, "no ID token")
        return claims if "email" in claims else {**await self._user_info(token, claims["sub"]), **claims}

    async def _parsed(self, token: Mapping[str, Any], nonce: str | None) -> Mapping[str, Any] | None:
        """What the ID token among an issuer's tokens says, if there is one."""
        options = {
            "iss": {"essential": True, "value": self._issuer},
            "aud": {"essential": True, "value": self._client_id},
        }
        claims: Mapping[str, Any] | None = await self._app.parse_id_token(
            token, nonce=nonce, claims_options=options, leeway=CLOCKS_DIFFER_SECONDS
        )
        return claims

    async def _user_info(self, token: Mapping[str, Any], subject: str) -> Mapping[str, Any]:
        """What the issuer says at its other endpoint, provided that it speaks of the same person."""
        metadata = await self._app.load_server_metadata()
        if "userinfo_endpoint" not in metadata:
            return {}
        # Without the refresh token, which the client would use of its own accord, and lose what it gives.
        bearer = {name: token[name] for name in ("access_token", "token_type") if name in token}
        told: Mapping[str, Any] = await self._app.userinfo(token=bearer)
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

    async def renewed(self, refresh_token: str) -> Mapping[str, Any] | None:
        """What the issuer gives for a refresh token; None where it honours that no more."""
        metadata = await self.load_server_metadata()
        async with self._get_oauth_client(**metadata) as client:
            try:
                # Without a scope: what was granted may be less than what was asked for.
                token = dict(
                    await client.refresh_token(
                        metadata["token_endpoint"], refresh_token=refresh_token, scope=None
                    )
                )
            except OAuthError as error:
                if error.error in _OVER:
                    return None
                raise
        if not isinstance(token.get("access_token"), str):
            raise ValueError("no access token")
        return token

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
        "scopes_supported": list(map(str, told.get("scopes_supported") or ())),
        "grant_types_supported": list(map(str, told.get("grant_types_supported") or ())),
    }


def _short(token: Mapping[str, Any], name: str) -> str | None:
    """A token that can be kept, of those in an answer."""
    kept = token.get(name)
    return kept if isinstance(kept, str) and 0 < len(kept) <= LONGEST_KEPT else None


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
    return Profile.of(issuer, str(claims["sub"]), email, name, session if isinstance(session, str) else None)
