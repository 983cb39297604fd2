"""Asking a provider again whether whoever signed in there is still there, while their session lasts."""

from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

import structlog

from netra.auth.audit.domain import SYSTEM, AuditAction, Deed, Origin, Target, TargetKind
from netra.auth.audit.service import AuditService
from netra.auth.oauth.domain import AskedAgain, ProviderGrant, ProviderName, Standing
from netra.auth.oauth.repository.providers import Provider
from netra.auth.oauth.service import Providers
from netra.auth.resources import Resources
from netra.auth.sealing import SealBrokenError
from netra.auth.tokens.domain.refresh import DueCheck
from netra.auth.tokens.service import TokenService
from netra.auth.users.domain import Person

LONGEST_UNCONFIRMED: Final = timedelta(hours=24)
"""So long somebody goes on whose provider cannot be asked, from when it first could not."""

_log = structlog.get_logger("netra.rechecks")


class Rechecks:
    """Settles checks that were claimed with a refresh. No transaction is open while a provider is asked."""

    def __init__(self, resources: Resources, providers: Providers) -> None:
        self._resources = resources
        self._providers = providers

    async def passes(self, check: DueCheck, person: Person, organization_id: UUID, origin: Origin) -> bool:
        """Whether a session goes on; it has ended if not, which is written where the person works."""
        grant = self._opened(check)
        provider = self._provider(check, grant) if grant else None
        if grant is None or provider is None:
            # Switched off, another issuer since, or another master key: nobody is asked any more.
            async with self._resources.database.session() as session:
                await TokenService.on(self._resources, session).settle_check(check, check_at=None)
            return True
        asked = await provider.ask_again(grant)
        if asked.hint:
            _log.warning("asked again", provider=check.provider, standing=asked.standing, reason=asked.hint)
        reason = self._reason_to_end(check, asked)
        if reason is None:
            await self._go_on(check, grant, asked)
        else:
            details = {"issuer": grant.issuer, "reason": reason}
            target = Target(TargetKind.USER, person.id, person.name)
            deed = Deed(AuditAction.SESSION_NOT_CONFIRMED, target, details)
            await self._end(check, organization_id, deed, origin)
        return reason is None

    def _opened(self, check: DueCheck) -> ProviderGrant | None:
        try:
            return ProviderGrant.open(check.grant, self._resources.settings.sealer())
        except SealBrokenError:
            _log.warning("what was kept of a provider was sealed with another AUTH_MASTER_KEY")
            return None

    def _provider(self, check: DueCheck, grant: ProviderGrant) -> Provider | None:
        return self._providers.asked_again(ProviderName(check.provider), grant.issuer)

    def _reason_to_end(self, check: DueCheck, asked: AskedAgain) -> str | None:
        """Why a session ends, as the audit log says it; None where it goes on."""
        if asked.standing is Standing.CONFIRMED:
            return None
        if asked.standing is not Standing.UNKNOWN:
            return asked.standing.value
        since, now = check.unconfirmed_since, self._resources.clock.now()
        return "unreachable" if since is not None and now - since >= LONGEST_UNCONFIRMED else None

    async def _go_on(self, check: DueCheck, grant: ProviderGrant, asked: AskedAgain) -> None:
        """Keep what the provider gave for what it took, and ask later; sooner where it said nothing."""
        now, sealer = self._resources.clock.now(), self._resources.settings.sealer()
        is_confirmed = asked.standing is Standing.CONFIRMED
        fresh = replace(grant, refresh_token=asked.refresh_token or grant.refresh_token)
        id_token = asked.id_token if is_confirmed and check.has_id_token else None
        async with self._resources.database.session() as session:
            tokens = TokenService.on(self._resources, session)
            await tokens.settle_check(
                check,
                check_at=tokens.next_check(now) if is_confirmed else check.claimed_until,
                unconfirmed_since=None if is_confirmed else check.unconfirmed_since or now,
                grant=fresh.seal(sealer),
                id_token=sealer.encrypt(id_token.encode()) if id_token else None,
            )

    async def _end(self, check: DueCheck, organization_id: UUID, deed: Deed, origin: Origin) -> None:
        async with self._resources.database.session() as session:
            if await TokenService.on(self._resources, session).end_stolen(check.session_id):
                audit = AuditService.on(session, self._resources.clock)
                await audit.record_in(organization_id, SYSTEM, deed, origin)
