"""Ending a session here and sending its browser on to end the one at the provider."""

from typing import Final

import structlog

from netra.auth.audit.domain import Origin
from netra.auth.oauth.domain import ProviderName, Refusal, SignInRefused
from netra.auth.oauth.service import Providers
from netra.auth.resources import Resources
from netra.auth.sealing import SealBrokenError, unsealed
from netra.auth.sessions.service import SessionService
from netra.auth.sign_outs.domain import state_of
from netra.auth.tokens.service import TokenService
from netra.shared.errors import NotFound, Unauthorized, Unavailable

_NOT_THERE: Final = "This session has no provider to sign out at."

_log = structlog.get_logger("netra.sign_out")


class ProviderSignOuts:
    """Uses transactions of its own: none waits for a provider."""

    def __init__(self, resources: Resources, providers: Providers) -> None:
        self._resources = resources
        self._providers = providers

    async def begin(self, refresh_token: str, browser: str, origin: Origin) -> str:
        """End the session of a refresh token; the address at which its browser signs out at the provider.

        Raises Unauthorized without a session, and NotFound or Unavailable where that provider cannot be
        signed out at: then the session goes on.
        """
        provider, id_token = await self._kept(refresh_token)
        return_to = f"{self._resources.settings.public_url}/auth/oauth/{provider}/signed-out"
        try:
            there = self._providers.named(provider)
            url = await there.way_out(id_token, return_to, state_of(provider, browser))
        except SignInRefused as refused:
            _log.warning("provider", provider=provider.value, reason=str(refused))
            if refused.reason is not Refusal.UNAVAILABLE:
                raise NotFound(_NOT_THERE) from None
            raise Unavailable(
                "The provider is not answering. You can sign out of Netra alone.", retry_after=5
            ) from None
        async with self._resources.database.session() as session:
            await SessionService(self._resources, session).sign_out(refresh_token, origin)
        return url

    async def _kept(self, refresh_token: str) -> tuple[ProviderName, str]:
        """The provider of a session, and the ID token that names the person there."""
        async with self._resources.database.session() as session:
            tokens = TokenService.on(self._resources, session)
            [(record, verdict)] = await tokens.presented([refresh_token])
            if record is None or not verdict.is_good:
                raise Unauthorized("Sign in again.")
            sealed = await tokens.id_token(record.family_id)
        if sealed is None or record.sign_out_at is None:
            raise NotFound(_NOT_THERE)
        try:
            id_token = unsealed(sealed, self._resources.settings.sealer()).decode()
        except SealBrokenError:
            raise NotFound(_NOT_THERE) from None
        return ProviderName(record.sign_out_at), id_token
